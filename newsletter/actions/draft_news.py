"""Makes news drafts of an entity's item, in each language that it has (N4).

The page type is found by its kind: the newsletter knows nothing of the blog.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any, Final, cast

from django.db import transaction
from django.utils import translation
from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.catalogue import page_types
from cms.role_grants import sections_of
from cms.teaser import Kind

if TYPE_CHECKING:
    from cms.models import ContentPage, Entity, User
    from newsletter.models import EntityItem
    from newsletter.models.calls import ItemWords

#: The field of news that says which sort it is: a service, an app, an achievement, a trend.
SORT: Final = "news_kind"
SUMMARY_LENGTH: Final = 300


class NoNewsSection(Exception):
    """The site has no news in a language of the item."""


def news_type() -> type[ContentPage]:
    return next(model for model in page_types() if model.kind == Kind.NEWS)


def sorts_of_news() -> list[tuple[str, str]]:
    """Values and names of the sorts, in the active language; empty where news has none."""
    names = {field.name: field for field in news_type()._meta.get_fields()}
    choices = getattr(names.get(SORT), "choices", None) or []
    return [(str(value), str(label)) for value, label in choices]


@transaction.atomic
def draft_news(item: EntityItem, sort: str, user: User) -> dict[str, int]:
    """Numbers of the new drafts by language; each goes to the editors for review.

    Raises NoNewsSection, and then there are none.
    """
    key = uuid.uuid4()
    return {words.language: _draft(item, words, sort, key, user) for words in item.words}


def _draft(item: EntityItem, words: ItemWords, sort: str, key: uuid.UUID, user: User) -> int:
    found = sections_of(Kind.NEWS).filter(locale__language_code=words.language).first()
    if found is None:
        raise NoNewsSection(words.language)
    # Held until the end, so that two items do not get the same place in the tree.
    section = Page.objects.select_for_update().get(pk=found.pk).specific
    fields: dict[str, Any] = {SORT: sort} if sort else {}
    page = news_type()(
        title=words.title,
        summary=_summary(words.text),
        body=json.dumps(_body(item, words)),
        entity=item.entity,
        image=item.shown_picture,
        owner=user,
        locale=section.locale,
        translation_key=key,
        live=False,
        has_unpublished_changes=True,
        **fields,
    )
    section.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    workflow = page.get_workflow()
    if workflow is not None:
        workflow.start(page, user)
    return cast("int", page.pk)


def _summary(text: str) -> str:
    first = next(line.strip() for line in text.splitlines() if line.strip())
    return str(Truncator(first).chars(SUMMARY_LENGTH))


def _links(item: EntityItem, merged: list[EntityItem]) -> dict[str, Entity]:
    """Each link, and whose it is; none where the house took the item's link away."""
    link = item.word("link")
    if not link:
        return {}
    owner = next((one for one in (item, *merged) if one.link == link), item)
    others = {one.shown_link: one.entity for one in merged if one.shown_link}
    return {link: owner.entity} | {url: of for url, of in others.items() if url != link}


def _body(item: EntityItem, words: ItemWords) -> list[dict[str, Any]]:
    """What was typed is text, whatever it looks like."""
    paragraphs = [line.strip() for line in words.text.splitlines() if line.strip()]
    html = [f"<p>{escape(line)}</p>" for line in paragraphs]
    merged = list(item.merged.select_related("entity"))
    with translation.override(words.language):
        for link, entity in _links(item, merged).items():
            name = escape(_("More at %(entity)s") % {"entity": entity})
            html.append(f'<p><a href="{escape(link)}">{name}</a></p>')
        names = list(dict.fromkeys(str(one.entity) for one in (item, *merged)))
        if len(names) > 1:
            sources = _("Sources: %(entities)s") % {"entities": _(", ").join(names)}
            html.append(f"<p>{escape(sources)}</p>")
    return [{"type": "paragraph", "value": "".join(html), "id": str(uuid.uuid4())}]
