"""Which number do words say: "sixty", "twenty-one", "a hundred and twenty", "one and a half", "third"?"""

import re
from decimal import Decimal

_ONES = dict(
    zip(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
        + ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        range(20),
        strict=True,
    )
)
_TENS = dict(
    zip(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), range(20, 100, 10), strict=True)
)
# "first" and "second" say more often something else: the first thing to do, a second time
_PLACES = dict(
    zip(("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), range(3, 11), strict=True)
)
_HALF = Decimal("0.5")
_PHRASES = {"a couple of": Decimal(2), "half a": _HALF, "half an": _HALF, "a dozen": Decimal(12)}


def _one_of(*words: str) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_DIGIT = _one_of(*list(_ONES)[1:10])
_BELOW_A_HUNDRED = rf"(?:(?:{_one_of(*_TENS)})(?:[\s-]+(?:{_DIGIT}))?|{_one_of(*_ONES)})"
_HUNDREDS = rf"(?:a|{_DIGIT})\s+hundred(?:\s+(?:and\s+)?{_BELOW_A_HUNDRED})?"
_OTHERS = _one_of(*_PLACES, *_PHRASES).replace(" ", r"\s+")
NUMBER_WORDS = rf"(?:(?:{_HUNDREDS}|{_BELOW_A_HUNDRED})(?:\s+and\s+a\s+half)?|{_OTHERS})(?!\w)"
"""A pattern for them, without groups."""


def value_of(words: str) -> Decimal:
    """The number that words matching ``NUMBER_WORDS`` say."""
    said = re.sub(r"[\s-]+", " ", words.strip().lower())
    if said in _PHRASES:
        return _PHRASES[said]
    value = Decimal(0)
    for word in said.split():
        if word == "hundred":
            value = (value or Decimal(1)) * 100
        elif word == "half":
            value += _HALF
        else:
            value += _ONES.get(word, 0) or _TENS.get(word, 0) or _PLACES.get(word, 0)
    return value
