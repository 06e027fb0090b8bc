"""Where the list of subscribers and its segments stand in the admin."""

from __future__ import annotations
