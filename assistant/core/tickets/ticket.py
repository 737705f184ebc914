"""One inquiry from receipt to the shopper's last word."""

from assistant.core.tickets.record import Record


class Ticket(Record):
    """See the modules beside this one: each holds the verbs that answer one question."""
