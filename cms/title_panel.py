"""The editor's title field, which leaves the address alone."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import TitleFieldPanel


class TitlePanel(TitleFieldPanel):
    """Without the script that fills the slug as one types.

    Slugs are made on the server, where Arabic titles become readable ones; the script itself
    fails in the console when it is given no field to fill.
    """

    class BoundPanel(TitleFieldPanel.BoundPanel):
        def get_attrs(self) -> dict[str, Any]:
            return {"placeholder": self.get_placeholder()}
