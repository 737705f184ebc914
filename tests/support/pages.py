"""Browser pages as a test wants them: on a phone or a desktop, strict about what must never happen on any page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}

LONGEST_WAIT = 15_000  # milliseconds
FAILURES = Path(__file__).resolve().parents[2] / ".cache" / "failures"


class Pages:
    """Opens pages in one browser and remembers what went wrong on them."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.faults: list[str] = []
        self._opened: list[Page] = []

    def open(self, size: ViewportSize = DESKTOP, **context: Any) -> Page:
        """A page in a new browser profile: its own cookies and storage. ``context`` as for Playwright's new_context."""
        profile = self._browser.new_context(
            viewport=size, locale="en-US", timezone_id="America/New_York", reduced_motion="reduce", **context
        )
        profile.set_default_timeout(LONGEST_WAIT)
        profile.set_default_navigation_timeout(LONGEST_WAIT)
        profile.on("weberror", lambda error: self.faults.append(f"uncaught: {error.error}"))
        profile.on("console", self._hear)
        profile.on("request", self._see)
        page = profile.new_page()
        self._opened.append(page)
        return page

    def keep_pictures(self, name: str) -> None:
        """For a failed test: what its pages showed last, under .cache/failures/."""
        FAILURES.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(self._opened):
            if not page.is_closed():
                page.screenshot(path=FAILURES / f"{name}-{number}.png", timeout=5_000)

    def close(self) -> None:
        for page in self._opened:
            page.context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.faults.append(f"refused by the page's own policy: {message.text}")

    def _see(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host and host not in ("127.0.0.1", "localhost") and not host.endswith(".test"):
            self.faults.append(f"a page asked another host: {request.url}")


@contextmanager
def opened(browser: Browser) -> Iterator[Pages]:
    pages = Pages(browser)
    try:
        yield pages
    finally:
        pages.close()
