"""What is said between shopper and shop outside the steps, and what does it set going?"""

from datetime import datetime

from assistant.core.policy import Policy
from assistant.core.tickets import gates
from assistant.core.tickets.acting import Acting, need
from assistant.core.tickets.parts import SHOPPER, SYSTEM, Outcome, Person, Step, Through
from assistant.core.tickets.words import THROUGH


class Talk(Acting):
    """Replies, questions, calls and notes."""

    def reply(self, text: str, *, by: Person, at: datetime, policy: Policy) -> None:
        """Write to the shopper without asking for anything."""
        actor = self._begin("reply", by, at, policy)
        need(text=(text, "Write the reply."))
        self._say("reply", text, actor, at, policy)
        self._record("replied", at, actor, f"{actor.name} replied.")

    def ask(self, text: str, *, by: Person, at: datetime, policy: Policy) -> None:
        """Ask the shopper something, and wait for the answer. An open consent stays what it waits for."""
        actor = self._begin("ask", by, at, policy)
        need(text=(text, "Write the question."))
        self._say("question", text, actor, at, policy)
        self._wait("consent" if gates.consent_is_open(self) else "answer", at, policy)
        self._record("asked", at, actor, f"{actor.name} asked the shopper and waits for the answer.")

    def answered(self, note: str, *, by: Person, at: datetime, policy: Policy) -> None:
        """Record that the shopper gave word some other way; the wait ends."""
        actor = self._begin("answered", by, at, policy)
        need(note=(note, "Say how the shopper answered, and what."))
        self._end_wait(at, policy)
        self._record("resumed", at, actor, f"{actor.name} recorded the shopper's answer.", note=note)

    def call(self, reached: bool, note: str, *, by: Person, at: datetime, policy: Policy) -> None:
        """Log a call. One that reached the shopper is an update, and the answer to an open question."""
        actor = self._begin("call", by, at, policy)
        need(note=(note, "Say what the call was about."))
        if reached:
            self.reopening = None
            self._updated(actor, at, policy)
            if self.waiting and self.waiting.for_ == "answer":
                self._end_wait(at, policy)
        text = f"{actor.name} called the shopper" + (" and reached them." if reached else ", but did not reach them.")
        self._record("called", at, actor, text, reached=reached, note=note)

    def note(self, text: str, *, by: Person, at: datetime, policy: Policy) -> None:
        """Write something down for colleagues. The shopper never sees it."""
        actor = self._begin("note", by, at, policy)
        need(text=(text, "Write the note."))
        self._record("noted", at, actor, f"{actor.name} made a note.", text=text)

    def respect_released(self, words: list[str], reason: str, *, by: Person, at: datetime, policy: Policy) -> None:
        """Put on record that a lead let a reply go out in spite of these words."""
        actor = self._begin("note", by, at, policy)
        need(reason=(reason, "Say why these words may go out."))
        self._record("words_released", at, actor, f"{actor.name} let the wording pass.", words=words, reason=reason)

    def shopper_wrote(
        self, *, at: datetime, policy: Policy, through: Through = "page", only_thanks: bool = False
    ) -> None:
        """The shopper wrote. Ends a wait; opens again what was done, unless it is only thanks or goodbye.

        ``only_thanks`` is to be set only where that is certain. In the chat nothing opens a closed ticket again.
        """
        self._pass_time(at, policy)
        if self.merged_into is not None:
            raise gates.merged(self.merged_into)
        text = f"The shopper wrote {THROUGH[through]}."
        self._record("wrote", at, SHOPPER, text, through=through, only_thanks=only_thanks)
        if self.waiting:
            self._end_wait(at, policy)
            self._record("resumed", at, SHOPPER, "It is our turn again.")
            self._unseen("wrote", at)
        if only_thanks:
            return
        if not self.is_closed:
            self._unseen("wrote", at)
        self.snoozed_until = None
        if self.outcome is Outcome.DISCARDED:
            self._hold_for_review(at)
        elif self.step is Step.FOLLOWING_UP or (self.step is Step.CLOSED and through != "chat"):
            before = self._reopen(at, policy)
            self._record("reopened", at, SHOPPER, "The shopper's message opened it again.", step=self.step.value)
            self.reopening = before
            self._unseen("reopened", at)

    def _hold_for_review(self, at: datetime) -> None:
        """Perhaps it was no spam: a person looks, but spam opens nothing by itself."""
        if not self.held:
            self.held = True
            self._record("held", at, SYSTEM, "The shopper wrote to a discarded inquiry; it is held for review.")
