"""The house with its doors as developers have them."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING

import pytest

import cms.urls

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

    from tests.house import House


@pytest.fixture
def open_house(site: House, settings: SettingsWrapper) -> None:
    """The site with `DEBUG`: its addresses are put together anew, from the same file."""
    settings.DEBUG = True
    spec = spec_from_file_location("urls_with_debug", cms.urls.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    settings.ROOT_URLCONF = module
