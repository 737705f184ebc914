"""The knowledge room's view: what there is, how each entry does, how a draft looks, and what would be said."""

from datetime import date, timedelta
from typing import Any

import pytest

from assistant.core.errors import Invalid
from assistant.services import chat as chats
from assistant.services.desk import Desk
from assistant.services.knowledge.asking import ask
from assistant.services.knowledge.overview import overview
from assistant.services.knowledge.preview import preview
from assistant.services.knowledge.room import Change, CheckFailed
from assistant.store.knowledge_use import Use, use_since
from tests.content.shop import CANNED, CURRENCY, DISPUTE, SERVICE, WINDOW
from tests.services.desk import Shop
from tests.services.knowledge import BETTER, CURRENCY_FILE, WINDOW_FILE, Editors

RETURN = "how long do i have to return something"
REFUND = "how long does a refund take"
NONSENSE = "what is the weather on the moon"


def used(shop: Shop, days: int = 30) -> dict[str, Use]:
    return dict(shop.desk.db.read(lambda tx: use_since(tx, shop.at - timedelta(days=days))))


def test_answers_and_thumbs_are_counted_by_entry(desk: Desk) -> None:
    shop = Shop(desk)
    one, other = shop.chat(), shop.chat()
    for chat in (one, other):
        chat.say(RETURN)
    one.say(REFUND)
    rate(shop, one, "returns/window", helpful=True)
    rate(shop, other, "returns/window", helpful=False)
    assert used(shop) == {
        "refunds/timing": Use(answered=1),
        "returns/window": Use(answered=2, helpful=1, unhelpful=1),
    }


def test_a_chat_that_becomes_a_ticket_counts_for_what_was_asked_last(desk: Desk) -> None:
    shop = Shop(desk)
    asked = shop.chat()
    asked.say(RETURN)
    asked.say(REFUND)
    asked.say("thank you")
    asked.say("i want to talk to a human")
    asked.hand_off()
    assert {entry: use.handed_over for entry, use in used(shop).items()} == {"returns/window": 0, "refunds/timing": 1}


def test_a_question_in_vain_a_form_and_a_bare_wish_count_for_no_entry(desk: Desk) -> None:
    shop = Shop(desk)
    in_vain = shop.chat()
    in_vain.say(RETURN)
    in_vain.say(NONSENSE)
    in_vain.hand_off()
    wish = shop.chat()
    wish.say("i want to talk to a human")
    wish.hand_off()
    shop.form(RETURN)
    assert {entry: use.handed_over for entry, use in used(shop).items()} == {"returns/window": 0}


def test_what_was_asked_after_the_ticket_and_before_the_period_does_not_count(desk: Desk) -> None:
    shop = Shop(desk)
    chat = shop.chat()
    chat.say(RETURN)
    chat.hand_off()
    chat.say(REFUND)
    assert used(shop)["returns/window"].handed_over == 1
    assert used(shop)["refunds/timing"].handed_over == 0
    shop.at += timedelta(days=31)
    assert used(shop) == {}


def rate(shop: Shop, chat: Any, entry: str, *, helpful: bool) -> None:
    seq = next(each.seq for each in chat.messages() if each.entry == entry)
    shop.done(chats.rate(shop.desk, chat.id, seq, helpful, shop.now()))


def test_the_room_lists_entries_policies_and_the_other_files(editors: Editors) -> None:
    room = overview(editors.desk, editors.room, editors.at)
    assert (room["in_use"], room["problems"], room["period_days"]) == (True, [], 30)
    assert room["fingerprint"] == editors.room.live.current.fingerprint
    assert [each["id"] for each in room["entries"]] == [
        *("chat/greeting", "payments/currency", "refunds/dispute", "refunds/timing", "returns/window")
    ]
    window = room["entries"][-1]
    assert window == {
        "id": "returns/window",
        "topic": "returns",
        "title": "How long do I have to return something?",
        "file": WINDOW_FILE,
        "kind": "general",
        "handoff": "offer",
        "source": "service#1",
        "review_by": None,
        "questions": 4,
        "missing_facts": [],
        "health": window["health"],
    }
    assert window["health"] | {"thin": False} == {
        "answered": 0,
        "helpful": 0,
        "unhelpful": 0,
        "handed_over": 0,
        "thin": False,
        "review_due": False,
        "alike": [],
    }
    assert room["policies"] == [
        {
            "name": "service",
            "title": "Service policy",
            "file": "policies/service.md",
            "sections": [
                {"ref": "service#1", "title": "What we do"},
                {"ref": "service#2", "title": "When you hear from us"},
            ],
        }
    ]
    assert room["other_files"] == [
        {"file": "policy.yaml", "title": "Figures, calendar and promises"},
        {"file": "questions.yaml", "title": "Questions that must find their entry"},
        {"file": "words.yaml", "title": "Words: synonyms, abbreviations, products"},
        {"file": "canned/refund-sent.md", "title": "On its way"},
    ]


def test_health_tells_what_is_due_missing_thin_and_alike(editors_here: Editors) -> None:
    folder = editors_here.folder
    folder.change("policy.yaml", "{value: USD, source: service#1}", "{value: null}")
    folder.write(WINDOW_FILE, WINDOW.replace("related:", "review_by: 2020-01-31\nrelated:"))
    folder.write(
        "answers/refunds/again.md",
        DISPUTE.replace("you refused", "they refused").replace("your decision", "this decision")
        .replace("you paid back", "they paid back").replace("this rejection", "your rejection"),
    )  # fmt: skip
    folder.write("answers/chat/bye.md", "---\ntitle: Bye\nquestions: [bye, see you]\nhandoff: never\n---\nGoodbye!\n")
    editors_here.room.live.poke()
    assert editors_here.room.live.problems == ()
    entries = {each["id"]: each for each in overview(editors_here.desk, editors_here.room, editors_here.at)["entries"]}
    assert entries["payments/currency"]["missing_facts"] == ["payments.currency"]
    assert entries["returns/window"]["health"]["review_due"] is True
    assert entries["returns/window"]["review_by"] == date(2020, 1, 31).isoformat()
    assert entries["chat/bye"]["health"]["thin"] is True
    assert entries["refunds/again"]["health"]["alike"] == ["refunds/dispute"]
    assert entries["refunds/dispute"]["health"]["alike"] == ["refunds/again"]


def test_a_broken_folder_is_shown_as_it_stands(editors_here: Editors) -> None:
    editors_here.folder.write(WINDOW_FILE, "broken")
    editors_here.folder.write("canned/Odd Name.md", CANNED)
    editors_here.folder.write("notes.txt", "buy milk")
    editors_here.folder.write("README.md", "for people")
    editors_here.folder.write("languages/de/answers/returns/window.md", WINDOW)
    editors_here.room.live.poke()
    room = overview(editors_here.desk, editors_here.room, editors_here.at)
    assert room["in_use"] is False
    assert room["problems"][0] == {
        "level": "error",
        "file": WINDOW_FILE,
        "line": 1,
        "message": "there is no front matter",
        "mend": 'begin the file with "---", the settings, and "---" again',
    }
    broken = next(each for each in room["entries"] if each["id"] == "returns/window")
    assert (broken["title"], broken["questions"]) == ("returns/window", 0)
    assert {"file": "canned/Odd Name.md", "title": "A file with an unknown name"} in room["other_files"]
    assert {"file": "notes.txt", "title": "A file with an unknown name"} in room["other_files"]
    assert {"file": "languages/de/answers/returns/window.md", "title": "de: returns/window"} in room["other_files"]
    assert "README.md" not in str(room)


def test_an_entry_is_previewed_as_shoppers_see_it_with_its_figures(editors_here: Editors) -> None:
    shown = preview(editors_here.room, WINDOW_FILE, BETTER)
    assert shown["title"] == "How long do I have to return something?"
    assert shown["html"] == "<p>You have <strong>60 days</strong> for a return.</p>"
    assert "has not told me that yet" in shown["html_without_facts"]
    assert shown["source"] == {"policy": "service", "section": "1", "title": "Service policy"}
    assert shown["options"] == ["How long does a refund take?"]
    assert shown["questions"][2] == "return window"
    assert shown["findings"] == []


def test_a_preview_says_what_is_said_while_a_fact_is_missing(editors_here: Editors) -> None:
    text = CURRENCY + "\n<!-- not stated -->\nThe price tells.\n"
    shown = preview(editors_here.room, CURRENCY_FILE, text)
    assert (shown["html"], shown["html_without_facts"]) == ("<p>You pay in USD.</p>", "<p>The price tells.</p>")
    promise = preview(editors_here.room, "answers/refunds/dispute.md", DISPUTE)
    assert "every 3 business days" in promise["html"]
    assert promise["html_without_facts"] is None


def test_a_preview_tells_the_faults_of_its_file_alone(editors_here: Editors) -> None:
    editors_here.folder.write(CURRENCY_FILE, "broken")
    editors_here.room.live.poke()
    text = WINDOW.replace("{{ returns.window_days }}", "30").replace("refunds/timing", "refunds/time")
    shown = preview(editors_here.room, WINDOW_FILE, text + "<script>alert(1)</script>\n")
    assert {each["file"] for each in shown["findings"]} == {WINDOW_FILE}
    assert {9, 12} <= {each["line"] for each in shown["findings"] if each["level"] == "error"}
    assert "<script" not in shown["html"] and "<strong>30 days</strong>" in shown["html"]


@pytest.mark.parametrize("text", ["", "---", "---\n---\n", "---\ntitle: x\n---\n", "\N{BOM}---\n" * 3, "- [" * 5000])
def test_whatever_is_typed_can_be_previewed(editors_here: Editors, text: str) -> None:
    for file in (WINDOW_FILE, "policies/service.md", "canned/refund-sent.md", "policy.yaml", "questions.yaml"):
        assert preview(editors_here.room, file, text)["findings"] or file == "questions.yaml" or "canned" in file


def test_policies_and_canned_replies_are_previewed_as_pages(editors_here: Editors) -> None:
    policy = preview(editors_here.room, "policies/service.md", SERVICE)
    assert policy["title"] == "Service policy"
    assert policy["html"].startswith("<h3>Service policy</h3>") and "<h3>1. What we do</h3>" in policy["html"]
    canned = preview(editors_here.room, "canned/refund-sent.md", CANNED)
    assert canned["title"] == "On its way" and canned["html"].startswith("<p>Your refund is on its way.")
    assert preview(editors_here.room, "policy.yaml", "shop: [")["html"] == ""
    with pytest.raises(Invalid):
        preview(editors_here.room, "../outside.md", "text")


def test_a_draft_is_asked_before_it_is_saved(editors_here: Editors) -> None:
    question = "until when may my parcel travel home again"
    assert ask(editors_here.room, [question], [])["decision"] != "answer"
    text = WINDOW.replace("  - return window\n", f"  - return window\n  - {question}\n")
    draft = [editors_here.change(WINDOW_FILE, text)]
    told = ask(editors_here.room, [question], draft)
    assert told["candidates"][0]["id"] == "returns/window"
    assert told["candidates"][0]["title"] == "How long do I have to return something?"
    assert told["candidates"][0]["phrasing"] == question
    assert question not in editors_here.text()
    assert ask(editors_here.room, [question], draft) == told
    with pytest.raises(CheckFailed) as refused:
        ask(editors_here.room, [question], [Change(WINDOW_FILE, "broken")])
    assert refused.value.findings[0].file == WINDOW_FILE


def test_an_answer_explains_itself_in_numbers_and_sentences(editors_here: Editors) -> None:
    told = ask(editors_here.room, ["how long do i have to send it bakc"], [])
    assert ["bakc", "back"] in told["repaired"]
    assert set(told["candidates"][0]) == {
        *("id", "title", "confidence", "phrasing", "words", "letters", "tokens", "ridge", "head")
    }
    assert all(each["says"].endswith(".") for each in told["signals"])
    assert 0 < told["thresholds"]["clarify"] <= told["thresholds"]["answer"] <= 1
    assert set(told["says"]) == {"read", "decision", "closest", "sureness"}
    nothing = ask(editors_here.room, [""], [])
    assert (nothing["decision"], nothing["entries"], nothing["candidates"]) == ("no_match", [], [])
    followed = ask(editors_here.room, ["what is your return policy", "and when do i get my money"], [])
    assert followed["entries"][0]["id"] == "refunds/timing"
    assert followed["replies"][-1]["entry"] in ("refunds/timing", None)
