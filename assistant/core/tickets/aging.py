"""What happens to a ticket by itself as time passes?

Each happening has its own date, fixed beforehand. However late somebody looks, happenings are put on record in the
order of their dates and with those dates, and what truly came later finds them already done.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from assistant.core.policy import Policy
from assistant.core.sla import Clock, PromiseName
from assistant.core.tickets.parts import SYSTEM, Outcome
from assistant.core.tickets.record import Record
from assistant.core.tickets.words import say_date

PROMISES_IN_WORDS = {
    PromiseName.CONFIRMATION: "confirmation",
    PromiseName.RESOLUTION: "resolution",
    PromiseName.UPDATE: "update",
}


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that comes about once its date has passed."""

    date: datetime
    come_about: Callable[[datetime, Policy], None]
    """Called with the moment somebody looked."""


class Aging(Record):
    """A ticket that grows older."""

    @property
    def next_wake(self) -> datetime | None:
        """The sweep must look again once this moment has passed; None when nothing will happen by itself."""
        happening = self._next_happening(reminders=True)
        return happening.date if happening else None

    def sweep(self, *, at: datetime, policy: Policy) -> None:
        """Let everything come about whose date has passed, reminders to the shopper included."""
        self._pass_time(at, policy, reminders=True)

    def _pass_time(self, at: datetime, policy: Policy, *, reminders: bool = False) -> None:
        while (happening := self._next_happening(reminders)) and happening.date < at:
            happening.come_about(at, policy)

    def _next_happening(self, reminders: bool) -> Happening | None:
        return min(self._happenings(reminders), key=lambda happening: happening.date, default=None)

    def _happenings(self, reminders: bool) -> Iterator[Happening]:
        # an ending comes first: what ends at the very moment of a limit has not gone past it
        if self.waiting:
            yield Happening(self.waiting.closes, self._close_without_answer)
        if self.follow_up_by:
            yield Happening(self.follow_up_by, self._close_unconfirmed)
        for clock in self.clocks:
            if clock.next_date:
                yield Happening(clock.next_date, partial(self._date_passes, clock))
        if self.waiting and reminders and self.waiting.reminders:
            yield Happening(self.waiting.reminders[0], self._remind)
        if self.snoozed_until:
            yield Happening(self.snoozed_until, self._wake)
        if self.claim_lapses_at:
            yield Happening(self.claim_lapses_at, self._lapse)

    def _date_passes(self, clock: Clock, at: datetime, policy: Policy) -> None:
        passed = clock.pass_next_date(self.assignee.id if self.assignee else None)
        if passed is None:
            return
        promise = PROMISES_IN_WORDS[clock.promise]
        text = f"The {promise} is at risk." if passed.kind == "at_risk" else f"The {promise} promise is broken."
        # stamp the date, not now: the sweep may run late
        held = {"held": True} if self.held else {}
        self._record(passed.kind, passed.at, SYSTEM, text, clock=clock.id, promise=clock.promise.value, **held)

    def _remind(self, at: datetime, policy: Policy) -> None:
        assert self.waiting
        due, *later = self.waiting.reminders
        self.waiting = replace(self.waiting, reminders=tuple(later))
        if (later and later[0] < at) or self.waiting.closes < at:
            return  # after a long sleep one reminder is enough, and none when it is closed anyway
        closes = say_date(self.waiting.closes, policy.calendar.zone)
        wish = "your answer" if self.waiting.for_ == "answer" else "your decision on our solution"
        self._say(
            "reminder",
            f"We are still waiting for {wish}. If we do not hear from you by {closes}, we will close your inquiry "
            f"{self.number}; you can open it again at any time.",
            SYSTEM,
            at,
            policy,
        )
        text = "The shopper was reminded."
        if not self.shopper.email:
            text = (
                "The shopper was reminded in the chat and on their page alone. They left no e-mail address: call them."
            )
            self._unseen("call", at)
        self._record("reminded", at, SYSTEM, text, due=due.isoformat())

    def _close_without_answer(self, at: datetime, policy: Policy) -> None:
        assert self.waiting
        self._close(Outcome.NO_ANSWER, self.waiting.closes)
        self._record_close(at, policy, "Closed, because the shopper did not answer.")

    def _close_unconfirmed(self, at: datetime, policy: Policy) -> None:
        assert self.follow_up_by
        self._close(Outcome.UNCONFIRMED, self.follow_up_by)
        self._record_close(at, policy, "Closed without the shopper's word on the result.")

    def _record_close(self, at: datetime, policy: Policy, text: str) -> None:
        assert self.closed_at and self.outcome
        self._say(
            "notice",
            f"We have not heard from you, so we have closed your inquiry {self.number}. "
            "If there is anything left to do, open it again on its page, with one button or a message.",
            SYSTEM,
            at,
            policy,
        )
        self._record("closed", self.closed_at, SYSTEM, text, outcome=self.outcome.value, step=self.step.value)

    def _wake(self, at: datetime, policy: Policy) -> None:
        assert self.snoozed_until
        woke_at, self.snoozed_until = self.snoozed_until, None
        self._record("woken", woke_at, SYSTEM, "Back in the queue after a snooze.")

    def _lapse(self, at: datetime, policy: Policy) -> None:
        assert self.assignee and self.claim_lapses_at
        text = f"Back in the queue: {self.assignee.name} took it and did nothing with it for too long."
        lapsed_at = self.claim_lapses_at
        self._put_back()
        self._record("released", lapsed_at, SYSTEM, text)
