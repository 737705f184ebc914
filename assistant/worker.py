"""The worker: one pass after another, each a function of its moment."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from assistant.core.errors import Unavailable
from assistant.services import rounds
from assistant.services.desk import Desk, News
from assistant.services.rounds import Send

log = structlog.get_logger()

SECONDS_BETWEEN_MAILS = 1.0


@dataclass
class Worker:
    """Sweeps the clocks every ``sweep_seconds`` and looks into the outbox every second."""

    desk: Desk
    send: Send
    publish: Callable[[Iterable[News]], None]
    clock: Callable[[], datetime]
    sweep_seconds: float
    conversation_days: int

    def run(self, stop: threading.Event) -> None:
        """Work until ``stop`` is set. A database that is away is waited for."""
        next_sweep = self.clock()
        while not stop.is_set():
            at = self.clock()
            try:
                self.send_mail(at)
                # a clock that jumped back must not put the next sweep off
                if at >= next_sweep or (next_sweep - at).total_seconds() > self.sweep_seconds:
                    self.sweep(at)
                    next_sweep = at + timedelta(seconds=self.sweep_seconds)
            except Unavailable:
                log.warning("database_away")
            except Exception as error:
                log.error("pass_failed", error=type(error).__name__, exc_info=error)
            stop.wait(min(SECONDS_BETWEEN_MAILS, self.sweep_seconds))

    def sweep(self, at: datetime) -> None:
        """One pass over what is due."""
        self.publish(rounds.sweep(self.desk, at))
        rounds.forget(self.desk, at, self.conversation_days)
        rounds.beat(self.desk.db, at)

    def send_mail(self, at: datetime) -> None:
        rounds.send_mail(self.desk.db, self.send, at, self.clock)
