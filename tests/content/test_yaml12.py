import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.content.errors import Faults
from assistant.content.nodes import Items, Pairs, Scalar
from assistant.content.plain_yaml import parse_plain
from assistant.content.whole_yaml import parse_any
from assistant.content.yaml12 import parse

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


def parsed(text: str) -> tuple[object, list[str]]:
    faults = Faults("some.yaml")
    return parse(text, faults), [str(finding) for finding in faults.findings]


@pytest.mark.parametrize("written", ["NO", "17:00", "2026-12-24", "on", "1_000", "0o17", "1e3", "=", "<<"])
def test_what_older_yaml_takes_for_something_else_stays_text(written: str) -> None:
    tree, findings = parsed(f"key: {written}\n")
    assert isinstance(tree, Pairs) and findings == []
    value = tree.values["key"]
    assert isinstance(value, Scalar) and value.text == written and not value.is_null


def test_null_is_plain_and_a_quoted_null_is_a_text() -> None:
    tree, _ = parsed("[~, null, 'null', '']\n")
    assert isinstance(tree, Items)
    assert [item.is_null for item in tree.items if isinstance(item, Scalar)] == [True, True, False, False]


def test_a_name_that_stands_twice_is_told_with_both_lines() -> None:
    assert parsed("a: 1\nb: 2\na: 3\n")[1] == [
        'some.yaml:3: error: "a" stands here a second time; the first is in line 1 -> keep one of the two'
    ]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("a: &x 1\nb: 2\n", 'some.yaml:1: error: &x is a YAML anchor -> delete "&x"'),
        ("a: 1\nb: *x\n", "some.yaml:2: error: *x is a YAML alias -> write the value out in full"),
        (
            "a: !!python/object:os.system 1\n",
            ('some.yaml:1: error: !!python/object:os.system is a YAML tag -> delete "!!python/object:os.system"'),
        ),
        (
            "a: 1\n---\nb: 2\n",
            'some.yaml:2: error: a second YAML document begins here -> delete the line with "---"',
        ),
        (
            "? [a, b]\n: 1\n",
            "some.yaml:1: error: a list or mapping stands in the place of a name -> write a name and a colon",
        ),
        (
            "a:\n\tb: 1\n",
            (
                "some.yaml:2: error: this is not YAML: found character '\\t' that cannot start any token -> "
                "use spaces, not tabs"
            ),
        ),
        (
            "a: help: me\n",
            (
                "some.yaml:1: error: this is not YAML: mapping values are not allowed here -> "
                'put a text that contains ": " in quotes'
            ),
        ),
        (
            "a: 'never closed\n",
            "some.yaml:1: error: this is not YAML: found unexpected end of stream -> close the quote or bracket",
        ),
        ("a: 1\nb: \x07\n", "some.yaml:2: error: there is an unprintable character -> delete the character"),
        (
            'a: "\\UFFFFFFFF"\n',
            "some.yaml:1: error: this is not YAML -> look for a stray quote, backslash or %-line",
        ),
    ],
)
def test_what_is_refused_is_told_with_its_line_and_mend(text: str, finding: str) -> None:
    assert parsed(text)[1] == [finding]


def test_an_alias_bomb_is_refused_and_never_unfolded() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    tree, findings = parsed(bomb)
    assert isinstance(tree, Pairs) and len(findings) == 9 + 16


@pytest.mark.parametrize(
    "hostile", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000, "a:\n" * 3 + " " * 99]
)
def test_deep_nesting_ends_in_a_finding_and_quickly(hostile: str) -> None:
    began = time.process_time()
    _, findings = parsed(hostile)
    assert findings
    assert time.process_time() - began < 5


@given(st.text(alphabet=st.sampled_from(list("ab:-[]{}#&*!|>%@`'\"\\ \n\t\0\x85\u2028\ufeff0~?,é")), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    tree, findings = parsed(text)
    assert findings or tree is None or isinstance(tree, Scalar | Items | Pairs)


@pytest.mark.parametrize(
    "plain",
    [
        "title: How long?\nquestions:\n  - return policy\n  - it's 3, isn't it\n\nrelated: [a/b, c/d]\nsource: service#1\n",
        '- {text: "where, is: it #1", entry: none}\n- {turns: [a, "b, c"], entries: [x/y, z/w]}  # both\n',
        "facts:\n  a.b: {value: null, source: x#1} # said\n  c: [5, 10]\n# done\nempty: []\n",
        "- 17\n- a - b\n-   c # d\n",
    ],
)
def test_plain_files_are_read_without_the_whole_parser_and_like_it(plain: str) -> None:
    faults = Faults("some.yaml")
    assert parse_plain(plain, 4) == parse_any(plain, faults, 4) != None
    assert faults.findings == []


def test_the_shipped_files_are_nearly_all_plain() -> None:
    files = list(KNOWLEDGE.rglob("*.yaml"))
    fronts = [file.read_text().split("---\n")[1] for file in KNOWLEDGE.glob("answers/*/*.md")]
    texts = [*fronts, *(file.read_text() for file in files)]
    assert sum(parse_plain(text, 1) is None for text in texts) < 0.1 * len(texts)
    for text in texts:
        plain = parse_plain(text, 1)
        assert plain is None or plain == parse_any(text, Faults("some.yaml"), 1)


_PIECES = [
    "a",
    "b c",
    "it's",
    "service#1",
    ": ",
    ":",
    " ",
    "  ",
    "- ",
    "-",
    "\n",
    "\n  ",
    "\n- ",
    "\n  - ",
    "[",
    "]",
    ", ",
    "{",
    "}",
]
_PIECES += [
    '"',
    "#",
    " # x",
    "&a",
    "*",
    "!",
    "|",
    ">",
    "%",
    "?",
    "\\",
    "null",
    "~",
    "1",
    "\t",
    "é",
    "\x85",
    "\u2028",
    "---",
    "key: ",
    "x: y",
]


@settings(max_examples=600)
@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_what_is_read_as_plain_is_what_the_whole_parser_reads(text: str) -> None:
    plain = parse_plain(text, 1)
    if plain is not None:
        faults = Faults("some.yaml")
        assert plain == parse_any(text, faults, 1)
        assert faults.findings == []
