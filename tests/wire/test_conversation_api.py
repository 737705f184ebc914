"""The shopper's conversation over HTTP: the same as the socket, with a bearer token."""

import io
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image

from tests.wire.conftest import Build
from tests.wire.house import Answer, House, error_of
from tests.wire.pictures import PLACE, bomb, lying, noise, photo, screenshot


class Caller:
    """A shop's own code that talks for a shopper."""

    def __init__(self, house: House) -> None:
        self._web = house.web()
        welcome = self._web.post("/api/v1/conversations")
        assert welcome.status_code in (200, 201)
        self.welcome: dict[str, Any] = welcome.json or {}
        self.path = f"/api/v1/conversations/{self.welcome['conversation']['id']}"
        self.token = self.welcome["token"]

    def post(self, what: str, body: object, token: str | None = None) -> Answer:
        return self._web.post(f"{self.path}/{what}", json=body, headers=self._bearer(token))

    def get(self, what: str, token: str | None = None) -> Answer:
        return self._web.get(f"{self.path}/{what}", headers=self._bearer(token))

    def say(self, text: str) -> dict[str, Any]:
        answer = self.post("messages", {"id": str(uuid4()), "text": text})
        assert answer.status_code == 200, answer.text
        return dict(answer.json or {})

    def upload(self, data: bytes, name: str = "photo.jpg") -> Answer:
        files = {"file": (io.BytesIO(data), name)}
        return self._web.post(f"{self.path}/uploads", data=files, headers=self._bearer(None))

    def _bearer(self, token: str | None) -> dict[str, str]:
        return {"Authorization": f"Bearer {token or self.token}"}


def test_a_conversation_starts_with_welcome_and_its_token_brings_it_back(house: House) -> None:
    caller = Caller(house)
    assert set(caller.welcome) == {"token", "conversation", "messages", "notice", "promises", "expectation"}
    again = house.web().post("/api/v1/conversations", json={"token": caller.token}).get_json()
    assert again["conversation"]["id"] == caller.welcome["conversation"]["id"]
    assert house.chat(caller.token).id == caller.welcome["conversation"]["id"]


def test_replies_can_be_read_once_the_post_has_answered(any_house: House) -> None:
    caller = Caller(any_house)
    said = caller.say("how long do i have to send smth back")
    assert said == {"ok": True, "id": said["id"], "seq": 2}
    [reply] = caller.get(f"messages?after={said['seq']}").json["messages"]
    assert (reply["reply_to"], reply["entry"]) == (said["id"], "returns/window")


def test_messages_come_with_how_the_conversation_stands(house: House) -> None:
    told = Caller(house).get("messages?after=0").json
    assert set(told) == {"ok", "messages", "more", "conversation", "promises", "notice", "expectation"}
    assert told["conversation"]["owner"] == "assistant" and told["more"] is False


def test_the_whole_way_to_a_ticket_and_back_to_its_page(any_house: House) -> None:
    caller = Caller(any_house)
    assert caller.post("suggestions", {"text": "refund how long"}).json["suggestions"]
    said = caller.say("how long does a refund take")
    [answer] = caller.get(f"messages?after={said['seq']}").json["messages"]
    assert caller.post("ratings", {"seq": answer["seq"], "helpful": True}).json == {"ok": True}
    option = answer["options"][0]["id"]
    chosen = caller.post("choices", {"id": str(uuid4()), "seq": answer["seq"], "option": option})
    assert chosen.json["ok"]
    picture = caller.upload(photo()).json["id"]
    intake = {"name": "Ann", "phone": "555 123 4567", "attachments": [picture]}
    made = caller.post("handoff", {"id": str(uuid4()), "intake": intake})
    assert made.status_code == 200 and made.json["ok"]
    page = any_house.web().get(made.json["ticket"]["url"].removeprefix("http://shop.test"))
    assert page.status_code == 200
    brief = any_house.staff().ticket(made.json["ticket"]["number"])["brief"]
    assert [each["id"] for each in brief["attachments"]] == [picture]
    assert brief["asked"][0]["text"] == "how long does a refund take"
    assert brief["answered"][0]["entry"] == "refunds/timing"
    assert 0 < brief["answered"][0]["confidence"] <= 1


def test_a_missing_field_is_422_with_its_name(house: House) -> None:
    refused = Caller(house).post("handoff", {"id": str(uuid4()), "intake": {"email": "nonsense"}})
    assert refused.status_code == 422
    assert error_of(refused)["code"] == "missing_fields"
    assert set(error_of(refused)["fields"]) == {"name", "email", "details"}


def test_a_reused_id_is_409(house: House) -> None:
    caller, id = Caller(house), str(uuid4())
    assert caller.post("messages", {"id": id, "text": "hello"}).status_code == 200
    refused = caller.post("messages", {"id": id, "text": "goodbye"})
    assert (refused.status_code, error_of(refused)["code"]) == (409, "id_reused")


@pytest.mark.parametrize("what", ["messages", "suggestions", "choices", "ratings", "handoff", "uploads"])
def test_without_the_token_401_and_with_anothers_404(house: House, what: str) -> None:
    mine, other = Caller(house), Caller(house)
    assert house.web().post(f"{mine.path}/{what}", json={}).status_code == 401
    assert mine.post(what, {}, token=other.token).status_code == 404
    assert mine.post(what, {}, token="unknown").status_code == 404


def test_reading_needs_the_token_too(house: House) -> None:
    mine, other = Caller(house), Caller(house)
    assert house.web().get(f"{mine.path}/messages").status_code == 401
    assert mine.get("messages", token=other.token).status_code == 404


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"5", "application/json", 400),
        (b'{"a":' * 100_0 + b"1" + b"}" * 100_0, "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"id": "12345678", "text": "hi"}', "text/plain", 400),
        (b'{"id": "12345678", "text": "hi"}', "application/x-www-form-urlencoded", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"id": "12345678", "text": "hi", "id": 5}', "application/json", 422),
        (b'{"id": "12345678", "text": "\\ud800"}', "application/json", 422),
        (b'{"id": "12345678", "text": NaN}', "application/json", 422),
        (b'{"\\ud800": 1}', "application/json", 422),
        (b'{"seq": 1' + b"0" * 5000 + b"}", "application/json", 400),
        (b'{"text": "' + b"x" * 300_000 + b'"}', "application/json", 413),
    ],
    ids=lambda value: str(value)[:30],
)
def test_hostile_bodies_are_refused_in_words(house: House, body: bytes, kind: str, status: int) -> None:
    caller = Caller(house)
    answer = house.web().post(
        f"{caller.path}/messages",
        data=body,
        content_type=kind,
        headers={"Authorization": f"Bearer {caller.token}"},
    )
    assert answer.status_code == status, answer.text
    assert error_of(answer)["message"]


@pytest.mark.parametrize("after", ["x", "-1", "²", "1e3", "9" * 40, "%00", "true"])
def test_after_is_a_whole_number(house: House, after: str) -> None:
    assert Caller(house).get(f"messages?after={after}").status_code in (400, 422)


def test_uploads_are_encoded_anew_without_what_they_tell_of_the_shopper(house: House) -> None:
    caller = Caller(house)
    uploaded = caller.upload(photo(), "../../etc/pass\0wd<script>.JPG")
    assert uploaded.status_code == 201
    assert set(uploaded.json) == {"id", "name", "url", "size", "width", "height"}
    assert (uploaded.json["width"], uploaded.json["height"]) == (40, 60)  # turned upright
    assert "/" not in uploaded.json["name"] and "\0" not in uploaded.json["name"]
    [row] = house.rows("attachments", id=uploaded.json["id"])
    assert PLACE.encode() not in row["data"]
    assert not Image.open(io.BytesIO(row["data"])).getexif()
    assert PLACE.encode() not in house.rows("attachments", id=caller.upload(screenshot()).json["id"])[0]["data"]


def test_large_pictures_up_to_the_limit_are_taken(house: House) -> None:
    picture = noise(1100, 1100)
    assert 1_000_000 < len(picture) < house.settings.upload_bytes
    assert Caller(house).upload(picture).status_code == 201


@pytest.mark.parametrize(
    ("data", "status"),
    [(b"", 422), (b"GIF89a", 422), (b"%PDF-1.7", 422), (b"<svg onload=alert(1)>", 422), (lying(), 422), (bomb(), 422)],
)
def test_what_is_no_picture_is_refused(house: House, data: bytes, status: int) -> None:
    refused = Caller(house).upload(data, "nice.png")
    assert refused.status_code == status
    assert set(error_of(refused)["fields"]) == {"file"}


def test_a_picture_that_is_too_large_is_413(build: Build) -> None:
    small = build(upload_bytes=10_000)
    refused = Caller(small).upload(noise(100, 100))
    assert refused.status_code == 413
    assert Caller(small).upload(noise(400, 400)).status_code == 413


def test_pictures_are_kept_to_a_number(house: House) -> None:
    caller = Caller(house)
    statuses = [caller.upload(screenshot()).status_code for _ in range(21)]
    assert statuses == [201] * 20 + [413]


def test_a_picture_of_another_conversation_does_not_join_the_ticket(house: House) -> None:
    stolen = Caller(house).upload(photo()).json["id"]
    caller = Caller(house)
    intake = {"name": "Eve", "email": "eve@example.com", "details": "x", "attachments": [stolen, "\0", "x" * 300]}
    made = caller.post("handoff", {"id": str(uuid4()), "intake": intake}).json["ticket"]
    assert house.staff().ticket(made["number"])["brief"]["attachments"] == []


def test_a_request_id_opens_nobody_elses_ticket(house: House) -> None:
    id = "request-0001"
    one, other = Caller(house), Caller(house)
    first = one.post("handoff", {"id": id, "intake": _ann("Mine")}).json["ticket"]
    second = other.post("handoff", {"id": id, "intake": _ann("Yours")}).json["ticket"]
    assert first["url"] != second["url"]
    page = house.form(form_id=id, name="Ann", details="Mine")
    assert page not in (first["url"], second["url"])


def _ann(details: str) -> dict[str, str]:
    return {"name": "Ann", "email": "ann@example.com", "details": details}


def test_too_many_requests_are_429_with_a_time_to_wait(build: Build) -> None:
    caller = Caller(build(rate_limits="on"))
    answers = [caller.post("messages", {"id": str(uuid4()), "text": "hello"}) for _ in range(31)]
    assert answers[29].status_code == 200
    assert answers[30].status_code == 429
    assert error_of(answers[30])["code"] == "too_many"
    assert 0 < int(answers[30].headers["Retry-After"]) <= 60


def test_a_shops_own_page_may_call_from_its_origin_and_no_other(build: Build) -> None:
    web = build(allowed_origins=("https://www.shop.example",)).web()
    allowed = web.post("/api/v1/conversations", json={}, headers={"Origin": "https://www.shop.example"})
    assert allowed.status_code == 201
    assert allowed.headers["Access-Control-Allow-Origin"] == "https://www.shop.example"
    assert "Origin" in allowed.headers["Vary"]
    preflight = web.options("/api/v1/conversations", headers={"Origin": "https://www.shop.example"})
    assert "Authorization" in preflight.headers["Access-Control-Allow-Headers"]
    foreign = web.post("/api/v1/conversations", json={}, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert "Access-Control-Allow-Origin" not in foreign.headers
    queue = web.get("/api/v1/tickets", headers={"Origin": "https://www.shop.example"})
    assert "Access-Control-Allow-Origin" not in queue.headers
