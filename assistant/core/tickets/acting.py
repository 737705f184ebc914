"""What do all verbs have in common? Time passes first, then the gate is asked, then it is done and put on record."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from assistant.core import sla
from assistant.core.errors import Invalid
from assistant.core.policy import Policy
from assistant.core.sla import PromiseName
from assistant.core.tickets import gates
from assistant.core.tickets.aging import Aging
from assistant.core.tickets.parts import SYSTEM, Actor, Person, Reopening, Step
from assistant.core.tickets.words import say_date


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

    def _reopen(self, at: datetime, policy: Policy) -> Reopening:
        """Back to preparing a solution (or to the earlier step that still lacks its evidence), with fresh promises.

        Returns how it stood before.
        """
        before = Reopening(at, self.step, self.outcome, self.closed_at, self.executed, self.resolved_at)
        self.step = self._first_step_without_evidence()
        self.outcome = self.closed_at = self.follow_up_by = self.executed = self.snoozed_until = None
        self.resolved_at = self.reopening = None
        self.held = False
        if self.confirmed_at is None:
            self.clocks.append(sla.start(policy, PromiseName.CONFIRMATION, at))
        self.clocks.append(sla.start(policy, sla.main_promise(self.kind), at))
        self._notify(f"Your inquiry {self.number} is open again. {self._promise_in_words(policy)}", at, policy)
        return before

    def _first_step_without_evidence(self) -> Step:
        if self.confirmed_at is None:
            return Step.RECEIVED
        return Step.PROPOSING if self.verification else Step.VERIFYING

    def _send_receipt(self, at: datetime, policy: Policy) -> None:
        """The automatic receipt: the number, and what was promised. It is not the confirmation."""
        confirmation = self.open_clock(PromiseName.CONFIRMATION)
        sentences = [f"Thank you, {self.shopper.name}. Your inquiry has reached us; its number is {self.number}."]
        if confirmation:
            by = say_date(confirmation.limit, policy.calendar.zone)
            sentences.append(f"One of us will review it and confirm it to you by {by}.")
        sentences.append(self._promise_in_words(policy))
        peaks = {clock.peak for clock in self.open_clocks}
        sentences += [peak.notice for peak in policy.peaks if peak.name in peaks]
        self._say("receipt", " ".join(sentences), SYSTEM, at, policy)

    def _notify(self, text: str, at: datetime, policy: Policy) -> None:
        self._say("notice", text, SYSTEM, at, policy)

    def _promise_in_words(self, policy: Policy) -> str:
        """What runs now beside the confirmation, with its date."""
        zone = policy.calendar.zone
        update, resolution = self.open_clock(PromiseName.UPDATE), self.open_clock(PromiseName.RESOLUTION)
        if update:
            by, every = say_date(update.limit, zone), policy.update.said
            return f"You will hear from us by {by}, and then every {every} until it is solved."
        if resolution:
            return f"We will solve it and reply completely by {say_date(resolution.limit, zone)}."
        return ""


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
