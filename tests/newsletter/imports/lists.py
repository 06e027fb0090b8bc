"""Lists to import: the samples of each program, and any that a test writes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from newsletter.actions.import_subscribers import dry_run, import_list
from newsletter.importing.list_file import Choices, look_into
from newsletter.importing.storage import report_of
from newsletter.models import Consent, SignUp, Subscriber, Suppression

if TYPE_CHECKING:
    from newsletter.importing.outcomes import Totals
    from newsletter.models import SubscriberImport

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "imports"
CHOICES = Choices("asked", "from the old list")


def sample(name: str) -> Path:
    return SAMPLES / name


def written(folder: Path, text: str, name: str = "list.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def taken(path: Path, choices: Choices = CHOICES, **options: Any) -> SubscriberImport:
    return import_list(look_into(path, path.name), choices, timezone.now(), **options)


def tried(path: Path, report: Path | None = None) -> Totals:
    return dry_run(look_into(path, path.name), timezone.now(), report=report)


def outcomes(row: SubscriberImport) -> dict[str, str]:
    """Address (or row number) → outcome and reason, as the report has them."""
    lines = report_of(row).read_text("utf-8-sig").splitlines()[1:]
    cells = [line.split(",") for line in lines]
    return {one[1] or one[0]: f"{one[2]}/{one[3]}" for one in cells}


def the_list() -> dict[str, tuple[Any, ...]]:
    """Everything that an import may touch, by address."""
    fields = (
        "status", "status_reason", "language", "audience", "abroad", "entity__slug", "name",
        "outlet", "status_at", "created_at", "confirmed_at", "address", "folded_name",
    )  # fmt: skip
    return {row[0]: row[1:] for row in Subscriber.objects.values_list("email", *fields)}


def everything() -> dict[str, list[Any]]:
    """The state of the whole list in a form that two runs can be compared by."""
    return {
        "subscribers": sorted(the_list().items()),
        "consents": sorted(
            Consent.objects.values_list(
                "subscriber__email", "address", "language", "source", "basis", "detail", "given_at"
            )
        ),
        "suppressions": sorted(Suppression.objects.values_list("address", "reason")),
        "sign-ups": sorted(SignUp.objects.values_list("subscriber__email", "name")),
    }
