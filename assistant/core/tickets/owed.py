"""How is it said what we owe a shopper, and by when? A date that has passed is never named as one to come."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from assistant.core.policy import Policy
from assistant.core.sla import Clock, ClockState, PromiseName
from assistant.core.tickets.words import say_date

AHEAD = {
    PromiseName.CONFIRMATION: "One of us will review your inquiry and confirm it to you by {by}{then}.",
    PromiseName.RESOLUTION: "We will solve it and reply completely by {by}{then}.",
    PromiseName.UPDATE: "You will hear from us by {by}{then}.",
}
BROKEN = {
    PromiseName.CONFIRMATION: "to confirm your inquiry",
    PromiseName.RESOLUTION: "to solve it",
    PromiseName.UPDATE: "to send you news",
}
STANDS_STILL = "While it is your turn, the date by which we solve your inquiry stands still."
"""No other promise is ever paused."""
EITHER_WAY = ", whether or not you have answered"
NEITHER_WAITS = "Neither date waits for your answer."
"""Two at most run meanwhile: the confirmation and the update."""
COMES_FIRST = "It comes before everything else now."


def say_owed(clock: Clock, zone: tzinfo) -> str:
    """One promise with its date; one that is broken and still owed, with an apology."""
    if clock.state is ClockState.BREACHED:
        return _sorry([clock], zone)
    return AHEAD[clock.promise].format(by=say_date(clock.limit, zone), then="")


def say_all_owed(clocks: Sequence[Clock], at: datetime, policy: Policy) -> str:
    """These promises as a letter of this moment names them: what is broken first, then what is ahead and how it goes on."""
    broken = [clock for clock in clocks if clock.state is ClockState.BREACHED]
    ahead = [_ahead(clock, at, policy) for clock in clocks if clock not in broken]
    said = [_sorry(broken, policy.calendar.zone), COMES_FIRST] if broken else []
    return " ".join([*said, *filter(None, ahead)])


def say_while_waiting(clocks: Sequence[Clock], zone: tzinfo) -> str:
    """What stands still while it is the shopper's turn, and what does not: empty where nothing is promised.

    A breached promise has nothing left to pause, and a confirmation or an update never waits for them.
    """
    broken = [clock for clock in clocks if clock.state is ClockState.BREACHED]
    running = [clock for clock in clocks if clock.state is ClockState.RUNNING]
    said = [STANDS_STILL] if any(clock.state is ClockState.PAUSED for clock in clocks) else []
    then = EITHER_WAY if len(running) == 1 else ""
    said += [AHEAD[clock.promise].format(by=say_date(clock.limit, zone), then=then) for clock in running]
    said += [NEITHER_WAITS] if len(running) > 1 else []
    return " ".join([*said, _sorry(broken, zone)] if broken else said)


def _sorry(clocks: Sequence[Clock], zone: tzinfo) -> str:
    by_date: dict[str, list[str]] = {}
    for clock in clocks:
        by_date.setdefault(say_date(clock.limit, zone), []).append(BROKEN[clock.promise])
    promised = " and ".join(f"{' and '.join(deeds)} by {date}" for date, deeds in by_date.items())
    late = ", and are late with both" if len(clocks) > 1 else " and are late"
    return f"We are sorry: we promised {promised}{late}."


def _ahead(clock: Clock, at: datetime, policy: Policy) -> str:
    limit, then = clock.limit, ""
    if clock.promise is PromiseName.UPDATE:
        then = f", and then every {policy.update.said} until it is solved"
    if clock.state is ClockState.PAUSED:
        limit, then = clock.limit_if_resumed(at, policy.calendar), "; each business day we wait for you moves that date"
        if limit < at:
            return ""  # it ends late the moment the shopper answers; until then it is their turn
    return AHEAD[clock.promise].format(by=say_date(limit, policy.calendar.zone), then=then)
