"""How is an e-mail taken apart so that no mail, however it is made, costs more than its length?

The library reads whatever it is given, and takes far more than twice as long for twice the header. So the head is
measured before it is parsed, each header is cut as it is met, and parts are counted while they are found.
"""

import re
from collections.abc import Callable
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32, Policy
from itertools import islice
from typing import Any, cast

LONGEST_HEAD = 100_000
"""Bytes of the headers that a mail begins with."""
LONGEST_HEADER = 2_000
"""Characters that are read of one header, in every part of the mail."""
LONGEST_THREAD = 10_000
"""The same for headers that name other mails."""
MOST_PARTS = 100
MOST_NESTED = 30
"""Words that could begin a part with parts in it."""
MOST_LINES = 600_000

_BLANK_LINE = re.compile(rb"\n\n|\n\r|\r\r")
_NESTING = re.compile(rb"multipart/|message/", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Unreadable(Exception):
    """This is no e-mail that can be read."""


def take_apart(raw: bytes) -> Message:
    """The mail with its parts. Raises ``Unreadable`` for one that is out of all bounds, and what the library raises."""
    if len(raw) > LONGEST_HEAD and _BLANK_LINE.search(raw, 0, LONGEST_HEAD) is None:
        raise Unreadable("its headers are too long")
    if max(raw.count(b"\n"), raw.count(b"\r")) > MOST_LINES:
        raise Unreadable("too many lines")
    if len(list(islice(_NESTING.finditer(raw), MOST_NESTED + 1))) > MOST_NESTED:
        raise Unreadable("too many parts within parts")
    return BytesParser(cast(Callable[[], Message], _Parts()), policy=_Cut()).parsebytes(raw)


class _Parts:
    """Makes the parts as they are found, up to so many."""

    def __init__(self) -> None:
        self._made = 0

    def __call__(self, policy: Policy) -> Message:
        self._made += 1
        if self._made > MOST_PARTS:
            raise Unreadable("too many parts")
        return Message(policy=policy)


class _Cut(Compat32):
    """The library's rules for old mail, with headers cut and without control characters in them."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, Any]:
        name, value = super().header_source_parse(sourcelines)
        longest = LONGEST_THREAD if name.lower() in ("references", "in-reply-to") else LONGEST_HEADER
        return name, _CONTROL.sub("", value[:longest])
