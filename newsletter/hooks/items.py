"""Where entities' items stand in the admin."""

from __future__ import annotations
