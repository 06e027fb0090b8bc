"""Begins a translation: a draft in the other language, in the same place of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail_localize.operations import translate_object

from cms.languages import language_name
from cms.translating import pairs
from cms.translating.actions.keep import keep

if TYPE_CHECKING:
    from datetime import datetime

    from wagtail.models import Locale, Page

    from cms.models import ContentPage, User

RIGHT = "wagtail_localize.submit_translation"


def may_start(page: Page, user: User) -> bool:
    """Whether the user translates at all, and may open this page."""
    return bool(user.has_perm(RIGHT) and page.permissions_for_user(user).can_edit())


def check_place(page: Page, locale: Locale, user: User) -> None:
    """Raises ValidationError when a page above has no translation and the user may not make it."""
    for above in page.get_ancestors().filter(depth__gt=1):
        there = pairs.of_key(above).filter(locale=locale).exists()
        if not there and not may_start(pairs.specific(above), user):
            raise ValidationError(
                _(
                    "A page above this one has no %(language)s translation yet. Ask an editor to "
                    "translate it first."
                )
                % {"language": language_name(locale.language_code)}
            )


@transaction.atomic
def start(page: ContentPage, locale: Locale, user: User, now: datetime) -> ContentPage:
    """The draft translation of `page`, with the source's text in it; the one there is, if any.

    Raises PermissionDenied and ValidationError, see above.
    """
    if page.alias_of_id is not None or not may_start(page, user):
        raise PermissionDenied
    existing = pairs.of_key(page).filter(locale=locale).first()
    if existing is None:
        check_place(page, locale, user)
        translate_object(page, [locale], user=user)
        existing = pairs.of_key(page).get(locale=locale)
    made = pairs.specific(existing)
    keep(made, now)
    return made
