"""The packages of `frontend/package-lock.json`, which `.ci/frontend` fetches."""

from __future__ import annotations

import pytest

from tests.frontend.sheets import FRONTEND, ROOT

PACKAGES = FRONTEND / "node_modules"
#: `make test` fetches them before; `make test-fast` leaves these tests out.
needs_packages = pytest.mark.frontend
NODE = ROOT / ".venv" / "bin" / "node"
