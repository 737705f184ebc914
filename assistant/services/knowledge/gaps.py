"""What do shoppers ask in vain? For editors, most wanted first."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from assistant.core import gaps
from assistant.core.gaps import Asked, Gap, Line, Outcome, Wanted
from assistant.core.knowledge import Knowledge
from assistant.services.apart import Apart, at_once
from assistant.services.desk import Desk
from assistant.services.judging import judging
from assistant.services.knowledge.room import Room
from assistant.services.shapes import Shape, iso
from assistant.store import asked as store
from assistant.store.database import Database

MOST_QUESTIONS = 5_000
"""The newest ones tell; more would only take longer."""
MOST_DIFFERENT = 2_000
"""Where words have changed since, each of them is judged anew, in a millisecond or two."""
CHATS_AT_ONCE = 250
"""A page takes some ten milliseconds to read."""
MOST_SHOWN = 100


def gaps_of(desk: Desk, room: Room, days: int, at: datetime) -> Shape:
    """What shoppers asked in vain within so many days, as the console and scripts read it."""
    knowledge = room.live.current
    asked = asked_lately(desk.db, days, at, room.apart)
    # who looks again sees the same until somebody asks, rates or hands over, or the knowledge changes
    key = f"{knowledge.fingerprint} {hash(tuple((one.conversation, one.at, one.outcome) for one in asked))}"
    found = room.wanted.get(key, lambda: room.behind(report, knowledge, asked))
    return shape(knowledge, found, days)


def asked_lately(db: Database, days: int, at: datetime, apart: Apart = at_once) -> list[Asked]:
    """The questions of the last so many days, at most 5,000 of the newest chats.

    Looked at page by page, with what others have to do in between.
    """
    since = at - timedelta(days=days)
    tickets = db.read(lambda tx: store.handed_over_since(tx, since, MOST_QUESTIONS))
    found: list[Asked] = []
    after: store.Cursor | None = None
    while len(found) < MOST_QUESTIONS:
        page = db.read(partial(store.stories_since, since=since, after=after, most=CHATS_AT_ONCE))
        found += apart(_questions, page.stories, tickets, at)
        if (after := page.next) is None:
            break
    return found[:MOST_QUESTIONS]


def _questions(
    stories: Sequence[Sequence[Line]], tickets: Mapping[str, Sequence[datetime]], at: datetime
) -> list[Asked]:
    return [one for story in stories for one in gaps.questions(story, tickets.get(story[0].conversation, ()), at)]


def report(knowledge: Knowledge, asked: Sequence[Asked]) -> gaps.Report:
    """What of it is still in vain. Pure work of up to some seconds: not for a greenlet that others wait for.

    When so many went wrong, the newest 2,000 different questions tell enough.
    """
    decide = judging(knowledge)
    wanted: list[Wanted] = []
    different: set[str] = set()
    looked_at = 0
    for each in asked:
        if each.outcome is not Outcome.ANSWERED:
            different.add(each.text)
        if len(different) > MOST_DIFFERENT:
            break
        looked_at += 1
        if one := gaps.wanted(knowledge, each, decide):
            wanted.append(one)
    return gaps.Report(looked_at, gaps.gaps(knowledge, wanted))


def shape(knowledge: Knowledge, found: gaps.Report, days: int) -> Shape:
    """The report as others read it: the 100 most wanted gaps, and how many there are beside them."""
    return {
        "period_days": days,
        "asked": found.asked,
        "in_vain": found.in_vain,
        "off_topic": sum(gap.count for gap in found.gaps if gap.off_topic),
        "gaps": [_gap_shape(knowledge, gap) for gap in found.gaps[:MOST_SHOWN]],
        "more": max(0, len(found.gaps) - MOST_SHOWN),
    }


def _gap_shape(knowledge: Knowledge, gap: Gap) -> Shape:
    near = gap.nearest
    return {
        "id": gap.id,
        "count": gap.count,
        "reasons": {reason.value: count for reason, count in gap.reasons.items()},
        "examples": list(gap.examples),
        "nearest": near
        and {"id": near.id, "title": knowledge.entries[near.id].title, "confidence": round(near.confidence, 3)},
        "missing_fact": gap.missing_fact,
        "off_topic": gap.off_topic,
        "last_at": iso(gap.last_at),
    }
