"""What must never be stored as it was written? Card numbers, and characters that nobody sees."""

import re
from collections.abc import Sequence

_SEPARATOR = r"[ \-./\u00a0\u2010-\u2015\u202f]"
_DIGITS_IN_GROUPS = re.compile(rf"(?<!\w)[0-9](?:{_SEPARATOR}{{0,2}}[0-9]){{12,}}(?!\w)")
_GROUP = re.compile(r"[0-9]+")
_CARD_LENGTHS = range(13, 20)
_FIRST_DIGITS = "23456"  # they name the kind of card
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
MASK = "•"


def mask_cards(text: str) -> str:
    """Replace all but the last four digits of anything that is a valid card number (13-19 digits, Luhn).

    A card number is a row of whole groups of digits: what stands before it (an order number) or behind it (the date it
    runs out) does not hide it.
    """
    return _DIGITS_IN_GROUPS.sub(lambda found: _masked(found.group()), text)


def without_unseen(text: str) -> str:
    """The text without control characters (line breaks and tabs stay), without marks that turn the direction of writing
    round, and without halves of characters: databases refuse some of them, and people are fooled by others.
    """
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _masked(found: str) -> str:
    groups = list(_GROUP.finditer(found))
    pieces, told, first = [], 0, 0
    while first < len(groups):
        last = _end_of_card(groups, first)
        if last is None:
            first += 1
            continue
        pieces += [found[told : groups[first].start()], f"{MASK * 4} {_digits(groups[first : last + 1])[-4:]}"]
        told, first = groups[last].end(), last + 1
    return "".join([*pieces, found[told:]])


def _end_of_card(groups: Sequence[re.Match[str]], first: int) -> int | None:
    """The last group of the card number that begins with group ``first``; of the longest one if there are several."""
    end = None
    if groups[first].group()[0] not in _FIRST_DIGITS:
        return None
    for last in range(first, min(first + _CARD_LENGTHS[-1], len(groups))):
        digits = _digits(groups[first : last + 1])
        if len(digits) > _CARD_LENGTHS[-1]:
            break
        if len(digits) in _CARD_LENGTHS and _luhn(digits) and _as_on_cards(groups[first : last + 1]):
            end = last
    return end


def _digits(groups: Sequence[re.Match[str]]) -> str:
    return "".join(group.group() for group in groups)


def _as_on_cards(groups: Sequence[re.Match[str]]) -> bool:
    """Cards are written in groups of four and more, or evenly: two telephone numbers in a row are none."""
    sizes = [len(group.group()) for group in groups]
    return sizes[0] >= 4 or set(sizes[:-1]) == {sizes[0]}


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0
