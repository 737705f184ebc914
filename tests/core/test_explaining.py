"""Does an editor understand from the sentences why a message was decided as it was?"""

import pytest

from assistant.core.dialogue import Decision, decide, explained
from assistant.core.matching import Candidate, Explanation, Ranked, Thresholds
from assistant.core.matching.confidence import SIGNALS
from assistant.core.matching.plain_words import signals_said
from tests.core.small_shop import knowledge

SHOP = knowledge()


def why(*values: float, confidence: float = 0.9, entry: str = "returns/window") -> Explanation:
    candidate = Candidate(entry, confidence, "return deadline", 0.6, 0.7, 0.6, 0.5, 0.4)
    return Explanation(
        read="what is the return deadline",
        repaired=(("retrun", "return"),),
        candidates=(candidate,),
        signals=tuple(zip(SIGNALS, values or (0.8, 0.0, 0.67, 0.3, 1.0, 0.0, 0.0), strict=True)),
        thresholds=Thresholds(answer=0.8, clarify=0.5),
    )


def decision(kind: str = "answer", confidence: float = 0.9, entry: str = "returns/window", **more: object) -> Decision:
    made = {"needs": (entry,)} if kind == "answer" else {}
    return Decision(kind, (Ranked(entry, confidence),), **{"explanation": why(), **made, **more})  # type: ignore[arg-type]


def test_an_answer_is_told_with_what_was_read_what_it_came_closest_to_and_how_sure_that_is() -> None:
    told = explained(SHOP, decision())
    title = SHOP.entries["returns/window"].title
    assert told.read == 'Read as "what is the return deadline": "retrun" as "return".'
    assert told.decision == f"It answers from returns/window ({title})."
    assert told.closest == f'It comes closest to "return deadline", a question of returns/window ({title}).'
    assert told.sureness == "It is 90% sure of returns/window: above the 80% from which on it answers."


@pytest.mark.parametrize(
    ("confidence", "lies"),
    [
        (0.82, "only just above the 80% from which on it answers"),
        (0.6, "between the 50% from which on it asks back and the 80% it answers from"),
        (0.47, "just below the 50% from which on it asks back (and the 80% it answers from)"),
        (0.1, "below the 50% from which on it asks back (and the 80% it answers from)"),
    ],
)
def test_it_is_told_where_the_confidence_lies_between_the_thresholds(confidence: float, lies: str) -> None:
    told = explained(SHOP, decision("clarify", confidence, explanation=why(confidence=confidence)))
    assert told.sureness == f"It is {confidence:.0%} sure of returns/window: {lies}."


def test_a_decision_that_turned_on_a_part_of_the_message_says_so() -> None:
    told = explained(SHOP, decision(confidence=0.9, explanation=why(confidence=0.4, entry="refunds/timing")))
    assert told.sureness.endswith("The message by itself and as a whole would give refunds/timing with 40%.")


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (
            decision("clarify", reason="several entries may be meant"),
            "It does not answer yet, but asks back which entry is meant: several entries may be meant.",
        ),
        (
            decision("no_match", reason="nothing fits"),
            "It says that it has no answer, and offers a person: nothing fits.",
        ),
        (
            decision("hand_off", reason="asked for a person"),
            "It hands over to a person, because the shopper asks for one.",
        ),
        (
            decision("no_match", reason="only noted", small_talk="noted"),
            "It answers with a courtesy: only noted.",
        ),
    ],
)  # fmt: skip
def test_every_other_decision_is_a_sentence_with_its_reason(made: Decision, said: str) -> None:
    assert explained(SHOP, made).decision == said


def test_an_entry_that_hands_over_says_why() -> None:
    made = decision("hand_off", reason="returns/window goes to a person", needs=("returns/window",))
    assert explained(SHOP, made).decision.endswith(
        "and hands over to a person, because returns/window goes to a person "
        "(its handoff is always, or a figure it needs is not stated)."
    )


def test_a_message_without_a_word_has_nothing_to_explain() -> None:
    told = explained(SHOP, decide(SHOP, ["?!"]))
    assert told.read == "There is no word in it to go by."
    assert (told.closest, told.sureness, told.signals) == ("", "", ())


@pytest.mark.parametrize(
    ("signal", "value", "says"),
    [
        (0, 0.8, "80% go to returns/window: a clear majority, which speaks for it."),
        (0, 0.4, "40% go to returns/window: the most, but others have a say, too."),
        (0, 0.1, "10% go to returns/window: no entry stands out."),
        (1, 0.01, "Hardly any vote says that this is nothing for the shop."),
        (1, 0.9, "90% of the votes say that this is nothing for the shop: a strong sign against an answer."),
        (2, 0.9, "90% like the message: nearly the same words."),
        (2, 0.2, "A question worded more like this one would help, if it belongs here."),
        (3, 0.1, "less than the question above: this speaks for an answer."),
        (3, 0.8, "closer than the question above: this speaks against an answer."),
        (4, 1.0, "Every word of it stands in the questions of returns/window, or means the same as one that does."),
        (5, 0.0, "No word of it is unknown: each stands in some question of the folder."),
        (5, 0.1, "stand in no question of the folder: some doubt."),
        (5, 1.0, "No word of it stands in any question of the folder, so it is never answered."),
        (6, 0.5, "Words of another world than the shop's weigh 50%: a strong sign against an answer."),
    ],
)
def test_each_signal_says_what_was_measured_and_what_it_speaks_for(signal: int, value: float, says: str) -> None:
    values = [0.5] * len(SIGNALS)
    values[signal] = value
    told = signals_said(why(*values))[signal]
    assert (told.name, told.value) == (SIGNALS[signal], value)
    assert told.says.endswith(says)


def test_every_signal_of_the_matcher_has_its_sentence() -> None:
    told = explained(SHOP, decide(SHOP, ["wher is my refnd"])).signals
    assert [one.name for one in told] == list(SIGNALS)
    assert all(one.says.endswith(".") for one in told)
