"""What is held about one reader? Everything, and nothing about anyone else (N8; GDPR, article 15).

Names of keys are English in every language: a file for programs as much as for people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from cms.notices.models import Notice
from newsletter.models import Consent, Delivery, SignUp, Subscriber, Suppression

if TYPE_CHECKING:
    from datetime import datetime

#: Raised when a key changes its name or meaning.
VERSION = 1

#: Mails to one reader beside the letter, by their template.
OTHER_MAILS: Final = tuple(
    f"newsletter/mail/{name}" for name in ("confirm", "confirm_media", "own_link", "data_link")
)


def own_data(subscriber: Subscriber, now: datetime) -> dict[str, Any]:
    """JSON values; times as ISO 8601 with their zone."""
    return {
        "version": VERSION,
        "made_at": now.isoformat(timespec="seconds"),
        "subscription": {
            "email": subscriber.email,
            "language": subscriber.language,
            "status": subscriber.status,
            "reason": subscriber.status_reason,
            "since": _moment(subscriber.status_at),
            "audience": subscriber.audience,
            "lives_abroad": subscriber.abroad,
            "entity": str(subscriber.entity) if subscriber.entity else None,
            "name": subscriber.name,
            "media_organisation": subscriber.outlet,
            "on_the_list_since": _moment(subscriber.created_at),
            "confirmed_at": _moment(subscriber.confirmed_at),
        },
        "sign_ups": [_sign_up(one) for one in _sign_ups(subscriber)],
        "consents": [_consent(one) for one in _consents(subscriber)],
        "letters": [
            {
                "month": f"{one.mailing.month:%Y-%m}",
                "edition": one.variant,
                "message_id": one.message_id,
                "state": one.state,
                "reason": one.reason or None,
                "at": _moment(one.changed_at),
            }
            for one in _deliveries(subscriber)
        ],
        "other_mails": [
            {"about": one.template, "state": one.state, "at": _moment(one.changed_at)}
            for one in Notice.objects.filter(
                recipient=subscriber.email, template__in=OTHER_MAILS
            ).order_by("created_at", "pk")
        ],
        "not_written_to": [
            {"reason": one.reason, "since": _moment(one.at)}
            for one in Suppression.objects.filter(address=subscriber.address)
        ],
    }


def _sign_ups(subscriber: Subscriber) -> Any:
    return SignUp.objects.filter(subscriber=subscriber).select_related("entity")


def _consents(subscriber: Subscriber) -> Any:
    """By the address too: of an earlier subscription that was erased the proofs are theirs."""
    return Consent.objects.filter(address=subscriber.address).select_related("wording")


def _deliveries(subscriber: Subscriber) -> Any:
    rows = Delivery.objects.filter(subscriber=subscriber).select_related("mailing")
    return rows.order_by("mailing__month", "pk")


def _sign_up(one: SignUp) -> dict[str, Any]:
    return {
        "asked_at": _moment(one.asked_at),
        "confirmed_at": _moment(one.confirmed_at),
        "language": one.language,
        "audience": one.audience or None,
        "lives_abroad": one.abroad,
        "entity": str(one.entity) if one.entity else None,
        "name": one.name,
        "media_organisation": one.outlet,
    }


def _consent(one: Consent) -> dict[str, Any]:
    return {
        "given_at": _moment(one.given_at),
        "confirmed_at": _moment(one.confirmed_at),
        "source": one.source,
        "basis": one.basis,
        "language": one.language,
        "wording_version": one.wording.version if one.wording else None,
        "wording": one.wording.text if one.wording else None,
        "detail": one.detail or None,
    }


def _moment(value: datetime | None) -> str | None:
    return value.isoformat(timespec="seconds") if value else None
