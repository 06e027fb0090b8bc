"""Drafts the month's issue from what was published, in every language of the site."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import catalogue
from cms.catalogue import DATED_KINDS, Question
from cms.dates import month_bounds, month_name
from cms.teaser import Kind
from newsletter.arrangement import Arrangement, Item
from newsletter.digest import ITEMS_A_SECTION, ORDER, Digest, digest_of, title_of
from newsletter.models import IssuePage, NewsletterPage
from newsletter.month_issue import arranged, fill, languages, live_or_drafted, save

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from cms.models import User
    from cms.teaser import Teaser


class NothingPublished(Exception):
    """The month has nothing that a letter could tell."""


class NoNewsletterSection(Exception):
    """The site has no newsletter page in a language."""


@transaction.atomic
def draft_issue(month: date, now: datetime, user: User | None = None) -> dict[str, IssuePage]:
    """The month's issue by language, as drafts; one decision for all languages.

    `month` is any day of the month; its bounds are those of the site's zone. May run twice, also
    at once: what managers did stays, and what is new comes below it as long as a section has
    room. An issue that is published in a language stays as it is. Raises NothingPublished when no
    language has anything, NoNewsletterSection when the site has no place for issues.
    """
    month = month.replace(day=1)
    parents = _sections()
    # Who comes second waits here and then finds the pages; SQLite's transactions wait anyway.
    _lock(parent.pk for parent in parents.values())
    # And nobody arranges the letter meanwhile.
    _lock(page.pk for page in live_or_drafted(month).values())
    rows = live_or_drafted(month)
    pages = {code: page.get_latest_revision_as_object() for code, page in rows.items()}
    present = arranged(month, pages) if pages else Arrangement(f"{month}", languages())
    arrangement = present
    if not any(page.live for page in pages.values()):
        teasers, sorts = _published(month, now)
        first = not pages
        arrangement = _gathered(present, teasers, sorts, now, with_column=first)
    if not pages and not arrangement.sections and arrangement.column is None:
        raise NothingPublished(month)
    if len(pages) < len(parents):
        arrangement = _in_all_languages(arrangement, now)
    issues = {}
    for code, parent in parents.items():
        if code not in pages:
            issues[code] = _new_issue(parent, month, code, arrangement, pages, user, now)
            pages[code] = issues[code]
            continue
        if arrangement != present:
            fill(pages[code], arrangement, code)
            save(pages[code], user)
        issues[code] = pages[code]
    return issues


def _lock(ids: Iterable[int]) -> None:
    list(Page.objects.select_for_update().filter(pk__in=sorted(ids)).order_by("pk"))


def _sections() -> dict[str, NewsletterPage]:
    found = {}
    for code in languages():
        parent = NewsletterPage.objects.filter(
            locale__language_code=code, alias_of__isnull=True
        ).first()
        if parent is None:
            raise NoNewsletterSection(code)
        found[code] = parent
    return found


def _published(month: date, now: datetime) -> tuple[list[Teaser], dict[int, str]]:
    """The month's teasers in all languages, and which sort of their kind they are.

    Resources count also when readers got a new version of them in the month.
    """
    since, until = month_bounds(month.year, month.month, timezone.get_default_timezone())
    found: dict[int, Teaser] = {}
    for code in languages():
        with translation.override(code):
            new = Question(code, kinds=(*DATED_KINDS, Kind.RESOURCE), since=since, until=until)
            resources = replace(new, kinds=(Kind.RESOURCE,))
            for pages in (catalogue.published(new, now), catalogue.renewed(resources, now)):
                for teaser in catalogue.teasers(pages):
                    found[teaser.page_id] = teaser
    return list(found.values()), catalogue.sub_kinds(found)


def _gathered(
    present: Arrangement,
    teasers: Iterable[Teaser],
    sorts: Mapping[int, str],
    now: datetime,
    *,
    with_column: bool,
) -> Arrangement:
    """With what is new below what is there; hidden and moved items are not taken again."""
    standing = {
        item.key: section.kind
        for section in present.sections
        for item in section.items
        if not item.hidden
    }
    told = [t for t in teasers if t.translation_key not in present.keys() - standing.keys()]
    digest = digest_of(told, sorts, pinned=standing)
    everywhere = catalogue.teasers_of_keys(_keys(digest), now)
    whole = present
    for section in digest.sections:
        for item in section.items:
            pages = {code: t.page_id for code, t in everywhere.get(item.key, {}).items()}
            pages |= {code: teaser.page_id for code, teaser in item.teasers.items()}
            if item.key in standing:
                known = whole.item(item.key)
                missing = {code: pk for code, pk in pages.items() if code not in known.pages}
                whole = whole.translated(item.key, missing) if missing else whole
            elif _room(whole, section.kind):
                chosen = Item(item.key, pages)
                whole = whole.pulled_in(chosen, section.kind, titles(section.kind), ORDER)
    if with_column and digest.column is not None:
        column = digest.column
        pages = {code: t.page_id for code, t in everywhere.get(column.key, {}).items()}
        pages |= {code: teaser.page_id for code, teaser in column.teasers.items()}
        whole = whole.columned(Item(column.key, pages))
    return whole


def titles(kind: str) -> dict[str, str]:
    """What a section of this kind is called at first, by language."""
    found = {}
    for code in languages():
        with translation.override(code):
            found[code] = title_of(kind)
    return found


def _room(arrangement: Arrangement, kind: str) -> bool:
    shown = [
        item
        for section in arrangement.sections
        if section.kind == kind
        for item in section.items
        if not item.hidden
    ]
    return len(shown) < ITEMS_A_SECTION


def _keys(digest: Digest) -> set[str]:
    keys = {item.key for section in digest.sections for item in section.items}
    return keys | {digest.column.key} if digest.column else keys


def _in_all_languages(arrangement: Arrangement, now: datetime) -> Arrangement:
    """With the pages and titles that languages without an issue have for what was chosen."""
    keys = arrangement.keys() | ({arrangement.column.key} if arrangement.column else set())
    everywhere = catalogue.teasers_of_keys(keys, now)
    for section in arrangement.sections:
        missing = {c: t for c, t in titles(section.kind).items() if c not in section.titles}
        arrangement = arrangement.titled(section.id, missing)
    for item in arrangement.items():
        pages = {c: t.page_id for c, t in everywhere.get(item.key, {}).items()}
        arrangement = arrangement.translated(item.key, {**pages, **item.pages})
    if (column := arrangement.column) is not None:
        pages = {c: t.page_id for c, t in everywhere.get(column.key, {}).items()}
        arrangement = arrangement.columned(Item(column.key, {**pages, **column.pages}))
    return arrangement


def _new_issue(
    parent: NewsletterPage,
    month: date,
    language: str,
    arrangement: Arrangement,
    others: Mapping[str, IssuePage],
    user: User | None,
    now: datetime,
) -> IssuePage:
    first = _first_teaser(arrangement, language, now)
    with translation.override(language):
        issue = IssuePage(
            title=_("Newsletter of %(month)s") % {"month": month_name(month, language)},
            slug=f"{month:%Y-%m}-issue",
            month=month,
            summary=_("In this issue: %(title)s") % {"title": first.title} if first else "",
            locale=parent.locale,
            live=False,
            has_unpublished_changes=True,
            owner=user,
        )
    key = next((page.translation_key for page in others.values()), None)
    issue.translation_key = key or uuid.uuid4()
    fill(issue, arrangement, language)
    if issue.column is not None:
        issue.image = issue.column.image
    NewsletterPage.objects.get(pk=parent.pk).add_child(instance=issue)
    save(issue, user)
    return issue


def _first_teaser(arrangement: Arrangement, language: str, now: datetime) -> Teaser | None:
    column = (arrangement.column,) if arrangement.column else ()
    chosen = [item for item in (*column, *arrangement.items()) if not item.hidden]
    ids = [item.pages[language] for item in chosen if language in item.pages]
    return next(iter(catalogue.teasers_of_ids(ids[:5], now)), None)
