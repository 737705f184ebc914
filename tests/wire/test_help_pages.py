"""The answers and policies as pages, for shoppers who do not chat and for search engines."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.wire.house import ADDRESS, House, opened, small_knowledge

HOSTILE = """\
---
title: "What is \\"<b>this</b>\\" & </script><script>alert(1)</script>?"
questions:
  - what is this hostile thing
  - tell me about the hostile thing
  - hostile thing please
source: customer-service#2
related: [returns/window, chat/greeting]
---
It is </script><img src=x onerror=alert()> & nothing **else**.
"""
UNTOLD = """\
---
title: Do you gift wrap?
questions:
  - do you gift wrap
  - gift wrapping please
  - can you wrap it as a present
source: customer-service#2
---
{{ shop.gift_wrap }}
"""
ENTRY_PAGE = "/help/returns/window"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    knowledge = small_knowledge(tmp_path_factory.mktemp("help") / "knowledge")
    (knowledge / "answers/products/hostile.md").write_text(HOSTILE)
    (knowledge / "answers/products/gift-wrap.md").write_text(UNTOLD)
    policy = knowledge / "policy.yaml"
    policy.write_text(policy.read_text().replace("facts:\n", "facts:\n  shop.gift_wrap: {value: null}\n", 1))
    return knowledge


@pytest.fixture(scope="module")
def help_house(folder: Path, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    place = tmp_path_factory.mktemp("house")
    with opened(place, folder, f"sqlite:///{shutil.copyfile(sqlite_template, place / 'db')}") as house:
        yield house


def structured(page: str) -> list[Any]:
    return [
        json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    ]


def test_an_answer_has_a_page_of_its_own_with_its_source_and_what_is_related(help_house: House) -> None:
    answer = help_house.web().get(ENTRY_PAGE)
    assert answer.status_code == 200
    page = answer.text
    assert "<title>How long do I have to return something? – " in page
    assert f'<link rel="canonical" href="{ADDRESS}{ENTRY_PAGE}">' in page
    assert "<strong>60 days</strong>" in page
    assert '<a href="/policies/customer-service#2">' in page
    assert '<a href="/help/returns/start">How do I return something?</a>' in page
    assert '<li><a href="/help/returns">Returns</a></li>' in page
    [description] = re.findall(r'<meta name="description" content="([^"]*)">', page)
    assert "60 days" in description and len(description) <= 160
    assert 'href="/contact"' in page


def test_search_engines_read_question_and_answer_and_where_the_page_stands(help_house: House) -> None:
    questions, trail = structured(help_house.web().get(ENTRY_PAGE).text)
    assert questions["@type"] == "FAQPage"
    [question] = questions["mainEntity"]
    assert question["name"] == "How long do I have to return something?"
    assert "<strong>60 days</strong>" in question["acceptedAnswer"]["text"]
    assert [step["item"] for step in trail["itemListElement"]] == [
        f"{ADDRESS}/help",
        f"{ADDRESS}/help/returns",
        f"{ADDRESS}{ENTRY_PAGE}",
    ]


def test_a_topic_lists_its_answers(help_house: House) -> None:
    page = help_house.web().get("/help/returns").text
    assert f'<a href="{ENTRY_PAGE}">How long do I have to return something?</a>' in page
    assert len(structured(page)[0]["mainEntity"]) == 2


def test_the_overview_leads_to_every_answer_but_small_talk(help_house: House) -> None:
    page = help_house.web().get("/help").text
    for path in (ENTRY_PAGE, "/help/orders/tracking", "/help/products/gift-wrap", "/help/returns"):
        assert f'href="{path}"' in page
    assert "/help/chat" not in page


@pytest.mark.parametrize(
    "path", ["/help/chat", "/help/chat/greeting", "/help/nothing", "/help/returns/nothing", "/help/Returns/window"]
)
def test_what_is_not_there_is_told_with_a_way_on(help_house: House, path: str) -> None:
    answer = help_house.web().get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert 'href="/help"' in answer.text and 'content="noindex"' in answer.text


def test_an_answer_the_shop_has_not_told_says_so_and_leads_to_a_person(help_house: House) -> None:
    page = help_house.web().get("/help/products/gift-wrap").text
    assert "We have not written this down yet" in page
    assert '<a href="/contact">Ask us</a>' in page
    assert '<meta name="robots" content="noindex">' in page
    assert structured(page)[0]["mainEntity"] == []


def test_hostile_knowledge_is_text_everywhere_also_in_the_data_for_search_engines(help_house: House) -> None:
    web = help_house.web()
    for path in ("/help", "/help/products", "/help/products/hostile", "/help?q=hostile+thing", "/sitemap.xml"):
        page = web.get(path).text
        assert "<script>alert" not in page and "<img" not in page, path
    questions, _ = structured(web.get("/help/products/hostile").text)
    assert questions["mainEntity"][0]["name"].endswith("</script><script>alert(1)</script>?")


def test_a_search_shows_answers_by_likelihood(help_house: House) -> None:
    page = help_house.web().get("/help", query_string={"q": "hw long do i hav to retrun smth"}).text
    first = re.findall(r'<h2><a href="(/help/[^"]+)">', page)[0]
    assert first == ENTRY_PAGE
    assert "<strong>60 days</strong>" in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_search_for_two_things_answers_both(help_house: House) -> None:
    q = "how do i return this and when do i get my money back"
    page = help_house.web().get("/help", query_string={"q": q}).text
    assert re.findall(r'<h2><a href="(/help/[^"]+)">', page)[:2] == ["/help/returns/start", "/help/refunds/timing"]


def test_a_search_in_vain_offers_the_nearest_and_a_person(help_house: House) -> None:
    page = help_house.web().get("/help", query_string={"q": "can a dragon bring my parcel by moonlight"}).text
    assert "Nothing found for" in page and "Maybe one of these" in page
    assert 'href="/contact"' in page and 'href="/help/orders"' in page


@pytest.mark.parametrize("q", ["?!", "\N{GRINNING FACE}", "x" * 5_000, "'\"><svg onload=1>", "{{ 7*7 }}"])
def test_any_search_gets_a_page(help_house: House, q: str) -> None:
    answer = help_house.web().get("/help", query_string={"q": q})
    assert answer.status_code == 200
    assert "<svg onload" not in answer.text and "49" not in answer.text
    assert 'href="/contact"' in answer.text


def test_a_policy_links_the_answers_that_rest_on_each_section(help_house: House) -> None:
    page = help_house.web().get("/policies/customer-service").text
    section = page.split('id="2"')[1].split("<section")[0]
    assert f'href="{ENTRY_PAGE}"' in section
    assert f'<link rel="canonical" href="{ADDRESS}/policies/customer-service">' in page


def test_pages_are_kept_for_a_moment_and_then_asked_for_by_their_hash(help_house: House) -> None:
    web = help_house.web()
    for path in ("/help", "/help/returns", ENTRY_PAGE, "/policies", "/policies/customer-service", "/sitemap.xml"):
        answer = web.get(path)
        assert answer.headers["Cache-Control"] == "public, max-age=60", path
        again = web.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), path
    assert web.get("/help?q=refund").headers["Cache-Control"] == "no-store"


def test_no_page_sets_a_cookie_or_carries_what_only_one_visitor_may_see(help_house: House) -> None:
    web = help_house.web()
    for path in ("/help", "/help/returns", ENTRY_PAGE, "/policies/customer-service"):
        answer = web.get(path)
        assert "Set-Cookie" not in answer.headers
        assert "nonce" not in answer.text
        scripts = re.findall(r"<script[^>]*>", answer.text)
        assert {*scripts} <= {'<script src="/widget.js" async>', '<script type="application/ld+json">'}


def test_the_map_of_the_site_lists_every_page_for_everybody_and_no_other(help_house: House) -> None:
    answer = help_house.web().get("/sitemap.xml")
    assert answer.mimetype == "application/xml"
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = [one.text or "" for one in ElementTree.fromstring(answer.text).iterfind(".//s:loc", space)]
    assert {f"{ADDRESS}{path}" for path in ("/help", "/help/returns", ENTRY_PAGE, "/policies/customer-service")} <= {
        *urls
    }
    assert not any(private in url for url in urls for private in ("/t/", "/console", "/api", "/help/chat", "gift-wrap"))
    assert len(urls) == len(set(urls))
    web = help_house.web()
    assert {web.get(url.removeprefix(ADDRESS)).status_code for url in urls} == {200}


def test_robots_are_kept_from_what_is_private_and_shown_the_map(help_house: House) -> None:
    lines = help_house.web().get("/robots.txt").text.splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /t/", "Disallow: /console", "Disallow: /api/", "Disallow: /help?"} <= {*lines}
    assert lines[-1] == f"Sitemap: {ADDRESS}/sitemap.xml"


def test_an_edit_shows_at_once_with_the_day_it_was_made(help_house: House, folder: Path) -> None:
    web, file = help_house.web(), folder / "answers/returns/window.md"
    before, written = web.get(ENTRY_PAGE), file.read_text()
    editor, name = help_house.staff("editor"), "answers/returns/window.md"
    base = editor.get(f"/knowledge/files/{name}").json["hash"]
    change = {"file": name, "text": f"{written}\nKeep the **box**.\n", "base": base}
    saved = editor.post("/knowledge/changes", {"changes": [change]})
    assert saved.status_code == 200, saved.text
    after = web.get(ENTRY_PAGE, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "Keep the <strong>box</strong>." in after.text
    assert re.search(r'Last updated <time datetime="\d{4}-\d\d-\d\d">\d{1,2} [A-Z][a-z]{2} \d{4}</time>', after.text)
    assert re.search(rf"<loc>{ADDRESS}{ENTRY_PAGE}</loc><lastmod>\d{{4}}-", web.get("/sitemap.xml").text)
