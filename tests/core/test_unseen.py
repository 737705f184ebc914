"""What the shopper did stays in sight until a person acts on it."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.core.tickets import Unseen
from tests.core.shop import ANA, LEA, Case, agreed, confirmed, done, ny, proposed, verified

NO_MAIL = replace(ANA, email="", phone="+1 555 0100")


def test_what_the_shopper_does_is_unseen_since_then() -> None:
    case = proposed()
    case.consent("decline", version=1, by=None, at="2026-11-03 15:00")
    assert case.ticket.unseen == Unseen("declined", ny("2026-11-03 15:00"))


def test_a_decision_a_word_and_a_reopening_are_told_apart() -> None:
    written, accepted = confirmed(), agreed()
    written.wrote("2026-11-03 12:00", through="mail")
    dissatisfied, opened, closed = done(), done(), done()
    dissatisfied.follow_up(False, by=None, at="2026-11-05 10:00")
    opened.wrote("2026-11-05 10:00")
    closed.sweep("2026-11-20 10:00")
    closed.reopen("", by=None, at="2026-11-20 11:00")
    assert [what(case) for case in (written, accepted, dissatisfied, opened, closed)] == [
        *("wrote", "accepted", "dissatisfied", "reopened", "reopened")
    ]


def test_thanks_and_a_satisfied_shopper_leave_nothing_to_see() -> None:
    thanked, satisfied = done(), done()
    for case in (thanked, satisfied):
        case.note("seen", at="2026-11-04 11:00")
    thanked.wrote("2026-11-05 10:00", only_thanks=True)
    satisfied.follow_up(True, by=None, at="2026-11-05 10:00")
    assert (what(thanked), what(satisfied)) == (None, None)


def test_thanks_that_end_a_wait_are_seen_to() -> None:
    case = proposed()
    case.wrote("2026-11-03 15:00", only_thanks=True)
    assert what(case) == "wrote"


def test_what_a_colleague_records_for_the_shopper_is_seen_already() -> None:
    case = proposed()
    case.consent("accept", note="on the phone", at="2026-11-03 15:00")
    assert what(case) is None


def test_another_line_keeps_the_moment_of_the_first_and_hides_no_decision() -> None:
    writing, declined = confirmed(), proposed()
    declined.consent("decline", version=1, by=None, at="2026-11-03 15:00")
    for case in (writing, declined):
        case.wrote("2026-11-03 16:00")
        case.wrote("2026-11-03 17:00")
    assert writing.ticket.unseen == Unseen("wrote", ny("2026-11-03 16:00"))
    assert what(declined) == "declined"


@pytest.mark.parametrize(
    ("verb", "given"),
    [
        ("propose", ("We pay it back.", "refund", "customer-service#4", "nobody", "0")),
        ("reply", ("We look again.",)),
        ("ask", ("Which one?",)),
        ("note", ("read",)),
        ("call", (False, "nobody answered")),
        ("discard", ("test",)),
    ],
)
def test_it_is_seen_once_somebody_acts_on_it(verb: str, given: tuple[Any, ...]) -> None:
    case = verified()
    case.wrote("2026-11-03 12:00")
    getattr(case, verb)(*given, at="2026-11-03 13:00", by=LEA)
    assert what(case) is None


def test_taking_handing_on_and_putting_aside_show_not_that_anybody_has_read_it() -> None:
    case = verified()
    case.wrote("2026-11-03 12:00")
    case.release(at="2026-11-03 13:00")
    case.claim(at="2026-11-03 13:01")
    case.snooze(ny("2026-11-03 15:00"), at="2026-11-03 13:02")
    assert what(case) == "wrote"


def test_suspected_spam_has_nothing_to_see_before_it_is_accepted() -> None:
    case = Case(held=True)
    case.wrote("2026-11-03 12:00")
    assert what(case) is None


def test_a_reminder_to_a_shopper_without_an_address_says_to_call_them() -> None:
    case = proposed(shopper=NO_MAIL)
    case.sweep("2026-11-05 17:30")
    assert case.ticket.unseen == Unseen("call", ny("2026-11-05 17:30"))
    assert "They left no e-mail address" in case.ticket.news[-1].text
    case.call(False, "nobody answered", at="2026-11-05 17:40")
    assert what(case) is None
    case.sweep("2026-11-09 18:00")
    assert what(case) == "call"
    case.wrote("2026-11-10 10:00")
    assert what(case) == "wrote"


def test_a_reminder_by_mail_asks_nothing_of_colleagues() -> None:
    case = proposed()
    case.sweep("2026-11-05 17:30")
    assert what(case) is None


def what(case: Case) -> str | None:
    return case.ticket.unseen.what if case.ticket.unseen else None
