"""What the checks found, page by page, and which addresses answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.desk.faults import FaultKind

if TYPE_CHECKING:
    from collections.abc import Iterable


class PageFault(models.Model):
    """One fault of the latest text of a page; rows of a page are replaced together."""

    page = models.ForeignKey(
        "cms.ContentPage", models.CASCADE, related_name="text_faults", verbose_name=_("page")
    )
    kind = models.CharField(_("kind of fault"), max_length=32, choices=FaultKind.choices)
    #: Wagtail's content path, for links into the editor; the name of the block there, if one.
    path = models.CharField(max_length=255)
    block = models.CharField(max_length=64, blank=True)
    text = models.CharField(_("passage"), max_length=500, blank=True)
    found_at = models.DateTimeField(_("found"))

    class Meta:
        verbose_name = _("fault of a text")
        verbose_name_plural = _("faults of texts")
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["kind"], name="faults_by_kind")]

    def __str__(self) -> str:
        return str(FaultKind(self.kind).label)


class LinkAnswerQuerySet(models.QuerySet["LinkAnswer"]):
    def dead_among(self, addresses: Iterable[str]) -> frozenset[str]:
        """Those of `addresses` that failed often enough to be called unreachable."""
        rows = self.filter(address__in=list(addresses), failures__gte=LinkAnswer.FAILURES)
        return frozenset(rows.values_list("address", flat=True))


class LinkAnswer(models.Model):
    """What an address of another host answered when it was last asked."""

    #: Failures in a row before an editor is told: a host may be down for an hour.
    FAILURES: ClassVar[int] = 2

    address = models.CharField(_("address"), max_length=2000, unique=True)
    asked_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[models.Manager[LinkAnswer]] = LinkAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer of an address")
        verbose_name_plural = _("answers of addresses")

    def __str__(self) -> str:
        return self.address
