"""What does an edit of policy.yaml change, and what does it leave alone?"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.content.errors import Faults, KnowledgeErrors
from assistant.content.fact_values import Hint, hints, read_value
from assistant.content.policy_edit import FactEdit, with_closed, with_facts, with_peaks
from assistant.content.policy_file import read_policy
from assistant.core.errors import Invalid
from assistant.core.policy import Fact, FactValue, Peak, Policy, SectionRef

SHIPPED = (Path(__file__).resolve().parents[2] / "knowledge" / "policy.yaml").read_text()
SHIPPING = SectionRef("shipping", "1")
WINTER = Peak("Winter sale", date(2026, 11, 27), date(2026, 12, 31), 2, "We are a little slower: sorry.")
SPRING = Peak("Spring", date(2027, 3, 1), date(2027, 3, 7), 1, "Spring!")

HEAD = """\
shop: {name: Fernlight}
promises:
  confirmation: {business_days: [2, 3]}
  resolution: {business_days: [3, 5]}
  update: {every_business_days: 3}
house: {follow_up: 5, reminders: [2, 4], waiting_closes: 7}
"""
CALENDAR = """\
calendar:
  time_zone: America/New_York
  working_days: [mon, tue, wed, thu, fri]
  hours: "09:00-17:00"
"""


def policy_of(text: str) -> Policy:
    faults = Faults("policy.yaml")
    policy = read_policy(text.encode(), faults).policy
    assert policy, faults.findings
    return policy


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that are only in the one, and only in the other."""
    one, other = before.splitlines(), after.splitlines()
    return [line for line in one if line not in other], [line for line in other if line not in one]


def test_one_fact_changes_one_line_and_its_comment_stays() -> None:
    cost = FactEdit("USD 4.90, and nothing from USD 50 on", SHIPPING)
    gone, new = changed_lines(SHIPPED, with_facts(SHIPPED, {"shipping.cost": cost}))
    assert len(gone) == 1
    assert new == [
        '  shipping.cost: {value: "USD 4.90, and nothing from USD 50 on", source: shipping#1}  '
        + '# "Shipping costs ..." (and from which amount it is free, if it ever is)'
    ]


def test_a_fact_taken_back_leaves_the_file_as_it_was() -> None:
    filled = with_facts(
        SHIPPED, {"shipping.cost": FactEdit("a long text that moves the comment to the right", SHIPPING)}
    )
    assert filled != SHIPPED
    assert with_facts(filled, {"shipping.cost": FactEdit(None)}) == SHIPPED


@pytest.mark.parametrize(
    ("told", "line"),
    [
        ("60", "  orders.ways: {value: 60}               # "),
        ("4.90", "  orders.ways: {value: 4.90}             # "),
        ("5-10", "  orders.ways: {value: [5, 10]}          # "),
        ("EUR", "  orders.ways: {value: EUR}              # "),
        ("no", '  orders.ways: {value: "no"}             # '),
        ('say "hi" \\ # {x}: y', '  orders.ways: {value: "say \\"hi\\" \\\\ # {x}: y"}  # '),
    ],
)
def test_a_value_is_written_as_what_it_is_and_read_again_as_it_was_told(told: str, line: str) -> None:
    value = read_value(told)
    text = with_facts(SHIPPED, {"orders.ways": FactEdit(value)})
    assert any(one.startswith(line) for one in text.splitlines())
    assert policy_of(text).facts["orders.ways"].said == told


def test_facts_written_line_by_line_keep_their_form() -> None:
    text = f"""{HEAD}{CALENDAR}facts:
  shipping.cost:  # what it costs
    # ask Ines first
    value: 4.90
  shipping.time:
    source: old#1  # the old one
    value: >
      three days,
      or four
peaks:
"""
    edited = with_facts(text, {"shipping.cost": FactEdit(5, SHIPPING), "shipping.time": FactEdit((3, 4))})
    assert (
        edited
        == f"""{HEAD}{CALENDAR}facts:
  shipping.cost:  # what it costs
    # ask Ines first
    source: shipping#1
    value: 5
  shipping.time:
    source: null  # the old one
    value: [3, 4]
peaks:
"""
    )


def test_the_value_stays_as_it_was_written_when_only_the_source_changes() -> None:
    text = f"{HEAD}{CALENDAR}facts: {{a: {{source: x#1, value: 'so  so'}}, b: {{ value: [ 1,2 ], source: x#1 }}}}\n"
    edited = with_facts(text, {"a": FactEdit("so so"), "b": FactEdit((1, 2), SHIPPING)})
    assert edited.endswith("facts: {a: {value: 'so  so'}, b: { value: [ 1,2 ], source: shipping#1 }}\n")


def test_a_peak_is_added_where_there_was_none() -> None:
    text = with_peaks(SHIPPED, [WINTER])
    assert text == SHIPPED.replace(
        "\npeaks: []\n",
        """
peaks:
  - name: "Winter sale"
    from: 2026-11-27
    to: 2026-12-31
    extra_business_days: 2
    notice: "We are a little slower: sorry."
""",
    )
    assert with_peaks(text, []) == SHIPPED


def test_of_two_peaks_one_is_altered_and_one_removed_and_what_was_written_around_them_stays() -> None:
    text = f"""{HEAD}{CALENDAR}facts: {{}}
peaks:   # agreed with the warehouse
  # the big one
  - name: Winter sale
    from: 2026-11-20   # always a Friday
    to: 2026-12-31
    extra_business_days: 2
    notice: >-
      Slow.
  # small
  - {{name: Spring, from: 2027-03-01, to: 2027-03-07, extra_business_days: 1, notice: Spring!}}

# the end
"""
    edited = with_peaks(text, [WINTER])
    assert (
        edited
        == f"""{HEAD}{CALENDAR}facts: {{}}
peaks:   # agreed with the warehouse
  # the big one
  - name: Winter sale
    from: 2026-11-27   # always a Friday
    to: 2026-12-31
    extra_business_days: 2
    notice: "We are a little slower: sorry."
  # small

# the end
"""
    )


def test_the_last_peak_goes_and_the_comments_stay() -> None:
    text = f"{HEAD}{CALENDAR}facts: {{}}\npeaks:\n- name: A\n  from: 2026-01-01\n  to: 2026-01-01\n  extra_business_days: 1\n  notice: N"
    assert with_peaks(text, []).endswith("facts: {}\npeaks: []")
    assert policy_of(with_peaks(text, [SPRING])).peaks == (SPRING,)


def test_days_off_are_kept_in_order_with_their_comments() -> None:
    text = f"""{HEAD}{CALENDAR}  closed:
    - 2026-12-24  # Christmas Eve
    # stocktaking
    - 2027-02-01
facts: {{}}
"""
    edited = with_closed(text, [date(2026, 12, 24), date(2026, 12, 31), date(2027, 3, 1)])
    assert (
        edited
        == f"""{HEAD}{CALENDAR}  closed:
    - 2026-12-24  # Christmas Eve
    # stocktaking
    - 2026-12-31
    - 2027-03-01
facts: {{}}
"""
    )
    assert "  closed: []\n    # stocktaking\nfacts" in with_closed(text, [])


def test_the_first_day_off_gets_a_line_of_its_own_and_many_are_wrapped() -> None:
    assert with_closed(SHIPPED, [date(2026, 12, 24)]) == SHIPPED.replace(
        "  holidays: US\n", "  holidays: US\n  closed: [2026-12-24]\n"
    )
    december = [date(2026, 12, day) for day in range(1, 21)]
    text = with_closed(SHIPPED, december)
    assert policy_of(text).calendar.closed == set(december)
    assert max(len(line) for line in text.splitlines()[:20]) <= 120


def test_dates_in_brackets_with_comments_become_lines_so_that_the_comments_keep_their_dates() -> None:
    text = (
        f"{HEAD}{CALENDAR}  closed: [\n    2026-12-24,  # Christmas Eve\n    # perhaps\n    2026-12-31]\nfacts: {{}}\n"
    )
    assert with_closed(text, [date(2026, 12, 24), date(2027, 3, 1)]).endswith("""  closed:
    # perhaps
    - 2026-12-24  # Christmas Eve
    - 2027-03-01
facts: {}
""")


def test_a_folder_saved_on_windows_keeps_its_line_ends_and_its_byte_order_mark() -> None:
    text = "\N{ZERO WIDTH NO-BREAK SPACE}" + SHIPPED.replace("\n", "\r\n")
    edited = with_peaks(with_facts(text, {"shipping.cost": FactEdit(5)}), [WINTER])
    assert edited.startswith("\N{ZERO WIDTH NO-BREAK SPACE}#")
    assert edited.count("\n") == edited.count("\r\n") == text.count("\n") + 5


def test_a_file_in_braces_stays_one() -> None:
    text = (
        '{"shop": {"name": "F"}, "promises": {"confirmation": {"business_days": [2, 3]}, "resolution": '
        '{"business_days": [3, 5]}, "update": {"every_business_days": 3}}, "house": {"follow_up": 5, "reminders": [],'
        '"waiting_closes": 7}, "calendar": {"time_zone": "UTC", "working_days": ["mon"], "hours": "09:00-17:00"},'
        '"facts": {"a": {"value": null}}}'
    )
    edited = with_closed(with_peaks(with_facts(text, {"a": FactEdit(5, SHIPPING)}), [WINTER]), [date(2026, 12, 24)])
    policy = policy_of(edited)
    assert (policy.facts["a"].said, policy.facts["a"].source) == ("5", SHIPPING)
    assert policy.peaks == (WINTER,) and policy.calendar.closed == {date(2026, 12, 24)}


def test_a_file_with_a_fault_is_not_touched() -> None:
    with pytest.raises(KnowledgeErrors):
        with_facts(SHIPPED.replace("peaks: []", "peaks: ["), {"shipping.cost": FactEdit(5)})


def test_the_comment_behind_a_fact_tells_the_sentence_it_completes() -> None:
    told = hints(SHIPPED)
    assert told["orders.tracking"] == Hint("You can follow your parcel ...", "")
    assert told["shipping.cost"] == Hint("Shipping costs ...", "and from which amount it is free, if it ever is")
    assert told["returns.conditions"].more.endswith("packaging, postage")
    assert hints("facts:\n  a: {value: 1}  # ask Ines\n")["a"] == Hint("", "ask Ines")


@pytest.mark.parametrize(
    ("told", "value"),
    [
        ("", None),
        ("  ", None),
        (" 60 ", 60),
        ("4.90", Decimal("4.90")),
        ("5 - 10", (5, 10)),
        ("5\N{EN DASH}10", (5, 10)),
        ("5 to 10", (5, 10)),
        ("5-10 days", "5-10 days"),
        ("007", "007"),
        ("24/7", "24/7"),
        ("a\n b", "a b"),
    ],
)
def test_a_value_is_read_as_people_write_it(told: str, value: FactValue) -> None:
    assert read_value(told) == value


@pytest.mark.parametrize(
    ("told", "said"), [("10-5", "Write the smaller number first: 5-10."), ("5-5", "Write 5 alone.")]
)
def test_a_range_ascends(told: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_value(told)
    assert refused.value.fields == {"value": said}


NUMBERS = st.integers(0, 10**6) | st.decimals(0, 1000, places=2)
TEXTS = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), max_size=30)
VALUES: st.SearchStrategy[FactValue] = (
    NUMBERS
    | st.tuples(NUMBERS, NUMBERS).filter(lambda ends: ends[0] < ends[1])
    | TEXTS.map(read_value).filter(lambda value: not isinstance(value, str) or "{{" not in value)
)
SOURCES = st.none() | st.builds(SectionRef, st.sampled_from(["shipping", "refund-2"]), st.sampled_from(["1", "12"]))
EDITS = st.builds(FactEdit, VALUES, SOURCES)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
NAMES = ("a", "b.c", "d_e", "f")


def peaks_on(days: Sequence[date], texts: Sequence[str]) -> list[Peak]:
    """Peaks that share no day, one for every two days."""
    ordered = sorted(set(days))
    return [
        Peak(f"Peak {text}".strip(), first, last, len(text), f"Notice {text}".strip())
        for first, last, text in zip(ordered[::2], ordered[1::2], texts, strict=False)
    ]


PEAKS = st.builds(
    peaks_on,
    st.lists(DAYS, max_size=6),
    st.lists(TEXTS.map(lambda text: " ".join(text.replace("{{", "").split())), min_size=3, max_size=3),
)


ONE_PEAK = "from: 2026-02-01{remark}\n    to: 2026-02-02\n    extra_business_days: 1\n    notice: two{remark}\n"
FACTS = (
    "  {name}: {{value: null}}{remark}",
    "  {name}: {{source: old#3, value: [1, 2]}}{remark}",
    "  {name}: {{value: 'it''s', source: null}}{remark}",
    '  # remark\n  {name}:{remark}\n    value: "x"{remark}\n    source: old#1{remark}',
    "  {name}:\n    value: |{remark}\n      two\n      lines\n",
    "  {name}: {{\n    value: 5,{remark}\n    source: old#2 }}{remark}",
)
CLOSED = (
    "",
    "  closed:\n",
    "  closed: []\n",
    "  closed: [2026-12-24, 2026-05-01]{remark}\n",
    "  closed:{remark}\n    - 2026-05-01{remark}\n    # remark\n    - 2026-12-24\n",
)
PEAK_LISTS = (
    "",
    "peaks:\n",
    "peaks: []{remark}\n",
    "peaks:\n  # remark\n  - name: Peak\n    "
    + ONE_PEAK
    + "# remark\n  - name: Peak B\n    "
    + ONE_PEAK.replace("-02-", "-03-"),
    "peaks:\n- {{name: Peak, from: 2026-02-01, to: 2026-02-02, extra_business_days: 1, notice: N}}\n",
    "peaks: [{{name: Peak, from: 2026-02-01, to: 2026-02-02, extra_business_days: 1, notice: N}}]{remark}\n",
)


@st.composite
def policy_texts(draw: st.DrawFn) -> str:
    """A policy.yaml as somebody might have written it: every fact, peak and list in one of several ways."""

    def one_of(ways: Sequence[str], name: str = "") -> str:
        return draw(st.sampled_from(ways)).format(
            name=name, remark=draw(st.sampled_from(["", "  # remark", "   # remark"]))
        )

    facts = "facts:\n" + "\n".join(one_of(FACTS, name) for name in NAMES) + "\n"
    closed, peaks, end = one_of(CLOSED), one_of(PEAK_LISTS), one_of(["", "\n# remark\n", "\n\n"])
    text = HEAD + CALENDAR + closed + (facts + peaks if draw(st.booleans()) else peaks + facts) + end
    return text if draw(st.booleans()) else text.rstrip("\n")


@settings(max_examples=40)
@given(policy_texts())
def test_nothing_edited_nothing_changed(text: str) -> None:
    policy = policy_of(text)
    facts = {name: FactEdit(fact.value, fact.source) for name, fact in policy.facts.items()}
    assert with_closed(with_peaks(with_facts(text, facts), policy.peaks), policy.calendar.closed) == text


@settings(max_examples=40)
@given(policy_texts(), st.dictionaries(st.sampled_from(NAMES), EDITS), PEAKS, st.lists(DAYS, max_size=12))
def test_an_edited_file_says_what_was_wanted_and_every_remark_on_facts_is_still_there(
    text: str, facts: dict[str, FactEdit], peaks: list[Peak], closed: list[date]
) -> None:
    edited = with_facts(text, facts)
    assert edited.count("# remark") == text.count("# remark")
    policy, before = policy_of(edited), policy_of(text)
    for name, fact in before.facts.items():
        wanted = facts.get(name, FactEdit(fact.value, fact.source))
        assert (policy.facts[name].said, policy.facts[name].source) == (Fact(name, wanted.value).said, wanted.source)
    again = policy_of(with_closed(with_peaks(edited, peaks), closed))
    assert again.facts == policy.facts
    assert list(again.peaks) == peaks
    assert again.calendar.closed == set(closed)
