"""What the page of an issue asks: an address as paper shows it."""

from __future__ import annotations

from django import template

from cms import addresses

register = template.Library()


@register.filter
def short_address(url: str) -> str:
    """The absolute address without scheme and last slash: readers type it all the same."""
    return addresses.absolute(url).partition("://")[2].removesuffix("/")
