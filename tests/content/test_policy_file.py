from datetime import date, time
from decimal import Decimal

import pytest

from assistant.content.errors import KnowledgeErrors
from assistant.content.policy_file import load_policy
from assistant.core.policy import House, Promise, SectionRef
from tests.content.shop import Folder


def findings(folder: Folder) -> list[str]:
    with pytest.raises(KnowledgeErrors) as broken:
        load_policy(folder.path)
    return [str(finding) for finding in broken.value.findings]


def test_the_policy_is_read_with_everything_it_states(folder: Folder) -> None:
    folder.write("answers/returns/window.md", "broken, but nobody looks")
    policy = load_policy(folder.path)
    assert policy.shop_name == "Fernlight"
    assert (policy.calendar.time_zone, policy.calendar.holidays) == ("America/New_York", "US")
    assert policy.calendar.working_days == {0, 1, 2, 3, 4}
    assert (policy.calendar.opens, policy.calendar.closes) == (time(9), time(17))
    assert policy.confirmation == Promise(2, 3, "2-3 business days", SectionRef("service", "2"))
    assert policy.resolution == Promise(3, 5, "3-5 business days", SectionRef("service", "2"))
    assert policy.update == Promise(2, 3, "3 business days", SectionRef("service", "2"))
    assert policy.house == House(5, (2, 4), 7)
    assert policy.placeholders["refunds.processing_days"] == "5-10"
    assert policy.placeholders["returns.window_days"] == "60"
    assert policy.placeholders["payments.currency"] == "USD"


def test_norway_is_a_country_and_christmas_eve_is_a_day_off(folder: Folder) -> None:
    folder.change("policy.yaml", "holidays: US", "holidays: NO\n  closed: [2026-12-24]")
    calendar = load_policy(folder.path).calendar
    assert calendar.holidays == "NO"
    assert not calendar.is_business_day(date(2026, 5, 1)) and not calendar.is_business_day(date(2026, 12, 24))
    assert calendar.is_business_day(date(2026, 12, 23))


def test_a_part_of_a_country_may_name_the_holidays(folder: Folder) -> None:
    folder.change("policy.yaml", "holidays: US", "holidays: DE-BY")
    assert not load_policy(folder.path).calendar.is_business_day(date(2026, 1, 6))


def test_a_daily_update_is_due_after_one_business_day(folder: Folder) -> None:
    folder.change("policy.yaml", "every_business_days: 3", "every_business_days: 1")
    assert load_policy(folder.path).update == Promise(1, 1, "1 business day", SectionRef("service", "2"))


def test_a_promise_of_one_day_is_said_without_a_range(folder: Folder) -> None:
    folder.change("policy.yaml", "business_days: [2, 3]", "business_days: [1, 1]")
    assert load_policy(folder.path).confirmation.said == "1 business day"


@pytest.mark.parametrize(
    ("written", "value", "said"),
    [
        ("60", 60, "60"),
        ("12.50", Decimal("12.50"), "12.50"),
        ("[5, 10]", (5, 10), "5-10"),
        ("[0.5, 2]", (Decimal("0.5"), 2), "0.5-2"),
        ('"60"', "60", "60"),
        ("NO", "NO", "NO"),
        ("007", "007", "007"),
        ("Visa and PayPal", "Visa and PayPal", "Visa and PayPal"),
        ("null", None, None),
        ("", None, None),
    ],
)
def test_a_fact_is_said_as_the_editor_wrote_it(folder: Folder, written: str, value: object, said: str | None) -> None:
    folder.change("policy.yaml", "{value: USD, source: service#1}", f"\n    value: {written}")
    fact = load_policy(folder.path).facts["payments.currency"]
    assert (fact.value, fact.said) == (value, said)


def test_facts_and_peaks_may_be_absent(folder: Folder) -> None:
    folder.write("policy.yaml", (folder.path / "policy.yaml").read_text().split("facts:")[0])
    policy = load_policy(folder.path)
    assert policy.facts == {} and policy.peaks == ()


def test_a_peak_covers_both_its_ends(folder: Folder) -> None:
    with_peaks(folder, "{name: Sale, from: 2026-11-27, to: 2026-12-31, extra_business_days: 2, notice: Busy.}")
    policy = load_policy(folder.path)
    assert [
        policy.peak_on(day) is not None for day in (date(2026, 11, 26), date(2026, 11, 27), date(2026, 12, 31))
    ] == [
        False,
        True,
        True,
    ]


def test_the_fault_of_a_promise_is_told_as_the_docs_show_it(folder: Folder) -> None:
    folder.change("policy.yaml", "business_days: [2, 3]", "business_days: two")
    assert findings(folder) == [
        (
            'policy.yaml:8: error: promises.confirmation.business_days is "two" -> '
            "write [2, 3]: two numbers of business days, the smaller first"
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("{name: Fernlight}", "{}", "policy.yaml:1: error: shop.name is missing -> add `name:` with its value"),
        ("{name: Fernlight}", '{name: ""}', "policy.yaml:1: error: shop.name is empty -> write a text"),
        (
            "America/New_York",
            "America/Atlantis",
            (
                "policy.yaml:3: error: calendar.time_zone cannot be used -> "
                '"America/Atlantis" is no known time zone; write one such as America/New_York.'
            ),
        ),
        (
            "[mon, tue,",
            "[mon, tuesday,",
            (
                'policy.yaml:4: error: calendar.working_days, item 2, is "tuesday" -> '
                "write mon, tue, wed, thu, fri, sat or sun"
            ),
        ),
        (
            "[mon, tue, wed, thu, fri]",
            "[]",
            "policy.yaml:4: error: calendar.working_days is an empty list -> write [mon, tue, wed, thu, fri]",
        ),
        (
            '"09:00-17:00"',
            "17:00-09:00",
            (
                'policy.yaml:5: error: calendar.hours is "17:00-09:00" -> '
                "let opening come before closing, which is at most 23:59"
            ),
        ),
        (
            '"09:00-17:00"',
            "09:00-24:00",
            (
                'policy.yaml:5: error: calendar.hours is "09:00-24:00" -> '
                'write the opening and the closing time: "09:00-17:00"'
            ),
        ),
        (
            "holidays: US",
            "holidays: US-XX",
            (
                "policy.yaml:6: error: calendar.holidays cannot be used -> "
                '"US-XX" is no known country or subdivision; write one such as US or DE-BY.'
            ),
        ),
        (
            "holidays: US",
            "closed: [2026-02-30]",
            (
                'policy.yaml:6: error: calendar.closed, item 1, is "2026-02-30", which is in no calendar -> '
                "write a date that exists"
            ),
        ),
        (
            "[3, 5]",
            "[5, 3]",
            (
                "policy.yaml:9: error: promises.resolution.business_days is the list [5, 3] -> "
                "write [2, 3]: two numbers of business days, the smaller first"
            ),
        ),
        (
            "every_business_days: 3",
            "every_business_days: 0",
            (
                "policy.yaml:10: error: promises.update.every_business_days is 0 -> "
                "write a whole number from 1 to 250, such as 3"
            ),
        ),
        (
            "confirmation: {business_days: [2, 3], source: service#2}",
            "confirmation: {business_days: [2, 3], source: service}",
            (
                'policy.yaml:8: error: promises.confirmation.source is "service" -> '
                "write a policy and the number of its section: customer-service#2"
            ),
        ),
        (
            "reminders: [2, 4]",
            "reminders: [4, 2]",
            "policy.yaml:11: error: house.reminders do not ascend -> write them as [2, 4]",
        ),
        (
            "waiting_closes: 7",
            "waiting_closes: 4",
            (
                "policy.yaml:11: error: house.reminders: the last one is due when the ticket is closed, after 4 days -> "
                "let every reminder come before waiting_closes"
            ),
        ),
        (
            "follow_up",
            "folow_up",
            'policy.yaml:11: error: "house.folow_up" is not a known key -> write "follow_up"',
        ),
        (
            "value: [5, 10]",
            "value: [10, 5]",
            (
                "policy.yaml:14: error: facts.refunds.processing_days.value is the list [10, 5] -> "
                "write two numbers, the smaller first: [5, 10]"
            ),
        ),
        (
            "value: USD",
            "value: true",
            (
                'policy.yaml:15: error: facts.payments.currency.value is "true" -> '
                "write what an answer can say: a number or a text"
            ),
        ),
        (
            "payments.currency:",
            "confirmation:",
            'policy.yaml:15: error: "confirmation" is the name of a promise -> name the fact otherwise',
        ),
        (
            "payments.currency:",
            "payments currency:",
            (
                'policy.yaml:15: error: no answer can quote a fact named "payments currency" -> '
                "use letters, digits, dots and underscores: returns.window_days"
            ),
        ),
    ],
)
def test_each_fault_is_told_with_its_line_and_mend(folder: Folder, old: str, new: str, finding: str) -> None:
    folder.change("policy.yaml", old, new)
    assert finding in findings(folder)


@pytest.mark.parametrize(
    ("peaks", "finding"),
    [
        (
            [
                "{name: Sale, from: 2026-11-27, to: 2026-12-31, extra_business_days: 2, notice: Busy.}",
                "{name: Xmas, from: 2026-12-31, to: 2027-01-02, extra_business_days: 1, notice: Busy.}",
            ],
            (
                'policy.yaml:18: error: the peak "Xmas" begins on 2026-12-31, before "Sale" is over on 2026-12-31 -> '
                "let no two peaks share a day"
            ),
        ),
        (
            ["{name: Sale, from: 2026-12-31, to: 2026-11-27, extra_business_days: 2, notice: Busy.}"],
            "policy.yaml:17: error: peaks[1].to is before peaks[1].from -> swap the dates",
        ),
        (
            ["{name: Sale, from: 2026-11-27, to: 2026-12-31, extra_business_days: -1, notice: Busy.}"],
            "policy.yaml:17: error: peaks[1].extra_business_days is -1 -> write a whole number from 0 to 250, such as 2",
        ),
        (
            ["{name: Sale, from: 2026-11-27, to: 2026-12-31, extra_business_days: 2}"],
            "policy.yaml:17: error: peaks[1].notice is missing -> add `notice:` with its value",
        ),
    ],
)
def test_each_fault_of_a_peak_is_told(folder: Folder, peaks: list[str], finding: str) -> None:
    with_peaks(folder, *peaks)
    assert findings(folder) == [finding]


def test_all_faults_are_told_in_one_run(folder: Folder) -> None:
    folder.change("policy.yaml", "[2, 3]", "two")
    folder.change("policy.yaml", "America/New_York", "Nowhere")
    folder.change("policy.yaml", "value: USD", "valu: USD")
    assert [finding.split(": ")[0] for finding in findings(folder)] == [
        "policy.yaml:3",
        "policy.yaml:8",
        "policy.yaml:15",
        "policy.yaml:15",
    ]


def test_a_missing_file_is_told(folder: Folder) -> None:
    folder.remove("policy.yaml")
    assert findings(folder) == [
        "policy.yaml: error: the file is missing -> add policy.yaml with the shop's calendar, promises and facts"
    ]


def test_an_empty_file_is_told(folder: Folder) -> None:
    folder.write("policy.yaml", "")
    assert findings(folder) == [
        "policy.yaml:1: error: the file is empty -> write names and values, as in `name: value`"
    ]


def with_peaks(folder: Folder, *peaks: str) -> None:
    text = (folder.path / "policy.yaml").read_text()
    folder.write("policy.yaml", text + "peaks:\n" + "".join(f"  - {peak}\n" for peak in peaks))
