"""Drafts the month's issue from what was published, in every language of the site."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms import catalogue
from cms.catalogue import DATED_KINDS, Question
from cms.dates import month_bounds, month_name
from cms.teaser import Kind
from newsletter.digest import Digest, digest_of
from newsletter.models import IssuePage, NewsletterPage

if TYPE_CHECKING:
    from datetime import date, datetime

#: Ids of sections, the same in every language, so that translations find them.
NAMESPACE = uuid.UUID("c2c1b8a5-3c8a-4f6b-8f5e-0b9c6d8f2a11")


class NothingPublished(Exception):
    """The month has nothing that a letter could tell."""


class NoNewsletterSection(Exception):
    """The site has no newsletter page in a language."""


@transaction.atomic
def draft_issue(month: date, now: datetime) -> dict[str, IssuePage]:
    """Draft pages of the month's issue by language; what exists already stays as it is.

    `month` is any day of the month; its bounds are those of the site's zone. May run twice.
    Raises NothingPublished when no language has anything, NoNewsletterSection when the site
    has no place for issues.
    """
    month = month.replace(day=1)
    since, until = month_bounds(month.year, month.month, timezone.get_default_timezone())
    issues: dict[str, IssuePage] = {}
    key = _existing_key(month)
    for language, _name in settings.LANGUAGES:
        parent = NewsletterPage.objects.filter(locale__language_code=language).first()
        if parent is None:
            raise NoNewsletterSection(language)
        found = IssuePage.objects.filter(month=month, locale=parent.locale).first()
        if found is not None:
            issues[language] = found
            continue
        question = Question(language, kinds=(*DATED_KINDS, Kind.RESOURCE), since=since, until=until)
        with translation.override(language):
            digest = digest_of(catalogue.teasers(catalogue.published(question, now)))
            if digest.is_empty:
                continue
            issue = _issue(month, language, digest)
        if issue.column is not None:
            issue.image = issue.column.image
        issue.locale = parent.locale
        issue.translation_key = key
        issue.live = False
        parent.add_child(instance=issue)
        issue.save_revision()
        issues[language] = issue
    if not issues:
        raise NothingPublished(month)
    return issues


def _existing_key(month: date) -> uuid.UUID:
    found = IssuePage.objects.filter(month=month).first()
    return found.translation_key if found else uuid.uuid4()


def _issue(month: date, language: str, digest: Digest) -> IssuePage:
    name = month_name(month, language)
    sections = [
        {
            "type": "section",
            "value": {
                "kind": section.kind,
                "title": section.title,
                "pages": [
                    {
                        "type": "item",
                        "value": {"page": teaser.page_id, "blurb": ""},
                        "id": str(uuid.uuid5(NAMESPACE, f"{month}/{teaser.translation_key}")),
                    }
                    for teaser in section.teasers
                ],
            },
            "id": str(uuid.uuid5(NAMESPACE, f"{month}/{section.kind}")),
        }
        for section in digest.sections
    ]
    first = digest.column or digest.sections[0].teasers[0]
    return IssuePage(
        title=_("Newsletter of %(month)s") % {"month": name},
        slug=f"{month:%Y-%m}-issue",
        month=month,
        summary=_("In this issue: %(title)s") % {"title": first.title},
        column_id=digest.column.page_id if digest.column else None,
        sections=json.dumps(sections),
    )
