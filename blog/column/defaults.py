"""What a new column begins with; one row, which editors change."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField
from i18nfield.strings import LazyI18nString
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from blog.column.pattern import DEFAULT_PATTERNS, title_of, validate_pattern

if TYPE_CHECKING:
    from datetime import date

#: As many as a column may have.
MOST_STATEMENTS = 7


def default_pattern() -> LazyI18nString:
    return LazyI18nString(dict(DEFAULT_PATTERNS))


@register_setting(icon="openquote", order=300)
class ColumnDefaults(BaseGenericSetting):
    title_pattern = I18nCharField(
        _("pattern of the title"),
        default=default_pattern,
        help_text=_("{month} and {year} stand for the column’s month, in each language."),
    )
    author = models.ForeignKey(
        "cms.Person", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("author"),
        help_text=_("Under whose name the column appears; it is filed under their entity."),
    )  # fmt: skip
    topics = models.ManyToManyField(
        "cms.Topic", blank=True, related_name="+", verbose_name=_("topics")
    )
    empty_statements = models.PositiveSmallIntegerField(
        _("empty key statements"),
        default=3,
        validators=[MaxValueValidator(MOST_STATEMENTS)],
        help_text=_("How many stand ready to be filled in."),
    )
    due_day = models.PositiveSmallIntegerField(
        _("due on day"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(28)],
        help_text=_("From this day of the month on, a month without its column is reported."),
    )

    panels: ClassVar = [
        FieldPanel("title_pattern"),
        FieldPanel("author"),
        FieldPanel("topics", widget=CheckboxSelectMultiple),
        FieldPanel("empty_statements"),
        FieldPanel("due_day"),
    ]

    class Meta:
        verbose_name = _("the column’s defaults")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def clean(self) -> None:
        super().clean()
        data = self.title_pattern.data
        patterns = data.values() if isinstance(data, dict) else [data]
        for pattern in patterns:
            try:
                validate_pattern(str(pattern or ""))
            except ValidationError as error:
                raise ValidationError({"title_pattern": error}) from error

    def title(self, month: date, language: str) -> str:
        """The title of `month`'s column in `language`, by the house's pattern if there is none."""
        data = self.title_pattern.data
        own = data.get(language) if isinstance(data, dict) else data
        pattern = own or DEFAULT_PATTERNS.get(language) or DEFAULT_PATTERNS["en"]
        return title_of(str(pattern), month, language)


def column_defaults() -> ColumnDefaults:
    """The row, or the field's defaults when nobody has saved one yet."""
    return ColumnDefaults.objects.first() or ColumnDefaults()
