"""Which knowledge is in use right now? The latest good one: a saved file is in use a second later.

The folder is looked at four times a second from a thread of its own; a change is read, built and checked aside and
swapped in with one assignment, or refused. Looking (names, sizes, times) costs little and works on every file system,
where change notices do not.

After a small change the matcher has only learned on, which takes a fraction of a second however large the folder is. When
no further change has come for a while, another thread has it learn everything anew and swaps that in as well.
"""

import gc
import io
import os
import zipfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

import structlog
from gevent import monkey

from assistant.content.draft import with_fresh_matcher
from assistant.content.errors import Finding, KnowledgeErrors
from assistant.content.files import Files, Signature, read_folder, signature
from assistant.content.snapshot import snapshot
from assistant.core.knowledge import Knowledge

LOOK_EVERY = 0.25
"""Seconds."""
SETTLING = 0.1
"""Seconds without a further change before a save counts as whole: editors write in several strokes."""
QUIET = 2.0
"""Seconds after a change before everything is learned anew."""
KEPT = "last-good-knowledge.zip"
"""One file, so that it is replaced whole or not at all."""

Listener = Callable[[Files, Files], None]
"""Hears of the folder's files before and after."""

log = structlog.get_logger()

# Real ones, also where gevent has patched the module: reading and building must not hold up the event loop.
_start_thread = monkey.get_original("_thread", "start_new_thread")
_sleep = monkey.get_original("time", "sleep")
_now = monkey.get_original("time", "monotonic")
_Lock = monkey.get_original("_thread", "allocate_lock")


class LiveKnowledge:
    """The knowledge in use and, while the folder has errors, what they are. Safe to read from anywhere."""

    current: Knowledge
    """The snapshot in use. Read it once per request and keep to that one."""
    problems: Sequence[Finding]
    """Why the folder as it stands now is not in use; empty when it is."""
    files: Files
    """The folder as it was last read, in use or refused."""

    def __init__(self, path: Path | str, keep_dir: Path | str) -> None:
        """Loads the folder; if it is broken, the last good copy in ``keep_dir``. Raises ``KnowledgeErrors`` if neither."""
        self._path = Path(path)
        self._kept = Path(keep_dir) / KEPT
        self._seen: Signature | None = ()
        self._busy = _Lock()
        self._watch = 0
        self._learning = False
        self._listeners: list[Listener] = []
        self._untold: deque[tuple[Files, Files]] = deque()
        self._telling = _Lock()
        self.files = Files({})
        self.problems = ()
        try:
            self._take_in()
        except KnowledgeErrors as broken:
            self.current = self._last_good(broken)
            self.problems = broken.findings
        self._untold.clear()

    def start(self) -> None:
        """Watch the folder from now on."""
        self._watch += 1
        _start_thread(self._look_on, (self._watch,))

    def stop(self) -> None:
        """Stop watching; the knowledge stays in use."""
        self._watch += 1

    def poke(self) -> None:
        """Look at the folder now, and return when what it holds is in use or refused, and the listeners have heard.

        Takes as long as building what changed: not for a greenlet that others wait for.
        """
        with self._busy:
            self._look()
        self._tell()

    def listen(self, listener: Listener) -> None:
        """Have a function called with the files before and after, whenever the folder was read and is another one.

        In use or refused makes no difference. It is called one state after the other, by ``poke`` or from the thread
        that watches, with no lock held; the state of now, in ``files``, is not told again.
        """
        self._listeners.append(listener)

    def _look_on(self, watch: int) -> None:
        while True:
            _sleep(LOOK_EVERY)
            if watch != self._watch:
                return
            if self._signature() != self._seen:
                self._settle()
                with self._busy:
                    self._look()
                self._tell()

    def _settle(self) -> None:
        for _ in range(10):
            before = self._signature()
            _sleep(SETTLING)
            if before == self._signature():
                return

    def _look(self) -> None:
        if self._signature() == self._seen:
            return
        try:
            self._take_in()
        except KnowledgeErrors as refused:
            self.problems = refused.findings

    def _signature(self) -> Signature | None:
        """None while there is no folder to read."""
        try:
            return signature(self._path)
        except KnowledgeErrors:
            return None

    def _take_in(self) -> None:
        """Put the folder as it stands now into use. Raises ``KnowledgeErrors`` when it cannot be."""
        # taken before reading: a save during the reading is then seen by the next look
        self._seen = self._signature()
        files = read_folder(self._path)
        if files.contents != self.files.contents:
            self._untold.append((self.files, files))
        self.files = files
        with _without_collecting():
            fresh = snapshot(files, getattr(self, "current", None))
        self.current = fresh
        self._changed = _now()
        self.problems = self._keep(files)
        if fresh.matcher.learned_on and self._watch and not self._learning:
            self._learning = True
            _start_thread(self._learn_anew, ())

    def _learn_anew(self) -> None:
        while self._has_to_learn():
            while (left := self._changed + QUIET - _now()) > 0:
                _sleep(left)
            current = self.current
            try:
                with _without_collecting():
                    fresh = with_fresh_matcher(current, partial(self._let_others_go_first, current))
            except _Outdated:
                continue
            except Exception:  # what has learned on goes on serving
                log.exception("learning everything anew failed")
                fresh = replace(current, matcher=replace(current.matcher, learned_on=False))
            with self._busy:
                if self.current is current:
                    self.current = fresh

    def _let_others_go_first(self, learning: Knowledge) -> None:
        """Questions of shoppers, and the next change. Once that is in use, nobody needs what is being learned."""
        _sleep(0.002)
        while self._busy.locked():
            _sleep(0.01)
        if self.current is not learning:
            raise _Outdated

    def _has_to_learn(self) -> bool:
        with self._busy:
            self._learning = self.current.matcher.learned_on
            return self._learning

    def _tell(self) -> None:
        """Tell the listeners what they have not heard of. Whoever comes while somebody tells has it told by them."""
        while self._untold and self._telling.acquire(blocking=False):
            try:
                while self._untold:
                    before, after = self._untold.popleft()
                    for listener in self._listeners:
                        self._tell_one(listener, before, after)
            finally:
                self._telling.release()

    @staticmethod
    def _tell_one(listener: Listener, before: Files, after: Files) -> None:
        try:
            listener(before, after)
        except Exception:  # what others make of a change must not keep the knowledge from being served
            log.exception("a listener to the knowledge folder failed")

    def _keep(self, files: Files) -> Sequence[Finding]:
        """Store the files as the last good ones. Not being able to is worth a warning, not a refusal."""
        fresh = self._kept.with_name(f".{KEPT}.{os.getpid()}")
        try:
            self._kept.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(_zipped(files))
            os.replace(fresh, self._kept)
        except OSError as fault:
            said = f"the copy for a restart could not be written: {fault.strerror}"
            return (Finding(".", 0, "warning", said, f"make room in {self._kept.parent}, or allow us to write there"),)
        return ()

    def _last_good(self, broken: KnowledgeErrors) -> Knowledge:
        try:
            return snapshot(_unzipped(self._kept), None)
        except (OSError, zipfile.BadZipFile, KnowledgeErrors):
            raise broken from None


def last_good(keep_dir: Path) -> Files | None:
    """The files that were in use last, whether or not somebody serves them now; None where there is no copy."""
    try:
        return _unzipped(keep_dir / KEPT)
    except (OSError, zipfile.BadZipFile):
        return None


class _Outdated(Exception):
    """Something newer is in use."""


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Large knowledge is many objects, none of them garbage: looking through them all would hold up every answer."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.freeze()
            gc.enable()


def _zipped(files: Files) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.contents.items()):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _unzipped(path: Path) -> Files:
    with zipfile.ZipFile(path) as archive:
        return Files({one.filename: archive.read(one) for one in archive.infolist()})
