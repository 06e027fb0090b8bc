"""What a worker tells of itself: coloured lines on a terminal, else one plain line an event."""

from __future__ import annotations

import logging
import sys

from rich.console import Console
from rich.logging import RichHandler

_LEVELS = {0: logging.ERROR, 1: logging.INFO}
_PLAIN = "%(asctime)s %(levelname)s %(message)s"


def narrate(verbosity: int) -> None:
    """Has `cms.work` tell its events on the standard error; Django's own verbosity.

    What `django_tasks` logs of errors is left out: it repeats their text, which may hold
    addresses; the worker tells class and place instead.
    """
    console = Console(stderr=True)
    handler: logging.Handler
    if console.is_terminal:
        handler = RichHandler(console=console, show_path=False, markup=False)
    else:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter(_PLAIN))
    logger = logging.getLogger("cms.work")
    logger.handlers = [handler]
    logger.propagate = False
    logger.setLevel(_LEVELS.get(verbosity, logging.DEBUG))
    for name in ("django_tasks", "django_tasks_db"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
