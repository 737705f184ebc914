"""Why was a message decided like this? Told to editors, who know the shop and not the matcher."""

from dataclasses import dataclass

from assistant.core.dialogue.decision import Decision
from assistant.core.knowledge import Knowledge
from assistant.core.matching import Explanation
from assistant.core.matching.plain_words import Signal, percent, signals_said

_CLOSE_CALL = 0.05


@dataclass(frozen=True, slots=True)
class Explained:
    """The decision on a message in sentences; a sentence is empty where there is nothing to tell."""

    read: str
    """What was read, after abbreviations and spelling repair."""
    decision: str
    """What would be done, and why."""
    closest: str
    """The question of the folder that it comes closest to."""
    sureness: str
    """How sure the assistant is, and where that lies between the thresholds."""
    signals: tuple[Signal, ...]
    """What the confidence in the first entry was made from."""


def explained(knowledge: Knowledge, decision: Decision) -> Explained:
    """The decision that ``decide`` made with this knowledge, in plain sentences."""
    why = decision.explanation
    if why is None or not why.read:
        return Explained("There is no word in it to go by.", _decided(knowledge, decision), "", "", ())
    return Explained(
        read=_read(why),
        decision=_decided(knowledge, decision),
        closest=_closest(knowledge, why),
        sureness=_sureness(decision, why),
        signals=signals_said(why),
    )


def _read(why: Explanation) -> str:
    if not why.repaired:
        return f'Read as "{why.read}".'
    repaired = ", ".join(f'"{was}" as "{now}"' for was, now in why.repaired)
    return f'Read as "{why.read}": {repaired}.'


def _decided(knowledge: Knowledge, decision: Decision) -> str:
    answered = " and ".join(f"{one} ({_title(knowledge, one)})" for one in decision.needs)
    match decision.kind:
        case "answer":
            return f"It answers from {answered}."
        case "hand_off" if answered:
            return f"It answers from {answered} and hands over to a person, because {_why_handed_over(decision)}."
        case "hand_off":
            return f"It hands over to a person, because {_why_handed_over(decision)}."
        case "clarify":
            return f"It does not answer yet, but asks back which entry is meant: {decision.reason}."
        case _ if decision.small_talk:
            return f"It answers with a courtesy: {decision.reason}."
        case _:
            return f"It says that it has no answer, and offers a person: {decision.reason}."


def _why_handed_over(decision: Decision) -> str:
    reason = decision.reason
    if reason.endswith(" goes to a person"):
        return f"{reason} (its handoff is always, or a figure it needs is not stated)"
    told = {
        "asked for a person": "the shopper asks for one",
        "said yes to a person": "the shopper said yes to one",
        "angry, and no clear answer": "the shopper is angry and no entry is clear",
    }
    return told.get(reason, reason)


def _closest(knowledge: Knowledge, why: Explanation) -> str:
    if not why.candidates:
        return "No question of the folder comes close to it."
    first = why.candidates[0]
    return f'It comes closest to "{first.phrasing}", a question of {first.id} ({_title(knowledge, first.id)}).'


def _sureness(decision: Decision, why: Explanation) -> str:
    """Of the entry the decision turned on; the message as a whole may say something else."""
    if not decision.entries or not why.candidates:
        return ""
    first, whole = decision.entries[0], why.candidates[0]
    said = f"It is {percent(first.confidence)} sure of {first.id}: {_between(first.confidence, why)}."
    if first.id != whole.id or abs(first.confidence - whole.confidence) > _CLOSE_CALL:
        said += (
            " That is for the part of the message that asks, or in the light of what was said before. The message by"
            f" itself and as a whole would give {whole.id} with {percent(whole.confidence)}."
        )
    return said


def _between(confidence: float, why: Explanation) -> str:
    answer, clarify = why.thresholds.answer, why.thresholds.clarify
    if confidence >= answer:
        just = "only just " if confidence - answer < _CLOSE_CALL else ""
        return f"{just}above the {percent(answer)} from which on it answers"
    if confidence >= clarify:
        return f"between the {percent(clarify)} from which on it asks back and the {percent(answer)} it answers from"
    just = "just " if clarify - confidence < _CLOSE_CALL else ""
    return f"{just}below the {percent(clarify)} from which on it asks back (and the {percent(answer)} it answers from)"


def _title(knowledge: Knowledge, entry: str) -> str:
    return knowledge.entries[entry].title if entry in knowledge.entries else entry
