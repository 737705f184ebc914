"""``assistant knowledge``: what is wrong with the folder, and what would the assistant say?

The matcher's libraries take a moment to load, so they are imported by the commands and not with this module.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from assistant.content.errors import Finding, KnowledgeErrors
from assistant.core.errors import AssistantError, Invalid, Malformed
from assistant.knowledge_folder import folder_or_settings, refuse

if TYPE_CHECKING:
    from assistant.core.dialogue import Decision, Reply
    from assistant.core.knowledge import Knowledge
    from assistant.core.matching import Explanation

FIELDS = ("text", "turns")

folder_option = click.option(
    "--knowledge",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="The knowledge folder. Without it, the folder that the settings name.",
)


@click.group()
def knowledge() -> None:
    """What the assistant knows."""


@knowledge.command()
@folder_option
@click.option("--json", "as_json", is_flag=True, help="Print the findings as one JSON object.")
def check(knowledge: Path | None, as_json: bool) -> None:
    """Check the folder and print every error and warning with its file, line and mend.

    Exit code 1 when there are errors; warnings alone give 0.
    """
    from assistant.content.check import check as findings_in

    folder = folder_or_settings(knowledge)
    findings = findings_in(folder, today=datetime.now(UTC).date())
    errors = sum(finding.level == "error" for finding in findings)
    if as_json:
        shown = [_as_json(finding) for finding in findings]
        click.echo(json.dumps({"findings": shown, "errors": errors, "warnings": len(findings) - errors}, indent=2))
    else:
        for finding in findings:
            click.echo(f"{folder.name or folder}/{finding}")
        click.echo(f"{_counted(errors, 'error')}, {_counted(len(findings) - errors, 'warning')}.", err=True)
    raise SystemExit(1 if errors else 0)


@knowledge.command()
@click.argument("text", required=False)
@folder_option
@click.option("--batch", is_flag=True, help='Answer JSON lines from stdin: {"text": ...} or {"turns": [..., ...]}.')
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, as --batch does for each line.")
def ask(text: str | None, knowledge: Path | None, batch: bool, as_json: bool) -> None:
    """What would the assistant say to TEXT, and why?

    With --batch exactly one JSON line is written for each line read: decision, entries with confidence, and the kind
    of ticket it would become. A line that cannot be read gives {"error": ...} in its place, and exit code 1 at the end.
    """
    if batch == (text is not None):
        raise click.UsageError("Give a TEXT, or --batch and JSON lines on stdin.")
    known = _load(folder_or_settings(knowledge))
    if text is None:
        _answer_lines(known)
    elif as_json:
        click.echo(json.dumps(_judged(known, [text])))
    else:
        _explain(known, text, Console(highlight=False, soft_wrap=False))


def _as_json(finding: Finding) -> dict[str, Any]:
    return {
        "level": finding.level,
        "file": finding.file,
        "line": finding.line or None,
        "message": finding.message,
        "mend": finding.mend,
    }


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _load(folder: Path) -> Knowledge:
    from assistant.content.folder import load

    try:
        return load(folder)
    except KnowledgeErrors as errors:
        refuse(folder, errors.findings)


def _answer_lines(known: Knowledge) -> None:
    failed = False
    for line in sys.stdin.buffer:
        try:
            answer = _judged(known, _turns(line))
        except AssistantError as error:
            failed = True
            answer = {"error": {"code": error.code, "message": error.message, "fields": error.fields}}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    if failed:
        raise SystemExit(1)


def _turns(line: bytes) -> Sequence[str]:
    """The shopper's messages in one line of a batch."""
    try:
        question = json.loads(line)
    except (ValueError, RecursionError):
        raise Malformed('This line is no JSON; write {"text": ...} or {"turns": [..., ...]}.') from None
    if not isinstance(question, dict):
        raise Malformed('Write an object: {"text": ...} or {"turns": [..., ...]}.')
    unknown = {name: "There is no such field; write text or turns." for name in question if name not in FIELDS}
    if unknown:
        raise Invalid("There are fields that are not known here.", fields=unknown)
    text, turns = question.get("text"), question.get("turns")
    if isinstance(text, str) and turns is None:
        return [text]
    if text is None and isinstance(turns, list) and turns and all(isinstance(turn, str) for turn in turns):
        return turns
    raise Invalid("Write either a text, or turns: a list of at least one message.")


def _judged(known: Knowledge, turns: Sequence[str]) -> dict[str, Any]:
    from assistant.core.dialogue import decide

    decision = decide(known, turns)
    return {
        "decision": decision.kind,
        "entries": [{"id": one.id, "confidence": round(one.confidence, 4)} for one in decision.entries],
        "kind": decision.ticket_kind,
    }


def _explain(known: Knowledge, text: str, console: Console) -> None:
    """The decision as an editor reads it: what was understood, what was found, why, and what would be said."""
    from assistant.core.dialogue import DialogueState, Said, decide, respond

    decision = decide(known, [text])
    console.print(_facts(decision))
    if decision.explanation and decision.explanation.candidates:
        console.print(Text("\nEntries, with confidence", style="bold"))
        console.print(Padding(_candidates(decision.explanation), (0, 0, 0, 2)))
    console.print(Text("\nIt would say", style="bold"))
    for reply in respond(known, DialogueState(), Said(text)).replies:
        console.print(Padding(_said(reply), (0, 0, 1, 2)))


def _facts(decision: Decision) -> Table:
    table = Table.grid(padding=(0, 2))
    why = decision.explanation
    table.add_row(Text("Read as", style="bold"), Text(why.read if why and why.read else "nothing that can be matched"))
    if why and why.repaired:
        table.add_row("", Text("repaired: " + ", ".join(f"{was} -> {now}" for was, now in why.repaired)))
    table.add_row(Text("Decision", style="bold"), Text(f"{decision.kind}: {decision.reason}"))
    table.add_row(Text("Ticket", style="bold"), Text(f"{decision.ticket_kind}, if it is handed over"))
    if why and why.signals:
        answers, asks_back = why.thresholds.answer, why.thresholds.clarify
        rule = f"answers from a confidence of {answers:.2f} on, asks back from {asks_back:.2f} on"
        table.add_row(Text("How sure", style="bold"), Text(rule))
        made_of = ", ".join(f"{name} {value:.2f}" for name, value in why.signals)
        table.add_row("", Text(f"the first entry's confidence comes from: {made_of}"))
    return table


def _candidates(why: Explanation) -> Table:
    table = Table.grid(padding=(0, 2))
    for one in why.candidates:
        alike = f"alike in words {one.words:.2f}, letters {one.letters:.2f}, tokens {one.tokens:.2f}"
        votes = f"votes of all its questions: ridge {one.ridge:.2f}, head {one.head:.2f}"
        table.add_row(
            f"{one.confidence:.2f}", Text(one.id, style="bold", no_wrap=True), Text(f'closest: "{one.phrasing}"')
        )
        table.add_row("", "", Text(f"{alike}; {votes}", style="dim"))
    return table


def _said(reply: Reply) -> Text:
    said = Text(reply.text)
    if reply.source:
        said.append(f"\nSource: {reply.source}", style="dim")
    if reply.options:
        said.append(f"\nTo tap: {', '.join(option.label for option in reply.options)}", style="dim")
    if reply.handoff:
        offer = "A person is offered." if reply.handoff == "offer" else "The handoff to a person opens."
        said.append(f"\n{offer}", style="dim")
    return said
