"""How is a shopper's text read? Into plain lower-case words, without what carries no meaning."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import groupby

from assistant.core.matching.english import CONTRACTIONS, SHORTHAND

READ_AT_MOST = 600
"""Characters. A question is asked by then; the rest of a long story only blurs it."""

_ADDRESS = re.compile(r"\S+@\S+\.\S+|(?:https?://|www\.)\S+")
_MARKED_NUMBER = re.compile(r"#\s?[\w-]*\d[\w-]*")
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019`\u00b4", "'"))
_WORD = re.compile(r"[^\W_]+")
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
_CODE_DIGITS = 3
"""A word with letters and this many digits, or a number one digit longer, names an order and asks for nothing."""


class Reader:
    """Turns text into words. Immutable."""

    def __init__(self, abbreviations: Mapping[str, str]) -> None:
        own = {short.casefold(): _plain(meant).split() for short, meant in abbreviations.items()}
        self._shorthand: Mapping[str, Sequence[str]] = SHORTHAND | own

    def words(self, text: str) -> list[str]:
        """The words of the first part of a text, said once where they are repeated; none when it holds no word."""
        plain = _plain(text[:READ_AT_MOST])
        typed = [word for word in _WORD.findall(plain) if not _is_code(word)]
        if not any(len(word) > 1 and any(map(str.isalpha, word)) for word in typed):
            return []
        return [meant for word, _ in groupby(typed) for meant in self._shorthand.get(word, (word,))]


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
    text = _MARKED_NUMBER.sub(" ", _ADDRESS.sub(" ", text))
    for short, meant in CONTRACTIONS:
        text = text.replace(short, meant)
    return _DRAWN_OUT.sub(r"\1\1", text)


def _is_code(word: str) -> bool:
    digits = sum(letter.isdigit() for letter in word)
    return digits > _CODE_DIGITS or (digits == _CODE_DIGITS and not word.isdigit())
