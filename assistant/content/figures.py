"""Which figures does a text state?

A figure is a number, or two ("5-10"), with the unit that follows it. "60 days", "60-day" and "sixty days" are the same
figure; "5 days" and "5 business days" are not. Number words count only before a unit of time, so that "one of us" and
"the five steps" are no figures. List markers, headings and links are none either, and nor is "section 4".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_SMALL = (
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen")
    + ("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
)  # fmt: skip
WORDS = dict(zip(_SMALL, range(1, 21), strict=True)) | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
}

_UNIT = (
    r"(?P<working>business|working|calendar)?[\s-]*"
    r"(?P<unit>minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)(?![a-z])"
)
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_WORD = "|".join(WORDS)
_TO = r"(?:[ \t]*[-\N{EN DASH}\N{EM DASH}][ \t]*|\s+to\s+)"
# letters grown onto digits that make them a name or a place in a row: 3D, 4K, 1st
_NAME = r"(?P<name>(?-i:D|K|G)|st|nd|rd|th)(?!\w)"

# a date, a time of day, a version: digits joined by signs that make them one thing
_JOINED = re.compile(r"(?<![\w.])\d+(?:[:/]\d+)+|(?<![\w.])\d+(?:[-.]\d+){2,}")
_EMPHASIS = re.compile(r"[*`]+|__")
_IN_DIGITS = re.compile(
    rf"(?<![\w.])(?P<low>{_DIGITS})(?:{_TO}(?P<high>{_DIGITS})(?![\d:/]))?(?:[\s-]*{_UNIT}|{_NAME})?",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(rf"(?<!\w)(?P<low>{_WORD})(?:{_TO}(?P<high>{_WORD}))?[\s-]+{_UNIT}", re.IGNORECASE)

# what is no figure, in Markdown and in sentences
_NO_FIGURES = re.compile(
    r"(?m)^[ \t>]*\d+[.)][ \t]"  # list markers
    r"|^[ \t]*#{1,6}[ \t].*$"  # headings
    r"|!?\[[^\]\n]*\]\([^)\n]*\)"  # links
    r"|<?https?://[^\s>]*>?"
    r"|\bsection\s+\d+|\bsections\s+\d+(?:(?:,\s*|\s+and\s+|\s+to\s+|-)\d+)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """``low`` alone, or ``low`` to ``high``; a date or a time of day is a text of its own."""

    low: Decimal | str
    high: Decimal | None = None
    unit: str = ""
    """day, business day, week, ...; empty where another word follows."""

    def __str__(self) -> str:
        low = self.low if isinstance(self.low, str) else f"{self.low:f}"
        number = low if self.high is None else f"{low}-{self.high:f}"
        return f"{number} {self.unit}s" if self.unit else number


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure, as it is written, and on which line of its text (from 0)."""

    figure: Figure
    written: str
    line: int


def figures(text: str) -> list[Stated]:
    """The figures of a Markdown text, in order."""
    plain = _EMPHASIS.sub("", _NO_FIGURES.sub(_blank, text))
    joined = list(_joined(plain))
    numbers = _numbers(_JOINED.sub(_blank, plain))
    return [stated for _, stated in sorted([*joined, *numbers], key=lambda one: one[0])]


def same(one: Figure, other: Figure) -> bool:
    """Whether two texts state the same. A figure without a unit says nothing against a unit."""
    if one.unit and other.unit and one.unit != other.unit:
        return False
    return (one.low, one.high) == (other.low, other.high)


def ends(figure: Figure) -> Iterator[Figure]:
    """A range may be quoted by either end: "5-10 days" supports "10 days"."""
    yield figure
    if figure.high is not None:
        yield Figure(figure.low, unit=figure.unit)
        yield Figure(figure.high, unit=figure.unit)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found.group())


def _joined(text: str) -> Iterator[tuple[int, Stated]]:
    for found in _JOINED.finditer(text):
        yield found.start(), Stated(Figure(found.group()), found.group(), text.count("\n", 0, found.start()))


def _numbers(text: str) -> Iterator[tuple[int, Stated]]:
    for found in [*_IN_DIGITS.finditer(text), *_IN_WORDS.finditer(text)]:
        if found.groupdict().get("name"):
            continue
        high = found["high"]
        figure = Figure(_value(found["low"]), _value(high) if high else None, _unit(found["working"], found["unit"]))
        yield found.start(), Stated(figure, found.group().strip(), text.count("\n", 0, found.start()))


def _value(written: str) -> Decimal:
    return Decimal(WORDS.get(written.lower()) or written.replace(",", "")).normalize()


def _unit(working: str | None, unit: str | None) -> str:
    if not unit:
        return ""
    short = unit.lower().rstrip("s").replace("hr", "hour")
    short = "minute" if short == "min" else short
    return {"business": "business ", "working": "business ", "calendar": "calendar "}.get(
        (working or "").lower(), ""
    ) + short
