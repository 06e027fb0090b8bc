"""Where readers search. Only the page without a question is exported."""

from __future__ import annotations

from django.urls import path

from cms.search import views

urlpatterns = [path("search/", views.search, name="search")]
