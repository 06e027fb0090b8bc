"""How is an address looked for without standing in an address of the web?

What is typed stays in the session; the URL, which logs and histories keep, has a mark of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import Q

from cms.audit.marks import mark_of
from cms.text import fold
from newsletter.mailboxes import normal_address

if TYPE_CHECKING:
    from django.http import HttpRequest

_KEY: Final = "newsletter.searches"
#: Searches of one session that its windows may go back to.
_KEPT: Final = 10
LONGEST: Final = 120


def remember(request: HttpRequest, text: str) -> str:
    """The mark by which `recall` finds the text again in this session."""
    mark = mark_of(text)
    kept = {name: words for name, words in _kept(request).items() if name != mark}
    newest = [*kept.items(), (mark, text)][-_KEPT:]
    request.session[_KEY] = dict(newest)
    return mark


def recall(request: HttpRequest, mark: str) -> str | None:
    """None for a mark that this session does not know, or no longer."""
    return _kept(request).get(mark)


def _kept(request: HttpRequest) -> dict[str, str]:
    kept: dict[str, str] = request.session.get(_KEY, {})
    return kept


def found_by(text: str) -> Q:
    """Who has it in the address, or each of its words in the name or the media organisation.

    Names are compared as `cms.text.fold` does: hamza, alef and vowel marks make no difference.
    """
    name = Q()
    for word in fold(text).split():
        name &= Q(folded_name__contains=word)
    address = normal_address(text)
    if any(letter.isspace() for letter in address):
        return name
    return Q(email__contains=address) | (name & ~Q(folded_name=""))
