"""When a wrong e-mail address is corrected, the stranger who got our letters no longer opens the ticket's page."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from assistant.core.errors import NotFound
from assistant.services import dead_letters, own_ticket, rounds
from assistant.services.desk import Desk, conversation_room
from assistant.store.outbox import Mail, Refused
from assistant.store.tables import outbox
from tests.services.desk import Shop

WRONG, RIGHT = "stranger@shopper.example", "ann@home.example"


@pytest.fixture
def shop(desk: Desk) -> Shop:
    return Shop(desk)


def opens(shop: Shop, token: str) -> int | None:
    """The number of the ticket that a link leads to."""
    try:
        return own_ticket.find(shop.desk, token, shop.at).ticket.number
    except NotFound:
        return None


def letters(shop: Shop, kind: str) -> list[tuple[str, str, str]]:
    """Recipient, text and HTML of all mails of a kind."""
    found = select(outbox.c.recipient, outbox.c.text, outbox.c.html).where(outbox.c.kind == kind)
    return [(row.recipient, row.text, row.html) for row in shop.desk.db.read(lambda tx: tx.execute(found).all())]


def carries(shop: Shop, kind: str, token: str) -> list[bool]:
    return [f"/t/{token}" in text and f"/t/{token}" in html for _, text, html in letters(shop, kind)]


def send_all(shop: Shop) -> None:
    rounds.send_mail(shop.desk.db, lambda mail: None, shop.now)


def test_the_old_link_leads_nowhere_and_letters_and_chat_have_the_new_one(shop: Shop) -> None:
    chat, lead = shop.chat(), shop.staff("lead")
    number = chat.hand_off(details="Does the mist come in a larger bottle?", email=WRONG)
    send_all(shop)
    former = shop.token(number)
    assert opens(shop, former) == number
    shop.news.clear()
    lead.do(number, "correct", {"email": RIGHT})
    new = shop.token(number)
    assert (opens(shop, former), opens(shop, new)) == (None, number)
    assert carries(shop, "receipt", former) == [True]  # it has left, and stays as it was sent
    [state] = [each for each in shop.news if each.event == "state"]
    assert (state.room, state.data["ticket"]["url"]) == (conversation_room(chat.id), f"{shop.desk.address}/t/{new}")
    lead.do(number, "confirm", "We have it.")
    assert carries(shop, "confirmation", new) == [True]


def test_what_waits_and_what_is_sent_again_opens_the_page(shop: Shop) -> None:
    dead, waiting, sam = shop.form(email=WRONG), shop.form(email=WRONG), shop.staff()

    def refuse_one(mail: Mail) -> None:
        if mail.ticket == dead:
            raise Refused("no such mailbox")

    rounds.send_mail(shop.desk.db, refuse_one, shop.now)
    dead_letters.tell(shop.desk, shop.now())
    sam.do(waiting, "confirm", "We have it.")
    for number in (dead, waiting):
        sam.do(number, "correct", {"email": RIGHT})
    [mail] = dead_letters.page(shop.desk, "dead", None)["mails"]
    dead_letters.retry(shop.desk, sam.user, mail["id"], shop.now())
    receipts = {recipient: text for recipient, text, _ in letters(shop, "receipt")}
    assert f"/t/{shop.token(dead)}" in receipts[RIGHT]
    assert carries(shop, "confirmation", shop.token(waiting)) == [True]


def test_the_link_of_a_ticket_merged_into_it_ends_too_unless_it_went_to_the_right_address(shop: Shop) -> None:
    kept, strangers, anns = shop.form(email=WRONG), shop.form(email=WRONG), shop.form(email=RIGHT)
    tokens = {number: shop.token(number) for number in (kept, strangers, anns)}
    lead = shop.staff("lead")
    for number in (strangers, anns):
        lead.merge(number, kept)
    lead.do(kept, "correct", {"email": RIGHT})
    assert [opens(shop, tokens[number]) for number in (kept, strangers, anns)] == [None, None, kept]


@pytest.mark.parametrize("correction", [{"name": "Ann Li"}, {"email": "Stranger@shopper.example"}])
def test_another_correction_leaves_the_link_as_it_is(correction: dict[str, str], shop: Shop) -> None:
    number = shop.form(email=WRONG)
    former = shop.token(number)
    shop.staff().do(number, "correct", correction)
    assert shop.token(number) == former


def test_an_address_where_there_was_none_leaves_the_link_and_a_word_on_the_old_page_lands_nowhere(shop: Shop) -> None:
    number, sam = shop.form(email="", phone="+1 555 0100"), shop.staff()
    former = shop.token(number)
    sam.do(number, "correct", {"email": WRONG})
    assert shop.token(number) == former
    shop.at += timedelta(hours=1)
    sam.do(number, "correct", {"email": RIGHT})
    with pytest.raises(NotFound, match="We do not know this ticket"):
        own_ticket.reply(shop.desk, former, "Send it to me instead.", shop.now())
