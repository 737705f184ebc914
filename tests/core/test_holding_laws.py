"""What is true of holding, snoozing and seeing in every life of a ticket."""

from contextlib import suppress
from typing import Any

from hypothesis import given, settings

from assistant.core.errors import AssistantError
from assistant.core.sla import ClockState
from assistant.core.tickets import SHOPPER
from tests.core.shop import LEA, POLICY
from tests.core.test_ticket_laws import Life, kinds, lives


@settings(max_examples=40)
@given(kinds, lives)
def test_a_snooze_never_reaches_past_a_limit_whatever_follows(kind: Any, life: Any) -> None:
    lived = Life(kind)
    for gap, deed in life:
        clock = lived.ticket.next_clock
        if clock:  # as long as ever possible, and then something else happens
            with suppress(AssistantError):
                lived.ticket.snooze(clock.limit, by=LEA, at=lived.at, policy=POLICY)
        lived.live(gap, deed)
        until = lived.ticket.snoozed_until
        running = [clock for clock in lived.ticket.open_clocks if clock.state is ClockState.RUNNING]
        assert until is None or all(until <= clock.limit for clock in running)


@settings(max_examples=40)
@given(kinds, lives)
def test_only_what_nobody_holds_can_be_taken_and_only_what_somebody_holds_is_offered(kind: Any, life: Any) -> None:
    lived = Life(kind)
    for gap, deed in life:
        lived.live(gap, deed)
        ticket = lived.ticket
        ticket.sweep(at=lived.at, policy=POLICY)
        ticket.offer(at=lived.at)
        if ticket.can_be_taken:
            assert (ticket.assignee, ticket.waiting, ticket.held, ticket.snoozed_until) == (None, None, False, None)
        assert ticket.offered_at is None or (ticket.assignee is not None and not ticket.is_closed)
        assert ticket.claim_lapses_at is None or ticket.assignee is not None


@settings(max_examples=25)
@given(kinds, lives)
def test_what_is_unseen_is_open_and_nobody_has_done_anything_since_but_handed_it_around(kind: Any, life: Any) -> None:
    lived = Life(kind)
    for gap, deed in life:
        lived.live(gap, deed)
        ticket = lived.ticket
        if ticket.unseen is None:
            continue
        assert not ticket.is_closed
        since = [event for event in ticket.news if event.at > ticket.unseen.at and event.actor.kind == "agent"]
        assert {event.kind for event in since} <= {"claimed", "released", "transferred", "snoozed"}
        assert any(event.at == ticket.unseen.at and event.actor == SHOPPER for event in ticket.news)
