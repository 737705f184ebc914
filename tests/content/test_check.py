from datetime import date

import pytest

from assistant.content import folder as folders
from assistant.content.check import check_file, check_files, contradictions
from assistant.content.files import read_folder
from tests.content.shop import FILES, WINDOW, Folder

WINDOW_FILE = "answers/returns/window.md"
TIMING_FILE = "answers/refunds/timing.md"
SERVICE_FILE = "policies/service.md"


def refused(folder: Folder) -> list[str]:
    """The errors that keep a folder whose files all parse from being served."""
    draft = folders.read(folder.path)
    assert draft.errors() == []
    return [str(finding) for finding in sorted(contradictions(draft))]


def test_a_folder_without_fault_has_no_findings(folder: Folder) -> None:
    assert folder.shown(date(2026, 11, 2)) == []


def test_a_folder_in_memory_is_checked_like_one_on_disk(folder: Folder) -> None:
    files = read_folder(folder.path).with_changes({WINDOW_FILE: None})
    found = [str(finding) for finding in check_files(files)]
    folder.remove(WINDOW_FILE)
    assert found == folder.shown()
    assert found[0].startswith('questions.yaml:1: error: "returns/window" is no entry')


def test_one_file_is_checked_against_the_others_of_its_folder(folder: Folder) -> None:
    broken = WINDOW.replace("{{ returns.window_days }}", "30").replace("refunds/timing", "refunds/timming")
    files = read_folder(folder.path).with_changes({WINDOW_FILE: broken.encode(), TIMING_FILE: b"broken"})
    assert [finding.message for finding in check_file(WINDOW_FILE, files)] == [
        'related names "refunds/timming", which is no entry',
        '"30 days" is no fact and no promise of policy.yaml and not in service#1',
    ]


def test_a_dead_related_entry_is_an_error(folder: Folder) -> None:
    folder.change(WINDOW_FILE, "[refunds/timing]", "[refund/timing]")
    assert refused(folder) == [
        f'{WINDOW_FILE}:9: error: related names "refund/timing", which is no entry -> write "refunds/timing"'
    ]


@pytest.mark.parametrize(
    ("source", "finding"),
    [
        ("service#7", "the source service#7 names a section that does not exist -> cite one of #1, #2"),
        (
            "shipping#1",
            (
                "the source shipping#1 names a policy that is not in policies/ (there: service) -> "
                "add policies/shipping.md, or cite another policy"
            ),
        ),
    ],
)
def test_a_dead_source_is_an_error(folder: Folder, source: str, finding: str) -> None:
    folder.change(WINDOW_FILE, "source: service#1", f"source: {source}")
    assert refused(folder) == [f"{WINDOW_FILE}:8: error: {finding}"]


def test_a_dead_source_of_a_fact_or_promise_is_an_error(folder: Folder) -> None:
    folder.change("policy.yaml", "60, source: service#1", "60, source: service#9")
    folder.change("policy.yaml", "days: 3, source: service#2", "days: 3, source: service#8")
    assert refused(folder) == [
        "policy.yaml:10: error: the source service#8 names a section that does not exist -> cite one of #1, #2",
        "policy.yaml:13: error: the source service#9 names a section that does not exist -> cite one of #1, #2",
    ]


@pytest.mark.parametrize(
    ("written", "finding"),
    [
        (
            "{{ returns.windw_days }}",
            '{{ returns.windw_days }} is no fact and no promise of policy.yaml -> write "returns.window_days"',
        ),
        (
            "{{ shipping.cost }}",
            (
                "{{ shipping.cost }} is no fact and no promise of policy.yaml -> "
                "add the fact to policy.yaml, or correct the name"
            ),
        ),
        (
            "{{ returns-window }}",
            "there are braces that are no placeholder -> write it as {{ returns.window_days }}, on one line",
        ),
    ],
)
def test_a_dead_placeholder_is_an_error(folder: Folder, written: str, finding: str) -> None:
    folder.change(WINDOW_FILE, "You have", f"Some words.\n\n{written}\n\nYou have")
    folder.change("canned/refund-sent.md", "{{ refunds.processing_days }}", written)
    assert refused(folder) == [
        f"{WINDOW_FILE}:14: error: {finding}",
        f"canned/refund-sent.md:5: error: {finding}",
    ]


def test_a_dead_link_to_a_policy_is_an_error(folder: Folder) -> None:
    folder.change(WINDOW_FILE, "You have", "See [ours](/policies/service#2) or [that](/policies/service#5). You have")
    assert refused(folder) == [
        f"{WINDOW_FILE}:12: error: the link /policies/service#5 leads nowhere -> correct it, or delete the link"
    ]


@pytest.mark.parametrize("again", ["return window", "  Return  WINDOW?!  "])
def test_a_question_that_two_entries_claim_is_an_error(folder: Folder, again: str) -> None:
    folder.change(TIMING_FILE, "  - refund how long", f'  - "{again}"')
    assert refused(folder) == [
        (
            f'{WINDOW_FILE}:6: error: the question "return window" stands in {TIMING_FILE}:5 already -> '
            "keep it where it belongs"
        )
    ]


def test_an_empty_folder_of_answers_is_an_error(folder: Folder) -> None:
    for name in FILES:
        if name.startswith("answers/"):
            folder.remove(name)
    assert refused(folder) == ["answers: error: there is no entry -> add one: answers/returns/window.md"]


@pytest.mark.parametrize(
    ("said", "figure"),
    [
        ("You have **30 days**.", "30 days"),
        ("You have thirty days.", "thirty days"),
        ("You have {{ returns.window_days }} business days.", "60 business days"),
        ("It takes 3-10 days.", "3-10 days"),
        ("We are there 24/7.", "24/7"),
        ("Send it for $4.90.", "$4.90"),
    ],
)
def test_a_figure_in_an_answer_that_stands_nowhere_is_an_error(folder: Folder, said: str, figure: str) -> None:
    folder.change(WINDOW_FILE, "You have **{{ returns.window_days }} days** to return an item.", f"Hello.\n\n{said}")
    assert refused(folder) == [
        (
            f'{WINDOW_FILE}:14: error: "{figure}" is no fact and no promise of policy.yaml and not in service#1 -> '
            "quote a fact, as in {{ returns.window_days }}, or correct the figure"
        )
    ]


@pytest.mark.parametrize(
    "said",
    [
        "You have 60 days, or sixty days.",
        "It takes 5-10 days, 10 days at most.",
        "A confirmation comes within 2-3 business days, an update every {{ update }}.",
        "1. First this.\n2. Then that, as in section 2.\n\nSee [section 30](/policies/service#2).",
        "### 7 things\n\nAll in USD.",
    ],
)
def test_figures_that_stand_somewhere_are_fine(folder: Folder, said: str) -> None:
    folder.change(WINDOW_FILE, "You have **{{ returns.window_days }} days** to return an item.", said)
    assert refused(folder) == []


def test_the_second_part_of_an_answer_and_canned_replies_are_held_to_the_same(folder: Folder) -> None:
    folder.write(WINDOW_FILE, WINDOW + "\n<!-- not stated -->\nAbout 14 days.\n")
    folder.change("canned/refund-sent.md", "It takes {{ refunds.processing_days }} days.", "It takes 2 weeks.")
    assert [finding.split(" ->")[0] for finding in refused(folder)] == [
        f'{WINDOW_FILE}:15: error: "14 days" is no fact and no promise of policy.yaml and not in service#1',
        'canned/refund-sent.md:5: error: "2 weeks" is no fact and no promise of policy.yaml and in no policy',
    ]


def test_a_fact_that_differs_from_its_section_is_an_error(folder: Folder) -> None:
    folder.change("policy.yaml", "value: 60", "value: 45")
    folder.change("policy.yaml", "[5, 10]", "[5, 12]")
    folder.change("policy.yaml", "value: USD", "value: EUR")
    assert refused(folder) == [
        (
            'policy.yaml:13: error: service#1 does not say "45", the value of returns.window_days -> '
            "correct the value here, or the text there"
        ),
        (
            'policy.yaml:14: error: service#1 does not say "5-12", the value of refunds.processing_days -> '
            "correct the value here, or the text there"
        ),
        (
            'policy.yaml:15: error: service#1 does not say "EUR", the value of payments.currency -> '
            "correct the value here, or the text there"
        ),
    ]


def test_a_text_that_differs_from_its_fact_is_an_error(folder: Folder) -> None:
    folder.change(SERVICE_FILE, "60 days", "45 days")
    assert refused(folder) == [
        (
            'policy.yaml:13: error: service#1 does not say "60", the value of returns.window_days -> '
            "correct the value here, or the text there"
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("[2, 3]", "[1, 3]", 'policy.yaml:8: error: service#2 does not say "1-3 business days", the confirmation'),
        ("[3, 5]", "[3, 6]", 'policy.yaml:9: error: service#2 does not say "3-6 business days", the resolution'),
        ("days: 3,", "days: 4,", 'policy.yaml:10: error: service#2 does not say "4 business days", the update'),
    ],
)
def test_a_promise_that_differs_from_its_section_is_an_error(folder: Folder, old: str, new: str, finding: str) -> None:
    folder.change("policy.yaml", old, new)
    assert refused(folder) == [f"{finding} that is promised here -> correct the number here, or the text there"]


def test_a_promise_in_calendar_days_is_not_one_in_business_days(folder: Folder) -> None:
    folder.change(SERVICE_FILE, "2-3 business days", "2-3 days")
    assert [finding.split(":")[1] for finding in refused(folder)] == ["8"]


def test_a_fact_without_a_source_needs_no_text(folder: Folder) -> None:
    folder.change("policy.yaml", "60, source: service#1", "30")
    assert refused(folder) == []


def test_failed_expectations_are_errors_of_the_check_alone(folder: Folder) -> None:
    folder.write(
        "questions.yaml",
        "- {text: return window, entry: refunds/timing}\n"
        "- {text: return window, entry: none}\n"
        "- {text: return window, entry: returns/windw}\n"
        "- {text: hello, entry: returns/window}\n"
        "- {turns: [hello, return window], entry: returns/window}\n",
    )
    assert [finding.split(" -> ")[0] for finding in folder.shown()] == [
        'questions.yaml:1: error: "return window" should find refunds/timing, but is answered with returns/window',
        'questions.yaml:2: error: "return window" should find none, but is answered with returns/window',
        'questions.yaml:3: error: "returns/windw" is no entry',
        'questions.yaml:4: error: "hello" should find returns/window, but is answered with chat/greeting',
    ]
    assert refused(folder) == []


def test_entries_too_alike_are_a_warning(folder: Folder) -> None:
    folder.write(
        "answers/returns/period.md",
        WINDOW.replace("how long do i have to send it back", "how long do i have for sending it back")
        .replace("what is your return policy", "what's the policy on returns")
        .replace("return window", "window of return")
        .replace("can i still return this after a month", "may i still return it after a month"),
    )
    assert any(
        finding.startswith(("answers/returns/period.md:", WINDOW_FILE))
        and "so like returns/" in finding
        and '" (there: "' in finding
        and finding.endswith("use words that only this one is asked with, or make one entry of the two")
        for finding in folder.shown()
    )


def test_a_single_question_nearly_the_same_as_anothers_is_a_warning(folder: Folder) -> None:
    folder.change(TIMING_FILE, "  - refund how long", "  - refund how long\n  - whats your return policy")
    assert folder.shown() == [
        (
            f"{WINDOW_FILE}:5: warning: so like refunds/timing that this question could be one of its own: "
            '"what is your return policy" (there: "whats your return policy") -> '
            "use words that only this one is asked with, or make one entry of the two"
        )
    ]


def test_an_entry_too_thin_to_be_found_is_a_warning(folder: Folder) -> None:
    folder.change("answers/chat/greeting.md", "  - hello\n  - hi there\n", "")
    assert folder.shown() == [
        (
            "answers/chat/greeting.md:3: warning: there is only one question: too thin to be found -> "
            "add questions, worded as differently as shoppers do"
        )
    ]


def test_an_entry_is_due_for_review_the_day_after(folder: Folder) -> None:
    folder.change(WINDOW_FILE, "asks:", "review_by: 2027-06-30\nasks:")
    assert folder.shown(date(2027, 6, 30)) == []
    assert folder.shown(date(2027, 7, 1)) == [
        f"{WINDOW_FILE}:10: warning: review_by, 2027-06-30, has passed -> read it again, then set a later date"
    ]


def test_an_unfilled_fact_is_a_warning(folder: Folder) -> None:
    folder.change("policy.yaml", "value: USD, source: service#1", "value: null")
    assert folder.shown() == [
        (
            "policy.yaml:15: warning: payments.currency is not filled in: where an answer quotes it, the assistant says it "
            "is not stated -> write its value, once there is one"
        )
    ]


def test_a_policy_that_is_named_but_not_given_is_a_warning(folder: Folder) -> None:
    folder.change(
        SERVICE_FILE, "- Payments in USD.", "- Payments in USD; see our Privacy\nPolicy and this Service Policy."
    )
    folder.change(WINDOW_FILE, "You have", "The Privacy Policy tells more. You have")
    assert folder.shown() == [
        (
            f"{SERVICE_FILE}:8: warning: the Privacy Policy is named here, but not given (and named in 1 more places) -> "
            "add policies/privacy.md, in numbered sections"
        )
    ]


def test_business_days_that_only_a_policy_text_names_are_a_warning(folder: Folder) -> None:
    folder.change(SERVICE_FILE, "How we help.", "How we help.\n\n## 3. Steps\n\nWe begin within 4 business days.")
    assert folder.shown() == [
        (
            f'{SERVICE_FILE}:7: warning: "4 business days" is no promise and no fact of policy.yaml -> '
            "correct it here or in policy.yaml"
        )
    ]


def test_a_canned_reply_for_no_topic_is_a_warning(folder: Folder) -> None:
    folder.change("canned/refund-sent.md", "[refunds]", "[refunds, refnds]")
    assert folder.shown() == [
        (
            'canned/refund-sent.md:3: warning: the topic "refnds" has no entries, so the reply is never offered for it -> '
            "name a folder of answers/"
        )
    ]


def test_everything_is_told_in_one_run_and_always_in_the_same_order(folder: Folder) -> None:
    folder.change("policy.yaml", "value: 60", "value: 45")
    folder.change(WINDOW_FILE, "source: service#1", "source: service#9")
    folder.change(WINDOW_FILE, "[refunds/timing]", "[nowhere/to-go]")
    folder.write("answers/chat/greeting.md", "---\ntitle: Hello\n---\nHello")
    folder.write("words.yaml", "synonyms: refund\n")
    shown = folder.shown()
    assert shown == folder.shown()
    assert [finding.split(": ")[0] for finding in shown] == [
        "answers/chat/greeting.md:2",
        "answers/returns/window.md:8",
        "answers/returns/window.md:9",
        "policy.yaml:13",
        "words.yaml:1",
    ]
