"""From which state which step leads on, and that nothing else does."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from newsletter.actions.approve import AnotherLetter, OwnWork, approve
from newsletter.actions.begin_sending import begin_sending
from newsletter.actions.move_mailing import NotNow, move
from newsletter.actions.open_mailing import open_mailing
from newsletter.actions.schedule import cancel, schedule, unschedule
from newsletter.actions.send_back import send_back
from newsletter.actions.submit import submit
from newsletter.models import Mailing, MailingEvent, MailingEventKind, MailingState
from tests.newsletter.mailings import letters

if TYPE_CHECKING:
    from datetime import date, datetime

    from cms.models import User

#: Every step that there is; whatever is not here must be refused.
LEGAL = {
    ("draft", "submitted"): "in-review",
    ("in-review", "approved"): "approved",
    ("in-review", "returned"): "draft",
    ("approved", "returned"): "draft",
    ("in-review", "voided"): "draft",
    ("approved", "voided"): "draft",
    ("scheduled", "voided"): "draft",
    ("approved", "scheduled"): "scheduled",
    ("scheduled", "scheduled"): "scheduled",
    ("scheduled", "unscheduled"): "approved",
    ("draft", "cancelled"): "cancelled",
    ("in-review", "cancelled"): "cancelled",
    ("approved", "cancelled"): "cancelled",
    ("scheduled", "cancelled"): "cancelled",
    ("scheduled", "started"): "sending",
    ("scheduled", "missed"): "missed",
    ("sending", "finished"): "sent",
}
STEPS = [kind for kind in MailingEventKind if kind is not MailingEventKind.TEST_SENT]


@pytest.mark.django_db
@pytest.mark.parametrize("state", MailingState.values)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_leads_on_from_its_states_alone(
    state: str, step: MailingEventKind, monday: datetime
) -> None:
    mailing = Mailing.objects.create(month=monday.date(), state=state, created_at=monday)
    expected = LEGAL.get((state, step.value))
    if expected is None:
        with pytest.raises(NotNow) as refused:
            move(mailing.pk, step, monday)
        assert refused.value.state == state
        assert letters.state(mailing) == state
        assert not MailingEvent.objects.exists()
    else:
        move(mailing.pk, step, monday)
        assert letters.state(mailing) == expected
        assert letters.events(mailing) == [step.value]


@pytest.mark.django_db
def test_of_two_who_press_the_same_button_one_is_told(
    month: date, manager: User, second: User, monday: datetime
) -> None:
    mailing = letters.submitted(month, manager, monday)
    approve(mailing.pk, second, mailing.fingerprint, monday)
    with pytest.raises(NotNow) as late:
        approve(mailing.pk, second, mailing.fingerprint, monday)
    assert late.value.state == MailingState.APPROVED
    assert letters.events(mailing) == ["submitted", "approved"]


@pytest.mark.django_db
def test_a_month_has_one_open_mailing_and_another_after_it_was_cancelled(
    month: date, manager: User, monday: datetime
) -> None:
    first = open_mailing(month, monday)
    assert open_mailing(month, monday) == first
    cancel(first.pk, manager, "another time", monday)
    another = open_mailing(month, monday)
    assert another != first
    assert letters.state(first) == MailingState.CANCELLED


class _Desk(RuleBasedStateMachine):
    """Managers press whatever buttons there are, in any order."""

    month: date
    manager: User
    second: User

    @initialize()
    def begin(self) -> None:
        Mailing.objects.all().delete()
        self.now = letters.MONDAY
        self.expected = "draft"
        self.mailing = open_mailing(self.month, self.now)

    def _try(self, step: str, action: object) -> None:
        expected = LEGAL.get((self.expected, step))
        if expected is None:
            with pytest.raises(NotNow):
                action()  # type: ignore[operator]
        else:
            action()  # type: ignore[operator]
            self.expected = expected

    @rule()
    def submit(self) -> None:
        seen = letters.seen(self.month, self.now)
        self._try("submitted", lambda: submit(self.mailing.pk, self.manager, seen, self.now))

    @rule()
    def approve(self) -> None:
        fingerprint = letters.again(self.mailing).fingerprint
        self._try("approved", lambda: approve(self.mailing.pk, self.second, fingerprint, self.now))

    @rule()
    def approve_ones_own(self) -> None:
        mailing = letters.again(self.mailing)
        if mailing.submitted_by_id:
            with pytest.raises(OwnWork):
                approve(mailing.pk, self.manager, mailing.fingerprint, self.now)

    @rule()
    def approve_another_letter(self) -> None:
        with pytest.raises(AnotherLetter):
            approve(self.mailing.pk, self.second, "of something else", self.now)

    @rule()
    def send_back(self) -> None:
        self._try("returned", lambda: send_back(self.mailing.pk, self.second, "no", self.now))

    @rule()
    def schedule(self) -> None:
        at = self.now + timedelta(hours=1)
        self._try(
            "scheduled",
            lambda: schedule(
                self.mailing.pk,
                self.manager,
                send_at=at,
                not_after=at + timedelta(hours=1),
                segment=None,
                now=self.now,
            ),
        )

    @rule()
    def unschedule(self) -> None:
        self._try("unscheduled", lambda: unschedule(self.mailing.pk, self.manager, self.now))

    @precondition(lambda self: self.expected != "draft")
    @rule()
    def cancel(self) -> None:
        self._try("cancelled", lambda: cancel(self.mailing.pk, self.manager, "no", self.now))

    @rule()
    def too_early(self) -> None:
        assert begin_sending(self.mailing.pk, self.now) is (self.expected == "sending")

    @rule()
    def due(self) -> None:
        began = begin_sending(self.mailing.pk, self.now + timedelta(hours=1))
        if self.expected == "scheduled":
            self.expected = "sending"
        assert began is (self.expected == "sending")

    @rule()
    def too_late(self) -> None:
        begin_sending(self.mailing.pk, self.now + timedelta(hours=3))
        if self.expected == "scheduled":
            self.expected = "missed"

    @invariant()
    def stands_where_it_should(self) -> None:
        if hasattr(self, "mailing"):
            assert letters.state(self.mailing) == self.expected
            mailing = letters.again(self.mailing)
            if self.expected in ("approved", "scheduled", "sending"):
                assert mailing.approved_by == self.second
                assert mailing.fingerprint


@pytest.mark.django_db
def test_in_whatever_order_buttons_are_pressed_only_the_legal_ones_do_anything(
    month: date, manager: User, second: User
) -> None:
    desk = type("Desk", (_Desk,), {"month": month, "manager": manager, "second": second})
    run_state_machine_as_test(
        desk,
        settings=settings(
            max_examples=6,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
