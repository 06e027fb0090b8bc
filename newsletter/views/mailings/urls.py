"""Addresses of approval and sending, below /admin/newsletter/mailings/."""

from __future__ import annotations

from django.urls import path

from newsletter.views.mailings import deciding, index, month, previews, scheduling, submitting
from newsletter.views.mailings import test_letters as tests

app_name = "newsletter_mailings"

urlpatterns = [
    path("", index.index, name="index"),
    path("test-readers/", tests.readers, name="test_readers"),
    path("test-readers/<int:pk>/remove/", tests.remove_reader, name="remove_test_reader"),
    path("<str:month>/", month.month, name="month"),
    path("<str:month>/open/", month.begin_anew, name="open"),
    path("<str:month>/submit/", submitting.submission, name="submit"),
    path("<str:month>/preview/", previews.preview, name="preview"),
    path("<str:month>/preview/<str:variant>/", previews.edition, name="edition"),
    path("<str:month>/test/", tests.send, name="test"),
    path("<str:month>/approve/", deciding.approval, name="approve"),
    path("<str:month>/return/", deciding.sending_back, name="return"),
    path("<str:month>/schedule/", scheduling.scheduling, name="schedule"),
    path("<str:month>/unschedule/", scheduling.unscheduling, name="unschedule"),
    path("<str:month>/cancel/", scheduling.cancelling, name="cancel"),
]
