"""Where the month's issue is put together: its place in the admin."""

from __future__ import annotations
