"""What the panel beside the editor, and the screen of the two texts, say of one pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.utils import timezone

from cms.languages import direction_of, language_name
from cms.translating import pairs
from cms.translating.actions.declare import may_declare
from cms.translating.actions.keep import keep
from cms.translating.actions.publish_pair import closed_to
from cms.translating.actions.start import may_start
from cms.translating.admin_paths import changes_url, edit_url, pair_url
from cms.translating.models import Standing, standing_of
from cms.translating.readiness import Readiness, readiness
from cms.translating.source_text import Part, compared, parts_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest
    from wagtail.models import Page

    from cms.models import ContentPage, User
    from cms.translating.models import TranslationState


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two pages: its text in its own language and direction."""

    page: ContentPage
    language: str
    direction: str
    name: str
    parts: list[Part]
    gone: list[Part]
    edit_url: str

    @property
    def changed(self) -> int:
        return sum(part.new for part in self.parts) + len(self.gone)


@dataclass(frozen=True, slots=True)
class Pair:
    """A source with one translation as one user may see and treat them."""

    source: Side
    translation: Side
    state: TranslationState
    standing: Standing
    ready: Readiness
    changes_url: str
    url: str
    may_declare: bool
    may_publish: bool

    @property
    def waits(self) -> bool:
        """Whether one of the two has something that is not public."""
        pages = (self.source.page, self.translation.page)
        return any(page.has_unpublished_changes or not page.live for page in pages)

    @property
    def moment(self) -> datetime | None:
        """When the source is to be published, if it is approved for a time to come."""
        revision = self.source.page.scheduled_revision
        return revision.approved_go_live_at if revision else None

    @property
    def translation_moment(self) -> datetime | None:
        revision = self.translation.page.scheduled_revision
        return revision.approved_go_live_at if revision else None


@dataclass(frozen=True, slots=True)
class Missing:
    """A language that a source is not translated into."""

    language: str
    name: str


def pair_of(translation: Page, user: User, now: datetime) -> Pair | None:
    """The pair that a translation is half of; None when it is none, or the user may not see it."""
    source = pairs.source_of(translation)
    page = pairs.specific(translation)
    state = keep(page, now)
    if source is None or state is None:
        return None
    source = pairs.specific(source)
    may_source, may_page = source.permissions_for_user(user), page.permissions_for_user(user)
    if not (may_source.can_edit() and may_page.can_edit()):
        return None
    text, _revision = pairs.settled(source)
    known = state.source_revision
    before = cast("ContentPage", known.as_object()) if known else None
    parts, gone = compared(text, before)
    return Pair(
        source=_side(source, parts, gone),
        translation=_side(page, parts_of(pairs.latest(page)), []),
        state=state,
        standing=standing_of(state, live=page.live),
        ready=readiness(state, text, page),
        changes_url=changes_url(source.pk, state.source_revision_id),
        url=pair_url(page.pk),
        may_declare=may_declare(page, user),
        may_publish=may_source.can_publish()
        and may_page.can_publish()
        and not (closed_to(source, user) or closed_to(page, user)),
    )


def pairs_of_source(source: Page, user: User, now: datetime) -> list[Pair]:
    """The pairs of a source with each of its translations that the user may see."""
    found = (pair_of(page, user, now) for page in pairs.translations_of(source))
    return [pair for pair in found if pair is not None]


_CACHE = "_pairs_of_translation"


def shown_to(request: HttpRequest, page: Page) -> list[Pair]:
    """The pairs that `page` is half of; asked of the database once a request.

    The editor shows them above the form, beside it and among its buttons.
    """
    known: dict[int, list[Pair]] = getattr(request, _CACHE, {})
    if page.pk not in known:
        user, now = cast("User", request.user), timezone.now()
        if page.alias_of_id is not None:
            known[page.pk] = []
        elif pairs.source_of(page) is not None:
            own = pair_of(page, user, now)
            known[page.pk] = [own] if own is not None else []
        else:
            known[page.pk] = pairs_of_source(page, user, now)
        setattr(request, _CACHE, known)
    return known[page.pk]


def missing_of(source: Page, user: User) -> list[Missing]:
    """The languages that the user may begin to translate this source into."""
    page = pairs.specific(source)
    if page.alias_of_id is not None or pairs.source_of(page) or not may_start(page, user):
        return []
    codes = [locale.language_code for locale in pairs.missing_locales(page)]
    return [Missing(code, language_name(code)) for code in codes]


def source_side(source: ContentPage) -> Side:
    """The source alone, before there is a translation."""
    text, _revision = pairs.settled(source)
    return _side(source, parts_of(text), [])


def _side(page: ContentPage, parts: list[Part], gone: list[Part]) -> Side:
    code = page.language
    name, direction = language_name(code), direction_of(code)
    return Side(page, code, direction, name, parts, gone, edit_url(page.pk))
