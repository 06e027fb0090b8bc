"""Addresses of imports, below /admin/newsletter/imports/."""

from __future__ import annotations

from django.urls import path

from newsletter.views.imports import confirming, uploading

app_name = "newsletter_imports"

urlpatterns = [
    path("", uploading.index, name="index"),
    path("new/", uploading.new, name="new"),
    path("sample/", uploading.sample, name="sample"),
    path("<int:pk>/", confirming.one, name="one"),
    path("<int:pk>/forget/", confirming.forget, name="forget"),
    path("<int:pk>/again/", confirming.again, name="again"),
    path("<int:pk>/report/", confirming.report, name="report"),
]
