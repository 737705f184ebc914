"""Two inquiries that are one: what becomes of their chats, pictures and stories."""

import pytest

from assistant.services import own_ticket
from assistant.services.desk import Desk, conversation_room
from tests.services.desk import Shop, a_picture


@pytest.fixture
def shop(desk: Desk) -> Shop:
    return Shop(desk)


def test_after_a_merger_both_chats_belong_to_the_survivor_and_its_agent(shop: Shop) -> None:
    one, other, sam = shop.chat(), shop.chat(), shop.staff()
    merged, survivor = one.hand_off(details="Where is it?"), other.hand_off(details="Where is my parcel?")
    sam.do(survivor, "claim")
    sam.merge(merged, survivor)
    assert one.stands() == other.stands() == ("agent", "Sam", survivor)


def test_what_the_shopper_writes_in_the_merged_chat_reaches_the_survivor_and_no_assistant_answers(shop: Shop) -> None:
    one, other, sam = shop.chat(), shop.chat(), shop.staff()
    merged, survivor = one.hand_off(details="Where is it?"), other.hand_off(details="Where is my parcel?")
    sam.do(survivor, "claim")
    sam.merge(merged, survivor)
    assert one.say("how long do i have to return something") == []
    assert shop.kinds(survivor)[-1] == "wrote"
    told = [message["text"] for message in sam.see(survivor)["messages"]]
    assert told[-1] == "how long do i have to return something"


def test_a_reply_reaches_both_chats_is_mailed_once_and_stands_once_in_the_story(shop: Shop) -> None:
    one, other, sam = shop.chat(), shop.chat(), shop.staff()
    merged, survivor = one.hand_off(details="Where is it?"), other.hand_off(details="Where is my parcel?")
    sam.merge(merged, survivor)
    shop.news.clear()
    sam.do(survivor, "reply", "It leaves today.")
    assert one.texts("agent") == other.texts("agent") == ["It leaves today."]
    assert shop.mails("reply") == ["ann@shopper.example"]
    told = [message["text"] for message in sam.see(survivor)["messages"]]
    assert told.count("It leaves today.") == 1
    rooms = {news.room for news in shop.news if news.event == "message"}
    assert rooms == {conversation_room(one.id), conversation_room(other.id)}


def test_when_the_survivor_closes_both_chats_go_back_to_the_assistant(shop: Shop) -> None:
    one, other, sam = shop.chat(), shop.chat(), shop.staff()
    merged, survivor = one.hand_off(details="Where is it?"), other.hand_off(details="Where is my parcel?")
    sam.merge(merged, survivor)
    sam.close(survivor)
    assert one.stands() == other.stands() == ("assistant", None, survivor)
    assert one.say("how long do i have to return something") == ["**60 days**."]


def test_a_survivor_of_a_survivor_speaks_in_all_three_chats(shop: Shop) -> None:
    chats, sam = [shop.chat() for _ in range(3)], shop.staff()
    first, second, third = (chat.hand_off(details="Where is my parcel?") for chat in chats)
    sam.merge(first, second)
    sam.merge(second, third)
    sam.do(third, "reply", "It leaves today.")
    assert [chat.texts("agent") for chat in chats] == [["It leaves today."]] * 3
    assert {chat.stands() for chat in chats} == {("agent", "Sam", third)}


def test_a_newer_ticket_of_the_same_chat_merged_into_the_older_leaves_the_chat_with_the_survivor(shop: Shop) -> None:
    chat, sam = shop.chat(), shop.staff()
    older = chat.hand_off(details="Where is my parcel?")
    sam.close(older)
    newer = chat.hand_off(details="It is still not here.")
    shop.write_on_page(older, "It is still not here.")
    sam.merge(newer, older)
    assert chat.stands() == ("agent", "Sam", older)


def test_pictures_move_with_the_merger_and_open_from_the_survivors_page(shop: Shop) -> None:
    one, other, sam = shop.chat(), shop.chat(), shop.staff()
    picture = one.attach(a_picture())
    merged = one.hand_off(picture.id, details="It came broken.")
    survivor = other.hand_off(details="It came broken, too.")
    story = sam.merge(merged, survivor)
    assert [each["id"] for each in story["brief"]["attachments"]] == [picture.id]
    assert [each.id for each in shop.page(survivor).pictures] == [picture.id]
    for token in (shop.token(merged), shop.token(survivor)):
        assert own_ticket.picture(shop.desk, token, picture.id).data == b"png"


def test_the_survivor_tells_the_merged_tickets_notes_events_and_brief(shop: Shop) -> None:
    sam = shop.staff()
    merged, survivor = shop.form("The lid is broken."), shop.form("The pump is broken.")
    sam.do(merged, "note", "The warehouse knows.")
    sam.do(survivor, "note", "Second time this week.")
    story = sam.merge(merged, survivor)
    notes = [message["text"] for message in story["messages"] if message["author"]["kind"] == "note"]
    assert notes == ["The warehouse knows.", "Second time this week."]
    assert [event["kind"] for event in story["events"]].count("received") == 2
    (absorbed,) = story["brief"]["absorbed"]
    assert absorbed["number"] == str(merged)
    assert absorbed["details"] == "The lid is broken."
    assert absorbed["asked"][0]["text"] == "The lid is broken."


def test_a_survivors_survivor_tells_all(shop: Shop) -> None:
    sam = shop.staff()
    first, second, third = (shop.form(f"The pump of order {n} is broken.") for n in (1, 2, 3))
    sam.do(first, "note", "The warehouse knows.")
    sam.merge(first, second)
    story = sam.merge(second, third)
    assert [absorbed["number"] for absorbed in story["brief"]["absorbed"]] == [str(first), str(second)]
    assert "The warehouse knows." in [message["text"] for message in story["messages"]]
