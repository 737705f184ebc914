"""What the shopper gave is put right: any part of it, on record without what is personal."""

import pytest

from assistant.core.errors import Conflict, Invalid
from assistant.core.tickets import Contact
from tests.core.shop import KIM, Case

AT = "2026-11-02 11:00"


def test_any_part_is_corrected_and_the_rest_stays() -> None:
    case = Case()
    case.correct({"email": " Ana@Other.Example ", "order_number": "A-18", "phone": None}, at=AT)
    assert case.ticket.shopper == Contact("Ana Diaz", email="Ana@other.example", order_number="A-18")


def test_the_record_tells_who_and_what_but_nothing_personal() -> None:
    case = Case()
    case.correct({"name": "Ana Dias", "email": "ana@other.example", "phone": "+1 555 0100", "sku": "R-1"}, at=AT)
    event = case.ticket.news[-1]
    assert event.text == "Sam corrected the name, the e-mail address, the phone number and the SKU."
    assert event.data == {"fields": ["name", "email", "phone", "sku"], "changes": {"sku": ["", "R-1"]}}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"email": "ana"}, "email"),
        ({"phone": "12"}, "phone"),
        ({"name": " "}, "name"),
        ({"name": "see http://x.example"}, "name"),
        ({"sku": "x" * 61}, "sku"),
        ({"email": ""}, "email"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(given: dict[str, str], field: str) -> None:
    case = Case()
    with pytest.raises(Invalid) as refused:
        case.correct(given, at=AT)
    assert list(refused.value.fields) == [field]
    assert case.ticket.shopper.email == "ana@shopper.example"


def test_the_address_may_go_where_a_phone_number_comes() -> None:
    case = Case()
    case.correct({"email": "", "phone": "+1 555 0100"}, at=AT)
    assert (case.ticket.shopper.email, case.ticket.shopper.phone) == ("", "+1 555 0100")


def test_nothing_new_is_no_correction() -> None:
    with pytest.raises(Conflict, match="already"):
        Case().correct({"order_number": "A-17"}, at=AT)


def test_another_agents_ticket_is_theirs_to_correct() -> None:
    case = Case()
    case.claim(at=AT, by=KIM)
    with pytest.raises(Conflict, match="Kim holds"):
        case.correct({"order_number": "A-18"}, at=AT)
