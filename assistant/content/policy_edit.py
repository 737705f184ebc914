"""How does a figure change in policy.yaml while everything around it stays as somebody wrote it?

What changes is replaced where it stands: comments, order, quotes and blank lines of everything else are kept to the
last character. The text must be one that ``read_policy`` takes; raises ``KnowledgeErrors`` when it is not.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.content.errors import Faults, KnowledgeErrors
from assistant.content.fields import DATE
from assistant.content.places import POLICY_FILE
from assistant.content.policy_file import read_policy
from assistant.content.yaml_edit import (
    Change,
    Value,
    column,
    edited,
    inserted_key,
    line_end,
    replaced,
    rewritten_lines,
    without_item,
    written,
)
from assistant.content.yaml_places import Spot
from assistant.core.policy import Fact, FactValue, Peak, Policy, SectionRef

WIDTH = 120
"""Characters; a longer list of dates goes on in the next line."""

REMARK = re.compile(r"#[^\r\n]*")


@dataclass(frozen=True, slots=True)
class FactEdit:
    """What a fact is to be from now on. Without a source it stands in no policy."""

    value: FactValue
    source: SectionRef | None = None


def with_facts(text: str, facts: Mapping[str, FactEdit]) -> str:
    """The text with other values and sources. Raises ``KeyError`` for a fact that does not stand in it."""
    policy = _policy(text)
    return edited(text, lambda plain, root: _fact_changes(plain, root, policy, facts))


def with_peaks(text: str, peaks: Sequence[Peak]) -> str:
    """The text with exactly these peaks. One that stays is known by its name, and only what differs is replaced."""
    if sorted(_policy(text).peaks, key=_begin) == sorted(peaks, key=_begin):
        return text
    # values first, then whole items: so that neither has to reckon with the other
    text = edited(text, lambda plain, root: _peak_value_changes(plain, root, peaks))
    return edited(text, lambda plain, root: _peak_item_changes(plain, root, peaks))


def with_closed(text: str, closed: Iterable[date]) -> str:
    """The text with exactly these further days off, new ones at their place in the calendar."""
    days = frozenset(closed)
    if _policy(text).calendar.closed == days:
        return text
    return edited(text, lambda plain, root: _closed_changes(plain, root.values["calendar"], days))


def _policy(text: str) -> Policy:
    faults = Faults(POLICY_FILE)
    policy = read_policy(text.encode(), faults).policy
    if policy is None:
        raise KnowledgeErrors(faults.findings)
    return policy


def _fact(name: str, edit: FactEdit) -> Fact:
    return Fact(name, edit.value, edit.source)


def _fact_changes(text: str, root: Spot, policy: Policy, facts: Mapping[str, FactEdit]) -> Iterator[Change]:
    spots_of_facts = root.values["facts"].values
    aligned = _column_of_comments(text, spots_of_facts.values())
    for name, wanted in facts.items():
        fact, before = spots_of_facts[name], policy.facts[name]
        changes = [] if _same(before, _fact(name, wanted)) else [replaced(text, fact.values["value"], wanted.value)]
        if before.source != wanted.source:
            changes += _source_changes(text, fact, wanted.source)
        yield from changes
        grown = sum(len(change.new) - (change.end - change.start) for change in changes)
        if "\n" not in text[fact.start : fact.end]:
            yield from _comment_changes(text, fact.end, grown, aligned)


def _same(one: Fact, other: Fact) -> bool:
    """Whether the values are written alike: 4.90 is not 4.9, and "60" is a text."""
    return isinstance(one.value, str) == isinstance(other.value, str) and one.said == other.said


def _source_changes(text: str, fact: Spot, source: SectionRef | None) -> Iterator[Change]:
    """What is in no policy needs no key; one that has a line of its own is kept there without a value."""
    key, spot = fact.keys.get("source"), fact.values.get("source")
    if key is None or spot is None:
        value = fact.values["value"]
        if fact.flow:
            yield Change(value.end, value.end, f", source: {source}")
        else:
            indent = " " * column(text, fact.keys["value"].start)
            yield Change(fact.keys["value"].start, fact.keys["value"].start, f"source: {source}\n{indent}")
    elif source or "\n" in text[fact.start : fact.end] or not fact.flow:
        yield replaced(text, spot, source)
    else:
        before = [one.end for one in fact.values.values() if one.end < key.start]
        after = [one.start for one in fact.keys.values() if one.start > spot.end]
        yield Change(max(before), spot.end, "") if before else Change(key.start, min(after), "")


def _comment_changes(text: str, end: int, grown: int, aligned: int | None) -> Iterator[Change]:
    """Comments that stand in one column stay there, or two spaces behind a value that is too long for it."""
    gap = re.match(r" +(?=#)", text[end:])
    if not gap or not grown:
        return
    spaces = gap.end() - grown
    if aligned is not None and (column(text, end) + gap.end() == aligned or gap.end() <= 2):
        spaces = aligned - column(text, end) - grown
    yield Change(end, end + gap.end(), " " * max(min(2, gap.end()), spaces))


def _column_of_comments(text: str, facts: Iterable[Spot]) -> int | None:
    """The column in which several comments behind facts stand below each other."""
    gaps = ((fact.end, re.match(r" +(?=#)", text[fact.end : line_end(text, fact.end)])) for fact in facts)
    columns = Counter(column(text, end) + gap.end() for end, gap in gaps if gap)
    [(found, times)] = columns.most_common(1) or [(0, 0)]
    return found if times > 2 else None


def _peak_value_changes(text: str, root: Spot, peaks: Sequence[Peak]) -> Iterator[Change]:
    for item, peak in _paired(_items_of_peaks(root), peaks):
        for key, wanted in _values_of_peak(peak).items():
            spot = item.values[key]
            if " ".join(spot.text.split()) != str(wanted):
                yield replaced(text, spot, wanted)


def _peak_item_changes(text: str, root: Spot, peaks: Sequence[Peak]) -> Iterable[Change]:
    """Removes and adds whole peaks; the values of those that stay are right already."""
    items = _items_of_peaks(root)
    pairs = _paired(items, peaks)
    kept = [any(item is one for one, _ in pairs) for item in items]
    added = [peak for peak in peaks if all(peak is not one for _, one in pairs)]
    if all(kept) and not added:
        return []
    if "peaks" not in root.values:
        return [inserted_key(text, root, "peaks", _flow_peaks(peaks) if root.flow else _block_peaks(added, 2))]
    key, spot = root.keys["peaks"], root.values["peaks"]
    if spot.kind == "list" and not spot.flow:

        def rewrite(chunks: Sequence[str], dash: int) -> Iterator[str]:
            for stays, chunk in zip(kept, chunks, strict=True):
                if left := chunk if stays else without_item(chunk):
                    yield left
            if added:
                yield _block_peaks(added, dash).removeprefix("\n")

        return rewritten_lines(text, key, spot, rewrite)
    if root.flow or not peaks:
        return [Change(spot.start, spot.end, _flow_peaks(peaks))]
    # [] or a list in brackets becomes lines, behind whatever comment stands there
    colon = text.index(":", key.end) + 1
    end = line_end(text, spot.end)
    remarks = "".join(f"\n  {remark}" for remark in REMARK.findall(text, spot.start, spot.end))
    return [Change(colon, spot.end, ""), Change(end, end, remarks + _block_peaks(peaks, 2))]


def _items_of_peaks(root: Spot) -> list[Spot]:
    return root.values["peaks"].items if "peaks" in root.values else []


def _paired(items: Sequence[Spot], peaks: Sequence[Peak]) -> list[tuple[Spot, Peak]]:
    """Which item becomes which peak: by name, then, for one that got another name, in their order."""
    pairs: list[tuple[Spot, Peak]] = []
    peaks_left, items_left = list(peaks), []
    for item in items:
        name = item.values["name"].text.strip()
        same = next((peak for peak in peaks_left if peak.name == name), None)
        if same is None:
            items_left.append(item)
        else:
            pairs.append((item, same))
            peaks_left = [peak for peak in peaks_left if peak is not same]
    return pairs + list(zip(items_left, peaks_left, strict=False))


def _values_of_peak(peak: Peak) -> dict[str, Value]:
    return {
        "name": peak.name,
        "from": peak.first,
        "to": peak.last,
        "extra_business_days": peak.extra_business_days,
        "notice": peak.notice,
    }


def _block_peaks(peaks: Iterable[Peak], dash: int) -> str:
    lines = []
    for peak in peaks:
        pairs = [f"{key}: {written(value)}" for key, value in _values_of_peak(peak).items()]
        lines += [f"\n{' ' * dash}- {pairs[0]}", *(f"\n{' ' * dash}  {pair}" for pair in pairs[1:])]
    return "".join(lines)


def _flow_peaks(peaks: Iterable[Peak]) -> str:
    each = (", ".join(f"{key}: {written(value)}" for key, value in _values_of_peak(peak).items()) for peak in peaks)
    return f"[{', '.join(f'{{{pairs}}}' for pairs in each)}]"


def _begin(peak: Peak) -> tuple[date, date, str]:
    return peak.first, peak.last, peak.name


def _closed_changes(text: str, calendar: Spot, days: frozenset[date]) -> Iterable[Change]:
    if "closed" not in calendar.values:
        indent = min(column(text, key.start) for key in calendar.keys.values())
        return [inserted_key(text, calendar, "closed", _dates(days, indent + len("closed: ")))]
    key, spot = calendar.keys["closed"], calendar.values["closed"]
    if spot.kind == "list" and not spot.flow:
        return rewritten_lines(text, key, spot, lambda chunks, dash: _day_lines(spot, chunks, dash, days))
    if REMARK.search(text, spot.start, spot.end):
        lines = _lines_of_days(text[spot.start : spot.end], column(text, key.start) + 2, days)
        return [Change(text.index(":", key.end) + 1, spot.end, lines)]
    space = " " if spot.start == spot.end else ""
    return [Change(spot.start, spot.end, space + _dates(days, column(text, spot.start)))]


def _lines_of_days(bracketed: str, dash: int, days: frozenset[date]) -> str:
    """Dates in brackets that have comments, as a line for each, so that the comments keep their dates."""
    remarks: dict[date | None, list[str]] = {}
    for line in bracketed.splitlines():
        named = DATE.findall(line.split("#")[0])
        remarks.setdefault(date.fromisoformat(named[-1]) if named else None, []).extend(REMARK.findall(line))
    lines = [" " * dash + remark for remark in remarks.pop(None, [])]
    for day in sorted(days):
        lines.append("  ".join([f"{' ' * dash}- {day}", *remarks.get(day, [])]))
    return "".join(f"\n{line}" for line in lines) if days else " []"


def _day_lines(block: Spot, chunks: Sequence[str], dash: int, days: frozenset[date]) -> Iterator[str]:
    """The lines of the days that stay, with their comments, and each new day before the first later one."""
    new = sorted(days - {date.fromisoformat(item.text) for item in block.items})
    for item, chunk in zip(block.items, chunks, strict=True):
        day = date.fromisoformat(item.text)
        while new and new[0] < day:
            yield f"{' ' * dash}- {new.pop(0)}"
        if left := chunk if day in days else without_item(chunk):
            yield left
    yield from (f"{' ' * dash}- {day}" for day in new)


def _dates(days: Collection[date], indent: int) -> str:
    """The dates in brackets, wrapped below the first."""
    lines, room = [""], WIDTH - indent - 2
    for day in sorted(days):
        if lines[-1] and len(lines[-1]) + len(", 2026-12-24,") > room:
            lines.append("")
        lines[-1] += f", {day}" if lines[-1] else str(day)
    return f"[{(',' + chr(10) + ' ' * (indent + 1)).join(lines)}]"
