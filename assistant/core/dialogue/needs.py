"""Does a message ask for one thing or for several?"""

import re
from collections.abc import Sequence

_ENDS = re.compile(r"(?<=[.?!;])\s+|\n+")
_JOINTS = re.compile(
    r"(?:\s*[,;.?!]\s*|\s+)(?:and also|and then|and|also|plus|as well as|but also|\+|&)\s+(?:then |also )?|\s*[;?!]\s+|\s*\.\s+|\n+"
)
_ASKS = re.compile(
    r"^(?:so |then |also |please |pls |but )*(?:how|hw|what|wat|whats|what's|when|wen|whens|where|wher|wheres|where's|who|whom|why|which"
    r"|can|could|may|do|does|did|is|are|am|will|would|should|shall|has|have you|i want|i need|i'd|i would|i wish|id like"
    r"|want to|need to|tell me|show me|give me|help me|let me know|explain|cancel|change|track|return|exchange|refund)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\b(?:it|its|it's|they|them|that|this)\b", re.IGNORECASE)
_FEWEST_WORDS = 2
_FEWEST_TELLING = 3
_FEWEST_ADDING = 4
_WORDS = re.compile(r"[^\W\d_]{2,}")
_MOST_PARTS = 4


def parts_that_ask(text: str) -> Sequence[str]:
    """The parts of a message, when there are several and each asks for something by itself; otherwise none.

    "black and white" is no joint between needs: neither side asks.
    """
    parts: list[str] = []
    for part in _JOINTS.split(text):
        if not part or not part.strip():
            continue
        if not parts or _asks(part):
            parts.append(part)
        else:
            parts[-1] = f"{parts[-1]} and {part}"
    asking = [part for part in parts if _asks(part)]
    return asking if 1 < len(asking) <= _MOST_PARTS else ()


def statements(text: str) -> Sequence[str]:
    """The parts of a message at its full stops and at every "and", "also" and the like, whether they ask or not.

    What points back ("... and it is past its date") tells more of the same, and a few words are no need.
    """
    parts: list[str] = []
    for part in _JOINTS.split(text):
        if not part or not part.strip():
            continue
        if parts and (len(part.split()) < _FEWEST_ADDING or (_POINTS_BACK.search(part) and not _asks(part))):
            parts[-1] = f"{parts[-1]} and {part.strip()}"
        else:
            parts.append(part.strip())
    return parts if 1 < len(parts) <= _MOST_PARTS else ()


def telling_sentences(text: str) -> Sequence[str]:
    """The sentences of a longer message that ask, or all where none does; none for a single one."""
    found = [one for one in _ENDS.split(text) if len(_WORDS.findall(one)) >= _FEWEST_TELLING]
    if not _ENDS.search(text.strip()):
        return ()
    return [one for one in found if _asks(one)] or found


def _asks(part: str) -> bool:
    return bool(_ASKS.match(part.strip())) and len(part.split()) >= _FEWEST_WORDS
