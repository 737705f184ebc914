"""Does every figure stand somewhere? Answers, policy texts and policy.yaml must state the same.

Both ways: a figure in an answer is a fact, a promise, or stands in the cited section; a fact or promise with a source
stands in that section. So what shoppers read and what the clocks run on cannot drift apart.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.content.draft import Draft
from assistant.content.errors import Finding
from assistant.content.figures import Figure, Stated, ends, figures, same
from assistant.content.places import POLICY_FILE
from assistant.core.knowledge import PLACEHOLDER, Section
from assistant.core.policy import Fact, Policy, Promise, SectionRef

BUSINESS_DAY = "business day"


def ungrounded_figures(draft: Draft) -> Iterator[Finding]:
    """Every figure that stands nowhere, as far as policy.yaml can be read."""
    policy = draft.policy.legible
    if policy is None:
        return
    yield from _promises_without_words(policy, draft)
    yield from _facts_without_words(policy, draft)
    if draft.policy.doubtful:
        return  # one of these may be what an answer states
    known = list(_figures_of(policy, draft))
    for read in draft.entries.values():
        source = read.entry.source
        section = _section(source, draft)
        if source and not section:
            continue  # a dead source is a finding of its own, and takes the ground from under every figure
        ground = [*known, *_figures_in(section)]
        where = f"and not in {source}" if source else "(and no section is cited)"
        for name, text in (("answer", read.entry.answer), ("not_stated", read.entry.not_stated or "")):
            yield from _ungrounded(read.file, read.line(name), text, policy, ground, where)
    sections = [section for policy_text in draft.policies.values() for section in policy_text.text.sections]
    ground = [*known, *(figure for section in sections for figure in _figures_in(section))]
    for canned in draft.canned:
        yield from _ungrounded(canned.file, canned.line, canned.reply.text, policy, ground, "and in no policy")


def unpromised_business_days(draft: Draft) -> Iterator[Finding]:
    """Times in business days that a policy text names and policy.yaml does not."""
    policy = draft.policy.legible
    if policy is None or draft.policy.doubtful:
        return
    known = [figure for one in _figures_of(policy, draft) for figure in ends(one)]
    for policy_text in draft.policies.values():
        for section in policy_text.text.sections:
            for stated in figures(section.text):
                if stated.figure.unit == BUSINESS_DAY and not any(same(stated.figure, one) for one in known):
                    line = policy_text.text_lines[section.number] + stated.line
                    said = f'"{_flat(stated)}" is no promise and no fact of {POLICY_FILE}'
                    yield Finding(policy_text.file, line, "warning", said, f"correct it here or in {POLICY_FILE}")


def stands_in(fact: Fact, section: Section) -> bool:
    """Whether a section says a fact's value, which is stated."""
    value = _value(fact)
    if value is not None:
        return any(same(stated.figure, value) for stated in figures(section.text))
    words = r"\s+".join(re.escape(word) for word in str(fact.value).split())
    plain = re.sub(r"[*`_]", "", f"{section.title}\n{section.text}")
    return re.search(rf"(?<!\w){words}(?!\w)", plain, re.IGNORECASE) is not None


def _promises_without_words(policy: Policy, draft: Draft) -> Iterator[Finding]:
    for name, promise in policy.promises.items():
        section = _section(promise.source, draft)
        if section and name not in draft.policy.doubtful and not _promised(name, promise) in _figures_in(section):
            said = f'{promise.source} does not say "{promise.said}", the {name} that is promised here'
            mend = "correct the number here, or the text there"
            yield Finding(POLICY_FILE, draft.policy.lines[name], "error", said, mend)


def _facts_without_words(policy: Policy, draft: Draft) -> Iterator[Finding]:
    for fact in policy.facts.values():
        section = _section(fact.source, draft)
        doubtful = fact.name in draft.policy.doubtful
        if section and fact.said is not None and not doubtful and not stands_in(fact, section):
            said = f'{fact.source} does not say "{fact.said}", the value of {fact.name}'
            mend = "correct the value here, or the text there"
            yield Finding(POLICY_FILE, draft.policy.lines[fact.name], "error", said, mend)


def _ungrounded(
    file: str, line: int, text: str, policy: Policy, ground: Sequence[Figure], where: str
) -> Iterator[Finding]:
    for stated in figures(_spoken(text, policy)):
        if not any(same(stated.figure, one) for one in ground):
            said = f'"{_flat(stated)}" is no fact and no promise of {POLICY_FILE} {where}'
            mend = "quote a fact, as in {{ returns.window_days }}, or correct the figure"
            yield Finding(file, line + stated.line, "error", said, mend)


def _spoken(text: str, policy: Policy) -> str:
    """The text with its numbers filled in, because the word after a number can change it ("5-10" business days)."""

    def fill(found: re.Match[str]) -> str:
        fact = policy.facts.get(found[1])
        return fact.said or "" if fact and isinstance(fact.value, int | Decimal | tuple) else "(...)"

    return PLACEHOLDER.sub(fill, text)


def _figures_of(policy: Policy, draft: Draft) -> Iterator[Figure]:
    for name, promise in policy.promises.items():
        yield from ends(_promised(name, promise))
    for fact in policy.facts.values():
        for figure in _figures_of_fact(fact, _section(fact.source, draft)):
            yield from ends(figure)


def _figures_of_fact(fact: Fact, section: Section | None) -> Iterator[Figure]:
    if isinstance(fact.value, str):
        yield from (stated.figure for stated in figures(fact.value))
        return
    value = _value(fact)
    if value is None:
        return
    # the section says what the number counts: days, not business days
    in_words = [stated.figure for stated in figures(section.text) if same(stated.figure, value)] if section else []
    yield from in_words or [value]


def _figures_in(section: Section | None) -> list[Figure]:
    if section is None:
        return []
    return [figure for stated in figures(section.text) for figure in ends(stated.figure)]


def _promised(name: str, promise: Promise) -> Figure:
    alone = name == "update" or promise.target == promise.limit
    if alone:
        return Figure(Decimal(promise.limit), unit=BUSINESS_DAY)
    return Figure(Decimal(promise.target), Decimal(promise.limit), BUSINESS_DAY)


def _value(fact: Fact) -> Figure | None:
    if isinstance(fact.value, tuple):
        low, high = (Decimal(end).normalize() for end in fact.value)
        return Figure(low, high)
    if isinstance(fact.value, int | Decimal):
        return Figure(Decimal(fact.value).normalize())
    return None


def _section(source: SectionRef | None, draft: Draft) -> Section | None:
    policy = draft.policies.get(source.policy) if source else None
    return policy.text.section(source.section) if policy and source else None


def _flat(stated: Stated) -> str:
    return " ".join(stated.written.split())
