"""Which other tickets are of the same shopper?"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from assistant.core.tickets import Outcome, Step, Ticket
from assistant.store.tables import tickets


@dataclass(frozen=True, slots=True)
class Related:
    number: int
    details: str
    step: Step
    outcome: Outcome | None
    received_at: datetime


def related_to(tx: Connection, ticket: Ticket, most: int) -> list[Related]:
    """The newest tickets of the same e-mail address, but itself and those merged into it; none without an address."""
    if not ticket.shopper.email:
        return []
    found = (
        select(
            tickets.c.number,
            func.coalesce(tickets.c.body["about"].as_string(), tickets.c.body["details"].as_string()).label("details"),
            tickets.c.step,
            tickets.c.outcome,
            tickets.c.received_at,
        )
        .where(
            tickets.c.shopper_email == ticket.shopper.email.lower(),
            tickets.c.number.not_in([ticket.number, *ticket.absorbed]),
        )
        .order_by(tickets.c.number.desc())
        .limit(most)
    )
    return [
        Related(row.number, row.details, Step(row.step), Outcome(row.outcome) if row.outcome else None, row.received_at)
        for row in tx.execute(found)
    ]
