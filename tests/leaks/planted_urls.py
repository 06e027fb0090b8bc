"""The house's addresses, and one that someone added without asking who may open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import path

from cms.urls import urlpatterns as of_the_house

if TYPE_CHECKING:
    from django.http import HttpRequest


def everything(request: HttpRequest) -> HttpResponse:
    return HttpResponse("all subscribers")


urlpatterns = [path("admin/planted/", everything, name="planted"), *of_the_house]
