"""The sections of an issue: which there are, and how an editor fills them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class SectionKind(models.TextChoices):
    """In the order of a fresh draft. Editorial and column are fields of the issue itself."""

    NEWS = "news", _("News, services and apps")
    ACHIEVEMENTS = "achievements", _("Achievements of entities")
    TRENDS = "trends", _("New trends")
    ARTICLES = "articles", _("From the blog")
    STORIES = "stories", _("Success stories")
    TOOLKIT = "toolkit", _("New in the toolkit")
    ANNOUNCEMENTS = "announcements", _("Announcements")
    DATES = "dates", _("Dates")


#: Sections whose items are pages of the site; the other two are written in the issue.
PAGE_SECTIONS = tuple(
    kind for kind in SectionKind if kind not in (SectionKind.ANNOUNCEMENTS, SectionKind.DATES)
)
BLURB_LENGTH = 400


class ItemBlock(blocks.StructBlock):
    """One page in a section. Its id is the same in every language, from the page's translations'
    shared key, so that the languages of an issue can be laid side by side."""

    page = blocks.PageChooserBlock(label=_("page"))
    blurb = blocks.TextBlock(
        label=_("words for the letter"),
        required=False,
        default="",
        max_length=BLURB_LENGTH,
        help_text=_("Takes the place of the page’s summary. Empty: the summary as it is."),
    )
    pinned = blocks.BooleanBlock(
        label=_("stays first"), required=False, default=False,
        help_text=_("Keeps its place when the draft is gathered anew."),
    )  # fmt: skip
    hidden = blocks.BooleanBlock(
        label=_("left out"), required=False, default=False,
        help_text=_("Is not shown, and not gathered again."),
    )  # fmt: skip

    class Meta:
        icon = "doc-full"
        label = _("Page")


class SectionBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[(kind.value, kind.label) for kind in PAGE_SECTIONS],
        default=SectionKind.NEWS.value,
    )
    title = blocks.CharBlock(label=_("title"), max_length=120)
    pages = blocks.ListBlock(ItemBlock(), label=_("pages"))

    class Meta:
        icon = "list-ul"
        label = _("Section")


class AnnouncementBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=160)
    text = blocks.TextBlock(label=_("text"), required=False, default="", max_length=BLURB_LENGTH)
    url = blocks.URLBlock(label=_("link"), required=False, default="")

    class Meta:
        icon = "info-circle"
        label = _("Announcement")


class AnnouncementsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    notes = blocks.ListBlock(AnnouncementBlock(), label=_("announcements"))

    class Meta:
        icon = "info-circle"
        label = _("Announcements")


class DateBlock(blocks.StructBlock):
    day = blocks.DateBlock(label=_("day"))
    until = blocks.DateBlock(label=_("last day"), required=False)
    title = blocks.CharBlock(label=_("title"), max_length=160)
    place = blocks.CharBlock(label=_("place"), required=False, default="", max_length=120)
    url = blocks.URLBlock(label=_("link"), required=False, default="")

    class Meta:
        icon = "date"
        label = _("Date")


class DatesBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    notes = blocks.ListBlock(DateBlock(), label=_("dates"))

    class Meta:
        icon = "date"
        label = _("Dates")


class SectionsBlock(blocks.StreamBlock):
    section = SectionBlock()
    announcements = AnnouncementsBlock()
    dates = DatesBlock()
