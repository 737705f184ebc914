"""Where in a YAML text does each value stand? For changing one of them and leaving every other character as it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)


@dataclass(slots=True)
class Spot:
    """One value: ``text[start:end]``. One that is left out (``peaks:``) is empty and stands right behind its colon."""

    kind: Literal["scalar", "list", "mapping"]
    start: int
    end: int
    text: str = ""
    """Of a scalar: what it says."""
    flow: bool = True
    """False for a list with dashes, and for a mapping with a line for each key."""
    items: list["Spot"] = field(default_factory=list)
    keys: dict[str, "Spot"] = field(default_factory=dict)
    """Of a mapping: where each key stands. The last of a name that is there twice."""
    values: dict[str, "Spot"] = field(default_factory=dict)


def spots(text: str) -> Spot:
    """The root of a text that was found to be good YAML, without a byte order mark."""
    builder = _Builder(text)
    for event in _events(text):
        builder.take(event)
    return builder.root


def _events(text: str) -> Iterator[Any]:
    yield from YAML(typ="safe", pure=True).parse(text)


class _Builder:
    """Puts the parser's events together, from the inside out."""

    def __init__(self, text: str) -> None:
        self.root = Spot("scalar", 0, 0)
        self._text = text
        self._open: list[Spot] = []
        self._keys: list[Spot | None] = []

    def take(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, ScalarEvent):
            # a block of text ends where the next line begins
            end = start + len(self._text[start:end].rstrip())
            self._add(Spot("scalar", start, end, event.value))
        elif isinstance(event, SequenceStartEvent | MappingStartEvent):
            kind: Literal["list", "mapping"] = "list" if isinstance(event, SequenceStartEvent) else "mapping"
            self._open.append(Spot(kind, start, end, flow=bool(event.flow_style)))
            self._keys.append(None)
        elif isinstance(event, SequenceEndEvent | MappingEndEvent):
            spot = self._open.pop()
            self._keys.pop()
            # the end of a block is known only once something follows it: it ends with the last thing in it
            spot.end = end if spot.flow else max(one.end for one in [*spot.items, *spot.values.values()])
            self._add(spot)

    def _add(self, spot: Spot) -> None:
        if not self._open:
            self.root = spot
            return
        parent = self._open[-1]
        if parent.kind == "list":
            parent.items.append(spot)
            return
        key = self._keys[-1]
        if key is None:
            self._keys[-1] = spot
            return
        if spot.start == spot.end:
            # the parser gives what is left out the place of whatever follows
            spot.start = spot.end = self._text.index(":", key.end) + 1
        self._keys[-1] = None
        parent.keys[key.text], parent.values[key.text] = key, spot
