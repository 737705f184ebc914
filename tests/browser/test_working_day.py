"""An agent's pages beside the queue, with the keyboard, on the narrowest phone: what falls due, and the reports."""

import re

from playwright.sync_api import Page, ViewportSize, expect

from tests.support.axe import axe
from tests.support.pages import Pages
from tests.support.server import Server

AGENT, PASSWORD = "noa@shop.example", "a long and quiet sentence"
NARROW: ViewportSize = {"width": 320, "height": 640}
FORM: dict[str, str | float | bool] = {
    "name": "Ana Petrova",
    "email": "ana@example.com",
    "details": "The pump of my day cream is broken.",
}

AGAIN: dict[str, str | float | bool] = {"email": "Ana@Example.com", "details": "Its cap is broken, too."}


def test_what_falls_due_and_the_reports_are_a_key_away_and_fit_the_narrowest_phone(
    running_server_for_pages: Server, pages: Pages
) -> None:
    server = running_server_for_pages
    server.add_user(AGENT, "agent", PASSWORD)
    page = pages.open(NARROW, color_scheme="dark", accept_downloads=True)
    page.request.post(f"{server.url}/contact", form=FORM)
    page.request.post(f"{server.url}/contact", form=FORM | AGAIN)
    page.goto(f"{server.url}/console/")
    page.get_by_label("E-mail").fill(AGENT)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()

    page.keyboard.press("d")
    expect(page.get_by_role("heading", name="Due")).to_be_focused()
    due = page.get_by_role("listitem").filter(has_text="The pump of my day cream").filter(has_text="Confirm by")
    expect(due).to_contain_text("Nobody's")
    expect(due).to_contain_text(re.compile(r"Confirm by \d\d:\d\d"))
    _fine(page)

    page.keyboard.press("n")
    expect(page.get_by_text("Goes back to the queue")).to_be_visible()
    page.get_by_role("heading", name="History").scroll_into_view_if_needed()
    expect(page.get_by_text(re.compile("^Confirm by")).first).to_be_in_viewport()
    _fine(page)

    other = page.get_by_role("region", name="Also from this shopper").get_by_role("listitem")
    expect(other).to_contain_text("(open) Its cap is broken, too.")
    other.get_by_role("button", name="Merge").click()
    page.get_by_role("button", name="Merge into that ticket").click()
    expect(page.get_by_role("heading", name="Merged into this one")).to_be_visible()
    expect(page.get_by_text(re.compile("then resolve by"))).to_be_visible()
    _fine(page)

    page.get_by_role("link", name="Reports").click()
    expect(page.get_by_text("No promise fell due in this time.")).to_be_visible()
    page.get_by_role("link", name="Last 13 weeks").click()
    expect(page).to_have_url(re.compile(r"/console/reports\?weeks=13$"))
    expect(page.get_by_role("link", name="Last 13 weeks")).to_have_attribute("aria-current", "page")
    _fine(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV of Promises").click()
    assert "confirmation" in download.value.path().read_text()


def _fine(page: Page) -> None:
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
