"""The sentinel matrix: every state of what is not public × every surface × every language."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation

from cms.models import ContentPage
from cms.uploads import serving
from cms.uploads.readers import Audience
from tests.house import LANGUAGES
from tests.leaks.conftest import FIGURE
from tests.leaks.reader import Reader, Seen
from tests.leaks.routes import public_routes
from tests.leaks.states import STATES
from tests.leaks.surfaces import SURFACES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.leaks.scene import Scene
    from tests.leaks.words import Word

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("sentinels")]

CELLS = [(surface, language) for surface in SURFACES for language in surface.languages]


def leaks(scene: Scene, language: str, seen: Iterable[Seen]) -> tuple[list[str], set[str], int]:
    """What showed and where, the public words that showed, and how much was looked at."""
    found: list[str] = []
    alive: set[str] = set()
    count = 0
    for one in seen:
        count += 1
        found += [_told(word, one.address) for word in scene.words.leaks(one.text, language)]
        alive |= scene.words.signs_of_life(one.text)
    return found, alive, count


def _told(word: Word, address: str) -> str:
    return f"{word.state} ({word.language}): {word.where} at {address}"


def test_nothing_hidden_shows(
    scene: Scene, subtests: pytest.Subtests, record_property: Any
) -> None:
    """One test, because it knows at the end which doors nobody looked at."""
    routes: set[str] = set()
    for surface, language in CELLS:
        reader = Reader()
        with subtests.test(surface.name, language=language or "all"):
            with translation.override(language or LANGUAGES[0]):
                found, alive, count = leaks(scene, language, surface.look(scene, reader, language))
            assert not found, f"{len(found)} leaks: {_in_short(found)}"
            assert count, "nothing was looked at"
            assert alive or not surface.shows, "not even public words: the looking is broken"
            said = f"{surface.name:80} {language or 'all':4} {count:5} answers, 0 hits"
            record_property(FIGURE, said)
        routes |= reader.routes
    with subtests.test("every public address belongs to a surface"):
        assert not _unwatched(routes)


def _unwatched(met: set[str]) -> list[str]:
    """Patterns of the resolver that no surface asked for; a new one belongs in surfaces.py."""
    prefixes = (*(f"{code}/" for code in LANGUAGES), "")
    known = {route.removeprefix(prefix) for route in met for prefix in prefixes}
    return [route.route for route in public_routes() if route.route not in known]


def test_a_door_that_nobody_watches_is_caught() -> None:
    every = {route.route for route in public_routes()}
    assert _unwatched(every) == []
    assert _unwatched(every - {"sitemap.xml"}) == ["sitemap.xml"]


def _in_short(found: list[str]) -> str:
    return "\n".join([*sorted(set(found))[:30], f"... {len(set(found))} in all"])


def test_the_matrix_has_its_size(scene: Scene, record_property: Any) -> None:
    """Every state was planted in every language, with words in many fields."""
    planted = Counter((word.state, word.language) for word in scene.words.hidden.values())
    assert set(planted) == {(state, language) for state in STATES for language in LANGUAGES}
    assert len(STATES) >= 12
    assert len(SURFACES) >= 20
    cells = len(STATES) * len(SURFACES) * len(LANGUAGES)
    record_property(
        FIGURE,
        f"sentinels: {len(STATES)} states x {len(SURFACES)} surfaces x {len(LANGUAGES)} languages"
        f" = {cells} cells, {len(scene.words.hidden)} words in {len(scene.hidden)} pages: 0 hits",
    )
    assert cells >= 480


# --- the matrix has teeth ------------------------------------------------------------------------


def states_caught(scene: Scene, pages: Iterable[Any]) -> set[str]:
    """The states that a list of these pages would leak."""
    text = "\n".join(f"{page.title} {page.summary}" for page in pages)
    return {word.state for word in scene.words.leaks(text, "")}


def test_a_surface_that_asks_for_live_pages_only_is_caught(scene: Scene) -> None:
    caught = states_caught(scene, ContentPage.objects.live())
    assert caught >= {
        "private by log-in", "private by group", "private by password",
        "child of a private page", "expired while nobody is at work", "alias of a private page",
        "language the site does not have",
    }  # fmt: skip


def test_a_surface_that_asks_for_live_and_open_pages_is_caught(scene: Scene) -> None:
    caught = states_caught(scene, ContentPage.objects.live().public())
    assert caught >= {"expired while nobody is at work", "language the site does not have"}


def test_a_surface_that_asks_for_all_pages_is_caught(scene: Scene) -> None:
    caught = states_caught(scene, ContentPage.objects.all())
    assert caught >= {"draft", "scheduled", "unpublished", "translation not approved"}


def test_a_surface_that_shows_newest_revisions_is_caught(scene: Scene) -> None:
    pages = ContentPage.objects.public_live(scene.now)
    caught = states_caught(scene, [page.get_latest_revision_as_object() for page in pages])
    assert caught >= {"draft over a live page", "scheduled change of a live page"}


def test_the_one_queryset_is_not_caught(scene: Scene) -> None:
    assert states_caught(scene, ContentPage.objects.public_live(scene.now)) == set()


def test_a_door_of_files_that_asks_for_the_collection_only_is_caught(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asks_for_the_collection(_request: object, file: Any, _now: object) -> Audience | None:
        return None if file.collection.get_view_restrictions() else Audience.EVERYONE

    monkeypatch.setattr(serving, "audience", asks_for_the_collection)
    for name in ("files of documents", "files of pictures"):
        door = next(surface for surface in SURFACES if surface.name == name)
        found, _alive, _count = leaks(scene, "", door.look(scene, Reader(), ""))
        caught = {told.partition(" (")[0] for told in found}
        assert caught >= {
            "draft", "draft over a live page", "scheduled", "unpublished", "deleted",
            "expired while nobody is at work", "private by log-in", "child of a private page",
            "file of the library in no public page",
        }, name  # fmt: skip
