"""The shop's figures for people who do not write YAML: what there is, what an edit would change, and saving it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.content.errors import Faults
from assistant.content.fact_values import Hint, hints
from assistant.content.grounding import stands_in
from assistant.content.pasted_policy import arranged
from assistant.content.places import POLICY_FILE
from assistant.content.policy_edit import with_closed, with_facts, with_peaks
from assistant.content.policy_file import WEEKDAYS, read_policy
from assistant.content.policy_texts import read_policy_text
from assistant.content.rendering import to_html
from assistant.core.calendar import BusinessCalendar
from assistant.core.dialogue import wording
from assistant.core.errors import Conflict, Invalid
from assistant.core.knowledge import PLACEHOLDER, Entry, Knowledge, PolicyText, Spoken
from assistant.core.people import User
from assistant.core.policy import Fact, Peak, Policy
from assistant.services.desk import Desk
from assistant.services.knowledge import room as knowledge_room
from assistant.services.knowledge.figure_inputs import Given, Wanted, read_given
from assistant.services.knowledge.room import Change, Room, Saved, finding_shape
from assistant.services.shapes import Shape, promises_shape
from assistant.store.knowledge_use import use_since

PERIOD = timedelta(days=30)
"""For which handovers are counted."""
AHEAD = 366
"""Days for which days off are shown."""

FEW = 3
"""Sections that are offered for a value."""

EMPHASIS = re.compile(r"[*_`]{1,2}|^#+ |^- ", re.MULTILINE)
END_OF_SENTENCE = re.compile(r"(?<=[^.][.!?])\s+|\n\n|\n(?=- )")


@dataclass(frozen=True, slots=True)
class Figures:
    """policy.yaml as it lies in the folder."""

    text: str
    hash: str | None
    policy: Policy


def overview(desk: Desk, room: Room, at: datetime) -> Shape:
    """Every fact with what it turns on, the peaks, the calendar, and the sections a fact can come from.

    Raises ``Conflict`` (``figures_unreadable``) while policy.yaml has faults.
    """
    stand, known = _read(desk, room), room.live.current
    use = desk.db.read(lambda tx: use_since(tx, at - PERIOD))
    told = hints(stand.text)
    return {
        "hash": stand.hash,
        "period_days": PERIOD.days,
        "facts": [
            _fact_shape(fact, told.get(name), _quoting(known, [name]), {one: use[one].handed_over for one in use})
            for name, fact in stand.policy.facts.items()
        ],
        "promises": {name: promise.said for name, promise in stand.policy.promises.items()},
        "peaks": [_peak_shape(peak) for peak in stand.policy.peaks],
        "calendar": _calendar_shape(stand.policy.calendar, at),
        "sections": _sections_shape(known.policies.values()),
    }


def preview(desk: Desk, room: Room, given: Given, at: datetime) -> Shape:
    """What the answers and the promised dates would be, and what is wrong with the forms, field by field."""
    shape: Shape = room.apart(_previewed, _read(desk, room), room.live.current, given, at)
    return shape


def arrange(room: Room, pasted: str, title: str) -> Shape:
    """A pasted policy in numbered sections, as it would be saved and as shoppers would read it."""
    shape: Shape = room.apart(_arranged, pasted, title)
    return shape


def save(desk: Desk, room: Room, given: Given, base: str, by: User, at: datetime, *, note: str | None = None) -> Saved:
    """Write what the forms say into policy.yaml and policies/, and have it in use, all or nothing.

    Raises ``Invalid`` with the faulty fields, and what ``knowledge_room.save`` raises.
    """
    stand = _read(desk, room)
    wanted: Wanted = room.apart(read_given, given, stand.policy, room.live.current.policies)
    # who started from something else has to look at that first
    if wanted.faults and base == stand.hash:
        raise Invalid("Nothing was saved yet: some fields need another look.", fields=wanted.faults)
    changes = [Change(POLICY_FILE, room.apart(_edited, stand.text, wanted), base)]
    changes += (Change(f"policies/{name}.md", markdown) for name, markdown in given.policies.items())
    return knowledge_room.save(desk, room, changes, by, at, note=note)


def _previewed(stand: Figures, known: Knowledge, given: Given, at: datetime) -> Shape:
    wanted = read_given(given, stand.policy, known.policies)
    policy = wanted.applied_to(stand.policy)
    changed = [
        name for name, edit in wanted.facts.items() if Fact(name, edit.value).said != stand.policy.facts[name].said
    ]
    return {
        "entries": [_effect_shape(known, entry, stand.policy, policy) for entry in _quoting(known, changed)],
        "fields": dict(wanted.faults),
        "found_in": _found_in(wanted, known.policies),
        "findings": [finding_shape(finding) for finding in wanted.findings],
        "sections": _sections_shape(wanted.policies.values()),
        "dates": {"before": promises_shape(stand.policy, at), "after": promises_shape(policy, at)},
        "peaks": [_begun_shape(policy, peak, at) for peak in policy.peaks],
        "next_days_off": _days_off_shape(policy.calendar, at),
    }


def _arranged(pasted: str, title: str) -> Shape:
    policy = arranged(pasted, title)
    faults = Faults(f"policies/{policy.name}.md")
    if policy.sections:
        read_policy_text(policy.name, faults.file, policy.markdown, faults)
    return {
        "name": policy.name,
        "title": policy.title,
        "markdown": policy.markdown if policy.sections else "",
        "intro_html": to_html(policy.intro),
        "sections": [
            {"number": str(section.number), "title": section.title, "html": to_html(section.text)}
            for section in policy.sections
        ],
        "findings": [finding_shape(finding) for finding in faults.findings],
    }


def _read(desk: Desk, room: Room) -> Figures:
    stand = knowledge_room.open_file(desk, room, POLICY_FILE)
    text = stand.text or ""
    faults = Faults(POLICY_FILE)
    policy = read_policy(text.encode(), faults).policy
    if policy is None:
        where = f"line {faults.findings[0].line}" if faults.findings else "it"
        raise Conflict(
            f"The figures cannot be shown: {where} of {POLICY_FILE} has a fault. Mend it among the files first.",
            code="figures_unreadable",
        )
    return Figures(text, stand.hash, policy)


def _edited(text: str, wanted: Wanted) -> str:
    text = with_facts(text, wanted.facts)
    if wanted.peaks is not None:
        text = with_peaks(text, wanted.peaks)
    return text if wanted.closed is None else with_closed(text, wanted.closed)


def _found_in(wanted: Wanted, known: Mapping[str, PolicyText]) -> dict[str, list[str]]:
    """For facts without a source, or with a wrong one, the sections that say their value: up to a few."""
    facts = (
        Fact(name, edit.value)
        for name, edit in wanted.facts.items()
        if edit.value is not None and (edit.source is None or f"facts.{name}.source" in wanted.faults)
    )
    sections = [
        (f"{text.name}#{section.number}", section)
        for text in (*wanted.policies.values(), *known.values())
        for section in text.sections
    ]
    found = {fact.name: [ref for ref, section in sections if stands_in(fact, section)][:FEW] for fact in facts}
    return {name: refs for name, refs in found.items() if refs}


def _fact_shape(fact: Fact, hint: Hint | None, entries: Iterable[Entry], handed_over: Mapping[str, int]) -> Shape:
    quoting = list(entries)
    sentence = hint.sentence if hint and hint.sentence else next((_sentence(entry, fact.name) for entry in quoting), "")
    return {
        "name": fact.name,
        "value": list(map(str, fact.value)) if isinstance(fact.value, tuple) else fact.said,
        "said": fact.said,
        "hint": sentence or None,
        "more": hint.more if hint else "",
        "source": str(fact.source) if fact.source else None,
        "entries": [{"id": entry.id, "title": entry.title} for entry in quoting],
        "handovers": sum(handed_over.get(entry.id, 0) for entry in quoting),
    }


def _quoting(knowledge: Knowledge, names: Iterable[str]) -> list[Entry]:
    """The entries whose answer quotes one of the facts."""
    wanted = set(names)
    return [entry for entry in knowledge.entries.values() if wanted & set(PLACEHOLDER.findall(entry.answer))]


def _sentence(entry: Entry, name: str) -> str:
    """The sentence of the answer that the fact completes, with dots in its place."""
    gap = "\0"
    marked = PLACEHOLDER.sub(lambda found: gap if found[1] == name else "...", entry.answer)
    found = next((each for each in END_OF_SENTENCE.split(EMPHASIS.sub("", marked)) if gap in each), "")
    said = " ".join(found.replace(gap, "...").split())
    return said[:-1] if said.endswith("....") else said


def _peak_shape(peak: Peak) -> Shape:
    return {
        "name": peak.name,
        "from": peak.first.isoformat(),
        "to": peak.last.isoformat(),
        "extra_business_days": peak.extra_business_days,
        "notice": peak.notice,
    }


def _calendar_shape(calendar: BusinessCalendar, at: datetime) -> Shape:
    return {
        "time_zone": calendar.time_zone,
        "working_days": [WEEKDAYS[day] for day in sorted(calendar.working_days)],
        "hours": f"{calendar.opens:%H:%M}-{calendar.closes:%H:%M}",
        "holidays": calendar.holidays,
        "closed": [day.isoformat() for day in sorted(calendar.closed)],
        "next_days_off": _days_off_shape(calendar, at),
    }


def _days_off_shape(calendar: BusinessCalendar, at: datetime) -> list[Shape]:
    """Those of the coming year; an own day off has no name."""
    off = calendar.days_off(calendar.local(at).date(), AHEAD)
    return [{"date": day.isoformat(), "name": name} for day, name in off.items()]


def _sections_shape(policies: Iterable[PolicyText]) -> list[Shape]:
    return [
        {
            "ref": f"{policy.name}#{section.number}",
            "policy": policy.title,
            "title": f"{section.number}. {section.title}",
            "text": section.text,
            "html": to_html(section.text),
        }
        for policy in policies
        for section in policy.sections
    ]


def _effect_shape(knowledge: Knowledge, entry: Entry, before: Policy, after: Policy) -> Shape:
    quoted = dict.fromkeys(PLACEHOLDER.findall(entry.answer))
    return {
        "id": entry.id,
        "title": entry.title,
        "before": _html(_speaking(knowledge, before, entry)),
        "after": _html(_speaking(knowledge, after, entry)),
        "facts": list(quoted),
        "still_missing": [name for name in quoted if after.placeholders.get(name) is None],
    }


def _speaking(knowledge: Knowledge, policy: Policy, entry: Entry) -> Spoken:
    return replace(knowledge, policy=policy).speak(entry)


def _html(spoken: Spoken) -> str:
    return to_html(spoken.text or wording.NOT_STATED)


def _begun_shape(policy: Policy, peak: Peak, at: datetime) -> Shape:
    """What an inquiry sent on the first day of a peak (or now, when it has begun) is promised, with it and without."""
    calendar = policy.calendar
    begin = calendar.closing(calendar.add(peak.first - timedelta(days=1), 1)) - timedelta(minutes=1)
    moment = max(begin, at)
    over = peak.last < calendar.local(at).date()
    without = replace(policy, peaks=tuple(one for one in policy.peaks if one is not peak))
    return {
        "name": peak.name,
        "over": over,
        "at": moment.isoformat(),
        "without": promises_shape(without, moment),
        "with": promises_shape(policy, moment),
    }
