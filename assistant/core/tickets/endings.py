"""How does a ticket end other than by its steps, and how does it come back?"""

from datetime import datetime
from typing import get_args

from assistant.core.policy import Policy
from assistant.core.tickets import gates
from assistant.core.tickets.acting import Acting, need, one_of, refuse
from assistant.core.tickets.parts import DiscardReason, Outcome, Person


class Endings(Acting):
    """Discarding, reopening, and taking a reopening back."""

    def discard(self, reason: str, *, note: str = "", by: Person, at: datetime, policy: Policy) -> None:
        """It is no inquiry: spam, a test or a duplicate. What was promised is void; a breach that happened stays."""
        actor = self._begin("discard", by, at, policy)
        refuse(one_of("reason", reason, get_args(DiscardReason)))
        self._close(Outcome.DISCARDED, at)
        self.held = False
        text = f"{actor.name} discarded it as {reason}."
        self._record("discarded", at, actor, text, reason=reason, note=note, step=self.step.value)

    def reopen(self, reason: str, *, by: Person | None, at: datetime, policy: Policy) -> None:
        """Go on with a ticket that was done. The shopper (``by`` None) needs no reason."""
        actor = self._begin("reopen", by, at, policy)
        if by:
            need(reason=(reason, "Say why it is opened again."))
        elif self.outcome is Outcome.DISCARDED:
            raise gates.wrong_step("This inquiry is closed for good; please send us a new one.")
        self._reopen(at, policy)
        if by is None:
            self._unseen("reopened", at)
        text = f"{actor.name} opened it again."
        self._record("reopened", at, actor, text, reason=reason, step=self.step.value)

    def only_thanks(self, *, by: Person, at: datetime, policy: Policy) -> None:
        """The message that opened it again was only thanks: put it back as it was, and void the fresh promises."""
        actor = self._begin("only-thanks", by, at, policy)
        before = self.reopening
        assert before
        for clock in self.open_clocks:
            clock.void(at)
        self.step, self.outcome, self.closed_at = before.step, before.outcome, before.closed_at
        self.executed, self.resolved_at, self.reopening = before.executed, before.resolved_at, None
        if self.is_closed:
            self.claim_lapses_at = None
        else:
            self.follow_up_by = policy.calendar.deadline(at, policy.house.follow_up)
        self._record("only_thanks", at, actor, f"{actor.name} saw that it was only thanks.", step=self.step.value)
