import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.content.draft import with_fresh_matcher
from assistant.content.errors import KnowledgeErrors
from assistant.content.files import Files
from assistant.content.live import KEPT, LiveKnowledge
from assistant.core.knowledge import Knowledge
from tests.content.shop import WINDOW, Folder

WINDOW_FILE = "answers/returns/window.md"


@pytest.fixture
def live(folder: Folder, tmp_path: Path) -> LiveKnowledge:
    return LiveKnowledge(folder.path, tmp_path / "data")


def said(live: LiveKnowledge) -> str | None:
    return live.current.speak(live.current.entries["returns/window"]).text


def until(happened: object, within: float = 20) -> None:
    """Wait for what another thread does; gives up long after it should have been done."""
    end = time.monotonic() + within
    while not happened():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_saved_answer_is_in_use_and_the_old_snapshot_stays_whole(folder: Folder, live: LiveKnowledge) -> None:
    before = live.current
    folder.change(WINDOW_FILE, "to return an item", "for a return")
    live.poke()
    assert said(live) == "You have **60 days** for a return."
    assert before.speak(before.entries["returns/window"]).text == "You have **60 days** to return an item."


def test_a_new_answer_keeps_the_matcher_and_a_new_question_makes_one(folder: Folder, live: LiveKnowledge) -> None:
    before = live.current.matcher
    folder.change(WINDOW_FILE, "to return an item", "for a return")
    live.poke()
    assert live.current.matcher is before
    folder.change(WINDOW_FILE, "  - return window", "  - return window\n  - until when may it go back")
    live.poke()
    assert live.current.matcher.rank("until when may it go back")[0].id == "returns/window"


def test_a_filled_in_fact_turns_its_answer_on(folder: Folder, live: LiveKnowledge) -> None:
    folder.change("policy.yaml", "{value: USD, source: service#1}", "{value: null}")
    live.poke()
    currency = live.current.entries["payments/currency"]
    assert not live.current.speak(currency).stated
    folder.change("policy.yaml", "{value: null}", "{value: EUR}")
    live.poke()
    assert live.current.speak(currency).text == "You pay in EUR."


@pytest.mark.parametrize(
    "broken",
    [
        WINDOW.replace("title: How", "titel: How"),
        WINDOW.replace("{{ returns.window_days }}", "30"),
        WINDOW.replace("service#1", "service#9"),
        "",
        "---\ntitle: half",
        "\udcff",
    ],
)
def test_a_broken_save_is_refused_shown_and_forgotten_once_mended(
    folder: Folder, live: LiveKnowledge, broken: str
) -> None:
    good = live.current
    folder.write(WINDOW_FILE, broken.encode("utf-8", "surrogateescape"))
    live.poke()
    assert live.current is good
    assert live.problems[0].file == WINDOW_FILE and live.problems[0].level == "error"
    folder.write(WINDOW_FILE, WINDOW)
    live.poke()
    assert live.problems == ()


def test_a_failed_expectation_does_not_stop_a_reload(folder: Folder, live: LiveKnowledge) -> None:
    folder.write("questions.yaml", "- {text: hello, entry: returns/window}\n")
    folder.change(WINDOW_FILE, "to return an item", "for a return")
    live.poke()
    assert said(live) == "You have **60 days** for a return."
    assert live.problems == ()


def test_a_folder_that_vanishes_and_comes_back_costs_nothing(folder: Folder, live: LiveKnowledge) -> None:
    aside = folder.path.with_name("aside")
    folder.path.rename(aside)
    live.poke()
    assert said(live) == "You have **60 days** to return an item."
    assert live.problems[0].message == "there is no such folder"
    aside.rename(folder.path)
    live.poke()
    assert live.problems == ()


def test_nothing_is_read_again_while_nothing_changes(live: LiveKnowledge) -> None:
    before = live.current
    live.poke()
    assert live.current is before


def test_a_restart_on_a_broken_folder_uses_the_last_good_copy(folder: Folder, tmp_path: Path) -> None:
    first = LiveKnowledge(folder.path, tmp_path / "data")
    folder.write("policy.yaml", "shop: [")
    again = LiveKnowledge(folder.path, tmp_path / "data")
    assert said(again) == "You have **60 days** to return an item."
    assert again.current.fingerprint == first.current.fingerprint
    assert again.problems[0].file == "policy.yaml"


def test_a_refused_save_does_not_become_the_last_good_copy(folder: Folder, tmp_path: Path) -> None:
    live = LiveKnowledge(folder.path, tmp_path / "data")
    folder.change(WINDOW_FILE, "{{ returns.window_days }}", "30")
    live.poke()
    assert said(LiveKnowledge(folder.path, tmp_path / "data")) == "You have **60 days** to return an item."


@pytest.mark.parametrize("kept", [None, b"no archive at all"])
def test_a_first_start_on_a_broken_folder_tells_why(folder: Folder, tmp_path: Path, kept: bytes | None) -> None:
    folder.write(WINDOW_FILE, "broken")
    if kept:
        (tmp_path / KEPT).write_bytes(kept)
    with pytest.raises(KnowledgeErrors, match="window.md:1: error: there is no front matter"):
        LiveKnowledge(folder.path, tmp_path)


def test_a_copy_that_cannot_be_written_is_a_warning_and_no_refusal(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    live = LiveKnowledge(folder.path, tmp_path / "data")
    assert said(live) == "You have **60 days** to return an item."
    assert [finding.level for finding in live.problems] == ["warning"]


def test_a_save_is_in_use_by_itself_while_watching_and_not_after(folder: Folder, live: LiveKnowledge) -> None:
    live.start()
    began = time.monotonic()
    folder.change(WINDOW_FILE, "to return an item", "for a return")
    until(lambda: said(live) == "You have **60 days** for a return.")
    assert time.monotonic() - began < 5  # one second on an idle machine; tests share theirs
    folder.write(WINDOW_FILE, "broken")
    until(lambda: live.problems)
    live.stop()
    live.stop()


def test_readers_never_see_anything_but_a_whole_snapshot(folder: Folder, live: LiveKnowledge) -> None:
    seen = set()
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            snapshot = live.current
            seen.add((snapshot.fingerprint, snapshot.speak(snapshot.entries["returns/window"]).text))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(10):
        folder.write(WINDOW_FILE, WINDOW.replace("an item", f"item {'abcdefghij'[number]}"))
        live.poke()
    done.set()
    for reader in readers:
        reader.join()
    assert len({fingerprint for fingerprint, _ in seen}) == len(seen)


def test_a_listener_hears_of_every_state_of_the_folder_in_use_or_not(folder: Folder, live: LiveKnowledge) -> None:
    heard = []

    def fails(before: Files, after: Files) -> None:
        raise RuntimeError("the disk is full")

    live.listen(fails)
    live.listen(lambda before, after: heard.append((before.contents.get(WINDOW_FILE), after.contents.get(WINDOW_FILE))))
    live.poke()
    folder.write(WINDOW_FILE, "broken")
    live.poke()
    folder.remove(WINDOW_FILE)
    live.poke()
    assert heard == [(WINDOW.encode(), b"broken"), (b"broken", None)]
    assert WINDOW_FILE not in live.files.contents


def test_after_a_new_question_the_matcher_learns_on_at_once_and_everything_anew_later(
    folder: Folder, live: LiveKnowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.write("answers/returns/many.md", many_questions())
    live.poke()
    may_go_on = threading.Event()

    def waiting(knowledge: Knowledge, pause: Callable[[], None]) -> Knowledge:
        may_go_on.wait(20)
        return with_fresh_matcher(knowledge, pause)

    monkeypatch.setattr("assistant.content.live.QUIET", 0.01)
    monkeypatch.setattr("assistant.content.live.with_fresh_matcher", waiting)
    live.start()
    folder.change(WINDOW_FILE, "  - return window", "  - return window\n  - until when may it go back")
    live.poke()
    assert live.current.matcher.learned_on
    assert live.current.matcher.rank("until when may it go back")[0].id == "returns/window"
    may_go_on.set()
    until(lambda: not live.current.matcher.learned_on)
    live.stop()
    assert live.current.matcher.rank("until when may it go back")[0].id == "returns/window"


def many_questions() -> str:
    """An entry beside which one more question is a small change."""
    questions = "\n".join(f"  - how is the {thing} made" for thing in ("cream", "soap", "oil", "mist", "balm", "scrub"))
    return WINDOW.replace("  - how long do i have to send it back\n", f"{questions}\n").replace(
        "  - what is your return policy\n  - return window\n  - can i still return this after a month\n", ""
    )


UNDER_GEVENT = """
from gevent import monkey; monkey.patch_all()
import sys, time, gevent
from pathlib import Path
from assistant.content.live import LiveKnowledge
folder, data = map(Path, sys.argv[1:])
live = LiveKnowledge(folder, data)
before = live.current
ticks = 0
def tick():
    global ticks
    while True:
        gevent.sleep(0.005)
        ticks += 1
gevent.spawn(tick)
live.start()
window = folder / "answers/returns/window.md"
window.write_text(window.read_text().replace("to return an item", "for a return").replace("return window", "window"))
end = time.monotonic() + 30
while live.current is before and time.monotonic() < end:
    gevent.sleep(0.01)
entry = live.current.entries["returns/window"]
live.poke()
live.stop()
print(live.current.speak(entry).text, ticks > 20)
"""


def test_under_gevent_a_save_is_taken_in_while_the_loop_goes_on(folder: Folder, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", UNDER_GEVENT, folder.path, tmp_path / "data"],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == ("You have **60 days** for a return. True\n", "")
