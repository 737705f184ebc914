"""Which words does an e-mail carry? Its plain text, or its HTML as text where that is all there is."""

from email.message import Message

from assistant.core.mail.html import html_to_text

LONGEST_BODY = 300_000
"""Bytes that are read of all parts of text together."""


def body_of(mail: Message) -> str:
    """What is said in a mail and its parts."""
    return _Reader().body_of(mail)


def is_enclosed(part: Message) -> bool:
    """Whether a part is a file and not something said."""
    if part.is_multipart():
        return False
    return part.get_content_maintype() != "text" or part.get_content_disposition() == "attachment"


def payload_of(part: Message) -> bytes:
    """The bytes of a part as they were before they were put into a mail."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


class _Reader:
    """Reads text after text, until it has read enough."""

    def __init__(self) -> None:
        self._left = LONGEST_BODY

    def body_of(self, part: Message) -> str:
        if part.is_multipart():
            return self._body_of_several(part)
        if is_enclosed(part):
            return ""
        text = self._text(part)
        if part.get_content_type() == "text/html":
            return html_to_text(text)
        return _unflowed(text, part) if part.get_param("format") == "flowed" else text

    def _body_of_several(self, part: Message) -> str:
        within = [each for each in part.get_payload() if isinstance(each, Message)]
        if part.get_content_maintype() == "message":
            return ""  # a mail within the mail is somebody else's
        if part.get_content_type() != "multipart/alternative":
            return "\n\n".join(body for each in within if (body := self.body_of(each)).strip())
        # of several forms of the same, the plain one, unless it is empty
        plain_first = sorted(within, key=lambda each: each.get_content_type() != "text/plain")
        return next((body for each in plain_first if (body := self.body_of(each)).strip()), "")

    def _text(self, part: Message) -> str:
        raw = payload_of(part)[: self._left]
        self._left -= len(raw)
        told = part.get_content_charset() or "utf-8"
        for charset in (told, "utf-8", "cp1252"):
            try:
                return raw.decode(charset).replace("\r\n", "\n").replace("\r", "\n")
            except (LookupError, ValueError):
                continue
        return raw.decode("utf-8", "replace")


def _unflowed(text: str, part: Message) -> str:
    """Lines that end in a space go on in the next, as their writer meant them."""
    joint = "" if part.get_param("delsp") == "yes" else " "
    lines: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        is_quote = line.startswith(">")
        line = line.removeprefix(" ")
        if goes_on and not is_quote:
            lines[-1] += joint + line.rstrip(" ")
        else:
            lines.append(line if line == "-- " else line.rstrip(" "))
        goes_on = line.endswith(" ") and line != "-- " and not is_quote
    return "\n".join(lines)
