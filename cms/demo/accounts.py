"""Who may log in to the demo."""

from __future__ import annotations

DEMO_EMAIL = "editor@barza.example"
DEMO_PASSWORD = "barza-demo"
