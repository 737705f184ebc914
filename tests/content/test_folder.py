import pytest

from assistant.content import folder as folders
from assistant.content.errors import KnowledgeErrors
from assistant.content.files import read_folder
from assistant.core.policy import SectionRef
from tests.content.shop import FILES, WINDOW, Folder


def findings(folder: Folder) -> list[str]:
    return [str(finding) for finding in folders.read(folder.path).findings]


def test_a_folder_becomes_a_snapshot(folder: Folder) -> None:
    knowledge = folders.load(folder.path)
    assert sorted(knowledge.entries) == [
        "chat/greeting",
        "payments/currency",
        "refunds/dispute",
        "refunds/timing",
        "returns/window",
    ]
    entry = knowledge.entries["returns/window"]
    assert entry.title == "How long do I have to return something?"
    assert entry.questions[2] == "return window"
    assert entry.source == SectionRef("service", "1")
    assert (entry.kind, entry.handoff, entry.related, entry.asks) == (
        "general",
        "offer",
        ("refunds/timing",),
        ("order_number",),
    )
    assert knowledge.speak(entry).text == "You have **60 days** to return an item."
    assert knowledge.matcher.rank("return window")[0].id == "returns/window"
    policy = knowledge.policies["service"]
    assert (policy.title, policy.intro) == ("Service policy", "How we help.")
    section = knowledge.cited(SectionRef("service", "2"))
    assert section and section.title == "When you hear from us" and section.text.startswith("We confirm within")
    assert knowledge.words.synonyms == (("refund", "reimbursement"),)
    assert knowledge.words.abbreviations == {"pls": "please"}
    assert [reply.text for reply in knowledge.canned] == ["Your refund is on its way. It takes 5-10 days."]


def test_an_entry_with_a_missing_fact_says_its_second_part(folder: Folder) -> None:
    folder.change("policy.yaml", "value: USD, source: service#1", "value: null")
    folder.change(
        "answers/payments/currency.md",
        "You pay in {{ payments.currency }}.",
        "You pay in {{ payments.currency }}.\n\n<!-- not stated -->\nOur team can tell you.",
    )
    knowledge = folders.load(folder.path)
    spoken = knowledge.speak(knowledge.entries["payments/currency"])
    assert (spoken.text, spoken.stated) == ("Our team can tell you.", False)


def test_a_canned_reply_with_a_missing_fact_is_not_offered(folder: Folder) -> None:
    folder.change("policy.yaml", "value: [5, 10], source: service#1", "value: null")
    assert folders.load(folder.path).canned == ()


def test_the_fingerprint_follows_the_content_and_nothing_else(folder: Folder) -> None:
    before = folders.load(folder.path).fingerprint
    folder.write("answers/returns/window.md", WINDOW)
    assert folders.load(folder.path).fingerprint == before
    folder.write("answers/returns/window.md", WINDOW + "\nReally.")
    assert folders.load(folder.path).fingerprint != before


def test_line_ends_and_marks_of_other_systems_are_fine(folder: Folder) -> None:
    folder.write("answers/returns/window.md", b"\xef\xbb\xbf" + WINDOW.replace("\n", "\r\n").encode())
    assert folders.load(folder.path).entries["returns/window"].answer == (
        "You have **{{ returns.window_days }} days** to return an item."
    )


def test_hidden_files_and_editors_leftovers_are_left_alone(folder: Folder) -> None:
    for name in (".DS_Store", "answers/returns/.window.md.swp", "answers/returns/window.md~", "policy.yaml.bak"):
        folder.write(name, b"\xff")
    folder.write("README.md", "For us.")
    assert findings(folder) == []


def test_a_dead_related_entry_does_not_stop_a_folder_that_parses(folder: Folder) -> None:
    folder.change("answers/returns/window.md", "[refunds/timing]", "[refunds/timing, returns/start]")
    assert folders.load(folder.path).entries["returns/window"].related == ("refunds/timing",)


def test_a_missing_folder_is_told(folder: Folder) -> None:
    with pytest.raises(KnowledgeErrors, match="there is no such folder"):
        folders.load(folder.path / "elsewhere")


def test_every_problem_of_every_file_is_raised_at_once(folder: Folder) -> None:
    folder.write("answers/returns/window.md", "no front matter")
    folder.write("words.yaml", "synonym: []\n")
    with pytest.raises(KnowledgeErrors) as broken:
        folders.load(folder.path)
    assert [finding.file for finding in broken.value.findings] == ["answers/returns/window.md", "words.yaml"]


@pytest.mark.parametrize(
    ("name", "finding"),
    [
        (
            "answers/stray.md",
            (
                "answers/stray.md: warning: this file is not read -> "
                "put entries into a folder for their topic: answers/returns/window.md"
            ),
        ),
        (
            "answers/returns/note.txt",
            'answers/returns/note.txt: warning: this file is not read -> let its name end in ".md", or move it elsewhere',
        ),
        (
            "word.yaml",
            (
                "word.yaml: warning: this file is not read -> "
                'is it meant to be "words.yaml"? Otherwise move it elsewhere'
            ),
        ),
        (
            "notes.txt",
            (
                "notes.txt: warning: this file is not read -> "
                "look for a slip in its name, or move it elsewhere; docs/editors.md lists the files"
            ),
        ),
        (
            "answers/returns/My Entry.md",
            (
                "answers/returns/My Entry.md: error: the name of this file cannot be part of a link -> "
                "use small letters, digits and hyphens"
            ),
        ),
    ],
)
def test_a_file_in_the_wrong_place_is_told(folder: Folder, name: str, finding: str) -> None:
    folder.write(name, "text")
    assert findings(folder) == [finding]


def test_a_file_that_is_not_utf_8_is_told_with_its_line(folder: Folder) -> None:
    folder.write("answers/returns/window.md", WINDOW.encode().replace(b"return policy", b"r\xe9turn policy"))
    assert findings(folder) == [
        "answers/returns/window.md:5: error: this is not valid UTF-8 -> save the file with the encoding UTF-8"
    ]


def test_a_huge_file_is_refused_unread(folder: Folder) -> None:
    folder.write("answers/returns/window.md", b"x" * 1_000_001)
    assert findings(folder) == ["answers/returns/window.md: error: the file is larger than 100 kB -> split it"]


def test_a_further_language_is_read_for_its_faults_and_not_served(folder: Folder) -> None:
    folder.write("languages/de/answers/returns/window.md", WINDOW.replace("source: service#1", "sorce: service#1"))
    folder.write("languages/de/words.yaml", "products: [Rosenspray]\n")
    assert findings(folder) == [
        "languages/de/answers/returns/window.md:2: error: source is missing -> add `source:` with its value",
        'languages/de/answers/returns/window.md:8: error: "sorce" is not a known key -> write "source"',
    ]
    folder.remove("languages/de/answers/returns/window.md")
    assert folders.load(folder.path).words.products == ("rose mist",)


ENTRY = "answers/returns/window.md"


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        (ENTRY, "title: How", "titel: How", f"{ENTRY}:2: error: title is missing -> add `title:` with its value"),
        (ENTRY, "title: How", "titel: How", f'{ENTRY}:2: error: "titel" is not a known key -> write "title"'),
        (ENTRY, "---\ntitle", "title", (f'{ENTRY}:1: error: there is no front matter -> begin the file with "---", '
         'the settings, and "---" again')),
        (ENTRY, "---\nYou", "You", (f'{ENTRY}:1: error: the front matter has no end -> put a line "---" between '
         "the settings and the text")),
        (ENTRY, "  - return window", "  - 60?", (f"{ENTRY}:6: error: questions, item 3, has no letters -> "
         "write it as a shopper types it")),
        (ENTRY, "  - return window", "  - help: my return", (f"{ENTRY}:6: error: questions, item 3, is a mapping with "
         'help -> write a text; one that contains ": " goes in quotes')),
        (ENTRY, "asks: [order_number]", "asks: [shoe_size]", (f'{ENTRY}:10: error: asks, item 1, is "shoe_size" -> '
         "write name, email, phone, order_number, product, sku or details")),
        (ENTRY, "asks: [order_number]", "kind: urgent", (f'{ENTRY}:10: error: kind is "urgent" -> '
         "write general or complex")),
        (ENTRY, "asks: [order_number]", "handoff: no", (f'{ENTRY}:10: error: handoff is "no" -> '
         "write never, offer or always")),
        (ENTRY, "asks: [order_number]", "review_by: next year", (f'{ENTRY}:10: error: review_by is "next year" -> '
         "write a date as 2026-12-24")),
        (ENTRY, "source: service#1", "source: service", (f'{ENTRY}:8: error: source is "service" -> '
         "write a policy and the number of its section: customer-service#2")),
        (ENTRY, "[refunds/timing]", "refunds/timing", (f'{ENTRY}:9: error: related is "refunds/timing" -> '
         "write a list: [returns/start, refunds/timing]")),
        (ENTRY, "You have **{{ returns.window_days }} days** to return an item.\n", "", (f"{ENTRY}:12: error: "
         "there is no answer -> write what the assistant says below the front matter")),
        (ENTRY, "You have", "<!-- to do -->\nYou have", (f"{ENTRY}:12: error: shoppers would see this comment -> "
         "delete it, or write <!-- not stated --> on a line of its own")),
        (ENTRY, "an item.\n", "an item.\n\n<!-- not stated -->\n", (f"{ENTRY}:14: error: "
         "nothing follows <!-- not stated --> -> write what to say while the figure is missing")),
        ("policies/service.md", "## 2. When", "## When", ('policies/service.md:10: error: '
         'the heading "When you hear from us" has no number -> write it as ## 4. When you hear from us')),
        ("policies/service.md", FILES["policies/service.md"], "All is well.\n", ("policies/service.md:1: error: "
         "there are no sections -> write numbered headings: ## 1. What we stand for")),
        ("policies/service.md", "## 2. When", "## 1. When", ("policies/service.md:10: error: "
         "there are two sections 1 -> give every section its own number")),
        ("policies/service.md", "Payments in USD", "Payments in {{ payments.currency }}", ("policies/service.md:8: "
         "error: placeholders are not filled in here -> write the figure itself")),
        ("canned/refund-sent.md", "title:", "tilte:", ('canned/refund-sent.md:2: error: "tilte" is not a known key -> '
         'write "title"')),
        ("words.yaml", "[refund, reimbursement]", "[refund]", ("words.yaml:1: error: synonyms, item 1, is too short -> "
         "write [refund, money back]")),
        ("words.yaml", "{pls: please}", "[pls]", ("words.yaml:2: error: abbreviations is the list [\"pls\"] -> "
         "write pairs: {pls: please}")),
        ("questions.yaml", "entry: none", "entry: nothing", ('questions.yaml:2: error: question 2.entry is "nothing" '
         "-> write the id of an entry, such as returns/window, or none")),
        ("questions.yaml", ", entry: none", "", ("questions.yaml:2: error: question 2.entry and entries are both "
         "missing -> write entry or entries")),
        ("questions.yaml", "entry: none", "entry: none, turns: [a, b]", ("questions.yaml:2: error: question 2.text and "
         "turns are both given -> write text or turns")),
    ],
)  # fmt: skip
def test_each_fault_is_told_with_its_line_and_mend(folder: Folder, file: str, old: str, new: str, finding: str) -> None:
    folder.change(file, old, new)
    assert finding in findings(folder)


def test_files_with_changes_are_the_folder_as_it_would_be(folder: Folder) -> None:
    files = read_folder(folder.path)
    after = files.with_changes({"words.yaml": None, "answers/chat/bye.md": b"new", "questions.yaml": b"- [\n"})
    assert set(after.contents) == {*FILES, "answers/chat/bye.md"} - {"words.yaml"}
    assert after.contents["questions.yaml"] == b"- [\n"
    assert set(files.contents) == set(FILES)
    assert after.fingerprint != files.fingerprint


def test_a_change_that_is_too_large_is_a_finding_until_it_is_small_again(folder: Folder) -> None:
    files = read_folder(folder.path).with_changes({"questions.yaml": b"#" * 1_000_001})
    assert [str(one) for one in files.findings] == [
        "questions.yaml: error: the file is larger than 1,000 kB -> split it"
    ]
    assert files.with_changes({"questions.yaml": b""}).findings == ()
