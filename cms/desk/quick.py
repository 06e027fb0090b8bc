"""Which buttons does a user's role need at hand? Only those whose doors are open to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.access.roles import Role, has_role
from cms.due import QuickAction
from cms.models import ContentPage
from cms.role_grants import sections_of
from cms.teaser import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

    from cms.models import User

WRITERS: Final = (Role.EDITOR, Role.ADMINISTRATOR, Role.CONTRIBUTOR)
#: Who writes what: kind, its roles, the button, its icon, its place in the row.
WRITING: Final = (
    (Kind.ARTICLE, WRITERS, _("Write an article"), "edit", 20),
    (Kind.NEWS, WRITERS, _("Add a news item"), "doc-full-inverse", 30),
    (Kind.STORY, WRITERS, _("Tell a success story"), "pick", 40),
    (Kind.RESOURCE, (Role.TOOLKIT_MANAGER,), _("Add a resource"), "clipboard-list", 20),
)
#: Screens that a role goes to every day: its roles, the address's name, the button.
PLACES: Final = (
    ((Role.TRANSLATOR,), "translating:report", _("Translations"), "globe", 20),
    ((Role.ADMINISTRATOR,), "wagtailusers_users:index", _("Users and roles"), "user", 80),
    ((Role.ADMINISTRATOR,), "audit_trail", _("Audit trail"), "history", 85),
)


def page_actions(user: User) -> Iterator[QuickAction]:
    for kind, roles, label, icon, order in WRITING:
        if has_role(user, *roles):
            url = _address_of_new(user, kind)
            if url:
                yield QuickAction(label=str(label), url=url, icon=icon, order=order)
    if has_role(user, Role.NEWSLETTER_MANAGER):
        section = _section(Kind.ISSUE)
        if section is not None:
            url = reverse("wagtailadmin_explore", args=[section.pk])
            yield QuickAction(label=str(_("Newsletter issues")), url=url, icon="mail", order=20)
    for roles, name, label, icon, order in PLACES:
        url = _address(name)
        if url and has_role(user, *roles):
            yield QuickAction(label=str(label), url=url, icon=icon, order=order)
    yield QuickAction(
        label=str(_("Calendar")), url=reverse("desk_calendar"), icon="calendar-alt", order=90
    )


def _address_of_new(user: User, kind: Kind) -> str:
    """The editor of a new page in the section of the admin's language; empty where closed."""
    section = _section(kind)
    if section is None or not section.permissions_for_user(user).can_add_subpage():
        return ""
    for model in section.specific_class.creatable_subpage_models():
        if issubclass(model, ContentPage) and model.kind == kind:
            options = model._meta
            where = [options.app_label, options.model_name, section.pk]
            return reverse("wagtailadmin_pages:add", args=where)
    return ""


def _section(kind: Kind) -> Page | None:
    """In the admin's language, else in whichever there is."""
    sections = list(sections_of(kind).select_related("locale", "content_type").order_by("pk"))
    language = (get_language() or "ar").partition("-")[0]
    same = [page for page in sections if page.locale.language_code == language]
    return next(iter([*same, *sections]), None)


def _address(name: str) -> str:
    """Empty where the feature that has the screen is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
