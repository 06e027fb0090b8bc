"""The press page: what a journalist needs, in one place (B8)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.rich_text import expand_db_html
from wagtail_localize.fields import SynchronizedField

from blog.press_files import SPECS, PressFile, files_of, preview_of
from blog.press_quotes import quotes_of
from cms import catalogue
from cms.addresses import absolute, feed_links
from cms.catalogue import Question
from cms.models import ContentPage, CustomImage
from cms.pictures import fetch_renditions
from cms.teaser import Kind
from cms.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from cms.teaser import Picture

#: From how many columns statements are taken, and how much is named as new.
COLUMNS = 3
LATEST_NEWS = 4
LATEST_COLUMNS = 4

_PHONE = RegexValidator(
    r"^\+?[0-9][0-9 ]{2,28}$",
    _("Write the number with its country code, digits and spaces only: +971 4 000 0000."),
)


class PressPage(ContentPage):
    """Statements to quote, pictures to print, whom to call; one in each language."""

    kind = Kind.STANDARD
    template = "blog/press_page.html"
    max_count_per_parent = 1

    introduction = RichTextField(
        _("introduction"),
        blank=True,
        features=["bold", "italic", "link", "ol", "ul"],
        help_text=_("What journalists find here and how soon they are answered."),
    )
    terms = RichTextField(
        _("terms of use of the pictures"),
        blank=True,
        features=["bold", "italic", "link", "ol", "ul"],
        help_text=_("What may be done with the pictures, and how their source is named."),
    )

    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *ContentPage.title_panels,
        FieldPanel("introduction"),
        HelpPanel(
            content=_(
                "Key statements of the newest columns, the latest news and the feeds appear on "
                "the page by themselves."
            )
        ),
        InlinePanel(
            "pictures",
            label=_("Picture"),
            heading=_("Pictures to download"),
            help_text=_(
                "Each is offered in sizes for the web and for print, made by themselves. Once "
                "this page is published, anyone may download them."
            ),
        ),
        FieldPanel("terms"),
        InlinePanel(
            "contacts",
            label=_("Contact"),
            heading=_("Contacts for journalists"),
            help_text=_("Readers see what is written here: give numbers of the office."),
        ),
    ]
    api_fields: ClassVar = [
        *ContentPage.api_fields,
        APIField("introduction"),
        APIField("terms"),
        APIField("pictures"),
        APIField("contacts"),
    ]

    class Meta:
        verbose_name = _("press page")
        verbose_name_plural = _("press pages")

    def body_text(self) -> str:
        return plain(f"{self.introduction} {self.terms}")

    def full_html(self) -> str:
        return str(expand_db_html(self.introduction))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        columns, news = catalogue.latest_of_each(
            [
                (Question(self.language, kinds=(Kind.COLUMN,)), LATEST_COLUMNS),
                (Question(self.language, kinds=(Kind.NEWS,)), LATEST_NEWS),
            ],
            timezone.now(),
        )
        pictures = with_files(self.pictures.all())
        context["quotes"] = quotes_of(columns[:COLUMNS])
        context["portraits"] = [row for row in pictures if row.kind == PictureKind.PORTRAIT]
        context["pictures"] = [row for row in pictures if row.kind == PictureKind.PICTURE]
        context["contacts"] = list(self.contacts.all())
        context["columns"], context["news"] = columns, news
        context["press_feeds"] = [
            *feed_links("column", title=str(_("Director-general’s columns"))),
            *feed_links("news", title=str(_("News"))),
        ]
        return context

    def export_files(self) -> set[str]:
        """All sizes, so that a plain file server hands out what the page offers."""
        return {file.url for row in with_files(self.pictures.all()) for file in row.files}


def with_files(rows: Iterable[PressPicture]) -> list[PressPicture]:
    """The rows that have a file to hand out, in their order, with what that takes fetched once.

    A picture whose file is missing or broken is left out, as everywhere.
    """
    found = list(rows)
    prefetch_related_objects(found, "image")
    images = [row.image for row in found if not hasattr(row.image, "prefetched_renditions")]
    fetch_renditions(images, SPECS)
    return [row for row in found if row.files]


class PictureKind(models.TextChoices):
    PICTURE = "picture", _("Picture")
    PORTRAIT = "portrait", _("Portrait of the director-general")


class PressPicture(TranslatableMixin, Orderable):
    page = ParentalKey(PressPage, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(
        CustomImage,
        models.CASCADE,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("At least 3000 pixels on its longer side, so that it can be printed."),
    )
    kind = models.CharField(
        _("shown among"),
        max_length=16,
        choices=PictureKind.choices,
        default=PictureKind.PICTURE,
    )
    title = models.CharField(_("title"), max_length=160)
    caption = models.CharField(
        _("caption"),
        max_length=300,
        blank=True,
        help_text=_("Who or what is seen, where and when: newsrooms print it below the picture."),
    )
    credit = models.CharField(
        _("credit"),
        max_length=160,
        blank=True,
        help_text=_("Who is named as the source. Empty: the credit kept with the picture."),
    )
    licence = models.CharField(
        _("licence"),
        max_length=200,
        blank=True,
        help_text=_("In one line, such as: free for news, with the source named."),
    )

    override_translatable_fields: ClassVar = [SynchronizedField("kind", overridable=False)]
    api_fields: ClassVar = [
        APIField("kind"),
        APIField("title"),
        APIField("caption"),
        APIField("credit"),
        APIField("licence"),
        APIField("downloads"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("picture for the press")
        verbose_name_plural = _("pictures for the press")

    @cached_property
    def files(self) -> tuple[PressFile, ...]:
        return files_of(self.image, self.title)

    @property
    def preview(self) -> Picture | None:
        return preview_of(self.image, self.title)

    @property
    def source(self) -> str:
        return self.credit or str(self.image.credit)

    @property
    def downloads(self) -> list[dict[str, str | int]]:
        """The files as other programs are told of them."""
        return [
            {
                "url": absolute(file.url),
                "type": file.mime,
                "width": file.width,
                "height": file.height,
                "bytes": file.size,
            }
            for file in self.files
        ]


class PressContact(TranslatableMixin, Orderable):
    page = ParentalKey(PressPage, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=160, blank=True)
    languages = models.CharField(
        _("languages spoken"),
        max_length=120,
        blank=True,
        help_text=_("As readers shall see them: Arabic, English."),
    )
    phone = models.CharField(_("telephone"), max_length=30, blank=True, validators=[_PHONE])
    email = models.EmailField(_("e-mail address"), blank=True)
    hours = models.CharField(
        _("hours"),
        max_length=160,
        blank=True,
        help_text=_("When someone answers, with the time zone where it may be unclear."),
    )

    override_translatable_fields: ClassVar = [
        SynchronizedField("phone"),
        SynchronizedField("email"),
    ]
    api_fields: ClassVar = [
        APIField("name"),
        APIField("role"),
        APIField("languages"),
        APIField("phone"),
        APIField("email"),
        APIField("hours"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("contact for journalists")
        verbose_name_plural = _("contacts for journalists")

    @property
    def phone_address(self) -> str:
        """The number as a `tel:` address takes it (RFC 3966): without spaces."""
        return "tel:" + self.phone.replace(" ", "")
