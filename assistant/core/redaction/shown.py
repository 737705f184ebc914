"""How is a person taken out of what they wrote, before others see it as an example?

On the side of taking too much: a question is understood without its numbers and names. What is taken leaves a mark that
people can read, such as ``[e-mail]``.
"""

import re
from collections.abc import Callable

from assistant.core.redaction.names import without_names

_MARKS = re.compile(r"(\[(?:account|address|card|e-mail|link|name|number|secret)\])")

_ENDING = r"(?:com|net|org|info|edu|gov|io|me|co|biz|shop|store|us|uk|ca|au|ie|nz|eu|de|fr|es|it|nl|at|ch|be|pl|se)\b"
_EMAIL = re.compile(
    r"[^\s<>()\[\]@]+@[^\s<>()\[\]@]+"
    rf"|\b[\w.+-]{{1,64}}(?: ?[(\[] ?at ?[)\]] ?| at )[\w-]+(?: ?[(\[] ?dot ?[)\]] ?| dot |\.){_ENDING}",
    re.IGNORECASE,
)
_LINK = re.compile(
    rf"\b(?:[a-z]{{2,10}}://|www\.)[^\s\[]+|(?<![\w.@-])[\w-]{{1,60}}(?:\.[\w-]{{1,60}}){{0,3}}\.{_ENDING}(?:/[^\s\[]*)?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@])@\w[\w.]*")
_SECRET = re.compile(
    r"\b((?:pass ?word|pass ?code|pin|cvc|cvv|security code)(?: is|'s|:| =)\s+)[^\s\[]+", re.IGNORECASE
)

_COUNTRIES_ACCOUNT = re.compile(r"\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?\b", re.IGNORECASE)
_MASKED_CARD = re.compile(r"(?:[•*]{2,}|\bx{3,})[ -]?\d{2,4}\b", re.IGNORECASE)
_REFERENCE = re.compile(
    r"\b((?:order|tracking|ticket|invoice|customer|account|reference|ref|parcel|package|confirmation|case)"
    r"(?: (?:number|no|nr|num|id|code))?(?: is|:|\.)*[ #]+)(?=[\w-]{0,40}\d)[\w-]{3,}",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"#\s?[\w-]{0,40}\d[\w-]{0,40}"
    r"|(?<![\w-])(?!\d+(?:ml|cl|g|kg|mg|oz|lbs?|cm|mm|usd|eur|gbp|k|st|nd|rd|th)\b)(?=[\w-]{0,40}[^\W\d_])(?=(?:[\w-]{0,20}\d){3})[\w-]+",
    re.IGNORECASE,
)
_LONG_NUMBER = re.compile(r"(?<![^\W_])[+(]{0,2}\d(?:[ ()./\u00a0\u2010-\u2015\u202f-]{0,3}\d){4,}")

_IN_A_NAME = (
    r"(?!(?:the|a|an|my|your|on|in|by|of|to|at|for|it|i|is|and|or|no|all|any|other|same|this|that)\b)[^\W\d_][\w'.-]*"
)
_STREET = r"(?:street|str|avenue|ave|road|rd|lane|ln|boulevard|blvd|terrace|crescent|parkway|pkwy|highway|hwy|alley)"
_MAYBE_STREET = r"(?:st|drive|dr|court|ct|way|place|pl|square|sq|close|circle|cir|row|gardens?|grove|hill|park|mews)"
_FLAT = r"(?:apt|apartment|flat|unit|suite|ste|floor)\.?\s*#?\d\w{0,4}\b"
_ADDRESS = re.compile(
    rf"\b\d{{1,5}}[a-z]?,? (?:{_IN_A_NAME} ){{1,4}}{_STREET}\b\.?(?:,? {_FLAT})?"
    rf"|\b\d{{1,5}}[a-z]?,? (?:{_IN_A_NAME} ){{1,2}}{_MAYBE_STREET}\b\.?(?:,? {_FLAT})?"
    rf"|\b(?:rue|via|viale|calle|avenida|piazza) (?:{_IN_A_NAME} ){{1,3}}\d{{1,4}}\b"
    rf"|\b\d{{1,4}},? (?:rue|via|viale|calle|avenida|piazza)(?: (?:de|la|du|des|della|del|{_IN_A_NAME})){{1,4}}"
    r"|\b[^\W\d_]+(?:stra(?:ß|ss)e|str\.|gasse|platz|allee|weg|laan|straat) \d{1,4}[a-z]?\b"
    rf"|\bp\.? ?o\.? ?box #?\d+|\b{_FLAT}",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b|\b[a-z]\d[a-z] ?\d[a-z]\d\b", re.IGNORECASE)


def redact(text: str) -> str:
    """The text without what could name a person, an account, an order or a home. Done twice, it gives the same."""
    while (again := _once(text)) != text:
        text = again
    return text


def _once(text: str) -> str:
    for take_out in _STEPS:
        # Marks stand. Whatever changes loses a character from between them, so there comes an end.
        text = "".join(part if _MARKS.fullmatch(part) else take_out(part) for part in _MARKS.split(text))
    return text


def _by(pattern: re.Pattern[str], instead: str) -> Callable[[str], str]:
    return lambda text: pattern.sub(instead, text)


_STEPS = (
    _by(_EMAIL, "[e-mail]"),
    _by(_LINK, "[link]"),
    _by(_SECRET, r"\1[secret]"),
    _by(_ADDRESS, "[address]"),
    _by(_POSTCODE, "[address]"),
    _by(_COUNTRIES_ACCOUNT, "[account]"),
    _by(_MASKED_CARD, "[card]"),
    _by(_REFERENCE, r"\1[number]"),
    _by(_CODE, "[number]"),
    _by(_LONG_NUMBER, "[number]"),
    _by(_HANDLE, "[name]"),
    without_names,
)
