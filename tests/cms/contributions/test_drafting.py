"""A contributor finds the invitation, opens the ready draft, or says that it cannot be."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from blog.models import ArticlePage, NewsPage, StoryPage
from cms.access.roles import Role
from cms.contributions.actions import change_invitation
from cms.contributions.actions.open_draft import open_draft
from cms.contributions.actions.refuse import refuse
from cms.contributions.models import Contribution
from cms.models import ContentPage
from tests.cms.contributions import calls
from tests.factories import people

pytestmark = pytest.mark.usefixtures("site")


@pytest.mark.parametrize(
    ("kind", "model"), [("article", ArticlePage), ("story", StoryPage), ("news", NewsPage)]
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_draft_is_ready_in_its_section_and_language(
    kind: str, model: type[ContentPage], language: str
) -> None:
    user = people.contributor()
    languages = [language, "en" if language == "ar" else "ar"]
    invitation = calls.invited(user.entity, kind=kind, languages=languages)
    page = calls.open_draft(calls.at_desk(user), calls.of(invitation, user.entity)).specific
    assert isinstance(page, model)
    assert (page.title, page.language) == (calls.SUBJECT, language)
    assert (page.entity, page.owner, page.live) == (user.entity, user, False)
    assert page.summary == ""
    assert len(page.body) == 0
    assert page.get_parent().specific.lists == (model.kind,)
    assert page.latest_revision is not None


def test_the_editor_opens_for_the_contributor_and_for_a_colleague() -> None:
    user = people.contributor()
    colleague = people.contributor(user.entity)
    contribution = calls.of(calls.invited(user.entity), user.entity)
    page = calls.open_draft(calls.at_desk(user), contribution)
    for someone in (user, colleague):
        answer = calls.at_desk(someone).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert answer.status_code == 200


def test_opening_again_leads_to_the_same_draft() -> None:
    user = people.contributor()
    colleague = people.contributor(user.entity)
    contribution = calls.of(calls.invited(user.entity), user.entity)
    desk = calls.at_desk(user)
    assert calls.open_draft(desk, contribution) == calls.open_draft(desk, contribution)
    assert calls.open_draft(calls.at_desk(colleague), contribution) == contribution.page
    assert contribution.opened_by == user
    assert ContentPage.objects.filter(entity=user.entity).count() == 1


def test_who_clicks_with_an_old_page_gets_the_same_draft() -> None:
    user = people.contributor()
    before = calls.of(calls.invited(user.entity), user.entity)
    same_before = Contribution.objects.get(pk=before.pk)
    now = timezone.now()
    assert open_draft(before, user, now) == open_draft(same_before, user, now)
    assert ContentPage.objects.filter(entity=user.entity).count() == 1


def test_two_entities_with_one_subject_have_a_draft_each() -> None:
    first, second = people.contributor(), people.contributor()
    invitation = calls.invited(first.entity, second.entity)
    pages = {
        calls.open_draft(calls.at_desk(user), calls.of(invitation, user.entity)).pk
        for user in (first, second)
    }
    assert len(pages) == 2


def test_a_draft_that_was_deleted_is_made_anew() -> None:
    user = people.contributor()
    contribution = calls.of(calls.invited(user.entity), user.entity)
    page = calls.open_draft(calls.at_desk(user), contribution)
    page.specific.delete()
    contribution.refresh_from_db()
    assert (contribution.state, contribution.page) == ("invited", None)
    assert calls.open_draft(calls.at_desk(user), contribution) != page


def test_looking_at_an_invitation_changes_nothing() -> None:
    user = people.contributor()
    contribution = calls.of(calls.invited(user.entity), user.entity)
    desk = calls.at_desk(user)
    for name in ("own", "refuse"):
        assert desk.get(reverse(f"contributions:{name}", args=[contribution.pk])).status_code == 200
    assert desk.get(reverse("contributions:mine")).status_code == 200
    assert desk.get(reverse("contributions:open", args=[contribution.pk])).status_code == 405
    contribution.refresh_from_db()
    assert (contribution.state, contribution.page) == ("invited", None)


def test_a_cancelled_invitation_opens_no_draft() -> None:
    user = people.contributor()
    invitation = calls.invited(user.entity)
    change_invitation.cancel(invitation, timezone.now())
    contribution = calls.of(invitation, user.entity)
    answer = calls.at_desk(user).post(
        reverse("contributions:open", args=[contribution.pk]), follow=True
    )
    assert answer.status_code == 200
    assert not ContentPage.objects.filter(entity=user.entity).exists()


def test_an_entity_that_cannot_contribute_says_why_and_may_change_its_mind() -> None:
    user = people.contributor()
    inviter = people.user(Role.EDITOR)
    contribution = calls.of(calls.invited(user.entity, by=inviter), user.entity)
    desk = calls.at_desk(user)
    address = reverse("contributions:refuse", args=[contribution.pk])
    assert "<textarea" in desk.post(address, {"reason": " "}).content.decode()
    assert desk.post(address, {"reason": "فريقنا مشغول هذا الشهر."}).status_code == 302
    contribution.refresh_from_db()
    assert contribution.state == "refused"
    (letter,) = calls.letters(inviter)
    assert "فريقنا مشغول هذا الشهر." in letter
    calls.open_draft(desk, contribution)
    assert (contribution.state, contribution.reason) == ("opened", "")


def test_a_page_of_ones_invitations_tells_open_ones_from_earlier_ones() -> None:
    user = people.contributor(language="en")
    calls.invited(user.entity, subject="Waiting subject")
    over = calls.invited(user.entity, subject="Published subject")
    Contribution.objects.filter(invitation=over).update(state="published")
    shown = calls.at_desk(user).get(reverse("contributions:mine")).content.decode()
    assert shown.index("Waiting subject") < shown.index("Earlier invitations")
    assert shown.index("Published subject") > shown.index("Earlier invitations")


def test_a_refusal_of_a_cancelled_invitation_stays_one_when_the_draft_is_opened() -> None:
    user = people.contributor()
    invitation = calls.invited(user.entity)
    contribution = calls.of(invitation, user.entity)
    desk = calls.at_desk(user)
    page = calls.open_draft(desk, contribution)
    refuse(contribution, "فريقنا مشغول.", timezone.now())
    change_invitation.cancel(invitation, timezone.now())
    assert calls.open_draft(desk, contribution) == page
    assert (contribution.state, contribution.reason) == ("refused", "فريقنا مشغول.")
