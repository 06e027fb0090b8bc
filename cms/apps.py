from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Publishing house")

    def import_models(self) -> None:
        super().import_models()
        # Models too, but a storey higher: they show what the catalogue finds in the others.
        import_module("cms.pages")

    def ready(self) -> None:
        import_module("cms.cutting")  # its receiver
        # Rights are rows that Django makes after the last migration.
        post_migrate.connect(give_rights, sender=self)
        post_save.connect(give_rights_on_new_section)


def give_rights(**_of_the_signal: object) -> None:
    """After each migration, the roles' groups have what the table of roles says."""
    import_module("cms.role_grants").apply_grants()


def give_rights_on_new_section(
    instance: object, created: bool, raw: bool = False, **_of_the_signal: object
) -> None:
    """A section made later is as open to the roles as those made with the house."""
    pages = import_module("cms.pages")
    if created and not raw and isinstance(instance, pages.ListingPage | pages.HomePage):
        import_module("cms.role_grants").give_rights_on(instance)
