"""Two processes on one PostgreSQL and one Valkey behave as one: in the chat, in the queue, in the sweep and the outbox."""

import json
import signal
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from sqlalchemy import text

from assistant.content import folder
from assistant.core.people import Role
from assistant.services import accounts, handoff, tickets
from assistant.services.desk import Desk, new_id
from assistant.services.handoff import Form
from assistant.store.database import Database
from tests.content.shop import Folder
from tests.support.mail import SmtpSink
from tests.support.processes import wait_until
from tests.support.server import Server
from tests.support.valkey import Valkey
from tests.wire.tabs import Tab, tab

pytestmark = pytest.mark.timeout(240)

Pair = tuple[Server, Server]


@pytest.fixture
def knowledge(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "knowledge")


@pytest.fixture
def desk(postgres_url: str, knowledge: Folder) -> Iterator[Desk]:
    """The records of both processes, as a third one sees them."""
    database = Database(postgres_url)
    read = folder.load(knowledge.path)
    yield Desk(db=database, knowledge=lambda: read, address="http://127.0.0.1")
    database.close()


def test_what_is_said_on_one_process_reaches_tabs_on_the_other_and_tickets_have_one_winner(
    tmp_path: Path, postgres_url: str, valkey_server: Valkey, knowledge: Folder, desk: Desk
) -> None:
    with pair(tmp_path, postgres_url, valkey_server.url, knowledge) as (one, other):
        a_word_reaches_the_other_process(one, other)
        two_tabs_stay_in_step(one, other)
        taking_next_has_one_winner(one, other, desk)
        claiming_has_one_winner(one, other, desk)


def test_without_valkey_messages_are_acked_as_ever_and_events_flow_again_when_it_is_back(
    tmp_path: Path, postgres_url: str, valkey_server: Valkey, knowledge: Folder
) -> None:
    with ExitStack() as opened:
        one, other = opened.enter_context(pair(tmp_path, postgres_url, valkey_server.url, knowledge))
        here = opened.enter_context(tab(one.url))
        there, beside = (opened.enter_context(tab(server.url, here.token)) for server in (other, one))
        flows(here, there)

        valkey_server.stop()
        missed = acked_without_delay(here, beside)
        assert {ack["id"] for ack in missed} <= {message["id"] for message in there.told()}
        valkey_server.start()
        flows(here, there)

        hung(valkey_server, signal.SIGSTOP)
        missed = acked_without_delay(here, beside)
        assert {ack["id"] for ack in missed} <= {message["id"] for message in there.told()}
        with tab(other.url) as newcomer:
            assert newcomer.say("hello", seconds=2)["ok"]
        hung(valkey_server, signal.SIGCONT)
        flows(here, there)


def test_two_workers_break_each_promise_once_and_send_each_mail_once(
    tmp_path: Path, postgres_url: str, valkey_server: Valkey, knowledge: Folder, desk: Desk, smtp_sink: SmtpSink
) -> None:
    long_ago = datetime.now(UTC) - timedelta(days=45)
    asker = accounts.add_user(desk.db, "sam@shop.example", "Sam", Role.AGENT, "a long enough password", long_ago)
    numbers = [int(inquiry(desk, f"shopper-{n}@shopper.example", long_ago)) for n in range(40)]
    for number in numbers[:20]:
        tickets.act(
            desk, asker, number, lambda ticket, by, at, policy: ticket.claim(by=by, at=at, policy=policy), long_ago
        )
        tickets.act(
            desk,
            asker,
            number,
            lambda ticket, by, at, policy: ticket.ask("Which order is it?", by=by, at=at, policy=policy),
            long_ago,
        )

    with pair(tmp_path, postgres_url, valkey_server.url, knowledge, SMTP_URL=smtp_sink.url, SLA_SWEEP_SECONDS="0.1"):
        wait_until(lambda: nothing_waits(desk.db), what="the outbox and the sweep", seconds=60)

    passed = Counter(desk.db.read(lambda tx: tx.execute(text("SELECT ticket, kind, text FROM ticket_events")).all()))
    assert [event for event, times in passed.items() if times > 1] == []
    kinds = Counter(kind for _, kind, _ in passed)
    # each confirmation; and the resolution of the twenty that wait for nobody
    assert (kinds["at_risk"], kinds["breached"]) == (60, 60)

    written = desk.db.read(lambda tx: tx.execute(text("SELECT message_id FROM outbox")).scalars().all())
    arrived = [delivery.message["Message-ID"] for delivery in smtp_sink.deliveries]
    assert sorted(arrived) == sorted(written)
    assert len(arrived) == len(set(arrived)) >= 80


def a_word_reaches_the_other_process(one: Server, other: Server) -> None:
    with tab(one.url) as here, tab(other.url, here.token) as there:
        assert there.welcome["conversation"] == here.welcome["conversation"]
        said = here.say("how long do i have to send it back")
        (reply,) = [message for message in here.told() if message["reply_to"] == said["id"]]
        assert there.hears(said["id"])
        assert there.hears(reply["id"])
        assert here.hears(reply["id"])
        # the tab that said it has it already
        assert not here.hears(said["id"], seconds=0)


def two_tabs_stay_in_step(one: Server, other: Server) -> None:
    with tab(one.url) as here, tab(other.url, here.token) as there:
        with ThreadPoolExecutor(2) as talking:
            acks = [
                each
                for said in [
                    talking.submit(lambda side: [side.say("hello") for _ in range(15)], s) for s in (here, there)
                ]
                for each in said.result(60)
            ]
        whole = here.told()
        assert whole == there.told()
        assert [message["seq"] for message in whole] == list(range(1, len(whole) + 1))
        assert sorted(ack["seq"] for ack in acks) == [m["seq"] for m in whole if m["author"]["kind"] == "shopper"]
        for side in (here, there):
            assert all(side.hears(m["id"]) for m in whole[1:] if m["author"]["kind"] == "assistant")
            heard = Counter(message["id"] for message in side.messages)
            assert set(heard.values()) == {1}


def taking_next_has_one_winner(one: Server, other: Server, desk: Desk) -> None:
    now = datetime.now(UTC)
    numbers = {inquiry(desk, f"taken-{n}@shopper.example", now) for n in range(24)}
    keys = [key_of(desk, f"taker-{n}@shop.example") for n in range(2)]

    def take_all(server: Server, key: str) -> list[str]:
        taken = []
        while (answer := post(server, "/api/v1/tickets/next", key))[0] == 200:
            taken.append(str(answer[1]["number"]))
        assert answer[0] == 204
        return taken

    with ThreadPoolExecutor(8) as takers:
        hammering = [takers.submit(take_all, server, key) for server in (one, other) for key in keys * 2]
        taken = Counter(number for each in hammering for number in each.result(60))
    assert taken == Counter(numbers)


def claiming_has_one_winner(one: Server, other: Server, desk: Desk) -> None:
    keys = [key_of(desk, f"claimer-{n}@shop.example") for n in range(2)]
    for turn in range(10):
        number = inquiry(desk, f"claimed-{turn}@shopper.example", datetime.now(UTC))
        path = f"/api/v1/tickets/{number}/claim"
        with ThreadPoolExecutor(2) as claimers:
            racing = [claimers.submit(post, server, path, key) for server, key in ((one, keys[0]), (other, keys[1]))]
            answers = [each.result(30) for each in racing]
        assert sorted(status for status, _ in answers) == [200, 409]
        winner = next(ticket for status, ticket in answers if status == 200)
        assert winner["assignee"]["name"] in ("claimer-0", "claimer-1")


def flows(here: Tab, there: Tab) -> None:
    """Events reach the other process, soon."""
    wait_until(lambda: there.hears(here.say("hello")["id"], seconds=0.5), what="an event", seconds=20)


def acked_without_delay(here: Tab, beside: Tab) -> list[dict[str, object]]:
    """Ten messages, each acked at once, and heard at once by a tab on the same process."""
    acks = []
    for _ in range(10):
        began = time.monotonic()
        acks.append(here.say("hello", seconds=3))
        assert time.monotonic() - began < 3
        assert beside.hears(str(acks[-1]["id"]), seconds=3)
    return acks


def hung(valkey: Valkey, how: signal.Signals) -> None:
    assert valkey._process is not None
    valkey._process.send_signal(how)


@contextmanager
def pair(folder: Path, database_url: str, redis_url: str, knowledge: Folder, **settings: str) -> Iterator[Pair]:
    """Two started servers, stopped at the end."""
    common = {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "KNOWLEDGE_DIR": str(knowledge.path),
        "SECRET_KEY": "the same in both processes, as it must be",
        "RATE_LIMITS": "off",
        **settings,
    }
    servers = []
    for name in ("one", "other"):
        (folder / name).mkdir()
        servers.append(Server(folder / name, **common))
    with ExitStack() as stopping, ThreadPoolExecutor(2) as starting:
        for server in servers:
            stopping.callback(server.stop)
        for started in [starting.submit(server.start) for server in servers]:
            started.result(60)
        yield servers[0], servers[1]


def inquiry(desk: Desk, email: str, at: datetime) -> str:
    """A ticket through the form; its number."""
    fields = {"name": "Ana", "email": email, "details": "Do you wrap presents?"}
    return str(handoff.submit(desk, Form(new_id(), fields), (), at).value["number"])


def key_of(desk: Desk, email: str) -> str:
    now = datetime.now(UTC)
    accounts.add_user(desk.db, email, email.split("@")[0], Role.AGENT, "a long enough password", now)
    return accounts.add_key(desk.db, email, now)[1]


def post(server: Server, path: str, key: str) -> tuple[int, dict[str, dict[str, str]]]:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    request = Request(f"{server.url}{path}", data=b"{}", headers=headers, method="POST")
    try:
        with urlopen(request, timeout=20) as answer:
            return answer.status, json.loads(answer.read() or "{}")
    except HTTPError as refusal:
        return refusal.code, json.loads(refusal.read())


def nothing_waits(database: Database) -> bool:
    """Every mail has left, and no date of a ticket has passed unseen."""
    waiting = "SELECT count(*) FROM outbox WHERE sent_at IS NULL AND dead_at IS NULL"
    unseen = "SELECT count(*) FROM tickets WHERE next_wake < now()"
    return database.read(lambda tx: tx.execute(text(f"SELECT ({waiting}) + ({unseen})")).scalar_one()) == 0
