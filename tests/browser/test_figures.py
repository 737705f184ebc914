"""Figures without YAML, with the keyboard alone: a policy is pasted, three facts are filled in, and the chat answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, ViewportSize, expect

from tests.support import server
from tests.support.axe import axe
from tests.support.pages import DESKTOP, PHONE, Pages
from tests.support.server import Server
from tests.wire.house import small_knowledge

EDITOR, PASSWORD = "lea@shop.example", "a long and quiet sentence"
NARROW: ViewportSize = {"width": 320, "height": 640}
STEPS_AT_MOST = 120
"""Presses of the Tab key from one field to another."""

SHIPPING_POLICY = """\
Shipping Policy

Thank you for shopping with us.

Tracking
You can follow your parcel with the link in your shipping e-mail.

What it costs
Shipping costs USD 4.90 within the United States.
"""
QUESTIONS = {
    "how much is shipping": "USD 4.90",
    "do u take paypal": "cards and PayPal",
    "where is my parcel": "with the link in your shipping e-mail",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_knowledge(tmp_path_factory.mktemp("figures") / "knowledge")


@pytest.fixture(scope="module")
def shop(folder: Path) -> Iterator[Server]:
    with server.serving(folder.parent, RATE_LIMITS="off", KNOWLEDGE_DIR=str(folder)) as running:
        running.add_user(EDITOR, "editor", PASSWORD)
        yield running


def test_three_facts_are_filled_in_with_the_keyboard_and_the_chat_answers_what_it_handed_over(
    shop: Server, folder: Path, pages: Pages
) -> None:
    before = (folder / "policy.yaml").read_text()
    chat = _open_chat(pages.open(PHONE), shop)
    for question, figure in QUESTIONS.items():
        expect(_ask(chat, question)).not_to_contain_text(figure)

    page = _figures(pages.open(DESKTOP), shop)
    expect(page.get_by_text("3 of 24 filled in")).to_be_visible()
    _accessible(page)
    _press(page, "Paste a policy")
    expect(page.get_by_label("Text, from your website or a document")).to_be_focused()
    page.keyboard.insert_text(SHIPPING_POLICY)
    expect(page.get_by_text("2 sections found.")).to_be_visible()
    _accessible(page)
    _press(page, "Add this policy")
    expect(page.get_by_role("button", name="Paste a policy")).to_be_focused()

    _fill(page, "value-orders.tracking", "with the link in your shipping e-mail")
    page.keyboard.press("Enter")  # saves nothing
    _press(page, "Shipping Policy, 1. Tracking")
    _fill(page, "value-shipping.cost", "USD 4.90")
    _choose(page, "source-shipping.cost", "1. Tracking")
    wrong = page.get_by_text('The section you chose does not contain "USD 4.90".')
    expect(wrong).to_be_visible()
    expect(page.locator("[id='source-shipping.cost']")).to_have_attribute("aria-invalid", "true")
    _accessible(page)
    _press(page, "Shipping Policy, 2. What it costs")
    expect(wrong).to_be_hidden()
    expect(page.get_by_text("Shipping costs USD 4.90.")).to_be_visible()
    _fill(page, "value-payments.methods", "cards and PayPal")
    expect(page.get_by_text("3 of 24 filled in, 6 when you have saved")).to_be_visible()
    assert (folder / "policy.yaml").read_text() == before

    page.reload()
    expect(page.get_by_text("3 facts and 1 new policy")).to_be_visible()
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Saved. The answers that waited for it are on.")).to_be_visible()
    expect(page.get_by_text("6 of 24 filled in")).to_be_visible()

    for question, figure in QUESTIONS.items():
        expect(_ask(chat, question)).to_contain_text(figure)
    after = (folder / "policy.yaml").read_text().splitlines()
    assert len([line for line in after if line not in before.splitlines()]) == 3
    assert "## 2. What it costs" in (folder / "policies" / "shipping.md").read_text()


def test_a_busy_period_and_a_day_off_show_their_dates_on_the_narrowest_phone(shop: Server, pages: Pages) -> None:
    page = _figures(pages.open(NARROW, color_scheme="dark"), shop)
    page.get_by_role("button", name="Add a busy period").click()
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    page.get_by_label("Name", exact=True).fill("Winter sale")
    page.get_by_label("First day").fill("2097-12-02")
    page.get_by_label("Last day").fill("2097-11-30")
    expect(page.get_by_text("The last day is before the first.")).to_be_visible()
    page.get_by_label("Last day").fill("2097-12-31")
    page.get_by_label("What shoppers read").fill("Our replies take a little longer.")
    expect(page.get_by_role("table")).to_contain_text("Wed 11 Dec 2097")
    page.get_by_label("A further day off").fill("2097-12-24")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("button", name="Remove Tue 24 Dec 2097")).to_be_visible()
    _accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    page.get_by_role("button", name="Save all").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Winter sale")
    expect(page.get_by_text("No changes")).to_be_visible()


def _figures(page: Page, shop: Server) -> Page:
    page.goto(f"{shop.url}/console/knowledge/figures")
    page.get_by_label("E-mail").fill(EDITOR)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Figures")).to_be_visible()
    expect(page.get_by_role("heading", name="Days off")).to_be_visible()
    return page


def _fill(page: Page, field: str, value: str) -> None:
    _tab_to(page, page.locator(f"[id='{field}']"))
    page.keyboard.insert_text(value)


def _choose(page: Page, field: str, option: str) -> None:
    """As somebody does who types the beginning of what they want."""
    _tab_to(page, page.locator(f"[id='{field}']"))
    page.keyboard.type(option, delay=10)


def _press(page: Page, name: str) -> None:
    button = page.get_by_role("button", name=name)
    expect(button).to_be_visible()
    _tab_to(page, button)
    page.keyboard.press("Enter")


def _tab_to(page: Page, target: Locator) -> None:
    """By the Tab key alone, forwards and at the end of the page from its beginning."""
    for _ in range(STEPS_AT_MOST):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"the keyboard does not come to {target}")


def _open_chat(page: Page, shop: Server) -> FrameLocator:
    page.goto(f"{shop.url}/contact")
    page.get_by_role("button", name="Ask the assistant").click()
    chat = page.frame_locator("iframe")
    expect(chat.get_by_text("automated assistant").first).to_be_visible()
    return chat


def _ask(chat: FrameLocator, text: str) -> Locator:
    """The last message of the log, once there is one more than the question."""
    messages = chat.get_by_role("log").locator(".said-assistant")
    before = messages.count()
    box = chat.get_by_label("Your message")
    box.fill(text)
    box.press("Enter")
    expect(messages.nth(before)).to_be_visible()
    return messages.nth(before)


def _accessible(page: Page) -> None:
    assert axe(page) == []
