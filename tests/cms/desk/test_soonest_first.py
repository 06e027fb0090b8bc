"""Where not everything fits on the first screen, the soonest does."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cms.access.roles import Role
from cms.desk import due
from cms.due import DueGroup
from tests.factories.blog import article_page
from tests.factories.people import user

if TYPE_CHECKING:
    from datetime import datetime

    import pytest

    from tests.house import House


def test_of_many_scheduled_pages_the_soonest_are_named(
    site: House, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(due, "MOST", 2)
    for days in (3, 1, 2):
        page = article_page("ar", title=f"بعد {days}", live=False)
        page.go_live_at = now + timedelta(days=days)
        page.save_revision().publish()
    found = [
        item.title
        for item in due.page_items(user(Role.EDITOR), now)
        if item.group is DueGroup.SCHEDULED
    ]
    assert found == ["بعد 1", "بعد 2"]
