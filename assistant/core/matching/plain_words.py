"""What do the signals behind a confidence tell, in plain words for whoever keeps the knowledge?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assistant.core.matching.confidence import SIGNALS
from assistant.core.matching.matcher import Explanation

_CLEAR, _SPLIT, _TRACE = 0.6, 0.3, 0.05
_NEARLY_THE_SAME, _ALIKE = 0.85, 0.5
_ALL = 0.995


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing the confidence in the first entry was made from."""

    name: str
    value: float
    """0 to 1."""
    says: str
    """A sentence: what was measured, and whether it speaks for an answer or against one."""


def signals_said(why: Explanation) -> tuple[Signal, ...]:
    """The signals of an explanation in words, in their order; none where nothing was read."""
    if not why.candidates:
        return ()
    values = dict(why.signals)
    return tuple(Signal(name, value, _SENTENCES[name](why.candidates[0].id, values)) for name, value in why.signals)


def percent(share: float) -> str:
    """A share as people say it: 0.804 is "80%"."""
    return f"{share:.0%}"


Values = Mapping[str, float]
VOTES, FOR_NOTHING, NEAREST, NEAREST_OFF_TOPIC, COVERED, UNKNOWN, ELSEWHERE = SIGNALS


def _votes(entry: str, values: Values) -> str:
    value = values[VOTES]
    said = f"Of the votes of all questions in the folder, {percent(value)} go to {entry}"
    if value >= _CLEAR:
        return f"{said}: a clear majority, which speaks for it."
    if value >= _SPLIT:
        return f"{said}: the most, but others have a say, too."
    return f"{said}: no entry stands out."


def _votes_for_nothing(_: str, values: Values) -> str:
    value = values[FOR_NOTHING]
    if value < _TRACE:
        return "Hardly any vote says that this is nothing for the shop."
    tail = "a strong sign against an answer" if value >= _SPLIT else "some doubt"
    return f"{percent(value)} of the votes say that this is nothing for the shop: {tail}."


def _nearest(entry: str, values: Values) -> str:
    value = values[NEAREST]
    said = f"The closest question of {entry} is {percent(value)} like the message"
    if value >= _NEARLY_THE_SAME:
        return f"{said}: nearly the same words."
    if value >= _ALIKE:
        return f"{said}: alike, but worded otherwise."
    return f"{said}: rather different. A question worded more like this one would help, if it belongs here."


def _nearest_off_topic(_: str, values: Values) -> str:
    value = values[NEAREST_OFF_TOPIC]
    said = f"The closest line of what no shop answers (chit-chat, other trades) is {percent(value)} like it"
    if value > values[NEAREST]:
        return f"{said}, closer than the question above: this speaks against an answer."
    return f"{said}, less than the question above: this speaks for an answer."


def _covered(entry: str, values: Values) -> str:
    value = values[COVERED]
    if value >= _ALL:
        return f"Every word of it stands in the questions of {entry}, or means the same as one that does."
    return f"{percent(value)} of its words, rare ones counting more, are words that {entry} is asked with."


def _unknown(_: str, values: Values) -> str:
    value = values[UNKNOWN]
    if value >= _ALL:
        return "No word of it stands in any question of the folder, so it is never answered."
    if value < 1 - _ALL:
        return "No word of it is unknown: each stands in some question of the folder."
    doubt = "much doubt" if value >= _SPLIT else "some doubt"
    return f"{percent(value)} of its words, rare ones counting more, stand in no question of the folder: {doubt}."


def _elsewhere(_: str, values: Values) -> str:
    value = values[ELSEWHERE]
    if value < 1 - _ALL:
        return "No word points to another world than the shop's, such as the weather, flights or banking."
    return f"Words of another world than the shop's weigh {percent(value)}: a strong sign against an answer."


_SENTENCES: Mapping[str, Callable[[str, Values], str]] = {
    VOTES: _votes,
    FOR_NOTHING: _votes_for_nothing,
    NEAREST: _nearest,
    NEAREST_OFF_TOPIC: _nearest_off_topic,
    COVERED: _covered,
    UNKNOWN: _unknown,
    ELSEWHERE: _elsewhere,
}
