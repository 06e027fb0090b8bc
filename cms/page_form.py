"""What the editor's form checks beside the fields themselves."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms import slugs


def validate_slug(slug: str) -> None:
    """Raises ValidationError in the active language when `slug` cannot be an address."""
    languages = [code for code, _name in settings.LANGUAGES]
    if slug and not slugs.is_valid(slug, languages=languages):
        raise ValidationError(
            _(
                "“%(slug)s” cannot be an address: use small Latin letters, digits and "
                "hyphens, not only digits, and no word that the site itself uses. "
                "Leave it empty and one is made from the title."
            )
            % {"slug": slug}
        )


class ContentPageForm(WagtailAdminPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            # Instead of Django's own, whose message speaks of Unicode letters.
            self.fields["slug"].validators = [validate_slug]
            self.fields["slug"].help_text = _(
                "The last part of the address, in Latin letters; the same in all languages. "
                "Leave it empty and one is made from the title."
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        go_live_at = cleaned.get("go_live_at")
        if go_live_at and "go_live_at" in self.changed_data and go_live_at < timezone.now():
            self.add_error(
                "go_live_at",
                ValidationError(
                    _(
                        "This moment has passed. Choose a time to come, or leave the field "
                        "empty to publish at once."
                    )
                ),
            )
        return cleaned
