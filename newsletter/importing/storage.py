"""Where are lists and reports kept while they are needed? Below VAR/imports, for nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from pathlib import Path

    from newsletter.models import SubscriberImport


def folder() -> Path:
    """Made where it is missing, closed to other users of the machine."""
    path: Path = settings.VAR / "imports"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def list_of(row: SubscriberImport) -> Path:
    return folder() / row.stored_file


def report_of(row: SubscriberImport) -> Path:
    return folder() / row.report_file


def forget_list(row: SubscriberImport) -> None:
    """Deletes the list itself; may be done twice, and saves nothing."""
    if row.stored_file:
        list_of(row).unlink(missing_ok=True)
    row.stored_file = ""


def forget_report(row: SubscriberImport) -> None:
    """Deletes the report; may be done twice, and saves nothing."""
    if row.report_file:
        report_of(row).unlink(missing_ok=True)
    row.report_file = ""
