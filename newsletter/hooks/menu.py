"""The newsletter's menu in the admin: one entry, under which each part has its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

#: Parts register their entries under this name.
MENU_HOOK: Final = "register_newsletter_menu_item"
MENU_ORDER: Final = 205


class GuardedItem(MenuItem):
    """Shown to whoever has `permission`, as "newsletter.view_subscriber"."""

    def __init__(self, label: Any, url: str, *, permission: str, **kwargs: Any) -> None:
        self.permission = permission
        super().__init__(label, url, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_menu_item")
def newsletter_menu() -> MenuItem:
    return SubmenuMenuItem(
        _("Newsletter"),
        Menu(register_hook_name=MENU_HOOK),
        name="newsletter",
        icon_name="mail",
        order=MENU_ORDER,
    )


def entry(make: Callable[[], MenuItem]) -> Callable[[], MenuItem]:
    """Registers an entry of the newsletter's menu."""
    hooks.register(MENU_HOOK, make)
    return make
