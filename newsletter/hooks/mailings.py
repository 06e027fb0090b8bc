"""Where an issue is approved and scheduled: its place in the admin."""

from __future__ import annotations
