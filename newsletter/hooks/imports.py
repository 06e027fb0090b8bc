"""Where lists are imported: its place in the admin."""

from __future__ import annotations
