"""Is there still someone who started this process? Their end of a pipe says so."""

from __future__ import annotations

import os
import signal
import threading

_PATIENCE = 30.0  # seconds for the task in hand
_BYTES = 4096
_EX_SOFTWARE = 70


def end_with_standard_input() -> None:
    """Ends this process as SIGTERM does once its standard input is closed.

    The kernel closes the pipe when its writer dies, however it died. A task that takes too
    long afterwards is cut off; it is freed as that of a dead worker.
    """
    threading.Thread(target=_wait, name="parent", daemon=True).start()


def _wait() -> None:
    while True:
        try:
            if not os.read(0, _BYTES):
                break
        except OSError:
            break
    os.kill(os.getpid(), signal.SIGTERM)
    threading.Event().wait(_PATIENCE)
    os._exit(_EX_SOFTWARE)
