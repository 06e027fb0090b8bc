"""Through the running house: whatever is done with an address, the log does not know it."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from cms.access.roles import Role
from cms.audit.log_filter import PersonalDataFilter
from cms.notices.actions.notify import notify
from newsletter.tokens import token_for
from tests.factories import newsletter, people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.house import House

CANARY = "canary-7f3a@canaries.example"
FRAGMENTS = ("canary-7f3a", "canaries.example")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the console handler of the settings writes, when every logger tells all it does.

    Not what it tells to those who hunt for errors in templates, which is whole contexts.
    """
    (handler,) = (
        handler
        for handler in logging.getLogger().handlers
        if type(handler) is logging.StreamHandler
        and any(isinstance(one, PersonalDataFilter) for one in handler.filters)
    )
    names = ["", *(str(name) for name in logging.root.manager.loggerDict)]
    levels = {name: logging.getLogger(name).level for name in names}
    stream = io.StringIO()
    before = handler.setStream(stream)
    try:
        for name in names:
            logging.getLogger(name).setLevel(logging.INFO)
        yield stream
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        handler.setStream(before)


def test_every_handler_of_the_settings_has_the_filter() -> None:
    for name, handler in settings.LOGGING["handlers"].items():
        assert "personal_data" in handler["filters"], name
    for name in ("django", "django.server", "django.request", "gunicorn.error"):
        logger = logging.getLogger(name)
        ours = [h for h in logger.handlers if type(h) is logging.StreamHandler]
        unguarded = [h for h in ours if not _guarded(h)]
        assert not unguarded, name
    assert _guarded(logging.getLogger("gunicorn.error"))


def _guarded(thing: Any) -> bool:
    return any(isinstance(one, PersonalDataFilter) for one in thing.filters)


def test_no_canary_reaches_the_log(
    site: House, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = people.user(Role.EDITOR, email=CANARY, first_name="canary-7f3a")
    reader = newsletter.subscriber(email=f"reader-{CANARY}")
    token = token_for(reader.pk)
    client = Client(raise_request_exception=False)
    for path in ("/admin/login/", "/account/login/"):
        for field in ("username", "login", "email"):
            client.post(path, {field: CANARY, "password": "wrong-canary-7f3a"})
    client.post("/admin/password_reset/", {"email": CANARY})
    for address in (
        f"/no-such/?email={CANARY}", f"/en/{CANARY}/", f"/feeds/{CANARY}/rss.xml",
        f"/admin/?next={CANARY}", f"/api/v2/pages/?search={CANARY}",
        f"/api/v2/pages/?{CANARY}=1", f"/subscription/{token}/", f"/subscription/{CANARY}/",
        f"/subscription/{token}/unsubscribe/", f"/preview/{CANARY}/", f"/media/{CANARY}",
        f"/documents/1/{CANARY}",
    ):  # fmt: skip
        client.get(address)
    client.post(f"/subscription/{token}/", {"language": CANARY})
    client.post(f"/subscription/{token}/unsubscribe/")
    client.force_login(user)
    client.get(f"/admin/pages/search/?q={CANARY}")
    client.post("/admin/users/new/", {"email": CANARY})

    def broken(*_args: Any, **_more: Any) -> None:
        raise RuntimeError(f"no room for {CANARY}\nCRITICAL forged by {CANARY}")

    monkeypatch.setattr("cms.views._index", broken)
    answer = client.get(f"/people/?email={CANARY}", HTTP_REFERER=f"http://x/?{CANARY}")
    assert answer.status_code == 500
    text = log.getvalue()
    assert "RuntimeError" in text
    assert "<address " in text, "the filter was at work"
    assert not [line for line in text.splitlines() if any(f in line for f in FRAGMENTS)]
    assert token not in text
    assert not [line for line in text.splitlines() if line.startswith("CRITICAL")]


def test_a_notice_is_sent_without_a_trace_in_the_log(
    site: House, log: io.StringIO, django_capture_on_commit_callbacks: Any, tmp_path: Any,
    settings: Any,
) -> None:  # fmt: skip
    folder = tmp_path / "audit_test" / "mail"
    folder.mkdir(parents=True)
    (folder / "word.subject.txt").write_text("A word")
    (folder / "word.txt").write_text("A word for you.")
    engine = dict(settings.TEMPLATES[0])
    engine["DIRS"] = [*engine["DIRS"], tmp_path]
    settings.TEMPLATES = [engine]
    with django_capture_on_commit_callbacks(execute=True):
        notify(
            "audit.test", recipient=CANARY, language="en", template="audit_test/mail/word",
            context={}, now=timezone.now(),
        )  # fmt: skip
    assert [message.to for message in mail.outbox] == [[CANARY]]
    assert not any(fragment in log.getvalue() for fragment in FRAGMENTS)
