"""What the headers of a letter's mails say, as values that can be kept.

A letter is approved as its HTML, its plain text and this; a mail is built from the three without
the letter, so that nothing that changes after the approval can reach a reader.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Self

from django.utils import translation
from django.utils.translation import gettext

if TYPE_CHECKING:
    from newsletter.letter import Letter

NAME_PLACE = "{name}"


@dataclass(frozen=True, slots=True)
class Greeting:
    """How readers of one language are greeted, as plain text.

    `named` holds `NAME_PLACE` once; `unnamed` is the whole line for those without a name.
    """

    language: str
    named: str
    unnamed: str


@dataclass(frozen=True, slots=True)
class Head:
    """The values of the headers, and the greetings whose places are in both alternatives.

    Plain text all of it, nothing escaped or encoded. `languages` are in reading order.
    `unsubscribe_url` holds the place of the reader's token; so will the subject of the mail to
    `unsubscribe_mailbox`, which may be empty like `reply_to`.
    """

    issue: str
    languages: tuple[str, ...]
    subject: str
    from_name: str
    from_address: str
    list_id: str
    unsubscribe_url: str
    unsubscribe_mailbox: str = ""
    reply_to: str = ""
    greetings: tuple[Greeting, ...] = ()

    def to_json(self) -> dict[str, object]:
        """What JSON can hold of it: texts, lists and dictionaries only."""
        kept: dict[str, object] = {f.name: getattr(self, f.name) for f in fields(self)}
        kept["languages"] = list(self.languages)
        kept["greetings"] = [[g.language, g.named, g.unnamed] for g in self.greetings]
        return kept

    @classmethod
    def from_json(cls, kept: dict[str, object]) -> Self:
        """The value that `to_json` gave. Raises ValueError for anything else."""
        names = {field.name for field in fields(cls)}
        if set(kept) != names:
            raise ValueError(f"not a head: {', '.join(sorted(names ^ set(kept)))}")
        texts = {n: v for n, v in kept.items() if n not in {"languages", "greetings"}}
        if not all(isinstance(value, str) for value in texts.values()):
            raise ValueError("not a head: a value is no text")
        return cls(
            **texts,  # type: ignore[arg-type] # checked above
            languages=tuple(_texts(kept["languages"])),
            greetings=tuple(_greeting(row) for row in _rows(kept["greetings"])),
        )


def head_of(letter: Letter) -> Head:
    """What the headers of the letter's mails say."""
    sender = letter.sender
    return Head(
        issue=letter.issue,
        languages=letter.languages,
        subject=letter.subject,
        from_name=sender.name,
        from_address=sender.address,
        list_id=sender.list_id,
        unsubscribe_url=letter.unsubscribe_url,
        unsubscribe_mailbox=sender.unsubscribe_mailbox,
        reply_to=sender.reply_to,
        greetings=tuple(map(greeting_in, letter.languages)),
    )


def greeting_in(language: str) -> Greeting:
    """The greeting of readers of `language`."""
    with translation.override(language):
        # Translators: the first line of the newsletter; keep {name} as it is.
        return Greeting(language, gettext("Dear {name},"), gettext("Dear readers,"))


def _rows(value: object) -> list[object]:
    if not isinstance(value, list | tuple):
        raise ValueError("not a head: a list is missing")
    return list(value)


def _texts(value: object) -> list[str]:
    texts = [text for text in _rows(value) if isinstance(text, str)]
    if len(texts) != len(_rows(value)):
        raise ValueError("not a head: a list holds something that is no text")
    return texts


def _greeting(row: object) -> Greeting:
    language, named, unnamed = _texts(row)
    return Greeting(language, named, unnamed)
