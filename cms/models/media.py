"""Pictures and files, our own from the first migration so that they can grow."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import Any, ClassVar, Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError
from wagtail.images.models import Image as WagtailImage

from . import avif  # noqa: F401 - the pace of AVIF has to be known before pictures are cut

#: Letters that the names of its renditions keep of a picture's long name.
LONGEST_STEM: Final = 36


class CustomImage(AbstractImage):
    """A picture with its alternative text in every language of the site (WCAG 1.1.1)."""

    alt = I18nCharField(
        _("alternative text"),
        blank=True,
        help_text=_("What the picture shows, for those who do not see it; in each language."),
    )
    credit = models.CharField(_("credit"), max_length=120, blank=True)

    admin_form_fields = (
        *(name for name in WagtailImage.admin_form_fields if name != "description"),
        "alt",
        "credit",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def alt_text(self) -> str:
        """The alternative text in the active language; empty means decorative."""
        return str(self.alt or "")

    @property
    def default_alt_text(self) -> str:
        """Wagtail's image tags take it; never the title, which is often a file's name."""
        return self.alt_text

    def generate_rendition_file(
        self,
        filter: Any,  # noqa: A002 - Wagtail's name
        *,
        source: Any = None,
    ) -> Any:
        """A file that cannot be decoded counts as missing: pages show none and do not fail.

        Its name always begins with the picture's, and no two pictures share one: Wagtail cuts
        names at 60 letters, which leaves nothing of the picture's where the operations alone
        are longer, and servers hide or refuse names that begin with a dot.
        """
        try:
            made = super().generate_rendition_file(filter, source=source)
        except (InvalidFilterSpecError, SourceImageIOError):
            raise
        except Exception as error:  # decoders raise errors of a dozen unrelated classes
            raise SourceImageIOError("the stored picture cannot be decoded") from error
        own = PurePosixPath(self.file.name)
        if not made.name.startswith(f"{own.stem}."):
            told_apart = f"{own.name} {filter.get_cache_key(self)} {filter.spec}"
            digest = hashlib.sha256(told_apart.encode()).hexdigest()[:16]
            made.name = f"{own.stem[:LONGEST_STEM]}.{digest}{PurePosixPath(made.name).suffix}"
        return made

    def create_renditions(self, *filters: Any) -> dict[Any, AbstractRendition]:
        """Those that have a row in the end, where the worker and a reader cut the same at once.

        Wagtail leaves out rows that another process has written meanwhile and goes on with its
        own all the same, whose files nobody would be served: they belong to no row.
        """
        made: dict[Any, AbstractRendition] = super().create_renditions(*filters)
        unsure = {(row.filter_spec, row.focal_point_key): asked for asked, row in made.items()}
        for kept in self.renditions.filter(filter_spec__in=[spec for spec, _key in unsure]):
            asked = unsure.get((kept.filter_spec, kept.focal_point_key))
            if asked is None:
                continue
            own, made[asked] = made[asked], kept
            if own.file.name != kept.file.name:
                own.file.delete(save=False)
        return made

    def get_rendition(self, filter: Any) -> AbstractRendition:  # noqa: A002 - Wagtail's name
        """A stand-in without a file when there is no picture, as Wagtail's image tags make it;
        choosers would fail without."""
        try:
            return super().get_rendition(filter)
        except SourceImageIOError:
            stand_in = self.get_rendition_model()(image=self, width=0, height=0)
            stand_in.file.name = "not-found"
            return stand_in


class CustomRendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta(AbstractRendition.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_a_spec"
            )
        ]


class CustomDocument(AbstractDocument):
    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
