"""How do editors log in? With Wagtail's form, every label of which can be translated."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm


class LoginForm(WagtailLoginForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail leaves this label to be made from the field's name, in English.
        self.fields["password"].label = _("Password")
