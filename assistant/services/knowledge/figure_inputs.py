"""What do the forms for the figures say, and what about it cannot be?"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TypeVar

from assistant.content.errors import Faults, Finding
from assistant.content.fact_values import read_value
from assistant.content.fields import CONTROLS, REFERENCE
from assistant.content.grounding import stands_in
from assistant.content.places import NAME
from assistant.content.policy_edit import FactEdit
from assistant.content.policy_file import MOST_BUSINESS_DAYS
from assistant.content.policy_texts import read_policy_text
from assistant.core.errors import Invalid
from assistant.core.knowledge import PolicyText
from assistant.core.policy import Fact, Peak, Policy, SectionRef
from assistant.core.tickets.words import say_day

T = TypeVar("T")

LONGEST_VALUE = 1_000
"""Characters: what an answer says of one fact is a sentence or two."""
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class GivenFact:
    """A fact's form: the value as people write it, empty for none, and its section (``shipping#2``) or nothing."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class GivenPeak:
    """A peak's form, as it was typed."""

    name: str
    first: str
    last: str
    extra: str
    notice: str


@dataclass(frozen=True)
class Given:
    """All forms. What is None was not touched."""

    facts: Mapping[str, GivenFact] = field(default_factory=dict)
    peaks: Sequence[GivenPeak] | None = None
    closed: Sequence[str] | None = None
    policies: Mapping[str, str] = field(default_factory=dict)
    """New policy texts by name, in Markdown with numbered sections."""


@dataclass(frozen=True)
class Wanted:
    """What the forms ask for, as far as it can be, and what is wrong with the rest."""

    facts: Mapping[str, FactEdit]
    peaks: tuple[Peak, ...] | None
    closed: frozenset[date] | None
    policies: Mapping[str, PolicyText]
    faults: Mapping[str, str]
    """By field: ``facts.shipping.cost.source``, ``peaks.0.from``, ``closed.2``, ``policies.shipping``."""
    findings: Sequence[Finding]
    """What the check says of the new policy texts."""

    def applied_to(self, policy: Policy) -> Policy:
        """The shop's figures as they would be."""
        facts = {name: Fact(name, edit.value, edit.source) for name, edit in self.facts.items()}
        calendar = policy.calendar
        return replace(
            policy,
            facts=dict(policy.facts) | facts,
            peaks=policy.peaks if self.peaks is None else tuple(sorted(self.peaks, key=lambda peak: peak.first)),
            calendar=calendar if self.closed is None else replace(calendar, closed=self.closed),
        )


def read_given(given: Given, policy: Policy, policies: Mapping[str, PolicyText]) -> Wanted:
    """The forms, read against the figures and the policy texts of now."""
    faults: dict[str, str] = {}
    texts, findings = _new_policies(given.policies, policies, faults)
    sections = dict(policies) | texts
    facts = {
        name: edit
        for name, each in given.facts.items()
        if (edit := _fact(name, each, policy, sections, faults)) is not None
    }
    peaks = None if given.peaks is None else _peaks(given.peaks, faults)
    closed = None if given.closed is None else _closed(given.closed, faults)
    return Wanted(facts, peaks, closed, texts, faults, findings)


def _new_policies(
    given: Mapping[str, str], known: Mapping[str, PolicyText], faults: dict[str, str]
) -> tuple[dict[str, PolicyText], list[Finding]]:
    texts: dict[str, PolicyText] = {}
    findings: list[Finding] = []
    for name, markdown in given.items():
        field_name = f"policies.{name}"
        if not NAME.fullmatch(name):
            faults[field_name] = "Give it a short name of small letters, digits and hyphens, such as shipping."
        elif name in known:
            faults[field_name] = f"There is a policy called {name} already. Open its file to change it."
        else:
            found = Faults(f"policies/{name}.md")
            texts[name] = read_policy_text(name, found.file, markdown, found).text
            findings += found.findings
            if found.findings:
                first = found.findings[0]
                faults[field_name] = _sentence(f"Line {first.line}: {first.message}; {first.mend}")
    return texts, findings


def _fact(
    name: str, given: GivenFact, policy: Policy, policies: Mapping[str, PolicyText], faults: dict[str, str]
) -> FactEdit | None:
    """None for a fact that there is not, or whose value cannot be read."""
    value_field, source_field = f"facts.{name}.value", f"facts.{name}.source"
    if name not in policy.facts:
        faults[value_field] = "There is no fact of this name. Add it to policy.yaml first."
        return None
    try:
        value = read_value(_line(given.value, LONGEST_VALUE))
    except Invalid as refused:
        faults[value_field] = refused.fields["value"]
        return None
    ref = REFERENCE.fullmatch(given.source)
    source = SectionRef(ref[1], ref[2]) if ref else None
    if source is None:
        if given.source:
            faults[source_field] = "Choose a section from the list."
        return FactEdit(value)
    text = policies.get(source.policy)
    section = text.section(source.section) if text else None
    fact = Fact(name, value, source)
    if section is None:
        faults[source_field] = "There is no such section any more. Choose another one."
    elif fact.said is not None and not stands_in(fact, section):
        faults[source_field] = (
            f"The section you chose does not contain {_quoted(fact)}. Use its words, or choose another section."
        )
    return FactEdit(value, source)


def _quoted(fact: Fact) -> str:
    return f'"{fact.said}"' if isinstance(fact.value, str) else str(fact.said)


def _peaks(given: Sequence[GivenPeak], faults: dict[str, str]) -> tuple[Peak, ...]:
    """The peaks that can be read."""
    read: list[tuple[int, Peak]] = []
    for place, each in enumerate(given):
        peak = _peak(f"peaks.{place}", each, faults)
        if peak:
            read.append((place, peak))
    read.sort(key=lambda one: (one[1].first, one[1].last))
    for (_, earlier), (place, later) in pairwise(read):
        if later.first <= earlier.last:
            name = earlier.name if earlier.name != later.name else "another peak"
            faults[f"peaks.{place}.from"] = (
                f"It begins before {name} is over on {say_day(earlier.last)}. Let no two peaks share a day."
            )
    names = [peak.name for _, peak in read]
    for place, peak in read:
        if names.count(peak.name) > 1:
            faults[f"peaks.{place}.name"] = "Another peak has this name. Give each its own."
    return tuple(peak for _, peak in read)


def _peak(path: str, given: GivenPeak, faults: dict[str, str]) -> Peak | None:
    before = len(faults)
    name = _tried(f"{path}.name", faults, lambda: _said(given.name, 120, "Give the peak a name, such as Winter sale."))
    first = _tried(f"{path}.from", faults, lambda: _day(given.first))
    last = _tried(f"{path}.to", faults, lambda: _day(given.last))
    extra = _tried(f"{path}.extra_business_days", faults, lambda: _extra(given.extra))
    notice = _tried(
        f"{path}.notice", faults, lambda: _said(given.notice, LONGEST_VALUE, "Write what shoppers read in this time.")
    )
    if first and last and last < first:
        faults[f"{path}.to"] = "The last day is before the first. Swap the dates."
    if len(faults) > before or not (name and first and last and notice) or extra is None:
        return None
    return Peak(name, first, last, extra, notice)


def _closed(given: Sequence[str], faults: dict[str, str]) -> frozenset[date]:
    found = (_tried(f"closed.{place}", faults, partial(_day, told)) for place, told in enumerate(given))
    return frozenset(day for day in found if day)


def _tried(field_name: str, faults: dict[str, str], read: Callable[[], T]) -> T | None:
    try:
        return read()
    except Invalid as refused:
        faults[field_name] = refused.message
        return None


def _said(told: str, longest: int, mend: str) -> str:
    if not told.strip():
        raise Invalid(mend)
    try:
        return _line(told, longest)
    except Invalid as refused:
        raise Invalid(refused.fields["value"]) from None


def _line(told: str, longest: int) -> str:
    """What fits into one line of the file. Raises ``Invalid`` (field ``value``)."""
    plain = " ".join(told.split())
    if len(plain) > longest:
        raise _wrong(f"Shorten it to at most {longest:,} characters.")
    if "{{" in plain:
        raise _wrong("Write the words themselves, without braces: nothing is filled in here.")
    if CONTROLS.search(plain):
        raise _wrong("It holds a character that cannot be printed. Type it again.")
    return plain


def _wrong(message: str) -> Invalid:
    return Invalid(message, fields={"value": message})


def _day(told: str) -> date:
    try:
        found = date.fromisoformat(told.strip()) if re.fullmatch(r"\s*\d{4}-\d\d-\d\d\s*", told) else None
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Invalid("Choose a date, such as 2026-12-24.")
    return found


def _extra(told: str) -> int:
    plain = told.strip()
    # Python refuses to read thousands of digits, zeros in front or not
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 9 and int(plain) <= MOST_BUSINESS_DAYS):
        raise Invalid(f"Write a whole number of business days, from 0 to {MOST_BUSINESS_DAYS}.")
    return int(plain)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:].rstrip(".") + "."
