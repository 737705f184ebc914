"""What do e-mails do to a ticket, besides carrying replies: those that could not be delivered, those a machine or
somebody else wrote, and an address that was wrong?
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from assistant.core.errors import Conflict
from assistant.core.intake import read_correction
from assistant.core.policy import Policy
from assistant.core.tickets.acting import Acting, need, refuse
from assistant.core.tickets.parts import SHOPPER, SYSTEM, Actor, Person

FIELDS_IN_WORDS = {
    "name": "name",
    "email": "e-mail address",
    "phone": "phone number",
    "order_number": "order number",
    "product": "product",
    "sku": "SKU",
}
PERSONAL = frozenset({"name", "email", "phone"})
"""Never told on record: events are kept for good, and what is personal can be erased."""

LONGEST_NOTE = 2_000
"""Characters kept on record of a mail that is no reply."""


class Correspondence(Acting):
    """Correcting what the shopper gave, and what became of our mail and theirs."""

    def correct(self, given: Mapping[str, str | None], *, by: Person, at: datetime, policy: Policy) -> None:
        """Put right what the shopper gave: any of name, e-mail, phone, order number, product, SKU. Empty takes it away.

        Raises ``Invalid`` (``missing_fields``), ``Conflict`` (``same_facts``) when nothing would change.
        """
        actor = self._begin("correct", by, at, policy)
        former = self.shopper
        correct = {field: value for field, value in read_correction(given).items() if value != getattr(former, field)}
        if not correct:
            raise Conflict("This is what is on record already.", code="same_facts")
        now = replace(former, **correct)
        if not (now.email or now.phone):
            refuse({"email": "Keep an e-mail address or a phone number, so that the shopper can be reached."})
        self.shopper = now
        plain = {field: [getattr(former, field), value] for field, value in correct.items() if field not in PERSONAL}
        words = _listed([f"the {FIELDS_IN_WORDS[field]}" for field in correct])
        self._record("corrected", at, actor, f"{actor.name} corrected {words}.", fields=list(correct), changes=plain)

    def mail_failed(self, mail_id: str, kind: str, *, died_at: datetime, at: datetime, policy: Policy) -> None:
        """An e-mail to the shopper could not be delivered, at ``died_at``; found out ``at``."""
        self._pass_time(at, policy)
        self._record("mail_failed", died_at, SYSTEM, "An e-mail did not reach the shopper.", mail=mail_id, kind=kind)

    def mail_sent_again(self, mail_id: str, kind: str, *, by: Person, at: datetime, policy: Policy) -> None:
        """A person had an undelivered e-mail sent once more."""
        self._pass_time(at, policy)
        text = f"{by.name} had the e-mail sent again."
        self._record("mail_sent_again", at, Actor.of(by), text, mail=mail_id, kind=kind)

    def mail_dismissed(self, mail_id: str, kind: str, note: str, *, by: Person, at: datetime, policy: Policy) -> None:
        """A person has seen to an undelivered e-mail in another way."""
        self._pass_time(at, policy)
        need(note=(note, "Say what you did instead, such as a call."))
        text = f"{by.name} saw to an e-mail that could not be delivered."
        self._record("mail_dismissed", at, Actor.of(by), text, mail=mail_id, kind=kind, note=note)

    def answered_by_machine(self, text: str, *, at: datetime, policy: Policy) -> None:
        """An automatic reply came back to one of our e-mails. It starts nothing, but a person may have written it."""
        self._pass_time(at, policy)
        note = f"An automatic reply to our e-mail:\n\n{_cut(text)}"
        self._record("noted", at, SYSTEM, "An automatic reply is kept as a note.", text=note)
        self._record("answered_by_machine", at, SHOPPER, "An automatic reply to our e-mail came back.")

    def somebody_wrote(self, sender: str, text: str, *, alarm: bool, at: datetime, policy: Policy) -> None:
        """An answer to one of our e-mails came from another address: a note for colleagues, and no reply.

        Whoever looks decides whether it was the shopper, so it is not left asleep. With ``alarm`` somebody hears of it.
        Of the address only the host is noted: what is on record stays, and whose address it is we do not know.
        """
        self._pass_time(at, policy)
        self.snoozed_until = None
        whence = f" (at {sender.rpartition('@')[2]})" if "@" in sender else ""
        note = f"E-mail from another address than the one of this inquiry{whence}:\n\n{_cut(text)}"
        self._record("noted", at, SYSTEM, "An e-mail came from another address; it is kept as a note.", text=note)
        if alarm:
            self._record("somebody_wrote", at, SYSTEM, "Somebody answered our e-mail from another address.")

    def parts_left_out(self, names: list[str], *, at: datetime, policy: Policy) -> None:
        """What came attached to an e-mail of the shopper and was not taken."""
        self._pass_time(at, policy)
        note = f"The e-mail had attachments that we do not take: {', '.join(names)}"
        self._record("noted", at, SYSTEM, "Attachments of an e-mail were not taken.", text=note)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_NOTE else f"{text[:LONGEST_NOTE].rstrip()}… (the rest is left out)"
