from __future__ import annotations

from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(WagtailUsersAppConfig):
    """Wagtail's own app of users, with the house's forms; it keeps its label and tables."""

    user_viewset = "cms.accounts.viewset.AccountViewSet"
