"""What the editor's form checks beside the fields themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from cms import slugs
from cms.access.choosers import names_what_is_foreign
from cms.access.scope import entity_scope
from cms.languages import direction_of

#: What is written from left to right in every language.
_LEFT_TO_RIGHT = (
    forms.SlugField,
    forms.URLField,
    forms.EmailField,
    forms.DateField,
    forms.DateTimeField,
)


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
        self._keep_to_own_entity()
        self._write_in_the_pages_language()

    def _write_in_the_pages_language(self) -> None:
        """Text is written in the page's direction, addresses and dates from left to right."""
        if self.instance.locale_id is None:
            return
        code = self.instance.locale.language_code
        for field in self.fields.values():
            if isinstance(field, _LEFT_TO_RIGHT):
                field.widget.attrs["dir"] = "ltr"
            elif isinstance(field, forms.CharField):
                field.widget.attrs |= {"dir": direction_of(code), "lang": code}

    def _keep_to_own_entity(self) -> None:
        """What a contributor writes is their entity's; the form does not ask."""
        scope = entity_scope(self.for_user) if self.for_user else None
        if scope is not None and hasattr(self.instance, "entity_id"):
            self.fields.pop("entity", None)
            if self.instance.pk is None:
                self.instance.entity_id = scope or None

    def is_valid(self) -> bool:
        """Raises PermissionDenied when a contributor refers to what no chooser offered them."""
        user = self.for_user
        bound = user and self.is_bound and entity_scope(user) is not None
        if bound and names_what_is_foreign(self, user):
            raise PermissionDenied
        return bool(super().is_valid())

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
