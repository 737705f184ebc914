"""The shopper decides in the chat: the socket's events, and the same over HTTP."""

from typing import Any
from uuid import uuid4

import pytest

from tests.wire.conftest import Build
from tests.wire.house import Chat, House, Staff, error_of, solved

ACCEPTED = {"decision": "accept", "version": "1"}


def with_solution(house: House, agent: Staff) -> Chat:
    """A chat whose ticket waits for consent to version 1."""
    chat = house.chat()
    number = chat.hand_off(details="The jar arrived broken.")["ticket"]["number"]
    agent.did(number, "confirm", text="You wrote about a broken jar.")
    agent.did(number, "verify", checked="order 1001", found="packed badly")
    refund = {"kind": "refund", "section": "customer-service#6", "fault": "shop", "cost": "0"}
    agent.did(number, "propose", text="We refund the jar.", **refund)
    return chat


def over_http(house: House, chat: Chat, what: str, body: Any, token: str | None = None) -> Any:
    bearer = {"Authorization": f"Bearer {token or chat.token}"}
    return house.web().post(f"/api/v1/conversations/{chat.id}/{what}", json=body, headers=bearer)


def test_a_solution_is_accepted_by_a_button_in_the_chat(house: House) -> None:
    chat = with_solution(house, house.staff())
    other = house.chat(chat.token)
    assert other.welcome["conversation"]["ticket"]["asks"] == {"kind": "consent", "version": 1, "cost": None}
    asked = {"id": str(uuid4()), "decision": "accept", "version": 1}
    ack = chat.emit("decide", asked)
    assert (ack["ok"], ack["ticket"]["asks"]) == (True, None)
    assert chat.emit("decide", asked) == ack
    assert other.received("state")[-1]["ticket"] == ack["ticket"]


def test_the_word_on_the_result_closes_the_ticket_from_the_chat(house: House) -> None:
    chat, agent = house.chat(), house.staff()
    number = chat.hand_off(details="My cart page stays empty.")["ticket"]["number"]
    solved(house, agent, number)
    assert chat.received("state")[-1]["ticket"]["asks"] == {"kind": "satisfaction"}
    ack = chat.emit("satisfied", {"id": str(uuid4()), "satisfied": True, "comment": "Quick!"})
    assert (ack["ok"], ack["ticket"]["step"], ack["ticket"]["asks"]) == (True, "closed", None)
    assert agent.ticket(number)["events"][-1]["data"]["note"] == "Quick!"


@pytest.mark.parametrize(
    ("event", "payload", "field"),
    [
        ("decide", {"id": "decision-1", "decision": "perhaps", "version": 1}, "decision"),
        ("decide", {"id": "decision-1", "decision": "accept"}, "version"),
        ("decide", {"id": "decision-1", "decision": "accept", "version": "1"}, "version"),
        ("decide", {"id": "short", "decision": "accept", "version": 1}, "id"),
        ("decide", {"id": "decision-1", "decision": "accept", "version": 1, "ticket": 10001}, "ticket"),
        ("decide", {"id": "decision-1", "decision": "accept", "version": 1, "note": "x"}, "note"),
        ("satisfied", {"id": "word-001", "satisfied": "yes"}, "satisfied"),
        ("satisfied", {"id": "word-001", "satisfied": True, "comment": "x" * 2001}, "comment"),
    ],
)
def test_what_cannot_be_read_decides_nothing_and_names_its_field(
    house: House, event: str, payload: dict[str, Any], field: str
) -> None:
    ack = house.chat().emit(event, payload)
    assert (ack["ok"], list(ack["error"]["fields"])) == (False, [field])


def test_the_same_over_http_with_the_conversations_token(any_house: House) -> None:
    chat = with_solution(any_house, any_house.staff())
    stale = over_http(any_house, chat, "decisions", {"id": "decision-0", "decision": "accept", "version": 2})
    assert (stale.status_code, error_of(stale)["code"]) == (409, "changed")
    asked = {"id": "decision-1", "decision": "decline", "version": 1}
    told = over_http(any_house, chat, "decisions", asked)
    assert (told.status_code, told.json["ticket"]["step"]) == (200, "proposing")
    early = over_http(any_house, chat, "satisfaction", {"id": "word-001", "satisfied": True})
    assert (early.status_code, error_of(early)["code"]) == (409, "wrong_step")


def test_a_button_of_a_ticket_that_was_merged_meanwhile_decides_nothing_on_the_other(house: House) -> None:
    agent = house.staff()
    chat, other = with_solution(house, agent), with_solution(house, agent)
    seen, survivor = (each.received("state")[-1]["ticket"] for each in (chat, other))
    agent.did(seen["number"], "merge", into=survivor["number"])
    old = chat.emit("decide", {"id": "decision-1", "decision": "accept", "version": 1, "ticket": seen["number"]})
    assert (old["ok"], old["error"]["code"]) == (False, "changed")
    page = house.web().post(f"{seen['url'].removeprefix('http://shop.test')}/consent", data=ACCEPTED)
    assert page.status_code == 409 and f"{survivor['url'].removeprefix('http://shop.test')}/consent" in page.text
    assert agent.ticket(survivor["number"])["solution"]["consent"] is None
    new = chat.emit("decide", {"id": "decision-2", "decision": "accept", "version": 1, "ticket": survivor["number"]})
    assert new["ok"]


@pytest.mark.parametrize("what", ["decisions", "satisfaction"])
def test_another_conversations_token_decides_nothing(house: House, what: str) -> None:
    chat, other = house.chat(), house.chat()
    assert over_http(house, chat, what, {}, token=other.token).status_code == 404
    assert house.web().post(f"/api/v1/conversations/{chat.id}/{what}", json={}).status_code == 401


def test_deciding_is_limited(build: Build) -> None:
    chat = build(rate_limits="on").chat()
    acks = [chat.emit("decide", {"id": f"decision-{n}", "decision": "accept", "version": 1}) for n in range(21)]
    assert [ack["error"]["code"] for ack in acks] == ["no_ticket"] * 20 + ["too_many"]
