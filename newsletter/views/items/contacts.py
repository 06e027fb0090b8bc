"""Whom each entity has for the letter: the list, and one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from newsletter.call_forms import ContactForm
from newsletter.models import EntityContact
from newsletter.views.items.screens import calls_trail, contacts_trail, may, screen

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@may("view_entitycontact")
@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    buttons: tuple[HeaderButton, ...] = ()
    if request.user.has_perm("newsletter.add_entitycontact"):
        url = reverse("newsletter_items:add_contact")
        buttons = (HeaderButton(_("Add a contact"), url, icon_name="plus"),)
    return screen(
        request,
        "contacts",
        _("Contacts of entities"),
        trail=(calls_trail(),),
        buttons=buttons,
        contacts=EntityContact.objects.select_related("entity"),
    )


@may("add_entitycontact")
@require_http_methods(["GET", "HEAD", "POST"])
def add_contact(request: HttpRequest) -> HttpResponse:
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The contact was added."))
        return redirect("newsletter_items:contacts")
    return _form(request, form, _("Add a contact"))


@may("change_entitycontact")
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(EntityContact, pk=pk)
    form = ContactForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The contact was saved."))
        return redirect("newsletter_items:contacts")
    return _form(request, form, found.name)


@may("delete_entitycontact")
@require_http_methods(["GET", "HEAD", "POST"])
def remove_contact(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(EntityContact.objects.select_related("entity"), pk=pk)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("The contact was removed; the items that came stay."))
        return redirect("newsletter_items:contacts")
    return screen(
        request,
        "remove_contact",
        _("Remove the contact"),
        trail=(calls_trail(), contacts_trail()),
        contact=found,
    )


def _form(request: HttpRequest, form: ContactForm, title: str) -> HttpResponse:
    return screen(
        request,
        "form",
        title,
        trail=(calls_trail(), contacts_trail()),
        form=form,
        media=form.media,
        button=_("Save"),
        back=reverse("newsletter_items:contacts"),
    )
