"""Notices in the background."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_tasks import task

from cms.notices.models import Notice, NoticeState


@task()
def deliver(notice_id: int) -> None:
    notice = Notice.objects.get(pk=notice_id)
    if notice.state == NoticeState.SENT:
        return
    with translation.override(notice.language):
        subject = render_to_string(f"{notice.template}.subject.txt", notice.context).strip()
        text = render_to_string(f"{notice.template}.txt", notice.context)
    EmailMessage(subject, text, to=[notice.recipient]).send()
    Notice.objects.filter(pk=notice.pk).update(state=NoticeState.SENT, changed_at=timezone.now())
