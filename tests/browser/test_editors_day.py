"""An editor's day in the knowledge room: find what was asked in vain, mend it, see it work, and lose nothing on the way."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.content.shop import TIMING, Folder
from tests.support import server
from tests.support.axe import axe
from tests.support.pages import DESKTOP, PHONE, Pages
from tests.support.server import Server

EDITOR, COLLEAGUE, PASSWORD = "lea@shop.example", "tom@shop.example", "a long and quiet sentence"
UNKNOWN = "any grace period for gifts"
TIMING_FILE = "answers/refunds/timing.md"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
IN_USE_AFTER = CHECKED_AFTER = 15_000  # milliseconds; waits that end, not measurements


class Shop:
    """A running shop with a knowledge folder of its own, which tests may write to."""

    def __init__(self, running: Server, folder: Path) -> None:
        self.server = running
        self.folder = folder

    @property
    def url(self) -> str:
        return self.server.url


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """One small shop for the whole day; each test writes to files of its own."""
    place = tmp_path_factory.mktemp("day")
    folder = Folder(place / "knowledge").path
    (folder / TIMING_FILE).write_text(TIMING.replace("kind:", "related: [refunds/dispute]\nkind:"))
    (folder / "questions.yaml").write_text("- {text: i dispute that you refused my refund, entry: refunds/dispute}\n")
    with server.serving(place, RATE_LIMITS="off", KNOWLEDGE_DIR=str(folder)) as running:
        running.add_user(EDITOR, "editor", PASSWORD)
        running.add_user(COLLEAGUE, "editor", PASSWORD)
        yield Shop(running, folder)


def test_what_was_asked_in_vain_becomes_a_question_of_an_entry_and_is_answered(shop: Shop, pages: Pages) -> None:
    chat = _open_chat(pages.open(PHONE), shop)
    expect(_ask(chat, UNKNOWN)).not_to_contain_text("60 days")

    page = _signed_in(pages.open(DESKTOP), shop, EDITOR)
    page.get_by_role("link", name="Gaps").click()
    gap = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=UNKNOWN))
    expect(gap).to_contain_text("Asked once: found no answer")
    _accessible(page)
    gap.get_by_label("to the entry").select_option(label="How long do I have to return something?")
    gap.get_by_role("button", name="Add it as a draft").click()

    expect(page.get_by_role("heading", name="How long do I have to return something?", exact=True)).to_be_visible()
    assert UNKNOWN in [field.input_value() for field in page.get_by_label(re.compile(r"^Question \d+$")).all()]
    told = _try(page, UNKNOWN)
    expect(told).to_contain_text("It answers from returns/window")
    expect(told).to_contain_text("With your draft.")
    page.get_by_role("button", name="What would change?").click()
    effect = page.get_by_role("region", name="What would change for shoppers")
    now_answered = effect.get_by_role("region", name="Now answered: 1 question")
    expect(now_answered).to_contain_text(UNKNOWN, timeout=CHECKED_AFTER)
    _accessible(page)
    _save(page)
    expect(effect).to_be_hidden()

    expect(_ask_until(chat, UNKNOWN, "60 days")).to_be_visible()


def test_a_file_broken_by_hand_stops_nobody_and_is_mended_in_the_room_and_taken_back(shop: Shop, pages: Pages) -> None:
    currency = shop.folder / "answers" / "payments" / "currency.md"
    written = currency.read_text()
    page = _signed_in(pages.open(DESKTOP), shop, EDITOR)
    chat = _open_chat(pages.open(PHONE), shop)

    currency.write_text(written.replace("title:", "titel:"))
    expect(page.get_by_role("heading", name="The last save is not in use")).to_be_visible(timeout=IN_USE_AFTER)
    expect(page.get_by_text(re.compile(r"The last save of the knowledge is not in use"))).to_be_visible()
    _accessible(page)
    expect(_ask(chat, "are your prices in dollars")).to_contain_text("You pay in USD.")

    page.get_by_role("link", name="currency.md, line 2").first.click()
    page.get_by_role("button", name="Text of the file").click()
    text = page.get_by_role("textbox", name="Text of answers/payments/currency.md")
    text.fill(f"{written}\nAsk us when in doubt.\n")
    page.get_by_label("What did you change?").fill("Mended what was broken")
    _save(page)
    banner = page.get_by_text(re.compile("The last save of the knowledge is not in use"))
    expect(banner).to_be_hidden(timeout=IN_USE_AFTER)
    expect(_ask_until(chat, "are your prices in dollars", "Ask us when in doubt.")).to_be_visible()

    page.get_by_role("link", name="History").last.click()
    _accessible(page)
    expect(page.get_by_text("Mended what was broken")).to_be_visible()
    versions = page.locator(".versions > li")
    expect(versions).to_have_count(3)
    expect(versions.nth(1)).to_contain_text("outside this console")
    versions.nth(2).get_by_role("link").click()
    _accessible(page)
    page.get_by_role("button", name="Bring this text back").click()
    expect(page.get_by_text("This is the text of an earlier version")).to_be_visible()
    _save(page)
    assert currency.read_text() == written


def test_two_editors_at_once_lose_nothing(shop: Shop, pages: Pages) -> None:
    lea = _signed_in(pages.open(DESKTOP), shop, EDITOR)
    tom = _signed_in(pages.open(PHONE), shop, COLLEAGUE)
    for page in (lea, tom):
        page.goto(f"{shop.url}/console/knowledge/file/{TIMING_FILE}")
        expect(page.get_by_label("Title")).to_have_value("How long does a refund take?")
    lea.get_by_label("Title").fill("When is my refund here?")
    tom.get_by_role("button", name="Add a question").click()
    tom.locator(".questions li").last.get_by_role("textbox").fill("where is my cash")

    _save(tom)
    expect(lea.get_by_text(re.compile(r"tom saved this file at \d\d:\d\d, while this draft"))).to_be_visible()
    expect(lea.get_by_label("Title")).to_have_value("When is my refund here?")
    lea.reload()
    expect(lea.get_by_label("Title")).to_have_value("When is my refund here?")

    lea.get_by_role("button", name="Save", exact=True).click()
    expect(lea.get_by_role("heading", name=re.compile("Two texts of"))).to_be_visible()
    expect(lea.get_by_role("region", name="What tom changed")).to_contain_text("where is my cash")
    expect(lea.get_by_role("region", name="What you changed")).to_contain_text("When is my refund here?")
    _accessible(lea)
    lea.get_by_role("button", name="Go on with both in one").click()
    _save(lea)
    expect(tom.get_by_text("lea saved this file just now. You see the new text.")).to_be_visible()
    expect(tom.get_by_label("Title")).to_have_value("When is my refund here?")
    saved = (shop.folder / TIMING_FILE).read_text()
    assert "title: When is my refund here?\n" in saved
    assert "  - where is my cash\n" in saved


def test_a_draft_outlives_a_refused_save_a_lost_connection_and_a_reload(shop: Shop, pages: Pages) -> None:
    page = _signed_in(pages.open(DESKTOP), shop, EDITOR)
    page.get_by_role("button", name="New entry").click()
    page.get_by_label("Title").fill("Do you gift-wrap?")
    page.get_by_label("Topic").fill("payments")
    _accessible(page)
    page.get_by_role("button", name="Begin the entry").click()
    expect(page.get_by_role("heading", name="Do you gift-wrap?")).to_be_visible()

    page.get_by_label("Answer").fill("We wrap gifts within 99 days.")
    page.get_by_role("button", name="Save", exact=True).click()
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text('"99 days" is no fact and no promise', timeout=CHECKED_AFTER)
    expect(refusal).to_contain_text("What you wrote is kept here.")
    _accessible(page)

    page.context.set_offline(True)
    page.get_by_label("Answer").fill("We wrap gifts in paper.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(refusal).to_contain_text("The server cannot be reached")
    page.context.set_offline(False)
    page.reload()
    expect(page.get_by_label("Answer")).to_have_value("We wrap gifts in paper.")

    page.get_by_role("button", name="Add a question").click()
    for question in ("do you gift wrap", "can you wrap it as a present", "gift paper and a ribbon please"):
        page.keyboard.type(question)
        page.keyboard.press("Enter")
    _save(page)
    page.get_by_role("link", name="Entries").first.click()
    expect(page.get_by_role("link", name="Do you gift-wrap?")).to_be_visible()
    assert "We wrap gifts in paper." in (shop.folder / "answers" / "payments" / "do-you-gift-wrap.md").read_text()


def test_a_renamed_entry_takes_its_mentions_along_and_a_deleted_one_is_gone(shop: Shop, pages: Pages) -> None:
    page = _signed_in(pages.open(DESKTOP), shop, EDITOR)
    page.goto(f"{shop.url}/console/knowledge/file/answers/refunds/dispute.md")
    page.get_by_role("button", name="Rename").click()
    page.get_by_role("textbox", name="Name").fill("refused")
    _accessible(page)
    page.get_by_role("button", name="Rename it").click()
    expect(page).to_have_url(f"{shop.url}/console/knowledge/file/answers/refunds/refused.md", timeout=CHECKED_AFTER)
    expect(page.get_by_label("Title")).to_have_value("My refund was refused")
    answers = [file.read_text() for file in (shop.folder / "answers").rglob("*.md")]
    assert any("related: [refunds/refused]" in text for text in answers)
    assert not any("refunds/dispute" in text for text in answers)
    assert "entry: refunds/refused" in (shop.folder / "questions.yaml").read_text()

    page.goto(f"{shop.url}/console/knowledge/file/canned/refund-sent.md")
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("heading", name="Knowledge", exact=True)).to_be_visible(timeout=CHECKED_AFTER)
    assert not (shop.folder / "canned" / "refund-sent.md").exists()


def test_every_page_of_the_room_is_accessible_and_fits_320_pixels(shop: Shop, pages: Pages) -> None:
    page = _signed_in(pages.open({"width": 320, "height": 640}), shop, EDITOR)
    for path in ("", "?order=care", "/file/answers/returns/window.md", "/file/words.yaml", "/gaps", "/history"):
        page.goto(f"{shop.url}/console/knowledge{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_text(re.compile(r"^Loading"))).to_have_count(0)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            _accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_who_is_signed_out_comes_back_to_the_same_page(shop: Shop, pages: Pages) -> None:
    page = pages.open(DESKTOP)
    page.goto(f"{shop.url}/console/knowledge/history?file=words.yaml")
    _sign_in(page, EDITOR)
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    expect(page.get_by_role("link", name="Words")).to_be_visible()


def _signed_in(page: Page, shop: Shop, email: str) -> Page:
    page.goto(f"{shop.url}/console/")
    _sign_in(page, email)
    expect(page.get_by_role("heading", name="Knowledge", exact=True)).to_be_visible()
    return page


def _sign_in(page: Page, email: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def _open_chat(page: Page, shop: Shop) -> FrameLocator:
    page.goto(f"{shop.url}/contact")
    page.get_by_role("button", name="Ask the assistant").click()
    chat = page.frame_locator("iframe")
    expect(chat.get_by_role("log").locator(".said-assistant")).to_have_count(1)
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


def _ask_until(chat: FrameLocator, text: str, answered: str) -> Locator:
    """Asks again, as a save is in use only a moment after it: at most a few times."""
    for _ in range(4):
        answer = _ask(chat, text)
        if answered in (answer.text_content() or ""):
            break
    return answer.get_by_text(answered).first


def _try(page: Page, text: str) -> Locator:
    page.get_by_label("A question, as a shopper types it").fill(text)
    page.get_by_role("button", name="Ask", exact=True).click()
    told = page.locator(".told")
    expect(told).to_contain_text("It ")
    return told


def _save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved. It is in use")).to_be_visible(timeout=CHECKED_AFTER)


def _accessible(page: Page) -> None:
    assert axe(page) == []
