"""What must never be stored as it was written? Card numbers; and, for text that leaves its conversation, the person."""

import re

_CARD = re.compile(r"(?<![\w.])(?:\d[ \-.]?){12,18}\d(?![\w])")
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_LONG_NUMBER = re.compile(r"\+?\d(?:[ ()./-]{0,2}\d){4,}")
MASK = "•"


def mask_cards(text: str) -> str:
    """Replace all but the last four digits of anything that is a valid card number (13-19 digits, Luhn)."""
    return _CARD.sub(lambda found: _masked(found.group()), text)


def redact(text: str) -> str:
    """The text without what could name a person or an order: e-mail addresses and numbers of five digits and more."""
    return _LONG_NUMBER.sub("[number]", _EMAIL.sub("[e-mail]", text))


def _masked(found: str) -> str:
    digits = [character for character in found if character.isdigit()]
    if not _luhn(digits):
        return found
    return f"{MASK * 4} {''.join(digits[-4:])}"


def _luhn(digits: list[str]) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
