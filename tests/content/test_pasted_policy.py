"""What becomes of a policy that somebody pastes?"""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.content.errors import Faults
from assistant.content.pasted_policy import PastedPolicy, arranged
from assistant.content.policy_texts import read_policy_text
from tests.content.shop import SERVICE

FROM_A_SHOP = """\
Shipping Policy

Thank you for shopping at Fernlight.

Processing times
All orders are processed within 1-2 business days. We do not ship on weekends.

Shipping rates & delivery estimates
Charges are calculated at checkout.
\u2022\tStandard: USD 4.90, 3-5 business days
\u2022\tExpress: USD 12, 1-2 business days
Delays can occur.

Do you ship abroad?

Not\u00a0yet.
"""


def headings(policy: PastedPolicy) -> list[str]:
    return [f"{section.number}. {section.title}" for section in policy.sections]


def test_short_lines_with_text_below_them_become_numbered_sections() -> None:
    policy = arranged(FROM_A_SHOP)
    assert (policy.title, policy.name) == ("Shipping Policy", "shipping")
    assert (
        policy.markdown
        == """\
# Shipping Policy

Thank you for shopping at Fernlight.

## 1. Processing times

All orders are processed within 1-2 business days. We do not ship on weekends.

## 2. Shipping rates & delivery estimates

Charges are calculated at checkout.

- Standard: USD 4.90, 3-5 business days
- Express: USD 12, 1-2 business days

Delays can occur.

## 3. Do you ship abroad?

Not yet.
"""
    )


def test_numbered_lines_are_headings_where_there_are_some_and_numbered_lists_stay_lists() -> None:
    policy = arranged(
        "REFUND POLICY\n1. How to return\nWithin 60 days.\nTo do so:\n1. Write to us\n2. Send it back\n"
        "2. Refunds\nIn 5-10 days.\nSection 3: Exchanges\nNone.\n"
    )
    assert (policy.title, policy.name) == ("REFUND POLICY", "refund")
    assert headings(policy) == ["1. How to return", "2. Refunds", "3. Exchanges"]
    assert policy.sections[0].text == "Within 60 days.\n\nTo do so:\n\n1. Write to us\n2. Send it back"


def test_marked_lines_are_the_only_headings_and_deeper_ones_stay_inside() -> None:
    policy = arranged(
        "# Privacy\n\nWhy.\n\n## What we collect\nNames\n\n### In detail\nmore\n\n## 30 days\nWe delete it."
    )
    assert (policy.title, policy.intro) == ("Privacy", "Why.")
    assert headings(policy) == ["1. What we collect", "2. 30 days"]
    assert policy.sections[0].text == "Names\n\n### In detail\nmore"


def test_sections_of_the_highest_level_need_no_title_above_them() -> None:
    policy = arranged("# Costs\nUSD 5.\n# Times\nThree days.", "Shipping Policy")
    assert policy.title == "Shipping Policy"
    assert headings(policy) == ["1. Costs", "2. Times"]


def test_numbers_of_its_own_are_kept_where_they_ascend() -> None:
    assert headings(arranged("## 2. Scope\na\n## 5. Times\nb")) == ["2. Scope", "5. Times"]
    assert headings(arranged("## 2. Scope\na\n## 2. Times\nb")) == ["1. Scope", "2. Times"]


def test_a_heading_without_text_is_kept_as_a_line() -> None:
    policy = arranged("## Costs\n\n## At home\nUSD 5.\n## Abroad")
    assert policy.intro == "**Costs**"
    assert headings(policy) == ["1. At home"]
    assert policy.sections[0].text == "USD 5.\n\n**Abroad**"


def test_text_without_a_heading_is_one_section() -> None:
    policy = arranged(
        "we ship within three days, and that is all there is to say about it, whatever you ask.", "Shipping"
    )
    assert headings(policy) == ["1. Shipping"]


def test_lines_of_a_page_without_blank_lines_stay_apart_and_wrapped_lines_stay_together() -> None:
    assert arranged("Times\nFirst.\nSecond.").sections[0].text == "First.\n\nSecond."
    wrapped = "a line of a letter that goes on to the next one because it was\nwrapped by whoever wrote it, which is fine with us as it is."
    assert arranged(f"Times\n\n{wrapped}\n\nEnd.").sections[0].text == f"{wrapped}\n\nEnd."


def test_a_file_that_has_its_form_already_is_left_alone() -> None:
    assert arranged(SERVICE).markdown == SERVICE


def test_only_what_a_line_begins_with_becomes_a_list_sign() -> None:
    [section] = arranged(
        "Costs\n\nWeight * 3 is the limit, within 5 \N{EN DASH} 10 days.\n\n\N{BULLET} by post\n"
    ).sections
    assert section.text == "Weight * 3 is the limit, within 5 \N{EN DASH} 10 days.\n\n- by post"


def test_a_line_of_spaces_without_end_is_read_at_once() -> None:
    started = time.process_time()
    arranged(" " * 99_000 + "=" * 99_000)
    assert time.process_time() - started < 5


def test_settings_at_the_top_give_the_title() -> None:
    policy = arranged("---\ntitle: Returns\n---\n## 1. When\nIn 60 days.\n")
    assert policy.markdown == "# Returns\n\n## 1. When\n\nIn 60 days.\n"


@pytest.mark.parametrize("pasted", ["", "   \n\n", "\u200b\ufeff"])
def test_nothing_pasted_is_nothing(pasted: str) -> None:
    assert arranged(pasted) == PastedPolicy("", "")


LINES = st.sampled_from(
    [
        "",
        "",
        "Shipping Policy",
        "1. Costs",
        "2. Times",
        "Costs",
        "# Costs",
        "## Times",
        "### More",
        "- one",
        "2) two",
        "* x",
    ]
    + [
        "It costs USD 5.",
        "---",
        "===",
        "Section 2",
        "\u2022 a",
        "  indented",
        "\u00a7 4 Law",
        "we",
        "**Bold**",
        "{{ x }}",
    ]
)


@settings(max_examples=300)
@given(st.lists(LINES, max_size=14).map("\n".join) | st.text(max_size=80))
def test_whatever_is_pasted_can_be_read_again_and_changes_no_more(pasted: str) -> None:
    policy = arranged(pasted, "Policy")
    assert arranged(policy.markdown).markdown == policy.markdown
    faults = Faults("policies/x.md")
    read = read_policy_text("x", "policies/x.md", policy.markdown, faults).text
    if policy.sections and "{{" not in pasted:
        assert not faults.findings
        assert [(section.number, section.title) for section in read.sections] == [
            (str(section.number), section.title) for section in policy.sections
        ]
