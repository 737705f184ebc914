"""``assistant knowledge``: what is wrong with the folder, what would the assistant say, and what is asked in vain?

The matcher's libraries take a moment to load, so they are imported by the commands and not with this module.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from assistant.commands import findings as findings_as
from assistant.commands.folder import folder_or_settings, refuse
from assistant.content.errors import KnowledgeErrors
from assistant.core.errors import AssistantError, Conflict, Invalid, Malformed

if TYPE_CHECKING:
    from assistant.core.knowledge import Knowledge

FIELDS = ("text", "turns")

folder_option = click.option(
    "--knowledge",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="The knowledge folder. Without it, the folder that the settings name.",
)
days_option = click.option(
    "--days",
    type=click.IntRange(1, 3650),
    default=90,
    show_default=True,
    help="How far back to look at what shoppers asked.",
)


@click.group()
def knowledge() -> None:
    """What the assistant knows."""


@knowledge.command()
@folder_option
@click.option("--json", "form", flag_value="json", help="Print the findings as one JSON object.")
@click.option("--github", "form", flag_value="github", help="Print them as annotations for a GitHub workflow.")
def check(knowledge: Path | None, form: str | None) -> None:
    """Check the folder and print every error and warning with its file, line and mend.

    Exit code 1 when there are errors; warnings alone give 0.
    """
    from assistant.content.check import check as findings_in

    folder = folder_or_settings(knowledge)
    findings = findings_in(folder, today=datetime.now(UTC).date())
    if form == "json":
        click.echo(findings_as.as_json(findings))
    elif form == "github":
        _print_lines(findings_as.annotations(findings, folder))
    elif sys.stdout.isatty():
        findings_as.show(findings, folder, Console(highlight=False))
    else:
        _print_lines(findings_as.lines(findings, folder))
    if form != "json":
        click.echo(findings_as.summary(findings), err=True)
    raise SystemExit(1 if any(finding.level == "error" for finding in findings) else 0)


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
        from assistant.commands.asked import show

        show(known, text, Console(highlight=False))


@knowledge.command()
@folder_option
@days_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, as GET /api/v1/knowledge/gaps gives it.")
def gaps(knowledge: Path | None, days: int, as_json: bool) -> None:
    """What do shoppers ask in vain, most wanted first?

    Questions that found no answer, had one that did not help, or ended with a person: gathered by meaning from the
    database of the settings, judged by the folder as it stands now, and without what could name anybody.
    """
    from assistant.commands.past import asked_of_late
    from assistant.commands.wanted import show
    from assistant.services.knowledge import gaps as knowledge_gaps

    known = _load(folder_or_settings(knowledge))
    asked = asked_of_late(days)
    if asked is None:
        raise Conflict("There is no database yet, so nobody has asked anything. Start with: assistant serve")
    report = knowledge_gaps.shape(known, knowledge_gaps.report(known, asked), days)
    if as_json:
        click.echo(json.dumps(report, indent=2))
    else:
        show(report, Console(highlight=False))


@knowledge.command()
@click.argument("against", required=False, metavar="[REV or DIR]")
@folder_option
@days_option
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object, as POST /api/v1/knowledge/effect gives it."
)
def diff(against: str | None, knowledge: Path | None, days: int, as_json: bool) -> None:
    """Which questions get another answer from the folder as it stands now than from REV or DIR?

    REV is a revision of the git repository that holds the folder, DIR another knowledge folder. Without either it is
    the last commit, and outside of git what was in use last. Compared are what shoppers asked and questions.yaml.
    Exit code 1 when an expectation of questions.yaml was met before and is not any more.
    """
    from assistant.commands.changed import show
    from assistant.commands.past import asked_of_late, files_before
    from assistant.content.draft import read_draft
    from assistant.content.files import read_folder
    from assistant.services.knowledge import effects as knowledge_effects

    folder = folder_or_settings(knowledge)
    known = _load(folder)
    files, name = files_before(folder, against)
    try:
        before = read_draft(files).knowledge(known)
    except KnowledgeErrors as broken:
        refuse(Path(name), broken.findings)
    expectations = read_draft(read_folder(folder)).expectations
    found = knowledge_effects.compare(before, known, asked_of_late(days) or (), expectations)
    told = knowledge_effects.shape(found, before, known)
    if as_json:
        click.echo(json.dumps(told, indent=2))
    else:
        show(told, name, Console(highlight=False))
    raise SystemExit(1 if found.broken else 0)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


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
