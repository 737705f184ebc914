"""The knowledge folder as it was committed."""

import subprocess
from pathlib import Path

import pytest

from assistant.content.files import read_folder
from assistant.content.revisions import files_at, under_version_control
from assistant.core.errors import Invalid
from tests.content.shop import Folder


def git(place: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@shop.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=place, check=True, capture_output=True)


def committed(folder: Folder) -> Folder:
    git(folder.path.parent, "init", "-q")
    git(folder.path.parent, "add", "-A", "knowledge")
    git(folder.path.parent, "commit", "-q", "-m", "First")
    return folder


def test_the_folder_is_read_as_it_was_committed_and_stays_as_it_is(folder: Folder) -> None:
    first = read_folder(committed(folder).path)
    folder.write("answers/returns/new.md", "not committed")
    folder.remove("words.yaml")
    assert files_at(folder.path, "HEAD").contents == first.contents
    assert (folder.path / "answers/returns/new.md").exists() and not (folder.path / "words.yaml").exists()


def test_an_older_revision_has_what_stood_there_then(folder: Folder) -> None:
    first = read_folder(committed(folder).path)
    folder.remove("words.yaml")
    git(folder.path, "commit", "-q", "-a", "-m", "Second")
    assert "words.yaml" not in files_at(folder.path, "HEAD").contents
    assert files_at(folder.path, "HEAD~1").contents == first.contents


def test_what_there_is_not_is_told_in_a_sentence(folder: Folder) -> None:
    assert not under_version_control(folder.path)
    with pytest.raises(Invalid, match="is not under version control with git"):
        files_at(folder.path, "HEAD")
    committed(folder)
    assert under_version_control(folder.path)
    with pytest.raises(Invalid, match='There is no revision "no-such"'):
        files_at(folder.path, "no-such")
    with pytest.raises(Invalid, match="There is no revision"):
        files_at(folder.path, "--output=/tmp/x")


def test_a_folder_that_was_never_committed_is_not_under_version_control(folder: Folder, tmp_path: Path) -> None:
    committed(folder)
    other = folder.path.parent / "other"
    other.mkdir()
    assert not under_version_control(other)
    with pytest.raises(Invalid, match='was not there in "HEAD"'):
        files_at(other, "HEAD")
