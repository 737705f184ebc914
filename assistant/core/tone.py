"""Which words of a reply treat the shopper without respect?

Whole words and phrases from a list that the shop can edit; never in what is quoted from the shopper: lines that begin with
">", and words in quotation marks that the shopper has written. A list cannot hear a tone of voice, so it is short: a false
alarm teaches people to click warnings away.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.core.errors import Forbidden, Invalid
from assistant.core.tickets import Person


@dataclass(frozen=True, slots=True)
class WordList:
    """What must not be said, and the turns of phrase in which the same words are harmless."""

    unfit: tuple[str, ...]
    harmless: tuple[str, ...] = ()


def disrespectful(text: str, words: WordList | None = None, heard: Sequence[str] = ()) -> tuple[str, ...]:
    """The unfit words and phrases in a reply, in its own capitals, in order and each once.

    ``heard`` is what the shopper has written: words of theirs in quotation marks are not the agent's own.
    """
    words = words or DEFAULT_WORDS
    said = _pattern(words.harmless).sub(ELSEWHERE, _own_words(_plain(text), heard))
    return tuple(dict.fromkeys(found.group() for found in _pattern(words.unfit).finditer(said)))


def require_respect(
    text: str, *, by: Person, reason: str = "", words: WordList | None = None, heard: Sequence[str] = ()
) -> tuple[str, ...]:
    """Refuse a reply with unfit words, naming them; a lead lets it pass with a reason.

    Returns the words that were let pass (to be put on record), empty for a reply that needs no leave.
    """
    found = disrespectful(text, words, heard)
    if not found:
        return ()
    named = ", ".join(f'"{word}"' for word in found)
    if not reason.strip():
        message = f"Please reword {named}: we treat every customer with respect. A lead can let it pass with a reason."
        raise Invalid(message, code="disrespectful", fields={"text": message})
    if not by.is_lead:
        raise Forbidden(f"Only a lead can let {named} pass. Please reword it.")
    return found


def _own_words(text: str, heard: Sequence[str]) -> str:
    """The reply without what is quoted; what stood before and after does not run together."""
    said = "\n".join(ELSEWHERE if line.lstrip().startswith(">") else line for line in text.splitlines())
    shopper = [_bare(_plain(each)) for each in heard]

    def without_theirs(quoted: re.Match[str]) -> str:
        inner = _bare(quoted[1])
        return ELSEWHERE if any(_stands_in(inner, each) for each in shopper) else quoted[0]

    return QUOTED.sub(without_theirs, said) if shopper else said


def _stands_in(words: str, text: str) -> bool:
    return words != "" and f" {words} " in f" {text} "


def _bare(text: str) -> str:
    """Only its words: "This STUPID\n pump!!" is "this stupid pump"."""
    return " ".join(re.findall(r"[\w']+", text.casefold()))


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases as whole words, longer ones first, so that they are shown in full.

    Over a line break, but not over an empty line; with or without apostrophes, as people type. ``_`` is Markdown's emphasis
    and no letter; words joined by a hyphen or an apostrophe are others.
    """
    longest_first = sorted((_plain(phrase) for phrase in phrases if phrase.strip()), key=len, reverse=True)
    if not longest_first:
        return re.compile(r"(?!)")
    alternatives = "|".join(BETWEEN.join(map(_word, phrase.split())) for phrase in longest_first)
    return re.compile(rf"(?<![^\W_])(?<![^\W_]['-])(?:{alternatives})(?!-?[^\W_])", re.IGNORECASE)


def _word(word: str) -> str:
    return re.escape(word).replace("'", "'?")


def _plain(text: str) -> str:
    """One spelling for look-alikes: full-width letters, all sorts of apostrophes, invisible characters inside a word."""
    visible = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return unicodedata.normalize("NFKC", visible.translate(APOSTROPHES))


QUOTED = re.compile(
    r"[\"\u201c\u201d\u201e\u00ab\u00bb]([^\"\u201c\u201d\u201e\u00ab\u00bb\n]+)[\"\u201c\u201d\u00ab\u00bb]"
)
"""Words in double quotation marks, of whatever kind, on one line."""

BETWEEN = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
ELSEWHERE = " ... "
APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u2032\u00b4`"), "'")

DEFAULT_WORDS = WordList(  # while the knowledge folder has no respect.yaml
    unfit=(
        # insults
        "arsehole", "asshole", "bastard", "bitch", "bullshit", "cretin", "dimwit", "dumb", "dumbass", "fuck", "fuck off",
        "fucked", "fucking", "idiot", "idiotic", "idiots", "imbecile", "loser", "losers", "moron", "moronic", "morons",
        "pathetic", "scum", "shithead", "stupid", "stupidity", "such a jerk", "wanker", "what a fool", "you fool",
        # rudeness
        "bugger off", "calm down please", "calm down, please", "can't you read", "cry me a river", "do you even read", "get a life", "go to hell", "how dare you",
        "just calm down", "learn to read", "piss off", "please calm down", "screw you", "shame on you", "shut up",
        "stop bothering us", "stop complaining", "stop whining", "waste of my time", "wasting our time",
        "what is wrong with you", "what's wrong with you", "don't be ridiculous", "do not be ridiculous",
        "ridiculous claim", "ridiculous complaint", "ridiculous demand", "ridiculous question", "ridiculous request",
        "silly complaint", "silly question", "you are being ridiculous", "you're being ridiculous",
        "you are overreacting", "you're overreacting", "you should calm down", "you are a liar", "you are lying to us",
        "you need to calm down", "you should have read", "you're a liar", "you're lying to us", "your own fault",
        # indifference
        "i couldn't care less", "i don't care", "nobody cares", "not my problem", "not our problem",
        "that's your problem", "tough luck", "we couldn't care less", "we don't care",
        # discrimination
        "faggot", "go back to your country", "hysterical woman", "kike", "learn english", "nigger", "paki",
        "people of your kind", "retard", "retarded", "slut", "spastic", "too old to understand", "tranny",
        "typical woman", "wetback", "whore", "you people",
    ),
    harmless=(
        "no silly question", "no silly questions", "no such thing as a silly question", "not a silly question",
        "no stupid question", "no stupid questions", "no such thing as a stupid question", "not a stupid question",
        "not stupid", "not your own fault", "shut up shop", "soap scum", "the screw you",
    ),
)  # fmt: skip
