"""The shopper's socket, sentence by sentence as others rely on it."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert

from assistant.services import chat as chat_service
from assistant.store import tables
from tests.wire.conftest import Build
from tests.wire.house import House, closed, solved

MESSAGE = {
    *("seq", "id", "reply_to", "author", "text", "html", "entry", "options", "handoff", "asks", "source", "at"),
    *("attachments", "helpful"),
}
TICKET = {
    *("number", "url", "step", "kind", "confirmation_by", "resolution_by", "update_by", "notice"),
    *("waiting", "asks", "next"),
}


def test_welcome_has_everything_a_client_needs_to_begin(house: House) -> None:
    chat = house.chat()
    assert set(chat.welcome) == {"token", "conversation", "messages", "notice", "promises", "expectation"}
    assert chat.welcome["conversation"] == {"id": chat.id, "owner": "assistant", "agent": None, "ticket": None}
    assert chat.welcome["notice"] is None
    general, complex_ = chat.welcome["promises"]["general"], chat.welcome["promises"]["complex"]
    assert set(general) == {"confirmation_by", "resolution_by"}
    assert set(complex_) == {"confirmation_by", "update_by"}
    assert all(datetime.fromisoformat(each).tzinfo for each in [*general.values(), *complex_.values()])
    assert len(chat.token) >= 22 and len(chat.id) >= 22  # 128 random bits and more


def test_the_assistant_says_what_it_is_before_the_first_question(house: House) -> None:
    [opening] = house.chat().welcome["messages"]
    assert set(opening) == MESSAGE
    assert (opening["seq"], opening["reply_to"], opening["author"]["kind"]) == (1, None, "assistant")
    assert "automated assistant" in opening["text"]


def test_a_kept_token_brings_the_conversation_back(any_house: House) -> None:
    chat = any_house.chat()
    chat.say("how long do i have to send smth back")
    again = any_house.chat(chat.token)
    assert (again.token, again.id) == (chat.token, chat.id)
    assert [message["seq"] for message in again.welcome["messages"]] == [1, 2, 3]


@pytest.mark.parametrize("token", ["unknown", "", None, "x" * 10_000, "\0", "' OR 1=1 --"])
def test_an_unknown_token_starts_a_new_conversation(any_house: House, token: str | None) -> None:
    chat = any_house.chat(token)
    assert chat.connected
    assert chat.token not in ("", token)


def test_an_answer_cites_the_section_it_rests_on(house: House) -> None:
    [reply] = house.chat().replies("how long do i have to send smth back")
    assert set(reply) == MESSAGE
    assert reply["entry"] == "returns/window"
    assert "60 days" in reply["text"] and "<strong>60 days</strong>" in reply["html"]
    assert reply["author"]["kind"] == "assistant"
    assert set(reply["source"]) == {"policy", "section", "title", "url"}
    assert reply["source"]["url"] == "http://shop.test/policies/customer-service#2"
    assert all(set(option) == {"id", "label"} for option in reply["options"])


def test_what_is_no_question_for_the_shop_is_not_answered(house: House) -> None:
    [reply] = house.chat().replies("what's the weather")
    assert (reply["entry"], reply["source"]) == (None, None)
    assert "person" in {option["id"] for option in reply["options"]}


def test_two_needs_in_one_message_get_a_reply_each(house: House) -> None:
    replies = house.chat().replies("how do i return something and how long does a refund take")
    assert [reply["entry"] for reply in replies] == ["returns/start", "refunds/timing"]
    assert len({reply["reply_to"] for reply in replies}) == 1


def test_seq_counts_up_by_one_and_the_ack_names_it(house: House) -> None:
    chat = house.chat()
    first = chat.say("hello")
    second = chat.say("how long does a refund take")
    assert first == {"ok": True, "id": first["id"], "seq": 2}
    assert [message["seq"] for message in chat.messages()] == list(range(1, len(chat.messages()) + 1))
    assert chat.messages(second["seq"] - 1)[0]["id"] == second["id"]


def test_the_same_id_again_is_acked_alike_and_stored_once(any_house: House) -> None:
    chat, id = any_house.chat(), str(uuid4())
    first = chat.say("how long does a refund take", id)
    stored = len(chat.messages())
    assert chat.say("how long does a refund take", id) == first
    assert any_house.chat(chat.token).say("  how long does a refund take\n", id) == first
    assert len(chat.messages()) == stored


def test_the_same_id_with_another_text_is_refused(house: House) -> None:
    chat, id = house.chat(), str(uuid4())
    chat.say("hello", id)
    refused = chat.say("goodbye", id)
    assert (refused["ok"], refused["error"]["code"]) == (False, "id_reused")


def test_the_same_id_in_two_conversations_does_no_harm(house: House) -> None:
    id = str(uuid4())
    assert house.chat().say("hello", id)["ok"] and house.chat().say("goodbye", id)["ok"]


def test_two_tabs_stay_in_step_and_nobody_hears_their_own_echo(house: House) -> None:
    one = house.chat()
    other = house.chat(one.token)
    said = one.say("how long does a refund take")
    [answer] = one.received("message")
    mine, same = other.received("message")
    assert (mine["id"], mine["author"]["kind"]) == (said["id"], "shopper")
    assert same == answer


def test_a_picked_suggestion_is_answered_as_picked(house: House) -> None:
    chat = house.chat()
    offered = chat.emit("suggest", {"text": "how long refund"})
    assert offered["ok"] and 1 <= len(offered["suggestions"]) <= 3
    assert all(set(each) == {"id", "title"} for each in offered["suggestions"])
    said = chat.say("refund", entry="refunds/timing")
    assert chat.messages(said["seq"])[0]["entry"] == "refunds/timing"


def test_an_unknown_suggestion_is_read_as_text(house: House) -> None:
    chat = house.chat()
    said = chat.say("how long does a refund take", entry="no/such-entry")
    assert chat.messages(said["seq"])[0]["entry"] == "refunds/timing"


def test_an_offered_option_can_be_chosen_and_others_cannot(house: House) -> None:
    chat = house.chat()
    [reply] = chat.replies("how long does a refund take")
    option = reply["options"][0]
    chosen = chat.emit("choose", {"id": str(uuid4()), "seq": reply["seq"], "option": option["id"]})
    stored, answer = chat.messages(chosen["seq"] - 1)[:2]
    assert (stored["text"], answer["entry"]) == (option["label"], option["id"])
    refused = chat.emit("choose", {"id": str(uuid4()), "seq": reply["seq"], "option": "service/privacy"})
    assert refused["error"]["fields"] == {"option": "unknown"}


def test_a_person_can_be_chosen_and_none_of_these_too(house: House) -> None:
    chat = house.chat()
    [miss] = chat.replies("what's the weather")
    chosen = chat.emit("choose", {"id": str(uuid4()), "seq": miss["seq"], "option": "person"})
    assert chat.messages(chosen["seq"])[0]["handoff"] == "intake"


def test_none_of_these_leads_to_a_person_beside_a_second_try(house: House) -> None:
    said = ("where is it", "when do i get it", "any news on this")
    chats = [house.chat() for _ in said]
    replies = [(chat, reply) for chat, text in zip(chats, said, strict=True) for reply in chat.replies(text)]
    chat, unclear = next((chat, reply) for chat, reply in replies if "none_of_these" in options(reply))
    chosen = chat.emit("choose", {"id": str(uuid4()), "seq": unclear["seq"], "option": "none_of_these"})
    assert "person" in options(chat.messages(chosen["seq"])[0])


def options(message: dict[str, Any]) -> set[str]:
    return {option["id"] for option in message["options"]}


def test_catch_up_gives_what_follows(house: House) -> None:
    chat = house.chat()
    said = chat.say("hello")
    assert [message["seq"] for message in chat.messages(said["seq"])] == [said["seq"] + 1]
    assert chat.messages(1_000_000) == []


def test_catch_up_tells_how_the_conversation_stands_and_what_is_promised_now(any_house: House) -> None:
    chat, agent = any_house.chat(), any_house.staff()
    number = chat.hand_off(details="Nothing works.")["ticket"]["number"]
    agent.did(number, "claim")
    told = chat.emit("catch_up", {"after": 0})
    assert set(told) == {"ok", "messages", "more", "conversation", "promises", "notice", "expectation"}
    assert told["conversation"]["owner"] == "agent" and told["conversation"]["agent"] == agent.name
    assert told["conversation"]["ticket"]["number"] == number
    assert set(told["promises"]) == {"general", "complex"}


def test_state_tells_what_the_next_inquiry_would_be_promised(house: House) -> None:
    chat = house.chat()
    chat.hand_off(details="Nothing works.")
    state = chat.received("state")[-1]
    assert set(state) == {"id", "owner", "agent", "ticket", "promises", "notice", "expectation"}
    assert set(state["promises"]["general"]) == {"confirmation_by", "resolution_by"}


def test_a_claim_between_reading_and_welcome_is_heard_all_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, agent = house.chat(), house.staff()
    number = first.hand_off(details="Nothing works.")["ticket"]["number"]
    house.deliver()
    read = chat_service.welcome

    def claimed_meanwhile(*given: Any) -> Any:
        welcome = read(*given)
        agent.did(number, "claim")
        house.deliver()
        return welcome

    monkeypatch.setattr(chat_service, "welcome", claimed_meanwhile)
    again = house.chat(first.token)
    assert again.welcome["conversation"]["owner"] == "queue"
    assert [state["owner"] for state in again.received("state")] == ["agent"]


def test_a_long_conversation_comes_in_pages_and_none_is_missing(any_house: House) -> None:
    chat = any_house.chat()
    written = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
    rows = [
        {"conversation_id": chat.id, "seq": seq, "id": f"m{seq}", "author_kind": "shopper", "author_name": ""}
        | {"text": f"message {seq}", "html": "", "at": written}
        for seq in range(2, 1203)
    ]
    any_house.desk.db.write(lambda tx: tx.execute(insert(tables.messages), rows))
    welcome = any_house.chat(chat.token).welcome
    assert [message["seq"] for message in welcome["messages"]] == list(range(1, 501))
    second = chat.emit("catch_up", {"after": 500})
    third = chat.emit("catch_up", {"after": 1000})
    assert [message["seq"] for message in second["messages"]] == list(range(501, 1001))
    assert [message["seq"] for message in third["messages"]] == list(range(1001, 1203))
    assert (second["more"], third["more"]) == (True, False)


def test_a_thumb_down_is_met_with_others_and_a_person_and_kept(house: House) -> None:
    chat = house.chat()
    [answer] = chat.replies("how long does a refund take")
    assert chat.emit("rate", {"seq": answer["seq"], "helpful": False}) == {"ok": True}
    [offer] = chat.messages(answer["seq"])
    assert "person" in {option["id"] for option in offer["options"]}
    assert next(each for each in chat.messages() if each["seq"] == answer["seq"])["helpful"] is False
    assert chat.emit("rate", {"seq": answer["seq"], "helpful": False}) == {"ok": True}
    assert len(chat.messages(answer["seq"])) == 1


def test_only_answers_can_be_rated(house: House) -> None:
    chat = house.chat()
    assert chat.emit("rate", {"seq": 1, "helpful": True})["error"]["code"] == "invalid"
    assert chat.emit("rate", {"seq": 99, "helpful": True})["error"]["code"] == "invalid"


def test_a_handoff_asks_for_what_is_missing_field_by_field(house: House) -> None:
    chat = house.chat()
    refused = chat.emit("hand_off", {"id": str(uuid4()), "intake": {"phone": "12", "name": None}})
    assert refused["error"]["code"] == "missing_fields"
    assert refused["error"]["fields"] == {
        "name": "Please tell us your name.",
        "phone": "This does not look like a phone number. Please give it with its area code.",
        "details": "Please describe what you need help with.",
    }
    assert chat.emit("hand_off", {"id": str(uuid4())})["error"]["fields"]["email"] == (
        "Please give an e-mail address or a phone number, so that we can reach you."
    )


def test_a_handoff_makes_a_ticket_and_again_gives_the_same(any_house: House) -> None:
    chat, id = any_house.chat(), str(uuid4())
    chat.say("where is my parcel, i ordered the rose mist")
    made = chat.hand_off(id)
    assert made["ok"] and set(made["ticket"]) == TICKET
    ticket = made["ticket"]
    assert ticket["number"].isdigit() and ticket["url"].startswith("http://shop.test/t/")
    assert (ticket["step"], ticket["kind"], ticket["update_by"]) == ("received", "general", None)
    assert chat.hand_off(id) == made
    assert chat.hand_off(email="someone@else.example") == made
    state = chat.wait_for("state")
    assert state.items() >= {"id": chat.id, "owner": "queue", "agent": None, "ticket": ticket}.items()
    assert any_house.chat(chat.token).welcome["conversation"]["ticket"] == ticket
    assert any_house.rows("tickets", number=int(ticket["number"]))[0]["body"]["details"] == (
        "where is my parcel, i ordered the rose mist"
    )


def test_a_dispute_makes_a_complex_ticket_with_an_update_date(house: House) -> None:
    chat = house.chat()
    [reply] = chat.replies("you refunded the wrong amount and i do not agree with it")
    assert reply["handoff"] == "intake"
    ticket = chat.hand_off()["ticket"]
    assert (ticket["kind"], ticket["resolution_by"]) == ("complex", None)
    assert ticket["update_by"] == chat.welcome["promises"]["complex"]["update_by"]


def test_in_the_queue_the_assistant_gives_plain_answers_only_and_the_agent_sees_it_all(house: House) -> None:
    chat = house.chat()
    number = chat.hand_off(details="I need help")["ticket"]["number"]
    [answer] = chat.replies("how long does a refund take")
    assert (answer["entry"], answer["handoff"]) == ("refunds/timing", None)
    assert "person" not in {option["id"] for option in answer["options"]}
    assert chat.replies("i want to talk to a human") == []
    assert chat.replies("the second lid is cracked as well") == []
    texts = [message["text"] for message in house.staff().ticket(number)["messages"]]
    assert "the second lid is cracked as well" in texts


def test_with_an_agent_there_the_assistant_is_silent_and_the_agent_is_heard_at_once(any_house: House) -> None:
    chat, agent = any_house.chat(), any_house.staff()
    number = chat.hand_off(details="I need help")["ticket"]["number"]
    chat.received("message"), chat.received("state")
    agent.did(number, "claim")
    state = chat.wait_for("state")
    assert (state["owner"], state["agent"]) == ("agent", agent.name)
    assert chat.replies("how long does a refund take") == []
    agent.reply(number, "I am **on** it.")
    [reply] = chat.received("message")[-1:]
    assert (reply["author"], reply["html"]) == (
        {"kind": "agent", "name": agent.name},
        "<p>I am <strong>on</strong> it.</p>",
    )


def test_notes_are_not_in_the_conversation(house: House) -> None:
    chat, agent = house.chat(), house.staff()
    number = chat.hand_off(details="I need help")["ticket"]["number"]
    agent.did(number, "note", text="Shopper sounds upset")
    assert "upset" not in str(chat.messages()) + str(chat.received("message")) + str(chat.received("state"))
    assert "upset" in str(agent.ticket(number)["messages"])
    seqs = [message["seq"] for message in chat.messages()]
    assert seqs == list(range(1, len(seqs) + 1))


def test_after_closing_the_assistant_answers_again_and_nothing_is_reopened(house: House) -> None:
    chat, agent = house.chat(), house.staff()
    number = chat.hand_off(details="I need help")["ticket"]["number"]
    closed(house, agent, number)
    assert chat.wait_for("state")["owner"] == "assistant"
    [answer] = chat.replies("how long does a refund take")
    assert answer["entry"] == "refunds/timing"
    assert agent.ticket(number)["step"] == "closed"


def test_a_second_handoff_after_closing_makes_a_second_ticket_and_hands_the_conversation_over_again(
    house: House,
) -> None:
    chat, agent = house.chat(), house.staff()
    first = chat.hand_off(details="I need help")["ticket"]["number"]
    closed(house, agent, first)
    second = chat.hand_off(details="Something else")["ticket"]["number"]
    assert second != first
    state = chat.wait_for("state")
    assert (state["owner"], state["ticket"]["number"]) == ("queue", second)
    chat.say("did you see it?")
    assert "did you see it?" in str(agent.ticket(second)["messages"])
    agent.did(second, "claim")
    assert chat.wait_for("state")["owner"] == "agent"


def test_thanks_in_the_chat_with_an_agent_there_opens_nothing_again(house: House) -> None:
    chat, agent = house.chat(), house.staff()
    number = chat.hand_off(details="Where is my order?")["ticket"]["number"]
    agent.did(number, "claim")
    solved(house, agent, number)
    chat.say("thank you so much!")
    ticket = agent.ticket(number)
    assert ticket["step"] == "following_up"
    assert "thank you so much!" in str(ticket["messages"])


def test_another_question_in_the_chat_with_an_agent_there_goes_on_with_the_ticket(house: House) -> None:
    chat, agent = house.chat(), house.staff()
    number = chat.hand_off(details="Where is my order?")["ticket"]["number"]
    agent.did(number, "claim")
    solved(house, agent, number)
    chat.say("no, the page you named shows a different order")
    assert agent.ticket(number)["step"] == "proposing"


def test_typing_reaches_nobody_without_a_ticket_and_answers_nothing(house: House) -> None:
    assert house.chat().emit("typing", {}) in (None, [], {"ok": True})


@pytest.mark.parametrize(
    ("event", "payload", "code", "field"),
    [
        ("say", {"id": "12345678"}, "invalid", "text"),
        ("say", {"id": "12345678", "text": "hi", "mood": "good"}, "invalid", "mood"),
        ("say", {"id": "12345678", "text": 5}, "invalid", "text"),
        ("say", {"id": "12345678", "text": " \n "}, "invalid", "text"),
        ("say", {"id": "12345678", "text": "x" * 2001}, "invalid", "text"),
        ("say", {"id": "12345678", "text": "\0"}, "invalid", "text"),
        ("say", {"id": "12345678", "text": "\ud800"}, "invalid", "text"),
        ("say", {"id": "x" * 10_000, "text": "hi"}, "invalid", "id"),
        ("say", {"id": "ab\0cdefgh", "text": "hi"}, "invalid", "id"),
        ("say", {"id": ["12345678"], "text": "hi"}, "invalid", "id"),
        ("choose", {"id": "12345678", "seq": "1", "option": "person"}, "invalid", "seq"),
        ("choose", {"id": "12345678", "seq": 10**30, "option": "person"}, "invalid", "seq"),
        ("choose", {"id": "12345678", "seq": 1, "option": "\0"}, "invalid", "option"),
        ("catch_up", {"after": -1}, "invalid", "after"),
        ("catch_up", {"after": True}, "invalid", "after"),
        ("catch_up", {}, "invalid", "after"),
        ("rate", {"seq": 1, "helpful": "yes"}, "invalid", "helpful"),
        ("hand_off", {"id": "12345678", "intake": {"nickname": "x"}}, "invalid", "intake.nickname"),
        ("hand_off", {"id": "12345678", "intake": []}, "invalid", "intake"),
        ("suggest", {"text": None}, "invalid", "text"),
    ],
)
def test_wrong_payloads_are_refused_by_field(
    any_house: House, event: str, payload: object, code: str, field: str
) -> None:
    refused = any_house.chat().emit(event, payload)
    assert refused["ok"] is False
    assert refused["error"]["code"] == code
    assert field in refused["error"]["fields"]
    assert refused["error"]["message"]


@pytest.mark.parametrize("event", ["say", "choose", "suggest", "catch_up", "rate", "hand_off"])
@pytest.mark.parametrize("payload", [None, 5, "text", [], [[]], True, b"bytes"])
def test_what_is_no_object_is_refused(house: House, event: str, payload: object) -> None:
    refused = house.chat().emit(event, payload)
    assert refused["ok"] is False
    assert refused["error"]["code"] in ("malformed", "invalid")


def test_null_equals_absent(house: House) -> None:
    chat = house.chat()
    assert chat.emit("say", {"id": "12345678", "text": "hello", "entry": None})["ok"]
    intake = {"name": "Ann", "email": "ann@example.com", "phone": None, "details": "Help", "attachments": None}
    assert chat.emit("hand_off", {"id": "12345678", "intake": intake})["ok"]


def test_the_longest_text_is_taken_and_spaces_around_it_are_not(house: House) -> None:
    chat = house.chat()
    assert chat.say("x " * 1000)["ok"]
    said = chat.say("  hello\r\nthere ")
    assert chat.messages(said["seq"] - 1)[0]["text"] == "hello\nthere"


def test_strange_characters_are_stored_and_shown_on_every_database(any_house: House) -> None:
    chat = any_house.chat()
    said = chat.say("caf\u0000é 🙂 \u202e\x1b[31m 日本 \ufffe")
    assert said["ok"]
    assert chat.messages(said["seq"] - 1)[0]["text"] == "café 🙂 [31m 日本 \ufffe"
    made = chat.hand_off(name="Zoë\u0000 🙂", details="\u0000é", order_number="\u0000")
    assert made["ok"]
    assert any_house.staff().ticket(made["ticket"]["number"])["shopper"]["name"] == "Zoë 🙂"


def test_several_arguments_and_unknown_events_do_not_end_the_connection(house: House) -> None:
    chat = house.chat()
    refused = chat._socket.emit("say", {}, {}, namespace="/shopper", callback=True)
    assert refused["ok"] is False
    chat._socket.emit("no_such_event", {}, namespace="/shopper")
    assert chat.say("hello")["ok"]


def test_events_come_too_fast_after_a_while(build: Build) -> None:
    chat = build(rate_limits="on").chat()
    acks = [chat.say("hello") for _ in range(31)]
    assert [ack["ok"] for ack in acks[:30]] == [True] * 30
    assert acks[30]["error"]["code"] == "too_many"
