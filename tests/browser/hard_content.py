"""Content that breaks layouts: what an editor may enter any day and no demonstration shows.

Its pages are the oldest of the site, so that they stand on the last page of their topic and
change no first view.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.addresses import prefix
from tests.browser.product import manage

if TYPE_CHECKING:
    from collections.abc import Callable

TOPIC = "e-participation"
#: 200 letters and more, in one sentence without a break that a reader would expect.
LONG_AR = (
    "قرار مجلس الوزراء بشأن تنظيم مشاركة المتعاملين وأصحاب الهمم وكبار المواطنين والطلبة "
    "والمتطوعين ورواد الأعمال في تصميم الخدمات الحكومية الرقمية الاستباقية وتقييمها وتطويرها "
    "وإعادة هندستها في الجهات الاتحادية والمحلية كافة"
)
LONG_EN = (
    "Cabinet resolution on the participation of customers, people of determination, senior "
    "citizens, students, volunteers and entrepreneurs in the design, assessment, improvement and "
    "reengineering of proactive digital government services"
)
MIXED = {
    "ar": "مُؤشِّرُ الأُمَمِ المُتَّحِدَةِ (UN EGDI 2024): المَرتَبةُ 11 عالميًّا، و«Web 3.0» في 30 جهة",
    "en": "UN EGDI 2024 (مُؤشِّرُ الأُمَمِ المُتَّحِدَة): 11th of 193, and «الويب 3.0» in 30 entities",
}
ADDRESS = "https://participation.example/archive/" + "consultation-on-digital-participation-" * 4
WORDS = {"ar": "أفاستسقيناكموهما" * 6, "en": "Donaudampfschifffahrtsgesellschaft" * 5}
PARAGRAPH = {"ar": "نص قصير في صفحة لا صورة فيها.", "en": "A short text on a page with no picture."}
NAMES_OF = {
    "entity": {
        "ar": "الهيئة الاتحادية للهوية والجنسية والجمارك وأمن المنافذ والخدمات المشتركة",
        "en": "Federal Authority for Identity, Citizenship, Customs, Ports Security and Services",
    },
    "person": {
        "ar": "عبد الرحمن محمد عبد العزيز آل عبد اللطيف المهيري",
        "en": "Abdulrahman Mohammed Abdulaziz Al Abdullatif Al Muhairi",
    },
    "topic": {"ar": "موضوع لا شيء فيه بعد", "en": "A topic with nothing in it yet"},
}

_PROGRAM = """
import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from blog.models import ArticlePage, BlogIndexPage, StoryIndexPage, StoryPage
from cms.models import Entity, PageAuthor, PageTopic, Person, Topic

data = json.loads({data!r})
start = datetime(2018, 9, 1, tzinfo=UTC)

def block(kind, value):
    return {{"type": kind, "value": value, "id": str(uuid4())}}

def item(value):
    return {{"type": "item", "value": value, "id": str(uuid4())}}

def add(model, index, slug, titles, body, **fields):
    key = uuid4()
    for section in index.objects.select_related("locale"):
        code = section.locale.language_code
        if code not in titles or model.objects.filter(slug=slug, locale=section.locale).exists():
            continue
        page = model(
            title=titles[code][:255], slug=slug, locale=section.locale, translation_key=key,
            summary=titles[code], published_at=start + timedelta(hours=len(slug)),
            body=json.dumps(body(code)), **fields,
        )
        page.page_authors = [PageAuthor(person=person)]
        page.page_topics = [PageTopic(topic=common_topic)]
        section.add_child(instance=page)
        page.save_revision().publish()

entity, _made = Entity.objects.get_or_create(
    slug="hard-entity", defaults=dict(name=data["entity"], kind="authority", order=999))
person, _made = Person.objects.get_or_create(
    slug="hard-person",
    defaults=dict(name=data["person"], role=data["entity"], entity=entity, order=999))
common_topic = Topic.objects.get(slug={topic!r})
Topic.objects.get_or_create(slug="hard-topic", defaults=dict(name=data["topic"], order=999))

text = lambda code: [block("paragraph", "<p>" + data["paragraph"][code] + "</p>")]
head = [str(year) for year in range(2012, 2026)]
rows = [[f"{{name}} {{n}}" if not m else f"{{n * 1234 + m:,}}" for m in range(len(head))]
        for n, name in enumerate(("EGDI", "EPI", "OSI", "TII"))]
table = lambda code: [*text(code), block("table", {{
    "caption": data["long"][code], "header": [item(one) for one in head],
    "rows": [item([item(cell) for cell in row]) for row in rows]}})]
word = lambda code: [
    block("heading", {{"text": data["words"][code], "level": "h2"}}),
    block("paragraph", "<p>" + data["words"][code] + "</p><p><a href='" + data["address"] + "'>"
          + data["address"] + "</a></p>")]
common = dict(entity=entity)
add(ArticlePage, BlogIndexPage, "hard-long-title", data["long"], text, **common)
add(ArticlePage, BlogIndexPage, "hard-mixed-title", data["mixed"], text, **common)
add(ArticlePage, BlogIndexPage, "hard-word", data["words"], word, **common)
add(ArticlePage, BlogIndexPage, "hard-table", data["mixed"], table, **common)
add(ArticlePage, BlogIndexPage, "hard-untranslated", {{"ar": data["mixed"]["ar"]}}, text, **common)
add(StoryPage, StoryIndexPage, "hard-story", data["long"], text, **common)
"""

_FIXED = {
    "long-title": "/blog/hard-long-title/",
    "mixed-title": "/blog/hard-mixed-title/",
    "long-word": "/blog/hard-word/",
    "wide-table": "/blog/hard-table/",
    "story-without-figures": "/stories/hard-story/",
    "entity-without-logo": "/entities/hard-entity/",
    "person-without-portrait": "/people/hard-person/",
    "empty-list": "/topics/hard-topic/",
    "all-people": "/people/",
    "all-entities": "/entities/",
}
#: A page that only Arabic has: in English, where its language switch leads.
UNTRANSLATED = "untranslated"
#: The last page of a topic, on which the pages above stand.
LAST_PAGE = "last-page"
HARD = (*_FIXED, UNTRANSLATED, LAST_PAGE)


def add_hard_content(var: Path) -> None:
    """Adds everything above, unless it is there."""
    data = {
        "long": {"ar": LONG_AR, "en": LONG_EN},
        "mixed": MIXED,
        "words": WORDS,
        "address": ADDRESS,
        "paragraph": PARAGRAPH,
        **NAMES_OF,
    }
    program = _PROGRAM.format(data=json.dumps(data), topic=TOPIC)
    manage(var, "shell", "--no-imports", "-c", program)


def hard_address(name: str, language: str, get: Callable[[str], str]) -> str:
    """The path of a hard page; `get` fetches a page's HTML by path."""
    start = prefix(language)
    if name in _FIXED:
        return start + _FIXED[name]
    if name == UNTRANSLATED:
        page = "/blog/hard-untranslated/"
        if language == "ar":
            return page
        found = re.search(r'<a\b(?=[^>]*hreflang="en")[^>]*href="([^"]*)"', get(page))
        if found is None:
            raise AssertionError(f"{page} has no way to {language}")
        return found[1]
    listing = f"{start}/topics/{TOPIC}/"
    # The list of pages may leave out those in the middle, but names the last.
    numbers = re.findall(rf'href="{listing}page/(\d+)/"', get(listing))
    return f"{listing}page/{max(map(int, numbers))}/"


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.browser.hard_content", description="Adds hard content to a site."
    )
    parser.add_argument("var", type=Path, help="the folder VAR of a demonstration")
    add_hard_content(parser.parse_args().var.absolute())


if __name__ == "__main__":
    main()
