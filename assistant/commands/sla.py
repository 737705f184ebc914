"""``assistant sla``: what is promised, and what became of it, for scripts and for reading."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import click
from rich.console import Console

from assistant.commands.folder import folder_or_settings, refuse
from assistant.content.errors import KnowledgeErrors
from assistant.content.policy_file import load_policy
from assistant.core.errors import AssistantError, Conflict, Invalid, Malformed
from assistant.core.policy import Policy
from assistant.core.reporting import period
from assistant.core.sla import Kind, due

FIELDS = ("received", "kind")
KINDS: tuple[Kind, ...] = get_args(Kind)

_START = "Start one with: assistant worker"


@click.group()
def sla() -> None:
    """Promised times."""


knowledge_option = click.option(
    "--knowledge",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The knowledge folder; only its policy.yaml is read. Without it, the folder that the settings name.",
)


@sla.command("due")
@knowledge_option
def print_due(knowledge: Path | None) -> None:
    """When is what promised?

    Reads JSON lines {"received": "2026-11-02T10:00:00-05:00", "kind": "general" or "complex"} and writes one line for
    each: day zero, target and limit of every promise, in the shop's local time. A line that cannot be read gives
    {"error": ...} in its place, and exit code 1 at the end.
    """
    policy = _policy(knowledge)
    failed = False
    for line in sys.stdin.buffer:
        try:
            answer = _answer(policy, line)
        except AssistantError as error:
            failed = True
            answer = {"error": {"code": error.code, "message": error.message, "fields": error.fields}}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    if failed:
        raise SystemExit(1)


@sla.command("report")
@click.option("--from", "first", metavar="DAY", help="The first day, such as 2026-11-01. Without it, 28 days back.")
@click.option("--to", "last", metavar="DAY", help="The last day. Without it, today.")
@knowledge_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, as GET /api/v1/reports/sla gives it.")
def print_report(first: str | None, last: str | None, knowledge: Path | None, as_json: bool) -> None:
    """Which promises were kept, and which were broken?

    Reads the database of the settings; no server need run. Days are those of the shop, both ends included.
    """
    from assistant.commands.records import records
    from assistant.commands.report import show
    from assistant.entry.clock import now
    from assistant.services import reports

    policy, at = _policy(knowledge), now()
    try:
        days = period(first, last, policy.calendar.local(at).date())
    except Invalid as error:
        raise click.UsageError(error.message) from None
    with records() as database:
        if database is None:
            raise Conflict("There is no database yet, so there is nothing to report. Start with: assistant serve")
        report, missing = reports.report(database, policy, days, at), reports.not_on_record(database, at)
    if as_json:
        click.echo(json.dumps(report, indent=2))
    else:
        show(report, Console(highlight=False))
    if missing:
        click.echo(
            f"Tickets with dates that passed while no worker ran, and are not in it yet: {missing:,}. {_START}",
            err=True,
        )


def _policy(knowledge: Path | None) -> Policy:
    folder = folder_or_settings(knowledge)
    try:
        return load_policy(folder)
    except KnowledgeErrors as errors:
        refuse(folder, errors.findings)


def _answer(policy: Policy, line: bytes) -> dict[str, Any]:
    try:
        question = json.loads(line)
    except (ValueError, RecursionError):
        raise Malformed('This line is no JSON; write {"received": ..., "kind": ...}.') from None
    if not isinstance(question, dict):
        raise Malformed('Write an object: {"received": ..., "kind": ...}.')
    faults = {name: "There is no such field; write received and kind." for name in question if name not in FIELDS}
    received, kind = _moment(question.get("received")), _kind(question.get("kind"))
    if received is None:
        faults["received"] = "Write the moment with its offset from UTC, such as 2026-11-02T10:00:00-05:00."
    if kind is None:
        faults["kind"] = "Write general or complex."
    if faults or received is None or kind is None:
        raise Invalid(" ".join(faults.values()), fields=faults)
    return due(policy, received, kind)


def _moment(text: object) -> datetime | None:
    """The moment, None for what is none: no text, no date, or no offset."""
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
    return moment if moment and moment.utcoffset() is not None else None


def _kind(text: object) -> Kind | None:
    return next((kind for kind in KINDS if kind == text), None)
