"""How is a catalogue read, brought up to date and written, the same bytes every time?"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from babel.core import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po
from django.utils.translation import to_locale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from .extraction import Key, SourceMessage

# Arabic as Django's own catalogue counts it: none, one, two, few, many, and the hundreds.
_ARABIC = (
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5;"
)


class Catalogue(Catalog):
    """A catalogue whose header has no date, no tool and no person, so that it can be repeated."""

    def __init__(self, language: str) -> None:
        locale = Locale.parse(to_locale(language))
        super().__init__(locale=locale, header_comment=f"# {locale.english_name}", fuzzy=False)
        self.language = language

    def __iter__(self) -> Iterator[Message]:
        messages = super().__iter__()
        next(messages)
        yield Message(
            "",
            f"Language: {self.language}\n"
            "MIME-Version: 1.0\n"
            "Content-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: 8bit\n"
            f"Plural-Forms: {plural_forms(self.language)}\n",
        )
        yield from messages


def plural_forms(language: str) -> str:
    """The Plural-Forms header of a language."""
    if language == "ar":
        return _ARABIC
    plural = get_plural(to_locale(language))
    return f"nplurals={plural.num_plurals}; plural={plural.plural_expr};"


def po_path(locale_folder: Path, language: str) -> Path:
    """Where the text of a language's catalogue lies; the compiled one has the suffix `.mo`."""
    return locale_folder / to_locale(language) / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    """The catalogue of a file; an empty one where there is no file."""
    if not path.exists():
        return Catalogue(language)
    with path.open("rb") as file:
        return read_po(file, locale=to_locale(language), charset="utf-8")


def message_key(message: Message) -> Key:
    singular = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", singular


def forms(message: Message) -> list[str]:
    """The translations of a message: one, or one for each plural form; "" where there is none."""
    if isinstance(message.string, str):
        return [message.string]
    return [form or "" for form in message.string or ()]


def updated(old: Catalog, messages: Iterable[SourceMessage], language: str) -> Catalogue:
    """A catalogue of exactly `messages`, with the translations that `old` has of them.

    A translation is kept only while its message is word for word the same; what a translator
    noted beside it stays too. Obsolete messages are gone.
    """
    known = {message_key(message): message for message in old if message.id}
    fresh = Catalogue(language)
    for message in messages:
        count = fresh.num_plurals if message.plural is not None else 1
        before = known.get((message.context, message.singular))
        translations = [""] * count
        if before and before.pluralizable == (message.plural is not None):
            translations = (forms(before) + translations)[: max(count, 1)]
        fresh.add(
            message.singular if message.plural is None else (message.singular, message.plural),
            translations[0] if message.plural is None else tuple(translations),
            locations=[(file, 0) for file in message.files],
            flags=["fuzzy"] if before and before.fuzzy else [],
            user_comments=before.user_comments if before else (),
            context=message.context or None,
        )
    return fresh


def po_bytes(catalogue: Catalog) -> bytes:
    """The text of a catalogue: sorted, with the files that use a message, without lines."""
    buffer = BytesIO()
    write_po(
        buffer,
        catalogue,
        width=100,
        sort_output=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    return buffer.getvalue().rstrip(b"\n") + b"\n"


def mo_bytes(catalogue: Catalog) -> bytes:
    """The compiled catalogue; fuzzy and empty translations are left out."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()
