"""Which files does the knowledge folder hold, at one moment?

The folder is read whole, before anything in it is understood, and read again when somebody saved in between. What is
not a knowledge file is left alone: hidden files, editors' swap and backup files.
"""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.content.errors import Faults, Finding, KnowledgeErrors

LARGEST_FILE = 1_000_000
"""Bytes. The YAML parser reads about half a megabyte a second."""
LARGEST_TEXT = 100_000
"""Bytes of a Markdown file, some fifty pages: hostile Markdown takes its parser the square of its length."""
LARGEST_FOLDER = 30_000_000
MOST_FILES = 5_000
DEEPEST_FOLDER = 4
"""languages/de/answers/returns/ is the deepest that means something."""
TRIES = 5

Signature = tuple[tuple[str, int, int, int], ...]
"""Name, size, time of change and inode of every file: differs after any save, without reading the files."""


@dataclass(frozen=True)
class Files:
    """The bytes of every knowledge file, by its name within the folder (``answers/returns/window.md``)."""

    contents: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()
    """Files too large to be read."""

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same names and bytes, whatever the clock and the disk say."""
        digest = hashlib.sha256()
        for name in sorted(self.contents):
            digest.update(f"{name}\0{len(self.contents[name])}\0".encode("utf-8", "surrogateescape"))
            digest.update(self.contents[name])
        return digest.hexdigest()[:16]

    def with_changes(self, changes: Mapping[str, bytes | None]) -> "Files":
        """The folder as it would be with these files in it; None takes one away."""
        contents = {name: content for name, content in self.contents.items() if name not in changes}
        findings = [finding for finding in self.findings if finding.file not in changes]
        for name, content in changes.items():
            if content is not None and len(content) > largest(name):
                findings.append(_too_large(name))
            elif content is not None:
                contents[name] = content
        return Files(contents, tuple(findings))


def largest(name: str) -> int:
    """How many bytes a file of this name may have."""
    return LARGEST_TEXT if name.endswith(".md") else LARGEST_FILE


def read_folder(path: Path) -> Files:
    """Every knowledge file as it stands now. Raises ``KnowledgeErrors`` when there is no folder to read."""
    for _ in range(TRIES):
        before = signature(path)
        files = _read(path, [name for name, *_ in before])
        if before == signature(path):
            break
    return files


def signature(path: Path) -> Signature:
    """What tells a changed folder from an unchanged one. Raises ``KnowledgeErrors`` when it is too large or missing."""
    found = []
    total = 0
    for name, status in _walk(path):
        total += status.st_size
        found.append((name, status.st_size, status.st_mtime_ns, status.st_ino))
        if len(found) > MOST_FILES or total > LARGEST_FOLDER:
            raise _folder_fault(
                f"the folder holds more than {MOST_FILES:,} files or {LARGEST_FOLDER // 1_000_000} MB",
                "keep only knowledge files in it",
            )
    return tuple(sorted(found))


def _walk(root: Path, inside: str = "") -> Iterator[tuple[str, os.stat_result]]:
    """``inside`` is a folder with a slash behind it, or none."""
    try:
        listing = sorted(os.scandir(root / inside), key=lambda entry: entry.name)
    except FileNotFoundError:
        if inside:
            return
        raise _folder_fault("there is no such folder", "name the folder that holds policy.yaml") from None
    except OSError as fault:
        raise _folder_fault(
            f"{inside or '.'} cannot be read: {fault.strerror}", "make it a folder we may read"
        ) from None
    for entry in listing:
        if entry.name.startswith((".", "#")) or entry.name.endswith(("~", ".tmp", ".bak", ".orig")):
            continue
        try:
            status = entry.stat()
        except OSError:
            continue
        called_a_file = entry.name.endswith((".md", ".yaml"))
        if stat.S_ISDIR(status.st_mode) and not called_a_file and inside.count("/") < DEEPEST_FOLDER:
            yield from _walk(root, f"{inside}{entry.name}/")
        elif stat.S_ISREG(status.st_mode) or (called_a_file and stat.S_ISDIR(status.st_mode)):
            yield f"{inside}{entry.name}", status


def _read(root: Path, names: list[str]) -> Files:
    contents = {}
    findings: list[Finding] = []
    for name in names:
        faults = Faults(name)
        try:
            with open(os.path.join(root, name), "rb") as file:
                content = file.read(LARGEST_FILE + 1)
        except FileNotFoundError:
            continue
        except IsADirectoryError:
            faults.error(0, "this is a folder, where a file should be", "rename the folder, or move what is in it")
        except OSError as fault:
            faults.error(0, f"the file cannot be read: {fault.strerror}", "allow us to read it")
        else:
            if len(content) <= largest(name):
                contents[name] = content
            else:
                findings.append(_too_large(name))
        findings += faults.findings
    return Files(contents, tuple(findings))


def _too_large(name: str) -> Finding:
    return Finding(name, 0, "error", f"the file is larger than {largest(name) // 1000:,} kB", "split it")


def _folder_fault(message: str, mend: str) -> KnowledgeErrors:
    return KnowledgeErrors([Finding(".", 0, "error", message, mend)])


def decode(content: bytes, faults: Faults) -> str | None:
    """The text of a file with plain line ends; None, and a finding, when it is not UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        faults.error(line, "this is not valid UTF-8", "save the file with the encoding UTF-8")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
