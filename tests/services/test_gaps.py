"""What shoppers asked in vain, as editors read it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from assistant.core.knowledge import Entry
from assistant.core.policy import Fact
from assistant.services import chat as chats
from assistant.services.desk import Desk
from assistant.services.knowledge import gaps as knowledge_gaps
from tests.services.desk import Chat, Shop


@pytest.fixture
def shop(desk: Desk) -> Shop:
    return Shop(desk)


def report(shop: Shop, days: int = 90) -> dict[str, Any]:
    """An hour later."""
    at = shop.at + timedelta(hours=1)
    knowledge = shop.desk.knowledge()
    found = knowledge_gaps.report(knowledge, knowledge_gaps.asked_lately(shop.desk.db, days, at))
    return knowledge_gaps.shape(knowledge, found, days)


def gaps(shop: Shop) -> list[dict[str, Any]]:
    return report(shop)["gaps"]


def rate(chat: Chat, helpful: bool) -> None:
    """The last answer of an entry."""
    seq = [each.seq for each in chat.messages() if each.entry][-1]
    chat.shop.done(chats.rate(chat.shop.desk, chat.id, seq, helpful, chat.shop.now()))


def learn(shop: Shop, entry: str, **changes: Any) -> None:
    """The shop changes an entry's text."""
    known = shop.desk.knowledge()
    changed = replace(known, entries={**known.entries, entry: replace(known.entries[entry], **changes)})
    shop.desk = replace(shop.desk, knowledge=lambda: changed)


def test_what_several_shoppers_ask_in_vain_is_one_gap_and_the_most_wanted_stands_first(shop: Shop) -> None:
    shop.chat().say("is gift wrapping possible for birthdays")
    for text in ("do you recycle empty bottles", "can i recycle the empty bottles", "how to recycle empty bottles?"):
        shop.chat().say(text)
    first, second = gaps(shop)
    assert (first["count"], first["reasons"]) == (3, {"unanswered": 3, "unhelpful": 0, "handed_over": 0})
    assert sorted(first["examples"])[1:] == ["do you recycle empty bottles", "how to recycle empty bottles?"]
    assert (second["count"], second["examples"]) == (1, ["is gift wrapping possible for birthdays"])
    assert first["last_at"] == shop.at.isoformat()
    assert {"asked": 4, "in_vain": 4, "off_topic": 0, "more": 0}.items() <= report(shop).items()


def test_a_shopper_who_asks_thrice_counts_once(shop: Shop) -> None:
    chat = shop.chat()
    for text in ("do you recycle empty bottles", "recycle empty bottles???", "can you recycle bottles"):
        chat.say(text)
    [gap] = gaps(shop)
    assert gap["count"] == 1


def test_what_is_answered_is_no_gap_and_neither_is_small_talk_nor_a_wish_for_a_person(shop: Shop) -> None:
    chat = shop.chat()
    for text in ("hello", "how long do i have to return something", "ok", "thanks", "let me talk to a human"):
        chat.say(text)
    assert report(shop) == {"period_days": 90, "asked": 1, "in_vain": 0, "off_topic": 0, "gaps": [], "more": 0}


def test_examples_name_nobody(shop: Shop) -> None:
    shop.chat().say("my name is Maria Lopez (mail maria@example.com for order DF-20418), do you recycle bottles")
    [gap] = gaps(shop)
    assert gap["examples"] == ["my name is [name] (mail [e-mail] for order [number]), do you recycle bottles"]


def test_a_thumbs_down_counts_until_the_answer_says_something_else(shop: Shop) -> None:
    chat = shop.chat()
    chat.say("do you take paypal")
    assert gaps(shop) == []
    rate(chat, helpful=False)
    [gap] = gaps(shop)
    assert gap["reasons"] == {"unanswered": 0, "unhelpful": 1, "handed_over": 0}
    assert (gap["nearest"]["id"], gap["examples"]) == ("payments/methods", ["do you take paypal"])
    learn(shop, "payments/methods", answer="Yes, and cards.")
    assert gaps(shop) == []


def test_what_was_asked_before_a_handover_counts_as_handed_over(shop: Shop) -> None:
    chat = shop.chat()
    chat.say("do you ship to canada")
    chat.say("let me talk to a human")
    chat.hand_off()
    [gap] = gaps(shop)
    assert gap["reasons"] == {"unanswered": 0, "unhelpful": 0, "handed_over": 1}
    assert gap["examples"] == ["do you ship to canada"]


def test_what_is_meant_to_go_to_a_person_is_no_gap(shop: Shop) -> None:
    for text in ("you refused my refund", "my card was declined"):
        chat = shop.chat()
        chat.say(text)
        chat.hand_off()
    assert gaps(shop) == []


def test_questions_that_wait_for_the_same_fact_are_one_gap_until_it_is_stated(shop: Shop) -> None:
    shop.chat().say("how much is shipping")
    chat = shop.chat()
    chat.say("is delivery free")
    chat.hand_off()
    [gap] = gaps(shop)
    assert gap["missing_fact"] == "shipping.cost"
    assert (gap["count"], gap["reasons"]["unanswered"], gap["reasons"]["handed_over"]) == (2, 1, 1)
    assert gap["nearest"]["id"] == "shipping/cost"
    known = shop.desk.knowledge()
    facts = {**known.policy.facts, "shipping.cost": Fact("shipping.cost", "USD 5")}
    stated = replace(known, policy=replace(known.policy, facts=facts))
    shop.desk = replace(shop.desk, knowledge=lambda: stated)
    assert gaps(shop) == []


def test_a_gap_is_gone_once_the_question_is_answered(shop: Shop) -> None:
    shop.chat().say("do you recycle empty bottles")
    assert len(gaps(shop)) == 1
    known = shop.desk.knowledge()
    new = Entry("products/recycling", "Recycling", ("do you recycle bottles", "recycle empty bottles"), "Yes.")
    entries = {**known.entries, new.id: new}
    taught = replace(known, entries=entries, matcher=type(known.matcher).build(list(entries.values()), known.words))
    shop.desk = replace(shop.desk, knowledge=lambda: taught)
    assert gaps(shop) == []


def test_nothing_chosen_from_what_was_offered_is_in_vain(shop: Shop) -> None:
    asked = "something about money and delivery and cards"
    known = shop.desk.knowledge()
    unsure = replace(known, matcher=replace(known.matcher, thresholds=type(known.matcher.thresholds)(0.999, 0.0)))
    shop.desk = replace(shop.desk, knowledge=lambda: unsure)
    chat = shop.chat()
    chat.say(asked)
    chat.choose("none_of_these")
    [gap] = gaps(shop)
    assert gap["examples"] == [asked]


def test_who_left_without_choosing_is_counted_after_half_an_hour(shop: Shop) -> None:
    known = shop.desk.knowledge()
    unsure = replace(known, matcher=replace(known.matcher, thresholds=type(known.matcher.thresholds)(0.999, 0.0)))
    shop.desk = replace(shop.desk, knowledge=lambda: unsure)
    shop.chat().say("something about money and delivery and cards")
    soon = shop.at + timedelta(minutes=29)
    assert knowledge_gaps.asked_lately(shop.desk.db, 90, soon) == []
    later = shop.at + timedelta(minutes=31)
    assert [one.outcome for one in knowledge_gaps.asked_lately(shop.desk.db, 90, later)] == ["unanswered"]


def test_chit_chat_stands_behind_everything_else_and_is_counted(shop: Shop) -> None:
    for _ in range(3):
        shop.chat().say("who won the football match last night")
    shop.chat().say("do you recycle empty bottles")
    first, last = gaps(shop)
    assert (first["count"], first["off_topic"]) == (1, False)
    assert (last["count"], last["off_topic"]) == (3, True)
    assert report(shop)["off_topic"] == 3


def test_what_was_asked_before_the_period_does_not_count(shop: Shop) -> None:
    shop.chat().say("do you recycle empty bottles")
    shop.at += timedelta(days=8)
    assert report(shop, days=7)["asked"] == 0
    assert report(shop, days=9)["asked"] == 1


def test_what_is_written_to_people_is_no_question_to_the_assistant(shop: Shop) -> None:
    chat = shop.chat()
    chat.hand_off(details="My parcel is lost.")
    chat.say("any news about the recycling of bottles")
    assert report(shop)["asked"] == 0


def test_where_very_much_is_in_vain_the_newest_tell_enough(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ("do you recycle empty bottles", "is gift wrapping possible for birthdays", "can you engrave it"):
        shop.chat().say(text)
    monkeypatch.setattr(knowledge_gaps, "MOST_DIFFERENT", 2)
    told = report(shop)
    assert (told["asked"], told["in_vain"]) == (2, 2)
    newest = ["can you engrave it", "is gift wrapping possible for birthdays"]
    assert sorted(example for gap in told["gaps"] for example in gap["examples"]) == newest


def test_chats_are_read_page_by_page_and_none_is_left_out_or_told_twice(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowledge_gaps, "CHATS_AT_ONCE", 2)
    for number in range(5):
        shop.chat().say(f"do you recycle bottles of {number} ounces")
    assert report(shop)["asked"] == 5
    assert gaps(shop)[0]["count"] == 5
