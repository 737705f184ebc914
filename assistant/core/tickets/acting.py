"""What do all verbs have in common? Time passes first, then the gate is asked, then it is done and put on record."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from assistant.core import sla
from assistant.core.errors import Invalid
from assistant.core.policy import Policy
from assistant.core.sla import Clock, PromiseName
from assistant.core.tickets import gates
from assistant.core.tickets.aging import Aging
from assistant.core.tickets.owed import say_all_owed
from assistant.core.tickets.parts import SYSTEM, Actor, Letter, LetterKind, Person, Reopening, Step


class Acting(Aging):
    """A ticket that people act on. ``by`` is a person of the shop, or None for the shopper."""

    def _begin(self, verb: str, by: Person | None, at: datetime, policy: Policy) -> Actor:
        """Bring the ticket up to ``at`` and refuse what is not possible then; a verb that takes claims it."""
        self._pass_time(at, policy)
        refused = gates.refusal(self, verb, by, at)
        if refused:
            raise refused
        if by and self.assignee is None and gates.GATES[verb].takes:
            self._assign(by, at, policy)
        if by and verb not in gates.HANDLING:
            self.unseen = None
        if by and by == self.assignee:
            self.offered_at = None
            if verb != "claim":
                self.claim_lapses_at = None
        return Actor.of(by)

    def _assign(self, person: Person, at: datetime, policy: Policy) -> None:
        self._hold(person, at, policy)
        self._record("claimed", at, Actor.of(person), f"{person.name} took the inquiry.")

    def _hold(self, person: Person, at: datetime, policy: Policy) -> None:
        """It is theirs from now on, and goes back by itself if they do nothing with it."""
        self.assignee, self.offered_at = person, None
        self.claim_lapses_at = policy.calendar.after_open_time(at, timedelta(hours=policy.house.claim_hours))

    def _end_wait(self, at: datetime, policy: Policy) -> None:
        """It is our turn again. A date that did not move far enough has passed by now, and goes on record."""
        self.waiting = None
        clock = self.open_clock(PromiseName.RESOLUTION)
        if clock:
            clock.resume(at, policy.calendar)
        self._pass_time(at, policy)

    def _begin_following_up(self, by: Actor, at: datetime, policy: Policy) -> None:
        """Step 5: the work is done, so what was promised is kept, and the shopper is asked."""
        if self.waiting:
            self._end_wait(at, policy)
        self._stop(PromiseName.RESOLUTION, by, at)
        self._stop(PromiseName.UPDATE, by, at)
        self.step, self.resolved_at = Step.FOLLOWING_UP, at
        self.follow_up_by = policy.calendar.deadline(at, policy.house.follow_up)
        self.snoozed_until = None

    def _reopen(self, at: datetime, policy: Policy, because: str = "") -> Reopening:
        """Back to preparing a solution (or to the earlier step that still lacks its evidence), with fresh promises.

        ``because`` is a sentence for the shopper on why. Returns how it stood before.
        """
        before = Reopening(at, self.step, self.outcome, self.closed_at, self.executed, self.resolved_at)
        self.step = self._first_step_without_evidence()
        self.outcome = self.closed_at = self.follow_up_by = self.executed = self.snoozed_until = None
        self.resolved_at = self.reopening = None
        self.held = False
        if self.confirmed_at is None:
            self.clocks.append(sla.start(policy, PromiseName.CONFIRMATION, at))
        self.clocks.append(sla.start(policy, sla.main_promise(self.kind), at))
        self._notify(f"{because} Your inquiry {self.number} is open again.".strip(), self.open_clocks, at, policy)
        return before

    def _first_step_without_evidence(self) -> Step:
        if self.confirmed_at is None:
            return Step.RECEIVED
        return Step.PROPOSING if self.verification else Step.VERIFYING

    def _send_receipt(self, at: datetime, policy: Policy) -> None:
        """The automatic receipt: the number, and what was promised. It is not the confirmation."""
        clocks = self.open_clocks
        peaks = {clock.peak for clock in clocks}
        thanks = f"Thank you, {self.shopper.name}. Your message has reached us; its ticket number is {self.number}."
        sentences = [thanks, say_all_owed(clocks, at, policy), *(p.notice for p in policy.peaks if p.name in peaks)]
        self._write("receipt", " ".join(sentences), clocks, at)

    def _notify(self, text: str, clocks: Sequence[Clock], at: datetime, policy: Policy) -> None:
        """Tell the shopper what has changed, and what these promises are now."""
        self._write("notice", f"{text} {say_all_owed(clocks, at, policy)}".strip(), clocks, at)

    def _write(self, kind: LetterKind, text: str, clocks: Sequence[Clock], at: datetime) -> None:
        self.letters.append(Letter(kind, text, SYSTEM, at, tuple(clock.promise for clock in clocks)))


def need(**evidence: tuple[str | None, str]) -> None:
    """Refuse empty evidence: ``need(found=(found, "Say what you found."))``. All that is missing is named at once."""
    refuse({name: message for name, (text, message) in evidence.items() if not (text or "").strip()})


def refuse(faults: Mapping[str, str]) -> None:
    """Raise ``Invalid`` with these faults by field, if there are any."""
    if faults:
        raise Invalid(" ".join(faults.values()), code="missing_evidence", fields=faults)


def one_of(name: str, value: str, choices: Collection[str]) -> dict[str, str]:
    """The fault, by field, of a value that is none of the choices."""
    return {} if value in choices else {name: f"Choose one of: {', '.join(choices)}."}
