"""The figures over REST: shapes, who may, and what a save is answered with."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.content.shop import POLICY, Folder
from tests.wire.house import House, Staff, opened

LACKING = POLICY + "  shipping.cost: {value: null}\n"


@pytest.fixture
def house(sqlite_template: Path, tmp_path: Path) -> Iterator[House]:
    folder = Folder(tmp_path / "knowledge")
    folder.write("policy.yaml", LACKING)
    url = f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'db')}"
    with opened(tmp_path, folder.path, url) as house:
        yield house


def hash_now(staff: Staff) -> str:
    return str(staff.get("/knowledge/figures").json["hash"])


def test_an_editor_looks_tries_and_saves(house: House) -> None:
    editor = house.staff("editor")
    shown = editor.get("/knowledge/figures")
    assert shown.status_code == 200
    assert set(shown.json) == {"hash", "period_days", "facts", "promises", "peaks", "calendar", "sections"}
    assert shown.json["promises"]["update"] == "3 business days"
    tried = editor.post(
        "/knowledge/figures/preview",
        {
            "facts": {
                "refunds.processing_days": {"value": [3, 5], "source": "service#1"},
                "shipping.cost": {"value": 4.5},
            }
        },
    )
    assert tried.json["fields"] == {
        "facts.refunds.processing_days.source": "The section you chose does not contain 3-5. Use its words, or choose another section."
    }
    assert [each["id"] for each in tried.json["entries"]] == ["refunds/timing"]
    forms: dict[str, Any] = {
        "base": shown.json["hash"],
        "facts": {"shipping.cost": {"value": 4.5, "source": None}},
        "closed": ["2026-12-24"],
        "peaks": [
            {"name": "Sale", "from": "2026-11-27", "to": "2026-12-31", "extra_business_days": 2, "notice": "Slow."}
        ],
    }
    saved = editor.post("/knowledge/figures", forms)
    assert saved.status_code == 200, saved.text
    assert set(saved.json) == {"files", "versions", "findings"}
    assert saved.json["files"] == [{"file": "policy.yaml", "hash": hash_now(editor)}]
    again = editor.post("/knowledge/figures", forms)
    assert (again.status_code, again.json["error"]["code"]) == (409, "changed_underneath")
    assert again.json["theirs"][0]["file"] == "policy.yaml"
    numbers = house.web().get("/metrics").text
    assert 'assistant_knowledge_saves_total{outcome="saved"} 1.0' in numbers


def test_what_is_wrong_is_told_by_field(house: House) -> None:
    lead = house.staff("lead")
    refused = lead.post(
        "/knowledge/figures",
        {"base": hash_now(lead), "facts": {"shipping.cost": {"value": "5-3"}, "unknown": {"value": "1"}}},
    )
    assert refused.status_code == 422
    assert refused.json["error"]["fields"] == {
        "facts.shipping.cost.value": "Write the smaller number first: 3-5.",
        "facts.unknown.value": "There is no fact of this name. Add it to policy.yaml first.",
    }
    odd = lead.post("/knowledge/figures", {"base": "x", "facts": {"a": {"amount": 1}}, "peaks": [{"first": "x"}]})
    assert odd.status_code == 422
    assert {"base", "facts.a.amount", "peaks.0.first"} <= set(odd.json["error"]["fields"])


def test_a_policy_is_pasted(house: House) -> None:
    shown = house.staff("editor").post(
        "/knowledge/figures/paste", {"text": "Costs\nUSD 5.", "title": "Shipping Policy"}
    )
    assert (shown.status_code, shown.json["name"]) == (200, "shipping")
    assert shown.json["markdown"] == "# Shipping Policy\n\n## 1. Costs\n\nUSD 5.\n"


def test_agents_and_strangers_are_kept_out(house: House) -> None:
    agent = house.staff("agent")
    assert agent.get("/knowledge/figures").status_code == 403
    for path in ("", "/preview", "/paste"):
        assert agent.post(f"/knowledge/figures{path}", {}).status_code == 403
        assert house.web().post(f"/api/v1/knowledge/figures{path}", json={}).status_code == 401
