"""What does one answers/<topic>/<entry>.md say?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from assistant.content.errors import Faults
from assistant.content.fields import Fault, Record, Written, day, listed, one_of, reference, text, written
from assistant.content.front_matter import Page, read_page
from assistant.content.nodes import Node
from assistant.content.places import ENTRY_ID
from assistant.core.intake import FIELDS
from assistant.core.knowledge import Entry, HandoffRule, Kind

NOT_STATED = re.compile(r"[ \t]*<!--\s*not stated\s*-->[ \t]*", re.IGNORECASE)
SOURCELESS_TOPIC = "chat"
LONGEST_QUESTION = 500


@dataclass(frozen=True)
class EntryFile:
    """An entry and where in its file things stand."""

    entry: Entry
    file: str
    questions: tuple[Written, ...]
    related: tuple[Written, ...]
    lines: Mapping[str, int]
    """Lines of the keys, and of ``answer`` and ``not_stated``."""

    def line(self, name: str) -> int:
        return self.lines.get(name, 1)


def read_entry(entry_id: str, file: str, source: str | None, faults: Faults) -> EntryFile:
    """The entry in a file's text (None: unreadable). With findings in ``faults`` it is only good for its id."""
    page = None if source is None else read_page(source, faults, required=True)
    if page is None:
        return EntryFile(Entry(entry_id, entry_id, (), ""), file, (), (), {})
    record = Record(page.settings, faults, line=1)
    title = record.need("title", _title, entry_id)
    questions: tuple[Written, ...] = record.need("questions", listed(_question, "- how long do i have", least=1), ())
    if entry_id.startswith(f"{SOURCELESS_TOPIC}/"):
        cited = record.may("source", reference, None)
    else:
        cited = record.need("source", reference, None)
    kind = record.may("kind", one_of("general", "complex"), "general")
    handoff = record.may("handoff", one_of("never", "offer", "always"), "offer")
    related: tuple[Written, ...] = record.may("related", listed(_entry_id, "[returns/start, refunds/timing]"), ())
    asks: tuple[str, ...] = record.may("asks", listed(one_of(*FIELDS), "[order_number]"), ())
    review_by = record.may("review_by", day, None)
    record.finish()
    answer, not_stated, lines = _parts(page, faults)
    lines |= {key: record.line_of(key) for key in record}
    entry = Entry(
        id=entry_id,
        title=title,
        questions=tuple(question.text for question in questions),
        answer=answer,
        not_stated=not_stated,
        source=cited,
        kind=cast(Kind, kind),
        handoff=cast(HandoffRule, handoff),
        related=tuple(one.text for one in related),
        asks=asks,
        review_by=review_by,
    )
    return EntryFile(entry, file, questions, related, lines)


def _title(node: Node) -> str:
    found = text(node)
    if "\n" in found or "{{" in found:
        raise Fault(node.line, "is more than plain words", "write one line without placeholders")
    return found


def _question(node: Node) -> Written:
    found = written(node)
    if len(found.text) > LONGEST_QUESTION:
        raise Fault(node.line, "is too long", f"write at most {LONGEST_QUESTION} characters, as a shopper types")
    if not any(letter.isalpha() for letter in found.text):
        raise Fault(node.line, "has no letters", "write it as a shopper types it")
    return found


def _entry_id(node: Node) -> Written:
    found = written(node)
    if not ENTRY_ID.fullmatch(found.text):
        raise Fault(node.line, f'is "{found.text}"', "write the topic and the name of an entry: returns/start")
    return found


def _parts(page: Page, faults: Faults) -> tuple[str, str | None, dict[str, int]]:
    """The answer, and what is said while a fact in it is not stated."""
    lines = page.body.split("\n")
    marks = [at for at, line in enumerate(lines) if NOT_STATED.fullmatch(line)]
    for at, line in enumerate(lines):
        if "<!--" in line and at not in marks:
            mend = "delete it, or write <!-- not stated --> on a line of its own"
            faults.error(page.body_line + at, "shoppers would see this comment", mend)
    for at in marks[1:]:
        faults.error(page.body_line + at, "this is the second <!-- not stated -->", "keep one")
    split = marks[0] if marks else len(lines)
    answer = _text(lines, 0, split)
    if not answer:
        faults.error(page.body_line, "there is no answer", "write what the assistant says below the front matter")
    where = {"answer": page.body_line + _first_written(lines, 0, split)}
    if not marks:
        return answer, None, where
    not_stated = _text(lines, split + 1, len(lines))
    if not not_stated:
        mend = "write what to say while the figure is missing"
        faults.error(page.body_line + split, "nothing follows <!-- not stated -->", mend)
    where["not_stated"] = page.body_line + _first_written(lines, split + 1, len(lines))
    return answer, not_stated, where


def _text(lines: list[str], start: int, end: int) -> str:
    return "\n".join(lines[start:end]).strip()


def _first_written(lines: list[str], start: int, end: int) -> int:
    return next((at for at in range(start, end) if lines[at].strip()), start)
