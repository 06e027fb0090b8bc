"""Closes the doors of the translation package that ask too little.

It lets everyone who translates anything copy any page of the house with the pages above it,
publish the copies, and list all of them. Here each is asked about the page itself.
"""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.forms import HiddenInput
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms.translating import pairs
from cms.translating.actions.start import check_place, may_start
from cms.translating.admin_paths import edit_url


class GuardedSubmitView(SubmitPageTranslationView):
    """For pages that the user may open; without the pages below, which nobody asked about."""

    def get_object(self) -> Page:
        page = super().get_object()
        if not may_start(page, self.request.user):
            raise Http404("not a page of this user's")
        return page

    def get_form(self) -> Any:
        form = super().get_form()
        form.fields["include_subtree"].disabled = True
        form.fields["include_subtree"].widget = HiddenInput()
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            for locale in form.cleaned_data["locales"]:
                check_place(self.object, locale, self.request.user)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return redirect(edit_url(self.object.pk))
        return cast("HttpResponse", super().form_valid(form))


class GuardedUpdateView(UpdateTranslationsView):
    """Brings the source's new text to translators; publishing it untranslated is no choice."""

    def get_object(self) -> Any:
        source = super().get_object()
        page = source.get_source_instance()
        if not isinstance(page, Page) or not may_start(pairs.specific(page), self.request.user):
            raise Http404("not a page of this user's")
        return source

    def get_form(self) -> Any:
        form = super().get_form()
        form.fields["publish_translations"].disabled = True
        form.fields["publish_translations"].widget = HiddenInput()
        return form


def closed(request: HttpRequest, **_place: Any) -> HttpResponseBase:
    """What the house does not do: aliases in place of translations, translatable snippets."""
    raise Http404("no such thing in this house")


def to_our_report(request: HttpRequest) -> HttpResponse:
    return redirect("translating:report")
