"""Addresses of the list, below /admin/newsletter/subscribers/."""

from __future__ import annotations

from django.urls import path

from newsletter.views.subscribers import (
    adding,
    ending,
    export,
    figures,
    listing,
    one,
    segments,
    suppressions,
)

app_name = "newsletter_subscribers"

urlpatterns = [
    path("", listing.index, name="index"),
    path("search/", listing.search, name="search"),
    path("export/", export.export, name="export"),
    path("new/", adding.new, name="new"),
    path("figures/", figures.figures, name="figures"),
    path("segments/", segments.segments, name="segments"),
    path("segments/new/", segments.new, name="segment_new"),
    path("segments/<int:pk>/", segments.rename, name="segment_rename"),
    path("segments/<int:pk>/delete/", segments.delete, name="segment_delete"),
    path("suppressions/", suppressions.suppressions, name="suppressions"),
    path("suppressions/look-up/", suppressions.look_up, name="look_up"),
    path("suppressions/add/", suppressions.add, name="suppress"),
    path("suppressions/<int:pk>/lift/", suppressions.lift, name="lift"),
    path("<int:pk>/", one.one, name="one"),
    path("<int:pk>/change/", one.change, name="change"),
    path("<int:pk>/take-off/", one.take_off, name="take_off"),
    path("<int:pk>/block/", ending.block, name="block"),
    path("<int:pk>/erase/", ending.erase, name="erase"),
    path("<int:pk>/link/", one.link, name="link"),
]
