"""How are dates and steps said to people?"""

from datetime import date, datetime, tzinfo

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

THROUGH = {"page": "on the ticket page", "chat": "in the chat", "mail": "by e-mail"}
"""The ways a shopper writes to us about a ticket."""


def say_date(moment: datetime, zone: tzinfo) -> str:
    """A moment as people say it, on the clock of ``zone``: "Thu 26 Nov, 17:00"."""
    local = moment.astimezone(zone)
    return f"{say_day(local)}, {local:%H:%M}"


def say_day(day: date) -> str:
    """A day as people say it: "Thu 26 Nov"."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def step_name(step: Step) -> str:
    """The step as the shopper reads it."""
    return STEP_NAMES[step]
