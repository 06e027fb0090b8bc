"""The headless API: published content as JSON (X3), through Wagtail's stable version 2."""
