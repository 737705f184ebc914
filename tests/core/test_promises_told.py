"""What a shopper reads about each promise: every date is one on record, and what went wrong is said as it was."""

from dataclasses import replace

import pytest

from assistant.core.tickets import next_for_shopper
from assistant.core.tickets.promises_told import PromiseTold, promises_told
from tests.core.shop import LEA, NEW_YORK, POLICY, WITH_PEAK, Case, agreed, confirmed, done, ny, proposed, verified


def told(case: Case) -> list[PromiseTold]:
    return promises_told(case.ticket, case.ticket.news, NEW_YORK)


def said(case: Case) -> list[tuple[str, str]]:
    return [(each.became, each.said) for each in told(case)]


def notes(case: Case, promise: str) -> tuple[str, ...]:
    return next(each.notes for each in told(case) if each.promise == promise)


def test_what_is_owed_is_told_with_its_date_the_earliest_first() -> None:
    assert [(each.what, each.said) for each in told(Case())] == [
        ("A person confirms your message", "By Thu 5 Nov, 17:00."),
        ("Your inquiry is solved", "By Mon 9 Nov, 17:00."),
    ]


def test_a_kept_promise_tells_when_and_what_was_promised() -> None:
    case = confirmed("complex")
    assert said(case) == [
        ("owed", "By Fri 6 Nov, 17:00."),
        ("kept", "Confirmed on Tue 3 Nov, 10:00, promised by Thu 5 Nov, 17:00."),
        ("kept", "You heard from us on Tue 3 Nov, 10:00, promised by Thu 5 Nov, 17:00."),
    ]


def test_a_broken_promise_is_said_with_an_apology_and_what_happens_now() -> None:
    case = Case()
    case.sweep("2026-11-06 09:00")
    assert said(case)[0] == ("late", "We promised it by Thu 5 Nov, 17:00 and are late. We are sorry.")
    assert notes(case, "confirmation") == ("It comes before everything else now, and our team leads know of it.",)


def test_what_was_done_late_stays_late() -> None:
    case = Case()
    case.confirm("We have read it.", at="2026-11-06 09:10")
    assert said(case)[1] == (
        "broken",
        "Confirmed late, on Fri 6 Nov, 09:10; promised by Thu 5 Nov, 17:00. We are sorry.",
    )


def test_a_broken_promise_that_ended_undone_was_not_done_late() -> None:
    case = Case()
    case.sweep("2026-11-06 09:00")
    case.discard("duplicate", at="2026-11-06 10:00")
    told_now = next(each for each in told(case) if each.promise == "confirmation")
    assert told_now.became == "broken"
    assert told_now.said == "We promised it by Thu 5 Nov, 17:00 and did not keep that. We are sorry."
    assert notes(case, "confirmation") == ("Your inquiry was closed.",)


def test_a_call_that_reached_them_late_was_news_and_one_that_did_not_was_none() -> None:
    case = confirmed("complex")
    case.call(False, "no answer", at="2026-11-09 09:00")
    assert said(case)[0][0] == "late"
    case.call(True, "spoke", at="2026-11-09 11:00")
    assert (
        "broken",
        "You heard from us late, on Mon 9 Nov, 11:00; promised by Fri 6 Nov, 17:00. We are sorry.",
    ) in said(case)


def test_a_paused_promise_names_its_date_and_why_it_stands_still() -> None:
    case = proposed()
    assert said(case)[0] == ("paused", "It has stood still since Tue 3 Nov, 11:00, while it is your turn.")
    assert notes(case, "resolution") == (
        "It was promised by Mon 9 Nov, 17:00; the date moves on by the business days we wait for you.",
    )


def test_a_date_that_moved_while_we_waited_tells_from_which() -> None:
    case = proposed()
    case.consent("accept", version=1, by=None, at="2026-11-05 09:00")
    assert said(case)[0] == ("owed", "By Thu 12 Nov, 17:00.")
    assert notes(case, "resolution") == ("It moved on from Mon 9 Nov, 17:00 by the business days we waited for you.",)
    assert notes(agreed(), "resolution") == ()  # decided on the same day: nothing moved


def test_an_extension_tells_when_it_was_told_and_from_which_date() -> None:
    case = verified()
    case.extend(
        "resolution", ny("2026-11-12 17:00"), "The carrier is on strike.", "strike", at="2026-11-04 12:00", by=LEA
    )
    assert said(case)[0] == ("owed", "By Thu 12 Nov, 17:00.")
    assert notes(case, "resolution") == (
        "On Wed 4 Nov, 12:00 we moved it from Mon 9 Nov, 17:00, and wrote to you why.",
    )
    assert "strike" not in repr(told(case))  # the reason is for colleagues; the shopper has our letter


def test_waiting_and_extending_are_told_in_their_order() -> None:
    case = verified()
    case.ask("Which shade?", at="2026-11-03 12:00")
    case.wrote("2026-11-04 09:00")
    case.extend("resolution", ny("2026-11-12 17:00"), "It is slow.", "strike", at="2026-11-04 12:00", by=LEA)
    case.ask("And which size?", at="2026-11-05 09:00")
    case.wrote("2026-11-06 09:00")
    assert notes(case, "resolution") == (
        "It moved on from Mon 9 Nov, 17:00 by the business days we waited for you.",
        "On Wed 4 Nov, 12:00 we moved it from Tue 10 Nov, 17:00, and wrote to you why.",
        "It moved on from Thu 12 Nov, 17:00 by the business days we waited for you.",
    )
    assert said(case)[0] == ("owed", "By Fri 13 Nov, 17:00.")


def test_a_superseded_promise_says_what_took_its_place() -> None:
    case = confirmed()
    case.classify("complex", "a dispute", at="2026-11-03 12:00")
    ended = next(each for each in told(case) if each.became == "ended")
    assert ended.said == "No longer owed since Tue 3 Nov, 12:00."
    assert ended.notes == ("We sorted your inquiry anew, and another promise took its place.",)


@pytest.mark.parametrize(
    ("ends", "why"),
    [
        (lambda case: case.sweep("2026-11-30 09:00"), "We closed your inquiry because we did not hear from you."),
        (lambda case: case.discard("test", at="2026-11-04 10:00"), "Your inquiry was closed."),
    ],
)
def test_a_void_promise_says_why_nothing_is_owed(ends: object, why: str) -> None:
    case = proposed()
    assert callable(ends)
    ends(case)
    ended = next(each for each in told(case) if each.became == "ended")
    assert ended.notes[-1] == why


def test_a_reopening_that_was_only_thanks_owes_nothing() -> None:
    case = done()
    case.wrote("2026-11-05 09:00")
    case.only_thanks(at="2026-11-05 10:00")
    assert notes(case, "resolution") == ("You wrote to thank us, so nothing was left to do.",)


def test_a_busy_period_stays_named_when_it_is_over() -> None:
    case = Case(at="2026-11-30 10:00", policy=WITH_PEAK)
    assert notes(case, "confirmation") == ("It began in a busy period (Winter sale), and its date allows for that.",)


def test_what_comes_next_is_honest_about_a_broken_promise() -> None:
    case = Case()
    case.sweep("2026-11-06 09:00")
    assert next_for_shopper(case.ticket, POLICY) == (
        "We are sorry: we promised to confirm your inquiry by Thu 5 Nov, 17:00 and are late. "
        "It comes before everything else now."
    )


def test_who_is_held_for_review_reads_that_no_receipt_has_gone_out_and_that_the_dates_count() -> None:
    case = Case(held=True)
    assert next_for_shopper(case.ticket, POLICY) == (
        "A person looks at your message before our receipt goes out. "
        "One of us will review your inquiry and confirm it to you by Thu 5 Nov, 17:00."
    )


def test_an_open_decision_is_said_after_the_shopper_has_written_something_else() -> None:
    case = proposed()
    case.wrote("2026-11-03 12:00")
    assert next_for_shopper(case.ticket, POLICY) == (
        "Our solution waits for your decision. We will solve it and reply completely by Mon 9 Nov, 17:00."
    )


def test_a_receipt_names_the_busy_period_of_its_dates_and_no_other() -> None:
    case = Case(held=True)
    later = replace(POLICY, peaks=(replace(WITH_PEAK.peaks[0], first=ny("2026-11-01 10:00").date()),))
    case.policy = later
    case.accept(at="2026-11-02 12:00")
    assert "busiest" not in case.ticket.letters[0].text


def test_the_record_tells_where_the_shopper_decided() -> None:
    case = proposed()
    case.consent("accept", version=1, through="chat", by=None, at="2026-11-03 15:00")
    case.execute("It left today.", at="2026-11-04 10:00")
    case.follow_up(True, through="chat", by=None, at="2026-11-04 11:00")
    texts = [event.text for event in case.ticket.news]
    assert "The shopper accepted the solution in the chat." in texts
    assert texts[-1] == "The shopper is satisfied with the result, as they told us in the chat."
