"""Addresses of readers: how they come onto the list, and their own subscription."""

from __future__ import annotations

from django.urls import path, re_path

from newsletter.tokens import TEST_TOKEN
from newsletter.views import (
    challenges,
    clicks,
    confirming,
    own_data,
    sheet,
    sign_up,
    subscription,
    test_letter,
)
from newsletter.views.items import door

MONTH = "[0-9]{4}-(?:0[1-9]|1[0-2])"

urlpatterns = [
    path("items/<str:token>/", door.items, name="entity_items"),
    path("items/<str:token>/<int:item>/", door.change, name="entity_item"),
    path("items/<str:token>/<int:item>/withdraw/", door.withdraw, name="entity_item_withdraw"),
    path("items/<str:token>/<int:item>/picture/", door.picture, name="entity_item_picture"),
    path("r/<str:token>/", clicks.click, name="click"),
    re_path(rf"^newsletter/(?P<month>{MONTH})\.pdf$", sheet.sheet, name="issue_sheet"),
    re_path(rf"^newsletter/(?P<month>{MONTH})\.ics$", sheet.dates, name="issue_dates"),
    path("subscribe/", sign_up.letter, name="subscribe"),
    path("subscribe/media/", sign_up.media, name="subscribe_media"),
    path("subscribe/sent/", sign_up.sent, name="subscribe_sent"),
    path("subscribe/challenge/", challenges.challenge, name="subscribe_challenge"),
    path("subscribe/erased/", own_data.erased, name="subscription_erased"),
    path("subscribe/confirm/<str:token>/", confirming.confirmation, name="subscribe_confirm"),
    path(f"subscription/{TEST_TOKEN}/", test_letter.test_letter, name="test_letter"),
    path(
        f"subscription/{TEST_TOKEN}/unsubscribe/", test_letter.test_letter, name="test_letter_leave"
    ),
    path("subscription/<str:token>/", subscription.subscription, name="subscription"),
    path("subscription/<str:token>/unsubscribe/", subscription.unsubscribe, name="unsubscribe"),
    path("subscription/<str:token>/data/", own_data.ask, name="subscription_data"),
    path("subscription/data/<str:token>/", own_data.data, name="own_data"),
    path("subscription/data/<str:token>/erase/", own_data.erasure, name="own_data_erase"),
    path("subscription/left/<str:token>/", subscription.unsubscribed, name="unsubscribed"),
]
