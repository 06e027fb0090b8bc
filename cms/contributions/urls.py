"""Addresses of contributions, below /admin/contributions/."""

from __future__ import annotations

from django.urls import path

from cms.contributions.views import editors, entities, overview

app_name = "contributions"

urlpatterns = [
    path("", editors.index, name="index"),
    path("new/", editors.new, name="new"),
    path("overview/", overview.overview, name="overview"),
    path("<int:pk>/", editors.invitation, name="invitation"),
    path("<int:pk>/deadline/", editors.deadline, name="deadline"),
    path("<int:pk>/add/", editors.add, name="add"),
    path("<int:pk>/cancel/", editors.cancel, name="cancel"),
    path("decline/<int:pk>/", editors.decline, name="decline"),
    path("mine/", entities.mine, name="mine"),
    path("mine/<int:pk>/", entities.own, name="own"),
    path("mine/<int:pk>/open/", entities.open_own, name="open"),
    path("mine/<int:pk>/refuse/", entities.refuse, name="refuse"),
]
