"""What does a handoff still need, and is what was given valid? One intake for the form and the chat."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email

from assistant.core.errors import Invalid
from assistant.core.redaction import mask_cards, without_unseen

# mail within a company goes to names such as shop.local; whether an address can be reached is for the mail server to say
SPECIAL_USE_DOMAIN_NAMES.clear()

FIELDS = ("name", "email", "phone", "order_number", "product", "sku", "details")
LONGEST = {
    "name": 120,
    "email": 254,
    "phone": 40,
    "order_number": 60,
    "product": 200,
    "sku": 60,
    "details": 8000,
}
MOST_ATTACHMENTS = 5


@dataclass(frozen=True, slots=True)
class Intake:
    """What the shopper told us about themselves and their case. Empty fields are None."""

    name: str = ""
    email: str | None = None
    phone: str | None = None
    order_number: str | None = None
    product: str | None = None
    sku: str | None = None
    details: str = ""
    attachments: tuple[str, ...] = ()


def read_intake(given: Mapping[str, str | None], attachments: tuple[str, ...] = (), *, wrote: str = "") -> Intake:
    """The intake from what was typed; ``details`` default to what the shopper wrote before.

    Raises ``Invalid`` (code ``missing_fields``) with a sentence for every field at fault.
    """
    typed = {field: _tidy(given.get(field), lines=field == "details") for field in FIELDS}
    typed["details"] = typed["details"] or wrote.strip()
    faults = {field: fault for field in FIELDS if (fault := _fault(field, typed))}
    if len(attachments) > MOST_ATTACHMENTS:
        faults["attachments"] = f"Please keep to {MOST_ATTACHMENTS} pictures."
    if faults:
        raise Invalid(
            "Something is missing or not quite right. Please look at the marked fields.",
            code="missing_fields",
            fields=faults,
        )
    return Intake(
        name=mask_cards(typed["name"]),
        email=read_address(typed["email"]) if typed["email"] else None,
        phone=typed["phone"] or None,
        order_number=mask_cards(typed["order_number"]) or None,
        product=mask_cards(typed["product"]) or None,
        sku=mask_cards(typed["sku"]) or None,
        details=mask_cards(typed["details"]),
        attachments=tuple(dict.fromkeys(attachments)),
    )


def read_correction(given: Mapping[str, str | None]) -> dict[str, str]:
    """What is to stand in place of what was given before, field by field; empty for nothing.

    Raises ``Invalid`` (code ``missing_fields``) with a sentence for every field at fault.
    """
    typed = {field: _tidy(given[field], lines=False) for field in FIELDS if given.get(field) is not None}
    # taking one of e-mail and phone away is fine as long as the other remains, which is for the ticket to say
    told = [field for field, value in typed.items() if value or field == "name"]
    faults = {field: fault for field in told if (fault := _fault(field, typed))}
    if faults:
        raise Invalid(" ".join(faults.values()), code="missing_fields", fields=faults)
    return {field: _as_stored(field, value) for field, value in typed.items()}


def _as_stored(field: str, value: str) -> str:
    match field:
        case "email":
            return read_address(value) or ""
        case "phone":
            return value
        case _:
            return mask_cards(value)


def read_address(value: str) -> str | None:
    """The e-mail address in one spelling, None for what is none."""
    try:
        return validate_email(value.strip(), check_deliverability=False).normalized
    except EmailNotValidError:
        return None


def _fault(field: str, typed: Mapping[str, str]) -> str | None:
    value = typed[field]
    if len(value) > LONGEST[field]:
        return f"That is too long: please keep to {LONGEST[field]} characters."
    if field == "name" and not value:
        return "Please tell us your name."
    if field == "name" and _LINK.search(value):
        # the receipt greets by name, and goes to whatever address was given
        return "Please give your name without an internet address."
    if field == "details" and not value:
        return "Please describe what you need help with."
    if field == "email":
        if not value and not typed["phone"]:
            return "Please give an e-mail address or a phone number, so that we can reach you."
        if value and read_address(value) is None:
            return "This does not look like an e-mail address. It should read like name@example.com."
    if field == "phone" and not value.startswith(("+", "0")) and mask_cards(value) != value:
        return "This looks like a card number. Please give a phone number, with its area code."
    if field == "phone" and value and not 6 <= sum(character.isdigit() for character in value) <= 16:
        return "This does not look like a phone number. Please give it with its area code."
    return None


_LINK = re.compile(r"https?:|www\.|//", re.IGNORECASE)


def _tidy(value: str | None, *, lines: bool) -> str:
    text = without_unseen(value or "")
    return text.strip() if lines else " ".join(text.split())
