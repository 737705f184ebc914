"""What did a change of a text add and take away, line by line?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

MOST_COMPARED = 4_000
"""Lines that differ somewhere in the middle: beyond that, comparing takes too long and nobody reads the result."""


@dataclass(frozen=True, slots=True)
class Line:
    kind: Literal["same", "added", "removed"]
    text: str


def compared(before: str | None, after: str | None) -> list[Line]:
    """The lines of both texts as one reading; None is a text without a line."""
    old, new = _lines(before), _lines(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    return [
        *(Line("same", text) for text in new[:start]),
        *_middle(old[start : len(old) - end], new[start : len(new) - end]),
        *(Line("same", text) for text in new[len(new) - end :]),
    ]


def counted(before: str | None, after: str | None) -> tuple[int, int]:
    """How many lines were added, and how many removed."""
    kinds = [line.kind for line in compared(before, after)]
    return kinds.count("added"), kinds.count("removed")


def _lines(text: str | None) -> list[str]:
    """Without the empty one that the last line's end would make."""
    return (text or "").removesuffix("\n").split("\n") if text else []


def _alike(old: list[str], new: list[str]) -> int:
    """How many lines both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))


def _middle(old: list[str], new: list[str]) -> Iterator[Line]:
    if max(len(old), len(new)) > MOST_COMPARED:
        changes: Sequence[tuple[str, int, int, int, int]] = [("replace", 0, len(old), 0, len(new))]
    else:
        changes = SequenceMatcher(None, old, new).get_opcodes()
    for kind, old_from, old_to, new_from, new_to in changes:
        if kind == "equal":
            yield from (Line("same", text) for text in new[new_from:new_to])
            continue
        yield from (Line("removed", text) for text in old[old_from:old_to])
        yield from (Line("added", text) for text in new[new_from:new_to])
