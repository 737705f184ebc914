"""Does a message ask for one thing or for several?"""

import re
from collections.abc import Sequence

_ENDS = re.compile(r"(?<=[.?!;])\s+|\n+")
_OPENS_A_QUESTION = (
    r"(?:how|hw|what|wat|whats|what's|when|wen|whens|where|wher|wheres|where's|who|whom|why|which"
    r"|can|could|may|do|does|did|is|are|am|will|would|should|shall)"
)
_ADDS = (
    r"(?:and also|and then|but also|as well as|on top of (?:that|it)|apart from that|in addition|one more thing|another thing"
    r"|another question|other question|different thing|second(?:ly)?|besides|also|plus|and)"
)
_JOINTS = re.compile(
    rf"(?P<end>\s*[,;.?!:]*)(?:\s+|(?<=[,;.?!])){_ADDS}\b[\s,:]+(?:then |also |on top of that |secondly )?"
    r"|(?P<plus>\s*[+&]\s*)"
    rf"|(?P<comma>\s*,\s+(?:but |so )?(?={_OPENS_A_QUESTION}\b))"
    r"|(?P<stop>\s*[.;?!]+)\s+|\n+",
    re.IGNORECASE,
)
_ADDS_CLEARLY = re.compile(
    rf"\band (?={_OPENS_A_QUESTION}\b)|\b(?:also|plus|as well|on top of (?:that|it)|besides|another (?:thing|question)|one more thing|second(?:ly)?|in addition"
    r"|apart from that)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"^(?:so |then |also |please |pls |but |ok |okay )*(?:{_OPENS_A_QUESTION}"
    r"|have you|i want|i need|i'd|i would|i wish|id like|i have to"
    r"|want to|need to|tell me|show me|give me|help me|let me know|explain|cancel|change|track|return|exchange|refund|any)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\b(?:it|its|it's|they|them|that|this)\b", re.IGNORECASE)
_FEWEST_WORDS = 2
_FEWEST_TELLING = 3
_FEWEST_ADDING = 4
_WORDS = re.compile(r"[^\W\d_]{2,}")
_MOST_PARTS = 4
_MOST_SENTENCES = 3


def parts_that_ask(text: str) -> Sequence[str]:
    """The parts of a message, when there are several and each asks for something by itself; otherwise none.

    "black and white" is no joint between needs: neither side asks.
    """
    parts: list[str] = []
    asking: list[bool] = []
    for part, question in _pieces(text):
        asks = len(part.split()) >= _FEWEST_WORDS and (question or _asks(part))
        if not parts or asks:
            parts.append(part)
            asking.append(asks)
        else:
            parts[-1] = f"{parts[-1]} and {part}"
    found = [part for part, asks in zip(parts, asking, strict=True) if asks]
    return found if 1 < len(found) <= _MOST_PARTS else ()


def statements(text: str) -> Sequence[str]:
    """The parts of a message at its full stops and at every "and", "also" and the like, whether they ask or not.

    What points back ("... and it is past its date") tells more of the same, and a few words are no need.
    """
    parts: list[str] = []
    for part, _ in _pieces(text):
        if parts and (len(part.split()) < _FEWEST_ADDING or (_POINTS_BACK.search(part) and not _asks(part))):
            parts[-1] = f"{parts[-1]} and {part}"
        else:
            parts.append(part)
    return parts if 1 < len(parts) <= _MOST_PARTS else ()


def adds(text: str) -> bool:
    """Whether a message that tells something brings up something else as well: "also ...", "..., and where is ...?" """
    return bool(_ADDS_CLEARLY.search(text))


def telling_sentences(text: str) -> Sequence[str]:
    """The sentences of a longer message that ask, or all where none does, and of many the last; none for a single one."""
    found = [one for one in _ENDS.split(text) if len(_WORDS.findall(one)) >= _FEWEST_TELLING]
    if not _ENDS.search(text.strip()):
        return ()
    return ([one for one in found if _asks(one)] or found)[-_MOST_SENTENCES:]


def _pieces(text: str) -> Sequence[tuple[str, bool]]:
    """What stands between the joints, and whether it ends as a question."""
    pieces: list[tuple[str, bool]] = []
    start = 0
    for joint in _JOINTS.finditer(text):
        pieces.append((text[start : joint.start()], "?" in joint.group()))
        start = joint.end()
    pieces.append((text[start:], "?" in text[start:]))
    return [(part.strip(" ,;.?!:"), question) for part, question in pieces if part.strip(" ,;.?!:")]


def _asks(part: str) -> bool:
    return bool(_ASKS.match(part.strip())) and len(part.split()) >= _FEWEST_WORDS
