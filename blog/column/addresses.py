"""Where the column's screens are, for letters that lead there."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.urls import reverse


def column_screen(month_key: str = "") -> str:
    """The screen of a month ("2026-11"), without it of the current one; a path."""
    return reverse("barza_column") + (f"?{urlencode({'month': month_key})}" if month_key else "")


def approval_screen(task_state_id: int, seal: str) -> str:
    """The screen on which a column is read and approved; a path."""
    return reverse("barza_column_approve", args=[task_state_id]) + f"?{urlencode({'seen': seal})}"


def in_the_house(path: str) -> str:
    """The absolute address of a path of the admin, by the settings and never by a request."""
    base: Any = settings.WAGTAILADMIN_BASE_URL
    return urljoin(f"{base}/", path)
