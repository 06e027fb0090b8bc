"""What one issue says to its readers: plain values between the issue and its rendering.

A letter has one part for readers of Arabic or of English, and two (Arabic first) for readers
of both. Every address in a `Letter` is absolute: build letters with `compose_letter`, which
makes site-relative ones absolute, and `Letter` refuses what is left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from cms.languages import direction_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cms.teaser import Picture, Teaser, TeaserLink

RECIPIENT_TOKEN = "RECIPIENT-TOKEN"  # noqa: S105 - a place for a token, no secret
"""Stands in a letter's addresses for the reader's own token.

A letter is rendered once for all its readers; `rendering.message` puts each reader's token
in this place. It contains only characters that no encoding of an address changes.
"""


class LetterError(ValueError):
    """A letter that may not be rendered: the text says which value is wrong."""


@dataclass(frozen=True, slots=True)
class LetterNote:
    """An announcement or a date, in plain text. `url` may be empty; `when` is in words."""

    title: str
    text: str = ""
    url: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class LetterSection:
    """Teasers or notes under one heading, in the order in which they are read.

    `kind` is a value of SectionKind. A teaser's summary is what the letter says of its page.
    """

    title: str
    teasers: tuple[Teaser, ...] = ()
    notes: tuple[LetterNote, ...] = ()
    kind: str = "news"


@dataclass(frozen=True, slots=True)
class LetterPart:
    """The letter in one language.

    `title`, `summary`, `period` ("November 2026"), `tagline` (of the publication) and
    `entity_name` (who publishes, shown in the foot) are plain text; `intro` is rich text HTML
    and is cleaned before use. `column` is shown first, with its key statements. `web_url` is the
    issue's page in this language.
    """

    language: str
    title: str
    summary: str
    sections: tuple[LetterSection, ...]
    web_url: str
    home_url: str
    entity_name: str
    period: str = ""
    tagline: str = ""
    intro: str = ""
    column: Teaser | None = None

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`, as HTML's `dir` wants it."""
        return direction_of(self.language)

    def teasers(self) -> Iterator[Teaser]:
        """The column and all sections' teasers, in reading order."""
        if self.column is not None:
            yield self.column
        for section in self.sections:
            yield from section.teasers


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: name and mailbox of From, where replies go, and the list's identity.

    `list_id` is the domain-like identifier of RFC 2919 (`newsletter.barza.example`).
    `unsubscribe_mailbox`, if given, is offered beside the web address to mail programs that
    unsubscribe by mail.
    """

    name: str
    address: str
    list_id: str
    reply_to: str = ""
    unsubscribe_mailbox: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """An issue as one group of readers gets it.

    `issue` is the issue's key (`2026-11`): letters, digits and `-`. `unsubscribe_url` and
    `preferences_url` normally hold `RECIPIENT_TOKEN`. `mark_url` is the publication's mark, a
    picture for dark ground, and may be empty. Raises `LetterError` when there is no
    part, a language appears twice, or an address is not absolute.
    """

    issue: str
    parts: tuple[LetterPart, ...]
    subject: str
    preheader: str
    sender: Sender
    unsubscribe_url: str
    preferences_url: str
    mark_url: str = ""

    def __post_init__(self) -> None:
        if not self.issue or not all(c.isascii() and (c.isalnum() or c == "-") for c in self.issue):
            raise LetterError(f"the issue's key holds more than letters, digits, -: {self.issue!r}")
        if not self.parts:
            raise LetterError("a letter needs at least one language")
        if len(set(self.languages)) != len(self.languages):
            raise LetterError(f"a language appears twice: {', '.join(self.languages)}")
        for url in self._addresses():
            if not is_absolute(url):
                raise LetterError(f"not an absolute web address: {url!r}")

    @property
    def languages(self) -> tuple[str, ...]:
        """Language codes in the order in which they are read."""
        return tuple(part.language for part in self.parts)

    @property
    def language(self) -> str:
        """The language that comes first; the whole document takes its direction."""
        return self.parts[0].language

    @property
    def direction(self) -> str:
        return self.parts[0].direction

    def _addresses(self) -> Iterator[str]:
        yield self.unsubscribe_url
        yield self.preferences_url
        if self.mark_url:
            yield self.mark_url
        for part in self.parts:
            yield part.web_url
            yield part.home_url
            for teaser in part.teasers():
                yield teaser.url
                if teaser.image is not None:
                    yield teaser.image.src
            for section in part.sections:
                yield from (note.url for note in section.notes if note.url)


def is_absolute(url: str) -> bool:
    """Whether a mail program can open the address: http(s), with a host, without blanks."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    clean = all(c.isprintable() and not c.isspace() for c in url)
    return clean and parts.scheme in {"http", "https"} and bool(parts.hostname)


def compose_letter(
    *,
    base_url: str,
    issue: str,
    parts: tuple[LetterPart, ...],
    subject: str,
    preheader: str,
    sender: Sender,
    unsubscribe_url: str,
    preferences_url: str,
    mark_url: str = "",
) -> Letter:
    """A letter whose addresses are all absolute: relative ones are joined to `base_url`.

    Addresses inside the rich text of `intro` are joined when it is cleaned, to the part's
    `home_url`.
    """
    return Letter(
        issue=issue,
        parts=tuple(_absolute_part(part, base_url) for part in parts),
        subject=subject,
        preheader=preheader,
        sender=sender,
        unsubscribe_url=urljoin(base_url, unsubscribe_url),
        preferences_url=urljoin(base_url, preferences_url),
        mark_url=urljoin(base_url, mark_url) if mark_url else "",
    )


def absolute_teaser(teaser: Teaser, base_url: str) -> Teaser:
    """The teaser with its page, picture, entity, topics and authors at absolute addresses."""
    return replace(
        teaser,
        url=urljoin(base_url, teaser.url),
        image=_absolute_image(teaser.image, base_url) if teaser.image else None,
        entity=_absolute_link(teaser.entity, base_url) if teaser.entity else None,
        topics=tuple(_absolute_link(link, base_url) for link in teaser.topics),
        authors=tuple(_absolute_link(link, base_url) for link in teaser.authors),
    )


def _absolute_part(part: LetterPart, base_url: str) -> LetterPart:
    return replace(
        part,
        web_url=urljoin(base_url, part.web_url),
        home_url=urljoin(base_url, part.home_url),
        column=absolute_teaser(part.column, base_url) if part.column else None,
        sections=tuple(
            replace(
                section,
                teasers=tuple(absolute_teaser(t, base_url) for t in section.teasers),
                notes=tuple(
                    replace(n, url=urljoin(base_url, n.url) if n.url else "") for n in section.notes
                ),
            )
            for section in part.sections
        ),
    )


def _absolute_image(image: Picture, base_url: str) -> Picture:
    # Mail programs choose badly among several sources, so a letter shows `src` alone.
    return replace(image, src=urljoin(base_url, image.src), srcset="")


def _absolute_link(link: TeaserLink, base_url: str) -> TeaserLink:
    return replace(link, url=urljoin(base_url, link.url))
