"""The ground the other tests stand on."""

import re
import smtplib
import socket
import tomllib
from email.message import EmailMessage
from pathlib import Path

import pytest
import redis
from playwright.sync_api import Page
from sqlalchemy import create_engine, inspect, select

from assistant.store.tables import metadata
from tests.support.axe import axe
from tests.support.mail import SmtpSink
from tests.support.valkey import Valkey

CHECKOUT = Path(__file__).resolve().parents[1]
LOCKS = sorted(
    [
        *CHECKOUT.glob("requirements*.txt"),
        CHECKOUT / "web/package-lock.json",
        CHECKOUT / "tests/support/npm/package-lock.json",
    ]
)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_versions_are_locked_with_hashes_and_without_addresses(lock: Path) -> None:
    text = lock.read_text()
    assert re.search(r"--hash=sha256:|\"integrity\": \"sha512-", text)
    assert re.findall(r".*(?:--index|--find-links|\"resolved\"| @ ).*", text) == []


def test_every_library_that_the_package_names_is_locked() -> None:
    """After a change of pyproject.toml: `make lock`."""
    named = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]["dependencies"]
    locked = (CHECKOUT / "requirements.txt").read_text()
    assert [name for name in named if not re.search(rf"^{re.escape(plain(name))}==", locked, re.MULTILINE)] == []


def plain(requirement: str) -> str:
    return re.split(r"[\[<>=~!;, ]", requirement)[0].lower().replace(".", "-")


def test_a_database_of_each_kind_starts_as_a_new_installation_has_it(database_url: str) -> None:
    engine = create_engine(database_url)
    assert set(metadata.tables) <= set(inspect(engine).get_table_names())
    with engine.connect() as connection:
        assert connection.execute(select(metadata.tables["conversations"])).first() is None
    engine.dispose()


def test_valkey_comes_back_empty_at_the_same_address(valkey_server: Valkey) -> None:
    client = redis.Redis.from_url(valkey_server.url, socket_timeout=5)
    client.set("word", "rose")
    assert client.get("word") == b"rose"
    valkey_server.stop()
    with pytest.raises(redis.ConnectionError):
        client.ping()
    valkey_server.start()
    assert client.get("word") is None
    client.close()


def test_the_mail_server_keeps_a_letter_refuses_an_address_and_fails_once(smtp_sink: SmtpSink) -> None:
    smtp_sink.refuse("gone@example.com")
    smtp_sink.fail_temporarily(1)
    with pytest.raises(smtplib.SMTPDataError, match="Try again later"):
        send(smtp_sink, "ann@example.com")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(smtp_sink, "gone@example.com")
    send(smtp_sink, "ann@example.com")
    assert [delivery.text for delivery in smtp_sink.wait_for(1)] == ["Dear Ann\n"]


def send(sink: SmtpSink, address: str) -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "shop@example.com", address, "Your ticket"
    letter.set_content("Dear Ann\n")
    host, port = sink.url.removeprefix("smtp://").split(":")
    with smtplib.SMTP(host, int(port), timeout=10) as server:
        server.send_message(letter)


def test_a_test_cannot_reach_another_machine() -> None:
    with socket.socket() as connection, pytest.raises(AssertionError, match="this machine only"):
        connection.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError, match="this machine only"):
        socket.getaddrinfo("shop.example", 80)


def test_chromium_opens_a_page_on_a_phone_and_axe_finds_the_picture_without_words(phone: Page) -> None:
    head = "<html lang=en><title>Shop</title><meta name=viewport content='width=device-width'>"
    phone.set_content(f"{head}<main><h1>Rose mist</h1><img src='data:,'></main>")
    assert phone.evaluate("[innerWidth, innerHeight]") == [360, 740]
    [finding] = axe(phone)
    assert finding.startswith("image-alt (critical)")
    phone.set_content(f"{head}<main><h1>Rose mist</h1></main>")
    assert axe(phone) == []
