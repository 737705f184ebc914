"""How does a table of the report become a file that a spreadsheet opens well, and in which nothing is a formula?"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Cell = str | int | float | None
Row = Sequence[Cell]

_BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheets read UTF-8 as something else."""
_FORMULA_FOLLOWS = re.compile(r"^(?=[\t\r\n])|(?:^|[,;|\t\r\n])(?=[\s\"]*[=+\-@\uff1d\uff0b\uff0d\uff20])")
"""At the start of a cell, and behind what ends one for a spreadsheet with another separator or that heeds no quotes.

The last four signs are the wide forms of the first, which some spreadsheets read alike.
"""
_VERDICTS = ("kept", "broken", "superseded", "void", "share_kept")
_ANSWERED_FOR = ("kept", "broken", "share_kept")
"""For what was superseded or void nobody answers."""


def table_as_csv(report: Mapping[str, Any], table: str) -> str:
    """One of ``TABLES`` with a line of headings. Empty cells are for what there is not, such as a share of nothing."""
    written = io.StringIO()
    written.write(_BYTE_ORDER_MARK)
    rows = ([_defused(cell) for cell in row] for row in TABLES[table](report))
    csv.writer(written, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(rows)
    return written.getvalue()


def _defused(cell: Cell) -> Cell:
    """Text that a spreadsheet would run is marked as text. Our own numbers are never negative."""
    return _FORMULA_FOLLOWS.sub(r"\g<0>'", cell) if isinstance(cell, str) else cell


def _verdicts_by(name: str) -> Callable[[Mapping[str, Any]], Iterator[Row]]:
    def rows(report: Mapping[str, Any]) -> Iterator[Row]:
        yield (name, *_VERDICTS)
        for row in report["promises" if name == "promise" else f"by_{name}"]:
            yield (row[name], *_verdicts(row))

    return rows


def _by_agent(report: Mapping[str, Any]) -> Iterator[Row]:
    yield ("agent", "id", *_ANSWERED_FOR)
    for row in report["by_agent"]:
        agent = row["agent"] or {"name": "held by nobody", "id": None}
        yield (agent["name"], agent["id"], *_verdicts(row, _ANSWERED_FOR))


def _verdicts(row: Mapping[str, Any], names: Sequence[str] = _VERDICTS) -> Row:
    return [_rounded(row[name]) for name in names]


def _times(report: Mapping[str, Any]) -> Iterator[Row]:
    yield ("promise", "business_days", "tickets", "median_business_days", "median_open_hours")
    for promise, times in report["times"].items():
        for row in times["within"]:
            medians = times["median_business_days"], times["median_open_hours"]
            yield (promise, row["business_days"], row["count"], *medians)


def _satisfaction(report: Mapping[str, Any]) -> Iterator[Row]:
    yield ("week", "satisfied", "dissatisfied", "share_satisfied")
    for row in report["satisfaction"]["by_week"]:
        words = row["satisfied"] + row["dissatisfied"]
        yield (row["week"], row["satisfied"], row["dissatisfied"], _rounded(row["satisfied"] / words))


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


TABLES: Mapping[str, Callable[[Mapping[str, Any]], Iterator[Row]]] = {
    "promises": _verdicts_by("promise"),
    "by_kind": _verdicts_by("kind"),
    "by_topic": _verdicts_by("topic"),
    "by_agent": _by_agent,
    "by_week": _verdicts_by("week"),
    "times": _times,
    "satisfaction": _satisfaction,
}
