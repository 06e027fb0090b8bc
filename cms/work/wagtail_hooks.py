"""The background in the admin: a report of what went wrong, and what is due because of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.access.roles import Role, has_role
from cms.due import DUE_HOOK, DueGroup, DueItem
from cms.work import views
from cms.work.models import Kind, State, Trouble
from cms.work.words import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpRequest
    from django.urls import URLPattern

    from cms.models import User

#: Each as an item of its own up to this number.
SHOWN = 5


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("work/", views.troubles, name="work_troubles"),
        path("work/try-again/", views.try_again, name="work_try_again"),
    ]


class TroublesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return has_role(request.user, Role.ADMINISTRATOR)


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    return TroublesMenuItem(
        _("Background work"),
        reverse("work_troubles"),
        name="background-work",
        icon_name="warning",
        order=950,
    )


@hooks.register(DUE_HOOK)
def due_items(user: User | AnonymousUser, now: datetime) -> Iterator[DueItem]:
    """Failed publications for those who edit the house; whatever is parked for operators."""
    if has_role(user, Role.EDITOR, Role.ADMINISTRATOR):
        failed = Trouble.objects.filter(kind=Kind.PUBLICATION).order_by("-last_at")
        for row in failed[:SHOWN]:
            words = told(row)
            yield DueItem(
                DueGroup.TROUBLE,
                words.title,
                words.url or reverse("wagtailadmin_home"),
                detail=gettext("It could not be published or taken back on schedule."),
                at=row.last_at,
                urgent=True,
                language=words.language,
            )
    if has_role(user, Role.ADMINISTRATOR):
        parked = Trouble.objects.filter(state=State.PARKED).exclude(kind=Kind.PUBLICATION).count()
        if parked:
            yield DueItem(
                DueGroup.TROUBLE,
                ngettext(
                    "%(count)s background task failed for good",
                    "%(count)s background tasks failed for good",
                    parked,
                )
                % {"count": parked},
                reverse("work_troubles"),
                detail=gettext("See why and have it tried again."),
                urgent=True,
            )
