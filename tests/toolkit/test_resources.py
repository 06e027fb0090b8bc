"""A resource is filed by kind and stage, versioned and dated."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from tests.factories import toolkit as guides
from toolkit.models import ParticipationStage, ResourceKind

if TYPE_CHECKING:
    from django.test import Client

    from tests.house import House


@pytest.mark.parametrize("kind", ResourceKind.values)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_kind_has_a_name_in_both_languages(kind: str, language: str, site: House) -> None:
    with translation.override(language):
        label = guides.resource_page(language, resource_kind=kind).kind_label
    assert label
    assert label.isascii() == (language == "en")


def test_a_resource_without_a_stage_has_no_name_for_one(site: House) -> None:
    assert guides.resource_page("en", stage="").stage_label == ""
    page = guides.resource_page("en", stage=ParticipationStage.PLAN)
    with translation.override("en"):
        assert page.stage_label == "Plan"


def test_readers_see_version_and_date_of_review(site: House, client: Client) -> None:
    page = guides.resource_page("en", version="2.7", reviewed_on=date(2026, 10, 4))
    text = client.get(page.get_url()).content.decode()
    assert "2.7" in text
    assert "4 October 2026" in text


def test_what_has_no_stage_gives_no_list_of_a_nameless_stage(site: House) -> None:
    guides.resource_page("en", stage="")
    paths = guides.toolkit_page("en").export_paths()
    assert not [path for path in paths if "//" in path]
