"""What does somebody mean who writes a fact's value into a form, and what does the file tell them to write?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assistant.content.fields import NUMBER
from assistant.content.yaml_edit import BOM, line_end
from assistant.content.yaml_places import Spot, spots
from assistant.core.errors import Invalid
from assistant.core.policy import FactValue, Number

RANGE = re.compile(
    rf"(?P<low>{NUMBER.pattern})\s*(?:-|\N{{EN DASH}}|\N{{EM DASH}}|\bto\b)\s*(?P<high>{NUMBER.pattern})"
)
COMMENT = re.compile(r"[ \t]*#[ \t]*(.*)")
SENTENCE = re.compile(r'"([^"]+)"[ \t]*(?:\((.*)\))?')


@dataclass(frozen=True, slots=True)
class Hint:
    """What the comment behind a fact tells whoever fills it in."""

    sentence: str
    """The sentence that the value completes: ``Shipping costs ...``; empty for a comment of another form."""
    more: str
    """What else to think of, or the comment itself."""


def read_value(told: str) -> FactValue:
    """A value as people write it: ``60``, ``4.90``, ``5-10`` or ``5 to 10``, any text; nothing for "not stated".

    Raises ``Invalid`` (field ``value``) for a range that does not ascend.
    """
    plain = " ".join(told.split())
    if NUMBER.fullmatch(plain):
        return _number(plain)
    ends = RANGE.fullmatch(plain)
    if not ends:
        return plain or None
    low, high = _number(ends["low"]), _number(ends["high"])
    if low < high:
        return low, high
    message = f"Write the smaller number first: {high}-{low}." if low > high else f"Write {low} alone."
    raise Invalid(message, fields={"value": message})


def hints(text: str) -> Mapping[str, Hint]:
    """What stands as a comment behind each fact of policy.yaml, by the fact's name."""
    plain = text.removeprefix(BOM)
    facts = spots(plain).values.get("facts", Spot("scalar", 0, 0)).values
    behind = {name: COMMENT.match(plain[fact.end : line_end(plain, fact.end)]) for name, fact in facts.items()}
    return {name: _hint(comment[1].strip()) for name, comment in behind.items() if comment}


def _number(plain: str) -> Number:
    return Decimal(plain) if "." in plain else int(plain)


def _hint(comment: str) -> Hint:
    said = SENTENCE.fullmatch(comment)
    return Hint(said[1], said[2] or "") if said else Hint("", comment)
