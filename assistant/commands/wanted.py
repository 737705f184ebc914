"""How does ``assistant knowledge gaps`` tell an editor what shoppers ask in vain, and what to do next?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.core.matching.plain_words import percent
from assistant.core.redaction import without_unseen

_BECAME = {
    "unanswered": "got no answer",
    "unhelpful": "said that the answer did not help",
    "handed_over": "had to ask a person",
}
_MAY_BE_MEANT = 0.3
_IS_MEANT = 0.7
"""Then the entry was found, and its answer was not enough."""


def show(report: Mapping[str, Any], console: Console) -> None:
    """The gaps as they come, with examples and one step each; ``report`` as the API gives it."""
    asked, days = report["asked"], report["period_days"]
    if not report["gaps"]:
        console.print(f"Nothing was asked in vain in the last {days} days, in {_counted(asked, 'question')}.")
        return
    console.print(Text(f"What shoppers asked in vain in the last {days} days", style="bold"))
    console.print(f"{_counted(asked, 'question')}, {report['in_vain']:,} in vain. {_aside(report)}".rstrip(), "")
    for place, gap in enumerate(report["gaps"], 1):
        console.print(_gap(place, gap), "")
    if report["more"]:
        console.print(f"And {_counted(report['more'], 'gap')} more, each with fewer shoppers.")


def _aside(report: Mapping[str, Any]) -> str:
    off = report["off_topic"]
    return f"Chit-chat, by the look of it: {off}, at the end." if off else ""


def _gap(place: int, gap: Mapping[str, Any]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", min_width=3, no_wrap=True)
    table.add_column()
    last = datetime.fromisoformat(gap["last_at"])
    head = Text(_counted(gap["count"], "shopper"), style="bold")
    head.append(f", last on {last:%a} {last.day} {last:%b}: {_reasons(gap['reasons'])}", style="not bold")
    table.add_row(str(place), head)
    for example in gap["examples"]:
        table.add_row("", Padding(Text(f'"{without_unseen(example)}"', style="italic"), (0, 0, 0, 2)))
    if gap["nearest"]:
        near = gap["nearest"]
        table.add_row("", Text(f"Nearest: {near['id']} ({near['title']}), {percent(near['confidence'])} sure"))
    table.add_row("", Text(f"Next: {_next_step(gap)}"))
    return table


def _reasons(reasons: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {_BECAME[reason]}" for reason, count in reasons.items() if count)


def _next_step(gap: Mapping[str, Any]) -> str:
    near, reasons = gap["nearest"], gap["reasons"]
    if gap["missing_fact"]:
        return f"say in policy.yaml what {gap['missing_fact']} is, in place of null; the answer is there already."
    if gap["off_topic"]:
        return "nothing, if this is chit-chat."
    if near and (reasons["unhelpful"] or near["confidence"] >= _IS_MEANT):
        return f"read answers/{near['id']}.md as these shoppers would, and say what they miss in it."
    if near and near["confidence"] >= _MAY_BE_MEANT:
        return f"if answers/{near['id']}.md answers it, add the question there; otherwise write a new entry."
    return "write a new entry for it."


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
