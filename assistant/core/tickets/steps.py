"""What takes a ticket from step to step? Each verb leaves the evidence its step asks for."""

import re
from dataclasses import replace
from datetime import datetime
from typing import cast, get_args

from assistant.core.errors import Conflict
from assistant.core.policy import Policy
from assistant.core.sla import PromiseName
from assistant.core.tickets.acting import Acting, need, one_of, refuse
from assistant.core.tickets.as_json import to_json
from assistant.core.tickets.cost import costs_nothing
from assistant.core.tickets.parts import (
    Actor,
    Decision,
    Deed,
    Fault,
    Outcome,
    Person,
    Solution,
    SolutionKind,
    Step,
    Through,
    Verification,
)
from assistant.core.tickets.words import THROUGH

SECTION = re.compile(r"[a-z0-9-]+#[0-9a-z.-]+")


class Steps(Acting):
    """The five steps."""

    def confirm(self, text: str, *, by: Person, at: datetime, policy: Policy) -> None:
        """Step 1: tell the shopper that a person has read the inquiry, restating the key information."""
        actor = self._begin("confirm", by, at, policy)
        need(text=(text, "Write the confirmation: what the inquiry is about, and what happens next."))
        self._confirmed(actor, at)
        self._say("confirmation", text, actor, at, policy)

    def verify(self, checked: str, found: str, *, by: Person, at: datetime, policy: Policy) -> None:
        """Step 2: what was checked (order, product, transaction) and what was found."""
        actor = self._begin("verify", by, at, policy)
        need(
            checked=(checked, "Say what you checked: the order, the product, the transaction."),
            found=(found, "Say what you found."),
        )
        self._verified(checked, found, actor, at)

    def propose(
        self,
        text: str,
        kind: str,
        section: str,
        fault: str,
        cost: str | None,
        *,
        by: Person,
        at: datetime,
        policy: Policy,
    ) -> None:
        """Step 3: send a solution. Anything but information and guidance then waits for the shopper's consent.

        ``cost`` says what it costs the shopper: ``0`` for nothing, and nothing else where the shop is at fault.
        """
        actor = self._begin("propose", by, at, policy)
        refuse(
            _missing_text(text, "Write the solution as the shopper will read it.")
            | one_of("kind", kind, get_args(SolutionKind))
            | _wrong_section(section)
            | one_of("fault", fault, get_args(Fault))
            | _wrong_cost(cost, fault)
        )
        kind, fault = cast(SolutionKind, kind), cast(Fault, fault)
        solution = self._proposed(text, kind, section, fault, cost or "", actor, at)
        if solution.needs_consent:
            self.step = Step.EXECUTING
            self._say("solution", text, actor, at, policy)
            self._wait("consent", at, policy)
        else:
            self._begin_following_up(actor, at, policy)
            self._say("solution", text, actor, at, policy)

    def answer(self, text: str, checked: str, section: str, *, by: Person, at: datetime, policy: Policy) -> None:
        """Steps 1 to 3 in one message for a plain question; all three go on record."""
        actor = self._begin("answer", by, at, policy)
        refuse(
            _missing_text(text, "Write the answer as the shopper will read it.")
            | ({} if checked.strip() else {"checked": "Say what you checked to know this."})
            | _wrong_section(section)
        )
        if self.confirmed_at is None:
            self._confirmed(actor, at)
        if self.verification is None:
            self._verified(checked, text, actor, at)
        self._proposed(text, "information", section, "nobody", "", actor, at)
        self._begin_following_up(actor, at, policy)
        self._say("answer", text, actor, at, policy)

    def consent(
        self,
        decision: Decision,
        *,
        version: int | None = None,
        note: str = "",
        through: Through = "page",
        by: Person | None,
        at: datetime,
        policy: Policy,
    ) -> None:
        """Step 4: the shopper accepts or declines this version of the solution; an agent may record it, with a note."""
        if by is None and self._is_decided_already(decision, version):
            return  # a second click on the same button
        actor = self._begin("consent", by, at, policy)
        assert self.solution
        refuse(one_of("decision", decision, get_args(Decision)))
        if by:
            need(note=(note, "Say how the shopper told you: on the phone or in the chat, and in which words."))
        if version is None and by is None or version not in (None, self.solution.version):
            raise Conflict("The solution has changed since; please read the new one and decide again.", code="changed")
        self.solution = replace(self.solution, consent=decision)
        if self.waiting:
            self._end_wait(at, policy)
        if decision == "decline":
            self.step = Step.PROPOSING
        did: Deed = "accepted" if decision == "accept" else "declined"
        if by is None:
            self._unseen(did, at)
        text = f"The shopper {did} the solution {THROUGH[through]}."
        if by:
            text = f"{by.name} recorded that the shopper {did} the solution."
        self._record(did, at, actor, text, version=self.solution.version, note=note, step=self.step.value)

    def execute(self, text: str, *, by: Person, at: datetime, policy: Policy) -> None:
        """Step 4: the agreed solution is carried out, and the shopper is told what was done."""
        actor = self._begin("execute", by, at, policy)
        need(text=(text, "Tell the shopper what was done."))
        self.executed = text
        self._begin_following_up(actor, at, policy)
        self._say("executed", text, actor, at, policy)
        self._record("executed", at, actor, f"{actor.name} carried the solution out.", step=self.step.value)

    def follow_up(
        self,
        satisfied: bool,
        *,
        note: str = "",
        through: Through = "page",
        by: Person | None,
        at: datetime,
        policy: Policy,
    ) -> None:
        """Step 5: the shopper's word on the result closes the ticket, or leads back to another solution."""
        actor = self._begin("follow-up", by, at, policy)
        if satisfied and self.outcome is Outcome.SATISFIED:
            return  # a second click on the same button
        if satisfied:
            self._close(Outcome.SATISFIED, self.closed_at or at)
        else:
            self._reopen(at, policy, because="We are sorry that it did not help.")
            if by is None:
                self._unseen("dissatisfied", at)
        kind, words = ("satisfied", "satisfied") if satisfied else ("dissatisfied", "not satisfied")
        text = f"The shopper is {words} with the result, as they told us {THROUGH[through]}."
        if by:
            text = f"{by.name} recorded that the shopper is {words} with the result."
        self._record(kind, at, actor, text, note=note, step=self.step.value)

    def _confirmed(self, actor: Actor, at: datetime) -> None:
        self.confirmed_at = at
        self._stop(PromiseName.CONFIRMATION, actor, at)
        self.step = Step.VERIFYING
        self._record("confirmed", at, actor, f"{actor.name} confirmed the inquiry.", step=self.step.value)

    def _verified(self, checked: str, found: str, actor: Actor, at: datetime) -> None:
        self.verification = Verification(checked, found)
        self.step = Step.PROPOSING
        text = f"{actor.name} checked the inquiry."
        self._record("verified", at, actor, text, checked=checked, found=found, step=self.step.value)

    def _proposed(
        self, text: str, kind: SolutionKind, section: str, fault: Fault, cost: str, actor: Actor, at: datetime
    ) -> Solution:
        version = self.solution.version + 1 if self.solution else 1
        cost = "" if costs_nothing(cost) else cost.strip()
        self.solution = solution = Solution(version, text, kind, section.strip(), fault, cost, proposed_at=at)
        self._record("proposed", at, actor, f"{actor.name} sent solution {version}.", solution=to_json(solution))
        return solution

    def _is_decided_already(self, decision: str, version: int | None) -> bool:
        return self.solution is not None and (self.solution.version, self.solution.consent) == (version, decision)


def _missing_text(text: str, message: str) -> dict[str, str]:
    return {} if text.strip() else {"text": message}


def _wrong_section(section: str) -> dict[str, str]:
    if SECTION.fullmatch(section.strip()):
        return {}
    return {"section": "Name the policy section it rests on, such as customer-service#5."}


def _wrong_cost(cost: str | None, fault: str) -> dict[str, str]:
    if cost is None or not cost.strip():
        return {"cost": "Say what it costs the shopper; write 0 for nothing."}
    if fault == "shop" and not costs_nothing(cost):
        return {"cost": "Where the shop is at fault, the solution is free of charge; write 0."}
    return {}
