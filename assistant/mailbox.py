"""How does mail come in over IMAP? What nobody has read yet is handed on; what was taken is marked as read.

A mail that is not taken stays unread and is flagged, so that a person finds it and it is not handed on again; who takes
the flag away has it looked at once more.
"""

import imaplib
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

TIMEOUT = 20
"""Seconds for each answer of the mail server."""
AT_ONCE = 50
"""Mails of one visit; the next visit goes on."""
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")

Take = Callable[[bytes], bool]
"""Does with a mail what has to be done; False where nothing can be. What it raises ends the visit."""


class Away(Exception):
    """The mailbox cannot be read now."""


def visit(imap_url: str, take: Take, most_bytes: int) -> int:
    """Hand every new mail of the mailbox to ``take``, oldest first; how many there were.

    What is larger than ``most_bytes`` is flagged unread. Raises ``Away``.
    """
    with _opened(imap_url) as box:
        new = _new(box)[:AT_ONCE]
        for uid in new:
            taken = _size(box, uid) <= most_bytes and take(_whole(box, uid))
            answer, said = box.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)" if taken else r"(\Flagged)")
            if answer != "OK":
                raise Away(f"its mails cannot be marked: {said!r}")
        return len(new)


@contextmanager
def _opened(imap_url: str) -> Iterator[imaplib.IMAP4]:
    url = urlsplit(imap_url)
    try:
        box = _connected(url.scheme, url.hostname or "localhost", url.port)
        try:
            box.login(unquote(url.username or ""), unquote(url.password or ""))
            answer, said = box.select(_quoted(unquote(url.path.lstrip("/")) or "INBOX"))
            if answer != "OK":
                raise Away(f"there is no folder of this name: {said!r}")
            yield box
        finally:
            _leave(box)
    except (imaplib.IMAP4.error, OSError) as error:
        raise Away(type(error).__name__) from error


def _connected(scheme: str, host: str, port: int | None) -> imaplib.IMAP4:
    context = ssl.create_default_context()
    if scheme == "imaps":
        return imaplib.IMAP4_SSL(host, port or 993, ssl_context=context, timeout=TIMEOUT)
    box = imaplib.IMAP4(host, port or 143, timeout=TIMEOUT)
    if "STARTTLS" in box.capabilities:
        box.starttls(context)
    return box


def _new(box: imaplib.IMAP4) -> list[str]:
    _, found = box.uid("SEARCH", "UNSEEN", "UNFLAGGED")
    return [uid.decode() for uid in (found[0] or b"").split()]


def _size(box: imaplib.IMAP4, uid: str) -> int:
    _, found = box.uid("FETCH", uid, "(RFC822.SIZE)")
    sizes = [SIZE.search(each) for each in found if isinstance(each, bytes)]
    return next((int(size.group(1)) for size in sizes if size), 0)


def _whole(box: imaplib.IMAP4, uid: str) -> bytes:
    """The mail, without marking it as read: a visit that ends here must find it again."""
    _, found = box.uid("FETCH", uid, "(BODY.PEEK[])")
    return next((each[1] for each in found if isinstance(each, tuple)), b"")


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _leave(box: imaplib.IMAP4) -> None:
    try:
        box.logout()
    except (imaplib.IMAP4.error, OSError):
        box.shutdown()
