"""A shopper who does not chat: browsing and searching the answers, on any screen and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.support.axe import axe
from tests.support.pages import PHONE, Pages
from tests.support.server import Server

PATHS = (
    "/help/returns",
    "/help/returns/window",
    "/help?q=how+do+i+return+this",
    "/help?q=can+a+dragon+fly+to+the+moon",
    "/policies/customer-service#2",
)


def test_without_javascript_a_shopper_searches_an_answer_and_follows_it_to_its_policy(
    running_server_for_pages: Server, pages: Pages
) -> None:
    page = pages.open(PHONE, java_script_enabled=False)
    page.goto(f"{running_server_for_pages.url}/help")
    page.get_by_label("Search the answers").fill("hw long do i hav to retrun smth")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="How long do I have to return something?").first.click()
    expect(page.get_by_role("heading", level=1, name="How long do I have to return something?")).to_be_visible()
    expect(page.get_by_text("60 days").first).to_be_visible()
    page.get_by_role("link", name="Customer service policy, section 2").click()
    expect(page.locator("[id='2']")).to_be_in_viewport()
    page.get_by_text("Answers that rest on this section").first.click()
    expect(page.get_by_role("link", name="How long do I have to return something?")).to_be_visible()


def test_a_shopper_browses_from_a_topic_to_what_is_related(running_server_for_pages: Server, pages: Pages) -> None:
    page = pages.open()
    page.goto(f"{running_server_for_pages.url}/help")
    page.get_by_role("navigation", name="Topics").get_by_role("link", name="Returns").click()
    page.get_by_role("link", name="How long do I have to return something?").click()
    page.get_by_role("region", name="You may also want to know").get_by_role("link").first.click()
    page.get_by_role("navigation", name="Back to").get_by_role("link", name="Help").click()
    expect(page.get_by_role("heading", level=1, name="How can we help?")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_help_page_is_accessible_and_fits_320_pixels(
    running_server_for_pages: Server, pages: Pages, scheme: str
) -> None:
    page = pages.open({"width": 320, "height": 640}, color_scheme=scheme)
    for path in PATHS:
        page.goto(running_server_for_pages.url + path)
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
