"""How does ``assistant sla report`` tell at one look which promise is in trouble?"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.core.redaction import without_unseen
from assistant.core.tickets.words import say_day

Row = Mapping[str, Any]

_NOBODY = "held by nobody"


def show(report: Row, console: Console) -> None:
    """The promises first, then what they were about, the times, and what shoppers said; ``report`` as the API gives it."""
    first, last = (date.fromisoformat(report[end]) for end in ("from", "to"))
    days = f"{say_day(first)} {first.year} to {say_day(last)} {last.year}"
    console.print(Text(f"Promises from {days}, {report['time_zone']}", style="bold"))
    console.print(_verdict(report["promises"]), "")
    console.print(Padding(_tables(report), (0, 0, 1, 2)))
    for line in _sentences(report):
        console.print(line, markup=False)


def _verdict(promises: Sequence[Row]) -> Text:
    """Which promise needs a look, in a sentence."""
    kept = sum(row["kept"] for row in promises)
    worst = min(promises, key=lambda row: (1.0 if row["share_kept"] is None else row["share_kept"], -row["broken"]))
    if worst["broken"]:
        told = f"{worst['broken']:,} of {worst['kept'] + worst['broken']:,} broken"
        return Text(f"Look at the {worst['promise']} first: {told}.", style="bold red")
    return Text(f"No promise was broken, {kept:,} were kept." if kept else "No promise fell due.", style="green")


def _tables(report: Row) -> Table:
    table = Table.grid(padding=(0, 3, 0, 0))
    table.add_column(no_wrap=True, overflow="ellipsis", max_width=30)
    for _ in range(5):
        table.add_column(justify="right", no_wrap=True)
    _add(table, "promise", [(row["promise"], row) for row in report["promises"]])
    _add(table, "kind", [(row["kind"], row) for row in report["by_kind"]])
    _add(table, "topic", [(row["topic"], row) for row in report["by_topic"]])
    agents = [(row["agent"]["name"] if row["agent"] else _NOBODY, row) for row in report["by_agent"]]
    _add(table, "agent", agents, others=False)  # for what was superseded or void nobody answers
    _add(table, "week of", [(say_day(date.fromisoformat(row["week"])), row) for row in report["by_week"]])
    return table


def _add(table: Table, name: str, rows: Sequence[tuple[str, Row]], *, others: bool = True) -> None:
    if not rows:
        return
    if table.row_count:
        table.add_row()
    heads = (name, "kept", "broken", "share", *(("superseded", "void") if others else ()))
    table.add_row(*(Text(head, style="dim") for head in heads))
    for value, row in rows:
        style = "red" if row["broken"] else ""
        counts = [f"{row['kept']:,}", f"{row['broken']:,}", _share(row["share_kept"])]
        aside = [f"{row['superseded']:,}", f"{row['void']:,}"] if others else []
        cells = [Text(without_unseen(value), style=style), *(Text(each, style=style) for each in counts)]
        table.add_row(*cells, *(Text(each, style="dim") for each in aside))


def _sentences(report: Row) -> Iterator[str]:
    times, chats, words = report["times"], report["assistant"], report["satisfaction"]
    yield _took("Confirmed", times["confirmation"])
    yield _took("Resolved", times["resolution"])
    yield (
        f"The assistant had an answer in {_counted(chats['conversations'], 'chat')}: {chats['resolved']:,} resolved "
        f"({_share(chats['share_resolved'])}), {chats['handed_over']:,} handed over."
    )
    yield (
        f"Shoppers: {words['satisfied']:,} satisfied, {words['dissatisfied']:,} not ({_share(words['share_satisfied'])}). "
        f"Answers: {words['helpful']:,} helped, {words['unhelpful']:,} did not."
    )
    yield _ended(report["tickets"])


def _took(what: str, times: Row) -> str:
    if not times["count"]:
        return f"{what}: no tickets."
    half, longest = _days(times["median_business_days"]), _days(times["within"][-1]["business_days"])
    hours = _counted(times["median_open_hours"], "opening hour")
    if times["count"] == 1:
        return f"{what}: 1 ticket, within {half} ({hours})."
    return f"{what}: {times['count']:,} tickets, half of them within {half} ({hours}), all within {longest}."


def _days(count: float) -> str:
    return "the same business day" if count == 0 else _counted(count, "business day")


def _ended(tickets: Row) -> str:
    closed, discarded = tickets["closed"], tickets["discarded"]
    tests, duplicates = _counted(discarded["test"], "test"), _counted(discarded["duplicate"], "duplicate")
    return (
        f"Tickets: {tickets['received']:,} received, {tickets['reopened']:,} opened again. Closed: "
        f"{closed['satisfied']:,} satisfied, {closed['unconfirmed']:,} unconfirmed, {closed['no_answer']:,} without "
        f"an answer. Discarded: {discarded['spam']:,} spam, {tests}, {duplicates}. "
        f"Merged: {tickets['merged']:,}."
    )


def _counted(count: float, thing: str) -> str:
    said = f"{count:,}" if isinstance(count, int) else f"{count:g}"
    return f"{said} {thing}" if count == 1 else f"{said} {thing}s"


def _share(share: float | None) -> str:
    """In percent, and never 100 of what was not whole."""
    if share is None:
        return "-"
    return f"{min(round(100 * share), 99) if share < 1 else 100}%"
