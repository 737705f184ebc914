"""Are the promises kept? For agents and leads: the numbers of a period, from what is on record.

What each number means is told in ``docs/promises.md``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection

from assistant.core import gaps
from assistant.core.policy import Policy
from assistant.core.reporting import Decided, Period, Tally, Times, Verdict, Waits, Week, share, tallied
from assistant.core.sla import PromiseName
from assistant.services.apart import Apart, at_once
from assistant.services.desk import Desk
from assistant.services.shapes import Shape
from assistant.store import asked
from assistant.store import reports as store
from assistant.store.database import Database

CHATS_AT_ONCE = 250
SWEPT_WITHIN = timedelta(minutes=5)
"""Where a worker runs; it looks every few seconds."""
SOMEBODY = "A former colleague"
"""Whose account is in the database no more."""

_CLOSED = ("satisfied", "unconfirmed", "no_answer")
_REASONS = ("spam", "test", "duplicate")


def sla(desk: Desk, first: date, last: date, at: datetime, apart: Apart = at_once) -> Shape:
    """The report on the local days from ``first`` to ``last``. Takes a second or so for 20,000 tickets.

    Raises ``Invalid`` for days in the wrong order or more than 400 of them.
    """
    shape: Shape = apart(report, desk.db, desk.knowledge().policy, Period(first, last), at)
    return shape


def report(db: Database, policy: Policy, period: Period, at: datetime) -> Shape:
    """The same where there is no desk. All its numbers are of one moment."""
    return db.read_one_state(partial(_report, policy=policy, period=period, at=at))


def not_on_record(db: Database, at: datetime) -> int:
    """How many tickets have dates that passed and that no worker has put on record: a report does not know of them yet."""
    return db.read(lambda tx: store.not_swept(tx, at - SWEPT_WITHIN))


def _report(tx: Connection, policy: Policy, period: Period, at: datetime) -> Shape:
    calendar, zone = policy.calendar, policy.calendar.zone
    weeks, stretch = period.weeks(zone), (period.begins(zone), period.ends(zone))
    decided = [each for week in weeks for each in store.decided(tx, week)]
    return {
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "time_zone": calendar.time_zone,
        "promises": _promises(decided),
        "by_kind": _rows("kind", decided, lambda each: each.kind),
        "by_topic": _rows("topic", decided, lambda each: each.topic),
        "by_agent": _by_agent(tx, decided),
        "by_week": _rows("week", decided, lambda each: each.week.isoformat()),
        "times": {
            "confirmation": _times(tx, store.waits_for_confirmation, weeks, Waits(calendar)),
            "resolution": _times(tx, store.waits_for_resolution, weeks, Waits(calendar)),
        },
        "assistant": _assistant(tx, stretch, at),
        "satisfaction": _satisfaction(tx, weeks, stretch),
        "tickets": _tickets(tx, stretch),
    }


def _promises(decided: Sequence[Decided]) -> list[Shape]:
    found = tallied(decided, lambda each: each.promise)
    return [{"promise": name.value} | _tally(found.get(name, Tally())) for name in PromiseName]


def _rows(name: str, decided: Iterable[Decided], by: Callable[[Decided], str]) -> list[Shape]:
    found = tallied(decided, by)
    return [{name: value} | _tally(found[value]) for value in sorted(found)]


def _by_agent(tx: Connection, decided: Iterable[Decided]) -> list[Shape]:
    """By name, so that nobody stands first or last for their numbers; what broke while nobody held it comes at the end.

    For what was superseded or void nobody answers: it stands in no row here.
    """
    answered_for = (each for each in decided if each.verdict in (Verdict.KEPT, Verdict.BROKEN))
    found = tallied(answered_for, lambda each: each.agent)
    names = store.names_of(tx, [id for id in found if id])
    people = sorted((names.get(id, SOMEBODY), id) for id in found if id)
    rows: list[Shape] = [{"agent": {"id": id, "name": name}} | _tally(found[id]) for name, id in people]
    return rows + [{"agent": None} | _tally(found[None])] if None in found else rows


def _tally(tally: Tally) -> Shape:
    return {
        "kept": tally.kept,
        "broken": tally.broken,
        "superseded": tally.superseded,
        "void": tally.void,
        "share_kept": tally.share_kept,
    }


def _times(
    tx: Connection,
    waits_in: Callable[[Connection, datetime, datetime], Iterable[store.Wait]],
    weeks: Iterable[Week],
    waits: Waits,
) -> Shape:
    for week in weeks:
        for start, end in waits_in(tx, week.begins, week.ends):
            waits.add(start, end)
    return _times_shape(waits.times())


def _times_shape(times: Times) -> Shape:
    return {
        "count": times.count,
        "median_business_days": times.median_business_days,
        "median_open_hours": times.median_open_hours,
        "within": [{"business_days": days, "count": count} for days, count in times.within],
    }


def _assistant(tx: Connection, stretch: tuple[datetime, datetime], at: datetime) -> Shape:
    chats = store.chats(tx, *stretch)
    resolved = chats.answered + _answered_at_last(tx, chats.open_ended, at)
    conversations = chats.handed_over + chats.in_vain + chats.answered + len(chats.open_ended)
    return {
        "conversations": conversations,
        "resolved": resolved,
        "handed_over": chats.handed_over,
        "share_resolved": share(resolved, conversations - resolved),
    }


def _answered_at_last(tx: Connection, chats: Sequence[str], at: datetime) -> int:
    """In how many of these chats the last question was answered, and what came after it was none."""
    count = 0
    for place in range(0, len(chats), CHATS_AT_ONCE):
        for story in asked.stories_of(tx, chats[place : place + CHATS_AT_ONCE]):
            questions = gaps.questions(story, (), at)
            count += bool(questions) and questions[-1].outcome is gaps.Outcome.ANSWERED
    return count


def _satisfaction(tx: Connection, weeks: Iterable[Week], stretch: tuple[datetime, datetime]) -> Shape:
    by_week = [(week.monday.isoformat(), store.words_on_results(tx, week.begins, week.ends)) for week in weeks]
    satisfied = sum(words.get("satisfied", 0) for _, words in by_week)
    dissatisfied = sum(words.get("dissatisfied", 0) for _, words in by_week)
    thumbs = store.thumbs(tx, *stretch)
    return {
        "satisfied": satisfied,
        "dissatisfied": dissatisfied,
        "share_satisfied": share(satisfied, dissatisfied),
        "by_week": [
            {"week": week} | _counted(words, ("satisfied", "dissatisfied")) for week, words in by_week if words
        ],
        "helpful": thumbs.get(True, 0),
        "unhelpful": thumbs.get(False, 0),
    }


def _tickets(tx: Connection, stretch: tuple[datetime, datetime]) -> Shape:
    endings = store.endings(tx, *stretch)
    return {
        "received": store.received(tx, *stretch),
        "reopened": store.reopened(tx, *stretch),
        "closed": _counted(endings, _CLOSED),
        "discarded": _counted(store.discarded(tx, *stretch), _REASONS),
        "merged": endings.get("merged", 0),
    }


def _counted(counts: Mapping[Any, int], names: Iterable[str]) -> Shape:
    return {name: counts.get(name, 0) for name in names}
