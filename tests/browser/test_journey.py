"""The whole main job, as a shopper and an agent live it: asked, answered, handed over, taken over live."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, ViewportSize, expect

from assistant.content.policy_file import load_policy
from assistant.core.sla import promised
from assistant.core.tickets.words import say_date
from tests.support.axe import axe
from tests.support.pages import DESKTOP, PHONE, Pages
from tests.support.server import CHECKOUT, Server

AGENT, PASSWORD = "mia@shop.example", "a long and quiet sentence"
WITHIN_A_SECOND = 1_000  # milliseconds; a wait that ends, not a measurement


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_question_is_answered_and_a_wish_for_a_person_reaches_one(
    running_server: Server, pages: Pages, size: ViewportSize
) -> None:
    running_server.add_user(AGENT, "agent", PASSWORD)
    agent = _signed_in(pages.open(DESKTOP), running_server)
    shopper = pages.open(size)
    chat = _open_chat(shopper, running_server)
    _accessible(shopper)

    answer = _ask(chat, "how long do i have to send smth back")
    expect(answer).to_contain_text("60 days")
    source = chat.get_by_role("link", name=re.compile("Customer service policy, section 2"))
    expect(source.first).to_have_attribute("href", re.compile(r"/policies/customer-service#2$"))
    expect(_ask(chat, "do u take paypal")).to_contain_text("has not told me")
    _accessible(shopper)

    _ask(chat, "I want to talk to a human")
    chat.get_by_label("Your full name").fill("Ana Petrova")
    chat.get_by_label("E-mail").fill("ana@example.com")
    promise = _promised(running_server)
    expect(chat.get_by_text(f"A person will confirm by {promise}", exact=False)).to_be_visible()
    _accessible(shopper)
    chat.get_by_role("button", name="Send to a person").click()
    expect(chat.get_by_text(re.compile(r"Ticket 10001")).first).to_be_visible()

    row = agent.get_by_role("link", name="10001", exact=True)
    expect(row).to_be_visible(timeout=WITHIN_A_SECOND)
    _accessible(agent)
    row.click()
    expect(agent.get_by_text("how long do i have to send smth back").first).to_be_visible()
    _accessible(agent)
    _confirm(agent, "Hello Ana, I am reading what you wrote.")
    expect(chat.get_by_text("Hello Ana, I am reading what you wrote.")).to_be_visible(timeout=WITHIN_A_SECOND)
    _accessible(shopper)

    _still_there_after_reload(shopper, running_server)
    receipt = next((running_server.data / "mail").glob("*receipt*.eml")).read_text()
    assert "ticket 10001" in receipt
    assert promise in receipt.replace("=\n", "")


def test_a_reply_reaches_a_shopper_who_was_offline_and_a_second_tab(running_server: Server, pages: Pages) -> None:
    running_server.add_user(AGENT, "agent", PASSWORD)
    shopper = pages.open(PHONE)
    chat = _open_chat(shopper, running_server)
    _handed_over(chat)
    second = shopper.context.new_page()
    second_chat = _open_chat(second, running_server)
    expect(second_chat.get_by_text(re.compile("Ticket 10001")).first).to_be_visible()

    shopper.context.set_offline(True)
    agent = _signed_in(pages.open(DESKTOP), running_server)
    agent.get_by_role("link", name="10001", exact=True).click()
    _confirm(agent, "Written while you were away.")
    shopper.context.set_offline(False)

    expect(chat.get_by_text("Written while you were away.")).to_be_visible(timeout=10_000)
    expect(second_chat.get_by_text("Written while you were away.")).to_be_visible(timeout=10_000)


def test_what_is_written_while_the_server_is_down_arrives_once_when_it_is_back(
    running_server: Server, pages: Pages
) -> None:
    shopper = pages.open(PHONE)
    chat = _open_chat(shopper, running_server)
    running_server.kill()
    _write(chat, "how long does a refund take")
    expect(chat.get_by_text("how long does a refund take")).to_be_visible()
    running_server.start()
    expect(chat.get_by_text("5-10 days").first).to_be_visible(timeout=15_000)
    expect(chat.get_by_text("how long does a refund take", exact=True)).to_have_count(1)


def test_the_form_works_without_javascript_and_leads_to_the_ticket(running_server: Server, pages: Pages) -> None:
    page = pages.open(PHONE, java_script_enabled=False)
    page.goto(f"{running_server.url}/contact")
    page.get_by_role("button", name="Send message").click()
    expect(page.get_by_text("Please tell us your name.").first).to_be_visible()
    page.get_by_label("Your full name").fill("Ben <b>Okafor</b>")
    page.get_by_label("Phone").fill("+1 555 010 4477")
    page.get_by_label("What can we do for you?").fill("The pump of my day cream is broken.")
    page.get_by_role("button", name="Send message").click()
    expect(page.get_by_role("heading", name="Ticket 10001")).to_be_visible()
    expect(page.get_by_text("The pump of my day cream is broken.").first).to_be_visible()
    expect(page.get_by_text("Ben <b>Okafor</b>", exact=True)).to_be_visible()
    page.get_by_label("Your reply").fill("It broke on the first day.")
    page.get_by_role("button", name="Send reply").click()
    expect(page.get_by_text("It broke on the first day.")).to_be_visible()


@pytest.mark.parametrize(
    "path", ["/contact", "/help", "/help?q=refund", "/policies", "/policies/customer-service", "/x"]
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_public_page_is_accessible_and_fits_320_pixels(
    running_server_for_pages: Server, pages: Pages, path: str, scheme: str
) -> None:
    page = pages.open({"width": 320, "height": 640}, color_scheme=scheme)
    page.goto(running_server_for_pages.url + path)
    _accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def _open_chat(page: Page, server: Server) -> FrameLocator:
    page.goto(f"{server.url}/contact")
    page.get_by_role("button", name="Ask the assistant").click()
    chat = page.frame_locator("iframe")
    expect(chat.get_by_text("automated assistant").first).to_be_visible()
    return chat


def _write(chat: FrameLocator, text: str) -> None:
    box = chat.get_by_label("Your message")
    box.fill(text)
    box.press("Enter")


def _ask(chat: FrameLocator, text: str) -> Locator:
    """The last message of the log, once there is one more than the question."""
    messages = chat.get_by_role("log").locator(".said-assistant")
    before = messages.count()
    _write(chat, text)
    expect(messages.nth(before)).to_be_visible()
    return messages.nth(before)


def _handed_over(chat: FrameLocator) -> None:
    chat.get_by_role("button", name="Talk to a person").click()
    chat.get_by_label("Your full name").fill("Ana Petrova")
    chat.get_by_label("E-mail").fill("ana@example.com")
    chat.get_by_label("What is it about?").fill("My parcel is lost.")
    chat.get_by_role("button", name="Send to a person").click()
    expect(chat.get_by_text(re.compile("Ticket 10001")).first).to_be_visible()


def _signed_in(page: Page, server: Server) -> Page:
    page.goto(f"{server.url}/console/")
    _accessible(page)
    page.get_by_label("E-mail").fill(AGENT)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    return page


def _confirm(agent: Page, text: str) -> None:
    agent.get_by_role("button", name="Claim this ticket").click()
    agent.get_by_role("textbox", name="Confirmation").fill(text)
    agent.get_by_role("button", name="Send confirmation").click()


def _still_there_after_reload(shopper: Page, server: Server) -> None:
    chat = _open_chat(shopper, server)
    expect(chat.get_by_text("Hello Ana, I am reading what you wrote.")).to_be_visible()


def _promised(server: Server) -> str:
    """The limit of a confirmation as the policy promises it now, in words."""
    policy = load_policy(CHECKOUT / "knowledge")
    return say_date(promised(policy, "general", datetime.now(UTC)).confirmation_by, policy.calendar.zone)


def _accessible(page: Page) -> None:
    assert axe(page) == []
