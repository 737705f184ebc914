"""How is one value of a YAML text replaced, and everything else kept to the last character?"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from assistant.content.yaml_places import Spot, spots
from assistant.core.policy import Number, SectionRef

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
# a word that no reader of YAML takes for anything but itself
PLAIN = re.compile(r"(?!(?:null|true|false|yes|no|on|off|y|n)$)[A-Za-z]+", re.IGNORECASE)
# a block of text may have a comment behind its first sign
HEADER_REMARK = re.compile(r"[|>]\S*([ \t]+#.*)")
DASH = re.compile(r"^[ ]*-(?=\s|$)", re.MULTILINE)

Value = Number | str | date | SectionRef | tuple[Number, Number] | None


@dataclass(frozen=True, slots=True)
class Change:
    """``text[start:end]`` becomes ``new``."""

    start: int
    end: int
    new: str


def edited(text: str, find: Callable[[str, Spot], Iterable[Change]]) -> str:
    """The text with the changes that ``find`` names, given the text and its root. They must not overlap.

    ``find`` sees no byte order mark and may end lines with a plain line feed; both are put right.
    """
    plain = text.removeprefix(BOM)
    line_end = "\r\n" if "\r\n" in plain else "\n"
    result = plain
    for change in sorted(find(plain, spots(plain)), key=lambda one: (one.start, one.end), reverse=True):
        new = change.new.replace("\r\n", "\n").replace("\n", line_end)
        result = result[: change.start] + new + result[change.end :]
    return text[: len(text) - len(plain)] + result


def replaced(text: str, spot: Spot, value: Value) -> Change:
    """Another value in a value's place."""
    space = " " if spot.start == spot.end else ""  # behind the colon of a value that was left out
    remark = HEADER_REMARK.match(text[spot.start : spot.end])
    return Change(spot.start, spot.end, space + written(value) + (remark[1] if remark else ""))


def written(value: Value) -> str:
    """A value as the file says it."""
    if value is None:
        return "null"
    if isinstance(value, tuple):
        return f"[{value[0]}, {value[1]}]"
    if isinstance(value, str) and not PLAIN.fullmatch(value):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def inserted_key(text: str, mapping: Spot, key: str, new: str) -> Change:
    """A key at the end of a mapping that has others. ``new`` is its value, as it is to be written."""
    last = max(mapping.values.values(), key=lambda one: one.end)
    if mapping.flow:
        return Change(last.end, last.end, f", {key}: {new}")
    indent = " " * column(text, min(one.start for one in mapping.keys.values()))
    end = line_end(text, last.end)
    return Change(end, end, f"\n{indent}{key}: {new}")


def rewritten_lines(
    text: str, key: Spot, block: Spot, rewrite: Callable[[Sequence[str], int], Iterable[str]]
) -> list[Change]:
    """The lines of a list with dashes, written anew item by item.

    ``rewrite`` is given the lines of each item, with the comments that follow it, and the column of the dashes; it
    gives back lines in the same form. A list without items becomes ``[]``.
    """
    starts = _dashes(text, key, block)
    end = line_end(text, block.end)
    bounds = [*starts, end]
    chunks = [text[one:other].rstrip("\r\n") for one, other in pairwise(bounds)]
    lines = "\n".join(rewrite(chunks, _indent(chunks[0])))
    if DASH.search(lines):
        return [Change(starts[0], end, lines)]
    colon = text.index(":", key.end) + 1
    return [
        Change(colon, colon, " []"),
        Change(starts[0] if lines else _end_of_line_before(text, starts[0]), end, lines),
    ]


def without_item(chunk: str) -> str:
    """What follows an item in its lines and is not part of it: comments further out than what it says."""
    kept: list[str] = []
    column_of_dash = _indent(chunk)
    for line in reversed(chunk.splitlines()[1:]):
        if line.strip() and not (line.lstrip().startswith("#") and _indent(line) <= column_of_dash):
            break
        kept.append(line)
    return "\n".join(reversed(kept)).strip("\n")


def column(text: str, at: int) -> int:
    return at - line_start(text, at)


def line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Where the line that ``at`` stands in ends, without its line break."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" and end > at else end


def _dashes(text: str, key: Spot, block: Spot) -> list[int]:
    """Where the lines of the items begin."""
    found = []
    after = line_end(text, key.end)
    for item in block.items:
        dash = DASH.search(text, after)
        assert dash, "a list without dashes is no block"
        found.append(dash.start())
        after = max(item.end, dash.end())
    return found


def _end_of_line_before(text: str, start: int) -> int:
    return start - 2 if text[start - 2 : start] == "\r\n" else start - 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
