"""What is a message about, once its wrapping is off? "Could you please help me to ..." says nothing of the topic."""

import re
from collections.abc import Sequence

from assistant.core.matching.english import STOP_WORDS

_HELP = r"(?:help|assistance|support|supports|aid|advice|guidance|information|info|instructions|details|a hand)"
_LINK = r"(?: (?:with|about|on|regarding|concerning|in|for|to|how to|from you to|when|as to))?"
_SOMEONE = r"(?:you|ya|someone|somebody|anyone|anybody|one of you)"
_TEND = r"(?:(?:would|really|just|also|still|only|urgently|now) )*"
_OPENINGS = (
    r"(?:hi|hello|hey|please|kindly|sorry|excuse me|good (?:morning|afternoon|evening)|dear|sir|madam|ok|so|well)",
    (
        rf"(?:i |we )?(?:am |are )?{_TEND}(?:need|want|like|require|get|have|seeking|looking for|look for)"
        rf"(?: some| your| a little| a bit of| urgent| any| to get| to have)* {_HELP}{_LINK}"
    ),
    (
        r"(?:i |we )?(?:do not|not) (?:know|understand|see)(?: (?:how|what|where))"
        r"(?: (?:i|we))?(?: (?:can|could|should|may|must|have|need|to|do|in order))*"
    ),
    r"what (?:do|should|must|can|would) (?:i|we) (?:have to |need to )?do (?:in order )?(?:to|if|when)",
    r"what (?:do|would) (?:i|we) (?:have to|need to) do",
    (
        rf"(?:can|could|would|will) {_SOMEONE}(?: please| kindly| possibly| maybe)* (?:help|assist|tell|show|advise|inform|guide|give|let)"
        rf"(?: me| us)?(?: please| out| know)*(?: {_HELP})?{_LINK}"
    ),
    rf"(?:help|assist|tell|show|advise|guide|inform|give)(?: me| us)(?: please| out)?(?: {_HELP})?{_LINK}",
    rf"(?:help|assistance|support){_LINK}",
    r"let me know(?: about)?",
    (
        rf"(?:i|we) (?:am |are |have )?{_TEND}(?:need|want|like|love|prefer|have|wish|got|hoping|trying|try|going|calling|call|asking|writing)"
        rf" to(?: (?:know|ask|find out|check|see|learn|understand|inquire))?(?: (?:if|whether|about))?"
    ),
    r"(?:need|want|wish|trying|try|like)(?: to)(?: (?:know|ask|find out|understand))?(?: (?:if|whether|about))?",
    r"(?:i |we )?(?:am |was |were )?(?:just )?(?:wondering|curious|asking|checking)(?: (?:if|whether|about))?",
    r"(?:i|we) (?:was|were|am) hoping(?: (?:to|that|you could))*",
    (
        r"(?:i |we )?(?:have|got|have got)(?: an?| some| another| one)*(?: quick| short| simple| small| general)? "
        r"(?:question|questions|query|doubt|inquiry)(?: (?:about|on|regarding|concerning|for you|with))*"
    ),
    r"(?:quick|short|simple|another|one more) question(?: about)?",
    (
        r"(?:is|would)(?: it| there)(?: be)?(?: not)? (?:possible|ok|a way|any way|anyway|any chance|a possibility)"
        r"(?: for (?:me|us))?(?: (?:to|of|that))?(?: (?:i|you) (?:can|could))?"
    ),
    r"(?:do|would) you (?:happen to )?(?:know|mind telling me)(?: (?:if|whether))?",
    r"(?:may|can|could) (?:i|we) (?:please )?(?:ask|know)(?: (?:if|whether|about|you))*",
    r"any idea(?: (?:if|about))?",
)
_CLOSINGS = (
    r"(?:please|thanks|thank you|thank you very much|thanks in advance|now|soon|for me)",
    r"(?:can|could|will|would) you (?:please )?(?:help|assist|tell|advise)(?: me| us)?(?: with (?:this|that|it))?(?: out)?(?: please)?",
    r"(?:i |we )?(?:do not|not) know (?:how|what)(?: to do| to do it| to)?(?: (?:this|that|it))?",
    r"how (?:do|can|could|would|should) (?:i|we) do (?:it|that|this|so)",
    r"what (?:do|can|should|must|could) (?:i|we) do(?: now| then| about (?:it|that|this))?",
    r"(?:i |we )?(?:would |really )?(?:need|want)(?: some)? (?:help|assistance|support)(?: with (?:this|that|it))?",
    r"(?:help|assist)(?: me| us)?(?: please| out)?",
    r"can (?:i|we) get(?: some)? help",
    r"any ideas?",
    r"let me know",
)
_OPENING = re.compile(rf"^(?:{'|'.join(_OPENINGS)})(?: |$)")
_CLOSING = re.compile(rf"(?:^| )(?:{'|'.join(_CLOSINGS)})$")
_FORCE = frozenset(
    """
    damn damned goddamn bloody fucking fuckin freaking frigging effing motherfucking ridiculous unacceptable outrageous
    disgraceful pathetic appalling wtf ffs omg
    """.split()  # noqa: SIM905 - a list of words reads best as words
)

WORDS = frozenset(
    """
    help assistance support information question please know need want would like could possible assist
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Words of the wrapping that are worth knowing when mistyped."""


def core(words: Sequence[str]) -> slice:
    """Where in the words the topic stands: everything, when the wrapping is all there is."""
    text = " ".join(words)
    start, end = 0, len(text)
    while found := _OPENING.match(text[start:end]):
        if not found.end() or not _topical(text[start + found.end() : end]):
            break
        start += found.end()
    while found := _CLOSING.search(text[start:end]):
        if not _topical(text[start : start + found.start()]):
            break
        end = start + found.start()
    first = text[:start].count(" ")
    return slice(first, first + len(text[start:end].split()))


def stresses(word: str) -> bool:
    """Whether a word only lends force to the others."""
    return word in _FORCE


def _topical(rest: str) -> bool:
    return any(word not in STOP_WORDS and word not in WORDS for word in rest.split())
