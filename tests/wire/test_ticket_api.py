"""The queue and its tickets over REST: shapes, order, every verb on its way, and who is refused what."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests.wire.conftest import Build
from tests.wire.house import Answer, House, Staff, closed, error_of, now, opened, solved

STAFF_TICKET = {
    *("number", "step", "kind", "topic", "assignee", "waiting", "clocks", "shopper", "brief", "messages", "events"),
    *("url", "version", "received_at", "closed_at", "outcome", "next", "guidance", "actions", "solution"),
    "verification",
}
CLOCK = {"promise", "started_at", "target", "limit", "state", "at_risk", "stopped_at"}
FORM = {"name": "Ann Lee", "email": "ann@example.com", "details": "My cart page stays empty."}
PROPOSAL = {"text": "We refund it.", "kind": "refund", "section": "customer-service#6", "fault": "shop", "cost": "0"}


def made(agent: Staff, **fields: str) -> str:
    answer = agent.post("/tickets", FORM | fields)
    assert answer.status_code == 201, answer.text
    return str(answer.json["number"])


def test_a_ticket_has_the_shape_that_scripts_rely_on(any_house: House) -> None:
    agent = any_house.staff()
    answer = agent.post("/tickets", FORM | {"sku": None})
    assert answer.status_code == 201
    ticket = answer.json
    assert set(ticket) >= STAFF_TICKET
    assert all(set(clock) == CLOCK for clock in ticket["clocks"])
    assert [(clock["promise"], clock["state"]) for clock in ticket["clocks"]] == [
        ("confirmation", "running"),
        ("resolution", "running"),
    ]
    assert ticket["shopper"] | {"online": False} == {
        "name": "Ann Lee",
        "email": "ann@example.com",
        "phone": None,
        "order_number": None,
        "product": None,
        "sku": None,
        "online": False,
    }
    assert ticket["brief"]["details"] == "My cart page stays empty."
    assert ticket["messages"][0]["author"]["kind"] == "shopper"
    assert ticket["events"][0] | {"at": None, "data": None} == {
        "kind": "received",
        "at": None,
        "actor": {"kind": "shopper", "name": "The shopper"},
        "text": "The shopper sent the contact form.",
        "data": None,
    }
    assert agent.ticket(ticket["number"])["number"] == ticket["number"]


def test_the_dates_are_those_of_assistant_sla_due(house: House, knowledge_folder: Path) -> None:
    agent = house.staff()
    numbers = {"general": made(agent), "complex": made(agent, details="You refunded the wrong amount, I disagree.")}
    for kind, number in numbers.items():
        ticket = agent.ticket(number)
        assert ticket["kind"] == kind
        asked = json.dumps({"received": ticket["received_at"], "kind": kind})
        command = [str(Path(sys.executable).with_name("assistant")), "sla", "due", "--knowledge", str(knowledge_folder)]
        due = json.loads(subprocess.run(command, input=asked, capture_output=True, text=True, check=True).stdout)
        for clock in ticket["clocks"]:
            for name in ("target", "limit"):
                assert datetime.fromisoformat(clock[name]) == datetime.fromisoformat(due[clock["promise"]][name])


def test_the_receipt_waits_in_the_outbox_as_soon_as_the_ticket_is_there(any_house: House, tmp_path: Path) -> None:
    number = made(any_house.staff(), email="bo@example.com")
    [mail] = any_house.rows("outbox", ticket=int(number))
    assert (mail["kind"], mail["recipient"], mail["sent_at"]) == ("receipt", "bo@example.com", None)
    assert any_house.rows("tickets", number=int(number))[0]["token"] in mail["text"]
    written = any_house.send_mail(tmp_path)
    assert any(mail["id"][:8] in path for path in written)
    assert any_house.rows("outbox", ticket=int(number))[0]["sent_at"] is not None
    assert any_house.send_mail(tmp_path) == written


def test_a_shopper_with_a_phone_number_alone_gets_the_link_and_no_mail(house: House) -> None:
    number = made(house.staff(), email="", phone="555 123 4567")
    assert house.rows("outbox", ticket=int(number)) == []
    assert "/t/" in house.staff().ticket(number)["url"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        (FORM | {"email": "x"}, "email"),
        (FORM | {"vip": True}, "vip"),
        (FORM | {"name": 5}, "name"),
        (FORM | {"attachments": ["x"]}, "attachments"),
    ],
)
def test_a_faulty_form_as_json_is_422_by_field(house: House, body: dict[str, object], field: str) -> None:
    answer = house.staff().post("/tickets", body)
    assert answer.status_code == 422
    assert field in error_of(answer)["fields"]


def test_the_five_steps_one_by_one_to_closed(any_house: House) -> None:
    agent = any_house.staff()
    number = made(agent)
    assert agent.did(number, "claim")["assignee"] == {"id": agent.id, "name": agent.name}
    confirmed = agent.did(number, "confirm", text="You wrote that your cart stays empty. We look into it.")
    assert (confirmed["step"], confirmed["clocks"][0]["state"]) == ("verifying", "kept")
    verified = agent.did(number, "verify", checked="the session log", found="cookies are blocked")
    assert verified["verification"] == {"checked": "the session log", "found": "cookies are blocked"}
    proposed = agent.did(number, "propose", **PROPOSAL)
    assert (proposed["step"], proposed["waiting"]["for"]) == ("executing", "consent")
    assert proposed["clocks"][1]["state"] == "paused"
    assert proposed["solution"] | {"proposed_at": None} == PROPOSAL | {
        "version": 1,
        "cost": "",
        "consent": None,
        "proposed_at": None,
    }
    consented = agent.did(number, "consent", decision="accept", note="on the phone: yes please")
    assert (consented["waiting"], consented["solution"]["consent"]) == (None, "accept")
    executed = agent.did(number, "execute", text="The refund is on its way.")
    assert (executed["step"], executed["clocks"][1]["state"]) == ("following_up", "kept")
    done = agent.did(number, "follow-up", satisfied=True, note="said thanks on the phone")
    assert (done["step"], done["outcome"]) == ("closed", "satisfied")
    assert [event["kind"] for event in done["events"]] == [
        *("received", "claimed", "confirmed", "verified", "proposed", "accepted"),
        *("executed", "satisfied"),
    ]
    kinds = [row["kind"] for row in any_house.rows("outbox", ticket=int(number))]
    assert sorted(kinds) == ["confirmation", "executed", "receipt", "solution"]


def test_steps_are_not_skipped_and_each_refusal_says_what_comes_first(house: House) -> None:
    agent = house.staff()
    number = made(agent)
    for verb, evidence in (
        ("verify", {"checked": "a", "found": "b"}),
        ("propose", PROPOSAL),
        ("execute", {"text": "done"}),
        ("consent", {"decision": "accept", "note": "x"}),
        ("follow-up", {"satisfied": True, "note": "x"}),
        ("reopen", {"reason": "x"}),
    ):
        refused = agent.do(number, verb, **evidence)
        assert (refused.status_code, error_of(refused)["code"]) == (409, "wrong_step"), verb
    assert error_of(agent.do(number, "verify", checked="a", found="b"))["message"] == (
        "Confirm the inquiry to the shopper first."
    )


def test_missing_evidence_is_422_with_every_field_at_once(house: House) -> None:
    agent = house.staff()
    number = made(agent)
    assert set(error_of(agent.do(number, "confirm"))["fields"]) == {"text"}
    agent.did(number, "confirm", text="You wrote about your cart.")
    assert set(error_of(agent.do(number, "verify", checked="", found=None))["fields"]) == {"checked", "found"}
    agent.did(number, "verify", checked="log", found="cookies")
    refused = agent.do(number, "propose", text="", kind="gift", section="somewhere", fault="weather", cost="")
    assert refused.status_code == 422
    assert set(error_of(refused)["fields"]) == {"text", "kind", "section", "fault", "cost"}
    costly = agent.do(number, "propose", **PROPOSAL | {"cost": "12 USD"})
    assert set(error_of(costly)["fields"]) == {"cost"}
    agent.did(number, "propose", **PROPOSAL)
    early = agent.do(number, "execute", text="done")
    assert (early.status_code, set(error_of(early)["fields"])) == (422, {"consent"})


def test_answer_records_three_steps_in_one(house: House) -> None:
    agent = house.staff()
    number = made(agent)
    missing = agent.do(number, "answer")
    assert set(error_of(missing)["fields"]) == {"text", "checked", "section"}
    solved(house, agent, number)
    ticket = agent.ticket(number)
    assert ticket["step"] == "following_up"
    assert {"confirmed", "verified", "proposed"} <= {event["kind"] for event in ticket["events"]}


def test_unknown_fields_wrong_types_and_unknown_verbs_are_refused_by_name(house: House) -> None:
    agent = house.staff()
    number = made(agent)
    assert set(error_of(agent.do(number, "confirm", text="x", colour="red"))["fields"]) == {"colour"}
    assert set(error_of(agent.do(number, "confirm", text=["x"]))["fields"]) == {"text"}
    assert set(error_of(agent.do(number, "follow-up", satisfied="yes"))["fields"]) == {"satisfied"}
    assert set(error_of(agent.do(number, "claim", by="me"))["fields"]) == {"by"}
    assert agent.do(number, "explode").status_code == 404
    assert agent.post(f"/tickets/{number}/confirm", []).status_code == 400


@pytest.mark.parametrize("number", ["0", "999999", "abc", "10001x", "²", "9" * 40, "-1", "%00", "10001'--"])
def test_a_ticket_that_is_not_there_is_404(any_house: House, number: str) -> None:
    agent = any_house.staff()
    assert agent.get(f"/tickets/{number}").status_code in (400, 404)
    assert agent.do(number, "claim").status_code in (400, 404)


@pytest.mark.parametrize(
    ("verb", "evidence", "kind"),
    [
        ("claim", {}, "claimed"),
        ("note", {"text": "Asked the warehouse."}, "noted"),
        ("call", {"reached": True, "note": "She will send a photo."}, "called"),
        ("confirm", {"text": "You wrote about your cart."}, "confirmed"),
        ("classify", {"kind": "complex", "reason": "A payment is disputed."}, "classified"),
    ],
)
def test_a_verb_with_the_same_id_is_done_once(
    any_house: House, verb: str, evidence: dict[str, object], kind: str
) -> None:
    agent, id = any_house.staff(), str(uuid4())
    number = made(agent)
    first = agent.did(number, verb, id=id, **evidence)
    again = agent.did(number, verb, id=id, **evidence)
    assert again == first
    assert [event["kind"] for event in again["events"]].count(kind) == 1
    assert again["requests"] == [id]


def test_a_solution_with_the_same_id_stays_one_version(house: House) -> None:
    agent, id = house.staff(), str(uuid4())
    number = made(agent)
    agent.did(number, "confirm", text="You wrote about your cart.")
    agent.did(number, "verify", checked="the order", found="a broken cart")
    agent.did(number, "propose", id=id, **PROPOSAL)
    assert agent.did(number, "propose", id=id, **PROPOSAL)["solution"]["version"] == 1
    assert [message["id"] for message in agent.ticket(number)["messages"]].count(id) == 1


def test_transfer_and_merge_with_the_same_id_are_done_once(house: House) -> None:
    agent, colleague = house.staff(), house.staff()
    number, survivor = made(agent), made(agent, details="The same again.")
    agent.did(number, "claim")
    given = {"id": str(uuid4()), "to": colleague.id, "note": "You know her."}
    assert agent.did(number, "transfer", **given)["assignee"]["id"] == colleague.id
    assert agent.did(number, "transfer", **given)["assignee"]["id"] == colleague.id
    into = {"id": str(uuid4()), "into": survivor}
    assert colleague.did(number, "merge", **into)["number"] == survivor
    assert colleague.did(number, "merge", **into)["number"] == survivor


@pytest.mark.parametrize(
    ("verb", "evidence"), [("note", {"text": "Something else."}), ("claim", {}), ("reply", {"text": "Asked."})]
)
def test_an_id_stands_for_one_thing_only(any_house: House, verb: str, evidence: dict[str, str]) -> None:
    agent, id = any_house.staff(), str(uuid4())
    number = made(agent)
    agent.did(number, "note", id=id, text="Asked.")
    other = agent.do(number, verb, id=id, **evidence)
    assert (other.status_code, error_of(other)["code"]) == (409, "id_reused")
    colleague = any_house.staff().do(number, "note", id=id, text="Asked.")
    assert (colleague.status_code, error_of(colleague)["code"]) == (409, "id_reused")
    assert agent.did(made(agent), "note", id=id, text="Of another ticket.")


def test_what_was_refused_may_be_sent_again_under_its_id(house: House) -> None:
    agent, id = house.staff(), str(uuid4())
    number = made(agent)
    assert agent.do(number, "note", id=id, text="").status_code == 422
    agent.did(number, "note", id=id, text="Asked.")


def test_the_id_of_a_message_of_the_shopper_is_no_id_for_a_reply(house: House) -> None:
    chat, agent = house.chat(), house.staff()
    said = chat.say("where is my parcel")
    number = chat.hand_off()["ticket"]["number"]
    other = agent.do(number, "reply", id=said["id"], text="On its way.")
    assert (other.status_code, error_of(other)["code"]) == (409, "id_reused")


def test_reply_with_the_same_id_is_sent_once(any_house: House) -> None:
    agent, id = any_house.staff(), str(uuid4())
    number = made(agent)
    first = agent.did(number, "reply", id=id, text="We are on it.")
    again = agent.did(number, "reply", id=id, text="We are on it.")
    assert [message["id"] for message in again["messages"]].count(id) == 1
    assert again["version"] == first["version"]
    other = agent.do(number, "reply", id=id, text="Something else")
    assert (other.status_code, error_of(other)["code"]) == (409, "id_reused")
    assert [row["kind"] for row in any_house.rows("outbox", ticket=int(number))].count("reply") == 1
    assert set(error_of(agent.do(number, "reply", text="no id"))["fields"]) == {"id"}


def test_ask_waits_and_answered_ends_the_wait(house: House) -> None:
    agent = house.staff()
    number = made(agent)
    asked = agent.did(number, "ask", id=str(uuid4()), text="Which browser?")
    assert asked["waiting"]["for"] == "answer"
    assert {clock["promise"]: clock["state"] for clock in asked["clocks"]} == {
        "confirmation": "running",
        "resolution": "paused",
    }
    assert error_of(agent.do(number, "answered"))["fields"].keys() == {"note"}
    assert agent.did(number, "answered", note="rang: Firefox")["waiting"] is None
    assert agent.do(number, "answered", note="again").status_code == 409


def test_a_call_a_note_a_release_and_a_transfer_are_on_record(house: House) -> None:
    agent, colleague = house.staff(), house.staff()
    number = made(agent)
    agent.did(number, "call", reached=True, note="explained the delay")
    agent.did(number, "note", text="call again on Monday")
    assert agent.did(number, "release")["assignee"] is None
    assert error_of(agent.do(number, "transfer", to=colleague.id))["fields"].keys() == {"note"}
    assert error_of(agent.do(number, "transfer", to="nobody", note="x"))["fields"].keys() == {"to"}
    assert error_of(agent.do(number, "transfer", to="a\0b", note="x"))["fields"].keys() == {"to"}
    moved = agent.did(number, "transfer", to=colleague.email, note="you know this shopper")
    assert moved["assignee"]["id"] == colleague.id
    kinds = [event["kind"] for event in moved["events"]]
    assert kinds == ["received", "claimed", "called", "noted", "released", "transferred"]
    assert [event["actor"]["name"] for event in moved["events"][1:]] == [agent.name] * 5


def test_what_another_holds_is_theirs_until_a_lead_steps_in(house: House) -> None:
    agent, other, lead = house.staff(), house.staff(), house.staff("lead")
    number = made(agent)
    agent.did(number, "claim")
    for verb, evidence in (("claim", {}), ("confirm", {"text": "x"}), ("reply", {"id": str(uuid4()), "text": "x"})):
        refused = other.do(number, verb, **evidence)
        assert (refused.status_code, error_of(refused)["code"]) == (409, "held_by_other")
    assert other.did(number, "note", text="I know this one")["assignee"]["id"] == agent.id
    assert lead.did(number, "confirm", text="You wrote about your cart.")["step"] == "verifying"
    assert "claim" not in other.ticket(number)["actions"]
    assert "verify" in agent.ticket(number)["actions"]


def test_classify_tells_the_shopper_and_starts_the_other_promise(house: House) -> None:
    agent = house.staff()
    number = made(agent)
    assert error_of(agent.do(number, "classify", kind="complex"))["fields"].keys() == {"reason"}
    assert error_of(agent.do(number, "classify", kind="easy", reason="x"))["fields"].keys() == {"kind"}
    ticket = agent.did(number, "classify", kind="complex", reason="a chargeback")
    states = {clock["promise"]: clock["state"] for clock in ticket["clocks"]}
    assert states == {"confirmation": "running", "resolution": "superseded", "update": "running"}
    assert "needs more work than a plain question" in ticket["messages"][-1]["text"]


def test_only_a_lead_extends_and_the_shopper_is_told_the_new_date(house: House) -> None:
    agent, lead = house.staff(), house.staff("lead")
    number = made(agent)
    until = now().date() + timedelta(days=30)
    while until.weekday() > 2:
        until += timedelta(days=1)
    evidence = {"clock": "resolution", "until": until.isoformat(), "text": "The part is late.", "reason": "supplier"}
    assert agent.do(number, "extend", **evidence).status_code == 403
    assert error_of(lead.do(number, "extend", **evidence | {"reason": ""}))["fields"].keys() == {"reason"}
    for wrong in (
        "",
        "soon",
        "0001-01-01",
        "9999-12-31",
        "2026-13-01",
        "9999-12-31T23:59:59-23:59",
        "2026-11-30T17:00",
    ):
        refused = lead.do(number, "extend", **evidence | {"until": wrong})
        assert refused.status_code == 422, wrong
        assert error_of(refused)["fields"].keys() == {"until"}
    assert lead.do(number, "extend", **evidence | {"clock": "nothing"}).status_code == 404
    ticket = lead.did(number, "extend", **evidence)
    limit = next(clock["limit"] for clock in ticket["clocks"] if clock["promise"] == "resolution")
    assert datetime.fromisoformat(limit).date() == until
    assert f"The new date is {until:%a} {until.day} {until:%b}, 17:00." in ticket["messages"][-1]["text"]


def test_snooze_never_goes_past_a_limit(house: House) -> None:
    agent = house.staff()
    number = made(agent)
    for wrong in (
        "",
        "tomorrow",
        "2020-01-01T00:00:00+00:00",
        "2099-01-01T00:00:00+00:00",
        "0001-01-01T00:00:00+14:00",
    ):
        assert error_of(agent.do(number, "snooze", until=wrong))["fields"].keys() == {"until"}, wrong
    ticket = agent.did(number, "snooze", until=(now() + timedelta(hours=1)).isoformat())
    assert ticket["snoozed_until"]


def test_discard_voids_the_promises_and_reopen_brings_it_back(house: House) -> None:
    agent = house.staff()
    number = made(agent)
    assert error_of(agent.do(number, "discard", reason="boring"))["fields"].keys() == {"reason"}
    gone = agent.did(number, "discard", reason="spam", note="sells watches")
    assert (gone["step"], gone["outcome"]) == ("closed", "discarded")
    assert {clock["state"] for clock in gone["clocks"]} == {"void"}
    assert error_of(agent.do(number, "reopen"))["fields"].keys() == {"reason"}
    assert agent.did(number, "reopen", reason="no spam after all")["step"] == "received"


def test_merging_keeps_the_earliest_dates_and_says_where_it_went(any_house: House) -> None:
    agent, lead = any_house.staff(), any_house.staff("lead")
    first, second = made(agent), made(agent, details="The same again.")
    survivor = agent.did(first, "merge", into=second)
    assert survivor["number"] == second
    merged = agent.ticket(first)
    assert (merged["outcome"], merged["merged_into"]) == ("merged", second)
    assert agent.do(first, "confirm", text="x").status_code == 409
    assert agent.do(second, "merge", into=second).status_code == 409
    assert agent.do(second, "merge", into="abc").status_code in (404, 422)
    stranger = made(agent, email="bo@example.com")
    assert agent.do(stranger, "merge", into=second).status_code == 403
    assert lead.did(stranger, "merge", into=second)["number"] == second
    assert {clock["state"] for clock in agent.ticket(second)["clocks"]} == {"running", "superseded"}


def test_disrespectful_words_go_back_and_a_lead_can_let_them_pass(house: House) -> None:
    agent, lead = house.staff(), house.staff("lead")
    number = made(agent)
    rude = {"id": str(uuid4()), "text": "> you idiots\nThat is not our problem."}
    refused = agent.do(number, "reply", **rude)
    assert (refused.status_code, error_of(refused)["code"]) == (422, "disrespectful")
    assert '"not our problem"' in error_of(refused)["fields"]["text"] and "idiots" not in error_of(refused)["message"]
    assert agent.do(number, "reply", **rude, respect_reason="it is a quotation").status_code == 403
    ticket = lead.did(number, "reply", **rude, respect_reason="it is a quotation")
    released = next(event for event in ticket["events"] if event["kind"] == "words_released")
    assert released["data"]["words"] == ["not our problem"]
    for verb, evidence in (("confirm", {"text": "you idiot"}), ("ask", {"id": str(uuid4()), "text": "idiot"})):
        assert agent.do(made(agent), verb, **evidence).status_code == 422


def test_a_card_number_in_an_agents_words_is_not_stored(house: House) -> None:
    agent = house.staff()
    number, card, id = made(agent), "4111 1111 1111 1111", str(uuid4())
    agent.did(number, "note", text=f"card {card}")
    agent.did(number, "call", reached=False, note=card)
    agent.did(number, "reply", id=id, text=f"your card {card}")
    agent.did(number, "reply", id=id, text=f"your card {card}")
    agent.did(number, "confirm", text=card)
    agent.did(number, "verify", checked=card, found=card)
    agent.did(number, "propose", **PROPOSAL | {"text": card, "fault": "nobody", "cost": card})
    assert "4111 1111" not in house.everything_stored()


@pytest.mark.parametrize("text", ["a\0b", "\x1b[31m", "🙂\u202e"])
def test_strange_characters_in_an_agents_words_do_no_harm(any_house: House, text: str) -> None:
    agent = any_house.staff()
    number = made(agent)
    agent.did(number, "note", text=text)
    agent.reply(number, text)
    agent.did(number, "confirm", text=text)
    agent.did(number, "verify", checked=text, found=text)
    assert agent.do(number, "note", text="\0").status_code == 422


def test_tickets_are_not_for_editors(house: House) -> None:
    agent, editor = house.staff(), house.staff("editor")
    number = made(agent)
    assert editor.get("/me").status_code == 200
    assert editor.get("/tickets").status_code == 403
    assert editor.get(f"/tickets/{number}").status_code == 403
    for verb in ("claim", "note", "confirm", "discard", "merge", "transfer"):
        assert editor.do(number, verb).status_code == 403
    assert editor.post("/tickets", FORM).status_code == 403
    assert editor.post("/tickets/next").status_code == 403


def test_take_next_gives_the_most_urgent_and_204_when_there_is_none(build: Build) -> None:
    house = build()
    agent, other = house.staff(), house.staff()
    assert agent.post("/tickets/next").status_code == 204
    general, complex_ = made(agent), made(agent, details="You refunded the wrong amount, I disagree.")
    waiting = made(agent)
    agent.did(waiting, "ask", id=str(uuid4()), text="Which browser?")
    agent.did(waiting, "release")
    order = [ticket["number"] for ticket in agent.get("/tickets").json["tickets"]]
    assert order[-1] == waiting
    first = agent.post("/tickets/next").json["number"]
    second = other.post("/tickets/next").json["number"]
    assert [first, second] == order[:2]
    assert {first, second} == {general, complex_}
    assert agent.post("/tickets/next").status_code == 204


def test_breached_tickets_come_first_and_their_breach_has_its_true_time(build: Build) -> None:
    house = build()
    agent = house.staff()
    old = made(agent)
    limit = datetime.fromisoformat(agent.ticket(old)["clocks"][0]["limit"])
    house.sweep(limit + timedelta(hours=5))
    house.sweep(limit + timedelta(hours=6))
    new = made(agent)
    listed = agent.get("/tickets").json
    assert [ticket["number"] for ticket in listed["tickets"]] == [old, new]
    assert (listed["counts"]["breached"], listed["counts"]["open"]) == (1, 2)
    events = [event for event in agent.ticket(old)["events"] if event["data"].get("promise") == "confirmation"]
    assert [event["kind"] for event in events] == ["at_risk", "breached"]
    assert datetime.fromisoformat(events[1]["at"]) == limit
    assert agent.ticket(old)["clocks"][0] | {"stopped_at": None} == agent.ticket(old)["clocks"][0] | {
        "state": "breached",
        "at_risk": True,
        "stopped_at": None,
    }


def test_the_queue_is_read_page_by_page_in_order(build: Build) -> None:
    house = build()
    agent = house.staff()
    numbers = [made(agent, details=f"Cart {each}") for each in range(7)]
    seen, cursor = [], None
    while True:
        page = agent.get("/tickets", limit=3, **{"cursor": cursor} if cursor else {}).json
        seen += [ticket["number"] for ticket in page["tickets"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert sorted(seen) == sorted(numbers) and seen == [
        ticket["number"] for ticket in agent.get("/tickets").json["tickets"]
    ]
    newest = agent.get("/tickets", view="all", limit=3).json
    assert [ticket["number"] for ticket in newest["tickets"]] == numbers[:-4:-1]
    rest = agent.get("/tickets", view="all", cursor=newest["next"]).json
    assert [ticket["number"] for ticket in rest["tickets"]] == numbers[3::-1]


def test_filters_and_search(build: Build) -> None:
    house = build()
    agent, other = house.staff(), house.staff()
    cart = made(agent, details="My cart is 100% empty", order_number="A_1001")
    dispute = made(agent, details="You refunded the wrong amount, I disagree.", email="bo@example.com", name="Bo Kim")
    done = made(agent)
    closed(house, agent, done)
    agent.did(cart, "claim")

    def found(**query: object) -> set[str]:
        answer = other.get("/tickets", **query)
        assert answer.status_code == 200, answer.text
        return {ticket["number"] for ticket in answer.json["tickets"]}

    assert found() == {cart, dispute}
    assert found(view="unheld") == {dispute} and found(view="mine") == set()
    assert found(view="closed") == {done} and found(view="all") == {cart, dispute, done}
    assert found(kind="complex") == {dispute} and found(step="received") == {cart, dispute}
    assert found(assignee=agent.id) == {cart}
    assert found(q="BO KIM") == {dispute} and found(q="bo@example") == {dispute}
    assert found(q=cart) == {cart} and found(q="A_1001") == {cart} and found(q="100%") == {cart}
    assert found(q="AX1001") == set() and found(q="%") == {cart} and found(q="²") == set() and found(q="\\") == set()
    assert found(q="' OR 1=1 --") == set()
    first = other.get("/tickets").json["tickets"][0]
    assert {"messages", "events", "brief"}.isdisjoint(first)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"view": "secret"}, 422),
        ({"colour": "red"}, 400),
        ({"limit": "²"}, 400),
        ({"limit": "-1"}, 400),
        ({"limit": "9999999999999"}, 400),
        ({"cursor": "x"}, 400),
        ({"cursor": "é"}, 400),
        ({"cursor": "W10"}, 400),  # []
        ({"cursor": "WzEsICJ4IiwgInkiLCAyXQ"}, 400),  # [1, "x", "y", 2]
        ({"cursor": "W0luZmluaXR5LCAiMjAyNi0wMS0wMSIsICIyMDI2LTAxLTAxIiwgMV0"}, 400),  # [Infinity, ...]
        ({"cursor": "WzEsICIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwgIjIwMjYtMDEtMDEiLCAxXQ"}, 400),  # before the year 1
        ({"cursor": "WzEsICIyMDI2LTAxLTAxIiwgIjIwMjYtMDEtMDEiLCAxXQ"}, 200),  # without an offset
        ({"cursor": "W" * 5000}, 400),
        ({"q": "\0"}, 400),
        ({"assignee": "x" * 5000}, 200),
    ],
)
def test_forged_queries_are_refused_and_never_crash(any_house: House, query: dict[str, str], status: int) -> None:
    assert any_house.staff().get("/tickets", **query).status_code == status


def test_events_are_only_ever_added(house: House) -> None:
    agent = house.staff()
    number = made(agent)
    seen: list[object] = []
    for verb, evidence in (
        ("claim", {}),
        ("confirm", {"text": "You wrote about your cart."}),
        ("verify", {"checked": "a", "found": "b"}),
        ("propose", PROPOSAL),
        ("consent", {"decision": "decline", "note": "wants a new jar"}),
        ("propose", PROPOSAL | {"kind": "guidance"}),
        ("follow-up", {"satisfied": False, "note": "rang again"}),
    ):
        events = agent.did(number, verb, **evidence)["events"]
        assert events[: len(seen)] == seen and len(events) > len(seen), verb
        seen = events
    assert all(event["actor"]["name"] and event["text"].endswith(".") and event["at"] for event in events)


def test_two_processes_never_make_two_tickets_of_one_form_or_one_handoff(
    postgres_url: str, knowledge_folder: Path, tmp_path: Path
) -> None:
    with (
        opened(tmp_path / "a", knowledge_folder, postgres_url) as one,
        opened(tmp_path / "b", knowledge_folder, postgres_url) as other,
        ThreadPoolExecutor(8) as pool,
    ):
        for _ in range(5):
            id = str(uuid4())
            places = list(pool.map(lambda each: each.form(form_id=id), [one, other] * 3))  # noqa: B023
            assert len(set(places)) == 1
            web = json.loads(one.web().post("/api/v1/conversations").text)
            path, bearer = f"/api/v1/conversations/{web['conversation']['id']}/handoff", f"Bearer {web['token']}"

            def hand_off(each: House) -> str:
                body = {"id": str(uuid4()), "intake": FORM}
                answer: Answer = each.web().post(path, json=body, headers={"Authorization": bearer})  # noqa: B023
                assert answer.status_code == 200, answer.text
                return str(answer.json["ticket"]["number"])

            assert len(set(pool.map(hand_off, [one, other] * 3))) == 1
        assert len(one.rows("tickets")) == 10


def test_two_agents_never_take_the_same_ticket(postgres_url: str, knowledge_folder: Path, tmp_path: Path) -> None:
    with (
        opened(tmp_path / "a", knowledge_folder, postgres_url) as one,
        opened(tmp_path / "b", knowledge_folder, postgres_url) as other,
        ThreadPoolExecutor(8) as pool,
    ):
        agents = [one.staff(), other.staff("lead"), one.staff(), other.staff("lead")]
        for each in range(8):
            made(agents[0], details=f"Cart {each}")
        taken = [answer.json["number"] for answer in pool.map(lambda agent: agent.post("/tickets/next"), agents * 2)]
        assert len(set(taken)) == 8


def test_agents_see_what_falls_due_in_ten_business_days_and_editors_do_not(house: House) -> None:
    agent = house.staff()
    before = agent.get("/calendar").json["days"]
    assert sum(day["business_day"] for day in before) == 10
    limit = agent.ticket(made(agent))["next"]["limit"]
    after = agent.get("/calendar").json["days"]
    assert sum(day["count"] for day in after) == sum(day["count"] for day in before) + 2
    assert limit in {due["limit"] for day in after for due in day["tickets"]}
    assert house.staff("editor").get("/calendar").status_code == 403


@pytest.mark.parametrize("asked", [{"days": "0"}, {"days": "61"}, {"days": "ten"}, {"weeks": "2"}])
def test_an_unreadable_number_of_days_is_told(house: House, asked: dict[str, str]) -> None:
    answer = house.staff().get("/calendar", **asked)
    assert answer.status_code == 400
    assert "days" in error_of(answer)["message"]
