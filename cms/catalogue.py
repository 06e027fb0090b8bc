"""What is published, as Teasers: the one question of lists, feeds, sitemap, export and letter.

Page types are found by asking Wagtail for the subclasses of `ContentPage`; nothing is
registered by hand. The number of queries does not depend on how many pages there are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Prefetch, Q, prefetch_related_objects
from django.db.models.functions import TruncMonth
from django.utils import timezone, translation
from wagtail.models import PageLogEntry, Revision, get_page_models

from cms import pictures
from cms.models.pages import ContentPage, ContentPageQuerySet, PageAuthor, PageTopic
from cms.pictures import Purpose
from cms.teaser import Kind, Picture, Teaser

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from wagtail.models import Page

    from cms.models.entities import Entity
    from cms.models.media import CustomImage
    from cms.models.people import Person
    from cms.models.topics import Topic

#: A letter's picture, twice as wide as it is shown.
MAIL_SPEC = "fill-1200x750|format-jpeg"

#: What a reader of the blog meets in lists of everything new.
DATED_KINDS = (Kind.ARTICLE, Kind.COLUMN, Kind.NEWS, Kind.STORY)

#: What Wagtail's history calls a publication, by hand and on schedule.
_PUBLICATIONS: Final = ("wagtail.publish", "wagtail.publish.scheduled")


@dataclass(frozen=True, slots=True)
class Question:
    """Which published pages; what is None is not asked. `since` is in, `until` is out."""

    language: str
    kinds: tuple[Kind, ...] | None = None
    topic: Topic | None = None
    entity: Entity | None = None
    author: Person | None = None
    since: datetime | None = None
    until: datetime | None = None
    lookups: tuple[tuple[str, str], ...] = ()


def page_types() -> list[type[ContentPage]]:
    """All concrete page types of the house."""
    return [
        cast("type[ContentPage]", model)
        for model in get_page_models()
        if issubclass(model, ContentPage) and model is not ContentPage
    ]


def kinds_by_content_type() -> dict[int, Kind]:
    """The kind of each page type that lists show, by the id of its content type."""
    models = [model for model in page_types() if model.kind is not None]
    types = ContentType.objects.get_for_models(*models)
    return {types[model].pk: cast("Kind", model.kind) for model in models}


def published(question: Question, now: datetime) -> ContentPageQuerySet:
    """The pages that answer the question, newest first."""
    kinds = kinds_by_content_type()
    wanted = [pk for pk, kind in kinds.items() if question.kinds is None or kind in question.kinds]
    pages = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).public_live(now)
    pages = pages.filter(
        locale__language_code=question.language,
        content_type__in=wanted,
        published_at__isnull=False,
    )
    if question.topic is not None:
        pages = pages.filter(page_topics__topic=question.topic)
    if question.entity is not None:
        pages = pages.filter(entity=question.entity)
    if question.author is not None:
        pages = pages.filter(page_authors__person=question.author)
    if question.since is not None:
        pages = pages.filter(published_at__gte=question.since)
    if question.until is not None:
        pages = pages.filter(published_at__lt=question.until)
    for lookup, value in question.lookups:
        pages = pages.filter(**{lookup: value})
    return cast("ContentPageQuerySet", pages.order_by("-published_at", "-pk"))


def renewed(question: Question, now: datetime) -> ContentPageQuerySet:
    """Public pages of before `since` whose version became another by `until`; both are needed.

    What was published again with the same version, as after a correction, is not among them. A
    page is left out where the history of its publications knows no version of before `since`.
    """
    if question.since is None or question.until is None:
        raise ValueError("renewed needs since and until")
    older = published(replace(question, since=None, until=question.since), now)
    versions = [(model, model.version_field) for model in page_types() if model.version_field]
    ids = [
        pk
        for model, name in versions
        for pk in _renewed(model, name, older, question.since, question.until)
    ]
    return cast("ContentPageQuerySet", older.filter(pk__in=ids))


def _renewed(
    model: type[ContentPage],
    field: str,
    pages: ContentPageQuerySet,
    since: datetime,
    until: datetime,
) -> list[int]:
    history = PageLogEntry.objects.filter(
        action__in=_PUBLICATIONS,
        page__in=pages.type(model).values("pk"),
        timestamp__lt=until,
    )
    touched = history.filter(timestamp__gte=since).values("page_id")
    rows = history.filter(page_id__in=touched).order_by("timestamp", "pk")
    before: dict[int, int] = {}
    after: dict[int, int] = {}
    for page_id, moment, revision_id in rows.values_list("page_id", "timestamp", "revision_id"):
        (before if moment < since else after)[page_id] = revision_id
    revisions = Revision.objects.in_bulk({*before.values(), *after.values()})

    def version(revision_id: int | None) -> str:
        revision = revisions.get(revision_id) if revision_id else None
        return str(revision.content.get(field, "")) if revision else ""

    stood = {page_id: version(revision_id) for page_id, revision_id in before.items()}
    return [
        page_id
        for page_id, revision_id in after.items()
        if stood.get(page_id) and version(revision_id) not in ("", stood[page_id])
    ]


def _filing(*of_person: str) -> tuple[Prefetch[Any, Any, Any], ...]:
    """A page's topics and authors; `of_person` are relations of the authors."""
    people = ("person", *(f"person__{name}" for name in of_person))
    authors = PageAuthor.objects.select_related(*people)
    if "portrait" in of_person:
        authors = authors.prefetch_related(pictures.prefetch("person__portrait", Purpose.PORTRAIT))
    return (
        Prefetch("page_topics", PageTopic.objects.select_related("topic")),
        Prefetch("page_authors", authors),
    )


def with_related(pages: ContentPageQuerySet) -> ContentPageQuerySet:
    """Fetches what teasers show in a fixed number of queries."""
    return cast(
        "ContentPageQuerySet",
        pages.select_related("locale", "entity", "image").prefetch_related(
            *_filing(),
            pictures.prefetch("image", Purpose.CARD),
        ),
    )


def fetch_related(page: ContentPage) -> None:
    """The same for one page that is about to be shown whole, with its authors' panels.

    Its picture is left alone: Wagtail takes prefetched renditions for all there are, and would
    cut the larger sizes anew. What an editor has changed and not saved stays as it is.
    """
    prefetch_related_objects([page], *_filing("portrait", "entity"))


def teaser_image(image: CustomImage | None) -> Picture | None:
    """The picture as cards show it; None when there is none or its file is missing."""
    return pictures.picture_of(image, Purpose.CARD)


def mail_images(teasers: Iterable[Teaser]) -> dict[int, Picture]:
    """JPEG pictures of these teasers by page id, for mail programs that know no WebP.

    A fixed number of queries, save for those that must be cut first.
    """
    alts = {t.page_id: t.image.alt for t in teasers if t.image is not None}
    pages = list(ContentPage.objects.filter(pk__in=alts).select_related("image"))
    pictures.fetch_renditions([page.image for page in pages], [MAIL_SPEC])
    found: dict[int, Picture] = {}
    for page in pages:
        rendition = page.image.get_rendition(MAIL_SPEC)
        if not rendition.width:  # a stand-in: the picture's file is missing or broken
            continue
        found[page.pk] = Picture(
            rendition.url, "", rendition.width, rendition.height, alts[page.pk]
        )
    return found


def teaser_of(page: ContentPage, kinds: dict[int, Kind] | None = None) -> Teaser:
    """One page as a Teaser, in the page's own language; related rows as already fetched."""
    kinds = kinds_by_content_type() if kinds is None else kinds
    with translation.override(page.language):
        return Teaser(
            kind=kinds.get(page.content_type_id, Kind.STANDARD),
            title=page.title,
            summary=page.summary,
            url=page.get_url() or "",
            language=page.language,
            published_at=page.published_at,
            image=teaser_image(page.image),
            entity=page.entity.link() if page.entity else None,
            topics=tuple(row.topic.link() for row in page.page_topics.all()),
            authors=tuple(row.person.link() for row in page.page_authors.all()),
            statements=tuple(page.statements_cache),
            reading_minutes=page.reading_minutes,
            page_id=page.pk,
            translation_key=str(page.translation_key),
        )


def teasers(pages: ContentPageQuerySet) -> list[Teaser]:
    """The pages as Teasers, in their order."""
    kinds = kinds_by_content_type()
    return [teaser_of(page, kinds) for page in with_related(pages)]


def teasers_of_ids(ids: Iterable[int], now: datetime) -> list[Teaser]:
    """Teasers of chosen pages in the order given; what is not public is left out."""
    wanted = list(ids)
    pages = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).public_live(now)
    found = {teaser.page_id: teaser for teaser in teasers(pages.filter(pk__in=wanted))}
    return [found[pk] for pk in wanted if pk in found]


def teasers_of_keys(keys: Iterable[str], now: datetime) -> dict[str, dict[str, Teaser]]:
    """Public pages of these translation keys, by key and language."""
    pages = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).public_live(now)
    found: dict[str, dict[str, Teaser]] = {}
    for teaser in teasers(pages.filter(translation_key__in=list(keys))):
        found.setdefault(teaser.translation_key, {})[teaser.language] = teaser
    return found


def sub_kinds(ids: Iterable[int]) -> dict[int, str]:
    """Which sort of its kind each page is, as "achievement" of a news item, by id.

    Pages of types that declare no `sub_kind_field` are left out. One query for each type that
    does.
    """
    wanted = list(ids)
    found: dict[int, str] = {}
    for model in page_types():
        if model.sub_kind_field:
            rows = model.objects.filter(pk__in=wanted)
            found |= dict(rows.values_list("pk", model.sub_kind_field))
    return found


def teaser_of_page(page: Page, now: datetime) -> Teaser | None:
    """The Teaser of any page of the tree while it is public, else None."""
    return next(iter(teasers_of_ids([page.pk], now)), None)


def latest(question: Question, count: int, now: datetime) -> list[Teaser]:
    return teasers(published(question, now)[:count])


def latest_of_each(wanted: Iterable[tuple[Question, int]], now: datetime) -> list[list[Teaser]]:
    """`latest` for several questions; the pictures and names of all of them are fetched once."""
    found = [list(_ids(published(question, now)[:count])) for question, count in wanted]
    by_id = _teasers_by_id({pk for ids in found for pk in ids})
    # A page may be deleted between the two queries.
    return [[by_id[pk] for pk in ids if pk in by_id] for ids in found]


def _ids(pages: ContentPageQuerySet) -> Iterable[int]:
    return cast("Iterable[int]", pages.values_list("pk", flat=True))


def _teasers_by_id(ids: Iterable[int]) -> dict[int, Teaser]:
    """Teasers of pages that are known to be public."""
    pages = cast("ContentPageQuerySet", ContentPage.objects.filter(pk__in=list(ids)))
    return {teaser.page_id: teaser for teaser in teasers(pages)}


def neighbours(page: ContentPage, now: datetime) -> tuple[Teaser | None, Teaser | None]:
    """The page of the same kind published before and the one after, in the same language."""
    if page.published_at is None or page.kind is None:
        return None, None
    same = published(Question(page.language, kinds=(page.kind,)), now).exclude(pk=page.pk)
    # By date and number, as lists are ordered: equal dates must not lead in a circle.
    moment = Q(published_at=page.published_at)
    earlier = Q(published_at__lt=page.published_at) | moment & Q(pk__lt=page.pk)
    later = Q(published_at__gt=page.published_at) | moment & Q(pk__gt=page.pk)
    before = teasers(same.filter(earlier)[:1])
    after = teasers(same.filter(later).order_by("published_at", "pk")[:1])
    return next(iter(before), None), next(iter(after), None)


def related(page: ContentPage, count: int, now: datetime) -> list[Teaser]:
    """Other pages on the page's topics, those that share most topics first."""
    topics = [row.topic_id for row in page.page_topics.all()]
    if not topics:
        return []
    pages = published(Question(page.language), now).exclude(pk=page.pk)
    ranked = (
        pages.filter(page_topics__topic__in=topics)
        .annotate(shared=Count("page_topics"))
        .order_by("-shared", "-published_at", "-pk")
    )
    return teasers(cast("ContentPageQuerySet", ranked[:count]))


def months(question: Question, now: datetime) -> list[tuple[date, int]]:
    """First days of the months with something published, newest first, with counts."""
    zone = timezone.get_default_timezone()
    rows = (
        published(question, now)
        .order_by()
        .annotate(month=TruncMonth("published_at", tzinfo=zone))
        .values_list("month")
        .annotate(count=Count("pk"))
        .order_by("-month")
    )
    return [(month.date(), count) for month, count in rows]


def months_by_kind(language: str, now: datetime) -> dict[Kind, list[date]]:
    """First days of the months with something published, newest first: one query for all kinds."""
    zone = timezone.get_default_timezone()
    kinds = kinds_by_content_type()
    rows = (
        published(Question(language), now)
        .order_by()
        .annotate(month=TruncMonth("published_at", tzinfo=zone))
        .values_list("content_type", "month")
        .distinct()
        .order_by("-month")
    )
    found: dict[Kind, list[date]] = {}
    for content_type, month in rows:
        found.setdefault(kinds[content_type], []).append(month.date())
    return found


def counts_by(field: str, question: Question, now: datetime) -> dict[Any, int]:
    """How many published pages there are for each value of a field, by value."""
    rows = published(question, now).order_by().values_list(field).annotate(count=Count("pk"))
    return {value: count for value, count in rows if value is not None}
