"""How is one page of a long list read? Keys first, then the rows of the page alone.

The database skips what lies before the page in an index, without fetching a row of it, and from
the end that is nearer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator

from newsletter.models import Subscriber

if TYPE_CHECKING:
    from typing import Any

    from newsletter.models.subscribers import SubscriberQuerySet


class KeysFirst(Paginator[Subscriber]):
    def __init__(self, found: SubscriberQuerySet, per_page: int) -> None:
        super().__init__(found, per_page)
        self.found = found

    def page(self, number: Any) -> Page[Subscriber]:
        """The rows of the page with their entities, in the order of the list."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        last = min(first + self.per_page, self.count)
        keys = self._keys(first, last)
        rows = Subscriber.objects.select_related("entity").in_bulk(keys)
        return Page([rows[key] for key in keys if key in rows], number, self)

    def _keys(self, first: int, last: int) -> list[int]:
        keys = self.found.values_list("pk", flat=True)
        if first <= self.count // 2:
            return list(keys[first:last])
        backwards = keys.reverse()[self.count - last : self.count - first]
        return list(backwards)[::-1]
