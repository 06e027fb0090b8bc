"""What an index task was to look at may be gone when the worker comes; that is no trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django_tasks_db.models import DBTaskResult

from cms.work.models import Trouble
from tests.cms.work.queue import queued, work
from tests.factories import blog as posts
from tests.factories import cms as made

if TYPE_CHECKING:
    from tests.house import House


@pytest.mark.django_db(transaction=False)
def test_a_row_replaced_before_it_was_indexed_troubles_nobody(site: House) -> None:
    with queued():
        page = posts.article_page("ar", topics=[made.topic()])
        page.page_topics.all().delete()
        page.page_topics = []
        page.save()
        page.delete()
    assert DBTaskResult.objects.ready().exists()
    work()
    assert not DBTaskResult.objects.ready().exists()
    assert not Trouble.objects.exists()
