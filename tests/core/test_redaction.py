"""What is never stored as it was written."""

import time

import pytest

from assistant.core.errors import Invalid
from assistant.core.intake import read_intake
from assistant.core.redaction import mask_cards, without_unseen


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("my card is 4111 1111 1111 1111", "my card is •••• 1111"),
        ("4111111111111111", "•••• 1111"),
        ("4111-1111-1111-1111.", "•••• 1111."),
        ("4111.1111.1111.1111", "•••• 1111"),
        ("4111  1111  1111  1111", "•••• 1111"),
        ("4111\u00a01111\u00a01111\u00a01111", "•••• 1111"),
        ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "•••• 1111"),
        ("3782 822463 10005 or 5555 5555 5555 4444", "•••• 0005 or •••• 4444"),
        ("(4111111111111111)", "(•••• 1111)"),
    ],
)
def test_of_a_card_number_the_last_four_digits_are_kept(written: str, stored: str) -> None:
    assert mask_cards(written) == stored


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("4111 1111 1111 1111 12/27 123", "•••• 1111 12/27 123"),
        ("4111 1111 1111 1111 12 27", "•••• 1111 12 27"),
        ("order 12345 4111 1111 1111 1111", "order 12345 •••• 1111"),
    ],
)
def test_a_date_behind_a_card_number_or_an_order_number_before_it_does_not_hide_it(written: str, stored: str) -> None:
    assert mask_cards(written) == stored


@pytest.mark.parametrize(
    "written",
    [
        "order 1000234, SKU RM-50",
        "4111 1111 1111 1112",  # the check digit is wrong
        "9400 1118 9922 3100 0012 34",  # a tracking number
        "1Z999AA10123456784",
        "555 123 4567 555 123 4568",  # two telephone numbers
        "2026-11-02 10:00 and 2026-12-24",
        "0000 0000 0000 0000",
    ],
)
def test_other_numbers_stay_as_they_are(written: str) -> None:
    assert mask_cards(written) == written


def test_long_rows_of_digits_are_read_in_a_moment() -> None:
    began = time.process_time()
    for row in ("1 " * 10_000, "4 " * 10_000, "4" * 20_000, "4111 " * 4_000, "12-" * 6_000 + "a"):
        mask_cards(row)
    assert time.process_time() - began < 2


def test_characters_nobody_sees_are_left_out() -> None:
    assert without_unseen("a\0b\x1bc\r\nd\te\rf") == "abc\nd\te\nf"
    assert without_unseen("invoice\u202egpj.exe") == "invoicegpj.exe"
    assert without_unseen("half\ud83d a smile, whole 🙂") == "half a smile, whole 🙂"


def test_no_field_of_the_intake_keeps_a_card_number() -> None:
    card = "4111 1111 1111 1111"
    intake = read_intake(
        {"name": f"Ann {card}", "email": "ann@example.com", "details": card, "sku": card}
        | {"product": card, "order_number": card}
    )
    assert (intake.name, intake.details) == ("Ann •••• 1111", "•••• 1111")
    assert (intake.sku, intake.product, intake.order_number) == ("•••• 1111",) * 3


def test_a_card_number_is_no_phone_number_but_long_phone_numbers_are_kept() -> None:
    with pytest.raises(Invalid) as refused:
        read_intake({"name": "Ann", "phone": "4111 1111 1111 1111", "details": "hello"})
    assert refused.value.fields == {
        "phone": "This looks like a card number. Please give a phone number, with its area code."
    }
    assert read_intake({"name": "Ann", "phone": "+49 151 2345 6789 12", "details": "hello"}).phone == (
        "+49 151 2345 6789 12"
    )


def test_a_name_with_an_internet_address_is_refused_because_the_receipt_greets_by_name() -> None:
    with pytest.raises(Invalid) as refused:
        read_intake({"name": "You won! https://prize.example", "email": "ann@example.com", "details": "hello"})
    assert refused.value.fields == {"name": "Please give your name without an internet address."}
