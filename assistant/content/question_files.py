"""Which questions must keep finding their entry, and which must find none? (questions.yaml)"""

from dataclasses import dataclass

from assistant.content.errors import Faults
from assistant.content.fields import Fault, Record, listed, text, written
from assistant.content.nodes import Items, Node
from assistant.content.places import ENTRY_ID
from assistant.content.yaml12 import parse

NONE = "none"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the assistant must read in a shopper's messages; the last one is judged. No entries: it must find none."""

    turns: tuple[str, ...]
    entries: tuple[str, ...]
    line: int


def read_questions(source: str, faults: Faults) -> tuple[Expectation, ...]:
    """The expectations in a file's text."""
    root = parse(source, faults)
    if root is None:
        return ()
    if not isinstance(root, Items):
        mend = "write lines such as - {text: where is my parcel, entry: orders/tracking}"
        faults.error(root.line, "the file is no list", mend)
        return ()
    read = [_expectation(item, place, faults) for place, item in enumerate(root.items, 1)]
    return tuple(one for one in read if one is not None)


def _expectation(node: Node, place: int, faults: Faults) -> Expectation | None:
    before = len(faults.findings)
    record = Record(node, faults, f"question {place}")
    if not record.usable:
        return None
    _exactly_one(record, "text", "turns")
    _exactly_one(record, "entry", "entries")
    said = record.may("text", _anything, "")
    turns: tuple[str, ...] = record.may("turns", listed(text, "[where is it, and my refund]", least=2), ())
    entry = record.may("entry", _entry_or_none, NONE)
    entries: tuple[str, ...] = record.may("entries", listed(_entry, "[returns/start, refunds/timing]", least=2), ())
    record.finish()
    if len(faults.findings) > before:
        return None
    one = () if entry == NONE else (entry,)
    return Expectation(turns or (said,), entries or one, record.line)


def _exactly_one(record: Record, first: str, second: str) -> None:
    given = [key for key in (first, second) if key in record]
    if len(given) != 1:
        said = "are both given" if given else "are both missing"
        record.faults.error(record.line, f"{record.name(first)} and {second} {said}", f"write {first} or {second}")


def _anything(node: Node) -> str:
    """What a shopper may type, nothing included."""
    try:
        return text(node)
    except Fault as fault:
        if fault.said == "is empty":
            return ""
        raise


def _entry_or_none(node: Node) -> str:
    found = text(node)
    return found if found == NONE else _entry(node)


def _entry(node: Node) -> str:
    found = written(node).text
    if not ENTRY_ID.fullmatch(found):
        raise Fault(node.line, f'is "{found}"', "write the id of an entry, such as returns/window, or none")
    return found
