"""What does a message say beside its topic? A wish for a person, yes or no to one, anger, courtesy, "not that" ..."""

import re

_PERSON = (
    r"(?:live |real |actual |human |customer (?:service |support |care )?|support |service )*"
    r"(?:agents?|humans?(?: being)?|persons?|people|representatives?|reps?|operators?|advis[eo]rs?|assistants?|managers?|"
    r"supervisors?|colleagues?|(?:one|some) of (?:your|the) (?:people|team|colleagues|staff)|someone|somebody|staff|team member|associate|specialist|employee)(?: (?:real|human|else|alive))?"
)
_WISHES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?:speak|talk|chat|talking|speaking|spoke)\s+(?:\w+ )?(?:to|with)\s+(?:\w+ ){{0,3}}{_PERSON}\b",
        rf"\b(?:connect|transfer|pass|put|hand|switch|forward|direct|redirect|refer)\s+(?:me|us|this|it)\b.{{0,20}}\b{_PERSON}\b",
        rf"\b(?:get|give|find|send|bring|fetch)\s+(?:me|us)\s+(?:to )?(?:an? |the |your |some )?{_PERSON}\b",
        rf"\b(?:want|need|like|prefer|require|demand)\s+(?:to (?:have|see|reach|get) )?(?:an? |the |some |your )?{_PERSON}\b",
        r"\b(?:speak|talk|chat)\s+(?:to|with)\s+(?:\w+ ){0,2}(?:human|person|agent|real)\b",
        rf"\b{_PERSON}\s+(?:that |who |whom )?(?:i|we) (?:can|could|may) (?:talk|speak|chat|write)\b",
        r"\bhand (?:me|this) over\b|\bput me through\b|\bescalate\b",
    )
)
_NAMES_A_PERSON = re.compile(
    r"^(?:human|agent|operator|representative|rep|person|live (?:chat|agent|person)|real person)s?$"
)
_AROUND_A_NAME = re.compile(r"\b(?:please|now|an?|the|just|ok|okay|hello|hi|hey|i|want|need|give|get|me)\b")
_NO_WISH = re.compile(
    r"\b(?:am|are|is|was|were|if)\s+(?:i|you|this|it|that)\s+(?:\w+ ){0,4}?(?:talking|speaking|chatting|an?|human|real)\b"
    r"|\bdo not (?:want|need|wish)\b|\brather not\b|\bwithout (?:talking|speaking)\b"
)
_ANGRY = re.compile(
    r"\b(?:angry|ridiculous|unacceptable|outrageous|disgusting|disgrace\w*|pathetic|appalling|furious|livid|fed up|sick of"
    r"|worst (?:service|company|shop|store|experience)|terrible service|awful service|useless|scam(?:mers?)?|rip ?off|thieves|"
    r"what a joke|is a joke|waste of (?:time|money)|never again|had enough|how dare|"
    r"wtf|ffs|f+u+c+k\w*|sh[i1]t\w*|bullsh\w*|damn\w*|crap\w*|bloody hell|a+sshole\w*|bastards?|piss\w*|bitch\w*|idiots?|stupid)\b"
)
_SHOUTED_LETTERS = 12
_SHOUTED_SHARE = 0.8
_GREETING = (
    r"(?:(?:hi+|hello+|hey+|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|dear \w+)"
    r"(?: there| all| team| again| everyone| to you)?"
    r"|(?:how are (?:you|u|ya)|how(?:'s| is) it going|how have you been|how(?:'s| are) (?:things|everything))(?: doing)?(?: today)?"
    r"|what'?s up|wass?up)"
)
_FOR_WHAT = (
    r"(?: for (?:(?:all |your |the |this |that |quick |kind |great )*(?:help|support|time|assist|assistance|chat|answers?|reply|info|"
    r"information|advice|response|service|patience)|(?:helping|assisting|chatting|talking|answering)(?: (?:with|to))?(?: me| us)?"
    r"(?: out)?))?"
)
_THANKS = (
    r"(?:(?:many |special )?thanks?(?: you| to you)?(?: (?:so|very) much| a lot| in advance| a bunch| again| ever so)*"
    rf"{_FOR_WHAT}(?: today| so much)?|cheers|much appreciated)"
)
_FAREWELL = (
    r"(?:bye+(?: bye| for now)?|goodbye|good ?night|see (?:you|ya)(?: later| soon| around)?|take care"
    r"|have a (?:nice|good|great|lovely) (?:day|one|evening|night|weekend)"
    r"|(?:it was |it's been )?(?:nice|lovely|good|great|a pleasure)(?: as always)?(?: to)? (?:talk|chat|speak)(?:ing)? (?:to|with) you)"
)
_LEADING = re.compile(
    rf"^(?:(?:{_GREETING}|{_THANKS}|{_FAREWELL}|ok(?:ay)?|right|well|so|um+|please|sorry|excuse me)\b[\s,.!:;-]*)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(rf"(?:[\s,.!:;-]+(?:{_THANKS}|{_FAREWELL}|please)\b)+[\s,.!:;)-]*(?=\?*$)", re.IGNORECASE)
_COURTESIES = (
    ("goodbye", re.compile(rf"\b{_FAREWELL}\b", re.IGNORECASE)),
    ("thanks", re.compile(rf"\b{_THANKS}\b", re.IGNORECASE)),
    ("greeting", re.compile(rf"\b{_GREETING}\b", re.IGNORECASE)),
)
_REJECTION = re.compile(
    r"^(?:(?:no+|nope|nah|wrong)\s*(?:[,.!;:-]+\s*|$)|(?:no+|nope|nah)\s+(?=not |that |i |the other|wrong))?"
    r"(?:(?:not (?:that|this|it)(?: one)?(?=\W|$)(?! (?:it|i|the|my|we))"
    r"|(?:that|this|it)(?:'s| is| was|s)? ?(?:not|isn'?t|wasn'?t|was not|wrong)"
    r"(?: (?:it|right|correct|(?:the )?(?:one|answer|thing)|my question|what i \w+(?: (?:asking|looking))?(?: (?:for|about))?)|$|(?=[,.!;:]))"
    r"|wrong (?:answer|one)|not what i \w+(?: (?:asking|looking))?(?: (?:for|about))?)[\s,.!;:-]*)?"
    r"(?:but |so )?(?:i (?:meant|mean|was asking about|asked about|am asking about|said)\b[\s,:]*)?",
    re.IGNORECASE,
)
_SAME_OF_ANOTHER = re.compile(
    r"^(?:(?:and|so|ok|okay)\W+)?(?:what|how) about\b|^(?:and|or) (?:(?:for|in|to|with|from) )?(?:the|your|a|an) \w+(?: \w+)?\W*$",
    re.IGNORECASE,
)
_CARRIES_ON = re.compile(r"^(?:and|also|or|then|but|what about|how about|what if|ok and|so)\b", re.IGNORECASE)

_GLADLY = r"(?:yes+|yeah|yep|yup|sure|ok|all right|alright|absolutely|definitely|of course|great|perfect|good|fine)"
_DO_SO = (
    r"(?:yes please|please (?:do|yes)(?: (?:that|it|so))?|(?:you can )?do (?:that|it|so)|go ahead|(?:i )?would (?:like|love) (?:that|it)"
    r"|that would be (?:great|good|nice|lovely|helpful|perfect|fine)|sounds good|let us do (?:that|it)"
    r"|(?:please |you can )?(?:pass|hand|forward|send) (?:it|this|that|me|us)(?: (?:on|over))?)"
)
_COURTEOUSLY = r"(?:please|then|now|thanks?|thank you|very much)"
_ACCEPTS = re.compile(rf"(?:{_GLADLY} )*{_DO_SO}(?: {_COURTEOUSLY})*")
_AGREES = re.compile(
    rf"(?:ok )?(?:yes+|yeah|yep|yup|sure|of course|absolutely|definitely)(?: (?:{_GLADLY}|{_COURTEOUSLY}))*|please"
)
_DECLINES = re.compile(
    r"(?:no+|nope|nah|not (?:now|yet|necessary|needed))(?: (?:it is|that is|i am|we are))?"
    r"(?: (?:thanks?|thank you|need|not (?:now|necessary|needed)|ok|fine|good|all|do not|bother|for now))+"
    r"|no need(?: thanks?| thank you)?|not (?:now|yet|necessary|needed)|i am (?:good|fine)(?: thanks?| thank you)?"
)
_SAYS_NO = re.compile(r"no+|nope|nah")
_NOTED = re.compile(
    r"(?:(?:oh|ah|um|hm+|ok|all right|alright|right|fine|cool|i see|understood|noted|got it|good to know)(?: then)? ?)+"
)


def accepts(read: str, asked: bool) -> bool:
    """ "Yes please, do that", to an offer. A bare "yes" only counts where that was what was ``asked``."""
    return bool(_ACCEPTS.fullmatch(read) or (asked and _AGREES.fullmatch(read)))


def declines(read: str, asked: bool) -> bool:
    """ "No thanks"; a bare "no" only where that was ``asked``."""
    return bool(_DECLINES.fullmatch(read) or (asked and _SAYS_NO.fullmatch(read)))


def takes_note(read: str) -> bool:
    """ "Ok, I see": asks for nothing."""
    return bool(_NOTED.fullmatch(read))


def wants_a_person(read: str) -> bool:
    """``read`` is a message as plain repaired words."""
    if _NO_WISH.search(read):
        return False
    return bool(_NAMES_A_PERSON.match(" ".join(_AROUND_A_NAME.sub(" ", read).split()))) or any(
        wish.search(read) for wish in _WISHES
    )


def is_angry(text: str, read: str) -> bool:
    """Strong words, or shouting: ``text`` as typed, ``read`` as plain words."""
    letters = [letter for letter in text if letter.isalpha()]
    loud = sum(letter.isupper() for letter in letters)
    return bool(_ANGRY.search(read)) or (len(letters) >= _SHOUTED_LETTERS and loud >= _SHOUTED_SHARE * len(letters))


def without_courtesy(text: str) -> str:
    """A message without "hi", "thanks" and the like around it; empty when it is nothing else."""
    return _TRAILING.sub("", _LEADING.sub("", text.strip())).strip(" ,.!:;-")


def courtesy(text: str) -> str | None:
    """Which courtesy a message without a topic is: the one it ends on."""
    return next((name for name, pattern in _COURTESIES if pattern.search(text)), None)


def without_rejection(text: str) -> str | None:
    """What follows "no, not that, I meant"; None when the message turns nothing down."""
    found = _REJECTION.match(text)
    return text[found.end() :].strip(" ,.!?:;-") if found and found.group().strip() else None


def carries_on(text: str) -> bool:
    """The message begins as one that goes on from the last."""
    return bool(_CARRIES_ON.match(text))


def asks_the_same_of_another(text: str) -> bool:
    """ "And what about the other one?" """
    return bool(_SAME_OF_ANOTHER.match(text))
