"""What can be rated, and by which key does a form name it?

The key is signed, so that only what the house itself offered can be rated. It depends on nothing
but what is rated and its language: a page kept in a cache or exported last year has the same one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.utils import translation

from cms.feedback.models import RatedKind
from cms.models import ContentPage, Entity, Person, Topic

if TYPE_CHECKING:
    from datetime import datetime

#: Rated by slug; their pages are not in the tree.
THINGS: Final[dict[RatedKind, type[Person | Entity | Topic]]] = {
    RatedKind.PERSON: Person,
    RatedKind.ENTITY: Entity,
    RatedKind.TOPIC: Topic,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """`name` is the page's number or the thing's slug."""

    kind: RatedKind
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the subject is now; `path` is site-relative, `is_open` whether anyone may read it."""

    path: str
    page_id: int | None = None
    is_open: bool = True


def _signer() -> Signer:
    return Signer(salt="feedback.subject")  # made anew: it remembers the key of its making


def subject_of(thing: ContentPage | Person | Entity | Topic, language: str) -> Subject | None:
    """None for what has no public address of its own, as a page that was never saved."""
    if isinstance(thing, ContentPage):
        return Subject(RatedKind.PAGE, str(thing.pk), language) if thing.pk else None
    for kind, model in THINGS.items():
        if isinstance(thing, model):
            return Subject(kind, thing.slug, language)
    return None


def key_of(subject: Subject) -> str:
    """Letters, digits, "-", "_" and ":"; the same each time."""
    return _signer().sign(f"{subject.kind}:{subject.name}:{subject.language}")


def read_key(key: str) -> Subject | None:
    """None for a key that the house did not make."""
    try:
        kind, name, language = _signer().unsign(key).split(":")
    except (BadSignature, ValueError):
        return None
    if language not in dict(settings.LANGUAGES):
        return None
    return Subject(RatedKind(kind), name, language)


def place_of(subject: Subject, now: datetime) -> Place | None:
    """None when readers no longer find it: deleted, taken back, expired."""
    if subject.kind == RatedKind.PAGE:
        page = ContentPage.objects.released(now).filter(pk=int(subject.name)).first()
        if page is None or page.language != subject.language:
            return None
        is_open = ContentPage.objects.public_live(now).filter(pk=page.pk).exists()
        return Place(path=page.get_url() or "/", page_id=page.pk, is_open=is_open)
    thing = THINGS[subject.kind]._default_manager.filter(slug=subject.name).first()
    if thing is None:
        return None
    with translation.override(subject.language):
        return Place(path=thing.url)
