"""Pictures of the people who work here, through the same step as every other picture."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.admin.views.account import AvatarSettingsPanel

from cms.uploads.fields import PictureField

SIDE = 400  # pixels; the largest at which the admin shows one is a tenth of the area


class AvatarField(PictureField):
    """Any picture that the library would take, made small and stored as PNG."""

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        file.seek(0)
        with Image.open(file) as picture:
            small = picture.convert("RGBA")
        small.thumbnail((SIDE, SIDE))
        written = io.BytesIO()
        small.save(written, "PNG")
        return SimpleUploadedFile("avatar.png", written.getvalue(), "image/png")


class AvatarForm(AvatarPreferencesForm):
    avatar = AvatarField(label=_("Upload a profile picture"), required=False)

    def clean_avatar(self) -> Any:
        # Wagtail's own opens the file once more and keeps its format and name.
        return self.cleaned_data.get("avatar") or self._original_avatar


def replace_wagtails_form() -> None:
    """Wagtail has no setting for it, and its panel is no class that could be registered anew."""
    AvatarSettingsPanel.form_class = AvatarForm
    AvatarSettingsPanel.template_name = "uploads/avatar_panel.html"
