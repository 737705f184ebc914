"""What does policy.yaml state: the calendar, the promises, the facts and the peaks?"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from assistant.content.errors import Faults, KnowledgeErrors
from assistant.content.fields import (
    NUMBER,
    Fault,
    Record,
    day,
    listed,
    number,
    one_of,
    reference,
    shown,
    text,
    whole,
)
from assistant.content.files import LARGEST_FILE, decode
from assistant.content.nodes import Items, Node, Scalar
from assistant.content.places import POLICY_FILE
from assistant.content.yaml12 import parse
from assistant.core.calendar import BusinessCalendar
from assistant.core.errors import Invalid
from assistant.core.policy import CLAIM_HOURS, Fact, FactValue, House, Number, Peak, Policy, Promise

T = TypeVar("T")

PROMISES = ("confirmation", "resolution", "update")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOST_BUSINESS_DAYS = 250
"""About a year of them; a larger promise is a slip of the keyboard."""

MOST_CLAIM_HOURS = 100

HOURS = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])")
FACT_NAME = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*")
HOLIDAYS = re.compile(r"[A-Z]{2,3}(-[A-Za-z0-9]+)?")

ANY_CALENDAR = BusinessCalendar("UTC", frozenset({0}), time(9), time(17), None, frozenset())
"""Stands in for one with faults."""


@dataclass(frozen=True)
class PolicyFile:
    """A policy and where in the file each figure stands. ``policy`` is None when the file has faults."""

    policy: Policy | None
    lines: Mapping[str, int] = field(default_factory=dict)
    """Line of each fact and promise, by its name."""
    legible: Policy | None = None
    """The policy as far as it can be read, to hold the other files to: the same in a file without faults, one with
    stand-ins in a faulty file, None where facts or promises cannot even be told by name."""
    doubtful: frozenset[str] = frozenset()
    """Facts and promises that have faults, so that their values in ``legible`` mean nothing."""


def load_policy(folder: Path | str) -> Policy:
    """The policy of a knowledge folder, from its policy.yaml alone. Raises ``KnowledgeErrors``."""
    faults = Faults(POLICY_FILE)
    read = read_policy(_content(Path(folder), faults), faults)
    if read.policy is None:
        raise KnowledgeErrors(faults.findings)
    return read.policy


def read_policy(content: bytes | None, faults: Faults) -> PolicyFile:
    """The policy in the file's bytes; every problem goes to ``faults``."""
    if content is None:
        if not faults.findings:
            faults.error(0, "the file is missing", "add policy.yaml with the shop's calendar, promises and facts")
        return PolicyFile(None)
    source = decode(content, faults)
    if source is None:
        return PolicyFile(None)
    root = parse(source, faults)
    if root is None and faults.findings:
        return PolicyFile(None)
    record = Record(root, faults)
    read = _policy(record)
    return replace(read, policy=None) if faults.findings else read


def _content(folder: Path, faults: Faults) -> bytes | None:
    try:
        with open(folder / POLICY_FILE, "rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return None
    except OSError as fault:
        faults.error(0, f"the file cannot be read: {fault.strerror}", "make it a file we may read")
        return None
    if len(content) > LARGEST_FILE:
        faults.error(0, "the file is larger than 1 MB", "keep only the shop's figures in it")
        return None
    return content


def _policy(record: Record) -> PolicyFile:
    shop = record.record("shop")
    shop_name = shop.need("name", text, "")
    shop.finish()
    calendar = _calendar(record.record("calendar"))
    promises = record.record("promises")
    doubtful: set[str] = set()
    confirmation = _watched("confirmation", promises, _pair_promise, doubtful)
    resolution = _watched("resolution", promises, _pair_promise, doubtful)
    update = _watched("update", promises, _repeated_promise, doubtful)
    promises.finish()
    house = _house(record.record("house"))
    facts, lines = _facts(record, doubtful)
    peaks: tuple[Peak, ...] = record.may("peaks", lambda node: _peaks(node, record.faults), ())
    faults_before = len(record.faults.findings)
    record.finish()
    lines |= {name: promises.line_of(name) for name in PROMISES}
    policy = Policy(shop_name, calendar or ANY_CALENDAR, confirmation, resolution, update, house, facts or {}, peaks)
    nameless = facts is None or not promises.usable or len(record.faults.findings) > faults_before
    return PolicyFile(policy, lines, None if nameless else policy, frozenset(doubtful))


def _watched(name: str, among: Record, read: Callable[[Record], T], doubtful: set[str]) -> T:
    """What ``read`` makes of the mapping under a name, which is ``doubtful`` when that has faults."""
    before = len(among.faults.findings)
    found = read(among.record(name))
    if len(among.faults.findings) > before:
        doubtful.add(name)
    return found


def _calendar(record: Record) -> BusinessCalendar | None:
    zone = record.need("time_zone", text, "UTC")
    days: tuple[int, ...] = record.need("working_days", listed(_weekday, "[mon, tue, wed, thu, fri]", least=1), (0,))
    opens, closes = record.need("hours", _hours, (time(9), time(17)))
    holidays = record.may("holidays", _holidays, None)
    closed: tuple[date, ...] = record.may("closed", listed(day, "[2026-12-24]"), ())
    record.finish()
    try:
        return BusinessCalendar(zone, frozenset(days), opens, closes, holidays, frozenset(closed))
    except Invalid as refused:
        for name, message in refused.fields.items():
            record.faults.error(record.line_of(name), f"{record.name(name)} cannot be used", message)
        return None


def _weekday(node: Node) -> int:
    return WEEKDAYS.index(one_of(*WEEKDAYS)(node))


def _hours(node: Node) -> tuple[time, time]:
    found = HOURS.fullmatch(node.text.strip()) if isinstance(node, Scalar) else None
    if not found:
        raise Fault(node.line, f"is {shown(node)}", 'write the opening and the closing time: "09:00-17:00"')
    opens, closes = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
    if opens >= closes:
        raise Fault(node.line, f"is {shown(node)}", "let opening come before closing, which is at most 23:59")
    return opens, closes


def _holidays(node: Node) -> str:
    code = text(node)
    if not HOLIDAYS.fullmatch(code):
        raise Fault(node.line, f"is {shown(node)}", "write a country or a part of one: US, DE-BY")
    return code


def _pair_promise(record: Record) -> Promise:
    target, limit = record.need("business_days", _target_and_limit, (1, 1))
    source = record.may("source", reference, None)
    record.finish()
    said = _business_days(limit) if target == limit else f"{target}-{_business_days(limit)}"
    return Promise(target, limit, said, source)


def _target_and_limit(node: Node) -> tuple[int, int]:
    business_day = whole(1, MOST_BUSINESS_DAYS, "3")
    if isinstance(node, Items) and len(node.items) == 2:
        target, limit = (business_day(item) for item in node.items)
        if target <= limit:
            return target, limit
    raise Fault(node.line, f"is {shown(node)}", "write [2, 3]: two numbers of business days, the smaller first")


def _repeated_promise(record: Record) -> Promise:
    limit = record.need("every_business_days", whole(1, MOST_BUSINESS_DAYS, "3"), 1)
    source = record.may("source", reference, None)
    record.finish()
    return Promise(max(1, limit - 1), limit, _business_days(limit), source)


def _business_days(count: int) -> str:
    return f"{count} business day" if count == 1 else f"{count} business days"


def _house(record: Record) -> House:
    days = whole(1, MOST_BUSINESS_DAYS, "5")
    follow_up = record.need("follow_up", days, 1)
    reminders: tuple[int, ...] = record.need("reminders", listed(days, "[2, 4]"), ())
    waiting_closes = record.need("waiting_closes", days, MOST_BUSINESS_DAYS)
    claim_hours = record.may("claim_hours", whole(1, MOST_CLAIM_HOURS, "4"), CLAIM_HOURS)
    record.finish()
    line = record.line_of("reminders")
    if list(reminders) != sorted(set(reminders)):
        record.faults.error(line, f"{record.name('reminders')} do not ascend", "write them as [2, 4]")
    elif reminders and reminders[-1] >= waiting_closes:
        said = f"{record.name('reminders')}: the last one is due when the ticket is closed, after {waiting_closes} days"
        record.faults.error(line, said, "let every reminder come before waiting_closes")
    return House(follow_up, reminders, waiting_closes, claim_hours)


def _facts(record: Record, doubtful: set[str]) -> tuple[dict[str, Fact] | None, dict[str, int]]:
    """The facts, None where there is something else in their place, and their lines."""
    node = record.node("facts")
    if node is None or isinstance(node, Scalar) and node.is_null:
        return {}, {}
    under = Record(node, record.faults, "facts")
    facts = {}
    for name in under:
        if not FACT_NAME.fullmatch(name):
            mend = "use letters, digits, dots and underscores: returns.window_days"
            record.faults.error(under.line_of(name), f'no answer can quote a fact named "{name}"', mend)
            doubtful.add(name)
        elif name in PROMISES:
            record.faults.error(under.line_of(name), f'"{name}" is the name of a promise', "name the fact otherwise")
        facts[name] = _watched(name, under, partial(_fact, name), doubtful)
    return facts if under.usable else None, {name: under.line_of(name) for name in facts}


def _fact(name: str, record: Record) -> Fact:
    fact = Fact(name, record.need("value", _fact_value, None), record.may("source", reference, None))
    record.finish()
    return fact


def _fact_value(node: Node) -> FactValue:
    if isinstance(node, Items):
        return _range(node)
    if isinstance(node, Scalar):
        if node.is_null:
            return None
        if node.plain and NUMBER.fullmatch(node.text):
            return number(node)
        if node.plain and node.text.lower() in ("true", "false"):
            raise Fault(node.line, f"is {shown(node)}", "write what an answer can say: a number or a text")
        return _one_line(node)
    raise Fault(node.line, f"is {shown(node)}", "write a number, a text in quotes, [5, 10] or null")


def _one_line(node: Scalar) -> str:
    found = text(node)
    if "{{" in found:
        raise Fault(node.line, "quotes another figure", "write the figure itself")
    return " ".join(found.split())


def _range(node: Items) -> tuple[Number, Number]:
    if len(node.items) == 2:
        low, high = number(node.items[0]), number(node.items[1])
        if low < high:
            return low, high
    raise Fault(node.line, f"is {shown(node)}", "write two numbers, the smaller first: [5, 10]")


def _peaks(node: Node, faults: Faults) -> tuple[Peak, ...]:
    if not isinstance(node, Items):
        raise Fault(node.line, f"is {shown(node)}", "write a list of peaks, or [] for none")
    read = [(_peak(Record(item, faults, f"peaks[{place}]")), item.line) for place, item in enumerate(node.items, 1)]
    read.sort(key=lambda one: (one[0].first, one[0].last))
    for (earlier, _), (later, line) in pairwise(read):
        if later.first <= earlier.last:
            faults.error(
                line,
                f'the peak "{later.name}" begins on {later.first}, before "{earlier.name}" is over on {earlier.last}',
                "let no two peaks share a day",
            )
    return tuple(peak for peak, _ in read)


def _peak(record: Record) -> Peak:
    name = record.need("name", text, "")
    first = record.need("from", day, date.min)
    last = record.need("to", day, date.min)
    extra = record.need("extra_business_days", whole(0, MOST_BUSINESS_DAYS, "2"), 0)
    notice = record.need("notice", _one_line_text, "")
    record.finish()
    if date.min not in (first, last) and last < first:
        said = f"{record.name('to')} is before {record.name('from')}"
        record.faults.error(record.line_of("to"), said, "swap the dates")
    return Peak(name, first, last, extra, notice)


def _one_line_text(node: Node) -> str:
    found = text(node)
    if "{{" in found:
        raise Fault(node.line, "holds a placeholder, which is not filled in here", "write the words themselves")
    return " ".join(found.split())
