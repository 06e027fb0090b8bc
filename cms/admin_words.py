"""Which words of the admin does Wagtail itself not have in Arabic, or only in part?

They are named here as Wagtail writes them, so that this project's catalogue carries them.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop

WORDS = (
    gettext_noop("%(model_name)s scheduled for publishing"),
    gettext_noop("%(model_name)s scheduled for publishing at %(go_live_at)s"),
    gettext_noop("%(model_name)s unscheduled for publishing at %(go_live_at)s"),
    gettext_noop("%(model_name)s unscheduled from publishing"),
    gettext_noop("- Select an option -"),
    gettext_noop("Anyone"),
    gettext_noop("Bold"),
    gettext_noop("Cancelled by %(cancelled_by)s"),
    gettext_noop("Italic"),
    gettext_noop("Locked by"),
    gettext_noop(
        'See our <a href="%(guide_link)s" target="_blank">content checks guide</a> for more '
        "information on how content metrics are calculated."
    ),
    gettext_noop('You do not have permission to publish pages at "%(page_title)s"'),
)
