"""The form that templates/components/signup draws, which may stand more than once on a page."""

from __future__ import annotations

from django import template

from newsletter.forms import MediaSignUpForm, SignUpForm

register = template.Library()


@register.simple_tag
def sign_up_form(begin: str, media: bool | str) -> SignUpForm:
    """The form of the letter or of the media list; ids of its fields begin with `begin`."""
    kind = MediaSignUpForm if media else SignUpForm
    return kind(auto_id=f"{begin}-%s")
