"""What becomes of two tickets that are one?"""

from dataclasses import fields
from datetime import datetime

from assistant.core.calendar import BusinessCalendar
from assistant.core.errors import Conflict, Forbidden
from assistant.core.policy import Policy
from assistant.core.sla import Clock, PromiseName
from assistant.core.tickets import gates
from assistant.core.tickets.acting import Acting
from assistant.core.tickets.parts import Contact, Outcome, Person, Step


class Merging(Acting):
    """Moving everything to the ticket that survives."""

    def merge(self, into: "Merging", *, by: Person, at: datetime, policy: Policy) -> None:
        """Move everything to another open ticket of the same shopper, which keeps the earliest receipt and dates.

        Of two open clocks for one promise the earlier goes on and the other is superseded. Clocks move with their
        record, so a breach does too; this ticket keeps none.
        """
        actor = self._begin("merge", by, at, policy)
        self._refuse_to_merge(into, by)
        into._begin("merge", by, at, policy)
        if into.is_closed:
            raise gates.wrong_step(f"Inquiry {into.number} is closed; reopen it first.")
        if self.waiting:
            self._end_wait(at, policy)
        into._take_over(self, at, policy)
        self._close(Outcome.MERGED, at)
        self.merged_into = into.number
        text = f"{actor.name} merged it into {into.number}."
        self._record("merged", at, actor, text, into=into.number, step=self.step.value)
        text = f"{actor.name} merged inquiry {self.number} into this one."
        into._record("absorbed", at, actor, text, number=self.number, step=into.step.value)

    def _refuse_to_merge(self, into: "Merging", by: Person) -> None:
        if into.number == self.number:
            raise Conflict("An inquiry cannot be merged into itself.", code="same_ticket")
        if not (_same_shopper(self.shopper, into.shopper) or by.is_lead):
            # the survivor's page shows everything: it must not show it to somebody else
            raise Forbidden("The inquiries have no e-mail address or phone number in common; ask a lead to merge them.")

    def _take_over(self, other: "Merging", at: datetime, policy: Policy) -> None:
        self.received_at = min(self.received_at, other.received_at)
        self.shopper = _filled_in(self.shopper, other.shopper)
        self.clocks, other.clocks = [*other.clocks, *self.clocks], []
        self.absorbed, other.absorbed = (*self.absorbed, *other.absorbed, other.number), ()
        self._keep_the_earliest_promises(at, policy.calendar)
        self.snoozed_until = self.reopening = None
        if self.step is Step.FOLLOWING_UP and self.open_clocks:
            self.step, self.follow_up_by, self.executed, self.resolved_at = Step.PROPOSING, None, None, None
        resolution = self.open_clock(PromiseName.RESOLUTION)
        if resolution and self.waiting:
            resolution.pause(at)
        text = f"We have put your inquiry {other.number} together with {self.number}, so that all stands in one place."
        self._notify(text, self.open_clocks, at, policy)

    def _keep_the_earliest_promises(self, at: datetime, calendar: BusinessCalendar) -> None:
        """One open clock for each promise still owed: a confirmation if none was sent, and news before a resolution.

        A paused one is as early as it would be if the pause ended now.
        """
        owed = {PromiseName.UPDATE if self.open_clock(PromiseName.UPDATE) else PromiseName.RESOLUTION}
        if self.confirmed_at is None:
            owed.add(PromiseName.CONFIRMATION)
        kept: dict[PromiseName, Clock] = {}
        for clock in sorted(self.open_clocks, key=lambda clock: clock.limit_if_resumed(at, calendar)):
            if clock.promise in owed and kept.setdefault(clock.promise, clock) is clock:
                continue
            clock.supersede(at)
        if PromiseName.UPDATE in kept:
            self.kind = "complex"
        elif PromiseName.RESOLUTION in kept:
            self.kind = "general"


def _same_shopper(one: Contact, other: Contact) -> bool:
    same_email = bool(one.email) and one.email.casefold() == other.email.casefold()
    return same_email or (bool(one.phone) and _digits(one.phone) == _digits(other.phone))


def _digits(phone: str) -> str:
    return "".join(character for character in phone if character.isdigit())


def _filled_in(one: Contact, other: Contact) -> Contact:
    return Contact(**{item.name: getattr(one, item.name) or getattr(other, item.name) for item in fields(one)})
