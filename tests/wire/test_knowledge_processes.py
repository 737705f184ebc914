"""Two processes on one folder and one database: a save on one is in use on both, and all is recorded once."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from assistant.core.people import Role, User
from assistant.services import accounts
from assistant.services.desk import new_id
from assistant.store import accounts as stored_accounts
from assistant.store.database import Database
from tests.content.shop import FILES, WINDOW, Folder
from tests.support.processes import wait_until
from tests.support.server import Server

WINDOW_FILE = "answers/returns/window.md"
Pair = tuple[Server, Server]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "knowledge")


@pytest.fixture
def pair(tmp_path: Path, postgres_url: str, folder: Folder) -> Iterator[Pair]:
    """Each with a data folder of its own."""
    servers = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        servers.append(
            Server(
                tmp_path / name,
                DATABASE_URL=postgres_url,
                KNOWLEDGE_DIR=str(folder.path),
                SECRET_KEY="the same in both processes, as it must be",
                RATE_LIMITS="off",
            )
        )
    with ExitStack() as stopping, ThreadPoolExecutor(2) as starting:
        for server in servers:
            stopping.callback(server.stop)
        for started in [starting.submit(server.start) for server in servers]:
            started.result(60)
        yield servers[0], servers[1]


@pytest.fixture
def keys(postgres_url: str) -> list[str]:
    """Of two editors."""
    database, at, found = Database(postgres_url), datetime.now(UTC), []
    for name in ("Eda", "Bo"):
        user = User(new_id(), f"{name.lower()}@shop.test", name, Role.EDITOR)
        database.write(partial(stored_accounts.add_user, user=user, password_hash="none", at=at))
        found.append(accounts.add_key(database, user.email, at)[1])
    database.close()
    return found


def test_two_processes_share_folder_and_history(pair: Pair, keys: list[str], folder: Folder) -> None:
    one, other = pair
    eda, bo = keys

    def versions(**query: str) -> list[dict[str, Any]]:
        asked = "&".join(f"{name}={value}" for name, value in {"limit": "200", **query}.items())
        return list(call(other, f"/history?{asked}", bo)[1]["versions"])

    # both found the folder as it stands, one of them recorded it
    wait_until(lambda: len(versions()) == len(FILES), what="the first record", seconds=20)

    base = call(one, f"/files/{WINDOW_FILE}", eda)[1]["hash"]
    texts = {eda: WINDOW.replace("an item", "a thing"), bo: WINDOW.replace("an item", "goods")}
    with ThreadPoolExecutor(2) as saving:
        racing = [
            saving.submit(
                call, server, "/changes", key, {"changes": [{"file": WINDOW_FILE, "text": texts[key], "base": base}]}
            )
            for server, key in ((one, eda), (other, bo))
        ]
        answers = [each.result(60) for each in racing]
    assert sorted(status for status, _ in answers) == [200, 409]
    [overtaken] = [answer for status, answer in answers if status == 409]
    won = (folder.path / WINDOW_FILE).read_text()
    assert overtaken["theirs"][0]["text"] == won and won in texts.values()
    wait_until(lambda: all(word(won) in said(server, eda) for server in pair), what="the save in use", seconds=20)

    edit = "whatever you like"
    folder.change(WINDOW_FILE, f"return {word(won)}", f"return {edit}")
    wait_until(lambda: all(edit in said(server, eda) for server in pair), what="the edit in use", seconds=20)
    wait_until(lambda: len(versions(file=WINDOW_FILE)) == 3, what="the edit on record", seconds=20)
    time.sleep(1)  # whoever would record it a second time has looked again by now
    assert [each["by"]["kind"] for each in versions(file=WINDOW_FILE)] == ["file", "user", "file"]
    assert len(versions()) == len(FILES) + 2


def word(text: str) -> str:
    return "a thing" if "a thing" in text else "goods"


def said(server: Server, key: str) -> str:
    """The answer, as text with its figures."""
    told = call(server, "/ask", key, {"text": "what is your return policy"})[1]
    return str(told["replies"][0]["html"]).replace("<strong>", "**").replace("</strong>", "**")


def call(server: Server, path: str, key: str, body: Any = None) -> tuple[int, dict[str, Any]]:
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = Request(f"{server.url}/api/v1/knowledge{path}", data, headers)
    try:
        with urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        return refused.code, json.load(refused)
