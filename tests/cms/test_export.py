"""The exported site is whole or stays as it was."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from django.conf import settings
from wagtail.models import CollectionViewRestriction

from cms.export.links import broken_links
from cms.export.plan import plan
from cms.export.render import files_of_stylesheet, files_used
from cms.export.run import ExportRefused, export
from cms.export.write import SiteFolder, UnsafePath
from tests.factories import blog, cms, newsletter

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from django.test import Client

    from tests.house import House

pytestmark = pytest.mark.django_db


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_every_address_becomes_a_file_with_the_sites_own_bytes(
    site: House, now: datetime, target: Path, client: Client
) -> None:
    article = blog.article_page("ar", image=cms.picture())
    blog.article_page("en", of=article)
    done = export(target, now)
    outputs = plan(now)
    assert done.addresses == len(outputs) == len({output.path for output in outputs})
    for output in outputs:
        answer = client.get(output.url, SERVER_NAME="localhost")
        assert answer.status_code == output.status
        assert (target / output.path).read_bytes() == answer.content, output.url


def test_what_pages_show_is_there_and_nothing_else_of_the_library(
    site: House, now: datetime, target: Path
) -> None:
    shown, unused = cms.picture(), cms.picture()
    blog.article_page("ar", image=shown)
    export(target, now)
    html = (target / "blog/index.html").read_text(encoding="utf-8")
    files = files_used(html)
    assert any(address.startswith(settings.MEDIA_URL) for address in files)
    for address in files:
        assert (target / unquote(address).lstrip("/")).is_file()
    names = [path.name for path in (target / "media").rglob("*") if path.is_file()]
    stem = unused.filename.rpartition(".")[0]
    assert not [name for name in names if name.startswith(f"{stem}.")]


def test_fonts_that_the_stylesheet_names_come_along(
    site: House, now: datetime, target: Path
) -> None:
    export(target, now)
    sheet = target / "static/css/site.css"
    named = files_of_stylesheet("/static/css/site.css", sheet.read_text(encoding="utf-8"))
    assert named
    for address in named:
        assert (target / address.lstrip("/")).is_file()


def test_the_icons_that_the_manifest_names_come_along(
    site: House, now: datetime, target: Path
) -> None:
    export(target, now)
    for name in ("manifest.webmanifest", "en/manifest.webmanifest"):
        named = json.loads((target / name).read_text(encoding="utf-8"))["icons"]
        icons = [target / icon["src"].lstrip("/") for icon in named]
        assert icons
        assert [icon.name for icon in icons if not icon.is_file()] == []


def test_each_language_has_its_own_page_of_error_404(
    site: House, now: datetime, target: Path
) -> None:
    export(target, now)
    assert 'lang="ar"' in (target / "404.html").read_text(encoding="utf-8")
    assert 'lang="en"' in (target / "en/404.html").read_text(encoding="utf-8")


def test_the_letters_pictures_are_on_the_public_site(
    site: House, now: datetime, target: Path
) -> None:
    article = blog.article_page("ar", image=cms.picture((1400, 900)))
    newsletter.issue_page("ar", pages=[article])
    export(target, now)
    assert [path for path in (target / "media").rglob("*.jpg") if "1200x750" in path.name]


def test_a_downloadable_document_is_there_while_it_is_public(
    site: House, now: datetime, target: Path
) -> None:
    document = cms.document()
    body = cms.body(("download", {"title": "", "note": "", "document": document.pk}))
    blog.article_page("ar", body=body)
    export(target, now)
    assert (target / document.url.lstrip("/")).read_bytes() == b"plan"
    CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    with pytest.raises(ExportRefused, match="problems") as refused:
        export(target, now)
    assert any(document.url in problem for problem in refused.value.problems)
    assert (target / "index.html").is_file()


def test_a_missing_picture_refuses_the_export_and_the_old_site_stays(
    site: House, now: datetime, target: Path
) -> None:
    article = blog.article_page("ar", image=cms.picture())
    export(target, now)
    before = (target / "index.html").read_bytes()
    for rendition in article.image.renditions.all():
        rendition.file.storage.delete(rendition.file.name)
    with pytest.raises(ExportRefused) as refused:
        export(target, now)
    assert any(problem.startswith("missing file") for problem in refused.value.problems)
    assert (target / "index.html").read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_an_unpublished_page_is_gone_from_the_next_export(
    site: House, now: datetime, target: Path
) -> None:
    article = blog.article_page("ar", title="سيغيب هذا المقال")
    export(target, now)
    file = target / article.url.lstrip("/") / "index.html"
    assert file.is_file()
    article.unpublish()
    export(target, now)
    assert not file.exists()
    texts = (path.read_text(encoding="utf-8") for path in target.rglob("*.html"))
    assert not any("سيغيب هذا المقال" in text for text in texts)


def write_two(target: Path) -> None:
    with SiteFolder(target) as second:
        second.write("index.html", b"new")
        second.write("../stray.html", b"refused")


def test_an_error_half_way_leaves_the_old_folder_and_no_rest(target: Path) -> None:
    with SiteFolder(target) as first:
        first.write("index.html", b"old")
    with pytest.raises(UnsafePath):
        write_two(target)
    assert (target / "index.html").read_bytes() == b"old"
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize("path", ["../outside.html", "/etc/passwd", "a/../../outside.html"])
def test_no_file_is_written_outside_the_sites_folder(target: Path, path: str) -> None:
    with pytest.raises(UnsafePath), SiteFolder(target) as folder:
        folder.write(path, b"")
    assert not (target.parent / "outside.html").exists()


def test_what_is_no_address_is_a_broken_link_and_no_failure() -> None:
    html = '<a href="//[x">a</a> <a href="http://[1/">b</a> <a href="/there/">c</a>'
    assert broken_links("/", html, {"there/index.html"}) == {"//[x", "http://[1/"}
