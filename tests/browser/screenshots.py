"""The pictures of docs/screenshots, taken of the demonstration: ``make screenshots``.

Everything on them is made by ``assistant demo``, so that they show the product as it is.
"""

import re
import shutil
import tempfile
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, FrameLocator, Page, ViewportSize, expect

from tests.support.chromium import launched
from tests.support.server import CHECKOUT, Server

FOLDER = CHECKOUT / "docs" / "screenshots"
AGENT, EDITOR = "mia@demo.example", "editor@demo.example"
SAVED_WITHIN = 120_000  # milliseconds; a save checks the whole folder


@dataclass(frozen=True)
class Look:
    """A size and a colour scheme, and what its pictures are called."""

    name: str
    size: ViewportSize
    scheme: Literal["light", "dark"]


LOOKS = (
    Look("phone", {"width": 360, "height": 740}, "light"),
    Look("desktop", {"width": 1280, "height": 800}, "light"),
    Look("dark", {"width": 1280, "height": 800}, "dark"),
)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        knowledge = shutil.copytree(CHECKOUT / "knowledge", Path(folder) / "knowledge")
        server = Server(Path(folder), RATE_LIMITS="off", KNOWLEDGE_DIR=str(knowledge))
        passwords = dict(re.findall(r"(\S+@demo\.example)\s+(\S+)", server.command("demo")))
        server.start()
        try:
            _edit(browser, server, passwords[EDITOR])
            # Before our own shoppers ask: the gaps are the demonstration's.
            for look in LOOKS:
                _take_editor(_open(browser, look), server, look, passwords[EDITOR])
            for look in LOOKS:
                _take(_open(browser, look), server, look, passwords[AGENT])
        finally:
            server.stop()


def _edit(browser: Browser, server: Server, password: str) -> None:
    """One save, for the history to tell of."""
    page = _open(browser, LOOKS[1])
    _sign_in(page, server, EDITOR, password)
    page.goto(f"{server.url}/console/knowledge/file/answers/refunds/timing.md")
    page.get_by_role("button", name="Add a question").click()
    page.locator(".questions li").last.get_by_role("textbox").fill("no sign of my money yet")
    page.get_by_label("What did you change?").fill("Asked this way twice this week")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved. It is in use")).to_be_visible(timeout=SAVED_WITHIN)
    page.context.close()


def _take(page: Page, server: Server, look: Look, password: str) -> None:
    _take_shopper(page, server, look)
    _take_letter(page, server, look)
    _take_help(page, server, look)
    _take_agent(page, server, look, password)
    page.context.close()


def _open(browser: Browser, look: Look) -> Page:
    profile = browser.new_context(
        viewport=look.size, color_scheme=look.scheme, locale="en-US", timezone_id="America/New_York"
    )
    profile.set_default_timeout(15_000)
    return profile.new_page()


def _take_shopper(page: Page, server: Server, look: Look) -> None:
    page.goto(f"{server.url}/contact")
    _keep(page, "contact", look)
    page.get_by_role("button", name="Ask the assistant").click()
    chat = page.frame_locator("iframe")
    box = chat.get_by_label("Your message")
    box.fill("how long do i have to send smth back")
    box.press("Enter")
    expect(chat.get_by_text("60 days").first).to_be_visible()
    _keep(page, "chat-answer", look)
    box.fill("i want to talk to a person")
    box.press("Enter")
    expect(chat.get_by_label("Your full name")).to_be_visible()
    _keep(page, "chat-handoff", look)
    _hand_over(page, chat, look)


def _hand_over(page: Page, chat: FrameLocator, look: Look) -> None:
    chat.get_by_label("Your full name").fill("Noor Aziz")
    chat.get_by_label("E-mail").fill("noor@example.com")
    chat.get_by_role("button", name="Send to a person").click()
    link = chat.get_by_role("link", name="Open the ticket")
    expect(link).to_be_visible()
    _keep(page, "chat-ticket", look)
    page.goto(link.get_attribute("href") or "")
    _keep(page, "own-ticket", look)


def _take_letter(page: Page, server: Server, look: Look) -> None:
    """The receipt of the ticket that was handed over just now, as the shopper's mail program shows it."""
    page.wait_for_timeout(2000)  # for the worker, which looks every second
    newest = max((server.data / "mail").glob("*-receipt-*.eml"), key=lambda path: path.stat().st_mtime_ns)
    body = message_from_bytes(newest.read_bytes(), policy=default).get_body(("html",))
    assert body is not None
    page.set_content(body.get_content())
    _keep(page, "letter", look)


def _take_help(page: Page, server: Server, look: Look) -> None:
    page.goto(f"{server.url}/help")
    _keep(page, "help", look)
    page.goto(f"{server.url}/help/returns/window")
    _keep(page, "help-answer", look)


def _take_agent(page: Page, server: Server, look: Look, password: str) -> None:
    _sign_in(page, server, AGENT, password)
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^10011"))).to_be_visible()
    _keep_uncovered(page, "queue", look)
    page.goto(f"{server.url}/console/due")
    expect(page.get_by_role("link", name=re.compile("^10011"))).to_be_visible()
    _keep_uncovered(page, "due", look)
    page.goto(f"{server.url}/console/reports")
    expect(page.get_by_role("heading", name="Week by week")).to_be_visible()
    _keep_uncovered(page, "reports", look)
    page.goto(f"{server.url}/console/mail")
    expect(page.get_by_role("button", name="Send it again")).to_be_visible()
    _keep_uncovered(page, "mail", look)
    page.goto(f"{server.url}/console/tickets/10011")
    expect(page.get_by_role("heading", name=re.compile("10011")).first).to_be_visible()
    _keep_uncovered(page, "ticket", look)


def _take_editor(page: Page, server: Server, look: Look, password: str) -> None:
    _sign_in(page, server, EDITOR, password)
    room = f"{server.url}/console/knowledge"
    page.goto(f"{room}?order=care")
    expect(page.get_by_role("link", name="What does shipping cost?")).to_be_visible()
    _keep(page, "knowledge", look)
    page.goto(f"{room}/gaps")
    expect(page.get_by_role("heading", level=2).first).to_be_visible()
    _keep(page, "knowledge-gaps", look)
    page.goto(f"{room}/history")
    expect(page.get_by_text("Asked this way twice this week")).to_be_visible()
    _keep(page, "knowledge-history", look)
    page.goto(f"{room}/figures#value-shipping.cost")
    page.get_by_label("Shipping costs ...", exact=False).first.fill("USD 4.90, and nothing from USD 50 on")
    expect(page.get_by_text("and once you have saved")).to_be_visible()
    _keep(page, "knowledge-figures", look)
    page.goto(f"{room}/file/answers/returns/window.md")
    answer = page.get_by_label("Answer", exact=True)
    answer.fill("You have **{{ returns.window_days }} days** to return something.\n\nOur team guides you through it.")
    expect(page.locator(".bubble").get_by_text("Our team guides you through it.")).to_be_attached()
    _keep(page, "knowledge-entry", look)
    page.context.close()


def _sign_in(page: Page, server: Server, email: str, password: str) -> None:
    page.goto(f"{server.url}/console/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_hidden()


def _keep_uncovered(page: Page, what: str, look: Look) -> None:
    """Without what the console says on arriving, which covers a corner of the page."""
    page.get_by_role("button", name="Dismiss what nobody holds").click()
    _keep(page, what, look)


def _keep(page: Page, what: str, look: Look) -> None:
    page.wait_for_timeout(400)  # for what eases in
    page.screenshot(path=FOLDER / f"{what}-{look.name}.png")


if __name__ == "__main__":
    main()
