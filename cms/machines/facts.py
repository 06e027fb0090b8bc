"""What the structured data says of this page and this site, taken from what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from cms.addresses import absolute
from cms.machines.structured_data import Author, Named, PageFacts, SiteFacts
from cms.models import ContentPage, Person
from cms.pictures import picture_of
from cms.teaser import Teaser

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cms.chrome import Chrome
    from cms.machines.words import Words
    from cms.models import CustomImage
    from cms.pictures import Purpose


def named(name: str, url: str) -> Named:
    """The address becomes absolute."""
    return Named(str(name), absolute(url) if url else "")


def site_facts(chrome: Chrome, logo: str) -> SiteFacts:
    return SiteFacts(
        name=chrome.site_name,
        description=chrome.tagline,
        root=absolute("/"),
        home=absolute(chrome.home_url),
        language=chrome.language,
        logo=logo,
        search=absolute(chrome.search_url),
        accounts=tuple(account["url"] for account in chrome.social),
    )


def facts_of(context: Mapping[str, Any], chrome: Chrome, words: Words, card: str) -> PageFacts:
    page = context.get("page")
    plain_facts = PageFacts(
        url=chrome.canonical,
        title=words.heading,
        description=words.description,
        language=chrome.language,
        images=(card,),
    )
    if not isinstance(page, ContentPage) or page.kind is None:
        return plain_facts
    crumbs = list(context.get("breadcrumbs") or ())
    shown = context.get("teaser")
    teaser = shown if isinstance(shown, Teaser) else None
    pictures = (absolute(teaser.image.src),) if teaser and teaser.image else ()
    default = settings.LANGUAGE_CODE
    others = {
        link["hreflang"]: link["url"]
        for link in chrome.alternates
        if link["hreflang"] not in {chrome.language, "x-default"}
    }
    return PageFacts(
        url=chrome.canonical,
        title=page.title,
        description=words.description,
        language=page.language,
        images=(card, *pictures),
        published=_local(page.published_at),
        modified=_modified(page),
        section=str(crumbs[-1]["title"]) if len(crumbs) > 1 else "",
        authors=tuple(
            author_of(person)
            for person in context.get("authors") or ()
            if isinstance(person, Person)
        ),
        entity=named(str(page.entity), page.entity.url) if page.entity else None,
        topics=tuple(named(t.title, t.url) for t in teaser.topics) if teaser else (),
        minutes=page.reading_minutes,
        original=others.get(default, "") if page.language != default else "",
        translations=tuple(others.values()) if page.language == default else (),
    )


def image_address(image: CustomImage | None, purpose: Purpose) -> str:
    """The absolute address of a picture as the page shows it; empty when its file is missing."""
    shown = picture_of(image, purpose)
    return absolute(shown.src) if shown else ""


def author_of(person: Person) -> Author:
    entity = person.entity
    role = str(person.role)
    return Author(
        name=str(person.name),
        url=absolute(person.url),
        job_title=role if role != str(person.name) else "",
        entity=named(str(entity), entity.url) if entity else None,
    )


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment).replace(microsecond=0) if moment else None


def _modified(page: ContentPage) -> datetime | None:
    """Never before the date of publication, which editors may set later than the first one."""
    moments = [moment for moment in (page.published_at, page.last_published_at) if moment]
    return _local(max(moments, default=None))
