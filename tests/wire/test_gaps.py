"""What shoppers ask in vain, and what a change does to the answers, over REST."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.content.shop import WINDOW, Folder
from tests.wire.house import House, error_of, opened

WINDOW_FILE = "answers/returns/window.md"


@pytest.fixture
def house(sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    folder = Folder(tmp_path / "knowledge")
    url = f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'db')}"
    with opened(tmp_path, folder.path, url) as house:
        yield house


def test_a_question_in_vain_is_a_gap_for_whoever_works_here(house: House) -> None:
    house.chat().replies("do you recycle empty bottles, asks ana@example.com")
    for role in ("agent", "editor", "lead"):
        answer = house.staff(role).get("/knowledge/gaps", days=30)
        assert answer.status_code == 200
        told = dict(answer.json)
        [gap] = told.pop("gaps")
        assert told == {"period_days": 30, "asked": 1, "in_vain": 1, "off_topic": 0, "more": 0}
        assert gap["examples"] == ["do you recycle empty bottles, asks [e-mail]"]
        assert set(gap) == {*("id", "count", "reasons", "examples", "nearest", "missing_fact", "off_topic", "last_at")}
    assert house.staff().get("/knowledge/gaps").json["period_days"] == 90
    assert house.web().get("/api/v1/knowledge/gaps").status_code == 401


def test_looking_again_tells_what_was_rated_meanwhile(house: House) -> None:
    editor, chat = house.staff("editor"), house.chat()
    [answer] = chat.replies("what is your return policy")
    assert editor.get("/knowledge/gaps").json["gaps"] == []
    assert chat.emit("rate", {"seq": answer["seq"], "helpful": False})["ok"]
    [gap] = editor.get("/knowledge/gaps").json["gaps"]
    assert gap["reasons"] == {"unanswered": 0, "unhelpful": 1, "handed_over": 0}
    assert gap["nearest"]["id"] == "returns/window" and gap["nearest"]["title"]


@pytest.mark.parametrize("days", ["0", "-3", "many", "3651", ""])
def test_a_wrong_period_is_refused_in_a_sentence(house: House, days: str) -> None:
    refused = house.staff("editor").get("/knowledge/gaps", days=days)
    assert refused.status_code == 400
    assert error_of(refused)["message"] == "days is a number of days, 1 to 3650."


def test_an_unknown_filter_is_refused_by_name(house: House) -> None:
    assert "topic" in error_of(house.staff("editor").get("/knowledge/gaps", topic="x"))["message"]


def test_an_editor_sees_what_a_change_does_before_it_is_saved(house: House) -> None:
    house.chat().replies("what is your return policy")
    text = WINDOW.replace("to return an item", "to send an item back")
    body = {"changes": [{"file": WINDOW_FILE, "text": text}]}
    answer = house.staff("editor").post("/knowledge/effect", body)
    assert answer.status_code == 200
    told = answer.json
    assert told["compared"]["asked"] == 1
    assert "what is your return policy" in [one["question"] for one in told["text_changed"]]
    assert set(told) == {*("compared", "counts", "now_answered", "no_longer", "other", "text_changed", "broken")}
    assert house.staff("agent").post("/knowledge/effect", body).status_code == 403
    assert house.web().post("/api/v1/knowledge/effect", json=body).status_code == 401


def test_the_effect_of_a_broken_draft_is_what_is_wrong_with_it(house: House) -> None:
    editor = house.staff("editor")
    body = {"changes": [{"file": WINDOW_FILE, "text": WINDOW.replace("title:", "titel:")}]}
    refused = editor.post("/knowledge/effect", body)
    assert (refused.status_code, error_of(refused)["code"]) == (422, "check_failed")
    assert refused.json["findings"][0]["file"] == WINDOW_FILE
    assert editor.post("/knowledge/effect", {"changes": []}).status_code == 422
