"""Do the files point at things that exist: entries, sections, facts; and is nothing there twice?"""

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache

from assistant.content.draft import Draft
from assistant.content.entry_files import EntryFile
from assistant.content.errors import Finding
from assistant.content.places import POLICY_FILE
from assistant.core.knowledge import PLACEHOLDER
from assistant.core.policy import Policy, SectionRef

HELP_LINK = re.compile(r"\]\(/help/([^)#?\s]+)")
POLICY_LINK = re.compile(r"\]\(/policies/([^)#\s]*)(?:#([^)\s]*))?")
BRACES = re.compile(r"\{\{|\}\}")


def dead_references(draft: Draft) -> Iterator[Finding]:
    """Everything that points nowhere, and every question that two entries claim."""
    for read in draft.entries.values():
        yield from _related(read, draft)
        if read.entry.source:
            yield from _source(read.file, read.line("source"), read.entry.source, draft)
        for name, text in (("answer", read.entry.answer), ("not_stated", read.entry.not_stated or "")):
            yield from _in_text(read.file, read.line(name), text, draft)
    for canned in draft.canned:
        yield from _in_text(canned.file, canned.line, canned.reply.text, draft)
    for policy in draft.policies.values():
        for section in policy.text.sections:
            yield from _links(policy.file, policy.text_lines[section.number], section.text, draft)
    if draft.policy.legible:
        yield from _sources_of_figures(draft.policy.legible, draft)
    yield from _questions_asked_twice(draft)


def closest(name: str, known: Collection[str]) -> str | None:
    """What to write instead of a name that is not known; None when nothing comes close."""
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    return f'write "{close[0]}"' if close else None


def _related(read: EntryFile, draft: Draft) -> Iterator[Finding]:
    for related in read.related:
        if related.text not in draft.entries:
            mend = closest(related.text, draft.entries) or "name an entry that exists, or delete it"
            yield Finding(read.file, related.line, "error", f'related names "{related.text}", which is no entry', mend)
        elif related.text == read.entry.id:
            yield Finding(read.file, related.line, "error", "related names the entry itself", "delete it")


def _source(file: str, line: int, source: SectionRef, draft: Draft) -> Iterator[Finding]:
    policy = draft.policies.get(source.policy)
    if policy is None:
        given = ", ".join(sorted(draft.policies)) or "none"
        said = f"the source {source} names a policy that is not in policies/ (there: {given})"
        yield Finding(file, line, "error", said, f"add policies/{source.policy}.md, or cite another policy")
    elif policy.lines and source.section not in policy.lines:
        said = f"the source {source} names a section that does not exist"
        yield Finding(file, line, "error", said, f"cite one of {', '.join(f'#{number}' for number in policy.lines)}")


def _in_text(file: str, line: int, text: str, draft: Draft) -> Iterator[Finding]:
    yield from _placeholders(file, line, text, draft)
    yield from _links(file, line, text, draft)
    yield from _help_links(file, line, text, draft)


def _placeholders(file: str, line: int, text: str, draft: Draft) -> Iterator[Finding]:
    policy = draft.policy.legible
    for at, written in enumerate(text.split("\n")):
        if policy:
            for name in PLACEHOLDER.findall(written):
                if name not in policy.placeholders:
                    known = policy.placeholders.keys() - draft.policy.doubtful
                    mend = closest(name, known) or f"add the fact to {POLICY_FILE}, or correct the name"
                    said = f"{{{{ {name} }}}} is no fact and no promise of {POLICY_FILE}"
                    yield Finding(file, line + at, "error", said, mend)
        if BRACES.search(PLACEHOLDER.sub("", written)):
            mend = "write it as {{ returns.window_days }}, on one line"
            yield Finding(file, line + at, "error", "there are braces that are no placeholder", mend)


def _links(file: str, line: int, text: str, draft: Draft) -> Iterator[Finding]:
    for found in POLICY_LINK.finditer(text):
        policy = draft.policies.get(found[1])
        if policy is None or (found[2] and policy.lines and found[2] not in policy.lines):
            target = found.group()[2:]
            at = line + text.count("\n", 0, found.start())
            yield Finding(file, at, "error", f"the link {target} leads nowhere", "correct it, or delete the link")


def _help_links(file: str, line: int, text: str, draft: Draft) -> Iterator[Finding]:
    for found in HELP_LINK.finditer(text):
        if found[1] not in draft.entries and not any(name.startswith(f"{found[1]}/") for name in draft.entries):
            at = line + text.count("\n", 0, found.start())
            mend = closest(found[1], draft.entries) or "correct it, or delete the link"
            yield Finding(file, at, "error", f"the link /help/{found[1]} leads nowhere", mend)


def _sources_of_figures(policy: Policy, draft: Draft) -> Iterator[Finding]:
    sources = {name: promise.source for name, promise in policy.promises.items()}
    sources |= {name: fact.source for name, fact in policy.facts.items()}
    for name, source in sources.items():
        if source:
            yield from _source(POLICY_FILE, draft.policy.lines[name], source, draft)


def _questions_asked_twice(draft: Draft) -> Iterator[Finding]:
    asked: dict[str, tuple[str, int]] = {}
    for read in draft.entries.values():
        for question in read.questions:
            key = _as_asked(question.text)
            if key not in asked:
                asked[key] = (read.file, question.line)
                continue
            file, line = asked[key]
            said = f'the question "{question.text}" stands in {file}:{line} already'
            yield Finding(read.file, question.line, "error", said, "keep it where it belongs")


@lru_cache(50_000)
def _as_asked(question: str) -> str:
    """The question as far as a reader of it cares: without case, accents' spelling and punctuation."""
    plain = unicodedata.normalize("NFKC", question).casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return " ".join(re.sub(r"[^\w']+", " ", plain).split())
