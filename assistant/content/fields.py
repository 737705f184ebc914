"""How is a written value read as what a model expects: a text, a number, a date, a list of them?

A reader is a function from a node to a value that raises ``Fault``. ``Record`` applies readers to the keys of a
mapping and collects every fault, so one run shows all of them; a faulty key gets a stand-in value, and whoever reads
the file throws the result away when faults were found.
"""

import difflib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from assistant.content.errors import Faults
from assistant.content.nodes import Items, Node, Pairs, Scalar
from assistant.core.policy import Number, SectionRef

T = TypeVar("T")
Reader = Callable[[Node], T]

LONGEST_TEXT = 10_000
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,11})(\.[0-9]{1,6})?")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
REFERENCE = re.compile(r"([a-z0-9][a-z0-9-]*)#([1-9][0-9]*)")
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


class Fault(Exception):
    """A value is not what it must be: ``said`` continues the key's name ("is ...").

    ``item`` is the place within a list, and ``more`` are the faults of further items.
    """

    def __init__(self, line: int, said: str, mend: str, *, item: int = 0, more: Sequence["Fault"] = ()) -> None:
        super().__init__(said)
        self.line = line
        self.said = said
        self.mend = mend
        self.item = item
        self.more = more


class Record:
    """A mapping whose keys are read one by one. ``finish`` refuses the keys nobody asked for."""

    def __init__(
        self, node: Node | None, faults: Faults, path: str = "", *, line: int = 1, quiet: bool = False
    ) -> None:
        """``quiet`` where the mapping around it was faulty already."""
        self.faults = faults
        self.path = path
        self.line = node.line if node else line
        self._values: dict[str, Node] = {}
        self._lines: dict[str, int] = {}
        self._known: list[str] = []
        self.usable = isinstance(node, Pairs)
        if isinstance(node, Pairs):
            self._values, self._lines = node.values, node.lines
        elif not quiet:
            said = "is missing" if node is None and path else f"is {shown(node)}" if node else "is empty"
            key = path.rsplit(".", 1)[-1]
            below = f"add `{key}:`, and below it names and values, as in `name: value`"
            mend = below if node is None and path else "write names and values, as in `name: value`"
            self.faults.error(self.line, f"{path or 'the file'} {said}", mend)

    def need(self, key: str, read: Reader[T], stand_in: T) -> T:
        """The value of a key that must be there."""
        self._known.append(key)
        if key in self._values:
            return self._read(key, read, stand_in)
        if self.usable:
            self.faults.error(self.line, f"{self.name(key)} is missing", f"add `{key}:` with its value")
        return stand_in

    def may(self, key: str, read: Reader[T], default: T) -> T:
        """The value of a key that may be absent or null."""
        self._known.append(key)
        node = self._values.get(key)
        return default if node is None or _is_null(node) else self._read(key, read, default)

    def record(self, key: str) -> "Record":
        """The mapping under a key that must be there."""
        self._known.append(key)
        return Record(self._values.get(key), self.faults, self.name(key), line=self.line_of(key), quiet=not self.usable)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def node(self, key: str) -> Node | None:
        self._known.append(key)
        return self._values.get(key)

    def line_of(self, key: str) -> int:
        return self._lines.get(key, self.line)

    def name(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def finish(self) -> None:
        for key in self._values:
            if key not in self._known:
                close = difflib.get_close_matches(key, self._known, n=1)
                mend = f'write "{close[0]}"' if close else f"delete it; known here: {', '.join(self._known)}"
                self.faults.error(self._lines[key], f'"{self.name(key)}" is not a known key', mend)

    def _read(self, key: str, read: Reader[T], stand_in: T) -> T:
        try:
            return read(self._values[key])
        except Fault as first:
            for fault in (first, *first.more):
                place = f", item {fault.item}," if fault.item else ""
                self.faults.error(fault.line, f"{self.name(key)}{place} {fault.said}", fault.mend)
            return stand_in


@dataclass(frozen=True, slots=True)
class Written:
    """A text and the line it stands in."""

    text: str
    line: int


def text(node: Node) -> str:
    """A text that says something, on one line or several, without control characters."""
    if isinstance(node, Pairs):
        raise Fault(node.line, f"is {shown(node)}", 'write a text; one that contains ": " goes in quotes')
    if isinstance(node, Items):
        raise Fault(node.line, f"is {shown(node)}", "write a text; one that begins with a bracket goes in quotes")
    if node.is_null or not node.text.strip():
        raise Fault(node.line, "is empty", "write a text")
    if len(node.text) > LONGEST_TEXT:
        raise Fault(node.line, "is too long", f"shorten it to at most {LONGEST_TEXT:,} characters")
    if CONTROLS.search(node.text):
        raise Fault(node.line, "contains an unprintable character", "delete the character")
    return node.text.strip()


def written(node: Node) -> Written:
    return Written(text(node), node.line)


def one_of(*choices: str) -> Reader[str]:
    def read(node: Node) -> str:
        if isinstance(node, Scalar) and node.text in choices:
            return node.text
        raise Fault(node.line, f"is {shown(node)}", f"write {', '.join(choices[:-1])} or {choices[-1]}")

    return read


def number(node: Node) -> Number:
    """A number written without quotes: 60, 4.90."""
    if isinstance(node, Scalar) and node.plain and NUMBER.fullmatch(node.text):
        return Decimal(node.text) if "." in node.text else int(node.text)
    raise Fault(node.line, f"is {shown(node)}", "write a number without quotes")


def whole(least: int, most: int, example: str) -> Reader[int]:
    def read(node: Node) -> int:
        found = number(node) if isinstance(node, Scalar) and NUMBER.fullmatch(node.text) and node.plain else None
        if isinstance(found, int) and least <= found <= most:
            return found
        raise Fault(node.line, f"is {shown(node)}", f"write a whole number from {least} to {most}, such as {example}")

    return read


def day(node: Node) -> date:
    if isinstance(node, Scalar) and DATE.fullmatch(node.text):
        try:
            return date.fromisoformat(node.text)
        except ValueError:
            raise Fault(node.line, f"is {shown(node)}, which is in no calendar", "write a date that exists") from None
    raise Fault(node.line, f"is {shown(node)}", "write a date as 2026-12-24")


def reference(node: Node) -> SectionRef:
    """A section of a policy, ``customer-service#2``."""
    found = REFERENCE.fullmatch(node.text) if isinstance(node, Scalar) else None
    if found:
        return SectionRef(found.group(1), found.group(2))
    raise Fault(node.line, f"is {shown(node)}", "write a policy and the number of its section: customer-service#2")


def listed(read: Reader[T], example: str, *, least: int = 0) -> Reader[tuple[T, ...]]:
    """A list whose every item is read with ``read``."""

    def read_all(node: Node) -> tuple[T, ...]:
        if not isinstance(node, Items):
            raise Fault(node.line, f"is {shown(node)}", f"write a list: {example}")
        if len(node.items) < least:
            raise Fault(node.line, "is too short" if node.items else "is an empty list", f"write {example}")
        found = []
        faults = []
        for place, item in enumerate(node.items, 1):
            try:
                found.append(read(item))
            except Fault as fault:
                faults.append(Fault(fault.line, fault.said, fault.mend, item=place))
        if faults:
            faults[0].more = faults[1:]
            raise faults[0]
        return tuple(found)

    return read_all


def shown(node: Node) -> str:
    """A value as a message quotes it."""
    if isinstance(node, Items):
        first = [_brief(item) for item in node.items[:5]]
        return f"the list [{', '.join(first + ['...'] * (len(node.items) > 5))}]"
    if isinstance(node, Pairs):
        return f"a mapping with {', '.join(list(node.values)[:5]) or 'nothing in it'}"
    return "empty" if node.is_null else _brief(node)


def _brief(node: Node) -> str:
    if not isinstance(node, Scalar):
        return "..."
    flat = " ".join(CONTROLS.sub("?", node.text).split())
    flat = flat if len(flat) <= 60 else flat[:57] + "..."
    return flat if node.plain and NUMBER.fullmatch(flat) else f'"{flat}"'


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_null
