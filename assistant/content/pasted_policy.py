"""How does a policy that somebody pasted become one of policies/, in numbered sections?

By rules that can be told in three sentences. Where lines begin with ``#`` these are the headings. Otherwise numbered
lines of their own are (``1. Returns``), and where there are none, short lines without a full stop that have text below
them. The text itself is kept as it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from assistant.content.errors import Faults
from assistant.content.fields import CONTROLS, Record, text
from assistant.content.front_matter import read_page

LONGEST_NUMBERED = 80
LONGEST_SHORT = 60
"""Characters of a line that can be a heading."""

MARKED = re.compile(r"(#{1,6})[ \t]+(\S.*)")
NUMBER = re.compile(
    r"(?:(?:section|article|part|§)[ \t]*([1-9][0-9]?)\b[ \t]*[.):\N{EN DASH}-]*|([1-9][0-9]?)(?:[.):]+|[ \t][\N{EN DASH}-]))(?=\s)",
    re.IGNORECASE,
)
UNDERLINED = re.compile(r"^([^\s#=*_-].*)\n(?:(={3,})|-{3,})$", re.MULTILINE)
RULE = re.compile(r"^ *(?:=|-|_|\* ?){3,}$", re.MULTILINE)
LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
BULLET = re.compile(
    r"^([ \t]*)[\N{BULLET}\N{MIDDLE DOT}\N{WHITE BULLET}\N{BLACK SMALL SQUARE}\N{EN DASH}*+-][ \t]+(?=\S)"
)
LISTED = re.compile(r"[ \t]*(?:-|[0-9]{1,2}[.)])[ \t]")
UNSEEN = re.compile(CONTROLS.pattern + r"|[\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{SOFT HYPHEN}]")


@dataclass(frozen=True, slots=True)
class PastedSection:
    """``number`` is None until it is given one."""

    number: int | None
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PastedPolicy:
    """A policy as it can be saved."""

    title: str
    intro: str
    sections: tuple[PastedSection, ...] = field(default=())

    @property
    def name(self) -> str:
        """What its file can be called: ``shipping`` for a Shipping Policy. Empty without a title in Latin letters."""
        plain = re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")
        return plain.removesuffix("-policy")

    @property
    def markdown(self) -> str:
        """The file's text."""
        parts = [f"# {self.title}" if self.title else "", self.intro]
        parts += (f"## {section.number}. {section.title}\n\n{section.text}" for section in self.sections)
        return "\n\n".join(part for part in parts if part) + "\n"


def arranged(pasted: str, title: str = "") -> PastedPolicy:
    """The pasted text in numbered sections. Its own numbers are kept where they ascend. ``title`` goes before its own."""
    own_title, body = _without_front_matter(pasted.replace("\r\n", "\n"))
    lines = _plain(body).split("\n")
    found = _marked(lines) or _numbered(lines) or _short(lines)
    by_hand = any(MARKED.match(line) for line in lines)
    return _cut(lines, found, " ".join(title.split()) or own_title, keep=by_hand)


@dataclass(frozen=True, slots=True)
class _Heading:
    line: int
    title: str
    is_title: bool = False
    """Of the whole policy."""


def _plain(pasted: str) -> str:
    """Plain line ends and spaces, nothing invisible, one sign for lists, no rules, no line that ends in spaces."""
    straight = LINE_END.sub("\n", pasted)
    straight = UNSEEN.sub("", straight.replace("\N{NO-BREAK SPACE}", " ").replace("\t", " "))
    lines = (BULLET.sub(r"\1- ", line.rstrip(), count=1) for line in straight.split("\n"))
    marked = UNDERLINED.sub(lambda found: f"{'#' if found[2] else '##'} {found[1]}", "\n".join(lines))
    return re.sub(r"\n{3,}", "\n\n", RULE.sub("", marked)).strip("\n")


def _without_front_matter(source: str) -> tuple[str, str]:
    """The title in the settings of a file, and what follows them."""
    faults = Faults("")
    page = read_page(source, faults, required=False)
    if page is None or page.settings is None:
        return "", source
    title: str = Record(page.settings, faults).may("title", text, "")
    return title, page.body


def _marked(lines: Sequence[str]) -> list[_Heading]:
    marks = [
        (at, len(found[1]), found[2].rstrip("# ")) for at, line in enumerate(lines) if (found := MARKED.match(line))
    ]
    if not marks:
        return []
    levels = [level for _, level, _ in marks]
    first = next(at for at, line in enumerate(lines) if line.strip())
    titled = marks[0][0] == first and levels[0] < min(levels[1:], default=2)
    sections = min(levels[1:], default=2) if titled else min(levels)
    headings = [_Heading(at, title) for at, level, title in marks[titled:] if level == sections]
    return [_Heading(marks[0][0], marks[0][2], is_title=True), *headings] if titled else headings


def _numbered(lines: Sequence[str]) -> list[_Heading]:
    """Lines with ascending numbers and text between them, as against the items of a list."""
    written = [at for at, line in enumerate(lines) if line.strip()]
    found: list[tuple[int, int]] = []
    for place, at in enumerate(written):
        number = NUMBER.match(lines[at])
        follows = number and _told(number) == (found[-1][1] + 1 if found else 1)
        below = place + 1 < len(written) and not NUMBER.match(lines[written[place + 1]])
        if number and follows and below and _could_be_heading(lines[at][number.end() :], LONGEST_NUMBERED):
            found.append((at, _told(number)))
    if len(found) < 2:
        return []
    before = [at for at in written if at < found[0][0]]
    headings = [_Heading(at, lines[at]) for at, _ in found]
    if before and _could_be_heading(lines[before[0]], LONGEST_NUMBERED):
        return [_Heading(before[0], lines[before[0]], is_title=True), *headings]
    return headings


def _short(lines: Sequence[str]) -> list[_Heading]:
    """Short lines of their own with text below. Of several in a row the first is one, and the very first the title."""
    written = [at for at, line in enumerate(lines) if line.strip()]
    short = {at for at in written if _could_be_heading(lines[at], LONGEST_SHORT)}
    found: list[_Heading] = []
    for before, at, after in zip([None, *written], written, [*written[1:], None], strict=False):
        if at not in short or after is None:
            continue
        if before is None and (after in short or _names_policy(lines[at])):
            found.append(_Heading(at, lines[at], is_title=True))
        elif before not in short or (found and found[-1].is_title and found[-1].line == before):
            found.append(_Heading(at, lines[at]))
    return found


def _could_be_heading(line: str, longest: int) -> bool:
    said = line.strip().strip("*_").strip()
    if not said or len(said) > longest or LISTED.match(line) or said[-1] in ".,;":
        return False
    return not (said[0].islower() or "@" in said or "://" in said or ": " in said) and any(map(str.isalpha, said))


def _names_policy(line: str) -> bool:
    return re.search(r"\b(policy|terms|conditions)\W*$", line, re.IGNORECASE) is not None


def _cut(lines: Sequence[str], headings: Sequence[_Heading], title: str, *, keep: bool) -> PastedPolicy:
    title = title or next((_title(heading) for heading in headings if heading.is_title), "")
    titles = {heading.line for heading in headings if heading.is_title}
    starts = [heading for heading in headings if not heading.is_title]
    ends = [*(heading.line for heading in starts), len(lines)]
    before = [line for at, line in enumerate(lines[: ends[0]]) if at not in titles]
    parts = [PastedSection(None, "", _body(before, keep=keep))]
    for heading, (start, end) in zip(starts, pairwise(ends), strict=True):
        body = _body(lines[start + 1 : end], keep=keep)
        if body:
            parts.append(PastedSection(_own_number(heading.title), _title(heading), body))
        else:
            # a heading of nothing is kept as a line of what stands before it
            said = "\n\n".join(part for part in (parts[-1].text, f"**{_title(heading)}**") if part)
            parts[-1] = replace(parts[-1], text=said)
    intro, sections = parts[0].text, parts[1:]
    if not sections and intro:
        return PastedPolicy(title, "", (PastedSection(1, title or "In full", intro),))
    return PastedPolicy(title, intro, tuple(_with_numbers(sections)))


def _title(heading: _Heading) -> str:
    said = heading.title.strip().strip("*_").strip()
    number = None if heading.is_title else NUMBER.match(said)
    said = said[number.end() :] if number and number.end() < len(said) else said
    return " ".join(said.strip("*_ ").removesuffix(":").split())


def _own_number(heading: str) -> int | None:
    number = NUMBER.match(heading.strip().strip("*_").strip())
    return _told(number) if number else None


def _told(number: re.Match[str]) -> int:
    return int(number[1] or number[2])


def _with_numbers(sections: Sequence[PastedSection]) -> Iterable[PastedSection]:
    own = [section.number or 0 for section in sections]
    ascend = all(own) and all(one < other for one, other in pairwise(own))
    return (
        replace(section, number=number if ascend else place)
        for place, (section, number) in enumerate(zip(sections, own, strict=True), 1)
    )


def _body(lines: Sequence[str], *, keep: bool) -> str:
    """The text of a section. Where nobody wrote Markdown, what stands in lines of its own stays in lines of its own."""
    return "\n".join(map(_deeper, lines) if keep else _paragraphs(lines)).strip("\n")


def _deeper(line: str) -> str:
    """A heading inside a section is below those of the sections."""
    mark = MARKED.match(line)
    return f"### {mark[2]}" if mark and len(mark[1]) < 3 else line


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    spaced = any(not line for line in lines[1:-1])
    in_list = False
    for line, after in zip(lines, [*lines[1:], ""], strict=False):
        in_list = LISTED.match(line) is not None or (in_list and line.startswith(" "))
        yield line if in_list else line.strip()
        goes_on = in_list and (LISTED.match(after) or after.startswith(" "))
        complete = not spaced or in_list or len(line) <= LONGEST_SHORT
        if line and after and complete and not goes_on:
            yield ""
