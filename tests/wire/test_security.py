"""Nothing hostile gets through: headers on every route, origins, frames, logs, what raw sockets can send."""

import io
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import requests
import socketio
from websocket import WebSocketBadStatusException, WebSocketException, WebSocketTimeoutException, create_connection
from werkzeug.datastructures import Headers
from werkzeug.routing import Rule

from tests.support.processes import wait_until
from tests.support.server import Server, serving
from tests.wire.conftest import Build
from tests.wire.house import PASSWORD, House
from tests.wire.pictures import photo

EVIL = "https://evil.example"
FOR_EVERYBODY = ("/help", "/policies")
"""Pages that hold nothing of one visitor alone, and so may be kept by browsers and proxies for a moment."""


def every_rule(house: House) -> list[Rule]:
    return sorted(house.made.app.url_map.iter_rules(), key=lambda rule: rule.rule)


def address(rule: Rule) -> str:
    """An address of this rule: with things that do not exist."""
    return re.sub(r"<[^>]+>", "1", rule.rule)


def test_every_answer_carries_the_security_headers(house: House) -> None:
    asked = 0
    for rule in every_rule(house):
        for method in sorted((rule.methods or set()) - {"HEAD"}):
            for headers in ({}, {"Origin": EVIL}, {"Accept": "text/html"}):
                answer = house.web().open(address(rule), method=method, headers=headers)
                check_headers(answer.headers, address(rule))
                asked += 1
    assert asked > 100
    for odd in ("/nothing", "/t/%00", "/%2e%2e/etc/passwd", "/console/a%0d%0ab"):
        check_headers(house.web().get(odd).headers, odd)


def check_headers(headers: Headers, path: str) -> None:
    csp = headers["Content-Security-Policy"]
    assert "default-src 'none'" in csp and "unsafe" not in csp and "*" not in csp, path
    if "script-src" in csp:
        assert re.search(r"script-src 'nonce-[\w-]{20,}' 'self'", csp), path
        assert "base-uri 'none'" in csp and "form-action 'self'" in csp and "frame-ancestors 'self'" in csp, path
    assert headers["X-Content-Type-Options"] == "nosniff", path
    assert headers["Referrer-Policy"] in ("strict-origin-when-cross-origin", "same-origin", "no-referrer"), path
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
    assert "camera=()" in headers["Permissions-Policy"], path
    assert ("X-Frame-Options" in headers) == (path != "/widget"), path
    if headers.get("Content-Type", "").startswith(("text/html", "application/json")):
        kept = headers["Cache-Control"] == "public, max-age=60"
        assert path in FOR_EVERYBODY if kept else headers["Cache-Control"] == "no-store", path
    assert "Server" not in headers or "Python" not in headers["Server"]


def test_each_page_has_a_nonce_of_its_own_on_each_of_its_scripts(house: House) -> None:
    ticket = house.ticket()
    nonces = set()
    for path in ("/contact", "/widget", "/x", "/console/sign-in", ticket.page, ticket.page):
        page = house.web().get(path)
        [nonce] = re.findall(r"script-src 'nonce-([\w-]+)'", page.headers["Content-Security-Policy"])
        for tag in re.findall(r"<script[^>]*>", page.text):
            assert f'nonce="{nonce}"' in tag
        assert not re.search(r"<[^>]+\son\w+=|javascript:|<style>|\sstyle=", page.text), path
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', page.text), path
        nonces.add(nonce)
    assert len(nonces) == 6


def test_the_widget_is_framed_by_our_pages_and_the_shops_alone(build: Build) -> None:
    web = build(allowed_origins=("https://www.shop.example",)).web()
    assert "frame-ancestors 'self' https://www.shop.example" in web.get("/widget").headers["Content-Security-Policy"]
    for path in ("/contact", "/console/sign-in", "/help", "/widget.js"):
        answer = web.get(path)
        assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors 'self'")
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_foreign_origin_changes_nothing_anywhere(house: House) -> None:
    agent = house.staff()
    for rule in every_rule(house):
        for method in (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}:
            for origin in (EVIL, "null", "http://shop.test.evil.example", "http://shop.test:8080", "", "shop.test"):
                headers = {"Origin": origin, "Authorization": f"Bearer {agent.key}"}
                answer = house.web().open(address(rule), method=method, headers=headers)
                assert answer.status_code == 403, (rule, origin)


def test_the_public_address_and_the_shops_are_no_foreigners(build: Build) -> None:
    house = build(public_url="https://help.shop.test", allowed_origins=("https://www.shop.example",))
    for origin in ("https://help.shop.test", "https://www.shop.example", "http://localhost"):
        answer = house.web().post("/api/v1/conversations", json={}, headers={"Origin": origin})
        assert answer.status_code == 201, origin


def test_behind_a_proxy_sockets_know_the_host_that_was_asked(build: Build) -> None:
    asked = {"X-Forwarded-Host": "help.shop.test", "Origin": "http://help.shop.test"}
    path = "/socket.io/?EIO=4&transport=polling"
    assert build(trusted_proxies=1).web().get(path, headers=asked).status_code == 200
    assert build().web().get(path, headers=asked).status_code == 400


def test_search_words_are_shown_as_text(house: House) -> None:
    page = house.web().get("/help", query_string={"q": "\"'><script>alert(1)</script>{{7*7}}"}).text
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page and "{{7*7}}" in page
    assert house.web().get("/help?q=%00").status_code == 400
    assert house.web().get("/help", query_string={"q": "x" * 100_000}).status_code in (200, 414)


def test_what_people_write_is_safe_html_in_json(house: House) -> None:
    evil = "<img src=x onerror=alert(1)> [a](javascript:alert(1)) <script>x</script> https://ok.example/?a=<b>"
    chat, agent = house.chat(), house.staff()
    chat.say(evil)
    number = chat.hand_off(details=evil, name="<b>Ann")["ticket"]["number"]
    agent.reply(number, evil)
    agent.did(number, "note", text=evil)
    for message in [*chat.messages(), *agent.ticket(number)["messages"]]:
        shown = message["html"]
        assert not re.search(r"<(img|script|b)\b|\son\w+\s*=\s*[^;]*<|href=\"javascript", shown), shown
        for link in re.findall(r"<a [^>]*>", shown):
            assert 'rel="noopener' in link


def test_only_the_holder_of_a_token_sees_a_conversation_or_a_ticket(house: House) -> None:
    """The number opens nothing, nor does the id of a conversation or of a picture."""
    ticket, chat = house.ticket(), house.chat()
    for path in (
        f"/t/{ticket.number}",
        f"/api/v1/tickets/{ticket.number}",
        f"/api/v1/conversations/{chat.id}/messages",
    ):
        assert house.web().get(path).status_code in (401, 404)
    assert house.chat(chat.id).id != chat.id
    bearer = {"Authorization": f"Bearer {chat.token}"}
    assert house.web().get(f"/api/v1/tickets/{ticket.number}", headers=bearer).status_code == 401


def test_a_picture_is_for_its_ticket_and_those_who_answer(house: House) -> None:
    files = {"screenshots": (io.BytesIO(photo()), "a.jpg")}
    given = {"name": "Ann", "email": "ann@example.com", "details": "see"}
    page = house.web().post("/contact", data=given | files).location
    [picture] = house.staff().ticket(house.number_of(page))["brief"]["attachments"]
    agent, editor = house.staff(), house.staff("editor")
    for key, status in ((agent.key, 200), (editor.key, 403), ("wrong", 401)):
        answer = house.web().get(picture["url"], headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == status
    assert house.web().get(f"{page}/attachments/{picture['id']}").status_code == 200


def test_random_ids_are_long_and_numbers_count_up(house: House) -> None:
    first, second = house.ticket(), house.ticket()
    assert int(second.number) == int(first.number) + 1
    assert len(first.token) == 43
    for row in house.rows("tickets"):
        assert len(row["conversation_id"]) == 32


def test_the_ticket_page_sends_its_address_to_nobody(house: House) -> None:
    answer = house.web().get(house.ticket().page)
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin" or "same-origin" in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory, knowledge_folder: Path) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("live")
    with serving(folder, KNOWLEDGE_DIR=str(knowledge_folder), RATE_LIMITS="off", SLA_SWEEP_SECONDS="1") as server:
        yield server


class RawSocket:
    """A WebSocket client that sends what it likes."""

    def __init__(self, live: Server, origin: str | None = None, extensions: str = "") -> None:
        url = f"{live.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket"
        offered = {"Sec-WebSocket-Extensions": extensions} if extensions else {}
        self._connection = create_connection(
            url, timeout=10, origin=origin, suppress_origin=origin is None, header=offered
        )
        self.answered_with = self._connection.getheaders()
        self.recv()

    def send(self, packet: str) -> None:
        self._connection.send(packet)

    def recv(self) -> str:
        got = self._connection.recv()
        if not self._connection.connected:
            raise WebSocketException("the server hung up")
        return got if isinstance(got, str) else got.decode(errors="replace")

    def until(self, start: str) -> str:
        for _ in range(20):
            if (packet := self.recv()).startswith(start):
                return packet
        raise AssertionError(f"no packet {start}")

    def close(self) -> None:
        self._connection.close()


def test_a_foreign_origin_gets_no_socket(live: Server) -> None:
    for origin in (EVIL, "null"):
        with pytest.raises(WebSocketBadStatusException):
            RawSocket(live, origin)
        polled = requests.get(f"{live.url}/socket.io/?EIO=4&transport=polling", headers={"Origin": origin}, timeout=10)
        assert polled.status_code == 400
        assert "Access-Control-Allow-Origin" not in polled.headers
    for own in (None, live.url):
        RawSocket(live, own).close()


def test_hostile_packets_harm_nobody_else(live: Server) -> None:
    packets = [
        '42/shopper,0["say",{"id":"12345678","text":"before connect"}]',
        '42/console,0["watch",{"number":"10001"}]',
        '40/nothing,{"token":null}',
        "40/shopper," + "[" * 90_000,
        '42/shopper,1["say",' + '{"a":' * 5_000 + "1" + "}" * 5_000 + "]",
        "42/shopper,[",
        "4" + "9" * 50,
        "451-/shopper,0" + '["say",{"_placeholder":true,"num":0}]',
        '459999999-/shopper,0["say",{"_placeholder":true,"num":0}]',
        "42/shopper,99999999999999999999[]",
        '42/shopper,["say"]',
        '42/shopper,[{"a":1},2]',
        '42/shopper,7["connect",{}]',
        '42/shopper,8["disconnect",{}]',
        "43/shopper,0[]",
        "6",
        "zzz",
        "\0",
        "é\ufffe",
    ]
    for place, packet in enumerate(packets):
        raw = RawSocket(live)
        if place > 1:
            raw.send('40/shopper,{"token":null}')
            raw.until("42/shopper,")
        raw.send(packet)
        raw.close()
    good = RawSocket(live)
    good.send('40/shopper,{"token":null}')
    good.until("42/shopper,")
    good.send('42/shopper,5["say",{"id":"12345678","text":"hello"}]')
    assert json.loads(good.until("43/shopper,5").removeprefix("43/shopper,5")) == [
        {"ok": True, "id": "12345678", "seq": 2}
    ]
    good.close()


@pytest.mark.parametrize("size", [150_000, 40_000_000])
def test_a_message_that_is_too_large_ends_its_connection_before_it_is_collected(live: Server, size: int) -> None:
    raw = RawSocket(live)
    raw.send('40/shopper,{"token":null}')
    raw.until("42/shopper,")
    with pytest.raises((WebSocketException, OSError)) as ended:
        raw.send('42/shopper,9["say",{"id":"12345678","text":"' + "x" * size + '"}]')
        raw.until("43/shopper,9")
    assert not isinstance(ended.value, WebSocketTimeoutException)
    raw.close()


def test_sockets_agree_to_no_compression(live: Server) -> None:
    raw = RawSocket(live, extensions="permessage-deflate")
    assert "sec-websocket-extensions" not in (raw.answered_with or {})
    raw.close()


def test_events_before_connecting_store_nothing(live: Server) -> None:
    raw = RawSocket(live)
    raw.send('42/shopper,0["say",{"id":"12345678","text":"never-to-be-stored"}]')
    raw.send('40/shopper,{"token":null}')
    raw.until("42/shopper,")
    raw.send('42/shopper,1["catch_up",{"after":0}]')
    assert "never-to-be-stored" not in raw.until("43/shopper,1")
    raw.close()


def test_a_huge_form_is_answered_and_not_cut_off(live: Server) -> None:
    files = {"screenshots": ("big.png", b"x" * 40_000_000, "image/png")}
    given = {"name": "Ann", "email": "ann@example.com", "details": "x"}
    answer = requests.post(f"{live.url}/contact", data=given, files=files, timeout=60)
    assert answer.status_code == 413
    assert "Please keep to 5 pictures" in answer.text


def test_odd_requests_get_an_answer(live: Server) -> None:
    where = urlsplit(live.url)
    for request in (
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
        b"NONSENSE\r\n\r\n",
        b"GET /%ff%fe HTTP/1.1\r\nHost: \xff\r\nConnection: close\r\n\r\n",
        b"POST /contact HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\nConnection: close\r\n\r\n",
        b"POST /contact HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\nConnection: close\r\n\r\n",
    ):
        with socket.create_connection((where.hostname, where.port), timeout=10) as connection:
            connection.sendall(request)
            assert connection.recv(20).startswith(b"HTTP/1.1 ")
    assert requests.get(f"{live.url}/healthz", timeout=10).json() == {"ok": True}


def test_nobodys_words_names_or_tokens_are_in_the_logs(live: Server) -> None:
    """A whole journey, refusals and faults included; then the log is searched."""
    secrets = ["Marguerite", "marguerite@example.com", "555 0199 887", "ZX-99182", "a-very-private-sentence"]
    live.add_user("agent.secret@shop.test", "agent", PASSWORD)
    key = json.loads(live.command("keys", "add", "--user", "agent.secret@shop.test", "--json"))["key"]
    form = {"name": secrets[0], "email": secrets[1], "phone": secrets[2], "order_number": secrets[3]}
    form |= {"details": secrets[4]}
    web = requests.Session()
    page = web.post(f"{live.url}/contact", data=form, timeout=10)
    assert page.status_code == 200 and "/t/" in page.url
    web.post(f"{page.url}/reply", data={"text": secrets[4]}, timeout=10)
    web.post(f"{live.url}/contact", data=form | {"name": ""}, timeout=10)
    web.get(f"{live.url}/help?q={secrets[4]}", timeout=10)
    web.get(f"{live.url}/console/sign-in?next=/console/{secrets[4]}", timeout=10)
    bearer = {"Authorization": f"Bearer {key}"}
    found = web.get(f"{live.url}/api/v1/tickets?q={secrets[0]}", headers=bearer, timeout=10).json()["tickets"]
    number = found[0]["number"]
    reply = {"id": str(uuid4()), "text": secrets[4]}
    assert web.post(f"{live.url}/api/v1/tickets/{number}/reply", json=reply, headers=bearer, timeout=10).ok
    web.post(f"{live.url}/api/v1/tickets/{number}/reply", json=reply | {secrets[4]: 1}, headers=bearer, timeout=10)
    client = socketio.SimpleClient()
    client.connect(live.url, namespace="/shopper", auth={"token": None}, transports=["websocket"])
    token = client.receive(timeout=10)[1]["token"]
    client.call("say", {"id": str(uuid4()), "text": secrets[4]}, timeout=10)
    client.call("say", {"id": str(uuid4()), "text": secrets[4], secrets[0]: 1}, timeout=10)
    client.call("say", [secrets[4]], timeout=10)
    client.call("hand_off", {"id": str(uuid4()), "intake": {"name": secrets[0], "email": secrets[1]}}, timeout=10)
    client.disconnect()
    raw = RawSocket(live)
    raw.send(f'40/shopper,{{"token":"{secrets[4]}"')
    raw.send(f'42/shopper,["{secrets[4]}')
    raw.close()
    mails = live.data / "mail"
    wait_until(lambda: len(list(mails.glob("*.eml"))) >= 3, what="three letters")
    logged = live.log.read_text()
    assert '"rule": "/t/<token>/reply"' in logged
    for secret in [*secrets, token, key, page.url.split("/t/")[1], "agent.secret", PASSWORD]:
        assert secret not in logged, secret
    numbers = web.get(f"{live.url}/metrics", timeout=10).text
    for secret in [*secrets, token, key, page.url.split("/t/")[1], "agent.secret"]:
        assert secret not in numbers, secret


def test_what_the_product_writes_is_for_its_own_user_alone(live: Server) -> None:
    requests.post(f"{live.url}/contact", data={"name": "A", "email": "a@b.de", "details": "x"}, timeout=10)
    wait_until(lambda: any((live.data / "mail").glob("*.eml")), what="a letter")
    for path in [live.data, *live.data.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_broken_setting_is_told_before_anything_starts(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("assistant")), "serve"]
    ended = subprocess.run(
        command,
        env={"PATH": "", "ASSISTANT_PORT": "x", "ASSISTANT_SMTP_URL": "mail.example", "HOME": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 2
    assert "ASSISTANT_PORT: " in ended.stderr and "ASSISTANT_SMTP_URL: write smtp://host:587" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "data").exists()
