"""Addresses of readers: how they come onto the list, and their own subscription."""

from __future__ import annotations

from django.urls import path

from newsletter.views import sign_up, subscription

urlpatterns = [
    path("subscribe/", sign_up.letter, name="subscribe"),
    path("subscribe/media/", sign_up.media, name="subscribe_media"),
    path("subscribe/sent/", sign_up.sent, name="subscribe_sent"),
    path("subscribe/confirm/<str:token>/", sign_up.confirmation, name="subscribe_confirm"),
    path("subscription/<str:token>/", subscription.subscription, name="subscription"),
    path("subscription/<str:token>/unsubscribe/", subscription.unsubscribe, name="unsubscribe"),
]
