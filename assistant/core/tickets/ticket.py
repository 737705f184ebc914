"""One inquiry from receipt to the shopper's last word."""

from datetime import datetime
from typing import Literal

from assistant.core import sla
from assistant.core.policy import Policy
from assistant.core.sla import Kind
from assistant.core.tickets.correspondence import Correspondence
from assistant.core.tickets.endings import Endings
from assistant.core.tickets.holding import Holding
from assistant.core.tickets.merging import Merging
from assistant.core.tickets.parts import SHOPPER, Contact
from assistant.core.tickets.promising import Promising
from assistant.core.tickets.steps import Steps
from assistant.core.tickets.talk import Talk


class Ticket(Steps, Talk, Promising, Holding, Merging, Endings, Correspondence):
    """A ticket with all its verbs; each parent holds those that answer one question.

    A verb brings the ticket up to ``at`` first, so dates that have passed are on record before it acts. It raises
    ``Conflict`` (wrong step, or another person holds it), ``Forbidden`` (only a lead may) or ``Invalid`` (evidence is
    missing), and then the ticket must not be saved. What it leaves for the service to store is in ``news`` and
    ``letters``.
    """

    @classmethod
    def open(
        cls,
        *,
        number: int,
        conversation_id: str,
        kind: Kind,
        topic: str,
        shopper: Contact,
        details: str,
        about: str | None = None,
        at: datetime,
        policy: Policy,
        source: Literal["form", "chat"] = "form",
        reason: str = "",
        held: bool = False,
    ) -> "Ticket":
        """Receive an inquiry: the promises start, and the receipt goes out unless it is ``held`` as suspected spam.

        ``reason`` says for colleagues why it was handed over, or why it is held.
        """
        ticket = cls(
            number=number,
            conversation_id=conversation_id,
            kind=kind,
            topic=topic,
            shopper=shopper,
            details=details,
            about=about,
            received_at=at,
            held=held,
            clocks=sla.first_clocks(policy, kind, at),
        )
        text = {"form": "The shopper sent the contact form.", "chat": "The chat was handed over."}[source]
        promised = {clock.promise.value: clock.limit.isoformat() for clock in ticket.clocks}
        ticket._record("received", at, SHOPPER, text, source=source, kind=kind, reason=reason, promised=promised)
        if not held:
            ticket._send_receipt(at, policy)
        return ticket
