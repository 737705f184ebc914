"""Does what is stored agree with the recount, with what people were told was done, and with what came out as mail?"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from tests.simulation.diary import STAFF_EVENTS
from tests.simulation.recount import Recount, Row, moment, rows_of
from tests.simulation.shoppers import THANKS
from tests.simulation.world import World

COMPARED = {*STAFF_EVENTS.values(), "accepted", "declined", "satisfied", "dissatisfied"}
ALARM = re.compile(r"The (confirmation|resolution|update) of ticket \d+ (was promised|should have gone out)")
"""What an alarm says of each promise: broken, or at risk."""
PERSONAL = ("confirmation", "reply", "question", "solution", "answer", "executed")


class Stored:
    """Everything in the database, raw."""

    def __init__(self, tx: Connection) -> None:
        def rows(table: str) -> Sequence[Any]:
            return tx.execute(text(f"SELECT * FROM {table}")).all()

        self.tickets: Mapping[int, Any] = {row.number: row for row in rows("tickets")}
        self.clocks = rows("clocks")
        self.events: Sequence[Row] = rows_of(rows("ticket_events"))
        self.mails = rows("outbox")
        self.messages = rows("messages")
        users = rows("users")
        self.leads = [row.email for row in users if row.role == "lead"]
        self.addresses = [row.email for row in users]
        self.names = {row.id: row.name for row in users}


def recounted(world: World) -> tuple[Stored, Recount]:
    """What is stored, and what it must be, at the end of the simulation."""
    stored = world.desk.db.read(Stored)
    recount = Recount(stored.events, world.diary.trapped, world.diary.disabled)
    recount.live(max(world.diary.swept))
    return stored, recount


def all_faults(world: World, stored: Stored, recount: Recount) -> list[str]:
    """Everything that is not as it must be, in words; empty for a shop that kept its word about keeping promises."""
    return [
        *recount.faults,
        *promises(stored, recount),
        *transitions(stored),
        *tickets(stored, recount),
        *deeds(world, stored),
        *words(world, stored),
        *thanks(stored),
        *letters(stored, recount),
        *reminders(world, stored, recount),
        *alarms(world, stored, recount),
        *deliveries(world, stored),
        *(f"event {event_id} was changed or lost" for event_id in world.changed_record()),
    ]


def promises(stored: Stored, recount: Recount) -> Iterator[str]:
    """Every promise once, with its dates, its verdict, when it was given, and who answers for it."""
    kept: Counter[tuple[Any, ...]] = Counter(
        (
            clock.ticket,
            clock.promise,
            *(
                moment(getattr(clock, name))
                for name in ("started_at", "target", "limit", "paused_at", "stopped_at", "at_risk_at", "breached_at")
            ),
            clock.state,
            clock.answerable,
            clock.peak,
        )
        for clock in stored.clocks
    )
    made: Counter[tuple[Any, ...]] = Counter(
        (
            inquiry.number,
            each.name,
            each.started,
            each.target,
            each.limit,
            each.paused,
            each.ended,
            each.at_risk,
            each.broken,
            each.state,
            each.answerable,
            each.busy,
        )
        for inquiry in recount.inquiries.values()
        for each in inquiry.pledges
    )
    yield from (f"on record but never so: {_told(clock)}" for clock in kept - made)
    yield from (f"so, but not on record: {_told(clock)}" for clock in made - kept)


def transitions(stored: Stored) -> Iterator[str]:
    """Each clock's dates once on record, at risk before broken, and none without its clock."""
    happened: dict[tuple[str, str], list[Row]] = {}
    for event in stored.events:
        if event.kind in ("at_risk", "breached"):
            happened.setdefault((event.data["clock"], event.kind), []).append(event)
    for clock in stored.clocks:
        risk, breach = (happened.pop((clock.id, kind), []) for kind in ("at_risk", "breached"))
        dates = (moment(clock.at_risk_at), moment(clock.breached_at))
        # a target that moved may have passed again, without a word
        if len(risk) != bool(dates[0]) or any(event.at > dates[0] for event in risk):
            yield f"clock {clock.id} of {clock.ticket} is at risk since {dates[0]}, on record {len(risk)} times"
        if [event.at for event in breach] != [dates[1]][: bool(dates[1])]:
            yield f"clock {clock.id} of {clock.ticket} is broken since {dates[1]}, on record {len(breach)} times"
        if breach and (not risk or risk[0].id > breach[0].id):
            yield f"clock {clock.id} of {clock.ticket} was broken before it was at risk"
    yield from (f"{kind} of a clock that is none: {clock}" for clock, kind in happened)


def tickets(stored: Stored, recount: Recount) -> Iterator[str]:
    """Each inquiry once, standing where it must; closed only for a reason on record."""
    if stored.tickets.keys() != recount.inquiries.keys():
        yield f"tickets {stored.tickets.keys() ^ recount.inquiries.keys()} have no receipt or no row"
    for number, inquiry in recount.inquiries.items():
        row = stored.tickets[number]
        is_so = (
            row.outcome or "",
            row.step == "closed",
            row.step == "following_up",
            row.assignee_id,
            bool(row.held),
            moment(row.received_at),
            moment(row.closed_at),
            moment(row.confirmed_at),
            moment(row.resolved_at),
        )
        must_be = (
            inquiry.outcome,
            inquiry.closed is not None,
            inquiry.following_up,
            inquiry.holder,
            inquiry.held,
            inquiry.received,
            inquiry.closed,
            inquiry.confirmed,
            inquiry.resolved,
        )
        if is_so != must_be:
            yield f"ticket {number} is {is_so}, but must be {must_be}"


def deeds(world: World, stored: Stored) -> Iterator[str]:
    """What people were told was done stands on record once, and nothing else does."""
    solved = {(event.ticket, event.at) for event in stored.events if event.kind == "proposed"}
    recorded = Counter(
        (event.ticket, event.kind, event.by)
        for event in stored.events
        if event.kind in COMPARED and event.by != "system" and not _by_message(event)
        if event.data.get("reason") != "signed_out"
        # an answer confirms and checks on its way
        if event.kind not in ("confirmed", "verified") or (event.ticket, event.at) not in solved
    )
    told = Counter((deed.ticket, deed.event, deed.by) for deed in world.diary.deeds)
    yield from (f"on record, but nobody did it: {deed} {times} times" for deed, times in (recorded - told).items())
    yield from (f"done, but not on record: {deed} {times} times" for deed, times in (told - recorded).items())
    received = {event.ticket: event.at for event in stored.events if event.kind == "received"}
    if received.keys() != world.diary.inquiries.keys():
        yield f"asked for and on record are not the same tickets: {received.keys() ^ world.diary.inquiries.keys()}"


def _by_message(event: Row) -> bool:
    return (
        event.by == "shopper" and event.kind in ("reopened", "resumed") and event.text != "The shopper opened it again."
    )


def words(world: World, stored: Stored) -> Iterator[str]:
    """Every word once: what shoppers wrote, what colleagues said, in the chat and in the mail."""
    in_chat = world.diary.in_chat
    wrote = Counter(
        (message.id, message.conversation_id)
        if (message.id, message.conversation_id) in in_chat
        else (message.text, "page")
        for message in stored.messages
        if message.author_kind == "shopper" and not _is_form(message, in_chat)
    )
    told = Counter(world.diary.wrote)
    yield from (f"written but not stored: {each}" for each in told - wrote)
    yield from (f"stored but not written: {each}" for each in wrote - told)
    said: dict[str, set[str]] = {}
    for message in stored.messages:
        if message.author_kind == "agent" and "(mark" in message.text:
            said.setdefault(_mark(message.text), set()).add(message.id)
    mailed = Counter(_mark(mail.text) for mail in stored.mails if "(mark" in mail.text)
    for each in world.diary.said:
        if len(said.pop(each.mark, ())) != 1:
            yield f"ticket {each.ticket}: {each.mark} was said, but does not stand there once"
        if mailed.pop(each.mark, 0) != each.mailed:
            yield f"ticket {each.ticket}: {each.mark} was said, but not mailed once"
    yield from (f"{mark} stands there, but nobody said it" for mark in {*said, *mailed})


def letters(stored: Stored, recount: Recount) -> Iterator[str]:
    """Every receipt, notice and reminder once for its cause: by mail, and in the conversation."""
    mails = Counter((mail.ticket, _sort(mail.kind)) for mail in stored.mails)
    reminded = Counter(event.ticket for event in stored.events if event.kind == "reminded")
    for number, inquiry in recount.inquiries.items():
        has_address = bool(stored.tickets[number].shopper_email)
        for sort, caused in (
            ("receipt", inquiry.receipts),
            ("notice", inquiry.notices),
            ("reminder", reminded[number]),
            ("personal", inquiry.spoken),
        ):
            if mails[number, sort] != caused * has_address:
                yield f"ticket {number}: {caused} times cause for a {sort}, {mails[number, sort]} mails"


def reminders(world: World, stored: Stored, recount: Recount) -> Iterator[str]:
    """A reminder for each of its dates, once: at the first sweep after it, if that came before the next date and the end."""
    sent: dict[int, list[tuple[datetime, datetime]]] = {}
    for event in stored.events:
        if event.kind == "reminded":
            due = datetime.fromisoformat(event.data["due"]).astimezone(event.at.tzinfo)
            sent.setdefault(event.ticket, []).append((due, event.at))
    for number, inquiry in recount.inquiries.items():
        found = sent.pop(number, [])
        for wait in inquiry.waits:
            ends = min(wait.closes, wait.ended or wait.closes)
            for due, next_due in zip(wait.reminders, (*wait.reminders[1:], wait.closes), strict=True):
                mine = [at for its_due, at in found if its_due == due and wait.since < at]
                swept = next((at for at in sorted(world.diary.swept) if due < at), None)
                must_be = swept is not None and swept <= min(next_due, ends)
                if len(mine) > 1 or (must_be and not mine and swept is not None and swept < ends):
                    yield f"ticket {number}: reminder due {due} was sent {len(mine)} times, swept at {swept}"


def alarms(world: World, stored: Stored, recount: Recount) -> Iterator[str]:
    """A broken promise is told to every lead once, and one at risk to nobody twice; at the latest by the sweep after it.

    Whoever hears of several at once hears of them in one mail.
    """
    swept = sorted(world.diary.swept)
    mails: dict[tuple[Any, ...], list[datetime]] = {}
    alarming = [mail for mail in stored.mails if mail.kind in ("at_risk", "breached")]
    for mail in alarming:
        told_of = ALARM.findall(mail.text)
        if not told_of:
            yield f"an alarm that names no promise: {mail.text!r}"
        for name, said in told_of:
            kind = "breached" if said == "was promised" else "at_risk"
            mails.setdefault((mail.ticket, kind, name, mail.recipient), []).append(moment(mail.created_at))
    at_once = Counter((mail.ticket, mail.recipient, mail.created_at) for mail in alarming)
    yield from (f"{times} alarms to one person in one moment: {mail}" for mail, times in at_once.items() if times > 1)
    for number, inquiry in recount.inquiries.items():
        for kind, name in {(each.kind, each.name) for each in inquiry.alarms}:
            causes = sorted(each.since for each in inquiry.alarms if (each.kind, each.name) == (kind, name))
            latest = [next((at for at in swept if since < at), world.now) for since in causes]
            told = [sorted(mails.pop((number, kind, name, address), [])) for address in stored.addresses]
            leads = [stored.addresses.index(address) for address in stored.leads]
            if kind == "breached" and [len(each) for each in told] != [
                len(causes) * (place in leads) for place in range(len(told))
            ]:
                yield f"ticket {number}: not every lead heard of the broken {name} {len(causes)} times: {told}"
            if kind == "at_risk" and sum(map(len, told)) > len(causes):
                yield f"ticket {number}: {told} were told of the {name} at risk, for {causes}"
            for each in told if kind == "breached" else ():
                if any(at > last for at, last in zip(each, latest, strict=False)):
                    yield f"ticket {number}: the {name} was {kind} at {causes}, told at {each}, swept at {latest}"
    yield from (f"an alarm without cause: {mail}" for mail in mails)


def deliveries(world: World, stored: Stored) -> Iterator[str]:
    """Every mail came out once; again only where its worker died before it could mark it, under the same id."""
    arrived = Counter(delivery.message_id for delivery in world.post.deliveries)
    for mail in stored.mails:
        times = arrived.pop(mail.message_id, 0)
        if mail.dead_at and times:
            yield f"mail {mail.message_id} is dead and was delivered"
        if not mail.dead_at and not mail.sent_at:
            yield f"mail {mail.message_id} still waits"
        if mail.sent_at and times != 1 and not (times > 1 and mail.message_id in world.post.in_doubt):
            yield f"mail {mail.message_id} ({mail.kind}) was delivered {times} times"
    yield from (f"delivered, but not in the outbox: {message_id}" for message_id in arrived)
    ids = Counter(mail.message_id for mail in stored.mails)
    yield from (f"two mails have the id {message_id}" for message_id, times in ids.items() if times > 1)


def thanks(stored: Stored) -> Iterator[str]:
    """What was only thanks was taken as such, and nothing else was."""
    texts = {(message.conversation_id, moment(message.at)): message.text for message in stored.messages}
    for event in stored.events:
        if event.kind == "wrote" and event.data["through"] == "page":
            said = texts.get((stored.tickets[event.ticket].conversation_id, event.at), "")
            if event.data["only_thanks"] != (said in THANKS):
                yield f"ticket {event.ticket}: {said!r} was taken as only thanks: {event.data['only_thanks']}"


def _is_form(message: Any, in_chat: set[tuple[str, str]]) -> bool:
    """Whether this is the form that began it all."""
    return message.seq == 1 and (message.id, message.conversation_id) not in in_chat


def _sort(kind: str) -> str:
    return "personal" if kind in PERSONAL else kind


def _mark(text_: str) -> str:
    return "(mark" + text_.split("(mark")[1].split(")")[0] + ")"


def _told(parts: Iterable[Any]) -> str:
    return ", ".join(
        part.astimezone().strftime("%d %b %H:%M:%S") if isinstance(part, datetime) else str(part) for part in parts
    )
