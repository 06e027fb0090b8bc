"""The real server, its worker and schedulers write to SQLite together, asked over HTTP.

`make faults` plays it for a minute, the ordinary run for some seconds.
"""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
import requests

from tests.browser.product import ROOT, Product, environment, manage, served
from tests.journeys.editing_form import filled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("worker on sqlite")

SECONDS = 6.0
LONG = 60.0
EDITORS = 4
PASSWORD = "a-long-password-of-tests"
PEOPLE = f"""
from cms.models import User
for number in range({EDITORS}):
    User.objects.create_superuser(f"editor{{number}}@house.example", "{PASSWORD}")
from blog.models import ArticlePage, BlogIndexPage
section = BlogIndexPage.objects.get(locale__language_code="ar")
for number in range({EDITORS}):
    section.refresh_from_db()
    page = section.add_child(
        instance=ArticlePage(title=f"مقال {{number}}", slug=f"article-{{number}}", live=False)
    )
    print("page", page.pk)
"""


@dataclass
class Answers:
    """What the server said to all editors, by status, and how long each save took.

    Led anywhere but to the pages counts as the negative of its status: nothing was saved.
    """

    statuses: Counter[int] = field(default_factory=Counter)
    milliseconds: list[int] = field(default_factory=list)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Product, list[int]]]:
    """The empty house as its commands make it, with editors and a page for each."""
    var: Path = tmp_path_factory.mktemp("served-locks")
    manage(var, "migrate", "-v0")
    manage(var, "seed_demo", "--only-structure", "-v0")
    said = manage(var, "shell", "-v0", "-c", PEOPLE)
    pages = [int(number) for number in re.findall(r"page (\d+)", said)]
    with served(var) as product:
        yield product, pages


def edit(product: Product, number: int, page: int, until: float, answers: Answers) -> None:
    """An editor who saves and publishes as fast as the server answers."""
    browser = requests.Session()
    browser.get(f"{product.url}/account/login/", timeout=60)
    came_in = browser.post(
        f"{product.url}/account/login/",
        {
            "login": f"editor{number}@house.example",
            "password": PASSWORD,
            "csrfmiddlewaretoken": browser.cookies["csrftoken"],
        },
        timeout=60,
        allow_redirects=False,
    )
    assert came_in.status_code == 302, came_in.status_code
    assert not came_in.headers["Location"].startswith("/account/"), came_in.headers["Location"]
    turn = 0
    while time.monotonic() < until:
        turn += 1
        fields: dict[str, Any] = filled(title=f"مقال {number}، حفظ {turn}")
        if turn % 3:
            fields.pop("action-publish")
        fields["csrfmiddlewaretoken"] = browser.cookies["csrftoken"]
        began = time.monotonic()
        answer = browser.post(
            f"{product.url}/admin/pages/{page}/edit/", fields, timeout=60, allow_redirects=False
        )
        led_on = answer.headers.get("Location", "").startswith("/admin/pages/")
        saved = answer.status_code == 302 and led_on
        answers.statuses[answer.status_code if saved else -answer.status_code] += 1
        answers.milliseconds.append(round((time.monotonic() - began) * 1000))


def test_editors_the_worker_and_schedulers_never_find_the_database_locked(
    house: tuple[Product, list[int]], request: pytest.FixtureRequest
) -> None:
    product, pages = house
    seconds = LONG if request.config.getoption("--long", default=False) else SECONDS
    until = time.monotonic() + seconds
    answers = Answers()
    editors = [
        threading.Thread(target=edit, args=(product, number, page, until, answers))
        for number, page in enumerate(pages)
    ]
    for editor in editors:
        editor.start()
    ticks = 0
    while time.monotonic() < until:  # cron beside the worker's own rounds
        ticked = subprocess.run(
            [sys.executable, "manage.py", "tick"],
            cwd=ROOT,
            env=environment(product.var, 8000),
            capture_output=True,
            text=True,
            check=False,
        )
        assert ticked.returncode == 0, ticked.stderr
        assert "locked" not in ticked.stderr
        ticks += 1
    for editor in editors:
        editor.join()
    log = (product.var / "serve.log").read_text()
    took = sorted(answers.milliseconds)
    sys.stdout.write(
        f"{seconds:.0f} s: {len(took)} saves over HTTP by {EDITORS} editors, {ticks} ticks, "
        f"statuses {dict(answers.statuses)}, median {took[len(took) // 2]} ms, "
        f"p99 {took[len(took) * 99 // 100]} ms\n"
    )
    assert set(answers.statuses) == {302}  # saved, and led on
    assert "locked" not in log, log[-3000:]
    assert len(took) >= EDITORS
