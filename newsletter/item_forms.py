"""What an entity fills in behind its link: an item in Arabic, in English or in both (N4)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import uuid4

from django import forms
from django.conf import settings
from django.core.validators import URLValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cms.uploads.fields import PictureField
from cms.uploads.names import TURNING
from newsletter.models.calls import ITEM_FIELDS, ITEM_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.functional import _StrPromise

    from newsletter.models import EntityItem

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")

_LABELS: Final[dict[str, _StrPromise]] = {
    "title_ar": _("Title in Arabic"),
    "text_ar": _("Text in Arabic"),
    "picture_alt_ar": _("What the picture shows, in Arabic"),
    "title_en": _("Title in English"),
    "text_en": _("Text in English"),
    "picture_alt_en": _("What the picture shows, in English"),
}
_NO_TITLE: Final = {
    "ar": _("Write the title in Arabic, or empty the Arabic text."),
    "en": _("Write the title in English, or empty the English text."),
}
_NO_TEXT: Final = {
    "ar": _("Write the text in Arabic, or empty the Arabic title."),
    "en": _("Write the text in English, or empty the English title."),
}
_NO_ALT: Final = {
    "ar": _("Say in Arabic what the picture shows, for those who do not see it."),
    "en": _("Say in English what the picture shows, for those who do not see it."),
}
_ALLOWED: Final = _("JPEG, PNG, WebP, AVIF or GIF, up to 10 MB and 20 million pixels.")
_TOO_LONG: Final = _("This is too long: at most %(limit_value)d characters, now %(show_value)d.")


class Words(forms.CharField):
    """Text without what is not to be seen in it: controls, and signs that turn the direction."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return _CONTROLS.sub("", "".join(sign for sign in text if sign not in TURNING)).strip()


class Title(Words):
    """One line, because it becomes the subject of letters."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class WordsForm(forms.Form):
    """The words of an item and its link; what belongs together is checked together.

    `has_picture` says whether there is a picture that has to be described.
    """

    title_ar = Title(max_length=160)
    text_ar = Words(max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
    picture_alt_ar = Title(max_length=300)
    title_en = Title(max_length=160)
    text_en = Words(max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
    picture_alt_en = Title(max_length=300)
    link = forms.URLField(
        label=_("Link"),
        max_length=500,
        assume_scheme="https",
        help_text=_("A page where more can be read, as https://example.gov.ae/service"),
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        validators=[URLValidator(schemes=["http", "https"])],
    )

    has_picture = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ITEM_FIELDS:
            field = self.fields[name]
            field.required = False
            field.label = _LABELS.get(name, field.label)
            if name != "link":
                code = name[-2:]
                field.widget.attrs |= {"lang": code, "dir": "rtl" if code == "ar" else "ltr"}
                # Said by us, with what was typed still there, and not by a browser that cuts it.
                field.widget.attrs.pop("maxlength", None)
                field.error_messages["max_length"] = _TOO_LONG
                for validator in field.validators:
                    if getattr(validator, "code", "") == "max_length":
                        cast("Any", validator).message = _TOO_LONG

    def in_language(self, code: str) -> Iterator[forms.BoundField]:
        for name in ITEM_FIELDS:
            if name.endswith(f"_{code}"):
                yield self[name]

    @property
    def arabic(self) -> list[forms.BoundField]:
        return list(self.in_language("ar"))

    @property
    def english(self) -> list[forms.BoundField]:
        return list(self.in_language("en"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begun = [
            code
            for code in ITEM_LANGUAGES
            # What is wrong otherwise was begun as well.
            if any(cleaned.get(f"{n}_{code}") or f"{n}_{code}" in self.errors for n in _MAIN)
        ]
        if not begun:
            first = self._first_language()
            self.add_error(f"title_{first}", _("Write title and text in at least one language."))
        for code in begun:
            self._complete(code, cleaned)
        return cleaned

    def _complete(self, code: str, cleaned: dict[str, Any]) -> None:
        needed = [("title", _NO_TITLE), ("text", _NO_TEXT)]
        if self.has_picture:
            needed.append(("picture_alt", _NO_ALT))
        for name, advice in needed:
            field = f"{name}_{code}"
            if not cleaned.get(field) and field not in self.errors:
                self.add_error(field, advice[code])

    def _first_language(self) -> str:
        return "ar" if settings.LANGUAGE_CODE.startswith("ar") else "en"

    @property
    def words(self) -> dict[str, str]:
        """What was written, by ITEM_FIELDS."""
        return {name: self.cleaned_data.get(name, "") for name in ITEM_FIELDS}


_MAIN: Final = ("title", "text")


class ItemForm(WordsForm):
    """With the picture, for who sends it; `item` is the one that is changed, if it is one."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    picture = PictureField(
        label=_("Picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp,.avif,.gif"}),
    )
    without_picture = forms.BooleanField(label=_("Send it without the picture"), required=False)

    def __init__(self, *args: Any, item: EntityItem | None = None, **kwargs: Any) -> None:
        self.item = item
        initial = {"token": uuid4()} | {n: getattr(item, n) for n in ITEM_FIELDS if item}
        if item is not None:
            initial["version"] = item.version
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        # Wagtail's field writes a hint of its own, in the language of the server's start.
        self.fields["picture"].help_text = _ALLOWED
        if item is None or item.picture is None:
            del self.fields["without_picture"]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        kept = self.item is not None and self.item.picture is not None
        kept = kept and not cleaned.get("without_picture")
        self.has_picture = bool(cleaned.get("picture")) or kept
        return super().clean()

    def shown(self) -> list[forms.BoundField]:
        """The fields that people see, in the order of the page."""
        names = [*(n for n in ITEM_FIELDS if n.endswith("_ar")), *_of_english(), "link", "picture"]
        if "without_picture" in self.fields:
            names.append("without_picture")
        return [self[name] for name in names]


def _of_english() -> list[str]:
    return [name for name in ITEM_FIELDS if name.endswith("_en")]


class HouseWordsForm(WordsForm):
    """The same fields for the house, which sees the version that it decides on."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: EntityItem, **kwargs: Any) -> None:
        initial = {name: item.word(name) for name in ITEM_FIELDS} | {"version": item.version}
        self.has_picture = item.shown_picture is not None
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label or "")


class MergeForm(HouseWordsForm):
    """The words of both items in one; `version` is that of the item which stays."""

    of_merged = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, other: EntityItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_picture = self.has_picture or other.shown_picture is not None
