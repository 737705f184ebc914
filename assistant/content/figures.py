"""Which figures does a text state?

A figure is a number, or two ("5-10"), with the unit that follows it. "60 days", "60-day" and "sixty days" are the same
figure; "5 days" and "5 business days" are not, and nor are "10 %" and "$10". Number words count only before a unit, so
that "one of us" and "the five steps" are no figures. List markers, headings and links are none either, and nor is
"section 4". A date and a time of day are figures of their own.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from assistant.content.dates_in_text import moments, same_moment
from assistant.content.number_words import NUMBER_WORDS, value_of

_DIGITS = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|(?<![\w.])\.\d+"
_DASH = r"[-\u2010-\u2015\u2212]"
_TO = rf"(?:[ \t]*{_DASH}[ \t]*|[\s-]+(?:up[\s-]+)?to[\s-]+)"
_MONEY = r"(?:US|CA|AU|NZ)?\$|[\u20ac\u00a3\u00a5]|(?:USD|CAD|AUD|NZD|EUR|GBP|CHF|JPY)(?![A-Z])"
_TIME = r"seconds?|secs?|minutes?|mins?|hours?|hrs?|weekdays?|days?|weeks?|fortnights?|months?|years?"
_UNIT = (
    rf"(?P<working>business|working|calendar)?[\s-]*(?P<unit>(?:{_TIME}|percent|per\s+cent|dollars?|euros?|cents?"
    r"|USD|CAD|AUD|NZD|EUR|GBP|CHF|JPY)(?![a-z])|%|\u20ac)"
)
# letters grown onto digits that make them a name or a place in a row: 3D, 4K, 1st
_NAME = r"(?P<name>(?-i:D|K|G)|st|nd|rd|th)(?!\w)"
# not within a word or behind a point of the same number; COVID-19 is a name, "under-60 days" is none
_APART = r"(?<!\w)(?<!\d\.)"

_IN_DIGITS = re.compile(
    rf"(?:(?P<money>{_MONEY})[ \t]?)?{_APART}(?P<low>{_DIGITS})"
    rf"(?:{_TO}(?:{_MONEY})?(?P<high>{_DIGITS})(?![\d:/]))?"
    rf"(?:\+?(?:st|nd|rd|th)?[\s-]*{_UNIT}|[ \t]?(?P<short>(?-i:h|d))(?!\w)|{_NAME})?",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    rf"(?<!\w)(?:(?P<low>{NUMBER_WORDS})(?:{_TO}(?P<high>{NUMBER_WORDS}|{_DIGITS}))?"
    rf"|(?P<few>{_DIGITS}){_TO}(?P<many>{NUMBER_WORDS}))[\s-]+{_UNIT}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"\bbetween\s+(?P<low>{NUMBER_WORDS}|{_DIGITS})\s+and\s+(?={NUMBER_WORDS}|{_DIGITS})", re.IGNORECASE
)
# digits joined by signs that make them one thing: 24/7, a version, a telephone number
_JOINED = re.compile(r"(?<![\w.])\d+(?:[:/]\d+)+|(?<![\w.])\d+(?:[-.]\d+){2,}")
# "sixty (60) days", as contracts write
_TWICE = re.compile(rf"\b(?P<first>{NUMBER_WORDS}|{_DIGITS})\s*\((?P<again>{NUMBER_WORDS}|{_DIGITS})\)", re.IGNORECASE)

_EMPHASIS = re.compile(r"[*`]+|(?<!\w)_+|_+(?!\w)|(?<=\d)_+|_+(?=\d)")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_FRACTIONS = {"\u00bd": ".5", "\u00bc": ".25", "\u00be": ".75"}
_FRACTION = re.compile(f"(\\d?)([{''.join(_FRACTIONS)}])")

# what is no figure, in Markdown and in sentences
_NO_FIGURES = re.compile(
    r"(?m)^[ \t>]*\d+[.)][ \t]"  # list markers
    r"|^[ \t]*#{1,6}[ \t].*$"  # headings
    r"|^[ \t]*[^\s\-*+>|].*(?=\n[ \t]{0,3}(?:=+|-{2,})[ \t]*$)"  # underlined headings
    r"|!?\[[^\[\]\n]*\]\((?:[^()\n]++|\([^()\n]*\))*+\)"  # links
    # an address begins where its first sign does, and not once more at every sign: a pasted picture is one long word
    r"|<?https?://[^\s>]*>?|(?<![\w.+-])[\w.+-]+@[\w.-]+"
    r"|(?:\bsections|§+)\s*\d+(?:(?:,\s*|\s+and\s+|\s+to\s+|-)\d+)*|\b(?:section|step)\s+\d+(?:\.\d+)*(?!\d|[\s-]*days?\b)",
    re.IGNORECASE,
)
_DOLLARS = frozenset(("$", "USD", "CAD", "AUD", "NZD"))
_UNITS = {
    "sec": "second",
    "min": "minute",
    "hr": "hour",
    "h": "hour",
    "d": "day",
    "percent": "%",
    "per cent": "%",
    "dollar": "$",
    "us$": "USD",
    "ca$": "CAD",
    "au$": "AUD",
    "nz$": "NZD",
    "euro": "EUR",
    "\u20ac": "EUR",
    "\u00a3": "GBP",
    "\u00a5": "JPY",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """``low`` alone, or ``low`` to ``high``; a date or a time of day is a text of its own."""

    low: Decimal | str
    high: Decimal | None = None
    unit: str = ""
    """day, business day, week, %, USD, ...; empty where another word follows."""

    def __str__(self) -> str:
        low = self.low if isinstance(self.low, str) else f"{self.low:f}"
        number = low if self.high is None else f"{low}-{self.high:f}"
        return f"{number} {self.unit}{'s' if self.unit.islower() else ''}" if self.unit else number


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure, as it is written, and on which line of its text (from 0)."""

    figure: Figure
    written: str
    line: int


def figures(text: str) -> list[Stated]:
    """The figures of a Markdown text, in order."""
    return list(_figures(text))


# the texts of a folder are looked at again with every save of one of them, and every few keys while it is edited
@lru_cache(4_000)
def _figures(text: str) -> tuple[Stated, ...]:
    left = _spelt_out(_EMPHASIS.sub("", _NO_FIGURES.sub(_blank, _shown(text))))
    breaks = [one.start() for one in re.finditer("\n", left)]
    found: list[tuple[int, Stated]] = []
    for read in (_moments, _joined, _words, _digits):
        stated = list(read(left))
        found += [(match.start(), _stated(match, figure, breaks)) for match, figure in stated]
        left = _without(left, sorted((match for match, _ in stated), key=re.Match.start))
    return tuple(stated for _, stated in sorted(found, key=lambda one: one[0]))


def same(one: Figure, other: Figure) -> bool:
    """Whether two texts state the same. A figure without a unit says nothing against a unit."""
    if isinstance(one.low, str) and isinstance(other.low, str):
        return same_moment(one.low, other.low)
    if one.unit and other.unit and one.unit != other.unit and not _both_dollars(one.unit, other.unit):
        return False
    return (one.low, one.high) == (other.low, other.high)


def ends(figure: Figure) -> Iterator[Figure]:
    """A range may be quoted by either end: "5-10 days" supports "10 days"."""
    yield figure
    if figure.high is not None:
        yield Figure(figure.low, unit=figure.unit)
        yield Figure(figure.high, unit=figure.unit)


def _shown(text: str) -> str:
    """The text as readers see it: "&#54;0" is 60, and what takes no room is nothing."""
    return _UNSEEN.sub("", "\n".join(html.unescape(line).replace("\n", " ") for line in text.split("\n")))


def _spelt_out(text: str) -> str:
    """Each number once, in digits or words: without "sixty (60)", "1½" and "between 5 and 10"."""
    text = _TWICE.sub(
        lambda twice: twice["first"] if _value(twice["first"]) == _value(twice["again"]) else twice[0], text
    )
    text = _FRACTION.sub(lambda found: f"{found[1] or '0'}{_FRACTIONS[found[2]]}", text)
    return _BETWEEN.sub(lambda between: f"{_line_ends(between)}{between['low']} to ", text)


def _line_ends(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found.group())


def _without(text: str, found: Sequence[re.Match[str]]) -> str:
    """With blanks in the place of each match, in one go: a text may hold thousands."""
    ends = [0, *(match.end() for match in found)]
    starts = [*(match.start() for match in found), len(text)]
    between = (text[end:start] for end, start in zip(ends, starts, strict=True))
    return "".join(chain.from_iterable(zip(between, [*map(_blank, found), ""], strict=True)))


def _stated(found: re.Match[str], figure: Figure, breaks: Sequence[int]) -> Stated:
    """``breaks`` is where the lines of the text end."""
    written = found.group()
    at = found.start() + len(written) - len(written.lstrip())
    return Stated(figure, written.strip(), bisect_left(breaks, at))


def _moments(text: str) -> Iterator[tuple[re.Match[str], Figure]]:
    for found, said in moments(text):
        yield found, Figure(said)


def _joined(text: str) -> Iterator[tuple[re.Match[str], Figure]]:
    for found in _JOINED.finditer(text):
        yield found, Figure(found.group())


def _words(text: str) -> Iterator[tuple[re.Match[str], Figure]]:
    for found in _IN_WORDS.finditer(text):
        high = found["high"] or found["many"]
        yield found, Figure(_value(found["low"] or found["few"]), _value(high) if high else None, _unit(found))


def _digits(text: str) -> Iterator[tuple[re.Match[str], Figure]]:
    for found in _IN_DIGITS.finditer(text):
        unit = _unit(found)
        if found["name"] or (not unit and _is_part_of_a_name(found, text)):
            continue
        high = found["high"]
        yield found, Figure(_value(found["low"]), _value(high) if high else None, unit)


def _is_part_of_a_name(found: re.Match[str], text: str) -> bool:
    """COVID-19."""
    before = text[max(0, found.start() - 2) : found.start()]
    return len(before) == 2 and before[0].isalpha() and before[1] == "-"


def _value(written: str) -> Decimal:
    if written[0].isalpha():
        return value_of(written).normalize()
    return Decimal(written.replace(",", "")).normalize()


def _unit(found: re.Match[str]) -> str:
    parts = found.groupdict()
    written = parts.get("money") or parts["unit"] or parts.get("short") or ""
    plain = " ".join(written.lower().split())
    plain = plain if plain == "s" else plain.removesuffix("s")
    unit = _UNITS.get(plain, plain)
    unit = unit.upper() if len(unit) == 3 and unit != "day" else unit
    kind = {"business": "business ", "working": "business ", "calendar": "calendar "}
    return kind.get((parts["working"] or "").lower(), "") + unit


def _both_dollars(one: str, other: str) -> bool:
    return "$" in (one, other) and {one, other} <= _DOLLARS
