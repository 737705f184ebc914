"""Does the hook of docs/editors.md keep a broken knowledge folder out of version control?"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.content.shop import Folder

CHECKOUT = Path(__file__).resolve().parents[2]
WINDOW_FILE = "knowledge/answers/returns/window.md"


class Repository:
    """A shop's repository with the hook as the docs print it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.git("init", "--quiet")
        [script] = re.findall(r"```sh\n(#!/bin/sh\n.*?)```", (CHECKOUT / "docs/editors.md").read_text(), re.DOTALL)
        self.hook = path / ".git/hooks/pre-commit"
        self.hook.parent.mkdir(exist_ok=True)
        self.hook.write_text(script)

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        as_somebody = ["-c", "user.name=Ann", "-c", "user.email=ann@shop.test"]
        found_first = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(self.path)}
        return subprocess.run(
            ["git", *as_somebody, *arguments],
            cwd=self.path, env=os.environ | found_first, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip

    def commit(self) -> subprocess.CompletedProcess[str]:
        return self.git("commit", "--quiet", "-m", "Edit")


@pytest.fixture
def repository(folder: Folder) -> Repository:
    repository = Repository(folder.path.parent)
    repository.git("add", "knowledge")
    repository.commit()
    repository.hook.chmod(0o755)
    return repository


def test_the_hook_checks_what_is_staged_and_not_what_lies_in_the_folder(repository: Repository, folder: Folder) -> None:
    folder.change("answers/returns/window.md", "[refunds/timing]", "[refunds/timng]")
    repository.git("add", "knowledge")
    folder.change("answers/returns/window.md", "[refunds/timng]", "[refunds/timing]")
    refused = repository.commit()
    assert refused.returncode == 1
    told = refused.stdout + refused.stderr
    assert f'{WINDOW_FILE}:9: error: related names "refunds/timng", which is no entry -> write "refunds/timing"' in told


def test_the_hook_lets_other_commits_pass_whatever_the_folder_holds(repository: Repository, folder: Folder) -> None:
    folder.change("answers/returns/window.md", "[refunds/timing]", "[refunds/timng]")
    (repository.path / "notes.txt").write_text("x")
    repository.git("add", "notes.txt")
    assert repository.commit().returncode == 0
