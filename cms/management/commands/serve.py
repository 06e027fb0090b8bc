"""`manage.py serve`: the site on this machine, by the server that also serves it in earnest."""

from __future__ import annotations

import errno
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connection, connections
from django.urls import reverse
from gunicorn.app.base import BaseApplication
from rich.console import Console
from rich.table import Table

from cms.demo.accounts import DEMO_EMAIL, DEMO_PASSWORD
from cms.settings.env import env
from cms.storage_check import VarUnusable, ensure_writable
from cms.work.child import WorkerChild, worker_command

if TYPE_CHECKING:
    from collections.abc import Callable

# Serving writes sessions, drafts and pictures in new sizes, no more.
ROOM_NEEDED = 8 * 1024 * 1024


class Command(BaseCommand):
    help = "Serves the site on PORT (8000) of this machine; Ctrl-C stops it."
    # `make lint` runs them; here they would only delay the first page.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--host",
            default="127.0.0.1",
            help="address to listen on; 0.0.0.0 opens the site to the network (default: "
            "%(default)s, this machine only)",
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="only find out whether the port is free and VAR can be written",
        )
        parser.add_argument("--workers", type=int, default=2, help="processes (%(default)s)")
        parser.add_argument("--threads", type=int, default=4, help="threads of each (%(default)s)")
        parser.add_argument(
            "--no-worker",
            action="store_true",
            help="only answer: background work is done by a `manage.py worker` of your own",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], env.port
        ensure_free(host, port)
        try:
            ensure_writable(Path(settings.VAR), room=ROOM_NEEDED)
        except VarUnusable as error:
            raise CommandError(str(error)) from error
        if options["check"]:
            return
        user_model = get_user_model()
        if user_model._meta.db_table not in connection.introspection.table_names():
            raise CommandError(
                "لا يوجد محتوى بعد: شغّل make demo-data أولاً.\n"
                "There is nothing to serve yet: run make demo-data first."
            )
        demo = user_model._default_manager.filter(email=DEMO_EMAIL, is_active=True).exists()
        # WhiteNoise warns of a folder that only production fills.
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
        application = get_internal_wsgi_application()
        # A connection must not be shared by the processes that are about to be made.
        connections.close_all()
        server = Server(
            application,
            bind=f"{host}:{port}",
            workers=options["workers"],
            threads=options["threads"],
            on_ready=lambda: Console().print(addresses(demo_account=demo), soft_wrap=True),
            beside=None if options["no_worker"] else WorkerChild(worker_command()),
        )
        server.run()


class Server(BaseApplication):
    """Gunicorn inside this process, configured by arguments and by no file or variable."""

    def __init__(
        self,
        application: Callable[..., Any],
        *,
        bind: str,
        workers: int,
        threads: int,
        on_ready: Callable[[], None],
        beside: WorkerChild | None = None,
    ) -> None:
        """`beside` is kept running as long as the server is."""
        self._application = application
        self._beside = beside
        self._settings = {
            "bind": [bind],
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            # Its warnings tell of HEAD requests, whose bodies Django leaves to the server to drop.
            "loglevel": "error",
            "graceful_timeout": 5,
            "control_socket_disable": True,
            "when_ready": lambda _arbiter: self._begin(on_ready),
            "post_fork": lambda _arbiter, _worker: self._leave_to_the_first(),
            "on_exit": lambda _arbiter: self._end(),
        }
        super().__init__()

    def _begin(self, on_ready: Callable[[], None]) -> None:
        if self._beside is not None:
            self._beside.start()
        on_ready()

    def _leave_to_the_first(self) -> None:
        """A process that answers must not keep the worker alive when the first one is gone."""
        if self._beside is not None:
            self._beside.let_go()

    def _end(self) -> None:
        if self._beside is not None:
            self._beside.stop()

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        return self._application


def ensure_free(host: str, port: int) -> None:
    """Raises `CommandError` when nobody can listen on `port` any more, with the way out."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the server itself does: a port just left by another process counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            raise CommandError(_why_not(host, port, error)) from error


def _why_not(host: str, port: int, error: OSError) -> str:
    other = port + 1 if port < 65535 else port - 1
    if error.errno == errno.EADDRINUSE:
        return (
            f"المنفذ {port} مشغول ببرنامج آخر: أوقفه، أو اختر منفذاً آخر: make demo PORT={other}\n"
            f"Port {port} is in use by another program: stop it, or choose another port: "
            f"make demo PORT={other}"
        )
    if error.errno == errno.EACCES:
        return (
            f"لا يُسمح بالمنفذ {port}: اختر منفذاً فوق 1023: make demo PORT=8000\n"
            f"Port {port} is not permitted: choose one above 1023: make demo PORT=8000"
        )
    return (
        f"لا يمكن الاستماع على {host}:{port}: {error.strerror}\n"
        f"Cannot listen on {host}:{port}: {error.strerror}"
    )


def addresses(*, demo_account: bool) -> Table:
    """What is where: addresses, folders and, if it exists, the account of the demonstration."""
    site = str(settings.PUBLIC_URL)
    table = Table.grid(padding=(0, 2))
    table.title = f"[bold]{settings.WAGTAIL_SITE_NAME} · Barza[/bold]"
    table.title_justify = "left"
    for position, (code, name) in enumerate(settings.LANGUAGES):
        table.add_row(str(name), f"{site}/" if position == 0 else f"{site}/{code}/")
    table.add_row("التحرير · Admin", f"{site}{reverse('wagtailadmin_home')}")
    if demo_account:
        table.add_row("الدخول · Log in", f"{DEMO_EMAIL}  {DEMO_PASSWORD}")
    table.add_row("البريد الصادر · Outbox", str(settings.OUTBOX_DIR))
    table.add_row("الموقع المصدَّر · Exported site", str(settings.SITE_DIR))
    table.add_row("الإيقاف · Stop", "Ctrl-C")
    return table
