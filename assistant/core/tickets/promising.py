"""How does a person change what was promised? Never in silence: the shopper is told every new date."""

from datetime import date, datetime
from typing import get_args

from assistant.core import sla
from assistant.core.errors import Conflict, NotFound
from assistant.core.policy import Policy
from assistant.core.sla import Clock, ClockState, Kind
from assistant.core.tickets.acting import Acting, need, one_of, refuse
from assistant.core.tickets.owed import BROKEN
from assistant.core.tickets.parts import Letter, Person
from assistant.core.tickets.words import say_date

KINDS_IN_WORDS = {"general": "a general inquiry", "complex": "a complex issue"}
WHY_ANOTHER = {
    "general": "can be solved more simply than we thought",
    "complex": "needs more work than a plain question",
}


class Promising(Acting):
    """Reclassifying and extending."""

    def classify(self, kind: Kind, reason: str, *, by: Person, at: datetime, policy: Policy) -> None:
        """Make a general inquiry complex or the other way round. A fresh promise takes the old one's place."""
        actor = self._begin("classify", by, at, policy)
        refuse(one_of("kind", kind, get_args(Kind)))
        need(reason=(reason, "Say why the kind changes."))
        if kind == self.kind:
            raise Conflict(f"It is {KINDS_IN_WORDS[kind]} already.", code="same_kind")
        former = self.open_clock(sla.main_promise(self.kind))
        if former:
            former.supersede(at)
        self.kind = kind
        clock = sla.start(policy, sla.main_promise(kind), at)
        if self.waiting and kind == "general":
            clock.pause(at)
        self.clocks.append(clock)
        self.snoozed_until = None
        why = f"{WHY_ANOTHER[kind]}{_in_place_of(former, policy)}"
        self._notify(f"Your inquiry {self.number} {why}", [clock], at, policy)
        words = KINDS_IN_WORDS[kind]
        self._record("classified", at, actor, f"{actor.name} made it {words}.", kind=kind, reason=reason)

    def extend(
        self, clock: str, until: datetime | date, text: str, reason: str, *, by: Person, at: datetime, policy: Policy
    ) -> None:
        """Move a running promise to a later closing time, and tell the shopper. ``clock`` is its id or its promise.

        The message names the new date; where ``text`` does not, a sentence is added that does. It is no update.
        """
        actor = self._begin("extend", by, at, policy)
        need(
            text=(text, "Tell the shopper why it takes longer."),
            reason=(reason, "Say why the promise is extended."),
        )
        extended = self._running(clock)
        former = extended.limit
        extended.extend(until, at, policy.calendar)
        new_date = say_date(extended.limit, policy.calendar.zone)
        if new_date not in text:
            text = f"{text.rstrip()}\n\nThe new date is {new_date}."
        self.letters.append(Letter("notice", text, actor, at, (extended.promise,)))
        self._record(
            "extended",
            at,
            actor,
            f"{actor.name} extended the {extended.promise.value} to {new_date}.",
            clock=extended.id,
            promise=extended.promise.value,
            former=former.isoformat(),
            limit=extended.limit.isoformat(),
            reason=reason,
        )

    def _running(self, name: str) -> Clock:
        found = next((clock for clock in self.open_clocks if name in (clock.id, clock.promise.value)), None)
        if found is None:
            raise NotFound("This inquiry has no such promise running.")
        return found


def _in_place_of(former: Clock | None, policy: Policy) -> str:
    """What the shopper must know of the date they were told before."""
    if former is None:
        return "."
    by = say_date(former.limit, policy.calendar.zone)
    if former.state is ClockState.BREACHED:
        return f". We are sorry: we promised {BROKEN[former.promise]} by {by} and did not keep that."
    return f", so the date {by} no longer holds."
