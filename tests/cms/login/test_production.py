"""The settings of a public installation have nothing to be warned of."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
KEY = "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHOWN = (
    "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "KNOWN_BROWSER_COOKIE_NAME",
    "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_DOMAIN", "SECURE_HSTS_SECONDS", "SILENCED_SYSTEM_CHECKS", "MFA_REQUIRED",
    "DEMO_LOGIN", "DEBUG", "USE_X_FORWARDED_HOST", "CSRF_TRUSTED_ORIGINS", "SESSION_COOKIE_AGE",
    "SESSION_IDLE_AGE", "ALLOWED_HOSTS",
)  # fmt: skip


def manage(tmp_path: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "VAR": str(tmp_path),
        "SECRET_KEY": KEY,
        "PUBLIC_URL": "https://house.example",
        "ADMIN_URL": "https://editors.house.example",
        "DATABASE_URL": "",
        "ALLOWED_HOSTS": "",
        "MFA_REQUIRED": "",
        "DEBUG": "false",
        "TRUSTED_PROXIES": "1",
    } | variables
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_check_before_going_public_has_nothing_to_say(tmp_path: Path) -> None:
    ran = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")
    assert ran.returncode == 0, ran.stderr
    assert "no issues (0 silenced)" in ran.stdout


def test_it_warns_when_the_second_factor_is_switched_off(tmp_path: Path) -> None:
    ran = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", MFA_REQUIRED="false")
    assert ran.returncode == 1
    assert "login.W001" in ran.stderr


def test_it_warns_when_all_readers_would_count_as_one(tmp_path: Path) -> None:
    ran = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", TRUSTED_PROXIES="0")
    assert ran.returncode == 1
    assert "login.W003" in ran.stderr


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    ask = (
        "import json; from django.conf import settings; "
        f"print(json.dumps({{n: getattr(settings, n) for n in {SHOWN!r}}}))"
    )
    ran = manage(tmp_path_factory.mktemp("production"), "shell", "--no-imports", "-c", ask)
    read: dict[str, object] = json.loads(ran.stdout.strip().splitlines()[-1])
    return read


def test_cookies_are_bound_to_the_host_and_to_https(shown: dict[str, object]) -> None:
    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "KNOWN_BROWSER_COOKIE_NAME"):
        assert str(shown[name]).startswith("__Host-")
    assert shown["SESSION_COOKIE_SECURE"]
    assert shown["CSRF_COOKIE_SECURE"]
    assert shown["SESSION_COOKIE_HTTPONLY"]
    assert shown["SESSION_COOKIE_DOMAIN"] is None


def test_what_must_hold_there_holds(shown: dict[str, object]) -> None:
    assert shown["SECURE_HSTS_SECONDS"] == 31_536_000
    assert shown["SILENCED_SYSTEM_CHECKS"] == []
    assert shown["MFA_REQUIRED"] is True
    assert shown["DEMO_LOGIN"] is False
    assert shown["DEBUG"] is False
    assert shown["USE_X_FORWARDED_HOST"] is False
    assert shown["CSRF_TRUSTED_ORIGINS"] == [
        "https://editors.house.example", "https://house.example",
    ]  # fmt: skip
    assert (shown["SESSION_COOKIE_AGE"], shown["SESSION_IDLE_AGE"]) == (28_800, 1_800)
