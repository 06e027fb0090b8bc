#!/usr/bin/env python3
"""Barza's administrative commands."""

from __future__ import annotations

import os
import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Barza needs Python 3.11 or newer; this is "
        + sys.version.split()[0]
        + ".\nتحتاج البرزة إلى Python 3.11 أو أحدث."
    )


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
