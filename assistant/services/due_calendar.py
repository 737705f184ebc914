"""What falls due in the next business days, day by day, with days off and busy periods."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection

from assistant.core.calendar import ONE_DAY, BusinessCalendar
from assistant.core.policy import Peak, Policy
from assistant.core.sla import PromiseName
from assistant.services.desk import Desk
from assistant.services.shapes import Shape, iso, person_shape, subject_of
from assistant.store import due_calendar as store
from assistant.store.due_calendar import FallsDue

ROWS_A_DAY = 20
"""Rows shown of each day, one for each promise; all are counted."""


def due_days(desk: Desk, business_days: int, at: datetime) -> Shape:
    """The days from today on until so many business days are told, days off between them included."""
    policy = desk.knowledge().policy
    calendar = policy.calendar
    today = calendar.local(at).date()
    last = calendar.add(today - ONE_DAY, business_days)
    days = [today + timedelta(days=n) for n in range((last - today).days + 1)]

    def work(tx: Connection) -> Shape:
        counted = _count(tx, calendar, at, until=_begins(calendar, last + ONE_DAY))
        return {
            "today": today.isoformat(),
            "time_zone": calendar.time_zone,
            "overdue": {
                "count": counted.overdue,
                "tickets": _tickets(tx, None, at) if counted.overdue else [],
            },
            "days": [_day(tx, policy, day, counted, at) for day in days],
        }

    return desk.db.read(work)


@dataclass(frozen=True)
class _Counted:
    """How many promises fall due, and tickets close by themselves, on which local day."""

    overdue: int
    due: Mapping[date, Mapping[PromiseName, int]]
    closing: Mapping[date, int] = field(default_factory=Counter)


def _count(tx: Connection, calendar: BusinessCalendar, at: datetime, until: datetime) -> _Counted:
    overdue, due, closing = 0, dict[date, Counter[PromiseName]](), Counter[date]()
    for each in store.counts(tx, until):
        if each.limit < at:
            overdue += each.many
        else:
            due.setdefault(calendar.local(each.limit).date(), Counter())[each.promise] += each.many
    for moment, number in store.closings(tx, at, until):
        closing[calendar.local(moment).date()] += number
    return _Counted(overdue, due, closing)


def _day(tx: Connection, policy: Policy, day: date, counted: _Counted, at: datetime) -> Shape:
    calendar, due = policy.calendar, counted.due.get(day, {})
    # today begins now: what was due before is overdue
    since, until = max(_begins(calendar, day), at), _begins(calendar, day + ONE_DAY)
    return {
        "date": day.isoformat(),
        "business_day": calendar.is_business_day(day),
        "day_off": calendar.days_off(day, 1).get(day) or None,
        "peak": _peak_shape(peak) if (peak := policy.peak_on(day)) else None,
        "count": sum(due.values()),
        "by_promise": {promise.value: due.get(promise, 0) for promise in PromiseName},
        "tickets": _tickets(tx, since, until) if due else [],
        "closes_by_itself": counted.closing.get(day, 0),
    }


def _begins(calendar: BusinessCalendar, day: date) -> datetime:
    """The first moment of a local day, in UTC."""
    return datetime.combine(day, time.min, calendar.zone).astimezone(UTC)


def _peak_shape(peak: Peak) -> Shape:
    return {"name": peak.name, "extra_business_days": peak.extra_business_days, "notice": peak.notice}


def _tickets(tx: Connection, since: datetime | None, until: datetime) -> Sequence[Shape]:
    return [_due_shape(each) for each in store.first(tx, since, until, ROWS_A_DAY)]


def _due_shape(due: FallsDue) -> Shape:
    return {
        "number": str(due.number),
        "subject": subject_of(due.details),
        "shopper": due.shopper,
        "promise": due.clock.promise.value,
        "target": iso(due.clock.target),
        "limit": iso(due.clock.limit),
        "at_risk": due.clock.is_at_risk,
        "assignee": person_shape(due.assignee),
        "waiting": due.waiting,
    }
