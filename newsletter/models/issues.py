"""The month's issue: a page in each language, with chosen pages in sections."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rest_framework.fields import ReadOnlyField
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail_localize.fields import SynchronizedField

from cms import catalogue
from cms.dates import month_name
from cms.models import ContentPage
from cms.pages import ListingPage
from cms.teaser import Kind
from cms.text import plain

from .sections import SectionKind, SectionsBlock

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest


class NewsletterPage(ListingPage):
    """The archive of all issues (N7)."""

    template = "cms/section_page.html"
    lists = (Kind.ISSUE,)
    feed = "newsletter"
    filters = ()
    subpage_types: ClassVar[list[str]] = ["newsletter.IssuePage"]

    class Meta:
        verbose_name = _("newsletter")


@dataclass(frozen=True, slots=True)
class ChosenPage:
    """A page that a section shows, with the words that take the place of its summary."""

    page_id: int
    blurb: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """An announcement or a date: written in the issue, with a link to anywhere or to nothing."""

    title: str
    text: str = ""
    url: str = ""
    day: date | None = None
    until: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One section as its editors left it, without what they hid. It has pages or notes."""

    kind: SectionKind
    title: str
    pages: tuple[ChosenPage, ...] = ()
    notes: tuple[Note, ...] = ()


def first_day_of_this_month() -> date:
    return timezone.localdate().replace(day=1)


class IssuePage(ContentPage):
    """One month's letter in one language; the pair shares a translation key.

    `month` is the first day of the month whose publications the issue gathers. It is read in
    what was chosen, never in what happens to be published when it is opened.
    """

    kind = Kind.ISSUE
    template = "newsletter/issue_page.html"

    month = models.DateField(_("month"), default=first_day_of_this_month)
    #: The editorial.
    intro = RichTextField(_("opening words"), blank=True, features=["bold", "italic", "link"])
    column = models.ForeignKey(
        "cms.ContentPage", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("column of the month"),
    )  # fmt: skip
    sections = StreamField(SectionsBlock(), blank=True, verbose_name=_("sections"))

    parent_page_types: ClassVar[list[str]] = ["newsletter.NewsletterPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *ContentPage.title_panels,
        FieldPanel("month"),
        FieldPanel("intro"),
        FieldPanel("column"),
        FieldPanel("sections"),
        FieldPanel("published_at"),
    ]
    override_translatable_fields: ClassVar = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("month", overridable=False),
    ]

    api_fields: ClassVar = [
        *ContentPage.api_fields,
        APIField("month"),
        APIField("intro"),
        APIField("column", serializer=ReadOnlyField(source="public_column")),
        APIField("sections"),
    ]

    class Meta:
        verbose_name = _("issue of the newsletter")
        verbose_name_plural = _("issues of the newsletter")

    def searched_text(self) -> str:
        return plain(self.intro)

    def clean(self) -> None:
        super().clean()
        if self.month is None:
            return
        self.month = self.month.replace(day=1)
        others = IssuePage.objects.filter(month=self.month, alias_of__isnull=True)
        if self.locale_id:
            others = others.filter(locale_id=self.locale_id)
        if self.pk:
            others = others.exclude(pk=self.pk)
        if others.exists():
            raise ValidationError(
                {
                    "month": _("%(month)s already has an issue. Open that one.")
                    % {"month": month_name(self.month, get_language() or "ar")}
                }
            )

    @property
    def public_column(self) -> dict[str, int | str] | None:
        """The column as other programs are told of it, while it is public."""
        chosen = [self.column_id] if self.column_id else []
        for teaser in catalogue.teasers_of_ids(chosen, timezone.now()):
            return {"id": teaser.page_id, "title": teaser.title, "url": teaser.url}
        return None

    def chosen_sections(self) -> list[Section]:
        """What the issue shows, in order; whether its pages are public is not asked."""
        return [section for section in map(_section, self.sections) if section is not None]

    def all_chosen_ids(self) -> list[int]:
        """Ids of all pages the issue shows, those of the sections first, then the column."""
        ids = [page.page_id for section in self.chosen_sections() for page in section.pages]
        return [*ids, self.column_id] if self.column_id else ids

    def export_files(self) -> set[str]:
        """The letter's own pictures: mail programs fetch them from the public site."""
        teasers = catalogue.teasers_of_ids(self.all_chosen_ids(), timezone.now())
        return {image.src for image in catalogue.mail_images(teasers).values()}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        teasers = catalogue.teasers_of_ids(self.all_chosen_ids(), now)
        found = {teaser.page_id: teaser for teaser in teasers}
        context["column"] = found.get(self.column_id) if self.column_id else None
        context["sections"] = [
            {
                "kind": section.kind,
                "title": section.title,
                "notes": section.notes,
                "teasers": [
                    replace(found[page.page_id], summary=page.blurb or found[page.page_id].summary)
                    for page in section.pages
                    if page.page_id in found
                ],
            }
            for section in self.chosen_sections()
        ]
        return context


def _section(child: Any) -> Section | None:
    value = child.value
    match child.block_type:
        case "section":
            return Section(SectionKind(value["kind"]), value["title"], pages=_shown(value["pages"]))
        case "announcements":
            notes = tuple(Note(item["title"], item["text"], item["url"]) for item in value["notes"])
            return Section(SectionKind.ANNOUNCEMENTS, value["title"], notes=notes)
        case "dates":
            notes = tuple(
                Note(
                    item["title"],
                    url=item["url"],
                    day=item["day"],
                    until=item["until"],
                    place=item["place"],
                )
                for item in value["notes"]
            )
            return Section(SectionKind.DATES, value["title"], notes=notes)
    return None


def _shown(items: Any) -> tuple[ChosenPage, ...]:
    return tuple(
        ChosenPage(item["page"].pk, item["blurb"].strip())
        for item in items
        if item["page"] is not None and not item["hidden"]
    )
