"""What does the admin's own API list? Files as far as the policies let the user see them.

Wagtail's own lists every picture and document to whoever may enter the admin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry

if TYPE_CHECKING:
    from django.db.models import QuerySet


def _choosable(files: QuerySet[Any], user: Any) -> QuerySet[Any]:
    policy = policy_registry.get_by_type(files.model)
    visible = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
    return files.filter(pk__in=visible.values("pk"))


class PicturesAdminAPI(ImagesAdminAPIViewSet):
    def get_queryset(self) -> QuerySet[Any]:
        return _choosable(super().get_queryset(), self.request.user)


class DocumentsAdminAPI(DocumentsAdminAPIViewSet):
    def get_queryset(self) -> QuerySet[Any]:
        return _choosable(super().get_queryset(), self.request.user)
