"""The official form, as a browser without JavaScript sends it."""

import html
import io
import re
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from uuid import uuid4

import pytest
from werkzeug.datastructures import MultiDict

from tests.wire.conftest import Build
from tests.wire.house import House
from tests.wire.pictures import PLACE, bomb, noise, photo, screenshot

ANN = {"name": "Ann Lee", "email": "ann@example.com", "details": "My cart page stays empty."}
HOSTILE = "\"'><script>alert(1)</script>{{7*7}}"


def test_the_page_asks_for_what_the_policy_asks_for(house: House) -> None:
    page = house.web().get("/contact").text
    for name in ("name", "email", "phone", "order_number", "product", "sku", "details", "screenshots"):
        assert f'name="{name}"' in page
    assert 'action="/contact"' in page and 'method="post"' in page and "multipart/form-data" in page


@pytest.mark.parametrize("kind", ["multipart/form-data", "application/x-www-form-urlencoded"])
def test_a_sent_form_leads_to_its_tickets_page(any_house: House, kind: str) -> None:
    sent = any_house.web().post("/contact", data=ANN | {"order_number": "1001", "sku": "RM-50"}, content_type=kind)
    assert sent.status_code == 303
    assert re.fullmatch(r"/t/[\w-]{43}", sent.location)
    page = any_house.web().get(sent.location)
    assert page.status_code == 200
    for shown in ("Ann Lee", "1001", "RM-50", "My cart page stays empty."):
        assert shown in page.text
    ticket = any_house.staff().ticket(any_house.number_of(sent.location))
    assert (ticket["topic"], ticket["kind"], ticket["step"]) == ("website", "general", "received")
    assert ticket["events"][0]["kind"] == "received"


def test_without_an_origin_the_form_is_taken_and_from_a_foreign_one_it_is_not(house: House) -> None:
    assert house.web().post("/contact", data=ANN).status_code == 303
    assert house.web().post("/contact", data=ANN, headers={"Origin": "http://shop.test"}).status_code == 303
    for origin in ("https://evil.example", "null", "http://shop.test.evil.example", "http://shop.test:81"):
        assert house.web().post("/contact", data=ANN, headers={"Origin": origin}).status_code == 403


def test_a_faulty_form_comes_back_filled_in_with_the_fault_at_its_field(house: House) -> None:
    sent = house.web().post("/contact", data={"name": " ", "email": "ann@", "details": "Line 1\nLine 2", "sku": "RM"})
    assert sent.status_code == 422
    assert 'id="name-fault">Please tell us your name.' in sent.text
    assert 'id="email-fault">This does not look like an e-mail address.' in sent.text
    assert 'value="ann@"' in sent.text and 'value="RM"' in sent.text
    assert "Line 1\nLine 2</textarea>" in sent.text
    assert 'aria-invalid="true"' in sent.text
    assert "details-fault" not in sent.text


def test_either_an_address_or_a_phone_number_will_do(house: House) -> None:
    assert house.web().post("/contact", data=ANN | {"email": "", "phone": "555 123 4567"}).status_code == 303
    neither = house.web().post("/contact", data=ANN | {"email": ""})
    assert "Please give an e-mail address or a phone number" in neither.text


def test_what_was_typed_is_shown_as_text_whatever_it_is(house: House) -> None:
    fields = dict.fromkeys(("name", "email", "phone", "order_number", "product", "sku", "details"), HOSTILE)
    sent = house.web().post("/contact", data=fields | {"form_id": HOSTILE})
    assert sent.status_code == 422
    assert "<script>alert" not in sent.text and "49" not in sent.text.split("alert(1)")[1][:60]
    assert html.escape(HOSTILE).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in sent.text


def test_sending_twice_makes_one_ticket(any_house: House) -> None:
    form = ANN | {"form_id": str(uuid4())}
    before = len(any_house.rows("tickets"))
    places = {any_house.web().post("/contact", data=form).location for _ in range(3)}
    assert len(places) == 1
    assert len(any_house.rows("tickets")) == before + 1
    number = int(any_house.number_of(places.pop()))
    assert [row["kind"] for row in any_house.rows("outbox", ticket=number)] == ["receipt"]


def test_another_inquiry_from_the_same_open_page_is_another_ticket(house: House) -> None:
    id = str(uuid4())
    first = house.form(form_id=id)
    second = house.form(form_id=id, details="And another thing: where is my parcel?")
    assert first != second


def test_the_same_pictures_make_the_same_form_and_others_do_not(house: House) -> None:
    id = str(uuid4())

    def send(data: bytes) -> str:
        files = {"screenshots": (io.BytesIO(data), "a.png")}
        return str(house.web().post("/contact", data=ANN | {"form_id": id} | files).location)

    assert send(screenshot()) == send(screenshot())
    assert send(screenshot()) != send(screenshot(50, 50))


def test_screenshots_are_encoded_anew_and_shown_on_the_page(any_house: House) -> None:
    files = [(io.BytesIO(photo()), "<b>holiday.jpg"), (io.BytesIO(screenshot()), "cart.png")]
    sent = any_house.web().post("/contact", data=MultiDict([*ANN.items(), *(("screenshots", file) for file in files)]))
    assert sent.status_code == 303
    page = any_house.web().get(sent.location).text
    assert "&lt;b&gt;holiday.jpg" in page and "<b>holiday" not in page
    for address in set(re.findall(r'href="(/t/[^"]+/attachments/\w+)"', page)):
        picture = any_house.web().get(address)
        assert picture.mimetype in ("image/png", "image/jpeg")
        assert PLACE.encode() not in picture.data
        assert "sandbox" in picture.headers["Content-Security-Policy"]
        other = any_house.form()
        stolen = f"{other}/attachments/{address.rsplit('/', 1)[1]}"
        assert any_house.web().get(stolen).status_code == 404
    number = any_house.number_of(sent.location)
    assert len(any_house.staff().ticket(number)["brief"]["attachments"]) == 2


@pytest.mark.parametrize("make", [bomb, lambda: b"MZ\x90", lambda: b"<svg/>", lambda: b""])
def test_what_is_no_picture_is_told_at_its_field_with_all_other_faults(house: House, make: Callable[[], bytes]) -> None:
    files = {"screenshots": (io.BytesIO(make()), "x.png")}
    sent = house.web().post("/contact", data={"email": "ann@example.com", "details": "Help"} | files)
    assert sent.status_code == 422
    assert 'id="screenshots-fault"' in sent.text and 'id="name-fault"' in sent.text


def test_six_pictures_are_one_too_many(house: House) -> None:
    files = [("screenshots", (io.BytesIO(screenshot()), f"{n}.png")) for n in range(6)]
    sent = house.web().post("/contact", data=MultiDict([*ANN.items(), *files]))
    assert (sent.status_code, "Please keep to 5 pictures." in sent.text) == (422, True)


def test_a_huge_form_is_413_on_a_page_that_helps(build: Build) -> None:
    small = build(upload_bytes=10_000)
    files = {"screenshots": (io.BytesIO(noise(300, 300)), "x.png")}
    sent = small.web().post("/contact", data=ANN | files)
    assert sent.status_code == 413
    assert "Please keep to 5 pictures" in sent.text and 'action="/contact"' in sent.text
    assert small.web().post("/contact", data=ANN | {"details": "x" * 300_000}).status_code == 413


def test_long_details_are_told_at_their_field(house: House) -> None:
    sent = house.web().post("/contact", data=ANN | {"details": "x" * 8001})
    assert (sent.status_code, "please keep to 8000 characters" in sent.text) == (422, True)


def test_a_form_that_fell_into_the_trap_is_held_and_never_dropped(house: House, tmp_path: Path) -> None:
    house.send_mail(tmp_path)
    page = house.form(website_url="https://spam.example")
    lead, number = house.staff("lead"), house.number_of(page)
    ticket = lead.ticket(number)
    assert ticket["held"] is True
    assert number not in [each["number"] for each in lead.get("/tickets").json["tickets"]]
    assert number in [each["number"] for each in lead.get("/tickets", view="held").json["tickets"]]
    assert house.rows("outbox", ticket=int(number)) == []
    assert house.web().get(page).status_code == 200
    accepted = lead.did(number, "accept")
    assert accepted["held"] is False
    assert [row["kind"] for row in house.rows("outbox", ticket=int(number))] == ["receipt"]


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud7ff\U0010ffff", "\x1b[31m", "\u202e"])
def test_characters_that_databases_refuse_do_no_harm(any_house: House, text: str) -> None:
    sent = any_house.web().post("/contact", data=dict.fromkeys(ANN, f"A{text}") | {"email": "ann@example.com"})
    assert sent.status_code == 303


def test_a_card_number_in_any_field_is_not_stored(house: House) -> None:
    card = "4111 1111 1111 1111"
    fields = {name: f"x {card} 12/27" for name in ("name", "order_number", "product", "sku", "details")}
    house.form(**fields)
    assert card not in house.everything_stored()
    assert card not in house.web().post("/contact", data=ANN | {"phone": card}).headers.get("Location", "")


def test_the_receipt_repeats_a_name_as_plain_text(house: House, tmp_path: Path) -> None:
    name = "[Win a prize](https://prize.example) <b>x</b>"
    refused = house.web().post("/contact", data=ANN | {"name": name})
    assert "Please give your name without an internet address." in refused.text
    house.send_mail(tmp_path / "before")
    house.form(name="*Ann* <b>Lee</b> [x](mailto:eve@example.com)\r\nBcc: eve@example.com")
    [path] = house.send_mail(tmp_path / "mail")
    mail = message_from_bytes(Path(path).read_bytes(), policy=policy.default)
    assert (mail["Bcc"], mail["To"]) == (None, "ann@example.com")
    page = mail.get_body(("html",))
    assert page is not None
    shown = page.get_content()
    assert "*Ann* &lt;b&gt;Lee&lt;/b&gt; [x](mailto:eve@example.com) Bcc: eve@example.com" in shown
    assert shown.count("<a ") == 1  # the ticket's own page
