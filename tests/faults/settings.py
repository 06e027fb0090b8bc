"""The product's settings, impatient, with the tasks of these tests."""

from __future__ import annotations

from cms.settings.development import *  # noqa: F403 - settings modules inherit by star import
from cms.settings.development import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults"]
WORK_ROUND_EVERY = 0.1
WORK_DEAD_AFTER = 1.0
WORK_RETRY_AFTER = (0.1, 0.1, 0.1, 0.1, 0.1)
WORK_MAX_DEATHS = 3
