"""A shopper's own ticket: what the page shows, and what its plain forms do."""

import html
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from assistant.store.tables import metadata
from tests.wire.house import Filed, House, Staff, closed, now, solved


def open_page(house: House, ticket: Filed) -> str:
    answer = house.web().get(ticket.page)
    assert answer.status_code == 200
    return str(answer.text)


def post(house: House, ticket: Filed, what: str, **fields: str) -> TestResponse:
    return house.web().post(f"{ticket.page}/{what}", data=fields)


def form_id(page: str, what: str) -> str:
    """The hidden id of one of the page's forms."""
    [given] = re.findall(rf'name="request_id" value="([^"]+-{what})"', page)
    return str(given)


def with_solution(house: House, agent: Staff, kind: str = "refund", **more: str) -> Filed:
    ticket = house.ticket(details="The jar arrived broken.")
    agent.did(ticket.number, "confirm", text="You wrote about a broken jar.")
    agent.did(ticket.number, "verify", checked="order 1001", found="packed badly")
    proposed = {"text": "We refund the jar.", "section": "customer-service#6", "fault": "shop", "cost": "0"} | more
    agent.did(ticket.number, "propose", kind=kind, **proposed)
    return ticket


def test_the_page_tells_stage_promised_dates_and_messages(any_house: House) -> None:
    ticket = any_house.ticket()
    page = open_page(any_house, ticket)
    assert f"Ticket {ticket.number}" in page
    assert 'aria-current="step"' in page and "We have your message" in page
    for clock in any_house.staff().ticket(ticket.number)["clocks"]:
        assert clock["promise"] in ("confirmation", "resolution")
    assert len(re.findall(r"(Mon|Tue|Wed|Thu|Fri) \d+ \w{3}, 17:00", page)) >= 2
    assert "My cart page stays empty." in page
    assert "All times on this page are New York time." in page


@pytest.mark.parametrize("token", ["x", "0" * 43, "%00", "..%2f..", "x" * 5000, "10001", "é", "'%20OR%201=1--"])
def test_another_token_opens_nothing(any_house: House, token: str) -> None:
    assert any_house.web().get(f"/t/{token}").status_code in (400, 404)
    assert any_house.web().post(f"/t/{token}/reply", data={"text": "hello"}).status_code in (400, 404)
    assert any_house.web().post(f"/t/{token}/satisfaction", data={"satisfied": "yes"}).status_code in (400, 404)


@pytest.mark.parametrize("what", ["reply", "consent", "satisfaction", "reopen"])
def test_opening_a_link_changes_nothing(house: House, what: str) -> None:
    ticket = house.ticket()
    before = house.rows("tickets", number=int(ticket.number)), house.rows("ticket_events", ticket=int(ticket.number))
    house.web().get(ticket.page)
    house.web().head(ticket.page)
    assert house.web().get(f"{ticket.page}/{what}").status_code == 405
    after = house.rows("tickets", number=int(ticket.number)), house.rows("ticket_events", ticket=int(ticket.number))
    assert after == before


def test_the_page_says_what_stands_still_while_we_wait_and_nothing_where_nothing_does(house: House) -> None:
    plain, agent = house.ticket(), house.staff()
    complex_ = house.ticket(details="I dispute this charge with my bank.")
    for ticket in (plain, complex_):
        agent.did(ticket.number, "confirm", text="We have it.")
        agent.did(ticket.number, "ask", id=str(uuid4()), text="Which card did you use?")
    stands_still = "the date by which we solve your inquiry stands still"
    assert stands_still in open_page(house, plain)
    page = open_page(house, complex_)
    assert stands_still not in page
    assert re.search(r"You will hear from us by \w{3} \d+ \w{3}, 17:00, whether or not you have answered\.", page)


def test_a_reply_is_stored_and_shown_to_both_sides(any_house: House) -> None:
    ticket = any_house.ticket()
    sent = post(any_house, ticket, "reply", text="It works on my phone.\r\n\r\nNot on the laptop.")
    assert (sent.status_code, sent.location) == (303, f"{ticket.page}?done=replied")
    assert "<p>It works on my phone.</p><p>Not on the laptop.</p>" in open_page(any_house, ticket)
    told = any_house.staff().ticket(ticket.number)["messages"][-1]
    assert (told["author"]["kind"], told["text"]) == ("shopper", "It works on my phone.\n\nNot on the laptop.")


def test_a_double_click_stores_one_reply(any_house: House) -> None:
    ticket = any_house.ticket()
    form = form_id(open_page(any_house, ticket), "reply")
    sent = [post(any_house, ticket, "reply", text="Any news?", request_id=form) for _ in range(2)]
    assert [(each.status_code, each.location) for each in sent] == [(303, f"{ticket.page}?done=replied")] * 2
    messages = any_house.staff().ticket(ticket.number)["messages"]
    assert [message["text"] for message in messages].count("Any news?") == 1
    again = form_id(open_page(any_house, ticket), "reply")
    post(any_house, ticket, "reply", text="Any news?", request_id=again)
    messages = any_house.staff().ticket(ticket.number)["messages"]
    assert [message["text"] for message in messages].count("Any news?") == 2


def test_a_form_sent_again_with_other_words_asks_to_send_them_once_more(house: House) -> None:
    ticket = house.ticket()
    form = form_id(open_page(house, ticket), "reply")
    post(house, ticket, "reply", text="Any news?", request_id=form)
    other = post(house, ticket, "reply", text="No news?", request_id=form)
    assert other.status_code == 409 and "No news?" in other.text
    assert form_id(other.text, "reply") != form


def test_a_double_click_opens_a_closed_ticket_once(house: House) -> None:
    ticket, agent = house.ticket(), house.staff()
    closed(house, agent, ticket.number)
    form = form_id(open_page(house, ticket), "reopen")
    assert [post(house, ticket, "reopen", request_id=form).status_code for _ in range(2)] == [303, 303]
    assert [event["kind"] for event in agent.ticket(ticket.number)["events"]].count("reopened") == 1


def test_a_foreign_page_cannot_reply(house: House) -> None:
    ticket = house.ticket()
    sent = house.web().post(f"{ticket.page}/reply", data={"text": "x"}, headers={"Origin": "https://evil.example"})
    assert sent.status_code == 403


@pytest.mark.parametrize("text", ["", "  \n ", "\0", "x" * 8001])
def test_an_empty_or_overlong_reply_comes_back_with_its_fault(house: House, text: str) -> None:
    ticket = house.ticket()
    sent = post(house, ticket, "reply", text=text)
    assert sent.status_code == 422
    assert 'id="text-fault"' in sent.text and 'aria-invalid="true"' in sent.text


def test_a_question_is_answered_by_a_reply_and_the_wait_ends(house: House) -> None:
    ticket, agent = house.ticket(), house.staff()
    agent.did(ticket.number, "ask", id="question-1", text="Which browser is it?")
    assert agent.ticket(ticket.number)["waiting"]["for"] == "answer"
    assert "We are waiting for your answer" in open_page(house, ticket)
    post(house, ticket, "reply", text="Firefox")
    assert agent.ticket(ticket.number)["waiting"] is None


def test_consent_is_given_by_a_button_and_twice_does_no_harm(any_house: House) -> None:
    agent = any_house.staff()
    ticket = with_solution(any_house, agent)
    assert 'value="accept"' in open_page(any_house, ticket)
    sent = post(any_house, ticket, "consent", decision="accept", version="1")
    assert (sent.status_code, sent.location) == (303, f"{ticket.page}?done=accepted")
    events = agent.ticket(ticket.number)["events"]
    assert post(any_house, ticket, "consent", decision="accept", version="1").status_code == 303
    assert agent.ticket(ticket.number)["events"] == events
    assert agent.ticket(ticket.number)["solution"]["consent"] == "accept"
    assert "You agreed to this on " in open_page(any_house, ticket)


def test_declining_leads_back_to_another_solution(house: House) -> None:
    agent = house.staff()
    ticket = with_solution(house, agent)
    assert post(house, ticket, "consent", decision="decline", version="1").location.endswith("done=declined")
    assert agent.ticket(ticket.number)["step"] == "proposing"


def test_consent_to_a_solution_that_has_changed_is_refused(house: House) -> None:
    agent = house.staff()
    ticket = with_solution(house, agent)
    changed = {"text": "We send a new jar.", "section": "customer-service#6", "fault": "shop", "cost": "0"}
    agent.did(ticket.number, "propose", kind="replacement", **changed)
    stale = post(house, ticket, "consent", decision="accept", version="1")
    assert stale.status_code == 409
    assert "The solution has changed since" in stale.text and "We send a new jar." in stale.text
    assert "This is a new proposal." in stale.text and 'name="version" value="2"' in stale.text
    assert agent.ticket(ticket.number)["solution"]["consent"] is None
    assert post(house, ticket, "consent", decision="accept", version="2").status_code == 303


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"decision": "accept"}, 400),
        ({"decision": "accept", "version": "²"}, 400),
        ({"decision": "accept", "version": "9" * 50}, 400),
        ({"decision": "perhaps", "version": "1"}, 422),
        ({"version": "1"}, 422),
        ({"decision": "accept", "version": "7"}, 409),
    ],
)
def test_a_consent_form_that_was_tampered_with_decides_nothing(
    house: House, fields: dict[str, str], status: int
) -> None:
    agent = house.staff()
    ticket = with_solution(house, agent)
    assert post(house, ticket, "consent", **fields).status_code == status
    assert agent.ticket(ticket.number)["solution"]["consent"] is None


def test_a_button_that_came_too_late_shows_how_the_ticket_stands_now(house: House) -> None:
    agent = house.staff()
    ticket = with_solution(house, agent)
    agent.did(ticket.number, "consent", decision="decline", note="said so on the phone")
    late = post(house, ticket, "consent", decision="accept", version="1")
    assert late.status_code == 409
    assert "There is nothing to decide on at the moment." in late.text and f", as {agent.name} noted." in late.text
    assert "said so on the phone" not in late.text


def test_what_was_promised_is_told_with_what_became_of_it(house: House) -> None:
    ticket, agent = house.ticket(), house.staff()
    agent.did(ticket.number, "confirm", text="You wrote about the cart.")
    assert re.search(
        r"Confirmed on \w{3} \d+ \w{3}, \d\d:\d\d, promised by \w{3} \d+ \w{3}, 17:00\.", open_page(house, ticket)
    )


def test_a_broken_promise_is_shown_at_once_though_nothing_has_swept_yet(any_house: House) -> None:
    ticket = any_house.ticket()
    long_ago = now() - timedelta(days=30)
    clocks = metadata.tables["clocks"]
    late = clocks.update().where(clocks.c.ticket == int(ticket.number)).values(target=long_ago, limit=long_ago)
    any_house.desk.db.write(lambda tx: tx.execute(late))
    page = open_page(any_house, ticket)
    assert "We are sorry: we promised to confirm your inquiry by" in page
    assert any_house.rows("ticket_events", ticket=int(ticket.number), kind="breached") == []


def test_a_call_that_reached_them_stands_among_the_messages_without_its_note(house: House) -> None:
    ticket, agent = house.ticket(), house.staff()
    agent.did(ticket.number, "call", reached=True, note="sounded cross")
    page = open_page(house, ticket)
    assert f"<strong>{agent.name}</strong> called you, and you spoke." in page and "sounded cross" not in page


def test_who_was_discarded_can_say_that_it_was_a_mistake(house: House) -> None:
    ticket, agent = house.ticket(), house.staff()
    agent.did(ticket.number, "discard", reason="spam", note="looks like an advertisement")
    page = open_page(house, ticket)
    assert "nobody works on it" in page and f"{ticket.page}/reopen" not in page and "advertisement" not in page
    post(house, ticket, "reply", text="But I am a person!")
    assert "One of us will read what you have written since." in open_page(house, ticket)
    assert agent.ticket(ticket.number)["held"] is True


def test_who_is_held_for_review_reads_why_no_receipt_has_come(house: House) -> None:
    ticket = house.ticket(website_url="http://filled.example")
    page = open_page(house, ticket)
    assert "A person looks at your message before our receipt goes out." in page
    assert "spam" not in page


def test_satisfied_closes_it_and_the_comment_reaches_the_agents(any_house: House) -> None:
    ticket, agent = any_house.ticket(), any_house.staff()
    solved(any_house, agent, ticket.number)
    assert "Are you satisfied with the result?" in open_page(any_house, ticket)
    sent = post(any_house, ticket, "satisfaction", satisfied="yes", comment="Lovely, my card is 4111 1111 1111 1111")
    assert sent.location.endswith("done=satisfied")
    told = agent.ticket(ticket.number)
    assert (told["step"], told["outcome"]) == ("closed", "satisfied")
    assert "Lovely, my card is •••• 1111" in str(told["events"])
    assert "4111 1111" not in any_house.everything_stored()
    assert post(any_house, ticket, "satisfaction", satisfied="yes").status_code == 303


def test_not_satisfied_leads_back_to_a_solution_with_a_fresh_promise(house: House) -> None:
    ticket, agent = house.ticket(), house.staff()
    solved(house, agent, ticket.number)
    assert "costs you" not in open_page(house, ticket), "an answer in words has no price"
    clocks = len(agent.ticket(ticket.number)["clocks"])
    assert post(house, ticket, "satisfaction", satisfied="no").location.endswith("done=dissatisfied")
    told = agent.ticket(ticket.number)
    assert (told["step"], len(told["clocks"])) == ("proposing", clocks + 1)
    assert told["clocks"][-1]["state"] == "running"


def test_an_unreadable_word_on_the_result_shows_the_page_again(house: House) -> None:
    ticket, agent = house.ticket(), house.staff()
    solved(house, agent, ticket.number)
    sent = post(house, ticket, "satisfaction", satisfied="maybe", comment="hm")
    assert (sent.status_code, "Please choose yes or no." in sent.text) == (422, True)
    assert agent.ticket(ticket.number)["step"] == "following_up"


def test_satisfaction_before_there_is_a_result_is_refused(house: House) -> None:
    assert post(house, house.ticket(), "satisfaction", satisfied="yes").status_code == 409


def test_a_message_after_closing_opens_it_again_and_thanks_does_not(house: House) -> None:
    agent = house.staff()
    thanked, asked = house.ticket(), house.ticket()
    for ticket in (thanked, asked):
        closed(house, agent, ticket.number)
    post(house, thanked, "reply", text="thank you!")
    post(house, asked, "reply", text="It happens again, please look.")
    assert agent.ticket(thanked.number)["step"] == "closed"
    assert "thank you!" in str(agent.ticket(thanked.number)["messages"])
    assert agent.ticket(asked.number)["step"] == "proposing"


def test_one_button_opens_a_closed_ticket_again(house: House) -> None:
    ticket, agent = house.ticket(), house.staff()
    closed(house, agent, ticket.number)
    assert 'action="' + ticket.page + '/reopen"' in open_page(house, ticket)
    assert post(house, ticket, "reopen").location.endswith("done=reopened")
    assert agent.ticket(ticket.number)["step"] == "proposing"
    assert post(house, ticket, "reopen").status_code == 409


def test_the_link_of_a_merged_ticket_leads_to_the_one_that_goes_on(any_house: House) -> None:
    agent = any_house.staff()
    merged, survivor = any_house.ticket(), any_house.ticket(details="The same again.")
    agent.did(merged.number, "merge", into=survivor.number)
    answer = any_house.web().get(merged.page)
    assert (answer.status_code, answer.location) == (302, survivor.page)
    page = open_page(any_house, survivor)
    assert "My cart page stays empty." in page and "The same again." in page
    post(any_house, merged, "reply", text="Any news?")
    assert "Any news?" in str(agent.ticket(survivor.number)["messages"])


def test_merging_a_handed_over_chat_keeps_the_chat_going(house: House) -> None:
    agent, chat, other = house.staff(), house.chat(), house.ticket()
    number = chat.hand_off(details="My cart is empty")["ticket"]["number"]
    agent.did(number, "merge", into=other.number)
    assert chat.wait_for("state")["ticket"]["number"] == other.number
    assert chat.hand_off()["ticket"]["number"] == other.number
    assert house.chat(chat.token).welcome["conversation"]["ticket"]["number"] == other.number


def test_hostile_words_of_either_side_are_text_on_the_page(house: House) -> None:
    evil = "</p><script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))"
    ticket = house.ticket(name="<i>Ann</i>", order_number="<b>1</b>", details=evil)
    agent = house.staff()
    post(house, ticket, "reply", text=evil)
    agent.reply(ticket.number, evil + " **bold**")
    page = open_page(house, ticket)
    assert (
        "<script>alert" not in page
        and "<img" not in page
        and "javascript:alert" not in re.findall(r'href="([^"]*)"', page)
    )
    assert html.escape("<i>Ann</i>") in page and html.escape("<b>1</b>") in page
    assert "<strong>bold</strong>" in page
    for message in agent.ticket(ticket.number)["messages"]:
        assert "<script" not in message["html"] and "<img" not in message["html"]
        assert not re.search(r'href="javascript', message["html"])


def test_notes_and_events_of_staff_are_not_on_the_page(house: House) -> None:
    ticket, agent = house.ticket(), house.staff()
    agent.did(ticket.number, "note", text="probably a fraud")
    agent.did(ticket.number, "call", reached=False, note="no answer at this number")
    agent.did(ticket.number, "classify", kind="complex", reason="looks like chargeback")
    page = open_page(house, ticket)
    for hidden in ("fraud", "no answer at this number", "chargeback"):
        assert hidden not in page
    assert "needs more work than a plain question" in page  # the shopper is told
