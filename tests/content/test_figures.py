import time

import pytest

from assistant.content.figures import figures, same


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("within 60 days", ["60 days"]),
        ("our 60-day returns", ["60 days"]),
        ("sixty days", ["60 days"]),
        ("**60** days", ["60 days"]),
        ("60days", ["60 days"]),
        ("5-10 days", ["5-10 days"]),
        ("5\N{EN DASH}10 days", ["5-10 days"]),
        ("5 to 10 days", ["5-10 days"]),
        ("from two to three business days", ["2-3 business days"]),
        ("every three\nbusiness days", ["3 business days"]),
        ("between 5 and 10 days", ["5-10 days"]),
        ("5 calendar days", ["5 calendar days"]),
        ("24 hours, 90 mins", ["24 hours", "90 minutes"]),
        ("1,000 items for $4.90", ["1000", "4.9 $"]),
        ("24/7 from 09:00 on 2026-12-24", ["24/7", "09:00", "2026-12-24"]),
        ("ring 800 555", ["800", "555"]),
        ("10% off, 60ml", ["10 %", "60"]),
        ("from 5 up to 10 days", ["5-10 days"]),
        ("five-to-10 days", ["5-10 days"]),
        ("between five\nand ten business days", ["5-10 business days"]),
        ("10-5 days", ["10-5 days"]),
        ("5 or 10 days", ["5", "10 days"]),
        ("10+ days, 48h, 60d", ["10 days", "48 hours", "60 days"]),
        ("sixty (60) days", ["60 days"]),
        ("thirty (60) days", ["60"]),
        ("twenty-one days or a hundred and twenty", ["21 days"]),
        ("a hundred and twenty hours", ["120 hours"]),
        ("one and a half hours, half an hour, a couple\nof weeks", ["1.5 hours", "0.5 hours", "2 weeks"]),
        ("1\N{VULGAR FRACTION ONE HALF} days", ["1.5 days"]),
        ("on the 14th day, the third business day", ["14 days", "3 business days"]),
        ("ten percent, 10 percent", ["10 %", "10 %"]),
        ("USD 5.99, 5.99 USD, 5 dollars, $5-$10", ["5.99 USD", "5.99 USD", "5 $", "5-10 $"]),
        ("5 \N{EURO SIGN}, \N{EURO SIGN}5, 5 euros, EUR 5", ["5 EUR", "5 EUR", "5 EUR", "5 EUR"]),
        ("24 Dec 2026, December 24th, the 24th of December", ["2026-12-24", "12-24", "12-24"]),
        ("9am to 5:30 p.m., 12 am", ["09:00", "17:30", "00:00"]),
        ("_60_ days, `60` days, 6**0** days", ["60 days", "60 days", "60 days"]),
        ("&#54;0 days, 60&nbsp;days, 6\u200b0 days", ["60 days", "60 days", "60 days"]),
        ("so...60 days, .5 hours", ["60 days", "0.5 hours"]),
        ("under-60 days", ["60 days"]),
        ("step 45 days", ["45 days"]),
    ],
)
def test_a_figure_is_a_number_with_its_unit(text: str, stated: list[str]) -> None:
    assert [str(one.figure) for one in figures(text)] == stated


@pytest.mark.parametrize(
    "text",
    [
        "1. first\n2) second",
        "> 3. quoted",
        "## 4. When you hear from us",
        "see [section 4](/policies/service#4)",
        "see section 4, or sections 1, 2 and 3",
        "https://shop.example/returns/60",
        "one of us takes the five steps",
        "3D Secure, SPF50, the 1st, COVID-19",
        "write to help60@shop.example",
        "60 questions\n============",
        "go back to step 2, see section 3.2 and \N{SECTION SIGN} 4",
        "the third party, once or twice, a week or so",
    ],
)
def test_list_markers_headings_links_sections_and_names_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_a_figure_knows_its_line() -> None:
    assert [(one.written, one.line) for one in figures("a\n\n30 days\nand 5-10\ndays")] == [
        ("30 days", 2),
        ("5-10\ndays", 3),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("60 days", "sixty-day"),
        ("60", "60 days"),
        ("$5", "USD 5"),
        ("24 Dec", "2026-12-24"),
        ("3 working days", "three business days"),
        ("9 am", "09:00"),
    ],
)
def test_the_same_figure_in_other_words(one: str, other: str) -> None:
    [first], [second] = figures(one), figures(other)
    assert same(first.figure, second.figure) and same(second.figure, first.figure)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("60 days", "60 weeks"),
        ("5 days", "5 business days"),
        ("10%", "10 days"),
        ("$10", "10 days"),
        ("USD 10", "CAD 10"),
        ("5-10 days", "10 days"),
        ("24 Dec 2025", "2026-12-24"),
        ("9 am", "9 days"),
        ("24/7", "24"),
    ],
)
def test_another_figure(one: str, other: str) -> None:
    [first], [second] = figures(one), figures(other)
    assert not same(first.figure, second.figure) and not same(second.figure, first.figure)


@pytest.mark.parametrize(
    "piece",
    [
        "123,",
        "1,",
        "5 - ",
        "one hundred and ",
        "between five and ",
        "5 (",
        "sections 1, ",
        "_",
        "iVBORw0KGg",
        "0000000000",
        "----------",
        "[[[[[",
        "[60](",
    ],
)
def test_no_text_takes_long_to_read(piece: str) -> None:
    started = time.process_time()
    figures(piece * 10_000)
    assert time.process_time() - started < 5
