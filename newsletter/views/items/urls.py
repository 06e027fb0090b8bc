"""Addresses of entities' items in the admin, below /admin/newsletter/items/."""

from __future__ import annotations

from django.urls import path

from newsletter.views.items import calls, contacts, decisions

app_name = "newsletter_items"

urlpatterns = [
    path("", calls.index, name="index"),
    path("new/", calls.new, name="new"),
    path("<int:pk>/", calls.call, name="call"),
    path("<int:pk>/deadline/", calls.deadline, name="deadline"),
    path("<int:pk>/ask/", calls.ask, name="ask"),
    path("<int:pk>/close/", calls.close, name="close"),
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts/add/", contacts.add_contact, name="add_contact"),
    path("contacts/<int:pk>/", contacts.contact, name="contact"),
    path("contacts/<int:pk>/remove/", contacts.remove_contact, name="remove_contact"),
    path("item/<int:pk>/", decisions.item, name="item"),
    path("item/<int:pk>/edit/", decisions.edit, name="edit"),
    path("item/<int:pk>/accept/", decisions.accept, name="accept"),
    path("item/<int:pk>/decline/", decisions.decline, name="decline"),
    path("item/<int:pk>/merge/<int:into>/", decisions.merge, name="merge"),
    path("item/<int:pk>/undo/", decisions.undo, name="undo"),
]
