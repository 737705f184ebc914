import time
from html.parser import HTMLParser

import pytest

from assistant.content.rendering import letter_to_html, letter_to_text, plain_to_html, to_html


class Tags(HTMLParser):
    """Every tag of an HTML text, with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def test_markdown_becomes_html() -> None:
    assert to_html("You have **60 days**.\n\n1. a\n2. b\n") == (
        "<p>You have <strong>60 days</strong>.</p>\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>"
    )


def test_links_leave_the_frame_of_the_chat() -> None:
    assert to_html("[section 2](/policies/service#2)") == (
        '<p><a href="/policies/service#2" target="_blank" rel="noopener">section 2</a></p>'
    )


def test_headings_stay_below_those_of_the_page() -> None:
    assert to_html("# A\n\n## B\n\n### C") == "<h3>A</h3>\n<h3>B</h3>\n<h3>C</h3>"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://elsewhere.example/pixel.png)",
        '<https://x.example/"onmouseover=alert(1)>',
        "[x](https://x.example 't\" onclick=\"alert(1)')",
    ],
)
def test_markdown_brings_no_script_and_no_picture(hostile: str) -> None:
    for tag, attributes in Tags(to_html(hostile)).found:
        assert tag in ("p", "a")
        assert set(attributes) <= {"href", "title", "target", "rel"}
        assert attributes.get("href", "https:").startswith("https:")


def test_typed_text_keeps_its_paragraphs_and_lines() -> None:
    assert plain_to_html("Hello <b>you</b> & I\r\nline\n\n\nnext\n") == (
        "<p>Hello &lt;b&gt;you&lt;/b&gt; &amp; I<br>line</p><p>next</p>"
    )


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("see https://shop.example/a.", "https://shop.example/a"),
        ("(http://shop.example/a_(b))", "http://shop.example/a_(b)"),
        ("HTTPS://shop.example?a=1&b=2!", "HTTPS://shop.example?a=1&amp;b=2"),
    ],
)
def test_typed_links_lead_out_and_vouch_for_nothing(text: str, href: str) -> None:
    assert f'<a href="{href}" rel="noopener nofollow ugc" target="_blank">{href}</a>' in plain_to_html(text)


@pytest.mark.parametrize("text", ["javascript:alert(1)", "https://", 'ftp://x.example "x"', "www.shop.example"])
def test_what_is_no_web_address_is_no_link(text: str) -> None:
    assert "<a" not in plain_to_html(text)


def test_a_quote_in_a_typed_link_cannot_leave_the_attribute() -> None:
    assert plain_to_html('https://x.example/"onclick="alert(1)') == (
        '<p><a href="https://x.example/" rel="noopener nofollow ugc" target="_blank">https://x.example/</a>'
        "&quot;onclick=&quot;alert(1)</p>"
    )


@pytest.mark.parametrize("hostile", ["[" * 20_000, "*a_ " * 5_000, "> " * 5_000, "`" * 20_000, "http://a" * 5_000])
def test_hostile_text_is_rendered_quickly(hostile: str) -> None:
    began = time.process_time()
    to_html(hostile)
    plain_to_html(hostile)
    assert time.process_time() - began < 5


def test_an_agents_line_break_is_one() -> None:
    assert letter_to_html("Hello Ana,\nit is on its way.") == "<p>Hello Ana,<br>\nit is on its way.</p>"


def test_a_letter_without_markup_shows_no_asterisks_and_says_its_links_and_lists() -> None:
    letter = (
        "We refund you within **5-10 days**.\n\n1. You *agree*\n2. We pay\n\n"
        "See [our policy](https://s.example/p)\nor <https://s.example/q>."
    )
    assert letter_to_text(letter) == (
        "We refund you within 5-10 days.\n\n1. You agree\n2. We pay\n\n"
        "See our policy (https://s.example/p)\nor https://s.example/q."
    )
