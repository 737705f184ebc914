"""The worker: rounds that repeat, one for what time brings, one for the mail that leaves, one for the mail that comes.

They run side by side, since a mail server that does not answer must not stop the clocks.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from assistant.core.errors import Unavailable
from assistant.mailbox import Away
from assistant.services import dead_letters, rounds, tickets
from assistant.services.desk import Desk
from assistant.services.rounds import Publish, Send

log = structlog.get_logger()

SECONDS_BETWEEN_MAILS = 1.0
SECONDS_BETWEEN_VISITS = 60.0
SECONDS_TO_WAIT_FOR_DATABASE = 1.0
SECONDS_FOR_LAST_MAIL = 5.0


@dataclass
class Worker:
    """Sweeps the clocks every ``sweep_seconds`` and looks into the outbox every second."""

    desk: Desk
    send: Send
    publish: Publish
    clock: Callable[[], datetime]
    sweep_seconds: float
    conversation_days: int
    fetch_mail: Callable[[], None] | None = None
    """Looks into the mailbox, where there is one."""

    def run(self, stop: threading.Event) -> None:
        """Work until ``stop`` is set. A database that is away is waited for."""
        beside = [self._beside("mail", self.send_mail, SECONDS_BETWEEN_MAILS, stop)]
        if self.fetch_mail:
            beside.append(self._beside("mailbox", lambda stop: self.look_for_mail(), SECONDS_BETWEEN_VISITS, stop))
        _repeat(self.sweep, self.sweep_seconds, stop)
        for thread in beside:
            thread.join(SECONDS_FOR_LAST_MAIL)

    def sweep(self, stop: threading.Event) -> None:
        """One pass over all that is due, with a sign of life for each stretch of it."""
        last, more = None, True
        while more and not stop.is_set():
            at = self.clock()
            rounds.beat(self.desk.db, at)
            last = rounds.sweep_some(self.desk, at, self.publish, after=last)
            more = last is not None
        at = self.clock()
        rounds.forget(self.desk.db, at, self.conversation_days)
        self.publish(tickets.put_back_left_behind(self.desk, at))
        self.publish(dead_letters.tell(self.desk, at))

    def look_for_mail(self) -> None:
        """Take what has come into the mailbox. One that is away is looked for again."""
        if self.fetch_mail:
            try:
                self.fetch_mail()
            except Away as error:
                log.warning("mailbox_away", reason=str(error)[:100])

    def send_mail(self, stop: threading.Event) -> None:
        """Send what waits, mail by mail, until none does or it is time to stop."""
        while not stop.is_set() and rounds.send_next(self.desk.db, self.send, self.clock):
            pass

    @staticmethod
    def _beside(
        name: str, do: Callable[[threading.Event], None], seconds: float, stop: threading.Event
    ) -> threading.Thread:
        thread = threading.Thread(target=_repeat, args=(do, seconds, stop), name=name, daemon=True)
        thread.start()
        return thread


def _repeat(do: Callable[[threading.Event], None], seconds: float, stop: threading.Event) -> None:
    while not stop.is_set():
        pause = seconds
        try:
            do(stop)
        except Unavailable:
            log.warning("database_away")
            pause = min(seconds, SECONDS_TO_WAIT_FOR_DATABASE)
        except Exception as error:
            log.error("pass_failed", error=type(error).__name__, exc_info=error)
        stop.wait(pause)
