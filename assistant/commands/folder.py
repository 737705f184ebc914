"""Which knowledge folder do the commands read, and what do they say of one that cannot be used?"""

from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from assistant.commands.findings import lines
from assistant.content.errors import Finding


def folder_or_settings(named: Path | None) -> Path:
    """The folder that was named, otherwise the one of the settings. Raises ``UsageError`` when it is not there."""
    folder = named or _folder_of_the_settings()
    if not folder.is_dir():
        raise click.UsageError(f'There is no folder "{folder}". Name the knowledge folder with --knowledge DIR.')
    return folder


def refuse(folder: Path, findings: Sequence[Finding]) -> NoReturn:
    """Print what is wrong with it, and end with exit code 1."""
    for line in lines(findings, folder):
        click.echo(line, err=True)
    raise SystemExit(1)


def _folder_of_the_settings() -> Path:
    from assistant.entry import settings  # they take longer to load than what the commands do

    return settings.load().knowledge
