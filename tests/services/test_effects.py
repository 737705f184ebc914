"""Which questions a change would answer otherwise, told before it is saved."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.services import chat
from assistant.services.chat import Heard
from assistant.services.desk import Desk, new_id
from assistant.services.knowledge import effects as knowledge_effects
from assistant.services.knowledge.room import Change, CheckFailed
from tests.content.shop import CURRENCY, POLICY, WINDOW, Folder
from tests.services.knowledge import CURRENCY_FILE, WINDOW_FILE, Editors

RECYCLING = """\
---
title: Do you take empty bottles back?
questions:
  - do you recycle empty bottles
  - can i send empty bottles back for recycling
  - what do i do with empty bottles
source: service#1
---
Yes, with any return.
"""
RECYCLING_FILE = "answers/returns/empties.md"


@pytest.fixture
def editors(desk: Desk, tmp_path: Path) -> Iterator[Editors]:
    folder = Folder(tmp_path / "knowledge")
    made = Editors(desk, folder, tmp_path)
    known = made.room.live
    made.desk = Desk(desk.db, lambda: known.current, "http://shop.test")
    yield made


def ask(editors: Editors, *questions: str) -> None:
    """Each by another shopper."""
    for question in questions:
        entered = chat.enter(editors.desk, None, editors.at)
        chat.say(editors.desk, entered.conversation_id, Heard(new_id(), question), editors.at)


def effect(editors: Editors, *changes: Change) -> dict[str, Any]:
    return knowledge_effects.effect_of(editors.desk, editors.room, changes, editors.at)


def questions(told: dict[str, Any], effect: str) -> list[tuple[str, int]]:
    return [(one["question"], one["times"]) for one in told[effect]]


def test_a_new_entry_answers_what_was_asked_in_vain(editors: Editors) -> None:
    ask(editors, "do you recycle empty bottles", "do you recycle empty bottles", "what is your return policy")
    told = effect(editors, editors.change(RECYCLING_FILE, RECYCLING))
    assert questions(told, "now_answered") == [("do you recycle empty bottles", 2)]
    assert told["counts"] == {"now_answered": 1, "no_longer": 0, "other": 0, "text_changed": 0, "broken": 0}
    assert told["compared"]["asked"] == 2
    [one] = told["now_answered"]
    assert one["before"]["decision"] == "no_match"
    assert one["after"]["entries"] == [{"id": "returns/empties", "title": "Do you take empty bottles back?"}]
    assert RECYCLING_FILE not in editors.room.live.files.contents


def test_a_deleted_entry_answers_no_longer_and_breaks_its_expectation(editors: Editors) -> None:
    ask(editors, "which currency do you charge in, asks ana@example.com")
    editors.folder.write("questions.yaml", "- {text: which currency do you charge, entry: payments/currency}\n")
    editors.folder.write(CURRENCY_FILE, CURRENCY)
    editors.room.live.poke()
    told = effect(editors, editors.change(CURRENCY_FILE, None))
    assert ("which currency do you charge in, asks [e-mail]", 1) in questions(told, "no_longer")
    [broken] = told["broken"]
    assert (broken["question"], broken["expected"], broken["breaks"]) == (
        "which currency do you charge",
        ["payments/currency"],
        True,
    )


def test_another_figure_is_another_text_of_the_same_entry(editors: Editors) -> None:
    ask(editors, "what is your return policy")
    told = effect(
        editors,
        editors.change("policy.yaml", POLICY.replace("value: 60", "value: 45")),
        editors.change("policies/service.md", editors.text("policies/service.md").replace("60 days", "45 days")),
    )
    [one] = [one for one in told["text_changed"] if one["expected"] is None]
    assert one["before"]["text"] == "You have **60 days** to return an item."
    assert one["after"]["text"] == "You have **45 days** to return an item."


def test_a_fact_that_is_stated_turns_what_waited_for_it_into_an_answer(editors: Editors) -> None:
    unstated = POLICY.replace("value: USD, source: service#1", "value: null")
    editors.folder.write("policy.yaml", unstated)
    editors.folder.write(CURRENCY_FILE, CURRENCY + "\n<!-- not stated -->\nAsk our team.\n")
    editors.room.live.poke()
    ask(editors, "which currency do you charge in")
    told = effect(editors, editors.change("policy.yaml", POLICY))
    [one] = [one for one in told["now_answered"] if one["expected"] is None]
    assert (one["before"]["stated"], one["after"]["stated"]) == (False, True)


def test_what_changes_no_answer_tells_nothing(editors: Editors) -> None:
    ask(editors, "what is your return policy")
    told = effect(editors, editors.change(WINDOW_FILE, WINDOW.replace("title: How", "title: Tell me, how")))
    assert set(told["counts"].values()) == {0}


def test_a_broken_draft_is_refused_with_its_findings(editors: Editors) -> None:
    with pytest.raises(CheckFailed):
        effect(editors, editors.change(WINDOW_FILE, WINDOW.replace("title:", "titel:")))
