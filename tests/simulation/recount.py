"""What must stand on record after what people did? Counted again from their deeds alone, by code of its own.

Reads the raw tables. Takes from them what people did (events of shoppers and colleagues, messages) and works out
everything else anew: which promises were made, with which dates, what became of each and when, what happened by itself.
Nothing of the product's own reckoning is imported or called.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from tests.simulation.rules import rules_at

PEOPLE = ("shopper", "agent")
AN_INSTANT = timedelta(microseconds=1)
NEEDS_NO_CONSENT = ("information", "guidance")
BY_THE_WAY = ("reminded", "mail_failed", "offered")
"""Kinds of events that depend on when somebody looked, and decide nothing."""
MADE_BY_TIME = ("at_risk", "breached", "closed", "woken", "released", "held")
"""Kinds of events that come about without anybody."""

Happening = tuple[datetime, str, str]
"""When, what, and of which promise."""


@dataclass(frozen=True)
class Row:
    """One event as it is stored."""

    id: int
    ticket: int
    kind: str
    at: datetime
    by: str
    """``shopper``, ``system``, or the id of a colleague."""
    text: str
    data: Mapping[str, Any]


@dataclass
class Pledge:
    """A promise as it must have been made and ended."""

    name: str
    started: datetime
    target: datetime
    limit: datetime
    busy: str | None
    paused: datetime | None = None
    ended: datetime | None = None
    ending: str = ""
    at_risk: datetime | None = None
    """The last target that passed."""
    broken: datetime | None = None
    answerable: str | None = None

    @property
    def state(self) -> str:
        if self.broken:
            return "breached"
        return self.ending or ("paused" if self.paused else "running")


@dataclass(frozen=True)
class Alarm:
    """A date that passed, of which somebody must hear."""

    kind: str
    name: str
    date: datetime
    since: datetime
    """From when on it could be noticed: later than its date where a pause ended too late."""


@dataclass
class Wait:
    since: datetime
    wants: str
    reminders: tuple[datetime, ...]
    closes: datetime
    ended: datetime | None = None


@dataclass
class Inquiry:
    """A ticket as it must be."""

    number: int
    received: datetime
    kind: str
    held: bool = False
    holder: str | None = None
    offered: bool = False
    """To everybody, while who holds it is away."""
    lapses: datetime | None = None
    wait: Wait | None = None
    follow_up_by: datetime | None = None
    snoozed: datetime | None = None
    confirmed: datetime | None = None
    verified: bool = False
    resolved: datetime | None = None
    consent_open: bool = False
    outcome: str = ""
    closed: datetime | None = None
    merged_into: int | None = None
    following_up: bool = False
    before: "Inquiry | None" = None
    """As it was when a message opened it again."""
    pledges: list[Pledge] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    happened: list[Happening] = field(default_factory=list)
    """By itself, since the last deed."""
    notices: int = 0
    receipts: int = 0
    spoken: int = 0
    """Messages of colleagues, notices with new dates left out."""
    alarms: list[Alarm] = field(default_factory=list)
    """Nothing of suspected spam."""
    reopened: int = 0

    def open_pledge(self, name: str) -> Pledge | None:
        return next((each for each in self.pledges if each.name == name and not each.ended), None)


class Recount:
    """All tickets, lived through again. ``faults`` lists whatever on record is not as it must be."""

    def __init__(self, rows: Sequence[Row], trapped: set[int], disabled: Mapping[str, datetime]) -> None:
        self.faults: list[str] = []
        self.inquiries: dict[int, Inquiry] = {}
        self._trapped, self._disabled = trapped, disabled
        self._rows = rows
        self._next = self._next_deeds(rows)
        self._seen: dict[int, list[Happening]] = {}

    def live(self, until: datetime) -> None:
        """Go through everything that people did, in the order of the record, and then to the end."""
        for row in self._rows:
            if self._is_by_time(row):
                self._seen.setdefault(row.ticket, []).append((row.at, row.kind, str(row.data.get("promise", ""))))
            elif row.kind not in BY_THE_WAY:
                self._do(row)
            elif row.kind == "offered":
                self._offered(self.inquiries[row.ticket], row)
        for inquiry in self.inquiries.values():
            pass_time(inquiry, until)
            self._compare(inquiry, "the end")

    def _is_by_time(self, row: Row) -> bool:
        put_back = row.kind == "released" and "did nothing" not in row.text
        return row.by == "system" and row.kind in MADE_BY_TIME and not put_back

    def _next_deeds(self, rows: Sequence[Row]) -> dict[int, Row]:
        """By the id of an event, the next thing that somebody did to the same ticket."""
        following: dict[int, Row] = {}
        last: dict[int, int] = {}
        for row in rows:
            if row.kind not in BY_THE_WAY and not self._is_by_time(row):
                if row.ticket in last:
                    following[last[row.ticket]] = row
                last[row.ticket] = row.id
        return following

    def _do(self, row: Row) -> None:
        if row.kind == "received":
            self.inquiries[row.ticket] = self._received(row)
            return
        inquiry = self.inquiries[row.ticket]
        pass_time(inquiry, row.at)
        if row.by not in ("shopper", "system"):
            self._worked(inquiry, row)
        deed: Callable[[Inquiry, Row], None] = getattr(self, f"_{row.kind}", self._unknown)
        deed(inquiry, row)

    def _compare(self, inquiry: Inquiry, before: str) -> None:
        """What came about by itself since the deed before, against what stands on record there."""
        seen = sorted(self._seen.pop(inquiry.number, []))
        if seen != sorted(inquiry.happened):
            self.faults.append(
                f"ticket {inquiry.number} before {before}: on record {_said(seen)}, but it was {_said(inquiry.happened)}"
            )
        inquiry.happened = []

    def _recorded(self, inquiry: Inquiry, row: Row) -> None:
        self._compare(inquiry, f"{row.kind} at {row.at}")

    def _fault(self, row: Row, what: str) -> None:
        self.faults.append(f"ticket {row.ticket}, {row.kind} at {row.at}: {what}")

    # what colleagues and shoppers did, by the name of its event

    def _unknown(self, inquiry: Inquiry, row: Row) -> None:
        self._fault(row, "no such deed is known")

    def _received(self, row: Row) -> Inquiry:
        held = row.ticket in self._trapped or row.data["reason"].startswith("Held")
        inquiry = Inquiry(row.ticket, row.at, row.data["kind"], held=held, receipts=0 if held else 1)
        pledge(inquiry, "confirmation", row.at)
        pledge(inquiry, main(inquiry), row.at)
        return inquiry

    def _worked(self, inquiry: Inquiry, row: Row) -> None:
        """Whoever does something with what they hold keeps it."""
        if inquiry.holder == row.by and row.kind not in ("claimed", "released"):
            inquiry.lapses, inquiry.offered = None, False

    def _offered(self, inquiry: Inquiry, row: Row) -> None:
        if inquiry.holder is None or inquiry.offered:
            self._fault(row, "nobody held it, or it was offered already")
        inquiry.offered = True

    def _claimed(self, inquiry: Inquiry, row: Row) -> None:
        if inquiry.holder is not None and not inquiry.offered:
            self._fault(row, f"{inquiry.holder} held it already")
        take(inquiry, row.by, row.at)
        self._recorded(inquiry, row)

    def _released(self, inquiry: Inquiry, row: Row) -> None:
        if row.by == "system":
            if str(inquiry.holder) not in self._disabled:
                self._fault(row, "nobody's account was closed")
            # by a worker whose clock had jumped back: what another had seen before has come about before
            pass_time(inquiry, max((at + AN_INSTANT for at, _, _ in self._seen.get(row.ticket, ())), default=row.at))
        elif row.data.get("reason") == "signed_out" and (inquiry.lapses is None or inquiry.holder != row.by):
            self._fault(row, "it was somebody's work")
        inquiry.holder, inquiry.lapses, inquiry.offered = None, None, False
        self._recorded(inquiry, row)

    def _transferred(self, inquiry: Inquiry, row: Row) -> None:
        take(inquiry, str(row.data["to"]), row.at)
        self._recorded(inquiry, row)

    def _noted(self, inquiry: Inquiry, row: Row) -> None:
        self._recorded(inquiry, row)

    def _words_released(self, inquiry: Inquiry, row: Row) -> None:
        self._recorded(inquiry, row)

    def _snoozed(self, inquiry: Inquiry, row: Row) -> None:
        inquiry.snoozed = datetime.fromisoformat(row.data["until"]).astimezone(UTC)
        self._recorded(inquiry, row)

    def _confirmed(self, inquiry: Inquiry, row: Row) -> None:
        inquiry.confirmed = row.at
        keep(inquiry, "confirmation", row.at, row.by)
        self._recorded(inquiry, row)
        if not self._is_part_of_an_answer(row):
            spoke(inquiry, row)  # otherwise the answer is still to come

    def _is_part_of_an_answer(self, row: Row) -> bool:
        """Whether the same person sent a solution in the same deed: one message confirmed, checked and solved."""
        after = self._next.get(row.id)
        while after and (after.at, after.by) == (row.at, row.by):
            if after.kind == "proposed":
                return True
            after = self._next.get(after.id)
        return False

    def _verified(self, inquiry: Inquiry, row: Row) -> None:
        inquiry.verified = True
        self._recorded(inquiry, row)

    def _proposed(self, inquiry: Inquiry, row: Row) -> None:
        self._recorded(inquiry, row)
        inquiry.consent_open = row.data["solution"]["kind"] not in NEEDS_NO_CONSENT
        if inquiry.consent_open:
            spoke(inquiry, row)
            wait(inquiry, "consent", row.at)
        else:
            done(inquiry, row)
            spoke(inquiry, row)

    def _accepted(self, inquiry: Inquiry, row: Row) -> None:
        self._decided(inquiry, row)

    def _declined(self, inquiry: Inquiry, row: Row) -> None:
        self._decided(inquiry, row)

    def _decided(self, inquiry: Inquiry, row: Row) -> None:
        if not inquiry.consent_open:
            self._fault(row, "nobody had been asked")
        inquiry.consent_open = False
        end_wait(inquiry, row.at)
        self._recorded(inquiry, row)

    def _executed(self, inquiry: Inquiry, row: Row) -> None:
        done(inquiry, row)
        spoke(inquiry, row)
        self._recorded(inquiry, row)

    def _replied(self, inquiry: Inquiry, row: Row) -> None:
        spoke(inquiry, row)
        self._recorded(inquiry, row)

    def _asked(self, inquiry: Inquiry, row: Row) -> None:
        spoke(inquiry, row)
        wait(inquiry, "consent" if inquiry.consent_open else "answer", row.at)
        self._recorded(inquiry, row)

    def _resumed(self, inquiry: Inquiry, row: Row) -> None:
        end_wait(inquiry, row.at)
        self._recorded(inquiry, row)

    def _called(self, inquiry: Inquiry, row: Row) -> None:
        if row.data["reached"]:
            inquiry.before = None
            update(inquiry, row)
            if inquiry.wait and inquiry.wait.wants == "answer":
                end_wait(inquiry, row.at)
        self._recorded(inquiry, row)

    def _classified(self, inquiry: Inquiry, row: Row) -> None:
        if former := inquiry.open_pledge(main(inquiry)):
            end(former, "superseded", row.at)
        inquiry.kind = row.data["kind"]
        fresh = pledge(inquiry, main(inquiry), row.at)
        if inquiry.wait and fresh.name == "resolution":
            fresh.paused = row.at
        inquiry.snoozed = None
        inquiry.notices += 1
        self._recorded(inquiry, row)

    def _extended(self, inquiry: Inquiry, row: Row) -> None:
        extended = inquiry.open_pledge(row.data["promise"])
        former, limit = (datetime.fromisoformat(row.data[name]).astimezone(UTC) for name in ("former", "limit"))
        if extended is None or extended.limit != former or not row.at < former < limit:
            self._fault(row, "there was no such promise to extend")
        else:
            rules = rules_at(row.at)
            days = rules.days_gone_by(former, limit)
            extended.target, extended.limit = rules.later(extended.target, days), rules.later(former, days)
        inquiry.notices += 1
        self._recorded(inquiry, row)

    def _satisfied(self, inquiry: Inquiry, row: Row) -> None:
        close(inquiry, "satisfied", inquiry.closed or row.at)
        self._recorded(inquiry, row)

    def _dissatisfied(self, inquiry: Inquiry, row: Row) -> None:
        reopen(inquiry, row.at)
        self._recorded(inquiry, row)

    def _reopened(self, inquiry: Inquiry, row: Row) -> None:
        before = replace(inquiry)
        reopen(inquiry, row.at)
        inquiry.before = before if row.by == "shopper" else None
        self._recorded(inquiry, row)

    def _only_thanks(self, inquiry: Inquiry, row: Row) -> None:
        before = inquiry.before
        if before is None:
            self._fault(row, "nothing had been opened by a message")
            return
        for each in inquiry.pledges:
            end(each, "void", row.at)
        inquiry.outcome, inquiry.closed, inquiry.resolved = before.outcome, before.closed, before.resolved
        inquiry.following_up, inquiry.before = before.following_up, None
        inquiry.consent_open = False
        if inquiry.closed:
            inquiry.lapses = None
        else:
            inquiry.follow_up_by = rules_at(row.at).deadline(row.at, rules_at(row.at).follow_up)
        self._recorded(inquiry, row)

    def _discarded(self, inquiry: Inquiry, row: Row) -> None:
        close(inquiry, "discarded", row.at)
        inquiry.held = False
        self._recorded(inquiry, row)

    def _accepted_as_inquiry(self, inquiry: Inquiry, row: Row) -> None:
        if not inquiry.held:
            self._fault(row, "it was not held")
        inquiry.held = False
        if inquiry.closed:
            reopen(inquiry, row.at)
        else:
            inquiry.receipts += 1
            inquiry.alarms += [
                Alarm("breached", each.name, each.broken, row.at)
                for each in inquiry.pledges
                if each.broken and not each.ended
            ]
        self._recorded(inquiry, row)

    def _wrote(self, inquiry: Inquiry, row: Row) -> None:
        """By the shopper. What it sets going stands after it."""
        self._recorded(inquiry, row)
        after = self._next.get(row.id)
        follows = {each.kind for each in _at_once(row, after, self._next)}
        at_rest = inquiry.following_up or (inquiry.closed is not None and row.data["through"] != "chat")
        opens = at_rest and not row.data["only_thanks"] and inquiry.outcome != "discarded"
        if opens != ("reopened" in follows):
            self._fault(row, "it should have been opened again" if opens else "it should not have been opened again")
        if bool(inquiry.wait) != ("resumed" in follows):
            self._fault(row, "the wait should have ended" if inquiry.wait else "there was no wait to end")
        end_wait(inquiry, row.at)
        if row.data["only_thanks"]:
            return
        inquiry.snoozed = None
        if inquiry.outcome == "discarded" and not inquiry.held:
            inquiry.held = True
            inquiry.happened.append((row.at, "held", ""))

    def _absorbed(self, inquiry: Inquiry, row: Row) -> None:
        """The survivor takes everything over."""
        other = self.inquiries[int(row.data["number"])]
        pass_time(other, row.at)
        end_wait(other, row.at)
        other.before = None
        inquiry.received = min(inquiry.received, other.received)
        inquiry.pledges, other.pledges = [*other.pledges, *inquiry.pledges], []
        self._keep_the_earliest(inquiry, row.at)
        inquiry.snoozed = inquiry.before = None
        if inquiry.following_up and any(not each.ended for each in inquiry.pledges):
            inquiry.following_up, inquiry.follow_up_by, inquiry.resolved = False, None, None
        resolution = inquiry.open_pledge("resolution")
        if resolution and inquiry.wait and not resolution.paused and not resolution.broken:
            resolution.paused = row.at
        inquiry.notices += 1
        self._recorded(inquiry, row)

    def _merged(self, inquiry: Inquiry, row: Row) -> None:
        close(inquiry, "merged", row.at)
        inquiry.merged_into = int(row.data["into"])
        self._recorded(inquiry, row)

    def _keep_the_earliest(self, inquiry: Inquiry, at: datetime) -> None:
        owed = {"update" if inquiry.open_pledge("update") else "resolution"}
        if inquiry.confirmed is None:
            owed.add("confirmation")
        still: set[str] = set()
        for each in sorted((each for each in inquiry.pledges if not each.ended), key=lambda each: _limit_now(each, at)):
            if each.name in owed and each.name not in still:
                still.add(each.name)
            else:
                end(each, "superseded", at)
        if "update" in still:
            inquiry.kind = "complex"
        elif "resolution" in still:
            inquiry.kind = "general"


def _limit_now(running: Pledge, at: datetime) -> datetime:
    """The limit as it is, or would be if a pause ended at this moment."""
    rules = rules_at(at)
    return rules.later(running.limit, rules.days_gone_by(running.paused, at)) if running.paused else running.limit


def main(inquiry: Inquiry) -> str:
    return "update" if inquiry.kind == "complex" else "resolution"


def pledge(inquiry: Inquiry, name: str, at: datetime) -> Pledge:
    """A promise made at a moment, by the rules of that moment."""
    rules = rules_at(at)
    busy = rules.busy_at(at)
    target, limit = (days + (busy.extra if busy else 0) for days in getattr(rules, name))
    made = Pledge(name, at, rules.deadline(at, target), rules.deadline(at, limit), busy.name if busy else None)
    inquiry.pledges.append(made)
    return made


def pass_time(inquiry: Inquiry, at: datetime, *, unseen_until: datetime | None = None) -> None:
    """Everything whose date lies before a moment has come about, in the order of the dates."""
    while True:
        dates = [date for date in _dates(inquiry) if date[0] < at]
        if not dates:
            return
        # what ends at the very moment of a limit has not gone past it
        date, what, of = min(dates, key=lambda each: (each[0], each[1] != "closed"))
        if what == "promise":
            assert isinstance(of, Pledge)
            if of.at_risk and of.at_risk < of.target:
                of.at_risk = date  # of a target that moved nobody hears a second time
                continue
            kind = "at_risk" if of.at_risk is None else "breached"
            if kind == "at_risk":
                of.at_risk = date
            else:
                of.broken, of.answerable = date, inquiry.holder
            inquiry.happened.append((date, kind, of.name))
            if not inquiry.held:
                inquiry.alarms.append(Alarm(kind, of.name, date, unseen_until or date))
            continue
        inquiry.happened.append((date, what, ""))
        if what == "closed":
            close(inquiry, "no_answer" if inquiry.wait else "unconfirmed", date)
            inquiry.notices += 1
        elif what == "woken":
            inquiry.snoozed = None
        else:
            inquiry.holder, inquiry.lapses, inquiry.offered = None, None, False


def _dates(inquiry: Inquiry) -> Iterator[tuple[datetime, str, Pledge | None]]:
    for each in inquiry.pledges:
        if not each.ended and not each.paused and not each.broken:
            is_at_risk = each.at_risk is not None and each.at_risk >= each.target
            yield (each.limit if is_at_risk else each.target), "promise", each
    if inquiry.wait:
        yield inquiry.wait.closes, "closed", None
    if inquiry.follow_up_by:
        yield inquiry.follow_up_by, "closed", None
    if inquiry.snoozed:
        yield inquiry.snoozed, "woken", None
    if inquiry.lapses:
        yield inquiry.lapses, "released", None


def take(inquiry: Inquiry, who: str, at: datetime) -> None:
    inquiry.holder, inquiry.offered = who, False
    inquiry.lapses = rules_at(at).after_opening_hours(at, rules_at(at).claim_hours)


def spoke(inquiry: Inquiry, row: Row) -> None:
    """A colleague has written to the shopper."""
    inquiry.before = None
    inquiry.spoken += 1
    update(inquiry, row)


def update(inquiry: Inquiry, row: Row) -> None:
    """The shopper has heard from a person: that update is kept, and the next one promised."""
    if inquiry.open_pledge("update"):
        keep(inquiry, "update", row.at, row.by)
        pledge(inquiry, "update", row.at)


def keep(inquiry: Inquiry, name: str, at: datetime, by: str) -> None:
    if running := inquiry.open_pledge(name):
        end(running, "kept", at)
        if not running.broken:
            running.answerable = by


def end(running: Pledge, how: str, at: datetime) -> None:
    if not running.ended:
        running.ended, running.ending, running.paused = at, how, None


def wait(inquiry: Inquiry, wants: str, at: datetime) -> None:
    """It is the shopper's turn; the resolution pauses unless it is paused or broken."""
    rules = rules_at(at)
    if inquiry.wait:
        inquiry.wait.ended = at
    inquiry.wait = Wait(
        at, wants, tuple(rules.deadline(at, days) for days in rules.reminders), rules.deadline(at, rules.waiting_closes)
    )
    inquiry.waits.append(inquiry.wait)
    inquiry.snoozed = None
    resolution = inquiry.open_pledge("resolution")
    if resolution and not resolution.paused and not resolution.broken:
        resolution.paused = at


def end_wait(inquiry: Inquiry, at: datetime) -> None:
    """Our turn again: the resolution moves by the business days that went by, and may be late at once."""
    if inquiry.wait is None:
        return
    inquiry.wait.ended, inquiry.wait = at, None
    resolution = inquiry.open_pledge("resolution")
    if resolution and resolution.paused:
        rules = rules_at(at)
        days = rules.days_gone_by(resolution.paused, at)
        resolution.target, resolution.limit = rules.later(resolution.target, days), rules.later(resolution.limit, days)
        resolution.paused = None
    pass_time(inquiry, at, unseen_until=at)


def done(inquiry: Inquiry, row: Row) -> None:
    """The last step begins."""
    end_wait(inquiry, row.at)
    keep(inquiry, "resolution", row.at, row.by)
    keep(inquiry, "update", row.at, row.by)
    inquiry.following_up, inquiry.resolved = True, row.at
    inquiry.follow_up_by = rules_at(row.at).deadline(row.at, rules_at(row.at).follow_up)
    inquiry.snoozed = None


def close(inquiry: Inquiry, outcome: str, at: datetime) -> None:
    inquiry.outcome, inquiry.closed = outcome, at
    if inquiry.wait:
        inquiry.wait.ended = at
    inquiry.wait = inquiry.follow_up_by = inquiry.snoozed = inquiry.lapses = inquiry.before = None
    inquiry.offered = False
    inquiry.following_up = False
    for each in inquiry.pledges:
        end(each, "void", at)


def reopen(inquiry: Inquiry, at: datetime) -> None:
    """Fresh promises."""
    inquiry.outcome, inquiry.closed, inquiry.resolved = "", None, None
    inquiry.following_up, inquiry.follow_up_by, inquiry.snoozed, inquiry.before = False, None, None, None
    inquiry.held = inquiry.consent_open = False
    if inquiry.confirmed is None:
        pledge(inquiry, "confirmation", at)
    pledge(inquiry, main(inquiry), at)
    inquiry.notices += 1
    inquiry.reopened += 1


def rows_of(stored: Sequence[Any]) -> list[Row]:
    """Events as the database gives them, in the order of the record."""
    return [
        Row(
            each.id,
            each.ticket,
            each.kind,
            moment(each.at),
            each.actor_id if each.actor_kind == "agent" else each.actor_kind,
            each.text,
            json.loads(each.data) if isinstance(each.data, str) else each.data,
        )
        for each in sorted(stored, key=lambda each: each.id)
    ]


def moment(told: Any) -> Any:
    """A moment as either database gives it."""
    if told is None or isinstance(told, datetime):
        return told.astimezone(UTC) if told else None
    return datetime.fromisoformat(told).replace(tzinfo=UTC)


def _at_once(row: Row, after: Row | None, following: Mapping[int, Row]) -> Iterator[Row]:
    """What the shopper's own message set going."""
    while after and after.at == row.at and after.by == row.by and after.kind in ("resumed", "reopened"):
        yield after
        after = following.get(after.id)


def _said(happened: Sequence[Happening]) -> list[str]:
    grouped = groupby(sorted(happened))
    return [
        f"{at:%a %d %b %H:%M} {what} {of}".strip() + ("" if len(list(all_)) == 1 else " twice")
        for (at, what, of), all_ in grouped
    ]
