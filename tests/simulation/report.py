"""The report of a period, counted again from the recount and the raw messages."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from tests.simulation.compare import Stored
from tests.simulation.recount import Inquiry, Pledge, Recount, Row, moment
from tests.simulation.rules import NEW_YORK, ONE_DAY, Rules

Shape = dict[str, Any]
Given = tuple[Inquiry, Pledge]

REOPENINGS = ("reopened", "dissatisfied")
ALWAYS = ("confirmation", "resolution", "update")


def report(stored: Stored, recount: Recount, first: date, last: date, rules: Rules) -> Shape:
    """What the product's report on these local days must say, by the calendar of these rules."""
    period = _Period(first, last)
    inquiries = list(recount.inquiries.values())
    decided = [
        (inquiry, each) for inquiry in inquiries for each in inquiry.pledges if period.covers(each.broken or each.ended)
    ]
    topics = {number: row.topic for number, row in stored.tickets.items()}
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "time_zone": "America/New_York",
        "promises": [{"promise": name} | _tally(each for _, each in decided if each.name == name) for name in ALWAYS],
        "by_kind": _grouped("kind", decided, lambda each: each[0].kind),
        "by_topic": _grouped("topic", decided, lambda each: topics[each[0].number]),
        "by_agent": _by_agent(stored, decided),
        "by_week": _grouped("week", decided, lambda each: _monday(each[1].broken or each[1].ended)),
        "times": {
            "confirmation": _times(inquiries, lambda inquiry: inquiry.confirmed, period, rules),
            "resolution": _times(inquiries, lambda inquiry: inquiry.resolved, period, rules),
        },
        "assistant": _assistant(stored, period),
        "satisfaction": _satisfaction(stored, period),
        "tickets": _tickets(stored, inquiries, period),
    }


class _Period:
    def __init__(self, first: date, last: date) -> None:
        self._first, self._last = first, last

    def covers(self, at: datetime | None) -> bool:
        return at is not None and self._first <= at.astimezone(NEW_YORK).date() <= self._last


def _monday(at: datetime | None) -> str:
    assert at
    day = at.astimezone(NEW_YORK).date()
    return (day - day.weekday() * ONE_DAY).isoformat()


def _tally(pledges: Iterable[Pledge]) -> Shape:
    verdicts = Counter("broken" if each.broken else each.ending for each in pledges)
    kept, broken = verdicts["kept"], verdicts["broken"]
    counted = {name: verdicts[name] for name in ("kept", "broken", "superseded", "void")}
    return counted | {"share_kept": _share(kept, broken)}


def _grouped(name: str, decided: Sequence[Given], by: Callable[[Given], str]) -> list[Shape]:
    return [
        {name: value} | _tally(each[1] for each in decided if by(each) == value)
        for value in sorted(set(map(by, decided)))
    ]


def _by_agent(stored: Stored, decided: Sequence[Given]) -> list[Shape]:
    judged = [each for _, each in decided if each.broken or each.ending == "kept"]
    people = sorted((stored.names[who], who) for who in {each.answerable for each in judged} if who)
    rows: list[Shape] = [
        {"agent": {"id": who, "name": name}} | _tally(each for each in judged if each.answerable == who)
        for name, who in people
    ]
    nobodys = [each for each in judged if each.answerable is None]
    return [*rows, {"agent": None} | _tally(nobodys)] if nobodys else rows


def _times(
    inquiries: Iterable[Inquiry], reached: Callable[[Inquiry], datetime | None], period: _Period, rules: Rules
) -> Shape:
    waits = [
        (inquiry.received, at)
        for inquiry in inquiries
        if inquiry.outcome not in ("discarded", "merged") and period.covers(at := reached(inquiry)) and at
    ]
    days = [rules.days_taken(*wait) for wait in waits]
    hours = [rules.open_hours(*wait) for wait in waits]
    return {
        "count": len(waits),
        "median_business_days": median(days) if days else None,
        "median_open_hours": round(median(hours), 1) if hours else None,
        "within": [{"business_days": n, "count": days.count(n)} for n in range(max(days, default=-1) + 1)],
    }


def _assistant(stored: Stored, period: _Period) -> Shape:
    chats: dict[str, list[Any]] = {}
    for message in sorted(stored.messages, key=lambda each: each.seq):
        chats.setdefault(message.conversation_id, []).append(message)
    with_ticket = {row.conversation_id for row in stored.tickets.values()}
    fates: Counter[str] = Counter()
    for chat, messages in chats.items():
        asked = [message for message in messages if message.author_kind == "shopper"]
        if not asked or not any(message.entry for message in messages) or not period.covers(moment(asked[-1].at)):
            continue
        fates["handed_over" if chat in with_ticket else "resolved" if _was_answered(asked) else "in_vain"] += 1
    conversations = sum(fates.values())
    return {
        "conversations": conversations,
        "resolved": fates["resolved"],
        "handed_over": fates["handed_over"],
        "share_resolved": _share(fates["resolved"], conversations - fates["resolved"]),
    }


def _was_answered(asked: Sequence[Any]) -> bool:
    """Whether the last question, courtesies left out, got an answer."""
    read = [json.loads(each.judged) if isinstance(each.judged, str) else each.judged for each in asked]
    questions = [each for each in read if each and not str(each["entry"]).startswith("chat/")]
    return bool(questions) and questions[-1]["decision"] == "answer"


def _satisfaction(stored: Stored, period: _Period) -> Shape:
    words = [
        event for event in stored.events if event.kind in ("satisfied", "dissatisfied") and period.covers(event.at)
    ]
    weeks: dict[str, Counter[str]] = {}
    for event in words:
        weeks.setdefault(_monday(event.at), Counter())[event.kind] += 1
    satisfied = sum(event.kind == "satisfied" for event in words)
    return {
        "satisfied": satisfied,
        "dissatisfied": len(words) - satisfied,
        "share_satisfied": _share(satisfied, len(words) - satisfied),
        "by_week": [
            {"week": week, "satisfied": weeks[week]["satisfied"], "dissatisfied": weeks[week]["dissatisfied"]}
            for week in sorted(weeks)
        ],
        "helpful": 0,
        "unhelpful": 0,
    }


def _tickets(stored: Stored, inquiries: Sequence[Inquiry], period: _Period) -> Shape:
    ended = Counter(inquiry.outcome for inquiry in inquiries if period.covers(inquiry.closed))
    why: Mapping[int, str] = {
        event.ticket: event.data["reason"] for event in stored.events if event.kind == "discarded"
    }
    reasons = Counter(
        why[each.number] for each in inquiries if each.outcome == "discarded" and period.covers(each.closed)
    )
    return {
        "received": sum(period.covers(inquiry.received) for inquiry in inquiries),
        "reopened": sum(1 for event in _opened_for_good(stored.events) if period.covers(event.at)),
        "closed": {name: ended[name] for name in ("satisfied", "unconfirmed", "no_answer")},
        "discarded": {name: reasons[name] for name in ("spam", "test", "duplicate")},
        "merged": ended["merged"],
    }


def _opened_for_good(events: Sequence[Row]) -> list[Row]:
    """Reopenings, but for those that an agent took back since it was only thanks."""
    opened: dict[int, list[Row]] = {}
    for event in events:
        if event.kind in REOPENINGS:
            opened.setdefault(event.ticket, []).append(event)
        elif event.kind == "only_thanks":
            opened[event.ticket].pop()
    return [event for each in opened.values() for event in each]


def _share(part: int, rest: int) -> float | None:
    return part / (part + rest) if part + rest else None


def periods(first: date, last: date) -> list[tuple[date, date]]:
    """The whole, and parts that begin and end within weeks."""
    half = first + (last - first) // 2
    return [(first, last), (first, half), (half + ONE_DAY, last), (half, half + timedelta(days=5))]
