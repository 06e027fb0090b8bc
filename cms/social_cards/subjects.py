"""What has a sharing picture, and what stands on it; asked of nothing but what is public.

A subject is named as in the picture's address: `page-12`, `person-ar-maryam`, `site-en`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, cast

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms import catalogue, dates
from cms.models import ContentPage, Entity, Person, Topic
from cms.social_cards.card import Card

if TYPE_CHECKING:
    from datetime import datetime

    from cms.models.pages import ContentPageQuerySet

Thing = Person | Entity | Topic
THINGS: Final[dict[str, type[Thing]]] = {"person": Person, "entity": Entity, "topic": Topic}
_SUBJECT: Final = re.compile(
    r"page-(?P<pk>[0-9]{1,18})|site-(?P<site>[a-z-]+)|"
    r"(?P<thing>person|entity|topic)-(?P<rest>[\w-]+)"
)
#: Between who speaks and when.
DOT: Final = " · "


def card_of_site(language: str, site_name: str, tagline: str) -> tuple[str, Card]:
    """For lists and all that has no picture of its own."""
    title = "" if tagline == site_name else tagline
    return f"site-{language}", Card(language, site_name, title)


def card_of_page(page: ContentPage, site_name: str) -> tuple[str, Card]:
    """The words of `page` as it stands in memory: a preview's picture is never handed out."""
    kind = catalogue.kinds_by_content_type().get(page.content_type_id)
    language = page.language
    with translation.override(language):
        label = kind.label if kind else ""
        line = _speaker_and_day(page, language) if label else ""
    return f"page-{page.pk}", Card(language, site_name, page.title, label, line)


def card_of_thing(thing: Thing, language: str, site_name: str) -> tuple[str, Card]:
    """A person, entity or topic in `language`."""
    name = type(thing).__name__.lower()
    with translation.override(language):
        label, line = _("Topic"), ""
        if isinstance(thing, Person):
            label, line = str(thing.role), str(thing.entity) if thing.entity else ""
            label = label if label != str(thing.name) else ""
        elif isinstance(thing, Entity):
            label = thing.kind_label
        title = str(thing.name)
    return f"{name}-{language}-{thing.slug}", Card(language, site_name, title, label, line)


def card_of(subject: str, names: dict[str, tuple[str, str]], now: datetime) -> Card | None:
    """The card of a named subject if readers may see it at `now`, else None.

    `names` are the site's name and tagline by language. A subject has one name: under "page-007"
    the picture of page 7 would be drawn and kept once more, and so for each number of noughts.
    """
    found = _SUBJECT.fullmatch(subject)
    name, card = _named(found, names, now) if found else ("", None)
    return card if name == subject else None


def _named(
    found: re.Match[str], names: dict[str, tuple[str, str]], now: datetime
) -> tuple[str, Card | None]:
    nothing = ("", None)
    if found["pk"]:
        pages = cast("ContentPageQuerySet", ContentPage.objects.get_queryset()).public_live(now)
        page = pages.select_related("locale", "entity").filter(pk=found["pk"]).first()
        return card_of_page(page, names[page.language][0]) if page else nothing
    if found["site"]:
        language = found["site"]
        return card_of_site(language, *names[language]) if language in names else nothing
    # A code may have a dash itself, as "zh-hans".
    for language in sorted(names, key=len, reverse=True):
        slug = found["rest"].removeprefix(f"{language}-")
        if slug == found["rest"]:
            continue
        thing = THINGS[found["thing"]]._default_manager.filter(slug=slug).first()
        if thing is not None:
            return card_of_thing(thing, language, names[language][0])
    return nothing


def _speaker_and_day(page: ContentPage, language: str) -> str:
    people = [str(row.person.name) for row in page.page_authors.all()]
    speaker = people[0] if len(people) == 1 else str(page.entity or "")
    day = ""
    if page.published_at is not None:
        day = dates.long_day(timezone.localdate(page.published_at), language)
    return DOT.join(part for part in (speaker or (people[0] if people else ""), day) if part)
