"""The worker in its threads: it keeps the clocks going whatever else happens, and stops when told."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from assistant import worker as worker_module
from assistant.core.errors import Unavailable
from assistant.mailbox import Away
from assistant.services import rounds
from assistant.services.desk import Desk, News
from assistant.services.rounds import Publish, Send
from assistant.store import health
from assistant.store.database import Database
from assistant.store.outbox import Mail
from assistant.worker import Worker
from tests.services.test_rounds import AFTER_TARGET, Told, Watch, at_risk, break_ticket, file
from tests.support.processes import wait_until

A_WHILE = 20
"""Seconds after which a test has failed."""


def test_a_mail_server_that_hangs_stops_no_clock_and_no_sign_of_life(desk: Desk) -> None:
    number = file(desk, "ann@shop.example")
    let_go = threading.Event()

    def hang(_mail: Mail) -> None:
        let_go.wait(2 * A_WHILE)

    with working(desk, send=hang):
        try:
            wait_until(lambda: at_risk(desk) == {number}, what="the sweep")
            wait_until(lambda: rounds.last_beat(desk.db) == AFTER_TARGET, what="the sign of life")
        finally:
            let_go.set()


def test_a_sweep_that_takes_long_stops_no_mail(desk: Desk) -> None:
    file(desk, "ann@shop.example")
    let_go, sent = threading.Event(), threading.Event()

    def hang(_news: Sequence[News]) -> None:
        let_go.wait(2 * A_WHILE)

    with working(desk, send=lambda mail: sent.set(), publish=hang):
        try:
            assert sent.wait(A_WHILE)
        finally:
            let_go.set()


def test_a_broken_ticket_stops_no_sign_of_life(desk: Desk) -> None:
    break_ticket(desk, file(desk, "ann@shop.example"))
    worker_of(desk).sweep(threading.Event())
    assert rounds.last_beat(desk.db) == AFTER_TARGET


def test_two_workers_that_begin_at_once_both_give_a_sign_of_life(desk: Desk) -> None:
    other = Database(desk.db.url)
    second = threading.Thread(target=rounds.beat, args=(other, AFTER_TARGET + timedelta(seconds=1)))

    def first(tx: Connection) -> None:
        health.beat(tx, rounds.WORKER, AFTER_TARGET)
        second.start()
        second.join(0.2)  # until it waits for us

    desk.db.write(first)
    second.join(A_WHILE)
    other.close()
    assert rounds.last_beat(desk.db) == AFTER_TARGET + timedelta(seconds=1)


def test_a_backlog_gives_signs_of_life_while_it_is_worked_off(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "TICKETS_AT_ONCE", 2)
    for n in range(5):
        file(desk, f"shopper{n}@shop.example")
    beats: list[datetime | None] = []
    watch = Watch()

    def slowly(_news: Sequence[News]) -> None:
        beats.append(rounds.last_beat(desk.db))
        watch.pass_(seconds=60)

    worker = worker_of(desk, publish=slowly)
    worker.clock = watch
    worker.sweep(threading.Event())
    after = [round((beat - AFTER_TARGET).total_seconds()) for beat in beats if beat]
    assert after[:5] == [0, 0, 120, 120, 240]


def test_after_a_time_without_database_the_sweep_does_not_wait_for_its_turn(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "SECONDS_TO_WAIT_FOR_DATABASE", 0.01)
    first, second = file(desk, "ann@shop.example"), file(desk, "ben@shop.example")
    failures = [Unavailable("We cannot reach our records.")]

    def fail_once(_news: Sequence[News]) -> None:
        if failures:
            raise failures.pop()

    with working(desk, publish=fail_once, sweep_seconds=3600):
        wait_until(lambda: at_risk(desk) == {first, second}, what="the second attempt")


def test_told_to_stop_it_sends_no_further_mail(desk: Desk) -> None:
    for n in range(3):
        file(desk, f"shopper{n}@shop.example")
    stop, sent = threading.Event(), []

    def send(mail: Mail) -> None:
        sent.append(mail.recipient)
        stop.set()

    worker_of(desk, send=send).send_mail(stop)
    assert len(sent) == 1


def test_a_mailbox_that_is_away_is_looked_for_again_and_stops_no_clock(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "SECONDS_BETWEEN_VISITS", 0.01)
    number = file(desk, "ann@shop.example")
    visits: list[int] = []

    def visit() -> None:
        visits.append(len(visits))
        raise Away("ConnectionRefusedError")

    with working(desk, fetch_mail=visit):
        wait_until(lambda: len(visits) > 1, what="the second visit")
        wait_until(lambda: at_risk(desk) == {number}, what="the sweep")


def worker_of(
    desk: Desk,
    *,
    send: Send = lambda mail: None,
    publish: Publish | None = None,
    sweep_seconds: float = 0.01,
    fetch_mail: Callable[[], None] | None = None,
) -> Worker:
    return Worker(desk, send, publish or Told(), Watch(), sweep_seconds, 365, fetch_mail)


@contextmanager
def working(desk: Desk, **given: Any) -> Iterator[None]:
    """A worker in its thread, told to stop at the end and waited for."""
    stop = threading.Event()
    worker = worker_of(desk, **given)
    thread = threading.Thread(target=worker.run, args=(stop,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(A_WHILE)
        assert not thread.is_alive()
