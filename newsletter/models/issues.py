"""The month's issue: a page in each language, with chosen pages in sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
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
from .shown import ShownIssue, shown_sections

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpRequest
    from django.template.response import TemplateResponse

    from cms.listings import ListAddress
    from cms.teaser import Teaser


class NewsletterPage(ListingPage):
    """The archive of all issues, by year (N7)."""

    template = "newsletter/archive_page.html"
    lists = (Kind.ISSUE,)
    feed = "newsletter"
    filters = ()
    subpage_types: ClassVar[list[str]] = ["newsletter.IssuePage"]

    class Meta:
        verbose_name = _("newsletter")

    def answer(self, request: HttpRequest, address: ListAddress) -> TemplateResponse:
        response = super().answer(request, address)
        context = response.context_data or {}
        teasers = context["listing"].teasers
        shown = IssuePage.objects.filter(pk__in=[teaser.page_id for teaser in teasers])
        months = dict(shown.values_list("pk", "month"))
        # By the month that an issue is of: December's comes out in January.
        years: dict[int, list[Teaser]] = {}
        for teaser in teasers:
            years.setdefault(months[teaser.page_id].year, []).append(teaser)
        context["years"] = sorted(years.items(), reverse=True)
        return response


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
        APIField("sections", serializer=ReadOnlyField(source="public_sections")),
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
        """The letter's own pictures, which mail programs fetch from the public site, and the
        issue as a sheet and its dates."""
        now = timezone.now()
        teasers = catalogue.teasers_of_ids(self.all_chosen_ids(), now)
        pictures = {image.src for image in catalogue.mail_images(teasers).values()}
        dates = {self.file_url("issue_dates")} if self.shown(now).dates else set()
        return {self.file_url("issue_sheet"), *dates, *pictures}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        now = timezone.now()
        shown = self.shown(now)
        context["column"], context["sections"] = shown.column, shown.sections
        context["previous"], context["next"] = catalogue.neighbours(self, now)
        # What is not published has no sheet and no file of dates.
        if self.live:
            context["sheet_url"] = self.file_url("issue_sheet")
            context["dates_url"] = self.file_url("issue_dates") if shown.dates else ""
        return context

    def shown(self, now: datetime) -> ShownIssue:
        """What the issue shows at `now`: of what was chosen, only what is public."""
        teasers = catalogue.teasers_of_ids(self.all_chosen_ids(), now)
        found = {teaser.page_id: teaser for teaser in teasers}
        column = found.get(self.column_id) if self.column_id else None
        return ShownIssue(column, shown_sections(self.chosen_sections(), found))

    def file_url(self, name: str) -> str:
        """The address of a file made of the issue in its language: `issue_sheet`, `issue_dates`."""
        with translation.override(self.language):
            return reverse(name, args=[f"{self.month:%Y-%m}"])

    def full_html(self) -> str:
        """The editorial, and what each section leads to."""
        with translation.override(self.language):
            shown = self.shown(timezone.now())
            return render_to_string("newsletter/issue_text.html", {"page": self, "shown": shown})

    @property
    def public_sections(self) -> list[dict[str, Any]]:
        """The sections as other programs are told of them, with what is public of their pages."""
        return [
            {
                "kind": section.kind,
                "title": section.title,
                "pages": [
                    {"id": t.page_id, "title": t.title, "summary": t.summary, "url": t.url}
                    for t in section.teasers
                ],
                "notes": [
                    {
                        "title": note.title,
                        "text": note.text,
                        "url": note.url,
                        "day": note.day,
                        "until": note.until,
                        "place": note.place,
                    }
                    for note in section.notes
                ],
            }
            for section in self.shown(timezone.now()).sections
        ]


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
