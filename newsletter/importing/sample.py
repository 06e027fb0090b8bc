"""A list of nobody that shows how one is filled in."""

from __future__ import annotations

from typing import Final

from newsletter.list_export import COLUMNS

SAMPLE: Final = "\r\n".join(
    (
        ",".join(COLUMNS),
        "noura@example.com,ar,government,no,,نورة أحمد,,active,,2025-01-15,",
        "sam@example.com,en,individual,yes,,Sam Lee,,active,,2025-02-01,",
        "desk@example.com,both,media,no,,,Example News,active,,,",
        "left@example.com,ar,university,no,,,,unsubscribed,too-often,,",
        "",
    )
)
