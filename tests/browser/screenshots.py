"""The pictures of docs/screenshots, taken of the demonstration: ``make screenshots``.

Everything on them is made by ``assistant demo``, so that they show the product as it is.
"""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, FrameLocator, Page, ViewportSize, expect

from tests.support.chromium import launched
from tests.support.server import CHECKOUT, Server

FOLDER = CHECKOUT / "docs" / "screenshots"
AGENT = "mia@demo.example"


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
        server = Server(Path(folder), RATE_LIMITS="off")
        passwords = dict(re.findall(r"(\S+@demo\.example)\s+(\S+)", server.command("demo")))
        server.start()
        try:
            for look in LOOKS:
                _take(browser, server, look, passwords[AGENT])
        finally:
            server.stop()


def _take(browser: Browser, server: Server, look: Look, password: str) -> None:
    profile = browser.new_context(
        viewport=look.size, color_scheme=look.scheme, locale="en-US", timezone_id="America/New_York"
    )
    profile.set_default_timeout(15_000)
    page = profile.new_page()
    _take_shopper(page, server, look)
    _take_agent(page, server, look, password)
    profile.close()


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


def _take_agent(page: Page, server: Server, look: Look, password: str) -> None:
    page.goto(f"{server.url}/console/")
    page.get_by_label("E-mail").fill(AGENT)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^10011"))).to_be_visible()
    _keep(page, "queue", look)
    page.goto(f"{server.url}/console/tickets/10011")
    expect(page.get_by_role("heading", name=re.compile("10011")).first).to_be_visible()
    _keep(page, "ticket", look)


def _keep(page: Page, what: str, look: Look) -> None:
    page.wait_for_timeout(400)  # for what eases in
    page.screenshot(path=FOLDER / f"{what}-{look.name}.png")


if __name__ == "__main__":
    main()
