"""A mailbox on this machine that speaks as much IMAP as is needed to read it."""

import re
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock, Thread

USER, PASSWORD = "help@shop.example", 'pa"ss word'


@dataclass
class Kept:
    """A mail that lies in the mailbox."""

    raw: bytes
    flags: set[str] = field(default_factory=set)


class Mailbox:
    """``put`` mails into it; ``flags`` tells what became of them. Its address is ``url``."""

    def __init__(self) -> None:
        self.url = ""
        self.mails: list[Kept] = []
        self.before_store = lambda: None
        """Called before a flag is set; what it raises ends the connection."""

    def put(self, raw: bytes) -> None:
        self.mails.append(Kept(raw))

    @property
    def flags(self) -> list[set[str]]:
        return [mail.flags for mail in self.mails]


class _Session(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        self._say(b"* OK ready")
        for line in self.rfile:
            tag, _, rest = line.strip().partition(b" ")
            command, _, given = rest.partition(b" ")
            if command.upper() == b"UID":
                command, _, given = given.partition(b" ")
            with self.server.lock:
                said = getattr(self, f"_{command.decode().lower()}")(given.decode())
            self._say(tag + said)
            if command.upper() == b"LOGOUT":
                return

    def _capability(self, _given: str) -> bytes:
        self._say(b"* CAPABILITY IMAP4rev1")
        return b" OK done"

    def _login(self, given: str) -> bytes:
        name, password = re.fullmatch(r'(\S+) "(.*)"', given).groups()  # type: ignore[union-attr]
        right = (name, password.replace('\\"', '"')) == (USER, PASSWORD)
        return b" OK welcome" if right else b" NO wrong password"

    def _select(self, given: str) -> bytes:
        if given != '"INBOX"':
            return b" NO no such folder"
        self._say(b"* %d EXISTS" % len(self.server.box.mails))
        return b" OK [READ-WRITE] done"

    def _search(self, given: str) -> bytes:
        assert given == "UNSEEN UNFLAGGED"
        new = [str(uid) for uid, mail in enumerate(self.server.box.mails, 1) if not mail.flags]
        self._say(f"* SEARCH {' '.join(new)}".encode())
        return b" OK done"

    def _fetch(self, given: str) -> bytes:
        uid, what = given.split(" ", 1)
        raw = self.server.box.mails[int(uid) - 1].raw
        if what == "(RFC822.SIZE)":
            self._say(f"* {uid} FETCH (UID {uid} RFC822.SIZE {len(raw)})".encode())
        else:
            assert what == "(BODY.PEEK[])"
            self._say(f"* {uid} FETCH (UID {uid} BODY[] {{{len(raw)}}}".encode())
            self.wfile.write(raw)
            self._say(b")")
        return b" OK done"

    def _store(self, given: str) -> bytes:
        uid, how, flag = given.split(" ")
        assert how == "+FLAGS.SILENT"
        self.server.box.before_store()
        self.server.box.mails[int(uid) - 1].flags.add(flag.strip("()"))
        return b" OK done"

    def _logout(self, _given: str) -> bytes:
        self._say(b"* BYE")
        return b" OK done"

    def _say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, box: Mailbox) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.box = box
        self.lock = Lock()

    def handle_error(self, request: object, client_address: object) -> None:
        """A connection that a test breaks off is no fault of the server."""


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()
    with _Server(box) as server:
        box.url = f"imap://help%40shop.example:pa%22ss%20word@127.0.0.1:{server.server_address[1]}/INBOX"
        thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join(5)
