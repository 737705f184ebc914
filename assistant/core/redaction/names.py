"""Where does a text name somebody? After words that introduce a name or end a letter, and wherever a name is a known one."""

import re
from collections.abc import Callable

from wordfreq import zipf_frequency

from assistant.core.redaction.given_names import GIVEN_NAMES

_MARK = "[name]"
_RARE = 3.4
"""Zipf: everyday words are more usual than that, most surnames are not."""

_WORD = r"[^\W\d_](?:[^\W\d_]|['\u2019-](?=[^\W\d_]))*\.?"
_WORDS = rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}})"
_PROPER = r"[A-Z][^\W\d_]+(?:['\u2019-][^\W\d_]+)*"

_INTRODUCED = re.compile(
    r"\b(?:(?:my|her|his|their|the|first|last|full|account) name(?:'s| is| was| ?:)?|name ?:|surname ?:|i am called|call me"
    rf"|under the name(?: of)?|in the name of) +{_WORDS}",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"\b(?:mrs?|ms|miss|dr|prof|professor|herr|frau|madame|monsieur)\b\.? +{_WORDS}", re.IGNORECASE)
_SPEAKING = re.compile(
    rf"\b(?:this is|it'?s|it is) +{_WORDS}(?= (?:speaking|here|writing|calling|again)\b)", re.IGNORECASE
)
_IS = re.compile(rf"\b(?:i am|i['\u2019]?m|this is|it['\u2019]s) +{_WORDS}", re.IGNORECASE)
_CLOSE = re.compile(
    r"\b(?:daughter|son|wife|husband|friend|sister|brother|mother|mom|mum|father|dad|partner|boyfriend|girlfriend|fianc[eé]e?"
    rf"|colleague|neighbou?r|aunt|uncle|niece|nephew|cousin|grandmother|grandma|agent|rep),? +{_WORDS}",
    re.IGNORECASE,
)
_GREETED = re.compile(rf"^\s*(?:hi|hello|hey|dear) +{_WORDS}(?= *(?:[,.!\n-]|$))", re.IGNORECASE)
_SIGNED = re.compile(
    r"\b(?:(?:thanks?(?: you)?(?: (?:so |very )?much| a lot| in advance)?|thx|ty|cheers|regards|wishes|sincerely|greetings)\b"
    rf"[ ,.!:\n-]+|(?:best|love|yours|bye) ?[,\n][\s-]*){_WORDS}(?=[\s.!]*$)",
    re.IGNORECASE | re.MULTILINE,
)
_LAST_LINE = re.compile(rf"[.!?,\n] *\n[ -]*{_WORDS}(?=\s*$)")
_EACH_WORD = re.compile(_WORD)
_CAPITALS = re.compile(rf"(?<=[^\s.!?:] )(?P<name>{_PROPER}(?: {_PROPER})+)")
_KNOWN = re.compile(rf"\b(?P<name>(?i:{'|'.join(sorted(GIVEN_NAMES))})\b(?: {_PROPER}){{0,2}})")

_NO_NAMES = frozenset(
    """
    a able about absolutely again all allergic alone already also always am an and angry annoyed another any anymore anyone
    anything anyway are as asking at away aware back bad because been being best better both but by bye calling can cannot
    card charged confused contacting coming concerned could curious customer day days dear delighted did disappointed do
    does doing done ever every everybody everyone everything excited expecting experiencing fed finding fine folks for
    forward friend friends from furious getting giving glad going gone good got great guys had happy hardly has have having
    he hello help her here hey hi him his home hoping how hungry i if ill in inquiring interested is it its just kind ladies
    later leaving like living locked looking lost lot lots love loyal madam man many mate maybe me mine miss missing more
    moving mr mrs ms much my near need needing never new nice no nobody none not nothing now of off ok okay on once one only or order
    ordering our out over owner parcel paying people please pleased pregnant quick quite reaching ready really receiving
    refund regular requesting returning right sad satisfied searching seeing sending shall she shocked should sick since sir
    sirs sitting so some somebody someone something soon sorry still stuck super support supposed sure surprised talking
    team thank thanks that the their them then there these they thinking this those thrilled till tired to today tomorrow
    tonight too traveling travelling trying two type unable under unhappy unsatisfied unsure until up upset us useless using
    vegan vegetarian very wait waiting want wanting was we well went were what when where which while who why will willing
    with without wondering worried would writing wrong year years yes yesterday yet you your yours
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""What follows "I am" or "thanks" and is no name."""


def without_names(text: str) -> str:
    """The text with a mark in place of every name that is found."""
    # where all is in capitals they tell nothing
    is_likely = _is_known if text.isupper() else _is_known_or_capital
    for pattern, is_name in (
        (_INTRODUCED, _is_possible),
        (_TITLED, _is_possible),
        (_SPEAKING, _is_possible),
        (_IS, is_likely),
        (_CLOSE, is_likely),
        (_GREETED, is_likely),
        (_LAST_LINE, is_likely),
    ):
        text = pattern.sub(_names_it_begins_with(is_name), text)
    text = _SIGNED.sub(_name_it_is, text)
    if not text.isupper():
        text = _CAPITALS.sub(_name_if_rare, text)
    return _KNOWN.sub(_names_it_begins_with(_is_known_or_capital), text)


def _names_it_begins_with(is_name: Callable[[str], bool]) -> Callable[[re.Match[str]], str]:
    def replaced(found: re.Match[str]) -> str:
        end = 0
        for word in _EACH_WORD.finditer(found["name"]):
            if not is_name(word.group()):
                break
            end = word.end()
        return _marked(found, end) if end else found.group()

    return replaced


def _name_it_is(found: re.Match[str]) -> str:
    return _marked(found, len(found["name"])) if all(map(_is_possible, found["name"].split())) else found.group()


def _name_if_rare(found: re.Match[str]) -> str:
    rare = all(zipf_frequency(word, "en") < _RARE for word in found["name"].split())
    return _marked(found, len(found["name"])) if rare else found.group()


def _marked(found: re.Match[str], length: int) -> str:
    start = found.start("name") - found.start()
    return f"{found.group()[:start]}{_MARK}{found.group()[start + length :]}"


def _is_possible(word: str) -> bool:
    return _plain(word) not in _NO_NAMES


def _is_known(word: str) -> bool:
    return _plain(word) in GIVEN_NAMES


def _is_known_or_capital(word: str) -> bool:
    return _is_known(word) or (word[0].isupper() and _is_possible(word))


def _plain(word: str) -> str:
    return word.casefold().rstrip(".").replace("\u2019", "'").removesuffix("'s")
