"""The permission matrix: who asks × every address of the resolver, each declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from wagtail.models import Page

from cms.access.roles import Role
from cms.settings.env import PROJECT_DIR
from tests.leaks.cast import Cast, build
from tests.leaks.conftest import FIGURE
from tests.leaks.permission_table import (
    ASKING,
    NOBODY,
    STRANGER,
    SUPERUSER,
    reference,
    rules_for,
    undeclared,
)
from tests.leaks.permissions import PAGE, RAISES, RULES
from tests.leaks.probing import Asker, Door, Outcome, doors

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("permissions")]


@pytest.fixture(scope="module")
def cast(kept_database: None) -> Cast:
    return build()


@pytest.fixture(scope="module")
def all_doors(cast: Cast) -> list[Door]:
    return doors(cast)


def wrong(asker: Asker, who: str, door: Door) -> str:
    """What is wrong with the answer, or nothing."""
    declared = rules_for(door.key, RULES)
    if len(declared) != 1:
        return ""  # of which another test tells
    (rule,) = declared
    expected = rule.allows(who, door.side)
    found = asker.get(door.address)
    if found is Outcome.BROKEN and door.key not in RAISES:
        return f"{door.label}: server error"
    if (found is Outcome.ALLOWED) != expected and found is not Outcome.BROKEN:
        return f"{door.label}: {found}, though the table says {'yes' if expected else 'no'}"
    if not expected:
        return _wrong_by_post(asker, door)
    return ""


def _wrong_by_post(asker: Asker, door: Door) -> str:
    """Who may not look may not send either, and nothing changes."""
    found, changed = asker.post(door.address)
    if found is Outcome.BROKEN and door.key not in RAISES:
        return f"{door.label}: server error by POST"
    if found is Outcome.ALLOWED or changed:
        return f"{door.label}: {found} by POST, {'changed' if changed else 'unchanged'}"
    return ""


@pytest.mark.parametrize("who", ASKING)
def test_each_may_open_what_the_table_says(
    who: str, cast: Cast, all_doors: list[Door], record_property: Any
) -> None:
    asker = Asker(cast, who)
    # Walls stand between entities only for contributors.
    asked = [door for door in all_doors if door.side != "foreign" or who == Role.CONTRIBUTOR.value]
    faults = [fault for door in asked if (fault := wrong(asker, who, door))]
    assert not faults, "\n".join(faults)
    record_property(FIGURE, f"permissions: {who:20} {len(asked)} addresses as declared")


#: Who may do something to many pages at once; the others see a page that says no.
OF_MANY_PAGES = {Role.EDITOR.value, Role.ADMINISTRATOR.value, SUPERUSER}


@pytest.mark.parametrize("who", sorted(set(ASKING) - OF_MANY_PAGES))
def test_what_is_done_to_many_at_once_is_not_done(
    who: str, cast: Cast, all_doors: list[Door]
) -> None:
    asker = Asker(cast, who)
    kinds = ("wagtail_bulk_action:wagtailcore.page", "wagtail_bulk_action:cms.topic")
    asked = [door for door in all_doors if door.key.startswith(kinds)]
    assert len(asked) >= 10
    assert not [door.label for door in asked if asker.post(door.address)[1]]


def test_an_editor_does_what_others_may_not(cast: Cast, all_doors: list[Door]) -> None:
    """Or the test before this one would see nothing."""
    key = "wagtail_bulk_action:wagtailcore.page:delete"
    door = next(door for door in all_doors if door.key == key)
    assert Asker(cast, Role.EDITOR.value).post(door.address)[1]


def test_every_route_is_declared_once(all_doors: list[Door], record_property: Any) -> None:
    assert undeclared(all_doors, RULES) == []
    keys = {door.key for door in all_doors}
    cells = len(keys) * len(ASKING)
    record_property(FIGURE, f"permissions: {len(keys)} routes x {len(ASKING)} who ask = {cells}")


def test_every_line_of_the_table_is_of_use(all_doors: list[Door]) -> None:
    keys = {door.key for door in all_doors}
    idle = [
        route
        for rule in RULES
        for route in rule.routes
        if not any(rule.matches(key) and _names(route, key) for key in keys)
    ]
    assert not idle


def _names(route: str, key: str) -> bool:
    return route == key or ("*" in route and key.startswith(route.split("*")[0]))


def test_the_documentation_shows_the_table() -> None:
    page = PROJECT_DIR / PAGE
    assert page.read_text(encoding="utf-8") == reference(RULES), (
        f"{PAGE} is stale: run python -m tests.leaks.permissions"
    )


# --- the matrix has teeth ------------------------------------------------------------------------


def test_a_view_without_a_permission_is_caught(cast: Cast, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.leaks.planted_urls"
    (planted,) = (door for door in doors(cast) if door.key == "planted")
    assert undeclared([planted], RULES) == ["planted (0 rules)"]
    for who in (STRANGER, NOBODY, Role.CONTRIBUTOR.value):
        assert Asker(cast, who).get(planted.address) is Outcome.ALLOWED, "open to all"


def test_a_right_too_many_is_caught(cast: Cast, all_doors: list[Door]) -> None:
    """Someone gives reviewers the right to delete topics."""
    from django.contrib.auth.models import Permission

    reviewer = cast.users[Role.REVIEWER.value]
    assert reviewer is not None
    reviewer.user_permissions.add(Permission.objects.get(codename="delete_topic"))
    asker = Asker(cast, Role.REVIEWER.value)
    door = next(d for d in all_doors if d.key == "wagtailsnippets_cms_topic:delete")
    assert "though the table says no" in wrong(asker, Role.REVIEWER.value, door)


def test_a_request_that_changed_something_is_undone(cast: Cast, all_doors: list[Door]) -> None:
    key = "wagtail_bulk_action:wagtailcore.page:delete"
    door = next(door for door in all_doors if door.key == key)
    before = Page.objects.count()
    assert Asker(cast, Role.EDITOR.value).post(door.address)[1]
    assert Page.objects.count() == before
