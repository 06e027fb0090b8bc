"""Addresses to which readers send what they think of a page, in each language."""

from __future__ import annotations

from django.urls import path

from cms.feedback import views

urlpatterns = [
    path("page-rating/", views.vote, name="rating"),
    path("page-rating/<str:receipt>/", views.thanks, name="rating_thanks"),
    path("page-rating/<str:receipt>/done/", views.done, name="rating_done"),
]
