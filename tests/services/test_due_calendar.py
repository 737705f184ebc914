"""What falls due in the next business days: each promise on its day, overdue first, days off and busy periods named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import import_module
from typing import Any

import pytest
from sqlalchemy import select, update

from assistant.services import rounds
from assistant.services.desk import Desk
from assistant.services.due_calendar import due_days
from assistant.store.tables import clocks, tickets
from tests.core.shop import WINTER_SALE, ny
from tests.services.desk import Shop, knowledge


@pytest.fixture
def shop(desk: Desk) -> Shop:
    """On Monday, 2 November: the confirmation of what comes now is due on Thursday, the 5th. Closed on US holidays."""
    shop = Shop(desk)
    _announce(shop, calendar=replace(knowledge().policy.calendar, holidays="US"))
    return shop


def days(shop: Shop, business_days: int = 10) -> Any:
    return due_days(shop.desk, business_days, shop.now())


def day(told: Any, its_date: str) -> Any:
    return next(each for each in told["days"] if each["date"] == its_date)


def test_a_promise_stands_on_the_day_of_its_limit_with_what_is_promised_and_who_holds_it(shop: Shop) -> None:
    sam = shop.staff()
    number = shop.form("Does the mist come\nin a larger bottle?", name="Ann <b>Lee</b>")
    unheld = shop.form("You refused my refund, I disagree.")
    sam.do(number, "confirm", "We look into it.")
    told = days(shop)
    assert (told["today"], told["time_zone"], told["overdue"]["count"]) == ("2026-11-02", "America/New_York", 0)
    assert day(told, "2026-11-09")["by_promise"] == {"confirmation": 0, "resolution": 1, "update": 0}
    assert day(told, "2026-11-09")["tickets"] == [
        {
            "number": str(number),
            "subject": "Does the mist come",
            "shopper": "Ann <b>Lee</b>",
            "promise": "resolution",
            "target": "2026-11-05T22:00:00+00:00",
            "limit": "2026-11-09T22:00:00+00:00",
            "at_risk": False,
            "assignee": {"id": sam.user.id, "name": "Sam"},
            "waiting": False,
        }
    ]
    first, second = day(told, "2026-11-05")["tickets"]
    assert (first["number"], first["promise"], first["assignee"]) == (str(unheld), "confirmation", None)
    assert (second["number"], second["promise"]) == (str(unheld), "update")
    assert [each["count"] for each in told["days"] if each["count"]] == [2, 1]


def test_each_promise_of_a_ticket_stands_on_its_own_day(shop: Shop) -> None:
    number = str(shop.form())
    told = days(shop)
    assert [(each["date"], each["by_promise"]) for each in told["days"] if each["count"]] == [
        ("2026-11-05", {"confirmation": 1, "resolution": 0, "update": 0}),
        ("2026-11-09", {"confirmation": 0, "resolution": 1, "update": 0}),
    ]
    assert [(due["number"], due["promise"]) for each in told["days"] for due in each["tickets"]] == [
        (number, "confirmation"),
        (number, "resolution"),
    ]


def test_ten_business_days_are_told_with_the_days_off_between_them(shop: Shop) -> None:
    told = days(shop)
    assert [each["date"][-2:] for each in told["days"] if each["business_day"]] == [
        *("02", "03", "04", "05", "06", "09", "10", "12", "13", "16")
    ]
    assert [each["date"][-2:] for each in told["days"] if not each["business_day"]] == ["07", "08", "11", "14", "15"]
    assert day(told, "2026-11-11")["day_off"] == "Veterans Day"
    assert day(told, "2026-11-07")["day_off"] is None


def test_on_a_day_off_the_days_begin_with_it(shop: Shop) -> None:
    shop.at = ny("2026-11-07 12:00")
    assert [each["date"] for each in days(shop, 1)["days"]] == ["2026-11-07", "2026-11-08", "2026-11-09"]


def test_at_its_limit_a_promise_falls_due_and_a_minute_later_it_is_overdue(shop: Shop) -> None:
    number = shop.form()
    assert day(days(shop), "2026-11-05")["tickets"][0]["at_risk"] is False
    rounds.sweep(shop.desk, ny("2026-11-05 16:00"), shop.news.extend)
    shop.at = ny("2026-11-05 16:59")
    told = days(shop)
    assert (told["overdue"]["count"], day(told, "2026-11-05")["count"]) == (0, 1)
    assert day(told, "2026-11-05")["tickets"][0]["at_risk"] is True
    told = days(shop)
    assert (told["overdue"]["count"], day(told, "2026-11-05")["count"]) == (1, 0)
    assert [due["number"] for due in told["overdue"]["tickets"]] == [str(number)]


def test_a_paused_promise_falls_due_nowhere_and_its_ticket_closes_by_itself_on_its_day(shop: Shop) -> None:
    sam = shop.staff()
    number = shop.form()
    sam.do(number, "confirm", "We look into it.")
    sam.do(number, "ask", "Which bottle do you mean?")
    told = days(shop)
    assert sum(each["count"] for each in told["days"]) == 0
    assert {each["date"]: each["closes_by_itself"] for each in told["days"] if each["closes_by_itself"]} == {
        "2026-11-12": 1
    }
    shop.write_on_page(number, "The large one.")
    told = days(shop)
    assert (day(told, "2026-11-09")["count"], day(told, "2026-11-12")["closes_by_itself"]) == (1, 0)


def test_an_update_goes_on_while_a_complex_ticket_waits(shop: Shop) -> None:
    sam = shop.staff()
    number = shop.form("You refused my refund, I disagree.")
    sam.do(number, "confirm", "We look into it.")
    sam.do(number, "ask", "Which order is it?")
    [due] = day(days(shop), "2026-11-05")["tickets"]
    assert (due["promise"], due["waiting"]) == ("update", True)


def test_after_an_extension_it_is_at_risk_no_more(shop: Shop) -> None:
    lea, number = shop.staff("lead", "Lea"), shop.form()
    lea.do(number, "confirm", "We look into it.")
    shop.at = ny("2026-11-06 09:00")
    lea.do(number, "extend", "resolution", ny("2026-11-12 17:00"), "It is slow.", "strike")
    [due] = day(days(shop), "2026-11-12")["tickets"]
    assert (due["target"], due["at_risk"]) == ("2026-11-09T22:00:00+00:00", False)


def test_what_may_be_spam_falls_due_once_it_is_accepted(shop: Shop) -> None:
    number = shop.form(trapped="yes")
    assert sum(each["count"] for each in days(shop)["days"]) == 0
    shop.staff().do(number, "accept")
    assert [each["count"] for each in days(shop)["days"] if each["count"]] == [1, 1]


def test_closed_tickets_and_suspected_spam_fall_due_nowhere(shop: Shop) -> None:
    shop.staff().close(shop.form())
    shop.form(trapped="yes")
    told = days(shop)
    assert sum(each["count"] + each["closes_by_itself"] for each in told["days"]) == 0


def test_all_are_counted_and_the_first_twenty_of_a_day_are_named(shop: Shop) -> None:
    numbers = [shop.form(email=f"shopper{n}@shop.example") for n in range(22)]
    thursday = day(days(shop), "2026-11-05")
    assert thursday["count"] == 22
    assert [due["number"] for due in thursday["tickets"]] == [str(number) for number in numbers[:20]]


def test_a_busy_period_and_a_day_off_announced_later_are_named_and_what_is_due_then_stays(shop: Shop) -> None:
    shop.form()
    calendar = shop.desk.knowledge().policy.calendar
    _announce(shop, calendar=replace(calendar, closed=frozenset({date(2026, 11, 5)})), peaks=(WINTER_SALE,))
    told = days(shop, 20)
    assert day(told, "2026-11-05") | {"tickets": [], "by_promise": {}} == {
        "date": "2026-11-05",
        "business_day": False,
        "day_off": None,
        "peak": None,
        "count": 1,
        "by_promise": {},
        "tickets": [],
        "closes_by_itself": 0,
    }
    assert day(told, "2026-11-27")["peak"] == {
        "name": "Winter sale",
        "extra_business_days": 2,
        "notice": "It is our busiest time of the year.",
    }
    assert day(told, "2026-11-26")["peak"] is None


def test_the_migration_finds_what_falls_due_of_the_tickets_there_are(shop: Shop) -> None:
    sam = shop.staff()
    shop.form()
    sam.solve(shop.form())
    asked = shop.form()
    sam.do(asked, "confirm", "We look into it.")
    sam.do(asked, "ask", "Which bottle do you mean?")
    sam.close(shop.form())
    shop.form(trapped="yes")
    before = days(shop)
    kept = (
        select(clocks.c.id, clocks.c.falls_due, tickets.c.closes_at)
        .join(tickets, tickets.c.number == clocks.c.ticket)
        .order_by(clocks.c.id)
    )
    rows = shop.desk.db.read(lambda tx: tx.execute(kept).all())
    fill_in: Callable[[Any], None] = import_module(
        "assistant.store.migrations.versions.0003_promises_kept"
    ).fill_in_calendar
    shop.desk.db.write(lambda tx: tx.execute(update(tickets).values(closes_at=None)))
    shop.desk.db.write(lambda tx: tx.execute(update(clocks).values(falls_due=False)))
    shop.desk.db.write(fill_in)
    assert shop.desk.db.read(lambda tx: tx.execute(kept).all()) == rows
    assert days(shop) == before


def _announce(shop: Shop, **changes: Any) -> None:
    changed = replace(knowledge(), policy=replace(knowledge().policy, **changes))
    shop.desk = replace(shop.desk, knowledge=lambda: changed)
