from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class WallsConfig(AppConfig):
    """Stands after Wagtail's apps in INSTALLED_APPS: the policy registered last is asked."""

    name = "cms.walls"
    label = "walls"
    verbose_name = _("Walls between entities")

    def ready(self) -> None:
        from cms.models import Entity
        from cms.walls import entity_collections, people_filters, policies

        policies.register()
        people_filters.keep_to_colleagues()
        post_save.connect(entity_collections.keep_collection, sender=Entity)
