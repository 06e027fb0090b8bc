"""Addresses of a reader's own subscription."""

from __future__ import annotations

from django.urls import path

from newsletter import views

urlpatterns = [
    path("subscription/<str:token>/", views.subscription, name="subscription"),
    path("subscription/<str:token>/unsubscribe/", views.unsubscribe, name="unsubscribe"),
]
