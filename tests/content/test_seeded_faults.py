"""Does the check catch a fault, wherever it is seeded, and say where it is, what it is, and how to mend it?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from assistant.content.check import check, check_files
from assistant.content.files import read_folder
from assistant.content.folder import load
from assistant.core.knowledge import Knowledge
from tests.content.shop import CURRENCY, FILES, WINDOW, Folder

TODAY = date(2026, 11, 2)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """The folder without a fault, whose matcher serves wherever a fault leaves the phrasings alone."""
    return load(Folder(tmp_path_factory.mktemp("sound") / "knowledge").path)


WINDOW_FILE = "answers/returns/window.md"
TIMING_FILE = "answers/refunds/timing.md"
CURRENCY_FILE = "answers/payments/currency.md"
GREETING_FILE = "answers/chat/greeting.md"
SERVICE_FILE = "policies/service.md"
CANNED_FILE = "canned/refund-sent.md"
ANSWER = "You have **{{ returns.window_days }} days** to return an item."

Seed = Callable[[Folder], object]


@dataclass(frozen=True)
class Fault:
    """How a fault gets into the sound folder, and the one finding it must lead to."""

    seed: Seed
    place: str
    """File, and line where there is one."""
    says: str
    mend: str
    level: str = "error"


def change(file: str, old: str, new: str) -> Seed:
    return lambda folder: folder.change(file, old, new)


def write(file: str, text: str | bytes) -> Seed:
    return lambda folder: folder.write(file, text)


def answer(said: str) -> Seed:
    """The answer of the window, which begins in line 12."""
    return change(WINDOW_FILE, ANSWER, said)


def peaks(*lines: str) -> Seed:
    return change("policy.yaml", "facts:", "\n".join(("peaks:", *lines, "facts:")))


def a_folder_instead(file: str) -> Seed:
    def seed(folder: Folder) -> None:
        folder.remove(file)
        (folder.path / file).mkdir()

    return seed


def no_entries(folder: Folder) -> None:
    for name in FILES:
        if name.startswith("answers/"):
            folder.remove(name)
    (folder.path / "questions.yaml").unlink()


def not_grounded(line: int, figure: str, file: str = WINDOW_FILE, where: str = "not in service#1") -> dict[str, str]:
    return {
        "place": f"{file}:{line}",
        "says": f'"{figure}" is no fact and no promise of policy.yaml and {where}',
        "mend": "quote a fact, as in {{ returns.window_days }}, or correct the figure",
    }


UNREADABLE = {
    "a file in another encoding": Fault(
        write(WINDOW_FILE, WINDOW.encode().replace(b"an item", b"an it\xe9m")),
        f"{WINDOW_FILE}:12",
        "this is not valid UTF-8",
        "save the file with the encoding UTF-8",
    ),
    "a file in UTF-16": Fault(
        write("words.yaml", "synonyms: []\n".encode("utf-16")),
        "words.yaml:1",
        "this is not valid UTF-8",
        "save the file with the encoding UTF-8",
    ),
    "a control character in an answer": Fault(
        answer("One line.\n\nYou have \x00 time."),
        f"{WINDOW_FILE}:14",
        "there is an unprintable character",
        "delete the character",
    ),
    "a file of more than a megabyte": Fault(
        write(WINDOW_FILE, WINDOW + "x" * 100_000), WINDOW_FILE, "the file is larger than 100 kB", "split it"
    ),
    "a folder in the place of the policy": Fault(
        a_folder_instead("policy.yaml"),
        "policy.yaml",
        "this is a folder, where a file should be",
        "rename the folder, or move what is in it",
    ),
    "a folder in the place of an entry": Fault(
        a_folder_instead(WINDOW_FILE),
        WINDOW_FILE,
        "this is a folder, where a file should be",
        "rename the folder, or move what is in it",
    ),
    "no policy": Fault(
        lambda folder: folder.remove("policy.yaml"),
        "policy.yaml",
        "the file is missing",
        "add policy.yaml with the shop's calendar, promises and facts",
    ),
    "an empty policy": Fault(
        write("policy.yaml", ""), "policy.yaml:1", "the file is empty", "write names and values, as in `name: value`"
    ),
    "no entry at all": Fault(
        no_entries, "answers", "there is no entry", "add one: answers/returns/window.md"
    ),
}  # fmt: skip

YAML = {
    "a tab": Fault(
        change("policy.yaml", "  time_zone", "\ttime_zone"), "policy.yaml:3", "this is not YAML:", "use spaces, not tabs"
    ),
    "a tab in front matter": Fault(
        change(WINDOW_FILE, "  - return window", "\t- return window"),
        f"{WINDOW_FILE}:6",
        "this is not YAML:",
        "use spaces, not tabs",
    ),
    "a quote without its end": Fault(
        change("policy.yaml", '"09:00-17:00"', '"09:00-17:00'), "policy.yaml:5", "this is not YAML:", "close the quote"
    ),
    "a text with a colon": Fault(
        change(WINDOW_FILE, "  - return window", "  - one thing: the window"),
        f"{WINDOW_FILE}:6",
        "questions, item 3, is a mapping with one thing",
        'write a text; one that contains ": " goes in quotes',
    ),
    "a key written twice": Fault(
        change("policy.yaml", "  holidays: US", "  holidays: US\n  holidays: DE"),
        "policy.yaml:7",
        '"holidays" stands here a second time; the first is in line 6',
        "keep one of the two",
    ),
    "an anchor": Fault(
        change("policy.yaml", "holidays: US", "holidays: &home US"),
        "policy.yaml:6",
        "&home is a YAML anchor",
        'delete "&home"',
    ),
    "an alias": Fault(
        change("words.yaml", "[rose mist]", "[rose mist, *mist]"),
        "words.yaml:3",
        "*mist is a YAML alias",
        "write the value out in full",
    ),
    "a tag": Fault(
        change("policy.yaml", "holidays: US", "holidays: !!python/name:os.system US"),
        "policy.yaml:6",
        "!!python/name:os.system is a YAML tag",
        'delete "!!python/name:os.system"',
    ),
    "nesting without end": Fault(
        write("words.yaml", "synonyms: " + "[" * 60 + "]" * 60), "words.yaml:1", "this is nested too deeply", "write it flatter"
    ),
    "a second document": Fault(
        write("words.yaml", "synonyms: []\n---\nproducts: []\n"),
        "words.yaml:2",
        "a second YAML document begins here",
        'delete the line with "---"',
    ),
}  # fmt: skip

KEYS_AND_VALUES = {
    "an unknown key": Fault(
        change(WINDOW_FILE, "asks:", "handof: offer\nasks:"),
        f"{WINDOW_FILE}:10",
        '"handof" is not a known key',
        'write "handoff"',
    ),
    "an unknown key of the policy": Fault(
        change("policy.yaml", "  holidays: US", "  holidays: US\n  lunch: true"),
        "policy.yaml:7",
        '"calendar.lunch" is not a known key',
        "delete it; known here: time_zone, working_days, hours, holidays, closed",
    ),
    "a missing key": Fault(
        change(TIMING_FILE, "source: service#1\n", ""),
        f"{TIMING_FILE}:2",
        "source is missing",
        "add `source:` with its value",
    ),
    "a missing part of the policy": Fault(
        change("policy.yaml", "house: {follow_up: 5, reminders: [2, 4], waiting_closes: 7}\n", ""),
        "policy.yaml:1",
        "house is missing",
        "add `house:`, and below it names and values",
    ),
    "one text in the place of a list": Fault(
        change(CANNED_FILE, "[refunds]", "refunds"), f"{CANNED_FILE}:3", 'topics is "refunds"', "write a list:"
    ),
    "NO, which is a text": Fault(
        change(TIMING_FILE, "handoff: offer", "handoff: NO"),
        f"{TIMING_FILE}:10",
        'handoff is "NO"',
        "write never, offer or always",
    ),
    "17:00, which is no pair of times": Fault(
        change("policy.yaml", '"09:00-17:00"', "17:00"),
        "policy.yaml:5",
        'calendar.hours is "17:00"',
        'write the opening and the closing time: "09:00-17:00"',
    ),
    "closing before opening": Fault(
        change("policy.yaml", "09:00-17:00", "17:00-09:00"),
        "policy.yaml:5",
        'calendar.hours is "17:00-09:00"',
        "let opening come before closing",
    ),
    "a time zone that is none": Fault(
        change("policy.yaml", "America/New_York", "America/Newyork"),
        "policy.yaml:3",
        "calendar.time_zone cannot be used",
        '"America/Newyork" is no known time zone; write one such as America/New_York.',
    ),
    "holidays of nowhere": Fault(
        change("policy.yaml", "holidays: US", "holidays: XX"),
        "policy.yaml:6",
        "calendar.holidays cannot be used",
        '"XX" is no known country or subdivision; write one such as US or DE-BY.',
    ),
    "a weekday that is none": Fault(
        change("policy.yaml", "[mon, tue, wed, thu, fri]", "[mon, tues]"),
        "policy.yaml:4",
        'calendar.working_days, item 2, is "tues"',
        "write mon, tue, wed, thu, fri, sat or sun",
    ),
    "a date in no calendar": Fault(
        change("policy.yaml", "  holidays: US", "  closed: [2026-02-30]"),
        "policy.yaml:6",
        'calendar.closed, item 1, is "2026-02-30", which is in no calendar',
        "write a date that exists",
    ),
    "a promise with its larger number first": Fault(
        change("policy.yaml", "[2, 3]", "[3, 2]"),
        "policy.yaml:8",
        "promises.confirmation.business_days is the list [3, 2]",
        "write [2, 3]: two numbers of business days, the smaller first",
    ),
    "a range that descends": Fault(
        change("policy.yaml", "[5, 10]", "[10, 5]"),
        "policy.yaml:14",
        "facts.refunds.processing_days.value is the list [10, 5]",
        "write two numbers, the smaller first: [5, 10]",
    ),
    "a fact no answer can name": Fault(
        change("policy.yaml", "payments.currency:", "payments-currency: {value: 1}\n  payments.currency:"),
        "policy.yaml:15",
        'no answer can quote a fact named "payments-currency"',
        "use letters, digits, dots and underscores: returns.window_days",
    ),
    "a peak that ends before it begins": Fault(
        peaks("  - {name: Sale, from: 2026-12-01, to: 2026-11-30, extra_business_days: 2, notice: Busy.}"),
        "policy.yaml:13",
        "peaks[1].to is before peaks[1].from",
        "swap the dates",
    ),
    "peaks that overlap by a day": Fault(
        peaks(
            "  - {name: Sale, from: 2026-11-27, to: 2026-11-30, extra_business_days: 2, notice: Busy.}",
            "  - {name: Gifts, from: 2026-11-30, to: 2026-12-31, extra_business_days: 2, notice: Busy.}",
        ),
        "policy.yaml:14",
        'the peak "Gifts" begins on 2026-11-30, before "Sale" is over on 2026-11-30',
        "let no two peaks share a day",
    ),
    "a review on no day": Fault(
        change(WINDOW_FILE, "asks:", "review_by: 30.06.2027\nasks:"),
        f"{WINDOW_FILE}:10",
        'review_by is "30.06.2027"',
        "write a date as 2026-12-24",
    ),
    "an unknown field to ask for": Fault(
        change(WINDOW_FILE, "[order_number]", "[ordernumber]"),
        f"{WINDOW_FILE}:10",
        'asks, item 1, is "ordernumber"',
        "write name, email, phone, order_number,",
    ),
    "text and turns together": Fault(
        write("questions.yaml", "- {text: hello, turns: [hello, return window], entry: none}\n"),
        "questions.yaml:1",
        "question 1.text and turns are both given",
        "write text or turns",
    ),
}

FRONT_MATTER_AND_SECTIONS = {
    "no front matter": Fault(
        write(WINDOW_FILE, "You have time.\n"),
        f"{WINDOW_FILE}:1",
        "there is no front matter",
        'begin the file with "---", the settings, and "---" again',
    ),
    "front matter without an end": Fault(
        change(WINDOW_FILE, "[order_number]\n---\n", "[order_number]\n"),
        f"{WINDOW_FILE}:1",
        "the front matter has no end",
        'put a line "---" between the settings and the text',
    ),
    "no answer": Fault(
        answer(""), f"{WINDOW_FILE}:12", "there is no answer", "write what the assistant says below the front matter"
    ),
    "a comment that shoppers would see": Fault(
        answer("Wait.\n<!-- ask Ann -->"),
        f"{WINDOW_FILE}:13",
        "shoppers would see this comment",
        "delete it, or write <!-- not stated --> on a line of its own",
    ),
    "a second part without words": Fault(
        answer(f"{ANSWER}\n\n<!-- not stated -->"),
        f"{WINDOW_FILE}:14",
        "nothing follows <!-- not stated -->",
        "write what to say while the figure is missing",
    ),
    "a section without a number": Fault(
        lambda folder: folder.write(SERVICE_FILE, FILES[SERVICE_FILE] + "\n## Also\n\nMore.\n"),
        f"{SERVICE_FILE}:15",
        'the heading "Also" has no number',
        "write it as ## 4. When you hear from us",
    ),
    "two sections of one number": Fault(
        lambda folder: folder.write(SERVICE_FILE, FILES[SERVICE_FILE] + "\n## 2. Also\n\nMore.\n"),
        f"{SERVICE_FILE}:15",
        "there are two sections 2",
        "give every section its own number",
    ),
    "a placeholder in a policy": Fault(
        change(SERVICE_FILE, "How we help.", "We help within {{ update }}."),
        f"{SERVICE_FILE}:3",
        "placeholders are not filled in here",
        "write the figure itself",
    ),
}  # fmt: skip

REFERENCES = {
    "an id that differs by case alone": Fault(
        write("answers/returns/Window.md", WINDOW),
        "answers/returns/Window.md",
        "the name of this file cannot be part of a link",
        "use small letters, digits and hyphens",
    ),
    "a question of two entries": Fault(
        change(TIMING_FILE, "  - refund how long", "  - Return  window?"),
        f"{WINDOW_FILE}:6",
        f'the question "return window" stands in {TIMING_FILE}:5 already',
        "keep it where it belongs",
    ),
    "a dead related entry": Fault(
        change(WINDOW_FILE, "[refunds/timing]", "[refunds/timng]"),
        f"{WINDOW_FILE}:9",
        'related names "refunds/timng", which is no entry',
        'write "refunds/timing"',
    ),
    "an entry related to itself": Fault(
        change(WINDOW_FILE, "[refunds/timing]", "[returns/window]"),
        f"{WINDOW_FILE}:9",
        "related names the entry itself",
        "delete it",
    ),
    "a dead section": Fault(
        change(WINDOW_FILE, "source: service#1", "source: service#7"),
        f"{WINDOW_FILE}:8",
        "the source service#7 names a section that does not exist",
        "cite one of #1, #2",
    ),
    "a dead policy": Fault(
        change(WINDOW_FILE, "source: service#1", "source: shipping#1"),
        f"{WINDOW_FILE}:8",
        "the source shipping#1 names a policy that is not in policies/ (there: service)",
        "add policies/shipping.md, or cite another policy",
    ),
    "a dead source of small talk": Fault(
        change(GREETING_FILE, "handoff: never", "handoff: never\nsource: service#7"),
        f"{GREETING_FILE}:8",
        "the source service#7 names a section that does not exist",
        "cite one of #1, #2",
    ),
    "a dead source of a fact": Fault(
        change("policy.yaml", "value: USD, source: service#1", "value: USD, source: service#7"),
        "policy.yaml:15",
        "the source service#7 names a section that does not exist",
        "cite one of #1, #2",
    ),
    "a dead placeholder": Fault(
        answer("Wait.\n\n{{ returns.windw_days }} days."),
        f"{WINDOW_FILE}:14",
        "{{ returns.windw_days }} is no fact and no promise of policy.yaml",
        'write "returns.window_days"',
    ),
    "a dead placeholder of a canned reply": Fault(
        change(CANNED_FILE, "{{ refunds.processing_days }}", "{{ refunds.days }}"),
        f"{CANNED_FILE}:5",
        "{{ refunds.days }} is no fact and no promise of policy.yaml",
        "add the fact to policy.yaml, or correct the name",
    ),
    "a dead link to a section": Fault(
        answer("See [ours](/policies/service#9)."),
        f"{WINDOW_FILE}:12",
        "the link /policies/service#9 leads nowhere",
        "correct it, or delete the link",
    ),
    "a dead link to an answer": Fault(
        answer("See [there](/help/refunds/timin)."),
        f"{WINDOW_FILE}:12",
        "the link /help/refunds/timin leads nowhere",
        'write "refunds/timing"',
    ),
    "an expectation of an unknown entry": Fault(
        write("questions.yaml", "- {text: hello, entry: chat/greeting}\n- {text: hm, entry: returns/windw}\n"),
        "questions.yaml:2",
        '"returns/windw" is no entry',
        'write "returns/window"',
    ),
}

FIGURES = {
    "a figure in digits": Fault(answer("You have **45 days**."), **not_grounded(12, "45 days")),
    "a figure in words": Fault(answer("Wait.\n\nYou have forty-five days."), **not_grounded(14, "forty-five days")),
    "a range": Fault(answer("It takes 3\N{EN DASH}10 days."), **not_grounded(12, "3\N{EN DASH}10 days")),
    "a range in words": Fault(answer("Between 3 and 10 days."), **not_grounded(12, "3 to 10 days")),
    "a figure grown onto its unit": Fault(answer("We have a 45-day window."), **not_grounded(12, "45-day")),
    "another unit": Fault(answer("You have 60 weeks."), **not_grounded(12, "60 weeks")),
    "business days that are days": Fault(
        answer("{{ refunds.processing_days }} business days."), **not_grounded(12, "5-10 business days")
    ),
    "money": Fault(answer("It costs $60."), **not_grounded(12, "$60")),
    "a percentage": Fault(answer("You get 60% back."), **not_grounded(12, "60%")),
    "round the clock": Fault(answer("We are there 24/7."), **not_grounded(12, "24/7")),
    "a date": Fault(answer("Until December 24th."), **not_grounded(12, "December 24th")),
    "a time of day": Fault(answer("From 9 am on."), **not_grounded(12, "9 am")),
    "the third day": Fault(answer("On the third business day of it, or on the fourth day."), **not_grounded(12, "fourth day")),
    "a hidden figure": Fault(answer("You have _4_&#53; days."), **not_grounded(12, "45 days")),
    "a figure in the second part": Fault(
        answer(f"{ANSWER}\n\n<!-- not stated -->\nAbout 14 days."), **not_grounded(15, "14 days")
    ),
    "a figure of a canned reply": Fault(
        change(CANNED_FILE, "{{ refunds.processing_days }} days", "2 weeks"),
        **not_grounded(5, "2 weeks", CANNED_FILE, "in no policy"),
    ),
    "a figure where nothing is cited": Fault(
        change(GREETING_FILE, "Hello! What", "Hello! We have 400 creams. What"),
        f"{GREETING_FILE}:9",
        '"400" is no fact and no promise of policy.yaml (and no section is cited)',
        "quote a fact",
    ),
    "a fact its section does not state": Fault(
        change("policy.yaml", "value: USD", "value: EUR"),
        "policy.yaml:15",
        'service#1 does not say "EUR", the value of payments.currency',
        "correct the value here, or the text there",
    ),
    "a section that says another figure than the fact": Fault(
        change(SERVICE_FILE, "60 days", "45 days"),
        "policy.yaml:13",
        'service#1 does not say "60", the value of returns.window_days',
        "correct the value here, or the text there",
    ),
    "a promise its section does not state": Fault(
        change("policy.yaml", "[3, 5]", "[3, 6]"),
        "policy.yaml:9",
        'service#2 does not say "3-6 business days", the resolution that is promised here',
        "correct the number here, or the text there",
    ),
    "a section that promises days, not business days": Fault(
        change(SERVICE_FILE, "2-3 business days", "2-3 days"),
        "policy.yaml:8",
        'service#2 does not say "2-3 business days", the confirmation that is promised here',
        "correct the number here, or the text there",
    ),
}  # fmt: skip

FOUND = {
    "an expectation that finds another entry": Fault(
        write("questions.yaml", "- {text: return window, entry: refunds/timing}\n"),
        "questions.yaml:1",
        '"return window" should find refunds/timing, but is answered with returns/window',
        "add a phrasing like it to the entry it belongs to, or correct the expectation",
    ),
    "an expectation that must find nothing": Fault(
        write("questions.yaml", "- {text: hello, entry: chat/greeting}\n- {text: return window, entry: none}\n"),
        "questions.yaml:2",
        '"return window" should find none, but is answered with returns/window',
        "add a phrasing like it to the entry it belongs to, or correct the expectation",
    ),
    "an entry too thin": Fault(
        change(GREETING_FILE, "  - hello\n", ""),
        f"{GREETING_FILE}:3",
        "there are only two questions: too thin to be found",
        "add questions, worded as differently as shoppers do",
        "warning",
    ),
    "twins": Fault(
        change(TIMING_FILE, "  - refund how long", "  - refund how long\n  - whats your return policy"),
        f"{WINDOW_FILE}:5",
        "so like refunds/timing that this question could be one of its own: "
        '"what is your return policy" (there: "whats your return policy")',
        "use words that only this one is asked with, or make one entry of the two",
        "warning",
    ),
}

SECOND_LOOKS = {
    "a passed review": Fault(
        change(WINDOW_FILE, "asks:", "review_by: 2026-11-01\nasks:"),
        f"{WINDOW_FILE}:10",
        "review_by, 2026-11-01, has passed",
        "read it again, then set a later date",
    ),
    "an unfilled fact": Fault(
        change("policy.yaml", "value: USD, source: service#1", "value: null"),
        "policy.yaml:15",
        "payments.currency is not filled in: where an answer quotes it, the assistant says it is not stated",
        "write its value, once there is one",
    ),
    "a policy that is named but not given": Fault(
        answer("See our Shipping Policy."),
        f"{WINDOW_FILE}:12",
        "the Shipping Policy is named here, but not given",
        "add policies/shipping.md, in numbered sections",
    ),
    "business days that only a policy names": Fault(
        change(SERVICE_FILE, "How we help.", "How we help.\n\n## 3. Steps\n\nWe begin within 4 business days."),
        f"{SERVICE_FILE}:7",
        '"4 business days" is no promise and no fact of policy.yaml',
        "correct it here or in policy.yaml",
    ),
    "a canned reply for no topic": Fault(
        change(CANNED_FILE, "[refunds]", "[refunds, refnds]"),
        f"{CANNED_FILE}:3",
        'the topic "refnds" has no entries, so the reply is never offered for it',
        "name a folder of answers/",
    ),
    "a file in an unknown place": Fault(
        write("answers/window.md", WINDOW),
        "answers/window.md",
        "this file is not read",
        "put entries into a folder for their topic: answers/returns/window.md",
    ),
    "a slip in a folder's name": Fault(
        write("answer/returns/more.md", WINDOW),
        "answer/returns/more.md",
        "this file is not read",
        'is it meant to be "answers/returns/more.md"?',
    ),
    "HTML": Fault(
        answer("You have <b>time</b>."),
        f"{WINDOW_FILE}:12",
        "shoppers would read <b> as it stands here, because HTML is not carried out",
        "use Markdown, as in **bold** or [text](https://...)",
    ),
    "a picture": Fault(
        answer("Look:\n\n![a parcel](https://shop.example/parcel.png)"),
        f"{WINDOW_FILE}:14",
        "pictures are not shown",
        "delete it, or link to a page that shows it",
    ),
    "a link to a file": Fault(
        answer("See [refunds](../refunds/timing.md)."),
        f"{WINDOW_FILE}:12",
        'the link to "../refunds/timing.md" leads to no page',
        "write it in full, https://..., or as /policies/<name>#<section> or /help/<topic>/<entry>",
    ),
    "a second part that is never said": Fault(
        answer("You have time.\n\n<!-- not stated -->\nAsk us."),
        f"{WINDOW_FILE}:15",
        "what follows <!-- not stated --> is never said, because the answer above it quotes no fact",
        "quote the fact, or delete this part",
    ),
}

FAULTS = {
    **UNREADABLE, **YAML, **KEYS_AND_VALUES, **FRONT_MATTER_AND_SECTIONS, **REFERENCES, **FIGURES, **FOUND,
    **{name: Fault(one.seed, one.place, one.says, one.mend, "warning") for name, one in SECOND_LOOKS.items()},
}  # fmt: skip


# Faults that bring others with them: what is cited or held to a text is gone with it, and each place is told.
BRING_OTHERS = {
    "no entry at all",
    "no front matter",
    "front matter without an end",
    "HTML",
    "a promise its section does not state",
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_seeded_fault_is_told_at_its_place_with_what_is_wrong_and_how_to_mend_it(
    folder: Folder, sound: Knowledge, name: str
) -> None:
    fault = FAULTS[name]
    fault.seed(folder)
    findings = check_files(read_folder(folder.path), today=TODAY, before=sound)
    caught = [
        finding
        for finding in findings
        if str(finding).startswith(f"{fault.place}: {fault.level}: {fault.says}") and fault.mend in finding.mend
    ]
    assert len(caught) == 1, findings
    assert len(findings) == 1 or name in BRING_OTHERS, findings


def test_fifteen_faults_are_all_told_in_one_run(folder: Folder) -> None:
    folder.change("policy.yaml", "America/New_York", "America/Newyork")
    folder.change("policy.yaml", "waiting_closes: 7", "waiting_closes: seven")
    folder.change("policy.yaml", "value: USD", "value: EUR")
    folder.change(WINDOW_FILE, "[refunds/timing]", "[refunds/timng]")
    folder.change(WINDOW_FILE, "asks:", "review_by: 2026-11-01\nhandof: offer\nasks:")
    folder.change(WINDOW_FILE, ANSWER, "{{ returns.windw }} days, or 45 days, or [see](/policies/service#9).")
    folder.change(TIMING_FILE, "  - refund how long", "  - return window")
    folder.change(CURRENCY_FILE, "source: service#1", "source: service#7")
    folder.change(CANNED_FILE, "[refunds]", "[refnds]")
    folder.change("words.yaml", "[rose mist]", "rose mist")
    folder.write("questions.yaml", "- {text: hm, entry: returns/windw}\n- {text: hm}\n")
    folder.write("languages/de/words.yaml", b"synonyms: \xff")
    folder.write("notes.txt", "x")
    assert [finding.split(" -> ")[0].split(": ", 2)[0] for finding in folder.shown(TODAY)] == [
        "answers/payments/currency.md:8",
        "answers/returns/window.md:6",
        "answers/returns/window.md:9",
        "answers/returns/window.md:10",
        "answers/returns/window.md:11",
        "answers/returns/window.md:14",
        "answers/returns/window.md:14",
        "answers/returns/window.md:14",
        "canned/refund-sent.md:3",
        "languages/de/words.yaml:1",
        "notes.txt",
        "policy.yaml:3",
        "policy.yaml:11",
        "policy.yaml:15",
        "questions.yaml:1",
        "questions.yaml:2",
        "words.yaml:3",
    ]


SOUND = {
    "line ends of Windows": [write(name, text.replace("\n", "\r\n")) for name, text in FILES.items()],
    "a byte order mark": [write(name, "\ufeff" + text) for name, text in FILES.items()],
    "no line end at the end": [write(name, text.rstrip()) for name, text in FILES.items()],
    "an empty folder for a topic": [lambda folder: (folder.path / "answers/orders").mkdir()],
    "hidden files and backups": [write(".git/config", b"\xff"), write(f"{WINDOW_FILE}~", "x"), write("README.md", "x")],
    "NO and 17:00 as texts": [change("policy.yaml", "  payments", "  shop.door: {value: NO}\n  shop.till: {value: 17:00}\n  payments")],
    "numbers that count, head and lead on": [
        answer("## 3 things\n\n1. This.\n2. That, as in step 1 and section 2.\n\nSee [section 40](/policies/service#2).")
    ],
    "numbers in names": [answer("COVID-19, 3D Secure and SPF50 change nothing on the 1st.")],
    "the same figure in other words": [
        answer("Sixty days, a 60-day window. Between five and ten days, 10 days at most, sixty (60) days.")
    ],
    "an entry like one of another language": [write("languages/de/answers/returns/window.md", WINDOW)],
    "a fact that answers state with its currency": [
        change("policy.yaml", "  payments", '  shipping.cost: {value: "USD 4.90"}\n  payments'),
        answer("It costs $4.90."),
    ],
    "the second part of a fact that is there": [
        write(CURRENCY_FILE, CURRENCY + "\n<!-- not stated -->\nOur team can tell you.\n")
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_what_is_no_fault_raises_no_alarm(folder: Folder, sound: Knowledge, name: str) -> None:
    for seed in SOUND[name]:
        seed(folder)
    assert check_files(read_folder(folder.path), today=TODAY, before=sound) == []


def test_a_broken_fact_hides_no_dead_placeholder_and_raises_no_doubt_about_figures(folder: Folder) -> None:
    folder.change("policy.yaml", "{value: 60,", "{value: [60],")
    folder.change(TIMING_FILE, "{{ refunds.processing_days }}", "{{ refunds.processing }}")
    folder.change(WINDOW_FILE, ANSWER, "You have 45 days.")
    assert [finding.split(" -> ")[0] for finding in folder.shown(TODAY)] == [
        f"{TIMING_FILE}:12: error: {{{{ refunds.processing }}}} is no fact and no promise of policy.yaml",
        "policy.yaml:13: error: facts.returns.window_days.value is the list [60]",
    ]


def test_a_bomb_of_aliases_is_refused_at_once(folder: Folder) -> None:
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40))
    folder.write("words.yaml", f"a0: &a0 [x]\n{levels}synonyms: *a39\n")
    shown = folder.shown(TODAY)
    assert 'words.yaml:1: error: &a0 is a YAML anchor -> delete "&a0"' in shown
    assert "words.yaml:41: error: *a39 is a YAML alias -> write the value out in full" in shown


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [str(finding) for finding in check(tmp_path / "nowhere")] == [
        ".: error: there is no such folder -> name the folder that holds policy.yaml"
    ]
