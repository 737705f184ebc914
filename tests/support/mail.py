"""A mail server that keeps what it is given, and refuses what a test wants refused."""

import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from threading import Condition
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.processes import free_port


@dataclass(frozen=True)
class Delivery:
    """One accepted message, and the envelope it came in."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage

    @property
    def text(self) -> str:
        """The plain part, as a person reads it."""
        body = self.message.get_body(("plain",))
        return "" if body is None else str(body.get_content()).replace("\r\n", "\n")


class SmtpSink:
    """Everything that arrived is in ``deliveries``, oldest first."""

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []
        self.url = ""
        self._refused: set[str] = set()
        self._failures = 0
        self._arrived = Condition()

    def refuse(self, address: str) -> None:
        """From now on this address does not exist (550)."""
        self._refused.add(address.lower())

    def fail_temporarily(self, times: int) -> None:
        """The next ``times`` messages are turned away for now (451)."""
        self._failures = times

    def to(self, address: str) -> list[Delivery]:
        return [delivery for delivery in self.deliveries if address in delivery.recipients]

    def wait_for(self, count: int, *, seconds: float = 10) -> list[Delivery]:
        """Until ``count`` messages have arrived in all. Raises TimeoutError when they do not come."""
        with self._arrived:
            if not self._arrived.wait_for(lambda: len(self.deliveries) >= count, timeout=seconds):
                raise TimeoutError(f"{len(self.deliveries)} of {count} messages arrived within {seconds:g} seconds")
            return list(self.deliveries)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.lower() in self._refused:
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        with self._arrived:
            if self._failures:
                self._failures -= 1
                return "451 4.3.0 Try again later"
            message = message_from_bytes(cast(bytes, envelope.content), policy=email.policy.default)
            self.deliveries.append(Delivery(envelope.mail_from or "", tuple(envelope.rcpt_tos), message))
            self._arrived.notify_all()
        return "250 OK"


@contextmanager
def running() -> Iterator[SmtpSink]:
    sink, port = SmtpSink(), free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port, ready_timeout=10)
    controller.start()
    sink.url = f"smtp://127.0.0.1:{port}"
    try:
        yield sink
    finally:
        controller.stop()
