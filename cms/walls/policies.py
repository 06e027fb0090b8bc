"""Which policy answers for which model? Entered in Wagtail's registry when the house starts."""

from __future__ import annotations

from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from cms.access.page_policy import EntityPagePolicy
from cms.models import CustomDocument, CustomImage
from cms.walls.file_policy import file_policy


def register() -> None:
    register_permission_policy(Page, EntityPagePolicy())
    register_permission_policy(CustomImage, file_policy(CustomImage, "wagtailimages.Image"))
    register_permission_policy(CustomDocument, file_policy(CustomDocument, "wagtaildocs.Document"))
