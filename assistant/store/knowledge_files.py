"""How do files of the knowledge folder change: all together or not at all, and one save after the other?"""

import errno
import fcntl
import os
import re
import secrets
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.core.errors import Conflict, Unavailable

PATIENCE = 20.0
"""Seconds to wait for somebody else's save."""
LOOK_AGAIN = 0.02
NO_PROGRAM = 0o666
LEFT_OVER = re.compile(r"\..+\.[0-9a-f]{12}\.tmp")


class Overtaken(Exception):
    """A file is no longer what it was when the change was decided on; nothing was written."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder, against every other process on this host too. Text editors do not ask and are not held off.

    The lock is on the folder itself, so that nothing lies about and processes need to share nothing else; it ends with
    its process. Raises ``Unavailable`` when somebody holds it for too long.
    """
    held = _open(folder)
    try:
        _wait_for(held)
        yield
    finally:
        os.close(held)


def read_bytes(folder: Path, file: str) -> bytes | None:
    """What a file holds; None when it is not there. Raises ``Conflict`` when it cannot be read."""
    try:
        return (folder / file).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as fault:
        raise Conflict(f"{file} cannot be read: {fault.strerror}. Allow the assistant to read it.") from None


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a file is to hold instead of what it held; None: no file."""

    before: bytes | None
    after: bytes | None


def exchange(folder: Path, exchanges: Mapping[str, Exchange]) -> None:
    """Put all files in their places, or leave all as they were. To be done while the folder is ``locked``.

    Each file is whole at every moment, also for who reads without asking, and after a power cut. Raises ``Overtaken``
    when one is not what it is thought to be, ``Conflict`` (``read_only_folder``) when the folder may not be written.
    """
    ready: dict[str, Path] = {}
    done: list[str] = []
    try:
        _clear_up(folder, exchanges)
        for file, one in exchanges.items():
            if one.after is not None:
                ready[file] = _written_aside(folder, file, one.after)
        for file, one in exchanges.items():
            if read_bytes(folder, file) != one.before:
                raise Overtaken
            if one.after is None:
                (folder / file).unlink()
            else:
                os.replace(ready[file], folder / file)
            done.append(file)
        _keep_names(folder, exchanges)
    except BaseException as fault:
        undo(folder, {file: exchanges[file] for file in done})
        if isinstance(fault, OSError):
            raise _not_writable(folder, fault) from fault
        raise
    finally:
        for aside in ready.values():
            aside.unlink(missing_ok=True)


def undo(folder: Path, exchanges: Mapping[str, Exchange]) -> None:
    """Put back what was there. What somebody else has written since is left alone."""
    for file, one in exchanges.items():
        if read_bytes(folder, file) != one.after:
            continue
        if one.before is None:
            (folder / file).unlink()
        else:
            os.replace(_written_aside(folder, file, one.before), folder / file)


def _open(folder: Path) -> int:
    try:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError as fault:
        raise Unavailable(
            f"The knowledge folder {folder} cannot be opened: {fault.strerror}. Put it back, then save again."
        ) from None


def _wait_for(held: int) -> None:
    # asked again and again, because waiting inside the call would stop the event loop
    end = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > end:
                raise Unavailable(
                    "Somebody else's save takes very long. Please save again in a moment.", code="busy"
                ) from None
            time.sleep(LOOK_AGAIN)
        except OSError:
            # a file system without locks, such as some network ones: what is compared before writing has to do
            return


def _written_aside(folder: Path, file: str, content: bytes) -> Path:
    """A file beside the one it will replace, under a name that nobody reads, on the disk to the last byte."""
    target = folder / file
    _make_folders(folder, target.parent)
    aside = target.with_name(f".{target.name[:80]}.{secrets.token_hex(6)}.tmp")
    made = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with open(made, "wb") as out:
            out.write(content)
            out.flush()
            _make_like(made, target)
            os.fsync(made)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return aside


def _make_folders(folder: Path, wanted: Path) -> None:
    """Folders on the way, as open as the knowledge folder: this process's own habit is to make things private."""
    if not wanted.is_dir():
        _make_folders(folder, wanted.parent)
        wanted.mkdir(exist_ok=True)
        wanted.chmod(folder.stat().st_mode & 0o7777)


def _make_like(made: int, target: Path) -> None:
    """Whose the file was, and as open. A new one takes after its folder: others may keep the files, in version control."""
    try:
        like = target.stat()
        mode = like.st_mode & 0o7777
    except FileNotFoundError:
        like = target.parent.stat()
        mode = like.st_mode & NO_PROGRAM | 0o600
    with suppress(PermissionError):  # only the system's own user may give a file away
        os.fchown(made, like.st_uid, like.st_gid)
    os.fchmod(made, mode)


def _clear_up(folder: Path, exchanges: Mapping[str, Exchange]) -> None:
    """Remove what a killed process left lying beside the files. Nobody else writes, so none of it is needed."""
    for parent in {(folder / file).parent for file in exchanges}:
        for left in parent.glob(".*.tmp"):
            if LEFT_OVER.fullmatch(left.name):
                left.unlink(missing_ok=True)


def _keep_names(folder: Path, exchanges: Mapping[str, Exchange]) -> None:
    """A new name, too, is to survive a power cut."""
    for parent in {(folder / file).parent for file in exchanges}:
        held = os.open(parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            with suppress(OSError):  # some network file systems cannot, and keep names at once
                os.fsync(held)
        finally:
            os.close(held)


def _not_writable(folder: Path, fault: OSError) -> Conflict | Unavailable:
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Conflict(
            f"The assistant may not write to its knowledge folder, {folder}. Allow it to, or change the files there with "
            "a text editor: a saved file is in use a second later.",
            code="read_only_folder",
        )
    return Unavailable(
        f"The knowledge folder {folder} could not be written: {fault.strerror}. Nothing was changed; make room on its "
        "disk, then save again."
    )
