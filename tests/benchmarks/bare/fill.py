"""Makes the tables and the one page: `python -m tests.benchmarks.bare.fill < body.json`.

Standard input is a JSON array of [block type, value], the body of the page. Settings come from
DJANGO_SETTINGS_MODULE.
"""

from __future__ import annotations

import json
import sys

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    from wagtail.models import Page, Site

    from tests.benchmarks.bare.models import PlainPage

    call_command("migrate", verbosity=0, interactive=False)
    rows = [{"type": name, "value": value} for name, value in json.load(sys.stdin)]
    # The page that Wagtail's own migrations leave gives its place to ours.
    Page.objects.filter(depth=2).first().delete()
    root = Page.objects.get(depth=1)
    page = root.add_child(
        instance=PlainPage(title="Plain", slug="plain", body=json.dumps(rows), live=True)
    )
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": page}
    )


if __name__ == "__main__":
    main()
