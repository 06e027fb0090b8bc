"""Starts workers and schedulers on one database, as forks of a process that is ready.

`python -m tests.faults.nursery` takes one order a line, a JSON object with `do`, and answers each
with a line of JSON. Starting Django takes seconds; a fork takes none, and dies like any process.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import django
import time_machine

from tests.faults.letter import schedule_again, schedule_letter

if TYPE_CHECKING:
    from collections.abc import Callable


def worker(order: dict[str, Any]) -> None:
    from cms.work import worker as working
    from cms.work.narration import narrate

    narrate(2)
    mutate(order.get("mutant", ""))
    made = working.Worker(interval=0.02, once=order.get("once", False))
    made.listen()
    shift = timedelta(seconds=order.get("shift", 0))
    if shift:
        # The clock on the wall only: `time.monotonic` goes on.
        travel = time_machine.travel(time.time() + shift.total_seconds(), tick=True)
        travel.start()
    made.run()


def ticker(order: dict[str, Any]) -> None:
    """Ticks for some seconds, without a pause or with one of `pause` seconds."""
    from django.utils import timezone

    from cms.work import tick

    mutate(order.get("mutant", ""))
    deadline = time.monotonic() + order["seconds"]
    while time.monotonic() < deadline:
        tick.tick(timezone.now())
        time.sleep(order.get("pause", 0))


def publisher(order: dict[str, Any]) -> None:
    """Publishes what is due, once VAR/go is there; tells of each signal."""
    from django.conf import settings
    from django.utils import timezone
    from wagtail.signals import page_published

    from cms.work.publish_due import publish_due
    from tests.faults.tasks import tell

    mutate(order.get("mutant", ""))

    def told(instance: Any, **_signal: Any) -> None:
        if instance.slug == order.get("bad"):
            raise RuntimeError("a receiver that fails")
        tell("published", instance.slug)

    page_published.connect(told)
    tell("ready")
    while not (Path(settings.VAR) / "go").exists():
        time.sleep(0.001)
    publish_due(timezone.now())


def schedule(order: dict[str, Any]) -> None:
    """Pages that are due since a minute, one for each slug."""
    from django.utils import timezone
    from wagtail.models import Locale, Page

    Locale.objects.get_or_create(language_code="ar")
    root = Page.get_first_root_node() or Page.add_root(
        title="root", slug="root", locale=Locale.objects.get(language_code="ar")
    )
    due = timezone.now() - timedelta(minutes=1)
    for slug in order["slugs"]:
        page = root.add_child(instance=Page(title=slug, slug=slug, live=False))
        page.go_live_at = due
        revision = page.save_revision()
        revision.approved_go_live_at = due
        revision.save(update_fields=["approved_go_live_at"])


def web(order: dict[str, Any]) -> None:
    """Writes as the processes of a server do: sessions, drafts and publications, by threads."""
    from concurrent.futures import ThreadPoolExecutor

    from tests.faults.writing import write_as_editor

    mutate(order.get("mutant", ""))
    with ThreadPoolExecutor(order["threads"]) as pool:
        list(pool.map(write_as_editor, [order["seconds"]] * order["threads"]))


def mutate(mutant: str) -> None:
    """Faults that a test must catch."""
    from django.db import connection, transaction
    from django_tasks_db.models import DBTaskResult

    from cms.work import liveness, publish_due, tick, worker

    if mutant == "no reclaim":
        worker.reclaim = lambda *args, **kwargs: 0
    elif mutant == "claim without a lock":

        def claim(worker_id: str) -> Any:
            row = DBTaskResult.objects.ready().first()
            time.sleep(0.01)
            if row is not None:
                row.claim(worker_id)
            return row

        worker.claim = claim
    elif mutant == "slots without a row":

        def took(name: str, slot: Any) -> bool:
            with transaction.atomic():
                tick.enqueue(tick.run_job, name, slot.isoformat())
            return True

        tick._took = took
    elif mutant == "no heartbeat":
        liveness.Heartbeat._beat_on = lambda self: None  # type: ignore[method-assign]
    elif mutant == "publish without a look":

        def carry_out(due: Any, now: Any) -> bool:
            publish_due.Revision.objects.get(pk=due.revision).publish()
            return True

        publish_due._carry_out = carry_out
    elif mutant == "deferred transactions":
        connection.settings_dict["OPTIONS"]["transaction_mode"] = "DEFERRED"
        connection.settings_dict["OPTIONS"]["timeout"] = 0.1
    elif mutant:
        raise ValueError(mutant)


def fork(what: Callable[[dict[str, Any]], None], order: dict[str, Any]) -> int:
    from django.db import connections

    connections.close_all()  # a connection is no family property
    pid = os.fork()
    if not pid:
        _child(what, order)
    return pid


def _child(what: Callable[[dict[str, Any]], None], order: dict[str, Any]) -> NoReturn:
    code = 1
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        what(order)
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


def enqueue(order: dict[str, Any]) -> None:
    from django.db import transaction
    from django.utils.module_loading import import_string

    from cms.work.enqueue import enqueue as put

    with transaction.atomic():
        for args in order["each"]:
            put(import_string(f"tests.faults.tasks.{order['task']}"), *args)


def rows(order: dict[str, Any]) -> list[list[Any]]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(order["sql"])
        return [[str(value) for value in row] for row in cursor.fetchall()]


def tables() -> None:
    """The tables of every model without the history of migrations, which takes longer."""
    from django.conf import settings
    from django.core.management import call_command

    settings.MIGRATION_MODULES = {app.label: None for app in django.apps.apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0)


def empty() -> None:
    from django_tasks_db.models import DBTaskResult

    from cms.work.models import JobSlot, Trouble, WorkerHeartbeat

    for model in (DBTaskResult, JobSlot, Trouble, WorkerHeartbeat):
        model._base_manager.all().delete()


def hand_over(order: dict[str, Any]) -> None:
    from tests.faults.letter import hand_over_letter

    hand_over_letter(order)


FORKS = {
    "worker": worker, "ticker": ticker, "publisher": publisher, "web": web,
    "hand over letter": hand_over,
}  # fmt: skip


def main() -> None:
    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead leave at once
    Path(os.environ["VAR"]).mkdir(parents=True, exist_ok=True)
    for line in sys.stdin:
        order = json.loads(line)
        answer: Any = None
        if forked := FORKS.get(order["do"]):
            answer = fork(forked, order)
        match order["do"]:
            case "schedule":
                schedule(order)
            case "schedule letter":
                answer = schedule_letter(order)
            case "schedule letter again":
                schedule_again(order)
            case "enqueue":
                enqueue(order)
            case "tables":
                tables()
            case "empty":
                empty()
            case "rows":
                answer = rows(order)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
