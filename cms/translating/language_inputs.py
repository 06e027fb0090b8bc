"""Fields in two languages: each input says which language it wants."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html, format_html_join
from i18nfield.fields import I18nCharField, I18nTextField
from i18nfield.forms import I18nTextarea, I18nTextInput
from wagtail.admin.forms.models import register_form_field_override

from cms.languages import language_name


class _Labelled:
    """Puts the language's own name before each input; the package has it only as a tooltip."""

    locales: list[str]
    enabled_locales: list[str]

    def format_output(self, rendered_widgets: list[str], id_: Any) -> str:
        shown = [code for code in self.locales if code in self.enabled_locales]
        # The inputs are markup that Django's widgets made.
        inputs = format_html_join(
            "",
            '<div class="language-input"><label class="language-input__label" for="{}_{}" '
            'lang="{}">{}</label>{}</div>',
            (
                (id_, self.locales.index(code), code, language_name(code), widget)
                for code, widget in zip(shown, rendered_widgets, strict=True)
            ),
        )
        return format_html('<div class="i18n-form-group" id="{}">{}</div>', id_, inputs)


class LabelledTextInput(_Labelled, I18nTextInput):
    pass


class LabelledTextarea(_Labelled, I18nTextarea):
    pass


def take_effect() -> None:
    """In all forms of the admin that are made from now on."""
    register_form_field_override(I18nCharField, override={"widget": LabelledTextInput})
    register_form_field_override(I18nTextField, override={"widget": LabelledTextarea})
