"""The base of every page: what lists, feeds, exports and letters need, in one table.

`ContentPage` is a table of its own and not an abstract class, so that one query answers "what
was published" across all page types (see `docs/adr/0003-one-table-for-content.md`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    MultipleChooserPanel,
)
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, PageManager, PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms import slugs
from cms.access.page_policy import EntityPermissionTester
from cms.blocks import BodyBlock
from cms.page_form import ContentPageForm, validate_slug
from cms.place import set_place
from cms.serializers import AuthorsField, EntityField, TopicsField
from cms.text import plain, reading_minutes
from cms.title_panel import TitlePanel

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from cms.teaser import Kind

#: Home pages stand right below the root of the tree, one for each language.
_HOME_DEPTH = 2


class ContentPageQuerySet(PageQuerySet):
    def public_live(self, now: datetime) -> ContentPageQuerySet:
        """What anyone may read at `now`: the one question behind every public door.

        Released, and in no private section.
        """
        return cast("ContentPageQuerySet", self.released(now).public())

    def released(self, now: datetime) -> ContentPageQuerySet:
        """What is no longer, or not yet, the house's alone: for everyone or for some readers.

        Live, not past its expiry even when the scheduler stands still, never an alias, and in a
        language the site has. View restrictions still say who may read; ask them.
        """
        from_languages = self.filter(locale__language_code__in=_site_languages())
        return cast(
            "ContentPageQuerySet",
            from_languages.live().filter(alias_of__isnull=True).exclude(expire_at__lte=now),
        )


def _is_withheld(page: Page, now: datetime) -> bool:
    over = page.expire_at is not None and page.expire_at <= now
    return over or page.alias_of_id is not None


def _site_languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


class ContentPage(Page):
    """Base of every page of the house; never made by itself."""

    slug: str  # Page is untyped

    #: What teasers of this type are; None for pages that no list shows.
    kind: ClassVar[Kind | None] = None
    #: The field that says which sort of its kind a page is; `catalogue.sub_kinds` reads it.
    sub_kind_field: ClassVar[str] = ""
    #: The field that tells readers which version of itself a page is; `catalogue.renewed` reads it.
    version_field: ClassVar[str] = ""

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=320,
        help_text=_("One or two sentences for cards, feeds and search engines."),
    )
    image = models.ForeignKey(
        "cms.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("picture"),
    )  # fmt: skip
    entity = models.ForeignKey(
        "cms.Entity", models.PROTECT, null=True, blank=True, related_name="pages",
        verbose_name=_("entity"),
    )  # fmt: skip
    published_at = models.DateTimeField(
        _("date of publication"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("The date that readers see. Empty: the moment of the first publication."),
    )
    #: Derived on save, so that a list of cards reads no body.
    reading_minutes = models.PositiveSmallIntegerField(default=0, editable=False)
    statements_cache = models.JSONField(default=list, editable=False)

    objects: ClassVar[PageManager] = PageManager.from_queryset(ContentPageQuerySet)()

    is_creatable = False
    base_form_class = ContentPageForm
    template = "cms/standard_page.html"

    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("search_description"),
        index.SearchField("statements_cache"),
        index.SearchField("searched_text"),
        index.SearchField("searched_names"),
        index.FilterField("entity"),
        index.FilterField("published_at"),
    ]
    api_fields: ClassVar = [
        APIField("summary"),
        APIField("published_at"),
        APIField("reading_minutes"),
        APIField("translation_key"),
        APIField("entity", EntityField()),
        APIField("topics", TopicsField()),
        APIField("authors", AuthorsField()),
    ]
    override_translatable_fields: ClassVar = [
        SynchronizedField("slug", overridable=False),
        SynchronizedField("published_at", overridable=False),
        SynchronizedField("entity", overridable=False),
        SynchronizedField("image"),
    ]

    title_panels: ClassVar = [
        TitlePanel("title"),
        FieldPanel("summary"),
        FieldPanel("image"),
    ]
    filing_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("entity"),
                MultipleChooserPanel("page_topics", chooser_field_name="topic", label=_("Topics")),
                FieldPanel("published_at"),
            ],
            heading=_("Filing"),
        ),
    ]
    content_panels: ClassVar = title_panels
    promote_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("show_in_menus"),
            ],
            heading=_("For search engines and menus"),
        )
    ]

    class Meta:
        verbose_name = _("page of the house")

    def permissions_for_user(self, user: Any) -> EntityPermissionTester:
        return EntityPermissionTester(user, self)

    # -- slugs ---------------------------------------------------------------------------------

    def _set_core_field_defaults(self) -> None:
        parent_is_known = bool(self.path or getattr(self, "_cached_parent_obj", None))
        if not self.slug and self.title and parent_is_known:
            parent = self.get_parent()

            def taken(slug: str) -> bool:
                return not Page._slug_is_available(slug, parent, self)

            self.slug = slugs.slug_for(
                self.title,
                kind=str(self.kind or "page"),
                day=timezone.localdate(self.published_at or timezone.now()),
                taken=taken,
            )
        super()._set_core_field_defaults()

    def clean(self) -> None:
        super().clean()
        try:
            validate_slug(self.slug)
        except ValidationError as error:
            raise ValidationError({"slug": error}) from error

    # -- derived values ------------------------------------------------------------------------

    def body_text(self) -> str:
        """All text of the page's own, plain; empty for pages that only lead to others."""
        return ""

    def searched_text(self) -> str:
        """What search finds the page by, besides title, summary and statements; plain."""
        return self.body_text()

    def searched_names(self) -> str:
        """Whom and what the page is filed under, in its own language."""
        with translation.override(self.language):
            names = [str(row.topic) for row in self.page_topics.all()]
            names += [str(row.person) for row in self.page_authors.all()]
            names += [str(self.entity)] if self.entity else []
        return "\n".join(names)

    def full_html(self) -> str:
        """The page's content as HTML, for feeds and other programs."""
        return ""

    def key_statements(self) -> list[str]:
        return []

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.live and self.published_at is None:
            self.published_at = self.first_published_at
        text = self.body_text()
        self.reading_minutes = reading_minutes(text) if text else 0
        self.statements_cache = self.key_statements()
        super().save(*args, **kwargs)

    # -- the page in its place -----------------------------------------------------------------

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    def is_withheld(self, now: datetime) -> bool:
        """Whether a live page is kept from readers all the same, as in `public_live`."""
        return _is_withheld(self, now)

    def breadcrumbs(self, request: HttpRequest | None = None) -> list[dict[str, str]]:
        """The way from the home page, called so as in views, to this page's parent: one query."""
        ancestors = self.get_ancestors().filter(depth__gt=1).select_related("locale")
        now = timezone.now()
        return [
            {
                "title": str(_("Home")) if page.depth == _HOME_DEPTH else page.title,
                "url": page.get_url(request),
            }
            for page in ancestors
            if page.live and not _is_withheld(page, now)
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = cast("dict[str, Any]", super().get_context(request, *args, **kwargs))
        context["breadcrumbs"] = self.breadcrumbs(request)
        addresses = self.addresses(request)
        set_place(request, addresses, self.nearest(request, addresses))
        return context

    def addresses(self, request: HttpRequest) -> dict[str, str]:
        """The page's public addresses by language, its own first."""
        now = timezone.now()
        public = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).public_live(now)
        others = public.filter(translation_key=self.translation_key).exclude(pk=self.pk)
        own = {self.language: self.get_url(request) or ""}
        return own | {
            other.language: other.get_url(request) for other in others.select_related("locale")
        }

    def nearest(self, request: HttpRequest, addresses: dict[str, str]) -> dict[str, str]:
        """For each language the page is not in: the nearest page above it that is."""
        missing = [code for code in _site_languages() if code not in addresses]
        if not missing:
            return {}
        above = self.get_ancestors().filter(depth__gt=1).order_by("depth")
        keys = list(above.values_list("translation_key", flat=True))
        public = cast("ContentPageQuerySet", ContentPage.objects.get_queryset())
        found = public.public_live(timezone.now()).filter(
            translation_key__in=keys, locale__language_code__in=missing
        )
        # From the top downwards: the nearest is the last to be set.
        by_depth = sorted(found.select_related("locale"), key=lambda page: int(page.depth))
        return {page.language: page.get_url(request) or "" for page in by_depth}

    def export_paths(self) -> list[str]:
        """Addresses below this page's own that it answers to, each ending in a slash."""
        return [""]

    def export_files(self) -> set[str]:
        """Addresses of media, and of files the site makes, that belong to the page though no
        public page shows them."""
        return set()


class PageTopic(Orderable):
    page = ParentalKey(ContentPage, on_delete=models.CASCADE, related_name="page_topics")
    # Protected: a topic in use cannot be deleted from under its pages.
    topic = models.ForeignKey(
        "cms.Topic", models.PROTECT, related_name="page_topics", verbose_name=_("topic")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("topic of a page")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("page", "topic"), name="a_topic_once_a_page")
        ]


class PageAuthor(Orderable):
    page = ParentalKey(ContentPage, on_delete=models.CASCADE, related_name="page_authors")
    person = models.ForeignKey(
        "cms.Person", models.PROTECT, related_name="page_authors", verbose_name=_("person")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("author of a page")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("page", "person"), name="an_author_once_a_page")
        ]


class BodyPage(ContentPage):
    """A page with a body of blocks."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    content_panels: ClassVar = [*ContentPage.title_panels, FieldPanel("body")]
    api_fields: ClassVar = [*ContentPage.api_fields, APIField("body")]

    class Meta:
        abstract = True

    def body_text(self) -> str:
        texts = self.body.stream_block.get_searchable_content(self.body) if self.body else []
        return plain(" ".join(texts)) if texts else self.summary

    def full_html(self) -> str:
        return str(self.body)

    @property
    def contents(self) -> list[dict[str, str]]:
        """The headings of the body, for a list of contents; anchors are the blocks' ids."""
        return [
            {
                "text": child.value["text"],
                "anchor": f"b-{child.id}",
                "level": child.value["level"],
            }
            for child in self.body
            if child.block_type == "heading"
        ]


class RoutableContentPage(RoutablePageMixin, ContentPage):
    """A page with further addresses below its own."""

    class Meta:
        abstract = True
