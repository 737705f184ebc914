"""What holds for a ticket whatever people do with it, and whenever somebody looks."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from assistant.core.errors import AssistantError
from assistant.core.sla import ClockState, PromiseName, main_promise
from assistant.core.tickets import Person, Step, Ticket, allowed
from assistant.core.tickets.gates import UNSOLVED
from tests.core.shop import ANA, KIM, LEA, PLAYED, POLICY, RECEIVED, SAM, WITH_PEAK, ny

OTHER_VALUES: dict[str, tuple[Any, ...]] = {
    "propose": ("Use it at night.", "guidance", "customer-service#2", "nobody", "0"),
    "consent": ("decline",),
    "follow_up": (False,),
    "call": (False, "nobody answered"),
    "classify": ("general", "a plain question"),
}
FORWARD = ("confirm", "verify", "propose", "consent", "execute", "follow-up")
BY_SHOPPER = ("consent", "follow-up", "reopen")

people = some.sampled_from([SAM, SAM, SAM, KIM, LEA])
gaps = some.one_of(some.timedeltas(timedelta(0), timedelta(hours=8)), some.timedeltas(timedelta(0), timedelta(days=6)))
deeds = some.tuples(some.integers(0, 999), some.booleans(), people)
lives = some.lists(some.tuples(gaps, deeds), min_size=5, max_size=30)
kinds = some.sampled_from(["general", "complex"])


class Life:
    """One ticket, lived through."""

    def __init__(self, kind: Any, policy: Any = POLICY, number: int = 10001) -> None:
        self.at = ny(RECEIVED)
        self.policy = policy
        self.ticket = Ticket.open(
            number=number,
            conversation_id="c",
            kind=kind,
            topic="t",
            shopper=ANA,
            details="?",
            at=self.at,
            policy=policy,
        )

    def live(self, gap: timedelta, deed: tuple[int, bool, Person]) -> None:
        """Let time go by and do something that is mostly possible; a refusal leaves what time has brought."""
        self.at += gap
        chance, other, person = deed
        verb = self._verb(chance, person)
        if verb in ("wrote", "thanked"):
            self.ticket.shopper_wrote(only_thanks=verb == "thanked", at=self.at, policy=self.policy)
            return
        by = None if verb in BY_SHOPPER and chance % 2 else person
        played = verb.replace("-", "_")
        values = OTHER_VALUES.get(played, PLAYED[played]) if other else PLAYED[played]
        named: dict[str, Any] = {"note": "told me", "version": self._version()} if verb == "consent" else {}
        if verb == "snooze":
            values = (self.at + timedelta(hours=3),)
        with suppress(AssistantError):
            getattr(self.ticket, played)(*values, **named, by=by, at=self.at, policy=self.policy)

    def _verb(self, chance: int, person: Person) -> str:
        """Any verb at times; else one that is offered, rather one that leads on, and seldom a discard."""
        if chance % 10 == 0:
            return sorted(PLAYED)[chance % len(PLAYED)]
        seen = deepcopy(self.ticket)  # as it is at this moment, while the ticket itself stays as nobody has looked
        seen.sweep(at=self.at, policy=self.policy)
        offered = [verb for verb in allowed(seen, person, self.at) if verb not in ("merge", "discard")]
        leading_on = [verb for verb in offered if verb in FORWARD] * 4
        choices = ["wrote", "thanked", *offered, *leading_on]
        return choices[chance % len(choices)]

    def _version(self) -> int:
        return self.ticket.solution.version if self.ticket.solution else 1


@settings(max_examples=120)
@given(kinds, lives, some.booleans())
def test_the_clocks_owed_follow_from_the_step(kind: Any, life: Any, peak: bool) -> None:
    lived = Life(kind, WITH_PEAK if peak else POLICY)
    for gap, deed in life:
        lived.live(gap, deed)
        assert Counter(clock.promise for clock in lived.ticket.open_clocks) == owed(lived.ticket)


@settings(max_examples=60)
@given(kinds, kinds, lives, lives, gaps)
def test_two_inquiries_made_one_owe_what_one_owes_and_keep_the_earliest_dates_and_every_breach(
    kind: Any, other_kind: Any, life: Any, other_life: Any, gap: timedelta
) -> None:
    survivor, other = Life(kind), Life(other_kind, number=10002)
    for lived, lives in ((survivor, life), (other, other_life)):
        for step in lives[:8]:
            lived.live(*step)
    survivor.at = at = max(survivor.at, other.at) + gap
    made_one = (survivor.ticket, other.ticket)
    for ticket in made_one:
        ticket.sweep(at=at, policy=POLICY)
    broken = {clock.id for ticket in made_one for clock in ticket.clocks if clock.breached_at}
    earliest = earliest_open(made_one, at)
    with suppress(AssistantError):
        other.ticket.merge(survivor.ticket, by=LEA, at=at, policy=POLICY)
    if other.ticket.merged_into is None:
        return
    assert other.ticket.clocks == []
    assert survivor.ticket.received_at == ny(RECEIVED)
    for clock in survivor.ticket.open_clocks:
        assert clock.limit_if_resumed(at, POLICY.calendar) == earliest[clock.promise]
    for step in life[8:] or [(timedelta(0), (0, False, SAM))]:
        assert Counter(clock.promise for clock in survivor.ticket.open_clocks) == owed(survivor.ticket)
        assert broken <= {clock.id for clock in survivor.ticket.clocks if clock.breached_at}
        survivor.live(*step)


@settings(max_examples=120)
@given(kinds, lives)
def test_the_verdict_follows_from_the_moments_on_record_alone(kind: Any, life: Any) -> None:
    lived = Life(kind)
    for gap, deed in life:
        lived.live(gap, deed)
    lived.ticket.sweep(at=lived.at, policy=POLICY)
    for clock in lived.ticket.clocks:
        late = (clock.stopped_at or lived.at) > clock.limit
        if clock.state in (ClockState.KEPT, ClockState.RUNNING):
            assert not late
        if clock.state is ClockState.BREACHED:
            assert late
            assert clock.breached_at == clock.limit


@settings(max_examples=120)
@given(kinds, lives)
def test_only_a_resolution_pauses_and_only_while_the_ticket_waits(kind: Any, life: Any) -> None:
    lived = Life(kind)
    for gap, deed in life:
        lived.live(gap, deed)
        paused = [clock.promise for clock in lived.ticket.clocks if clock.state is ClockState.PAUSED]
        assert paused in ([], [PromiseName.RESOLUTION])
        if paused:
            assert lived.ticket.waiting
        assert lived.ticket.waiting is None or lived.ticket.step in UNSOLVED


@settings(max_examples=120)
@given(kinds, lives, some.lists(some.integers(0, 23), max_size=10))
def test_it_makes_no_difference_when_the_sweep_looks(kind: Any, life: Any, hours: list[int]) -> None:
    unwatched, watched = Life(kind), Life(kind)
    for place, (gap, deed) in enumerate(life):
        unwatched.live(gap, deed)
        for hour in sorted(hours):
            looked_at = watched.at + gap * hour / 24
            watched.ticket.sweep(at=looked_at, policy=POLICY)
        watched.live(gap, deed)
        assert record(watched.ticket) == record(unwatched.ticket), (place, deed)


@settings(max_examples=120)
@given(kinds, lives)
def test_a_breach_once_on_record_stays_and_each_date_passes_once(kind: Any, life: Any) -> None:
    lived = Life(kind)
    broken: set[str] = set()
    for gap, deed in life:
        lived.live(gap, deed)
        lived.ticket.sweep(at=lived.at, policy=POLICY)
        now_broken = {clock.id for clock in lived.ticket.clocks if clock.breached_at}
        assert broken <= now_broken
        assert now_broken == {clock.id for clock in lived.ticket.clocks if clock.state is ClockState.BREACHED}
        broken = now_broken
    passed = Counter((event.kind, event.data["clock"]) for event in lived.ticket.news if "clock" in event.data)
    assert all(times == 1 for (kind, _), times in passed.items() if kind in ("at_risk", "breached"))
    assert {clock for kind, clock in passed if kind == "breached"} == broken
    at_risk = {clock.id for clock in lived.ticket.clocks if clock.at_risk_at}
    assert {clock for kind, clock in passed if kind == "at_risk"} == at_risk


@settings(max_examples=50)
@given(kinds, lives)
def test_a_promise_that_runs_is_at_risk_if_and_only_if_its_target_has_passed(kind: Any, life: Any) -> None:
    lived = Life(kind)
    for gap, deed in life:
        lived.live(gap, deed)
        lived.ticket.sweep(at=lived.at, policy=POLICY)
        for clock in lived.ticket.open_clocks:
            if clock.state is ClockState.RUNNING:
                assert clock.is_at_risk == (clock.target < lived.at)


@settings(max_examples=120)
@given(kinds, lives)
def test_what_people_do_stands_in_order_and_each_breach_after_its_risk(kind: Any, life: Any) -> None:
    lived = Life(kind)
    for gap, deed in life:
        lived.live(gap, deed)
    dates = ("at_risk", "breached")  # one that fell into a pause within a day comes to light when the pause ends
    moments = [event.at for event in lived.ticket.news if event.kind not in dates]
    assert moments == sorted(moments)
    risks: set[str] = set()
    for event in lived.ticket.news:
        if event.kind == "at_risk":
            risks.add(event.data["clock"])
        if event.kind == "breached":
            assert event.data["clock"] in risks


@settings(max_examples=120)
@given(kinds, lives)
def test_no_step_is_entered_without_the_evidence_of_the_one_before(kind: Any, life: Any) -> None:
    lived = Life(kind)
    for gap, deed in life:
        lived.live(gap, deed)
        ticket = lived.ticket
        if ticket.step in (Step.VERIFYING, Step.PROPOSING, Step.EXECUTING, Step.FOLLOWING_UP):
            assert ticket.confirmed_at
        if ticket.step in (Step.PROPOSING, Step.EXECUTING, Step.FOLLOWING_UP):
            assert ticket.verification
        if ticket.step in (Step.EXECUTING, Step.FOLLOWING_UP):
            assert ticket.solution
        if ticket.step is Step.FOLLOWING_UP and ticket.solution and ticket.solution.needs_consent:
            assert ticket.solution.consent == "accept"
            assert ticket.executed


@settings(max_examples=120)
@given(kinds, lives)
def test_nobody_is_ever_stuck_with_an_open_ticket(kind: Any, life: Any) -> None:
    lived = Life(kind)
    for gap, deed in life:
        lived.live(gap, deed)
        ways_on = set(allowed(lived.ticket, LEA, lived.at)) - {
            "claim",
            "note",
            "release",
            "transfer",
            "snooze",
            "merge",
        }
        assert ways_on or lived.ticket.is_closed
        if not lived.ticket.is_closed:
            assert "discard" in ways_on


def owed(ticket: Ticket) -> Counter[PromiseName]:
    """The promises that must be open, from step and kind alone."""
    if ticket.step not in UNSOLVED:
        return Counter()
    return Counter([main_promise(ticket.kind), *([] if ticket.confirmed_at else [PromiseName.CONFIRMATION])])


def earliest_open(tickets: Iterable[Ticket], at: datetime) -> dict[PromiseName, datetime]:
    """The earliest limit for each promise still open, as if nothing waited any longer."""
    earliest: dict[PromiseName, datetime] = {}
    for clock in (clock for ticket in tickets for clock in ticket.open_clocks):
        limit = clock.limit_if_resumed(at, POLICY.calendar)
        earliest[clock.promise] = min(limit, earliest.get(clock.promise, limit))
    return earliest


def record(ticket: Ticket) -> Any:
    """Everything that must not depend on when somebody looked; reminders may."""

    def moment(at: datetime | None) -> str | None:
        return at.isoformat() if at else None

    clocks = [
        (
            clock.promise,
            *map(
                moment,
                (clock.started_at, clock.target, clock.limit, clock.stopped_at, clock.at_risk_at, clock.breached_at),
            ),
            clock.state,
        )
        for clock in ticket.clocks
    ]
    events = [(event.kind, moment(event.at)) for event in ticket.news if event.kind != "reminded"]
    return ticket.step, ticket.outcome, ticket.kind, moment(ticket.closed_at), ticket.solution, clocks, events
