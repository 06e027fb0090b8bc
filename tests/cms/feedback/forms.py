"""A reader with a browser: what stands at the foot of a page, and what is sent from there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests import reading

if TYPE_CHECKING:
    from django.test import Client


@dataclass(frozen=True, slots=True)
class Form:
    """`action` is the path; `fields` what is sent without a choice of the reader's."""

    action: str
    fields: dict[str, str]


def form_on(client: Client, address: str) -> Form | None:
    """The rating form of a page, as a browser without script would send it."""
    for node in reading.page(client.get(address)).iter("form"):
        if node.get("class") == "rating":
            fields = {
                one.get("name"): one.get("value") or "" for one in node.iter("input")
            }  # fmt: skip
            return Form(urlsplit(node.get("action")).path, fields)
    return None


def the_form_on(client: Client, address: str) -> Form:
    found = form_on(client, address)
    assert found is not None, address
    return found


def send(client: Client, form: Form, vote: str = "yes", **more: Any) -> Any:
    """Posts the form; `headers` and `REMOTE_ADDR` are the request's, all else are fields."""
    extra = {name: more.pop(name) for name in ("headers", "REMOTE_ADDR") if name in more}
    return client.post(form.action, form.fields | {"vote": vote} | more, **extra)


def text_of(answer: Any) -> str:
    """What of a page a reader reads."""
    body = next(reading.page(answer).iter("main"))
    return " ".join("".join(body.itertext()).split())
