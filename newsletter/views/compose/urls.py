"""Addresses of the desk of the month's issue, below /admin/newsletter/compose/."""

from __future__ import annotations

from django.urls import path

from newsletter.views.compose.change import change
from newsletter.views.compose.desk import month
from newsletter.views.compose.months import gather, index

app_name = "newsletter_compose"

urlpatterns = [
    path("", index, name="index"),
    path("gather/", gather, name="gather"),
    path("<str:month>/", month, name="month"),
    path("<str:month>/change/", change, name="change"),
]
