"""A shopper agrees to a solution in the chat, and says on the ticket page without JavaScript that all is well."""

import json
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import Page, expect

from tests.support.axe import axe
from tests.support.pages import PHONE, Pages
from tests.support.server import Server

NARROW: Any = {"width": 320, "height": 640}
REDELIVERY = {"kind": "redelivery", "section": "customer-service#6", "fault": "shop", "cost": "0"}


def test_a_solution_is_agreed_to_in_the_chat_and_the_result_judged_without_javascript(
    running_server: Server, pages: Pages
) -> None:
    running_server.add_user("mia@shop.example", "agent", "a long and quiet sentence")
    key = json.loads(running_server.command("keys", "add", "--user", "mia@shop.example", "--json"))["key"]
    token, ticket = _handed_over(running_server)
    staff = f"/api/v1/tickets/{ticket['number']}"
    _post(running_server, f"{staff}/confirm", key, text="You wrote about a broken jar.")
    _post(running_server, f"{staff}/verify", key, checked="order 1001", found="packed badly")
    chat = _chat(pages.open(PHONE), running_server, token)
    page = pages.open(NARROW, color_scheme="dark")
    page.goto(ticket["url"])

    _post(running_server, f"{staff}/propose", key, text="We send a new jar today.", **REDELIVERY)
    expect(chat.get_by_role("button", name="Your turn: please decide")).to_be_visible()
    expect(chat.get_by_role("log").get_by_text("We send a new jar today.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Our solution needs your decision")).to_be_visible()
    _fits_and_is_accessible(page)
    assert axe(chat) == []
    chat.get_by_role("button", name="Yes, please do this").press("Enter")
    expect(chat.get_by_text("Thank you. We carry out the solution")).to_be_focused()

    _post(running_server, f"{staff}/execute", key, text="It left us today.")
    expect(chat.get_by_role("heading", name="Are you satisfied with the result?")).to_be_visible()
    plain = pages.open(NARROW, java_script_enabled=False)
    plain.goto(ticket["url"])
    expect(plain.get_by_text("You agreed to this on")).to_be_visible()
    plain.get_by_role("button", name="Yes, this is settled").click()
    expect(plain.get_by_text("You told us that this is settled.")).to_be_visible()
    expect(chat.get_by_role("heading", name="Are you satisfied with the result?")).to_be_hidden()
    page.goto(ticket["url"])
    _fits_and_is_accessible(page)


def _handed_over(server: Server) -> tuple[str, dict[str, Any]]:
    """The token of a chat, and its ticket."""
    welcome = _post(server, "/api/v1/conversations", "")
    intake = {"name": "Ana Petrova", "email": "ana@example.com", "details": "My jar arrived broken."}
    path = f"/api/v1/conversations/{welcome['conversation']['id']}/handoff"
    return welcome["token"], _post(server, path, welcome["token"], id="handoff-1", intake=intake)["ticket"]


def _post(server: Server, path: str, bearer: str, **body: Any) -> dict[str, Any]:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {bearer}"} if bearer else {})
    with urlopen(Request(server.url + path, json.dumps(body).encode(), headers), timeout=10) as answer:
        return dict(json.load(answer))


def _chat(page: Page, server: Server, token: str) -> Page:
    page.goto(f"{server.url}/widget")
    page.evaluate("token => localStorage.setItem('assistant.token', token)", token)
    page.reload()
    expect(page.get_by_text("Ticket 10001").first).to_be_visible()
    return page


def _fits_and_is_accessible(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert axe(page) == []
