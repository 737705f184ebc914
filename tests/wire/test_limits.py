"""Limits that a caller cannot get round by starting anew."""

from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient

from tests.wire.conftest import Build
from tests.wire.house import error_of

ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}


def test_new_conversations_give_no_new_handoffs(build: Build) -> None:
    house = build(rate_limits="on")
    acks = [house.chat().hand_off(email=f"a{n}@example.com", details="Where is my parcel?") for n in range(11)]
    assert [ack["ok"] for ack in acks] == [True] * 10 + [False]
    assert acks[10]["error"]["code"] == "too_many"


def test_over_http_too_and_each_address_for_itself(build: Build) -> None:
    house = build(rate_limits="on")
    answers = [hand_off(house.web(), f"a{n}@example.com", {}) for n in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert error_of(answers[10])["code"] == "too_many"
    assert int(answers[10].headers["Retry-After"]) > 0
    assert hand_off(house.web(), "b@example.com", ELSEWHERE).status_code == 200


def test_new_conversations_give_no_end_of_messages(build: Build) -> None:
    house = build(rate_limits="on")
    acks = [chat.say("hello") for chat in [house.chat() for _ in range(5)] for _ in range(30)]
    assert [ack["ok"] for ack in acks].count(True) == 120
    assert acks[-1]["error"]["code"] == "too_many"


def test_the_sixth_receipt_to_one_address_within_an_hour_waits_for_a_person(build: Build) -> None:
    house = build(rate_limits="on")
    numbers = [house.ticket(details=f"Question {n} about my parcel.").number for n in range(6)]
    agent = house.staff()
    held = [ticket["number"] for ticket in agent.get("/tickets", view="held").json["tickets"]]
    assert held == numbers[5:]
    assert len(house.rows("outbox", kind="receipt")) == 5


def hand_off(web: FlaskClient, email: str, where: dict[str, str]) -> Any:
    started = web.post("/api/v1/conversations", json={}, environ_base=where).get_json()
    intake = {"name": "Ann Lee", "email": email, "details": "Where is my parcel?"}
    return web.post(
        f"/api/v1/conversations/{started['conversation']['id']}/handoff",
        json={"id": str(uuid4()), "intake": intake},
        headers={"Authorization": f"Bearer {started['token']}"},
        environ_base=where,
    )
