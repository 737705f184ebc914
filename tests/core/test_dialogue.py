"""What does the assistant say, message after message?"""

import json
from dataclasses import replace

import pytest

from assistant.core.dialogue import DialogueState, Reply, Response, Said, decide, opening, rate, respond, suggest
from assistant.core.knowledge import Knowledge
from tests.core.small_shop import SECTION, knowledge, knowledge_without_small_talk, shop

SHOP = knowledge()


def talk(*texts: str, start: DialogueState | None = None, shop_knowledge: Knowledge = SHOP) -> list[Response]:
    state = start or DialogueState()
    responses: list[Response] = []
    for at, text in enumerate(texts):
        responses.append(respond(shop_knowledge, state, Said(text, earlier=texts[:at])))
        state = responses[-1].state
    return responses


def options(reply: Reply) -> list[str]:
    return [option.id for option in reply.options]


# An answer


def test_a_clear_question_gets_the_answer_its_source_and_related_questions() -> None:
    (response,) = talk("how long do i have to send smth back")
    (reply,) = response.replies
    assert response.decision.kind == "answer"
    assert response.decision.needs == ("returns/window",)
    assert reply.text == "**60 days**."
    assert reply.entry == "returns/window"
    assert reply.source == SECTION
    assert reply.handoff is None
    assert [(one.id, one.label) for one in reply.options] == [
        ("returns/start", "How do I return something?"),
        ("refunds/timing", "How long does a refund take?"),
    ]


def test_a_fact_the_shop_has_not_stated_is_said_to_be_so_and_a_person_is_offered() -> None:
    (response,) = talk("what does delivery cost")
    assert response.decision.kind == "answer"
    assert response.replies[0].text == "The shop has not said what it costs."
    assert response.replies[0].handoff == "offer"


def test_a_fact_not_stated_and_nothing_to_say_instead_hands_over() -> None:
    (response,) = talk("how long does shipping take")
    assert response.decision.kind == "hand_off"
    assert response.replies[0].handoff == "intake"
    assert "None" not in response.replies[0].text


def test_what_an_entry_asks_for_is_asked_once_in_a_conversation() -> None:
    first, second, third = talk("where is my parcel", "how do i return this", "where is my parcel")
    assert first.replies[0].asks == ("order_number",)
    assert second.replies[0].asks == ("product",)
    assert third.replies[0].asks == ()


def test_a_greeting_before_a_question_does_not_hide_it() -> None:
    (response,) = talk("hello! do you ship to canada? thanks")
    assert response.decision.needs == ("shipping/destinations",)


def test_a_long_story_is_answered_by_the_sentence_that_asks() -> None:
    story = (
        "So I bought the serum two weeks ago because my sister loves it, she lives in Ohio by the way. "
        "Then my neighbour said I should try it in the mornings. Where is my order now?"
    )
    (response,) = talk(story)
    assert response.decision.needs == ("orders/tracking",)


# Several needs


def test_two_needs_in_one_message_are_both_answered() -> None:
    (response,) = talk("how do I return this and when do I get my money")
    assert response.decision.kind == "answer"
    assert response.decision.needs == ("returns/start", "refunds/timing")
    assert [one.id for one in response.decision.entries[:2]] == ["returns/start", "refunds/timing"]
    assert [reply.entry for reply in response.replies] == ["returns/start", "refunds/timing"]


def test_two_sentences_with_a_need_each_are_both_answered() -> None:
    (response,) = talk("Do you take paypal? And do you ship to canada?")
    assert response.decision.needs == ("payments/methods", "shipping/destinations")


@pytest.mark.parametrize(
    "text", ["is the black and white rose mist in stock", "where is my parcel and its tracking number"]
)
def test_an_and_within_one_need_does_not_split_it(text: str) -> None:
    assert len(talk(text)[0].replies) == 1


# Follow-ups


def test_a_follow_up_is_read_in_the_light_of_what_was_discussed() -> None:
    _, second = talk("how do i return this", "and how long does that take?")
    assert second.decision.entries[0].id == "refunds/timing"
    assert second.decision.kind == "answer"


def test_another_case_of_the_same_question_gets_the_same_entry() -> None:
    _, second = talk("do you ship to canada", "and brazil?")
    assert second.decision.needs == ("shipping/destinations",)


def test_a_new_topic_is_not_dragged_back_to_the_old_one() -> None:
    _, second = talk("how do i return this", "and do you take paypal")
    assert second.decision.needs == ("payments/methods",)


def test_decide_reads_the_last_turn_in_the_light_of_the_others() -> None:
    decision = decide(SHOP, ["how do i return this", "and how long does that take?"])
    assert decision.entries[0].id == "refunds/timing"
    assert decision.explanation is not None


# "Not that"


def test_not_that_offers_other_entries_and_never_the_rejected_one() -> None:
    _, second = talk("where is my refund", "not that")
    assert second.decision.kind == "clarify"
    offered = options(second.replies[0])
    assert "refunds/status" not in offered
    assert offered[-2:] == ["none_of_these", "person"]


def test_no_i_meant_answers_what_was_meant() -> None:
    _, second = talk("where is my refund", "no, i meant the tracking number of my parcel")
    assert second.decision.needs == ("orders/tracking",)


def test_a_sentence_that_merely_begins_with_no_rejects_nothing() -> None:
    _, second = talk("where is my refund", "no parcel came, where is my parcel")
    assert second.decision.needs == ("orders/tracking",)
    assert not second.decision.rejects


# Choosing


UNSURE = "cream and parcel"


def test_between_the_thresholds_the_shopper_chooses() -> None:
    (response,) = talk(UNSURE)
    assert response.decision.kind == "clarify"
    assert "products/availability" in options(response.replies[0])
    assert options(response.replies[0])[-2:] == ["none_of_these", "person"]
    assert len(response.replies[0].options) <= 5


def test_a_chosen_option_is_answered() -> None:
    (asked,) = talk(UNSURE)
    chosen = respond(
        SHOP, asked.state, Said("products availability", option="products/availability", earlier=(UNSURE,))
    )
    assert chosen.replies[0].entry == "products/availability"
    assert chosen.decision.kind == "answer"


def test_a_picked_suggestion_is_answered() -> None:
    chosen = respond(SHOP, DialogueState(), Said("anything", entry="payments/methods"))
    assert chosen.replies[0].entry == "payments/methods"


def test_none_of_these_asks_for_other_words_and_the_second_time_hands_over() -> None:
    (asked,) = talk(UNSURE)
    first = respond(SHOP, asked.state, Said("None of these", option="none_of_these"))
    assert first.replies[0].handoff == "offer"
    second = respond(SHOP, first.state, Said("None of these", option="none_of_these"))
    assert second.decision.kind == "hand_off"
    assert second.replies[0].handoff == "intake"


def test_after_none_of_these_the_same_options_do_not_come_again() -> None:
    (asked,) = talk(UNSURE)
    first = respond(SHOP, asked.state, Said("None of these", option="none_of_these"))
    again = respond(SHOP, first.state, Said(UNSURE, earlier=(UNSURE,)))
    assert "products/availability" not in [one for reply in again.replies for one in options(reply)]


def test_the_same_unclear_message_twice_is_not_met_with_the_same_choice() -> None:
    first, second = talk(UNSURE, UNSURE)
    assert options(first.replies[0]) != options(second.replies[0])
    assert "person" in options(second.replies[0]) or second.replies[0].handoff == "intake"


# Not knowing


def test_what_it_does_not_know_it_says_and_offers_a_person() -> None:
    (response,) = talk("what's the weather")
    assert response.decision.kind == "no_match"
    assert response.replies[0].handoff == "offer"
    assert response.replies[0].entry is None


def test_the_second_miss_in_a_row_goes_to_a_person() -> None:
    first, second = talk("what's the weather", "write me a poem about trees")
    assert first.decision.kind == "no_match"
    assert second.decision.kind == "hand_off"
    assert second.replies[0].handoff == "intake"


def test_an_answer_between_two_misses_starts_the_count_anew() -> None:
    *_, last = talk("what's the weather", "do you take paypal", "write me a poem about trees")
    assert last.decision.kind == "no_match"


def test_small_talk_is_no_miss_and_forgives_none() -> None:
    *_, last = talk("what's the weather", "thanks", "write me a poem about trees")
    assert last.decision.kind == "hand_off"


@pytest.mark.parametrize("text", ["", "   ", "????", "1234567", "🙂"])
def test_unusable_text_is_no_match_without_entries(text: str) -> None:
    decision = decide(SHOP, [text])
    assert (decision.kind, decision.entries) == ("no_match", ())


def test_the_same_answer_twice_running_comes_with_a_person() -> None:
    first, second = talk("where is my refund", "where is my refund")
    assert first.replies[0].handoff is None
    assert second.replies[0].handoff == "offer"
    assert second.replies[0].text != first.replies[0].text


# People


@pytest.mark.parametrize(
    "text",
    [
        "agent",
        "I want to talk to a human",
        "let me speak with someone real",
        "operator!!",
        "where is my order, i need a human now",
        "is there a real person i can talk to",
        "can you connect me with one of your colleagues",
        "get me your manager",
        "put me through please",
    ],
)
@pytest.mark.parametrize("shop_knowledge", [SHOP, knowledge_without_small_talk()], ids=["usual", "without chat/human"])
def test_a_wish_for_a_person_in_any_words_hands_over_at_once(text: str, shop_knowledge: Knowledge) -> None:
    (response,) = talk(text, shop_knowledge=shop_knowledge)
    assert response.decision.kind == "hand_off"
    assert [reply.handoff for reply in response.replies] == ["intake"]


@pytest.mark.parametrize("text", ["are you a human", "am i talking to a real person", "your agent was rude to me"])
def test_naming_a_person_is_not_yet_a_wish_for_one(text: str) -> None:
    assert talk(text)[0].decision.kind != "hand_off"


def test_the_person_option_hands_over_with_the_kind_of_what_was_discussed() -> None:
    (asked,) = talk("my card was declined")
    handed = respond(SHOP, asked.state, Said("Talk to a person", option="person"))
    assert handed.decision.kind == "hand_off"
    assert handed.decision.ticket_kind == "complex"


def test_a_payment_failure_is_answered_with_a_person_beside_it() -> None:
    (response,) = talk("my card was declined")
    assert response.decision.kind == "answer"
    assert response.decision.ticket_kind == "complex"
    assert response.replies[0].handoff == "offer"
    assert "person" in options(response.replies[0])


def test_a_dispute_is_answered_and_goes_straight_to_a_person() -> None:
    (response,) = talk("you refused my refund")
    assert response.decision.kind == "hand_off"
    assert response.decision.ticket_kind == "complex"
    assert response.replies[0].text.startswith("A person looks at it again.")
    assert response.replies[0].handoff == "intake"


def test_a_person_asked_for_after_a_general_question_gets_a_general_ticket() -> None:
    *_, last = talk("do you take paypal", "agent please")
    assert last.decision.ticket_kind == "general"


# Anger


def test_anger_with_a_clear_question_gets_the_answer_and_a_person_beside_it() -> None:
    (response,) = talk("THIS IS RIDICULOUS, WHERE IS MY REFUND?")
    assert response.decision.kind == "answer"
    assert response.replies[0].entry == "refunds/status"
    assert response.replies[0].handoff == "offer"


def test_anger_without_a_clear_question_goes_to_a_person() -> None:
    (response,) = talk("you people are absolutely ridiculous")
    assert response.decision.kind == "hand_off"
    assert response.replies[0].handoff == "intake"


# Small talk


def test_small_talk_is_answered_without_a_source_and_cannot_be_rated() -> None:
    (response,) = talk("hello there")
    assert response.decision.kind == "answer"
    assert response.decision.needs == ("chat/greeting",)
    assert response.replies[0].text == "This is the answer of chat/greeting."
    assert (response.replies[0].entry, response.replies[0].source) == (None, None)


def test_small_talk_leaves_the_topic_where_it_was() -> None:
    *_, last = talk("how do i return this", "thanks", "and how long does that take?")
    assert last.decision.entries[0].id == "refunds/timing"


@pytest.mark.parametrize("text", ["hello", "thank you so much!", "bye"])
def test_a_shop_without_small_talk_entries_is_still_polite(text: str) -> None:
    (response,) = talk(text, shop_knowledge=knowledge_without_small_talk())
    assert response.decision.small_talk
    assert response.replies[0].handoff is None
    assert response.state.misses == 0


# Rating


def test_a_thumb_up_needs_no_reply() -> None:
    (response,) = talk("where is my refund")
    assert rate(SHOP, response.state, "refunds/status", helpful=True)[1] == ()


def test_a_thumb_down_offers_the_two_next_best_entries_beside_the_person() -> None:
    (response,) = talk("where is my refund")
    state, (reply,) = rate(SHOP, response.state, "refunds/status", helpful=False)
    assert len(options(reply)) == 3
    assert options(reply)[-1] == "person"
    assert "refunds/status" not in options(reply)
    assert reply.handoff == "offer"
    assert "refunds/status" in state.rejected


def test_a_thumb_down_where_nothing_else_is_near_offers_the_person_alone() -> None:
    alone = shop(("payments/methods",))
    (response,) = talk("do you take paypal", shop_knowledge=alone, start=DialogueState())
    _, (reply,) = rate(alone, response.state, "payments/methods", helpful=False)
    assert options(reply) == ["person"]


# Around it


def test_the_state_survives_being_stored() -> None:
    *_, last = talk("how do i return this", "not that", "where is my parcel")
    assert DialogueState.from_json(json.loads(json.dumps(last.state.to_json()))) == last.state


def test_a_state_from_another_version_is_read_as_far_as_it_is_known() -> None:
    assert DialogueState.from_json({"misses": 1, "mood": "sunny"}) == replace(DialogueState(), misses=1)
    assert DialogueState.from_json(None) == DialogueState()


def test_the_opening_says_that_it_is_an_automated_assistant() -> None:
    reply = opening(SHOP)
    assert "automated assistant of Small Shop" in reply.text
    assert reply.options == ()


def test_suggestions_are_entries_with_their_titles() -> None:
    assert ("returns/start", "How do I return something?") in [
        (one.id, one.label) for one in suggest(SHOP, "how do i retu")
    ]


@pytest.mark.parametrize("text", ["", "ho", "what's the weather", "hello"])
def test_nothing_is_suggested_where_nothing_fits(text: str) -> None:
    assert suggest(SHOP, text) == []


def test_an_entry_that_is_gone_is_not_answered_from_an_old_option() -> None:
    (asked,) = talk("where is my refund")
    chosen = respond(SHOP, asked.state, Said("where is my parcel", option="orders/gone"))
    assert chosen.replies[0].entry == "orders/tracking"


def test_a_conversation_never_goes_in_circles() -> None:
    responses = talk(*["purple elephants dance"] * 4)
    assert responses[0].replies[0].text != responses[1].replies[0].text
    assert responses[1].replies[0].handoff == "intake"
