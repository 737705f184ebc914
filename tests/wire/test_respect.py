"""The words that an agent is asked to reword are the shop's own, at every door through which agents speak to shoppers."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.wire.house import House, error_of, opened, small_knowledge

RUDE = "Well, darling, it is on its way."


@pytest.fixture(scope="module")
def house(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("respect")
    knowledge = small_knowledge(folder / "knowledge")
    (knowledge / "respect.yaml").write_text("unfit: [darling]\n")
    with opened(folder, knowledge, f"sqlite:///{shutil.copyfile(sqlite_template, folder / 'db')}") as house:
        yield house


DOORS: dict[str, dict[str, Any]] = {
    "confirm": {"text": RUDE},
    "propose": {"text": RUDE},
    "answer": {"text": RUDE},
    "execute": {"text": RUDE},
    "extend": {"text": RUDE},
    "reply": {"text": RUDE, "id": "reply-0001"},
    "ask": {"text": RUDE, "id": "question-01"},
}


@pytest.mark.parametrize("verb", DOORS)
def test_a_text_is_checked_against_the_list_of_the_knowledge_folder_at_every_door(house: House, verb: str) -> None:
    refused = house.staff().do(house.ticket().number, verb, **DOORS[verb])
    assert (refused.status_code, error_of(refused)["code"]) == (422, "disrespectful")
    assert '"darling"' in error_of(refused)["fields"]["text"]


def test_what_a_solution_costs_is_read_by_the_shopper_and_checked_too(house: House) -> None:
    refused = house.staff().do(house.ticket().number, "propose", text="We send it again.", cost="5 USD, darling")
    assert (refused.status_code, error_of(refused)["code"]) == (422, "disrespectful")


def test_what_is_not_on_the_shops_list_goes_out(house: House) -> None:
    number, agent = house.ticket().number, house.staff()
    assert agent.do(number, "reply", id=str(uuid4()), text="That was stupid of us.").status_code == 200


def test_what_the_shopper_never_sees_is_not_checked(house: House) -> None:
    number, agent = house.ticket().number, house.staff()
    assert agent.do(number, "note", text="She called me darling.").status_code == 200
    assert agent.do(number, "call", reached=True, note="She called me darling.").status_code == 200


def test_a_reply_that_quotes_the_shoppers_own_angry_words_passes(house: House) -> None:
    number, agent = house.ticket(details="Listen,  DARLING: it leaks!").number, house.staff()
    as_a_quotation = 'You wrote "listen, darling", and I am listening.'
    as_lines = "> Listen, DARLING: it leaks!\n\nI am sorry to hear it."
    for text in (as_a_quotation, as_lines):
        assert agent.do(number, "reply", id=str(uuid4()), text=text).status_code == 200
    other = house.ticket().number
    assert agent.do(other, "reply", id=str(uuid4()), text=as_a_quotation).status_code == 422


def test_only_a_lead_lets_it_pass_with_a_reason_that_goes_on_record(house: House) -> None:
    number, agent, lead = house.ticket().number, house.staff(), house.staff("lead")
    rude = {"id": str(uuid4()), "text": RUDE}
    assert agent.do(number, "reply", **rude, respect_reason="the name of a scent").status_code == 403
    assert lead.do(number, "reply", **rude, respect_reason=" ").status_code == 422
    ticket = lead.did(number, "reply", **rude, respect_reason="the name of a scent")
    (released,) = [event for event in ticket["events"] if event["kind"] == "words_released"]
    assert released["data"] == {"words": ["darling"], "reason": "the name of a scent"}
    assert released["actor"]["name"] == lead.name
