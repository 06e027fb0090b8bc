"""Writes a notice down and has it sent after the commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cms.notices.models import Notice
from cms.notices.tasks import deliver
from cms.work.enqueue import enqueue

if TYPE_CHECKING:
    from datetime import datetime


def notify(
    key: str,
    *,
    recipient: str,
    language: str,
    template: str,
    context: dict[str, Any],
    now: datetime,
    due_at: datetime | None = None,
) -> Notice:
    """Has `template` sent to `recipient` in `language`; again with the same key does nothing.

    `context` holds JSON values; addresses in it are absolute or site-relative paths, which the
    letter makes absolute. Templates are `<template>.subject.txt` and `<template>.txt`. Before
    `due_at` it is not sent; a job finds it then.
    """
    notice, made = Notice.objects.get_or_create(
        key=key,
        defaults={
            "recipient": recipient,
            "language": language,
            "template": template,
            "context": context,
            "created_at": now,
            "changed_at": now,
            "due_at": due_at,
        },
    )
    if made and (due_at is None or due_at <= now):
        enqueue(deliver, notice.pk)
    return notice
