"""Who holds a ticket, and when does the queue show it?"""

from datetime import datetime

from assistant.core.errors import Conflict
from assistant.core.policy import Policy
from assistant.core.tickets.acting import Acting, need, refuse
from assistant.core.tickets.parts import SYSTEM, Actor, Person
from assistant.core.tickets.words import say_date


class Holding(Acting):
    """Claiming, handing on, putting aside."""

    def claim(self, *, by: Person, at: datetime, policy: Policy) -> None:
        """Take a ticket that nobody holds, or that is offered; taking one's own again changes nothing."""
        actor = self._begin("claim", by, at, policy)
        away = self.assignee
        if away is None:
            self._assign(by, at, policy)
        elif away.id != by.id:
            self._hold(by, at, policy)
            self._record("claimed", at, actor, f"{by.name} took the inquiry over from {away.name}, who was away.")

    def release(self, *, by: Person, at: datetime, policy: Policy) -> None:
        """Put it back into the queue."""
        actor = self._begin("release", by, at, policy)
        self._put_back()
        self._record("released", at, actor, f"{actor.name} put the inquiry back.")

    def lose_holder(self, *, at: datetime, policy: Policy) -> None:
        """Put it back into the queue because who holds it answers no more."""
        self._pass_time(at, policy)
        if self.assignee is None or self.is_closed:
            return  # it closed by itself before anybody looked
        text = f"Back in the queue, since {self.assignee.name}'s account is closed."
        self._put_back()
        self._record("released", at, SYSTEM, text)

    def leave(self, *, at: datetime, policy: Policy) -> None:
        """Who holds it signs out: untouched it goes back into the queue; what they worked on stays theirs."""
        self._pass_time(at, policy)
        if self.assignee and self.claim_lapses_at:
            actor = Actor.of(self.assignee)
            self._put_back()
            text = f"Back in the queue: {actor.name} signed out before doing anything with it."
            self._record("released", at, actor, text, reason="signed_out")
        else:
            self.offer(at=at)

    def offer(self, *, at: datetime) -> None:
        """Who holds it is away: while a promise is at risk, a colleague may take it over. Offered once."""
        if self.assignee is None or self.held or self.offered_at or not self.is_at_risk:
            return
        self.offered_at = at
        text = f"Offered to everybody: a promise is at risk, and {self.assignee.name} is away."
        self._record("offered", at, SYSTEM, text)

    def transfer(self, to: Person, note: str, *, by: Person, at: datetime, policy: Policy) -> None:
        """Hand it to a colleague, with a word on how it stands."""
        actor = self._begin("transfer", by, at, policy)
        need(note=(note, "Tell your colleague how it stands."))
        if to.role not in ("agent", "lead"):
            refuse({"to": "Hand it to an agent or a lead."})
        if self.assignee and self.assignee.id == to.id:
            raise Conflict(f"{to.name} holds this inquiry already.", code="already_held")
        self._hold(to, at, policy)
        self._record("transferred", at, actor, f"{actor.name} handed the inquiry to {to.name}.", to=to.id, note=note)

    def snooze(self, until: datetime, *, by: Person, at: datetime, policy: Policy) -> None:
        """Leave it aside for a while, never past the next date that matters."""
        actor = self._begin("snooze", by, at, policy)
        clock, zone = self.next_clock, policy.calendar.zone
        latest = clock.limit if clock else self.follow_up_by
        if latest and latest <= at:
            refuse({"until": f"It is overdue since {say_date(latest, zone)}; it cannot be put aside."})
        if until <= at:
            refuse({"until": "Choose a time in the future."})
        if latest and until > latest:
            refuse({"until": f"Choose a time up to {say_date(latest, zone)}, when it is due."})
        self.snoozed_until = until
        text = f"{actor.name} put the inquiry aside until {say_date(until, zone)}."
        self._record("snoozed", at, actor, text, until=until.isoformat())

    def accept(self, *, by: Person, at: datetime, policy: Policy) -> None:
        """It is no spam: into the queue with it, and the receipt goes out. One that was discarded is opened again."""
        actor = self._begin("accept", by, at, policy)
        self.held = False
        if self.is_closed:
            self._reopen(at, policy)
        else:
            self._send_receipt(at, policy)
        text = f"{actor.name} found that it is no spam."
        self._record("accepted_as_inquiry", at, actor, text, step=self.step.value)
