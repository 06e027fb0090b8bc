"""What is asked of an account? What Wagtail asks, and the entity of those who contribute."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from cms.access.roles import Role


class EntityOfContributors:
    """A contributor needs an entity: without one they would see nothing at all."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]  # a form's
        groups: Any = cleaned.get("groups") or Group.objects.none()
        names = {group.name for group in groups}
        contributes = Role.CONTRIBUTOR.group_name in names
        if contributes and not cleaned.get("entity") and not cleaned.get("is_superuser"):
            self.add_error(  # type: ignore[attr-defined]  # a form's
                "entity", _("A contributor writes for one entity: choose it.")
            )
        return cleaned


class AccountCreationForm(EntityOfContributors, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"entity"}


class AccountEditForm(EntityOfContributors, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"entity"}
