"""What may be spam is looked at by a person before anything else."""

import pytest

from assistant.core.errors import Conflict
from assistant.services import rounds
from assistant.services.desk import Desk
from tests.core.shop import ny
from tests.services.desk import Shop


@pytest.fixture
def shop(desk: Desk) -> Shop:
    return Shop(desk)


def test_a_reply_to_a_discarded_ticket_is_shown_for_review_and_can_be_accepted(shop: Shop) -> None:
    number, sam = shop.form(), shop.staff()
    sam.do(number, "discard", "spam")
    shop.news.clear()
    shop.write_on_page(number, "But I am a person!")
    assert sam.listed("held") == [number]
    assert sam.counts()["held"] == 1
    assert shop.notices("new") == [f"Ticket {number}: The shopper wrote to a discarded inquiry; it is held for review."]
    story = sam.do(number, "accept")
    assert (story["step"], story["held"]) == ("received", False)
    assert [clock["state"] for clock in story["clocks"]].count("running") == 2
    assert sam.listed("held") == []
    assert sam.listed("open") == [number]


def test_it_is_announced_once_however_much_they_write(shop: Shop) -> None:
    number, sam = shop.form(), shop.staff()
    sam.do(number, "discard", "spam")
    shop.news.clear()
    for _ in range(3):
        shop.write_on_page(number, "Buy!")
    assert len(shop.notices("new")) == 1


def test_a_held_ticket_is_not_worked_on_before_it_is_accepted(shop: Shop) -> None:
    number, sam = shop.form(trapped="yes"), shop.staff()
    with pytest.raises(Conflict) as refused:
        sam.do(number, "confirm", "We have your question.")
    assert refused.value.code == "held_for_review"
    assert sam.see(number)["actions"] == ["note", "accept", "discard"]
    sam.do(number, "accept")
    assert sam.do(number, "confirm", "We have your question.")["step"] == "verifying"


def test_nobody_is_alarmed_for_what_may_be_spam_but_all_are_asked_to_review_it_before_its_promise_is_broken(
    shop: Shop,
) -> None:
    number = shop.form(trapped="yes")
    waits = f"Ticket {number}: it waits among what may be spam, and its confirmation"
    sweep(shop, "2026-11-04 18:00")
    assert shop.notices("review") == [f"{waits} is promised by Thu 5 Nov, 17:00."]
    sweep(shop, "2026-11-20 10:00")
    assert shop.notices("review")[1:] == [f"{waits} was promised by Thu 5 Nov, 17:00."]
    assert shop.kinds(number).count("breached") == 2
    assert shop.notices("offer") == shop.notices("at_risk") == shop.notices("breached") == []
    assert shop.outbox() == []


def test_of_what_may_be_spam_the_most_urgent_comes_first_with_its_date(shop: Shop) -> None:
    discarded, sam = shop.form(email="bo@shopper.example"), shop.staff()
    sam.do(discarded, "discard", "spam")
    shop.write_on_page(discarded, "But I am a person!")
    shop.at = ny("2026-11-04 10:00")
    later = shop.form(trapped="yes", email="cy@shopper.example")
    shop.at = ny("2026-11-02 12:00")
    sooner = shop.form(trapped="yes")
    sweep(shop, "2026-11-06 09:00")
    assert sam.listed("held") == [sooner, later, discarded]
    story = sam.see(sooner)["next"]
    assert (story["promise"], story["limit"], story["state"]) == (
        "confirmation",
        "2026-11-05T22:00:00+00:00",
        "breached",
    )


def sweep(shop: Shop, at: str) -> None:
    rounds.sweep(shop.desk, ny(at), shop.news.extend)
