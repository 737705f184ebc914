"""The knowledge room over REST: shapes, who may, what is refused and how, and that open consoles hear of a change."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.core.people import Role
from assistant.entry.knowledge_keeper import KnowledgeKeeper
from assistant.services import accounts
from tests.content.shop import CURRENCY, WINDOW, Folder
from tests.wire.house import ADDRESS, PASSWORD, House, Staff, error_of, now, opened

WINDOW_FILE = "answers/returns/window.md"
BETTER = WINDOW.replace("to return an item", "for a return")


class Room:
    """A house with a folder of its own, and an editor in it."""

    def __init__(self, house: House, folder: Folder) -> None:
        self.house, self.folder = house, folder
        self.editor = house.staff("editor")

    def change(self, text: str | None, file: str = WINDOW_FILE, by: Staff | None = None) -> dict[str, Any]:
        opened = (by or self.editor).get(f"/knowledge/files/{file}")
        return {"file": file, "text": text, "base": opened.json.get("hash")}

    def save(self, *changes: dict[str, Any], by: Staff | None = None, **more: Any) -> Any:
        return (by or self.editor).post("/knowledge/changes", {"changes": list(changes), **more})


@pytest.fixture
def room(sqlite_template: Path, tmp_path: Path) -> Iterator[Room]:
    folder = Folder(tmp_path / "knowledge")
    url = f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'db')}"
    with opened(tmp_path, folder.path, url) as house:
        yield Room(house, folder)


def test_an_editors_change_from_opening_the_file_to_its_history(room: Room) -> None:
    editor = room.editor
    listed = editor.get("/knowledge")
    assert listed.status_code == 200
    assert set(listed.json) == {
        *("fingerprint", "in_use", "problems", "period_days", "entries", "policies", "other_files")
    }
    opened = editor.get(f"/knowledge/files/{WINDOW_FILE}")
    assert set(opened.json) == {"file", "text", "hash", "saved_at", "saved_by"}
    assert (opened.json["text"], opened.json["saved_by"]) == (WINDOW, None)
    change = {"file": WINDOW_FILE, "text": BETTER, "base": opened.json["hash"]}
    shown = editor.post("/knowledge/preview", {"file": WINDOW_FILE, "text": BETTER})
    assert shown.json["html"] == "<p>You have <strong>60 days</strong> for a return.</p>"
    checked = editor.post("/knowledge/check", {"changes": [change]})
    assert checked.json["refused"] is False and isinstance(checked.json["findings"], list)
    saved = room.save(change, note="Shorter")
    assert saved.status_code == 200
    assert set(saved.json) == {"files", "versions", "findings"}
    again = editor.get(f"/knowledge/files/{WINDOW_FILE}").json
    assert saved.json["files"] == [{"file": WINDOW_FILE, "hash": again["hash"]}]
    assert (again["text"], again["saved_by"]) == (BETTER, editor.name)
    history = editor.get("/knowledge/history", file=WINDOW_FILE)
    assert [each["by"] for each in history.json["versions"]] == [
        {"kind": "user", "name": editor.name},
        {"kind": "file", "name": None},
    ]
    assert history.json["versions"][0]["id"] == saved.json["versions"][0]
    version = editor.get(f"/knowledge/history/{saved.json['versions'][0]}")
    assert set(version.json) >= {"id", "file", "text", "before", "diff"}
    assert [each for each in version.json["diff"] if each["kind"] == "added"] == [
        {"kind": "added", "text": "You have **{{ returns.window_days }} days** for a return."}
    ]
    reply = room.house.chat().replies("what is your return policy")[-1]
    assert "for a return" in reply["text"]


def test_who_was_overtaken_is_given_the_other_text(room: Room) -> None:
    mine, other = room.change(WINDOW.replace("an item", "things")), room.house.staff("lead")
    assert room.save(room.change(BETTER, by=other), by=other).status_code == 200
    refused = room.save(mine)
    assert refused.status_code == 409
    assert refused.json["error"]["code"] == "changed_underneath"
    assert refused.json["error"]["fields"] == {WINDOW_FILE: f"{other.name} has saved it meanwhile."}
    [theirs] = refused.json["theirs"]
    assert (theirs["text"], theirs["saved_by"]) == (BETTER, other.name)
    merged = mine | {"base": theirs["hash"]}
    assert room.save(merged).status_code == 200
    numbers = room.house.web().get("/metrics").text
    assert 'assistant_knowledge_saves_total{outcome="saved"} 2.0' in numbers
    assert 'assistant_knowledge_saves_total{outcome="changed_underneath"} 1.0' in numbers


def test_a_save_that_breaks_the_check_is_refused_with_the_findings(room: Room) -> None:
    wrong = room.change(WINDOW.replace("service#1", "service#9"))
    refused = room.save(wrong)
    assert refused.status_code == 422
    assert refused.json["error"] == {
        "code": "check_failed",
        "message": "The check finds an error in the draft. Mend what it names, then try again.",
    }
    [finding] = [each for each in refused.json["findings"] if each["level"] == "error"]
    assert (finding["file"], finding["line"]) == (WINDOW_FILE, 8)
    assert set(finding) == {"level", "file", "line", "message", "mend"}
    assert room.editor.post("/knowledge/check", {"changes": [wrong]}).json["refused"] is True
    assert room.editor.get("/knowledge/history").json == {"versions": [], "next": None}
    tried = room.editor.post("/knowledge/ask", {"text": "hello", "changes": [wrong]})
    assert tried.status_code == 422 and tried.json["findings"]


def test_a_deleted_file_is_gone_and_can_be_made_again(room: Room) -> None:
    file = "answers/payments/currency.md"
    gone = room.save(room.change(None, file))
    assert gone.json["files"] == [{"file": file, "hash": None}]
    assert room.editor.get(f"/knowledge/files/{file}").status_code == 404
    deleted = room.editor.get("/knowledge/history", file=file).json["versions"]
    assert [each["deleted"] for each in deleted] == [True, False]
    back = room.save({"file": file, "text": CURRENCY}, revert_of=deleted[1]["id"])
    assert back.status_code == 200
    assert room.editor.get(f"/knowledge/files/{file}").json["text"] == CURRENCY


def test_the_room_is_for_editors_and_leads_and_agents_may_only_ask(room: Room) -> None:
    agent = room.house.staff("agent")
    body = {"changes": [{"file": WINDOW_FILE, "text": BETTER}]}
    for path in ("", f"/files/{WINDOW_FILE}", "/history", "/history/1"):
        assert agent.get(f"/knowledge{path}").status_code == 403
        assert room.house.web().get(f"/api/v1/knowledge{path}").status_code == 401
    for path, given in (
        ("preview", {"file": WINDOW_FILE, "text": BETTER}),
        ("check", body),
        ("changes", body),
        ("ask", body | {"text": "hello"}),
    ):
        assert agent.post(f"/knowledge/{path}", given).status_code == 403
        assert room.house.web().post(f"/api/v1/knowledge/{path}", json=given).status_code == 401
    asked = agent.post("/knowledge/ask", {"text": "what is your return policy"})
    assert asked.json["entries"][0]["id"] == "returns/window"
    assert asked.json["decision"] == "answer" and asked.json["kind"] == "general" and asked.json["reason"]
    assert room.house.staff("lead").get("/knowledge").status_code == 200


def test_a_save_with_a_cookie_needs_the_csrf_token(room: Room) -> None:
    desk = room.house.desk
    accounts.add_user(desk.db, "eda@shop.test", "Eda", Role.EDITOR, PASSWORD, now())
    token, signed_in = accounts.sign_in(desk.db, "eda@shop.test", PASSWORD, now())
    web = room.house.web()
    web.set_cookie("assistant_session", token, domain="shop.test")
    body = {"changes": [room.change(BETTER)]}
    headers = {"Host": "shop.test", "Origin": ADDRESS}
    for path in ("changes", "check", "preview", "ask"):
        refused = web.post(f"/api/v1/knowledge/{path}", json=body, headers=headers)
        assert (refused.status_code, error_of(refused)["code"]) == (403, "csrf")
    shown = headers | {"X-CSRF-Token": str(signed_in.csrf_token)}
    assert web.post("/api/v1/knowledge/changes", json=body, headers=shown).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "changes"),
        ({"changes": []}, "changes"),
        ({"changes": [{"text": "a"}]}, "changes.0.file"),
        ({"changes": [{"file": WINDOW_FILE, "text": "a", "base": "x"}]}, "changes.0.base"),
        ({"changes": [{"file": WINDOW_FILE, "text": 5}]}, "changes.0.text"),
        ({"changes": [{"file": "../x.md", "text": "a"}]}, "../x.md"),
        ({"changes": [{"file": WINDOW_FILE, "text": "a"}], "force": True}, "force"),
        ({"changes": [{"file": WINDOW_FILE, "text": "a"}], "note": "n" * 301}, "note"),
    ],
)
def test_a_malformed_save_is_422_by_field(room: Room, body: dict[str, Any], field: str) -> None:
    refused = room.editor.post("/knowledge/changes", body)
    assert refused.status_code == 422
    assert field in error_of(refused)["fields"]


def test_what_cannot_be_is_refused_in_a_sentence(room: Room) -> None:
    editor, change = room.editor, room.change(BETTER)
    for path in (
        "../policy.yaml",
        "%2e%2e/policy.yaml",
        "answers/no/such.md",
        "%C3%A9.md",
        "a" * 3000,
    ):
        refused = editor.get(f"/knowledge/files/{path}")
        assert (refused.status_code, error_of(refused)["code"]) == (404, "not_found"), path
    assert editor.get("/knowledge/files/answers/%00.md").status_code == 400
    for query in ({"limit": "many"}, {"cursor": "x"}, {"page": "2"}):
        assert editor.get("/knowledge/history", **query).status_code == 400
    assert editor.get("/knowledge/history/none").status_code == 404
    assert room.save(change, revert_of="x").status_code == 400
    assert room.save(change, revert_of="12").status_code == 422
    large = editor.post("/knowledge/changes", {"changes": [change | {"text": "é" * 600_000}]})
    assert (large.status_code, error_of(large)["code"]) == (413, "too_large")
    larger = editor.post("/knowledge/changes", {"changes": [change | {"text": "x" * 8_100_000}]})
    assert larger.status_code == 413
    half = '{"file": "answers/returns/window.md", "text": "\\ud800"}'
    broken = room.house.web().post(
        "/api/v1/knowledge/preview",
        data=half,
        headers={"Authorization": f"Bearer {editor.key}", "Content-Type": "application/json"},
    )
    assert broken.status_code == 422
    assert json.loads(editor.get(f"/knowledge/files/{WINDOW_FILE}").text)["text"] == WINDOW


def test_open_consoles_hear_of_a_save_and_of_what_a_text_editor_wrote(room: Room) -> None:
    house = room.house
    accounts.add_user(house.desk.db, "eda@shop.test", "Eda", Role.EDITOR, PASSWORD, now())
    token, _ = accounts.sign_in(house.desk.db, "eda@shop.test", PASSWORD, now())
    headers = {"Host": "shop.test", "Cookie": f"assistant_session={token}", "Origin": ADDRESS}
    console = house.made.socketio.test_client(house.made.app, namespace="/console", headers=headers)
    keeper = KnowledgeKeeper(house.made.doors)

    def heard() -> list[Any]:
        keeper.look()
        house.deliver()
        return [each["args"][0] for each in console.get_received("/console") if each["name"] == "knowledge"]

    assert heard() == []
    assert room.save(room.change(BETTER)).status_code == 200
    in_use = house.made.doors.knowledge.current.fingerprint
    assert heard() == [{"fingerprint": in_use, "errors": 0}]
    room.folder.write(WINDOW_FILE, "broken")
    house.made.doors.knowledge.poke()
    assert [each["errors"] for each in heard()] == [1]
    assert heard() == []
    versions = room.editor.get("/knowledge/history", file=WINDOW_FILE).json["versions"]
    assert [each["by"]["kind"] for each in versions] == ["file", "user", "file"]
    assert room.editor.get("/knowledge").json["in_use"] is False


def test_saves_are_limited_for_each_editor(sqlite_template: Path, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "knowledge")
    url = f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'db')}"
    with opened(tmp_path, folder.path, url, rate_limits="on") as house:
        editor, other = house.staff("editor"), house.staff("editor")
        body = {"changes": [{"file": WINDOW_FILE, "text": None, "base": "0" * 64}]}
        statuses = [editor.post("/knowledge/changes", body).status_code for _ in range(61)]
        assert statuses == [409] * 60 + [429]
        assert other.post("/knowledge/changes", body).status_code == 409
