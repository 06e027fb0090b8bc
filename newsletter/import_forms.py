"""What is asked of who brings a list: the file, then on what basis and what it does not say."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from cms.uploads.names import judge_name
from cms.uploads.reasons import UploadRefused
from newsletter.importing.encoding import Encoding
from newsletter.importing.list_file import Choices
from newsletter.importing.refusals import ImportRefused, Refusal
from newsletter.models import Audience, ConsentBasis, SubscriberLanguage

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

ENDINGS: Final = ("csv", "tsv", "txt")
_ENCODING_NAMES: Final = {
    Encoding.UTF_8: "UTF-8",
    Encoding.UTF_16_LE: "UTF-16 LE",
    Encoding.UTF_16_BE: "UTF-16 BE",
    Encoding.WINDOWS_1256: "windows-1256",
    Encoding.WINDOWS_1252: "windows-1252",
}


class ListForm(forms.Form):
    """The file is not judged by its name alone: what it is, its content says."""

    list_file = forms.FileField(
        label=_("The list"),
        help_text=_("A CSV file of up to 50 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
        error_messages={
            "required": _("Choose a file."),
            "missing": _("Choose a file."),
            "empty": Refusal.EMPTY.label,
        },
    )
    encoding = forms.ChoiceField(
        label=_("Encoding"),
        required=False,
        choices=[("", _("Found out by itself")), *_ENCODING_NAMES.items()],
        help_text=_("Choose one only if names come out wrong."),
    )

    def clean_list_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["list_file"]
        limit: int = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
        if (file.size or 0) > limit:
            refused = ImportRefused(Refusal.TOO_LARGE, limit=filesizeformat(limit))
            raise forms.ValidationError(refused.said())
        try:
            judge_name(file.name or "")
        except UploadRefused as refused_name:
            raise forms.ValidationError(refused_name.advice) from None
        return file

    @property
    def name(self) -> str:
        """Of the file as it was sent, without folders."""
        return PurePosixPath(str(self.cleaned_data["list_file"].name)).name


class ChoicesForm(forms.Form):
    basis = forms.ChoiceField(
        label=_("Basis of consent"),
        choices=ConsentBasis.choices,
        widget=forms.RadioSelect,
        help_text=_("Why may these people be written to? It is kept with every one of them."),
        error_messages={
            "required": _("Choose why these people may be written to; without it nobody is added.")
        },
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=200,
        help_text=_("Where the list is from, and where the proof is kept."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=SubscriberLanguage.choices,
        help_text=_("Of those for whom the file does not say it."),
    )
    audience = forms.ChoiceField(
        label=_("Segment"),
        choices=Audience.choices,
        initial=Audience.INDIVIDUAL,
        help_text=_("Of those for whom the file does not say it."),
    )
    again = forms.BooleanField(
        label=_("Import it again"),
        required=False,
        help_text=_("Only if the same file was imported before. Nobody is added twice."),
    )

    @property
    def choices(self) -> Choices:
        data = self.cleaned_data
        return Choices(data["basis"], data["note"], data["language"], data["audience"])
