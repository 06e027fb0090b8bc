"""Which title and description does a page have, when no editor has written them?

Each is unique over the whole site in one language: a list's further pages, filters and months
say what is theirs alone. Generated titles have at most 70 characters, generated descriptions
at most 300.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from cms.text import excerpt, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cms.listings import Listing

#: What search engines show whole, about; the desk tells editors of longer ones.
TITLE_LENGTH: Final = 70
DESCRIPTION_LENGTH: Final = 300
#: Below this a description says too little to stand alone.
SHORT_DESCRIPTION: Final = 50
#: A part of a title is never cut to less.
_SHORTEST_PART: Final = 12
_DASH: Final = " – "


@dataclass(frozen=True, slots=True)
class Words:
    """`title` is the whole of the title element; `heading` the same without the site's name."""

    title: str
    heading: str
    description: str


def words(parts: Sequence[str], description: str, site_name: str) -> Words:
    """A generated title of `parts`, the most telling first, with the site's name if it fits."""
    heading = _fitted([part for part in parts if part])
    return Words(with_site(heading, site_name), heading, _cut(description))


def with_site(heading: str, site_name: str) -> str:
    """An editor's own heading is never cut, whatever its length."""
    full = f"{heading} | {site_name}"
    return heading if heading == site_name or len(full) > TITLE_LENGTH else full


def told(*sentences: str) -> str:
    """One text of sentences in plain text; those that are empty or the same again are left out."""
    told_once = dict.fromkeys(plain(sentence) for sentence in sentences)
    return " ".join(_ended(sentence) for sentence in told_once if sentence)


def page_words(
    *, title: str, seo_title: str, description: str, summary: str, text: str, site: tuple[str, str]
) -> Words:
    """Of a page that editors write; `text` is its own text, `site` the site's name and tagline."""
    name, tagline = site
    heading = seo_title.strip() or title
    if written := _on_one_line(description):
        return Words(with_site(heading, name), heading, written)
    own = plain(summary)
    if len(own) < SHORT_DESCRIPTION:
        where = _("%(title)s on %(site)s.") % {"title": title, "site": name}
        own = told(own, where, text or tagline)
    return Words(with_site(heading, name), heading, _cut(own))


def home_words(*, seo_title: str, description: str, summary: str, site: tuple[str, str]) -> Words:
    name, tagline = site
    own = _on_one_line(description) or _cut(plain(summary) or told(name, tagline))
    if heading := seo_title.strip():
        return Words(with_site(heading, name), heading, own)
    heading = _fitted([name, tagline] if tagline != name else [name])
    return Words(heading, heading, own)


def list_words(own: Words, listing: Listing, site_name: str, title: str) -> Words:
    """Of a list, which has `own` words, at one of its filters, months or further pages."""
    narrowed = narrowed_to(listing)
    number, total = listing.pages.number, listing.pages.total
    newest = newest_titles(listing)
    if is_whole(listing):
        if len(own.description) >= SHORT_DESCRIPTION:
            return own
        return Words(own.title, own.heading, _cut(told(own.description, newest)))
    names = {"list": title, "site": site_name, "filter": narrowed}
    if narrowed:
        what = _("“%(list)s” on %(site)s, narrowed to %(filter)s.") % names
    else:
        what = _("“%(list)s” on %(site)s.") % names
    place = _page_of(number, total)
    parts = [title, narrowed, _("page %(number)s") % {"number": number} if number > 1 else ""]
    return words(parts, told(what, place, newest, own.description), site_name)


def is_whole(listing: Listing) -> bool:
    """Whether it is the list itself and none of its filters, months or further pages."""
    return not listing.active and listing.pages.number == 1


def narrowed_to(listing: Listing) -> str:
    """The filter with its name, as "Topic: Services", or the month; empty for the whole list."""
    if not listing.active:
        return ""
    for facet in listing.facets:
        if any(option.selected for option in facet.options):
            return f"{facet.label}: {listing.active}"
    return listing.active


def newest_titles(listing: Listing) -> str:
    """What a list begins with; empty for an empty list."""
    titles = _("”, “").join(teaser.title for teaser in listing.teasers[:3])
    return _("First in the list: “%(titles)s”.") % {"titles": titles} if titles else ""


def further(own: Words, listing: Listing, site_name: str) -> Words:
    """Of a person's, an entity's or a topic's page beyond the first of its list."""
    number = listing.pages.number
    if number == 1:
        return own
    part = _("page %(number)s") % {"number": number}
    place = _page_of(number, listing.pages.total)
    return words([own.heading, part], told(place, own.description), site_name)


def person_words(name: str, role: str, entity: str, bio: str, newest: str, site_name: str) -> Words:
    role = "" if role == name else role
    values = {"name": name, "role": role, "entity": entity, "site": site_name}
    if role and entity:
        who = _("%(name)s, %(role)s, %(entity)s: all contributions to %(site)s.") % values
    elif role or entity:
        who = _("%(name)s, %(role)s: all contributions to %(site)s.") % (
            values | {"role": role or entity}
        )
    else:
        who = _("%(name)s: all contributions to %(site)s.") % values
    return words([name, role], told(who, bio or newest), site_name)


def entity_words(name: str, kind: str, description: str, site_name: str) -> Words:
    values = {"name": name, "kind": kind, "site": site_name}
    what = _("%(name)s (%(kind)s) on %(site)s: its news, stories and articles.") % values
    return words([name], told(what, description), site_name)


def topic_words(name: str, description: str, newest: str, site_name: str) -> Words:
    values = {"topic": name, "site": site_name}
    what = _("All that %(site)s has published on %(topic)s: articles, news, stories, guides.")
    label = _("Topic: %(topic)s") % values
    return words([label], told(what % values, description or newest), site_name)


def index_words(name: str, title: str, site_name: str) -> Words:
    """Of the pages that belong to the house itself, by the name of their route."""
    sentence = {
        "people": _(
            "The officials and experts who write for %(site)s, each with their position, fields "
            "of expertise and all they have written."
        ),
        "entities": _(
            "The government entities that take part in %(site)s, each with its news, success "
            "stories and accounts on the networks."
        ),
        "topics": _(
            "The topics of %(site)s, and under each all that has been published on it: articles, "
            "news, success stories and guides."
        ),
        "feeds": _(
            "All feeds of %(site)s in RSS and Atom, by section, topic, entity and author: new "
            "items arrive in any feed reader by themselves."
        ),
        "site_map": _(
            "Everything on this site on one page: sections with their months, standing pages, "
            "topics, entities and people."
        ),
        "search": _(
            "Search articles, columns, news, success stories and guides in Arabic and English."
        ),
    }[name]
    return words([title], sentence % {"site": site_name}, site_name)


def long_enough(own: Words, tagline: str) -> Words:
    """With the site's tagline where a description would say too little."""
    if len(own.description) >= SHORT_DESCRIPTION:
        return own
    return replace(own, description=_cut(told(own.description, tagline)))


def other_words(title: str, summary: str, site: tuple[str, str]) -> Words:
    """Of any other page with a title: forms, messages, search."""
    name, tagline = site
    own = plain(summary)
    if len(own) < SHORT_DESCRIPTION:
        own = told(_("%(title)s on %(site)s.") % {"title": title, "site": name}, own, tagline)
    return words([title], own, name)


def _page_of(number: int, total: int) -> str:
    if number < 2:
        return ""
    return _("Page %(number)s of %(total)s.") % {"number": number, "total": total}


def _fitted(parts: list[str]) -> str:
    """The parts joined, the longest cut at a word's end until they fit."""
    while len(joined := _DASH.join(parts)) > TITLE_LENGTH:
        longest = max(range(len(parts)), key=lambda index: len(parts[index]))
        room = len(parts[longest]) - (len(joined) - TITLE_LENGTH)
        if len(parts[longest]) <= _SHORTEST_PART:
            return excerpt(joined, TITLE_LENGTH)
        parts = [*parts]
        parts[longest] = excerpt(parts[longest], max(_SHORTEST_PART, room))
    return joined


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str) -> str:
    return excerpt(text, DESCRIPTION_LENGTH) if text else ""


def _ended(sentence: str) -> str:
    return sentence if sentence[-1] in ".!?؟…:»”" else f"{sentence}."
