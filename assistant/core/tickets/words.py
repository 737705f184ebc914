"""How are dates and steps said to people?"""

from datetime import datetime, tzinfo

from assistant.core.tickets.parts import Step

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

STEP_NAMES = {
    Step.RECEIVED: "Received",
    Step.VERIFYING: "Being checked",
    Step.PROPOSING: "Solution being prepared",
    Step.EXECUTING: "Being carried out",
    Step.FOLLOWING_UP: "Done, waiting for your word",
    Step.CLOSED: "Closed",
}

THROUGH = {"page": "on the ticket page", "chat": "in the chat"}
"""The ways a shopper writes to us about a ticket."""


def say_date(moment: datetime, zone: tzinfo) -> str:
    """A moment as people say it, on the clock of ``zone``: "Thu 26 Nov, 17:00"."""
    local = moment.astimezone(zone)
    return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]}, {local:%H:%M}"


def step_name(step: Step) -> str:
    """The step as the shopper reads it."""
    return STEP_NAMES[step]
