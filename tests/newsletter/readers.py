"""Readers, their links, and everything the newsletter holds, for tests of readers' doors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from newsletter.actions.confirm import confirm
from newsletter.actions.subscribe import Wish, subscribe
from newsletter.mailboxes import normal_address
from newsletter.models import ClickCount, SignUp, Subscriber, SubscriberLanguage

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

ADDRESS = "reader@readers.example"


def door(name: str, *args: str, language: str = "ar") -> str:
    with translation.override(language):
        return reverse(name, args=args)


def asked(address: str = ADDRESS, *, now: datetime, **wish: Any) -> SignUp:
    """Someone has filled in the form."""
    values = {"language": SubscriberLanguage.ARABIC, "page_language": "ar", **wish}
    subscribe(address, Wish(**values), now)
    sign_up = SignUp.objects.filter(subscriber__email=normal_address(address)).last()
    assert sign_up is not None
    return sign_up


def confirmed(address: str = ADDRESS, *, now: datetime, **wish: Any) -> Subscriber:
    """Someone who came onto the list by the form."""
    sign_up = asked(address, now=now, **wish)
    assert confirm(sign_up.pk, now)
    return Subscriber.objects.get(pk=sign_up.subscriber_id)


def everything_held() -> dict[str, list[Any]]:
    """Every row of the newsletter but the counts of clicks, which say nothing of anyone."""
    models = [*apps.get_app_config("newsletter").get_models(), apps.get_model("notices.Notice")]
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in models
        if model is not ClickCount
    }


def tables_with(address: str, folder: Path) -> list[str]:
    """Models of any app in whose rows the address stands."""
    dump = folder / "everything.jsonl"
    call_command("dumpdata", format="jsonl", output=str(dump), verbosity=0)
    lines = dump.read_text(encoding="utf-8").splitlines()
    found = [re.search(r'"model": "([^"]+)"', line) for line in lines if address in line]
    return sorted({match[1] for match in found if match})
