"""Letters name what is owed by dates to come, say plainly what is late, and never name a past date as one ahead."""

from assistant.core.tickets.owed import say_while_waiting
from tests.core.shop import LEA, NEW_YORK, Case, agreed, confirmed, done, proposed


def last(case: Case) -> str:
    return case.ticket.letters[-1].text


def test_a_receipt_names_the_number_and_both_dates_once() -> None:
    assert last(Case()) == (
        "Thank you, Ana Diaz. Your message has reached us; its ticket number is 10001. "
        "One of us will review your inquiry and confirm it to you by Thu 5 Nov, 17:00. "
        "We will solve it and reply completely by Mon 9 Nov, 17:00."
    )


def test_the_receipt_of_what_was_taken_for_spam_until_after_a_limit_says_that_we_are_late() -> None:
    case = Case(held=True)
    case.accept(at="2026-11-06 09:00")
    assert last(case) == (
        "Thank you, Ana Diaz. Your message has reached us; its ticket number is 10001. "
        "We are sorry: we promised to confirm your inquiry by Thu 5 Nov, 17:00 and are late. "
        "It comes before everything else now. We will solve it and reply completely by Mon 9 Nov, 17:00."
    )


def test_two_promises_that_are_late_get_one_apology() -> None:
    case = Case(held=True)
    case.accept(at="2026-11-10 09:00")
    assert last(case).endswith(
        "We are sorry: we promised to confirm your inquiry by Thu 5 Nov, 17:00 and to solve it by Mon 9 Nov, 17:00, "
        "and are late with both. It comes before everything else now."
    )


def test_two_promises_of_one_date_that_are_late_name_it_once() -> None:
    case = Case("complex", held=True)
    case.accept(at="2026-11-06 09:00")
    assert last(case).endswith(
        "We are sorry: we promised to confirm your inquiry and to send you news by Thu 5 Nov, 17:00, and are late with "
        "both. It comes before everything else now."
    )


def test_a_merger_after_the_limit_says_that_we_are_late() -> None:
    case, survivor = confirmed(), confirmed(number=10002)
    case.merge(survivor.ticket, at="2026-11-10 09:00")
    assert last(survivor) == (
        "We have put your inquiry 10001 together with 10002, so that all stands in one place. "
        "We are sorry: we promised to solve it by Mon 9 Nov, 17:00 and are late. It comes before everything else now."
    )


def test_a_merger_while_it_is_the_shoppers_turn_says_that_the_date_moves() -> None:
    survivor = proposed()
    Case(number=10002).merge(survivor.ticket, at="2026-11-05 10:00")
    assert last(survivor).endswith(
        "We will solve it and reply completely by Mon 9 Nov, 17:00; each business day we wait for you moves that date."
    )


def test_made_complex_says_that_the_date_named_before_no_longer_holds() -> None:
    case = confirmed()
    case.classify("complex", "a dispute", at="2026-11-03 12:00")
    assert last(case) == (
        "Your inquiry 10001 needs more work than a plain question, so the date Mon 9 Nov, 17:00 no longer holds. "
        "You will hear from us by Fri 6 Nov, 17:00, and then every 3 business days until it is solved."
    )


def test_made_general_says_that_the_date_named_before_no_longer_holds() -> None:
    case = confirmed("complex")
    case.classify("general", "a plain question", at="2026-11-03 12:00")
    assert last(case) == (
        "Your inquiry 10001 can be solved more simply than we thought, so the date Fri 6 Nov, 17:00 no longer holds. "
        "We will solve it and reply completely by Tue 10 Nov, 17:00."
    )


def test_another_kind_in_place_of_a_broken_promise_says_that_we_did_not_keep_it() -> None:
    case = confirmed()
    case.classify("complex", "a dispute", by=LEA, at="2026-11-10 12:00")
    assert "We are sorry: we promised to solve it by Mon 9 Nov, 17:00 and did not keep that. You will" in last(case)


def test_who_was_not_satisfied_reads_that_we_are_sorry_that_it_did_not_help() -> None:
    case = done()
    case.follow_up(False, by=None, at="2026-11-05 09:00")
    assert last(case) == (
        "We are sorry that it did not help. Your inquiry 10001 is open again. "
        "We will solve it and reply completely by Fri 13 Nov, 17:00."
    )


def test_a_letter_tells_which_promises_it_names() -> None:
    case = agreed()
    case.extend("resolution", case.policy.calendar.deadline(case.ticket.received_at, 9), "It is slow.", "strike",
                by=LEA, at="2026-11-04 12:00")  # fmt: skip
    assert [letter.promises for letter in case.ticket.letters if letter.promises] == [
        ("confirmation", "resolution"),
        ("resolution",),
    ]


def while_waiting(case: Case) -> str:
    return say_while_waiting(case.ticket.open_clocks, NEW_YORK)


def test_while_it_is_the_shoppers_turn_only_the_solutions_date_stands_still() -> None:
    case = Case()
    case.ask("Which size?", at="2026-11-02 11:00")
    assert while_waiting(case) == (
        "While it is your turn, the date by which we solve your inquiry stands still. One of us will review your inquiry "
        "and confirm it to you by Thu 5 Nov, 17:00, whether or not you have answered."
    )
    case.confirm("We have read it.", at="2026-11-02 12:00")
    assert while_waiting(case) == "While it is your turn, the date by which we solve your inquiry stands still."


def test_two_dates_that_do_not_wait_are_said_to_be_so_once() -> None:
    case = Case("complex")
    case.ask("Which size?", at="2026-11-02 11:00")
    assert while_waiting(case) == (
        "One of us will review your inquiry and confirm it to you by Thu 5 Nov, 17:00. "
        "You will hear from us by Thu 5 Nov, 17:00. Neither date waits for your answer."
    )


def test_no_date_of_a_complex_inquiry_stands_still() -> None:
    case = confirmed("complex")
    case.ask("Which size?", at="2026-11-03 11:00")
    assert while_waiting(case) == "You will hear from us by Fri 6 Nov, 17:00, whether or not you have answered."
    case.sweep("2026-11-06 18:00")
    assert while_waiting(case) == "We are sorry: we promised to send you news by Fri 6 Nov, 17:00 and are late."
