"""What counts as asked in vain: one conversation after the other."""

from datetime import timedelta
from typing import Any

from assistant.core.gaps import Line, Outcome, questions
from tests.core.shop import RECEIVED, ny

BEGAN = ny(RECEIVED)


class Story:
    """A conversation, a minute for each message."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def asks(self, text: str, decision: str, *answers: str, entry: str = "returns/window", **more: Any) -> "Story":
        """The shopper's message, and the entries it was answered from; without one, the assistant's own words."""
        id = f"m{len(self.lines)}"
        judged = {"decision": decision, "entry": entry, "confidence": 0.5}
        self._add(id=id, by_shopper=True, text=text, judged=judged, picked=more.get("picked"))
        for answer in answers or ("",):
            helpful = more.get("helpful")
            self._add(
                id=f"{id}{answer}", by_shopper=False, text="Yes.", reply_to=id, entry=answer or None, helpful=helpful
            )
        return self

    def _add(self, **given: Any) -> None:
        at = BEGAN + timedelta(minutes=len(self.lines))
        self.lines.append(Line(conversation="c", at=at, **given))

    def outcomes(self, *handed_over_after: int, hours: float = 24) -> list[tuple[str, Outcome]]:
        """Each question with what came of it; it became a ticket after so many messages."""
        tickets = [BEGAN + timedelta(minutes=count) for count in handed_over_after]
        now = BEGAN + timedelta(hours=hours)
        return [(one.text, one.outcome) for one in questions(self.lines, tickets, now)]


def test_a_question_that_an_entry_answers_is_answered() -> None:
    assert Story().asks("when", "answer", "returns/window").outcomes() == [("when", Outcome.ANSWERED)]


def test_a_question_without_an_answer_is_unanswered_also_where_it_led_to_a_person() -> None:
    story = Story().asks("do you recycle", "no_match").asks("recycle bottles", "hand_off")
    assert story.outcomes() == [("do you recycle", Outcome.UNANSWERED), ("recycle bottles", Outcome.UNANSWERED)]


def test_courtesy_yes_and_no_and_wishes_for_a_person_are_no_questions() -> None:
    story = Story().asks("hello", "answer", entry="chat/greeting").asks("ok", "no_match").asks("no thanks", "no_match")
    story.asks("yes please", "hand_off", entry="chat/human").asks("talk to a person", "hand_off", entry="chat/human")
    assert story.asks("!!", "no_match").asks("thanks!", "no_match").outcomes() == []


def test_one_thumb_down_among_the_answers_of_a_question_counts() -> None:
    story = Story().asks("when", "answer", "returns/window", helpful=False)
    assert story.outcomes() == [("when", Outcome.UNHELPFUL)]


def test_what_was_chosen_answers_the_question_that_was_asked_back_about() -> None:
    story = Story().asks("money and when", "clarify").asks("When?", "answer", "returns/window", picked="returns/window")
    assert story.outcomes() == [("money and when", Outcome.ANSWERED)]


def test_nothing_chosen_leaves_the_question_unanswered() -> None:
    for picked in ("none_of_these", "person"):
        story = Story().asks("money and when", "clarify").asks("None of these", "no_match", picked=picked)
        assert story.outcomes() == [("money and when", Outcome.UNANSWERED)]


def test_what_was_said_anew_counts_in_its_last_words() -> None:
    story = Story().asks("money and when", "clarify").asks("when do i get it", "answer", "refunds/timing")
    assert story.outcomes() == [("when do i get it", Outcome.ANSWERED)]


def test_who_is_still_choosing_has_not_asked_in_vain() -> None:
    story = Story().asks("money and when", "clarify")
    assert story.outcomes(hours=0.5) == []
    assert story.outcomes(hours=0.6) == [("money and when", Outcome.UNANSWERED)]


def test_the_last_question_before_a_ticket_was_handed_over() -> None:
    story = Story().asks("when", "answer", "returns/window").asks("how much", "answer", "shipping/cost")
    story.asks("talk to a person", "hand_off", entry="chat/human").asks("which cards", "answer", "payments/methods")
    assert [outcome for _, outcome in story.outcomes(5)] == [Outcome.ANSWERED, Outcome.HANDED_OVER, Outcome.ANSWERED]


def test_what_nobody_of_ours_replied_to_was_written_to_a_person() -> None:
    story = Story().asks("when", "no_match")
    story.lines.pop()
    assert story.outcomes() == []
