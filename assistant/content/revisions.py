"""What did the knowledge folder hold in an earlier state of version control?"""

import io
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

from assistant.content.files import Files, read_folder
from assistant.core.errors import Invalid

PATIENCE = 60
"""Seconds for one call of git."""


def under_version_control(folder: Path) -> bool:
    """Whether git knows the folder, and it is in the last committed state."""
    try:
        files_at(folder, "HEAD")
    except Invalid:
        return False
    return True


def files_at(folder: Path, revision: str) -> Files:
    """The folder's files as they were committed; nothing is checked out. Raises ``Invalid`` where there are none."""
    if _git(folder, "rev-parse", "--is-inside-work-tree").returncode:
        raise Invalid(f"{folder} is not under version control with git. Name a folder to compare with instead.")
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit.returncode:
        raise Invalid(
            f'There is no revision "{revision}" and no such folder. Name a commit, a branch or a tag of the repository '
            "that holds the knowledge, or a folder."
        )
    packed = _git(folder, "archive", "--format=tar", commit.stdout.decode().strip(), ".")
    if packed.returncode:
        raise Invalid(f'The folder {folder} was not there in "{revision}". Name a later revision.')
    return _unpacked(packed.stdout)


def _git(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    try:
        return subprocess.run(
            ["git", *arguments],
            cwd=folder,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
        )
    except FileNotFoundError:
        raise Invalid("git is not installed here. Name a folder to compare with instead of a revision.") from None
    except subprocess.TimeoutExpired:
        raise Invalid(f"git did not answer within {PATIENCE} seconds. Please try again.") from None


def _unpacked(packed: bytes) -> Files:
    """Read from a folder that is gone afterwards, so that the same files count as anywhere else."""
    with tempfile.TemporaryDirectory() as place, tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            if content := archive.extractfile(member) if member.isfile() else None:
                path = Path(place, member.name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
        return read_folder(Path(place))
