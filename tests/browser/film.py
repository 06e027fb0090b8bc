"""A page with the blocks that the demonstration has no example of: film, download, long gallery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.product import manage

if TYPE_CHECKING:
    from pathlib import Path

SLUG = "a-film-and-a-file"
TITLES = {"ar": "فيلم وملف", "en": "A film and a file"}
TRANSCRIPT = {"ar": "نص ما يقال في الفيلم كلمةً كلمة.", "en": "What is said in the film, in full."}

_PROGRAM = f"""
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from blog.models import ArticlePage, BlogIndexPage
import json
from datetime import UTC, datetime
from uuid import uuid4
from cms.models import CustomImage

if not ArticlePage.objects.filter(slug={SLUG!r}).exists():
    file = ContentFile(b"a,b\\n1,2\\n", name="table.csv")
    table = get_document_model().objects.create(title="table", file=file)
    film = get_document_model().objects.create(
        title="film", file=ContentFile(b"no real film", name="film.mp4")
    )
    key = uuid4()
    transcripts = {TRANSCRIPT!r}
    TITLES = {TITLES!r}
    for section in BlogIndexPage.objects.select_related("locale"):
        code = section.locale.language_code
        said = f"<p>{{transcripts[code]}}</p>"
        poster = CustomImage.objects.order_by("pk").first().pk
        video = {{"title": "Film", "file": None, "poster": poster, "transcript": said,
                 "address": "https://video.example/film"}}
        own = {{**video, "file": film.pk, "address": ""}}
        download = {{"title": "Table", "note": "", "document": table.pk}}
        images = CustomImage.objects.filter(width__gt=1000).order_by("pk")[:4]
        pictures = [{{"image": one.pk, "caption": f"({{n}})"}} for n, one in enumerate(images, 1)]
        gallery = {{"title": TITLES[code], "pictures": pictures}}
        blocks = [("video", video), ("video", own), ("download", download), ("gallery", gallery)]
        body = [{{"type": name, "value": value, "id": str(uuid4())}} for name, value in blocks]
        page = ArticlePage(
            title={TITLES!r}[code], slug={SLUG!r}, locale=section.locale, translation_key=key,
            summary="", published_at=datetime(2020, 1, 1, tzinfo=UTC), body=json.dumps(body),
        )
        section.add_child(instance=page)
        page.save_revision().publish()
"""


def add_film_page(var: Path) -> None:
    """Adds `SLUG` to the blog in every language, unless it is there."""
    manage(var, "shell", "-c", _PROGRAM)
