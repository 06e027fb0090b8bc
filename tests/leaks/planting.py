"""Plants everything that must not show, and public pages that lead to it."""

from __future__ import annotations

import json

from django.utils import timezone, translation
from wagtail.models import Page

from blog.models import ArticlePage, StoryPage
from cms.teaser import Kind
from newsletter.models import IssuePage
from tests.factories import cms as made
from tests.house import LANGUAGES
from tests.leaks.scene import KINDS, Plant, Scene
from tests.leaks.states import STATES


def build() -> Scene:
    """The scene; the states' own functions plant what must not show."""
    scene = Scene(now=timezone.now())
    with translation.override(LANGUAGES[0]):
        for language in LANGUAGES:
            public = Plant(scene, "public", language)
            for model in KINDS:
                for _count in range(2):
                    public.public_page(model)
        for name, hide in STATES.items():
            for language in LANGUAGES:
                hide(Plant(scene, name, language))
        _point_at_what_is_hidden(scene)
    return scene


def _point_at_what_is_hidden(scene: Scene) -> None:
    """Public pages that an editor led to hidden ones, by every way there is."""
    for language in LANGUAGES:
        chosen = [one.pk for one in scene.some_hidden()]
        targets = list(Page.objects.filter(pk__in=chosen).specific())
        public = [page for page in scene.public if page.language == language]
        plant = Plant(scene, "public", language)
        cards = made.body(
            *(("page_card", {"page": page.pk}) for page in targets),
            *(
                ("paragraph", f'<p><a linktype="page" id="{page.pk}">here</a></p>')
                for page in targets
            ),
        )
        leading = plant.public_page(ArticlePage)
        leading.body = cards
        leading.save()
        story = plant.public_page(StoryPage)
        for page in targets:
            story.related_links.add(story.related_links.model(target=page))
        story.save()
        hidden = Page.objects.filter(pk__in=[one.pk for one in scene.hidden]).specific()
        columns = [page for page in hidden if getattr(page, "kind", None) is Kind.COLUMN]
        shown = [page.pk for page in (*targets, *public[:5])]
        items = [{"page": pk} for pk in shown]
        rows = [{"type": "section", "value": {"title": "Chosen", "kind": "news", "pages": items}}]
        for number, column in enumerate(columns):
            # One of them also leads to everything; more would only take longer.
            fields = {} if number else {"sections": json.dumps(rows)}
            plant.public_page(IssuePage, **{"sections": "[]"} | fields, column_id=column.pk)
