"""What is wrong in a knowledge folder, and what deserves a second look? Everything in one run."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.content.as_shown import not_as_meant
from assistant.content.draft import Draft, read_draft
from assistant.content.errors import Finding, KnowledgeErrors
from assistant.content.files import Files, read_folder
from assistant.content.findability import hard_to_find
from assistant.content.grounding import ungrounded_figures, unpromised_business_days
from assistant.content.named_policies import policies_not_given
from assistant.content.places import POLICY_FILE, QUESTIONS_FILE, WORDS_FILE
from assistant.content.question_files import NONE, Expectation
from assistant.content.references import closest, dead_references
from assistant.core.dialogue import Decision, decide
from assistant.core.knowledge import Knowledge


def check(path: Path | str, *, today: date | None = None) -> list[Finding]:
    """Every error and warning, sorted by file and line. Entries are only due for review when ``today`` is given."""
    try:
        files = read_folder(Path(path))
    except KnowledgeErrors as unreadable:
        return list(unreadable.findings)
    return check_files(files, today=today)


def check_files(files: Files, *, today: date | None = None, before: Knowledge | None = None) -> list[Finding]:
    """The same for a folder in memory. ``before`` lends its matcher when the phrasings are the same or nearly so."""
    draft = read_draft(files)
    findings = {*_faults(draft), *_warnings(draft, today)}
    if _can_be_asked(draft):
        try:
            knowledge = replace(draft, findings=()).knowledge(before)
        except KnowledgeErrors as unbuilt:
            findings |= {*unbuilt.findings}
        else:
            findings |= {*_failed_expectations(draft, knowledge), *hard_to_find(draft, knowledge)}
    return sorted(findings)


def check_file(name: str, files: Files, *, today: date | None = None) -> list[Finding]:
    """What is wrong with one file of a folder, as far as that can be told in the time between two keys.

    Everything but what needs the matcher: whether expectations are met, and entries told apart.
    """
    draft = read_draft(files)
    findings = {*_faults(draft), *_warnings(draft, today)}
    return sorted(finding for finding in findings if finding.file == name)


def contradictions(draft: Draft) -> list[Finding]:
    """What files that read well by themselves get wrong about each other. Knowledge with such errors is not served."""
    findings = [*dead_references(draft), *ungrounded_figures(draft)]
    if not draft.entries:
        findings.append(Finding("answers", 0, "error", "there is no entry", "add one: answers/returns/window.md"))
    return findings


def _faults(draft: Draft) -> Iterator[Finding]:
    yield from draft.findings
    yield from contradictions(draft)
    for expected in draft.expectations:
        for entry in expected.entries:
            if entry not in draft.entries:
                mend = closest(entry, draft.entries) or "correct the id"
                yield Finding(QUESTIONS_FILE, expected.line, "error", f'"{entry}" is no entry', mend)


def _can_be_asked(draft: Draft) -> bool:
    """Whether all that decides what is found could be read; a fault elsewhere changes no outcome."""
    decisive = (POLICY_FILE, WORDS_FILE)
    return not any(finding.file in decisive or finding.file.startswith("answers") for finding in draft.errors())


def _warnings(draft: Draft, today: date | None) -> Iterator[Finding]:
    yield from policies_not_given(draft)
    yield from unpromised_business_days(draft)
    yield from not_as_meant(draft)
    for fact in draft.policy.legible.facts.values() if draft.policy.legible else ():
        if fact.value is None and fact.name not in draft.policy.doubtful:
            said = f"{fact.name} is not filled in: where an answer quotes it, the assistant says it is not stated"
            yield Finding(
                POLICY_FILE, draft.policy.lines[fact.name], "warning", said, "write its value, once there is one"
            )
    for read in draft.entries.values():
        due = read.entry.review_by
        if today and due and due < today:
            mend = "read it again, then set a later date"
            yield Finding(read.file, read.line("review_by"), "warning", f"review_by, {due}, has passed", mend)
    topics = {read.entry.topic for read in draft.entries.values()}
    for canned in draft.canned:
        for topic in sorted(set(canned.reply.topics) - topics):
            said = f'the topic "{topic}" has no entries, so the reply is never offered for it'
            yield Finding(canned.file, canned.topics_line, "warning", said, "name a folder of answers/")


def _failed_expectations(draft: Draft, knowledge: Knowledge) -> Iterator[Finding]:
    for expected in draft.expectations:
        if not all(entry in draft.entries for entry in expected.entries):
            continue
        decision = decide(knowledge, expected.turns)
        if not met(expected, decision):
            wanted = " and ".join(expected.entries) or NONE
            said = f'"{expected.turns[-1]}" should find {wanted}, but {_outcome(decision)}'
            mend = "add a phrasing like it to the entry it belongs to, or correct the expectation"
            yield Finding(QUESTIONS_FILE, expected.line, "error", said, mend)


def met(expected: Expectation, decision: Decision) -> bool:
    """An entry is found when it is answered, calls for a person, or is the first one asked back about."""
    if not expected.entries:
        return decision.kind == "no_match" or (decision.kind == "hand_off" and not decision.needs)
    if len(expected.entries) > 1:
        return decision.kind == "answer" and set(decision.needs) == set(expected.entries)
    return decision.kind != "no_match" and _found(decision) == expected.entries


def _found(decision: Decision) -> tuple[str, ...]:
    return decision.needs or tuple(one.id for one in decision.entries[:1])


def _outcome(decision: Decision) -> str:
    found = " and ".join(_found(decision))
    match decision.kind:
        case "answer":
            return f"is answered with {found}"
        case "clarify":
            return f"is asked back about: {', '.join(one.id for one in decision.entries[:3])}"
        case "hand_off":
            return f"is handed over ({found})" if found else "is handed over"
        case _:
            return "finds none"
