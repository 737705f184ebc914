"""How are the findings of a check printed: for people, for other programs, for GitHub?"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.content.errors import Finding

_COLOURS = {"error": "bold red", "warning": "yellow"}
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def lines(findings: Sequence[Finding], folder: Path) -> Iterator[str]:
    """A line each, ``file:line: level: what is wrong -> how to mend it``, as editors and grep read them."""
    for finding in findings:
        yield f"{_place(finding, folder)}: {finding.level}: {_printable(finding.message)} -> {_printable(finding.mend)}"


def show(findings: Sequence[Finding], folder: Path, console: Console) -> None:
    """For a terminal: file by file, those with errors last, where the eye is when the command ends."""
    broken = {finding.file for finding in findings if finding.level == "error"}
    ordered = sorted(findings, key=lambda finding: finding.file in broken)
    for file, group in groupby(ordered, key=lambda finding: finding.file):
        table = Table.grid(padding=(0, 2))
        table.add_column(justify="right", min_width=4)
        for mend, alike in groupby(group, key=lambda finding: finding.mend):
            for finding in alike:
                level = Text(finding.level, style=_COLOURS[finding.level])
                table.add_row(str(finding.line or ""), level, Text(_printable(finding.message)))
            table.add_row("", "", Text(f"To mend: {_printable(mend)}", style="dim"))
        console.print(Text(_path(file, folder), style="bold"))
        console.print(table, "")


def summary(findings: Sequence[Finding]) -> str:
    """What came out, in a sentence: "2 errors, 1 warning."."""
    errors, warnings = _counts(findings)
    return f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}."


def as_json(findings: Sequence[Finding]) -> str:
    """One JSON object: ``findings``, ``errors``, ``warnings``."""
    errors, warnings = _counts(findings)
    return json.dumps(
        {"findings": [_fields(one) for one in findings], "errors": errors, "warnings": warnings}, indent=2
    )


def annotations(findings: Sequence[Finding], folder: Path) -> Iterator[str]:
    """Workflow commands that GitHub shows at the lines they mean. Errors first: it shows ten of a kind and step."""
    for finding in sorted(findings, key=lambda one: one.level != "error"):
        where = {"file": _path(finding.file, folder), "title": f"Knowledge {finding.level}"}
        if finding.line:
            where["line"] = str(finding.line)
        properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
        yield f"::{finding.level} {properties}::{_data(finding.message)}%0AMend: {_data(finding.mend)}"


def _place(finding: Finding, folder: Path) -> str:
    path = _path(finding.file, folder)
    return f"{path}:{finding.line}" if finding.line else path


def _path(file: str, folder: Path) -> str:
    """As it can be opened from where the command runs."""
    path = folder / file
    return _printable(str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path))


def _printable(text: str) -> str:
    """File names and texts are anybody's: nothing in them may move the cursor or begin a line of its own."""
    return _UNPRINTABLE.sub("?", text)


def _data(text: str) -> str:
    return _printable(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _fields(finding: Finding) -> dict[str, Any]:
    return {
        "level": finding.level,
        "file": finding.file,
        "line": finding.line or None,
        "message": finding.message,
        "mend": finding.mend,
    }


def _counts(findings: Sequence[Finding]) -> tuple[int, int]:
    errors = sum(finding.level == "error" for finding in findings)
    return errors, len(findings) - errors


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
