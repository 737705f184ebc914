"""One history of the folder, whatever wrote to it: recorded once, page by page, compared line by line."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from assistant.core.errors import Malformed, NotFound
from assistant.services.knowledge import history as knowledge_history
from assistant.services.knowledge.lines import Line, compared, counted
from assistant.store.database import Database
from tests.content.shop import FILES, WINDOW
from tests.services.knowledge import BEST, BETTER, CURRENCY_FILE, TIMING_FILE, WINDOW_FILE, Editors


def test_the_first_look_records_the_folder_as_it_stands(editors: Editors) -> None:
    assert editors.look_outside() == len(FILES)
    assert {one.file: one.text for one in editors.versions(None)} == FILES
    assert {(one.number, one.by.kind, one.removed) for one in editors.versions(None)} == {(1, "file", 0)}
    assert editors.look_outside() == 0


def test_changes_new_files_and_deletions_by_a_text_editor_are_recorded_once(editors: Editors) -> None:
    editors.look_outside()
    editors.folder.write(WINDOW_FILE, BETTER)
    editors.folder.write("canned/hello.md", "---\ntitle: Hello\n---\nHello!\n")
    editors.folder.remove(CURRENCY_FILE)
    assert editors.look_outside() == 3
    assert editors.look_outside() == 0
    assert [one.text for one in editors.versions()] == [WINDOW, BETTER]
    assert editors.versions(CURRENCY_FILE)[-1].text is None
    assert editors.versions("canned/hello.md")[-1].at == editors.at.replace(minute=editors.at.minute - 1)


def test_a_save_from_the_room_is_not_recorded_a_second_time(editors: Editors) -> None:
    editors.look_outside()
    editors.write(WINDOW_FILE, BETTER)
    assert editors.look_outside() == 0
    assert editors.writers() == ["file", "Eda"]


def test_a_folder_that_cannot_be_read_is_not_taken_for_an_empty_one(editors_here: Editors) -> None:
    editors_here.look_outside()
    for file in FILES:
        (editors_here.folder.path / file).rename(editors_here.folder.path.parent / file.replace("/", "-"))
    (editors_here.folder.path / "answers/returns/window.md").symlink_to("/dev/null")
    deep = editors_here.folder.path / "languages"
    for number in range(5_001):
        (deep / str(number)).parent.mkdir(exist_ok=True)
        (deep / str(number)).touch()
    assert editors_here.look_outside() == 0


def test_a_file_that_grew_too_large_is_not_taken_for_deleted(editors_here: Editors) -> None:
    editors_here.look_outside()
    editors_here.folder.write(WINDOW_FILE, b"x" * 1_000_001)
    assert editors_here.look_outside() == 0


def test_bytes_that_are_no_text_are_kept_as_far_as_they_can_be(editors: Editors) -> None:
    editors.folder.write(WINDOW_FILE, b"caf\xe9 \0 \r\n")
    editors.look_outside()
    assert editors.versions()[-1].text == "caf\N{REPLACEMENT CHARACTER} \N{REPLACEMENT CHARACTER} \n"
    assert editors.look_outside() == 0


def test_several_who_look_at_once_record_a_change_once(editors: Editors) -> None:
    others = [Database(editors.desk.db.url) for _ in range(2)]
    desks = [editors.desk, *(replace(editors.desk, db=database) for database in others)]
    with ThreadPoolExecutor(3) as looking:
        for text in (WINDOW, BETTER, BEST):
            editors.folder.write(WINDOW_FILE, text)
            found = [
                looking.submit(knowledge_history.record_outside, desk, editors.folder.path, editors.at)
                for desk in desks
            ]
            assert sum(one.result(30) > 0 for one in found) == 1
    for database in others:
        database.close()
    assert [(one.number, one.text) for one in editors.versions()] == [(1, WINDOW), (2, BETTER), (3, BEST)]
    assert len(editors.versions(None)) == len(FILES) + 2


LOOKING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from assistant.services.desk import Desk
from assistant.services.knowledge.history import record_outside
from assistant.store.database import Database
desk = Desk(Database(sys.argv[1]), lambda: None, "http://shop.test")
print("ready", flush=True)
sys.stdin.readline()
record_outside(desk, Path(sys.argv[2]), datetime.now(UTC))
desk.db.close()
"""


def test_several_processes_record_the_folder_once(editors: Editors) -> None:
    command = [sys.executable, "-c", LOOKING, editors.desk.db.url, str(editors.folder.path)]
    looking = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for each in looking:
        assert each.stdout and each.stdout.readline() == "ready\n"
    ended = [each.communicate("go\n", timeout=60) for each in looking]
    assert [told for _, told in ended] == ["", ""]
    assert len(editors.versions(None)) == len(FILES)


def test_the_history_is_read_page_by_page_and_file_by_file(editors: Editors) -> None:
    editors.look_outside()
    editors.save(editors.change(WINDOW_FILE, BETTER), note="Shorter")
    editors.write(CURRENCY_FILE, None)
    first = knowledge_history.history(editors.desk, None, None, 2)
    assert [(one["file"], one["deleted"]) for one in first["versions"]] == [(CURRENCY_FILE, True), (WINDOW_FILE, False)]
    assert first["versions"][1] == {
        "id": first["versions"][1]["id"],
        "file": WINDOW_FILE,
        "at": first["versions"][1]["at"],
        "by": {"kind": "user", "name": "Eda"},
        "note": "Shorter",
        "deleted": False,
        "added": 1,
        "removed": 1,
    }
    seen, cursor = list(first["versions"]), first["next"]
    while cursor:
        page = knowledge_history.history(editors.desk, None, cursor, 4)
        seen, cursor = seen + page["versions"], page["next"]
    assert len({one["id"] for one in seen}) == len(seen) == len(FILES) + 2
    alone = knowledge_history.history(editors.desk, WINDOW_FILE, None, 50)
    assert [one["by"]["kind"] for one in alone["versions"]] == ["user", "file"]
    assert knowledge_history.history(editors.desk, "no/such.md", None, 50) == {"versions": [], "next": None}
    with pytest.raises(Malformed):
        knowledge_history.history(editors.desk, None, "first", 50)


def test_a_version_shows_what_it_changed(editors: Editors) -> None:
    saved = editors.write(WINDOW_FILE, BETTER)
    shown = knowledge_history.version(editors.desk, str(saved.versions[0]))
    assert (shown["file"], shown["text"], shown["before"]) == (WINDOW_FILE, BETTER, WINDOW)
    assert [line for line in shown["diff"] if line["kind"] != "same"] == [
        {"kind": "removed", "text": "You have **{{ returns.window_days }} days** to return an item."},
        {"kind": "added", "text": "You have **{{ returns.window_days }} days** for a return."},
    ]
    deleted = editors.save(editors.change(CURRENCY_FILE, None), editors.change(TIMING_FILE, editors.text(TIMING_FILE)))
    gone = knowledge_history.version(editors.desk, str(deleted.versions[0]))
    assert gone["text"] is None and {line["kind"] for line in gone["diff"]} == {"removed"}
    for unknown in ("0", "-1", "first", "9" * 30, "1 or 1", "\N{SUPERSCRIPT TWO}"):
        with pytest.raises(NotFound):
            knowledge_history.version(editors.desk, unknown)


@pytest.mark.parametrize(
    ("before", "after", "read"),
    [
        (None, "a\nb\n", "+a +b"),
        ("a\nb\n", None, "-a -b"),
        ("a\nb\nc\n", "a\nx\nc\n", " a -b +x  c"),
        ("a\n", "a\n", " a"),
        ("a", "a\n", " a"),
        ("", "", ""),
        ("a\n\n", "a\n", " a -"),
    ],
)
def test_lines_are_compared_as_people_read_them(before: str | None, after: str | None, read: str) -> None:
    signs = {"same": " ", "added": "+", "removed": "-"}
    lines = compared(before, after)
    assert " ".join(signs[line.kind] + line.text for line in lines) == read
    assert counted(before, after) == (read.count("+"), read.count("-"))


def test_long_texts_that_differ_everywhere_are_compared_in_no_time() -> None:
    before = "".join(f"{number % 100}\n" for number in range(100_000))
    after = "".join(f"{number % 99}\n" for number in range(100_000))
    began = time.monotonic()
    lines = compared(before, after)
    assert time.monotonic() - began < 5
    assert lines[0] == Line("same", "0") and Line("added", "0") in lines
