"""What becomes of somebody's tickets when they sign out, and of those at risk while they are away."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection

from assistant.core.errors import Conflict
from assistant.services import leaving, rounds
from assistant.services.desk import Desk, token_hash
from assistant.store import accounts
from assistant.store.database import Database
from tests.core import small_shop
from tests.core.shop import ny
from tests.services.desk import Shop, Staff


@pytest.fixture
def shop(desk: Desk) -> Shop:
    return Shop(desk)


def sign_in(who: Staff, token: str, at: datetime) -> None:
    until = at + timedelta(hours=12)
    who.shop.desk.db.write(lambda tx: accounts.add_session(tx, token_hash(token), who.user.id, "csrf", at, until))


def sign_out(who: Staff, token: str) -> None:
    who.shop.done(leaving.sign_out(who.shop.desk, who.user, token, who.shop.now()))


def holder(shop: Shop, number: int) -> str | None:
    held_by = shop.ticket(number).assignee
    return held_by.name if held_by else None


def test_signing_out_puts_back_what_was_taken_and_not_touched_and_keeps_what_was_worked_on(shop: Shop) -> None:
    sam = shop.staff()
    taken, noted, answered = shop.form(), shop.form(), shop.form()
    for number in (taken, noted):
        sam.do(number, "claim")
    sam.do(noted, "note", "Ask the warehouse.")
    sam.do(answered, "reply", "We look into it.")
    sign_in(sam, "laptop", shop.now())
    told = leaving.outlook(shop.desk, sam.user, "laptop", shop.at)
    assert told["goes_back"] == [{"number": str(taken), "subject": "Does the mist come in a larger bottle?"}]
    assert ({each["number"] for each in told["stays"]}, told["elsewhere"]) == ({str(noted), str(answered)}, False)
    sign_out(sam, "laptop")
    assert [holder(shop, each) for each in (taken, noted, answered)] == [None, "Sam", "Sam"]
    released = shop.events(taken)[-1]
    assert (released.kind, released.actor.name) == ("released", "Sam")
    assert released.text == "Back in the queue: Sam signed out before doing anything with it."
    assert int(shop.staff(name="Kim").take_next()["number"]) == taken


def test_nothing_goes_back_while_they_work_in_another_browser(shop: Shop) -> None:
    sam, number = shop.staff(), shop.form()
    sam.do(number, "claim")
    for device in ("laptop", "phone"):
        sign_in(sam, device, shop.now())
    told = leaving.outlook(shop.desk, sam.user, "laptop", shop.at)
    assert (told["elsewhere"], told["goes_back"]) == (True, [])
    sign_out(sam, "laptop")
    assert holder(shop, number) == "Sam"
    sign_out(sam, "phone")
    assert holder(shop, number) is None


def test_two_browsers_that_sign_out_at_the_same_moment_put_back_what_was_taken(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = Database(postgres_url), Database(postgres_url)
    shop = Shop(Desk(here, small_shop.knowledge, "http://shop.test"))
    sam, number, at = shop.staff(), shop.form(), shop.now()
    sam.do(number, "claim")
    for device in ("laptop", "phone"):
        sign_in(sam, device, at)
    end_session, both_ended = accounts.end_session, threading.Barrier(2)

    def end(tx: Connection, token_hash: str) -> None:
        end_session(tx, token_hash)
        with suppress(threading.BrokenBarrierError):
            both_ended.wait(0.3)  # seconds, in which the other would get as far if nothing kept it out

    monkeypatch.setattr(accounts, "end_session", end)
    desks = (shop.desk, replace(shop.desk, db=there))
    with ThreadPoolExecutor(2) as browsers:
        list(browsers.map(leaving.sign_out, desks, (sam.user,) * 2, ("laptop", "phone"), (at,) * 2))
    assert holder(shop, number) is None
    for database in (here, there):
        database.close()


@pytest.mark.parametrize(("seen", "offered"), [("2026-11-04 17:20", False), ("2026-11-04 16:50", True)])
def test_what_becomes_at_risk_while_its_holder_is_away_is_offered_to_all_and_can_be_taken_over(
    seen: str, offered: bool, shop: Shop
) -> None:
    sam, kim, pat, number = shop.staff(), shop.staff(name="Kim"), shop.staff(name="Pat"), shop.form()
    sam.do(number, "note", "I look into it.")
    sam.do(number, "claim")
    sam.do(number, "snooze", ny("2026-11-03 10:00"))
    sign_in(sam, "laptop", ny(seen))
    shop.at = ny("2026-11-04 17:29")
    shop.news.clear()
    rounds.sweep(shop.desk, shop.at, shop.news.extend)
    assert shop.notices("at_risk") == [f"Ticket {number}: The confirmation is at risk."]
    assert len(shop.notices("offer")) == offered
    if not offered:
        with pytest.raises(Conflict):
            kim.do(number, "claim")
        return
    kim.do(number, "claim")
    with pytest.raises(Conflict):
        pat.do(number, "claim")
    assert shop.events(number)[-1].text == "Kim took the inquiry over from Sam, who was away."
    assert (holder(shop, number), shop.kinds(number).count("offered")) == ("Kim", 1)


def test_who_comes_back_to_an_offered_ticket_keeps_it(shop: Shop) -> None:
    sam, kim, number = shop.staff(), shop.staff(name="Kim"), shop.form()
    sam.do(number, "claim")
    sam.do(number, "note", "I look into it.")
    rounds.sweep(shop.desk, ny("2026-11-04 17:29"), shop.news.extend)
    shop.at = ny("2026-11-04 18:00")
    assert sam.see(number)["offered_at"] is not None
    sam.do(number, "note", "Here I am.")
    assert sam.see(number)["offered_at"] is None
    with pytest.raises(Conflict):
        kim.do(number, "claim")


def test_who_signs_out_with_a_ticket_at_risk_leaves_it_offered(shop: Shop) -> None:
    sam, number = shop.staff(), shop.form()
    sam.do(number, "claim")
    sam.do(number, "note", "I look into it.")
    sign_in(sam, "laptop", ny("2026-11-04 17:00"))
    rounds.sweep(shop.desk, ny("2026-11-04 17:20"), shop.news.extend)
    shop.news.clear()
    shop.at = ny("2026-11-04 17:25")
    sign_out(sam, "laptop")
    told = f"Ticket {number}: Offered to everybody: a promise is at risk, and Sam is away."
    assert (holder(shop, number), shop.notices("offer")) == ("Sam", [told])
