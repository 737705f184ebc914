"""A change in the knowledge room: all or nothing, nobody's words lost, and on record with who, when and why."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.core.errors import Conflict, Invalid, NotFound, TooLarge, Unavailable
from assistant.services.knowledge import room as knowledge_room
from assistant.services.knowledge.files import hash_of
from assistant.services.knowledge.room import Change, ChangedUnderneath, CheckFailed
from assistant.store import knowledge_files
from assistant.store.knowledge_files import Exchange
from tests.content.shop import CURRENCY, POLICY, TIMING, WINDOW
from tests.services.knowledge import BEST, BETTER, CURRENCY_FILE, TIMING_FILE, WINDOW_FILE, Editors

WRAPPING = """\
---
title: Do you wrap presents?
questions:
  - can you wrap it as a present
  - gift wrapping
  - do you have nice paper and a ribbon
source: service#1
---
We do.
"""


def test_a_saved_answer_is_in_use_and_on_record_when_the_save_returns(editors: Editors) -> None:
    saved = editors.save(editors.change(WINDOW_FILE, BETTER), note="Shorter")
    assert editors.says() == "You have **60 days** for a return."
    assert saved.hashes == {WINDOW_FILE: hash_of(BETTER.encode())}
    before, after = editors.versions()
    assert (before.number, before.text, before.by.kind, before.by.name) == (1, WINDOW, "file", None)
    assert (after.number, after.text, after.by.name, after.note) == (2, BETTER, "Eda", "Shorter")
    assert (after.added, after.removed, after.at) == (1, 1, editors.at)
    assert saved.versions == [after.id]


def test_of_two_who_started_from_the_same_text_the_second_is_shown_the_firsts(editors: Editors) -> None:
    mine, yours = editors.change(WINDOW_FILE, BETTER), editors.change(WINDOW_FILE, BEST)
    editors.save(mine, by=editors.eda)
    when = editors.at
    with pytest.raises(ChangedUnderneath) as refused:
        editors.save(yours, by=editors.bo)
    assert refused.value.fields == {WINDOW_FILE: "Eda has saved it meanwhile."}
    [theirs] = refused.value.theirs
    assert (theirs.text, theirs.hash, theirs.saved_by, theirs.saved_at) == (
        BETTER,
        hash_of(BETTER.encode()),
        "Eda",
        when,
    )
    editors.save(Change(WINDOW_FILE, BEST, theirs.hash), by=editors.bo)
    assert [one.text for one in editors.versions()] == [WINDOW, BETTER, BEST]
    assert editors.writers() == ["file", "Eda", "Bo"]


def test_of_several_saves_at_the_same_moment_one_wins_and_none_is_lost(editors: Editors) -> None:
    texts = [WINDOW.replace("an item", f"item {letter}") for letter in "abcd"]
    changes = [editors.change(WINDOW_FILE, text) for text in texts]
    together = threading.Barrier(4)

    def save(change: Change) -> str:
        together.wait(10)
        try:
            editors.save(change)
        except ChangedUnderneath as refused:
            return str(refused.theirs[0].text)
        return "saved"

    with ThreadPoolExecutor(4) as saving:
        told = [each.result(60) for each in [saving.submit(save, change) for change in changes]]
    assert told.count("saved") == 1
    winner = editors.text()
    assert winner == texts[told.index("saved")]
    assert set(told) == {"saved", winner}
    assert [one.text for one in editors.versions()] == [WINDOW, winner]


@pytest.mark.parametrize("moment", ["judged", "exchange"])
def test_what_a_text_editor_saves_in_between_is_not_written_over(editors: Editors, moment: str) -> None:
    def interrupt(work: Callable[..., Any], *args: Any) -> Any:
        if work.__name__ == moment:
            editors.folder.write(WINDOW_FILE, BEST)
        return work(*args)

    change = editors.change(WINDOW_FILE, BETTER)
    editors.room = replace(editors.room, apart=interrupt, behind=interrupt)
    with pytest.raises(ChangedUnderneath) as refused:
        editors.save(change, editors.change(CURRENCY_FILE, CURRENCY.replace("You pay", "Pay")))
    assert [one.text for one in refused.value.theirs] == [BEST]
    assert (editors.text(), editors.text(CURRENCY_FILE)) == (BEST, CURRENCY)
    assert editors.look_outside() == len(editors.versions(None))
    assert [one.text for one in editors.versions()] == [BEST]


def test_what_a_text_editor_wrote_before_a_save_is_on_record_before_it(editors: Editors) -> None:
    editors.write(WINDOW_FILE, BETTER)
    editors.folder.write(WINDOW_FILE, BEST)
    editors.write(WINDOW_FILE, WINDOW)
    assert [one.text for one in editors.versions()] == [WINDOW, BETTER, BEST, WINDOW]
    assert editors.writers() == ["file", "Eda", "file", "Eda"]


def test_a_new_entry_begins_with_nothing_and_does_not_replace_one(editors: Editors) -> None:
    editors.save(Change("answers/orders/wrapping.md", WRAPPING))
    assert "orders/wrapping" in editors.room.live.current.entries
    [version] = editors.versions("answers/orders/wrapping.md")
    assert (version.number, version.removed) == (1, 0)
    with pytest.raises(ChangedUnderneath):
        editors.save(Change("answers/orders/wrapping.md", WRAPPING + "\nMore.\n"))


def test_a_deleted_entry_can_be_brought_back(editors: Editors) -> None:
    editors.write(CURRENCY_FILE, None)
    assert "payments/currency" not in editors.room.live.current.entries
    before, deleted = editors.versions(CURRENCY_FILE)
    assert (deleted.text, deleted.hash, deleted.added, deleted.removed) == (None, None, 0, 10)
    editors.save(Change(CURRENCY_FILE, before.text), revert_of=before.id)
    assert editors.text(CURRENCY_FILE) == CURRENCY
    back = editors.versions(CURRENCY_FILE)[-1]
    assert (back.number, back.revert_of, back.by.name) == (3, before.id, "Eda")
    assert "payments/currency" in editors.room.live.current.entries


def test_a_rename_is_two_changes_that_happen_together(editors: Editors) -> None:
    new = "answers/refunds/duration.md"
    leave, arrive = editors.change(TIMING_FILE, None), Change(new, TIMING)
    with pytest.raises(CheckFailed) as refused:
        editors.save(leave, arrive)
    assert [(one.file, one.message) for one in refused.value.findings if one.level == "error"] == [
        (WINDOW_FILE, 'related names "refunds/timing", which is no entry')
    ]
    assert editors.text(TIMING_FILE) == TIMING
    assert not (editors.folder.path / new).exists()
    seen = []
    editors.room.live.listen(lambda _, after: seen.append({TIMING_FILE, new} & set(after.contents)))
    follow = editors.change(WINDOW_FILE, WINDOW.replace("refunds/timing", "refunds/duration"))
    editors.save(leave, arrive, follow)
    assert seen == [{new}]
    assert editors.room.live.current.entries["returns/window"].related == ("refunds/duration",)


def test_a_save_with_new_errors_is_refused_with_all_findings_and_changes_nothing(editors: Editors) -> None:
    wrong = WINDOW.replace("title: How", "titel: How").replace("**{{ returns.window_days }} days**", "30 days")
    with pytest.raises(CheckFailed) as refused:
        editors.save(editors.change(WINDOW_FILE, wrong), editors.change(CURRENCY_FILE, CURRENCY + "\nOr not.\n"))
    assert [one.line for one in refused.value.findings if one.file == WINDOW_FILE and one.level == "error"] == [
        2,
        2,
        12,
    ]
    assert (editors.text(), editors.text(CURRENCY_FILE)) == (WINDOW, CURRENCY)
    assert editors.versions(None) == []
    assert editors.says() == "You have **60 days** to return an item."


def test_an_expectation_that_the_change_breaks_refuses_it_and_one_that_failed_before_does_not(editors: Editors) -> None:
    without = WINDOW.replace("  - how long do i have to send it back\n", "").replace(
        "  - what is your return", "  - who"
    )
    without = without.replace("  - return window\n", "").replace("can i still return this after", "late by")
    with pytest.raises(CheckFailed) as refused:
        editors.save(editors.change(WINDOW_FILE, without))
    assert [one.file for one in refused.value.findings if one.level == "error"] == ["questions.yaml"]
    editors.folder.write("questions.yaml", "# two lines\n\n- {text: hello, entry: returns/window}\n")
    saved = editors.write(WINDOW_FILE, BETTER)
    assert [one.line for one in saved.findings if one.level == "error"] == [3]
    assert editors.says() == "You have **60 days** for a return."


def test_a_folder_broken_by_hand_is_mended_file_by_file(editors: Editors) -> None:
    editors.folder.write("policy.yaml", "shop: [")
    editors.folder.change(CURRENCY_FILE, "{{ payments.currency }}", "{{ payments.curency }}")
    editors.room.live.poke()
    assert editors.room.live.problems
    saved = editors.write("policy.yaml", POLICY)
    # what the broken file had kept from sight is told, and is no reason to refuse the first step
    assert [one.file for one in saved.findings if one.level == "error"] == [CURRENCY_FILE]
    assert [one.file for one in editors.room.live.problems] == [CURRENCY_FILE]
    with pytest.raises(CheckFailed):
        editors.write(WINDOW_FILE, WINDOW.replace("{{ returns.window_days }}", "30"))
    editors.write(CURRENCY_FILE, CURRENCY)
    assert editors.room.live.problems == ()
    assert editors.writers(CURRENCY_FILE) == ["file", "Eda"]


def test_a_file_with_a_name_that_leads_nowhere_can_be_taken_away(editors: Editors) -> None:
    editors.folder.write("answers/returns/Wrong Name.md", WINDOW)
    editors.room.live.poke()
    assert editors.room.live.problems
    editors.write("answers/returns/Wrong Name.md", None)
    assert editors.room.live.problems == ()
    assert [one.text for one in editors.versions("answers/returns/Wrong Name.md")] == [WINDOW, None]


def test_what_says_the_same_already_is_no_version(editors: Editors) -> None:
    saved = editors.save(editors.change(WINDOW_FILE, WINDOW), editors.change(CURRENCY_FILE, CURRENCY + "\n"))
    assert list(saved.hashes) == [WINDOW_FILE, CURRENCY_FILE]
    assert len(saved.versions) == 1
    assert editors.versions() == []


def test_a_save_that_the_database_cannot_record_is_taken_back(editors: Editors) -> None:
    class Away:
        read = staticmethod(editors.desk.db.read)

        def write(self, _work: object) -> None:
            raise Unavailable("away")

    change, new = editors.change(WINDOW_FILE, BETTER), Change("canned/hello.md", "---\ntitle: Hello\n---\nHello!\n")
    here = editors.desk
    editors.desk = replace(here, db=Away())  # type: ignore[arg-type]
    with pytest.raises(Unavailable):
        editors.save(change, new)
    editors.desk = here
    assert editors.text() == WINDOW
    assert not (editors.folder.path / "canned/hello.md").exists()
    assert editors.versions(None) == []
    editors.save(change, new)
    assert editors.text() == BETTER


def test_what_a_crash_left_unrecorded_is_recorded_by_the_next_look(editors: Editors) -> None:
    editors.look_outside()
    knowledge_files.exchange(editors.folder.path, {WINDOW_FILE: Exchange(WINDOW.encode(), BETTER.encode())})
    assert editors.look_outside() == 1
    assert [one.text for one in editors.versions()] == [WINDOW, BETTER]
    assert editors.look_outside() == 0


def test_a_file_of_one_megabyte_is_saved_and_a_larger_one_is_refused(editors_here: Editors) -> None:
    line = "# a comment of sixty letters, so that it is soon a megabyte\n"
    words = editors_here.text("words.yaml")
    most = words + line * ((1_000_000 - len(words)) // len(line))
    editors_here.write("words.yaml", most)
    assert editors_here.text("words.yaml") == most
    assert editors_here.versions("words.yaml")[-1].added == most.count("\n") - words.count("\n")
    with pytest.raises(TooLarge, match="words.yaml would be larger than 1,000 kB"):
        editors_here.write("words.yaml", most + line)


HOSTILE = [
    "../outside.md",
    "/etc/passwd",
    "answers/../../outside.md",
    "answers/returns/../window.md",
    "answers//window.md",
    "answers/returns/window.md/",
    "answers/returns/.hidden.md",
    ".git/config",
    "answers/returns/win\0dow.md",
    "answers/returns/win\ndow.md",
    "answers\\returns\\window.md",
    "answers/returns/" + "w" * 101 + ".md",
    "languages/" + "x" * 300 + "/words.yaml",
    "README.md",
    "",
    ".",
    "..",
]


@pytest.mark.parametrize("file", [*HOSTILE, "notes.txt", "answers/Returns/window.md", "answers/window.md", "answers"])
def test_a_name_that_the_folder_has_no_place_for_is_refused(editors_here: Editors, file: str) -> None:
    with pytest.raises(Invalid) as refused:
        editors_here.save(Change(file, "text"))
    assert refused.value.fields
    assert sorted(path.name for path in editors_here.folder.path.parent.iterdir()) >= ["data", "knowledge"]


@pytest.mark.parametrize("file", [*HOSTILE, "answers/nothing/here.md"])
def test_what_is_not_in_the_folder_can_be_neither_opened_nor_deleted(editors_here: Editors, file: str) -> None:
    (editors_here.folder.path.parent / "outside.md").write_text("private")
    (editors_here.folder.path / "README.md").write_text("for people")
    with pytest.raises(NotFound):
        knowledge_room.open_file(editors_here.desk, editors_here.room, file)
    with pytest.raises(NotFound):
        editors_here.save(Change(file, None))


def test_a_link_that_leads_out_of_the_folder_is_not_followed(editors_here: Editors) -> None:
    outside = editors_here.folder.path.parent / "outside"
    outside.mkdir()
    (outside / "private.md").write_text(TIMING)
    (editors_here.folder.path / "answers/out").symlink_to(outside)
    (editors_here.folder.path / "answers/returns/loop.md").symlink_to("loop.md")
    editors_here.room.live.poke()
    for file in ("answers/out/private.md", "answers/returns/loop.md"):
        with pytest.raises(NotFound):
            knowledge_room.open_file(editors_here.desk, editors_here.room, file)
        with pytest.raises(NotFound):
            editors_here.save(Change(file, None, hash_of(TIMING.encode())))
        with pytest.raises(Invalid):
            editors_here.save(Change(file, BETTER, hash_of(TIMING.encode())))
    assert (outside / "private.md").read_text() == TIMING


@pytest.mark.parametrize("text", ["nul \0 here", "half \ud800 here"])
def test_what_is_no_text_is_refused(editors_here: Editors, text: str) -> None:
    with pytest.raises(Invalid):
        editors_here.write(WINDOW_FILE, text)


def test_a_file_keeps_its_mode_its_line_ends_and_its_beginning(editors_here: Editors) -> None:
    path = editors_here.folder.path / WINDOW_FILE
    path.write_bytes(b"\xef\xbb\xbf" + WINDOW.replace("\n", "\r\n").encode())
    path.chmod(0o664)
    opened = knowledge_room.open_file(editors_here.desk, editors_here.room, WINDOW_FILE)
    assert opened.text == WINDOW
    editors_here.save(Change(WINDOW_FILE, BETTER, opened.hash))
    assert path.read_bytes() == b"\xef\xbb\xbf" + BETTER.replace("\n", "\r\n").encode()
    assert path.stat().st_mode & 0o777 == 0o664


def test_a_new_file_is_as_open_as_the_folder_whatever_the_process_does_elsewhere(editors_here: Editors) -> None:
    editors_here.folder.path.chmod(0o755)
    before = os.umask(0o077)
    try:
        editors_here.save(Change("languages/de/words.yaml", "products: [rosenwasser]\n"))
    finally:
        os.umask(before)
    assert (editors_here.folder.path / "languages/de").stat().st_mode & 0o777 == 0o755
    assert (editors_here.folder.path / "languages/de/words.yaml").stat().st_mode & 0o777 == 0o644


def test_a_folder_that_may_not_be_written_says_what_to_do(
    editors_here: Editors, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refuse(path: Any, flags: int, *more: Any, **named: Any) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied")
        return real(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Conflict, match="Allow it to, or change the files there with a text editor") as refused:
        editors_here.write(WINDOW_FILE, BETTER)
    assert refused.value.code == "read_only_folder"


def test_when_one_file_cannot_be_put_in_place_all_stay_as_they_were(
    editors_here: Editors, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace
    moves: list[Path] = []

    def fail_second(source: Path, target: Path) -> None:
        moves.append(target)
        if len(moves) == 2:
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", fail_second)
    new = "canned/hello.md"
    with pytest.raises(Unavailable, match="No space left on device"):
        editors_here.save(
            editors_here.change(WINDOW_FILE, BETTER),
            Change(new, "---\ntitle: Hello\n---\nHello!\n"),
            editors_here.change(CURRENCY_FILE, None),
        )
    assert (editors_here.text(), editors_here.text(CURRENCY_FILE)) == (WINDOW, CURRENCY)
    assert not (editors_here.folder.path / new).exists()
    assert [path for path in editors_here.folder.path.rglob("*.tmp")] == []
    assert editors_here.versions(None) == []


def test_a_folder_that_is_gone_is_told_and_nothing_is_made(editors_here: Editors) -> None:
    change = editors_here.change(WINDOW_FILE, BETTER)
    editors_here.folder.path.rename(editors_here.folder.path.with_name("aside"))
    with pytest.raises(Unavailable, match="cannot be read: there is no such folder"):
        editors_here.save(change)
    assert not editors_here.folder.path.exists()


def test_what_a_killed_process_left_beside_a_file_is_cleared_up_and_an_editors_own_is_not(
    editors_here: Editors,
) -> None:
    beside = editors_here.folder.path / "answers/returns"
    (beside / ".window.md.0123456789ab.tmp").write_text("half a tex")
    (beside / ".window.md.swp").write_text("an editor's own")
    (beside / "notes.tmp").write_text("somebody's own")
    editors_here.write(WINDOW_FILE, BETTER)
    assert sorted(path.name for path in beside.iterdir()) == [".window.md.swp", "notes.tmp", "window.md"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_a_file_keeps_its_owner_when_the_system_itself_saves(editors_here: Editors) -> None:
    path = editors_here.folder.path / WINDOW_FILE
    os.chown(path, 12345, 12345)
    editors_here.write(WINDOW_FILE, BETTER)
    assert (path.stat().st_uid, path.stat().st_gid) == (12345, 12345)


def test_who_saves_while_the_draft_is_checked_waits_for_that_check(editors_here: Editors) -> None:
    ran: list[str] = []

    def note(work: Callable[..., Any], *args: Any) -> Any:
        ran.append(work.__name__)
        return work(*args)

    editors_here.room = replace(editors_here.room, behind=note)
    change = editors_here.change(WINDOW_FILE, BETTER)
    with ThreadPoolExecutor(3) as at_once:
        checking = [
            at_once.submit(knowledge_room.check, editors_here.room, [change], editors_here.at) for _ in range(3)
        ]
        assert [each.result(30)[1] for each in checking] == [False] * 3
    editors_here.save(change)
    assert ran == ["judged", "poke"]


HOLDING = """
import sys, time
from pathlib import Path
from assistant.store.knowledge_files import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_another_process_that_saves_is_waited_for_and_a_dead_one_is_not(
    editors_here: Editors, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = [sys.executable, "-c", HOLDING, str(editors_here.folder.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holding:
        assert holding.stdout and holding.stdout.readline() == "held\n"
        monkeypatch.setattr(knowledge_files, "PATIENCE", 0.1)
        with pytest.raises(Unavailable) as refused:
            editors_here.write(WINDOW_FILE, BETTER)
        assert refused.value.code == "busy"
        holding.kill()
    monkeypatch.undo()
    editors_here.write(WINDOW_FILE, BETTER)
    assert editors_here.says() == "You have **60 days** for a return."


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [Change(f"canned/reply-{number}.md", "text") for number in range(201)],
        [Change(WINDOW_FILE, "a"), Change(WINDOW_FILE, "b")],
    ],
)
def test_too_few_too_many_or_two_changes_of_one_file_are_refused(editors_here: Editors, changes: list[Change]) -> None:
    with pytest.raises(Invalid):
        editors_here.save(*changes)


def test_bringing_back_a_version_of_another_file_is_refused(editors_here: Editors) -> None:
    saved = editors_here.write(WINDOW_FILE, BETTER)
    with pytest.raises(Invalid, match="none of these files"):
        editors_here.save(editors_here.change(CURRENCY_FILE, CURRENCY + "\n"), revert_of=saved.versions[0])
    with pytest.raises(Invalid, match="none of these files"):
        editors_here.save(editors_here.change(CURRENCY_FILE, CURRENCY + "\n"), revert_of=999)
