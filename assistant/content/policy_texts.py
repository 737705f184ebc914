"""What does one policies/<name>.md say, section by section?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.content.errors import Faults
from assistant.content.fields import Record, text
from assistant.content.front_matter import read_page
from assistant.core.knowledge import PolicyText, Section

HEADING = re.compile(r"##[ \t]+(.*)")
NUMBERED = re.compile(r"([1-9][0-9]*)\.[ \t]+(\S.*)")
TITLE = re.compile(r"#[ \t]+(\S.*)")


@dataclass(frozen=True)
class PolicyTextFile:
    """A policy text and where things stand: the headings of its sections, by number, and the first line of their texts."""

    text: PolicyText
    file: str
    lines: Mapping[str, int] = field(default_factory=dict)
    text_lines: Mapping[str, int] = field(default_factory=dict)


def read_policy_text(name: str, file: str, source: str | None, faults: Faults) -> PolicyTextFile:
    """The policy in a file's text: a title, an introduction and numbered sections (``## 4. Title``).

    With findings in ``faults`` (and always when ``source`` is None, unreadable) it is only good for its name.
    """
    title = name.replace("-", " ").capitalize()
    page = None if source is None else read_page(source, faults, required=False)
    if page is None:
        return PolicyTextFile(PolicyText(name, title, "", ()), file)
    if page.settings is not None:
        record = Record(page.settings, faults)
        title = record.need("title", text, title)
        record.finish()
    lines = page.body.split("\n")
    starts = [at for at, line in enumerate(lines) if HEADING.match(line)]
    if not starts:
        faults.error(page.body_line, "there are no sections", "write numbered headings: ## 1. What we stand for")
    intro = lines[: starts[0] if starts else len(lines)]
    heading = next((at for at, line in enumerate(intro) if TITLE.match(line)), None)
    if heading is not None:
        title = intro[heading].lstrip("#").strip()
        intro = intro[:heading] + intro[heading + 1 :]
    sections: dict[str, Section] = {}
    where: dict[str, int] = {}
    text_where: dict[str, int] = {}
    for start, end in pairwise([*starts, len(lines)]):
        line = page.body_line + start
        section = _section(lines[start], "\n".join(lines[start + 1 : end]).strip(), line, faults)
        if section is None:
            continue
        if section.number in sections:
            faults.error(line, f"there are two sections {section.number}", "give every section its own number")
        sections.setdefault(section.number, section)
        where.setdefault(section.number, line)
        written = next((at for at in range(start + 1, end) if lines[at].strip()), start)
        text_where.setdefault(section.number, page.body_line + written)
    _refuse_placeholders(lines, page.body_line, faults)
    policy = PolicyText(name, title, "\n".join(intro).strip(), tuple(sections.values()))
    return PolicyTextFile(policy, file, where, text_where)


def _section(heading: str, body: str, line: int, faults: Faults) -> Section | None:
    title = heading.lstrip("#").strip()
    numbered = NUMBERED.fullmatch(title)
    if not numbered:
        faults.error(line, f'the heading "{title[:60]}" has no number', "write it as ## 4. When you hear from us")
        return None
    if not body:
        faults.error(line, f"section {numbered[1]} is empty", "write its text below the heading")
    return Section(numbered[1], numbered[2].rstrip(), body)


def _refuse_placeholders(lines: list[str], first_line: int, faults: Faults) -> None:
    for at, line in enumerate(lines):
        if "{{" in line:
            faults.error(first_line + at, "placeholders are not filled in here", "write the figure itself")
