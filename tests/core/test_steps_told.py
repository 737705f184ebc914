"""The five steps as a shopper reads them: what was not done is never called done."""

from assistant.core.tickets.steps_told import steps_told
from tests.core.shop import Case, agreed, confirmed, done, proposed, verified


def marks(case: Case) -> list[str]:
    return [each.mark for each in steps_told(case.ticket)]


def now(case: Case) -> str:
    return next(each.text for each in steps_told(case.ticket) if each.state == "now")


def test_one_step_is_now_those_before_are_done_and_those_after_are_still_to_come() -> None:
    assert marks(Case()) == ["Now", *["Still to come"] * 4]
    assert marks(verified()) == ["Done", "Done", "Now", "Still to come", "Still to come"]
    assert [each.title for each in steps_told(Case().ticket)] == [
        "We have your message",
        "We look into it",
        "We find a solution",
        "We carry it out",
        "Did it help?",
    ]


def test_carrying_out_waits_for_the_shoppers_word_before_it_begins() -> None:
    assert now(proposed()) == "We begin once you agree to our solution."
    assert now(agreed()) == "You have agreed, and we are at it."


def test_a_plain_answer_needs_nothing_carried_out() -> None:
    case = Case()
    case.answer("Under Orders.", "the page", "customer-service#2", at="2026-11-03 10:00")
    assert marks(case) == ["Done", "Done", "Done", "Not needed", "Now"]


def test_a_ticket_that_closed_early_has_the_rest_not_done() -> None:
    case = confirmed()
    case.ask("Which shade?", at="2026-11-03 12:00")
    case.sweep("2026-11-30 09:00")
    assert marks(case) == ["Done", "Closed here", *["Not done"] * 3]
    spam = Case()
    spam.discard("spam", at="2026-11-03 10:00")
    assert marks(spam) == ["Closed here", *["Not done"] * 4]


def test_a_declined_solution_is_no_solution_when_it_closes() -> None:
    case = proposed()
    case.consent("decline", version=1, by=None, at="2026-11-03 15:00")
    case.discard("duplicate", at="2026-11-03 16:00")
    assert marks(case) == ["Done", "Done", "Closed here", "Not done", "Not done"]


def test_a_ticket_without_a_word_on_the_result_says_so() -> None:
    case = done()
    case.sweep("2026-11-30 09:00")
    assert marks(case) == ["Done", "Done", "Done", "Done", "No word from you"]
    case.follow_up(True, by=None, at="2026-11-30 10:00")
    assert marks(case) == ["Done"] * 5
