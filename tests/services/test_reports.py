"""Whether promises are kept, as agents and leads read it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from assistant.core.errors import Invalid
from assistant.services import chat as chats
from assistant.services import reports, rounds
from assistant.services.desk import Desk
from assistant.store.database import Database
from tests.core import small_shop
from tests.core.shop import ny
from tests.services.desk import Chat, Shop

NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)
ON_TIME = "2026-11-03 10:00"
AFTER_THE_LIMIT = "2026-11-06 10:00"
"""Of a confirmation that was promised by Thu 5 Nov, 17:00."""


@pytest.fixture
def shop(desk: Desk) -> Shop:
    return Shop(desk)


@pytest.fixture
def shop_here(sqlite_url: str) -> Iterator[Shop]:
    """On SQLite alone, for what no database has a say in."""
    database = Database(sqlite_url)
    yield Shop(Desk(database, small_shop.knowledge, "http://shop.test"))
    database.close()


def report(shop: Shop, first: date = NOVEMBER[0], last: date = NOVEMBER[1]) -> dict[str, Any]:
    return reports.sla(shop.desk, first, last, ny("2026-12-01 10:00"))


def promises(shop: Shop) -> dict[str, tuple[int, int, int, int]]:
    """Kept, broken, superseded and void of each promise."""
    return {row["promise"]: counts(row) for row in report(shop)["promises"]}


def counts(row: dict[str, Any]) -> tuple[int, int, int, int]:
    return row["kept"], row["broken"], row["superseded"], row["void"]


def by_agent(shop: Shop) -> list[tuple[str | None, int, int]]:
    """Who, and how many promises they kept, and how many broke while they held the ticket."""
    rows = report(shop)["by_agent"]
    return [(row["agent"] and row["agent"]["name"], row["kept"], row["broken"]) for row in rows]


def sweep(shop: Shop, at: str) -> None:
    shop.at = ny(at)
    rounds.sweep(shop.desk, shop.at, lambda news: None)


def test_what_a_person_did_in_time_is_kept_and_counts_for_them(shop_here: Shop) -> None:
    sam = shop_here.staff()
    number = shop_here.form()
    shop_here.at = ny(ON_TIME)
    sam.solve(number)
    assert promises(shop_here) == {"confirmation": (1, 0, 0, 0), "resolution": (1, 0, 0, 0), "update": (0, 0, 0, 0)}
    assert by_agent(shop_here) == [("Sam", 2, 0)]
    told = report(shop_here)
    assert told["promises"][0]["share_kept"] == 1.0
    assert told["promises"][2]["share_kept"] is None
    assert (told["from"], told["to"], told["time_zone"]) == ("2026-11-01", "2026-11-30", "America/New_York")


def test_a_promise_kept_late_is_broken_for_who_held_the_ticket_at_its_limit(shop: Shop) -> None:
    sam, kim = shop.staff(), shop.staff(name="Kim")
    held, _unheld = shop.form(), shop.form()
    sam.do(held, "claim")
    sam.do(held, "note", "I am on it.")
    sweep(shop, AFTER_THE_LIMIT)
    sam.transfer(held, kim)
    kim.do(held, "confirm", "We have it.")
    assert promises(shop)["confirmation"] == (0, 2, 0, 0)
    assert by_agent(shop) == [("Sam", 0, 1), (None, 0, 1)]


def test_a_breach_stays_in_the_report_whatever_becomes_of_the_ticket(shop: Shop) -> None:
    sam, kim = shop.staff(), shop.staff(name="Kim")
    reassigned, reopened, discarded = (shop.form(email=f"{each}@shopper.example") for each in ("a", "b", "c"))
    sweep(shop, AFTER_THE_LIMIT)
    sam.do(reassigned, "claim")
    sam.transfer(reassigned, kim)
    kim.close(reopened)
    kim.do(reopened, "reopen", "there is more to do")
    sam.do(discarded, "discard", "test")
    told = promises(shop)
    assert told["confirmation"] == (0, 3, 0, 0)
    assert told["resolution"] == (1, 0, 0, 1)


def test_the_week_of_a_breach_is_that_of_its_limit_however_late_the_sweep(shop: Shop) -> None:
    shop.form()
    sweep(shop, "2026-11-23 10:00")
    told = report(shop)["by_week"]
    assert [(row["week"], counts(row)) for row in told] == [
        ("2026-11-02", (0, 1, 0, 0)),  # the confirmation, on Thu 5 Nov
        ("2026-11-09", (0, 1, 0, 0)),  # the resolution, on Mon 9 Nov
    ]
    assert report(shop, date(2026, 11, 9))["by_week"] == told[1:]
    assert report(shop, date(2026, 11, 10))["by_week"] == []


def test_superseded_and_void_promises_are_counted_apart_and_never_as_kept(shop: Shop) -> None:
    sam = shop.staff()
    reclassified, discarded = shop.form(), shop.form(email="b@shopper.example")
    sam.do(reclassified, "classify", "complex", "a dispute")
    sam.do(discarded, "discard", "spam")
    assert promises(shop) == {"confirmation": (0, 0, 0, 1), "resolution": (0, 0, 1, 1), "update": (0, 0, 0, 0)}
    assert [row["share_kept"] for row in report(shop)["promises"]] == [None, None, None]
    assert by_agent(shop) == []  # nobody answers for them


def test_a_merged_ticket_brings_its_promises_along_once(shop: Shop) -> None:
    sam = shop.staff()
    first, second = shop.form(), shop.form()
    sweep(shop, AFTER_THE_LIMIT)
    sam.merge(second, first)
    assert promises(shop) == {"confirmation": (0, 2, 0, 0), "resolution": (0, 0, 1, 0), "update": (0, 0, 0, 0)}
    assert report(shop)["tickets"]["merged"] == 1


def test_kind_and_topic_are_those_the_ticket_has_now(shop_here: Shop) -> None:
    sam = shop_here.staff()
    number = shop_here.form("Where is my parcel?")
    sam.do(number, "confirm", "We have it.")
    sam.do(number, "classify", "complex", "it is lost")
    told = report(shop_here)
    assert [(row["kind"], counts(row)) for row in told["by_kind"]] == [("complex", (1, 0, 1, 0))]
    assert [(row["topic"], counts(row)) for row in told["by_topic"]] == [("orders", (1, 0, 1, 0))]


def test_agents_stand_in_the_order_of_their_names(shop_here: Shop) -> None:
    for name, tickets in (("Zoe", 2), ("Ann", 1)):
        agent = shop_here.staff(name=name)
        for _ in range(tickets):
            agent.do(shop_here.form(), "confirm", "We have it.")
    assert by_agent(shop_here) == [("Ann", 1, 0), ("Zoe", 2, 0)]


def test_time_runs_from_the_handoff_and_the_chat_before_it_is_not_in_it(shop_here: Shop) -> None:
    shop_here.at = ny("2026-11-02 09:00")
    chat = shop_here.chat()
    chat.say("where is my parcel")
    shop_here.at = ny("2026-11-06 11:59")
    number = chat.hand_off()
    shop_here.at = ny("2026-11-06 14:59")
    shop_here.staff().solve(number)
    assert report(shop_here)["times"]["resolution"] == {
        "count": 1,
        "median_business_days": 0,
        "median_open_hours": 3.0,
        "within": [{"business_days": 0, "count": 1}],
    }


def test_times_leave_out_what_was_no_inquiry_and_what_is_open_again(shop: Shop) -> None:
    sam = shop.staff()
    discarded, merged, survivor, again = (shop.form() for _ in range(4))
    for number in (discarded, merged):
        sam.do(number, "confirm", "We have it.")
    sam.do(discarded, "discard", "test")
    sam.merge(merged, survivor)
    sam.solve(again)
    shop.write_on_page(again, "But where is the button?")
    told = report(shop)["times"]
    assert told["confirmation"]["count"] == 1, "only the one that is open again was confirmed and is an inquiry"
    assert told["resolution"] == {"count": 0, "median_business_days": None, "median_open_hours": None, "within": []}


def test_what_shoppers_say_of_the_result_is_counted_in_its_week(shop: Shop) -> None:
    sam = shop.staff()
    happy, unhappy = shop.form(), shop.form()
    sam.close(happy)
    sam.solve(unhappy)
    shop.at = ny("2026-11-09 10:00")
    sam.do(unhappy, "follow_up", False, note="it is still empty")
    told = report(shop)["satisfaction"]
    assert (told["satisfied"], told["dissatisfied"], told["share_satisfied"]) == (1, 1, 0.5)
    assert told["by_week"] == [
        {"week": "2026-11-02", "satisfied": 1, "dissatisfied": 0},
        {"week": "2026-11-09", "satisfied": 0, "dissatisfied": 1},
    ]


def test_tickets_are_counted_by_how_they_came_and_how_they_ended(shop: Shop) -> None:
    sam = shop.staff()
    satisfied, silent, unanswered, spam, test_of_ours = (shop.form() for _ in range(5))
    sam.close(satisfied)
    sam.solve(silent)
    sam.do(unanswered, "confirm", "We have it.")
    sam.do(unanswered, "ask", "Which order is it?")
    sam.do(spam, "discard", "spam")
    sam.do(test_of_ours, "discard", "test")
    sweep(shop, "2026-11-30 10:00")
    assert report(shop)["tickets"] == {
        "received": 5,
        "reopened": 0,
        "closed": {"satisfied": 1, "unconfirmed": 1, "no_answer": 1},
        "discarded": {"spam": 1, "test": 1, "duplicate": 0},
        "merged": 0,
    }


def test_a_ticket_opened_again_is_counted_unless_it_was_only_thanks(shop: Shop) -> None:
    sam = shop.staff()
    more_to_do, thanked, unhappy = (shop.form() for _ in range(3))
    for number in (more_to_do, thanked, unhappy):
        sam.solve(number)
    shop.write_on_page(more_to_do, "But where is the button?")
    shop.write_on_page(thanked, "Brilliant, the whole family is delighted with you people")
    sam.do(thanked, "only_thanks")
    sam.do(unhappy, "follow_up", False, note="said so")
    told = report(shop)["tickets"]
    assert (told["reopened"], told["closed"]["satisfied"]) == (2, 0)


# the assistant's share


def assistant(shop: Shop) -> tuple[int, int, int]:
    """Conversations, and how many of them were resolved, and handed over."""
    told = report(shop)["assistant"]
    return told["conversations"], told["resolved"], told["handed_over"]


def asked(shop: Shop, *texts: str) -> Chat:
    chat = shop.chat()
    for text in texts:
        chat.say(text)
    return chat


def rate(chat: Chat, helpful: bool) -> None:
    """The last answer of an entry."""
    seq = [each.seq for each in chat.messages() if each.entry][-1]
    chat.shop.done(chats.rate(chat.shop.desk, chat.id, seq, helpful, chat.shop.now()))


def test_a_chat_is_resolved_when_the_last_question_was_answered(shop: Shop) -> None:
    asked(shop, "do you take paypal")
    asked(shop, "do you recycle empty bottles", "do you take paypal", "ok", "thank you", "bye")
    assert assistant(shop) == (2, 2, 0)
    assert report(shop)["assistant"]["share_resolved"] == 1.0


def test_a_chat_is_not_resolved_when_what_was_asked_for_last_was_in_vain(shop: Shop) -> None:
    asked(shop, "do you take paypal", "do you recycle empty bottles", "ok")
    asked(shop, "do you take paypal", "let me talk to a human", "thank you")
    asked(shop, "do you take paypal", "you refused my refund")
    assert assistant(shop) == (3, 0, 0)


def test_a_chat_is_not_resolved_with_a_thumbs_down_or_a_ticket(shop: Shop) -> None:
    rate(asked(shop, "do you take paypal", "where is my refund"), helpful=False)
    rate(asked(shop, "do you take paypal"), helpful=True)
    asked(shop, "do you take paypal").hand_off()
    assert assistant(shop) == (3, 1, 1)
    told = report(shop)["satisfaction"]
    assert (told["helpful"], told["unhelpful"]) == (1, 1)


def test_where_nothing_was_answered_there_was_no_chat_to_resolve(shop_here: Shop) -> None:
    shop_here.chat()
    shop_here.form()
    asked(shop_here, "hello", "do you recycle empty bottles")
    asked(shop_here, "let me talk to a human").hand_off()
    assert assistant(shop_here) == (0, 0, 0)
    assert report(shop_here)["assistant"]["share_resolved"] is None


def test_a_chat_counts_in_the_period_in_which_the_shopper_wrote_last(shop_here: Shop) -> None:
    chat = asked(shop_here, "do you take paypal")
    shop_here.at = ny("2026-12-02 10:00")
    chat.say("where is my refund")
    assert assistant(shop_here) == (0, 0, 0)
    assert report(shop_here, date(2026, 12, 1), date(2026, 12, 31))["assistant"]["resolved"] == 1


# the period


def test_a_day_belongs_to_the_period_from_its_first_to_its_last_moment_in_the_shop(shop_here: Shop) -> None:
    for at in ("2026-10-31 23:59", "2026-11-01 00:00", "2026-11-02 23:59", "2026-11-03 00:01"):
        shop_here.at = ny(at)
        shop_here.form()
    told = report(shop_here, date(2026, 11, 1), date(2026, 11, 2))
    assert told["tickets"]["received"] == 2


def test_an_empty_period_is_told_with_all_its_parts(shop_here: Shop) -> None:
    nothing = {"kept": 0, "broken": 0, "superseded": 0, "void": 0, "share_kept": None}
    no_times: dict[str, Any] = {"count": 0, "median_business_days": None, "median_open_hours": None, "within": []}
    assert report(shop_here) == {
        "from": "2026-11-01",
        "to": "2026-11-30",
        "time_zone": "America/New_York",
        "promises": [{"promise": name} | nothing for name in ("confirmation", "resolution", "update")],
        "by_kind": [],
        "by_topic": [],
        "by_agent": [],
        "by_week": [],
        "times": {"confirmation": no_times, "resolution": no_times},
        "assistant": {"conversations": 0, "resolved": 0, "handed_over": 0, "share_resolved": None},
        "satisfaction": {
            "satisfied": 0,
            "dissatisfied": 0,
            "share_satisfied": None,
            "by_week": [],
            "helpful": 0,
            "unhelpful": 0,
        },
        "tickets": {
            "received": 0,
            "reopened": 0,
            "closed": {"satisfied": 0, "unconfirmed": 0, "no_answer": 0},
            "discarded": {"spam": 0, "test": 0, "duplicate": 0},
            "merged": 0,
        },
    }


def test_days_in_the_wrong_order_are_refused(shop_here: Shop) -> None:
    with pytest.raises(Invalid) as refused:
        report(shop_here, date(2026, 11, 2), date(2026, 11, 1))
    assert list(refused.value.fields) == ["to"]
