import pytest

from assistant.content.figures import figures


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
        ("between 5 and 10 days", ["5", "10 days"]),
        ("5 calendar days", ["5 calendar days"]),
        ("24 hours, 90 mins", ["24 hours", "90 minutes"]),
        ("1,000 items for $4.90", ["1000", "4.9"]),
        ("24/7 from 09:00 on 2026-12-24", ["24/7", "09:00", "2026-12-24"]),
        ("ring 800 555", ["800", "555"]),
        ("10% off, 60ml", ["10", "60"]),
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
        "3D Secure, SPF50, the 1st",
    ],
)
def test_list_markers_headings_links_sections_and_names_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_a_figure_knows_its_line() -> None:
    assert [(one.written, one.line) for one in figures("a\n\n30 days\nand 5-10\ndays")] == [
        ("30 days", 2),
        ("5-10\ndays", 3),
    ]
