import io
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from assistant.commands import findings as findings_as
from assistant.commands.knowledge import knowledge
from assistant.content.folder import load
from assistant.content.live import LiveKnowledge
from assistant.core.errors import Conflict, Invalid
from assistant.services import chat
from assistant.services.chat import Heard
from assistant.services.desk import Desk, new_id
from assistant.store.database import Database
from tests.content.shop import Folder


def run(folder: Folder, command: str, *arguments: str, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(knowledge, [command, *arguments, "--knowledge", str(folder.path)], input=stdin)


def asked(folder: Folder, *lines: bytes) -> list[dict[str, Any]]:
    result = run(folder, "ask", "--batch", stdin=b"\n".join(lines) + b"\n")
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_sound_folder_passes(folder: Folder) -> None:
    result = run(folder, "check")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "0 errors, 0 warnings.\n")


def test_warnings_alone_pass(folder: Folder) -> None:
    folder.change("policy.yaml", "value: USD, source: service#1", "value: null")
    result = run(folder, "check")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{folder.path}/policy.yaml:15: warning: payments.currency is not filled in")
    assert result.stderr == "0 errors, 1 warning.\n"


def test_an_error_fails_and_says_where_what_and_how_to_mend_it(folder: Folder) -> None:
    folder.change("answers/returns/window.md", "[refunds/timing]", "[refunds/tming]")
    result = run(folder, "check")
    assert result.exit_code == 1
    assert result.stdout == (
        f'{folder.path}/answers/returns/window.md:9: error: related names "refunds/tming", which is no entry -> '
        'write "refunds/timing"\n'
    )


def test_findings_can_be_had_as_json(folder: Folder) -> None:
    folder.remove("policy.yaml")
    result = run(folder, "check", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "findings": [
            {
                "level": "error",
                "file": "policy.yaml",
                "line": None,
                "message": "the file is missing",
                "mend": "add policy.yaml with the shop's calendar, promises and facts",
            }
        ],
        "errors": 1,
        "warnings": 0,
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--knowledge", "/no/such/folder"],
        ["ask"],
        ["ask", "hello", "--batch"],
        ["check", "--wrong"],
    ],
)
def test_wrong_usage_exits_with_two(arguments: list[str]) -> None:
    assert CliRunner().invoke(knowledge, arguments).exit_code == 2


def test_an_answer_is_one_line_of_json(folder: Folder) -> None:
    answer = json.loads(run(folder, "ask", "how long do i have to send it back", "--json").stdout)
    assert answer["decision"] == "answer" and answer["kind"] == "general"
    assert answer["entries"][0]["id"] == "returns/window"
    assert 0.5 < answer["entries"][0]["confidence"] <= 1
    assert len(answer["entries"]) == 5


def test_a_batch_answers_every_line_with_exactly_one(folder: Folder) -> None:
    answers = asked(
        folder,
        b'{"text": "return window"}',
        b"",
        b"no json",
        b'{"text": "\xff"}',
        b'{"turns": ["hello", "return window"], "text": null}',
        b'{"text": ""}',
        b'{"text": "?!"}',
        b'{"text": "\\ud800 \\u0000"}',
        b"[" * 100_000,
        b'["return window"]',
        b'{"text": 5}',
        b'{"turns": []}',
        b'{"text": "a", "turns": ["b"]}',
        b'{"text": "a", "language": "de"}',
    )
    assert [answer.get("decision") or answer["error"]["code"] for answer in answers] == [
        "answer",
        "malformed",
        "malformed",
        "malformed",
        "answer",
        "no_match",
        "no_match",
        "no_match",
        "malformed",
        "malformed",
        "invalid",
        "invalid",
        "invalid",
        "invalid",
    ]
    assert answers[4]["entries"][0]["id"] == "returns/window"
    assert answers[5] == {"decision": "no_match", "entries": [], "kind": "general"}
    assert answers[13]["error"]["fields"] == {"language": "There is no such field; write text or turns."}


def test_a_batch_with_a_bad_line_exits_with_one(folder: Folder) -> None:
    assert run(folder, "ask", "--batch", stdin=b'{"text": "hello"}\n').exit_code == 0
    assert run(folder, "ask", "--batch", stdin=b"hello\n").exit_code == 1


def test_a_complex_matter_becomes_a_complex_ticket(folder: Folder) -> None:
    [answer] = asked(folder, b'{"text": "i want to dispute your decision"}')
    assert (answer["entries"][0]["id"], answer["kind"]) == ("refunds/dispute", "complex")


def test_any_folder_that_parses_is_asked(folder: Folder) -> None:
    folder.change("answers/returns/window.md", "{{ returns.window_days }}", "30")
    folder.change("answers/returns/window.md", "[refunds/timing]", "[nowhere/at-all]")
    [answer] = asked(folder, b'{"text": "return window"}')
    assert answer["decision"] == "answer"


def test_a_folder_that_does_not_parse_is_refused_with_its_findings(folder: Folder) -> None:
    folder.write("words.yaml", "synonyms: [")
    result = run(folder, "ask", "hello")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"{folder.path}/words.yaml:1: error: this is not YAML")


def test_an_editor_reads_why_and_what_would_be_said(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    shown = run(folder, "ask", "pls whats the retrun window").stdout
    assert 'Read as "please what is the return window":' in shown and '"retrun" as "return"' in shown
    assert "It answers from returns/window (How long do I have to return something?)." in shown
    assert 'It comes closest to "return window", a question of returns/window' in shown
    assert "% from which on it answers." in shown
    assert "What speaks for returns/window, and what against" in shown
    assert "Of the votes of all questions in the folder, " in shown
    assert "It would say" in shown and "60 days" in shown and "Source: service#1" in shown


def test_findings_outside_a_terminal_name_paths_as_they_can_be_opened_from_here(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.change("answers/returns/window.md", "[refunds/timing]", "[refunds/tming]")
    monkeypatch.chdir(folder.path.parent)
    result = run(folder, "check")
    assert result.stdout.startswith("knowledge/answers/returns/window.md:9: error: ")
    assert "\x1b" not in result.stdout


def test_a_terminal_shows_findings_file_by_file_and_those_with_errors_last(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.change("answers/returns/window.md", "[refunds/timing]", "[refunds/tming]")
    folder.change("policy.yaml", "value: USD, source: service#1", "value: null")
    monkeypatch.chdir(folder.path.parent)
    console = Console(file=io.StringIO(), width=80, color_system=None)
    findings_as.show(folder.findings(), folder.path.relative_to(Path.cwd()), console)
    assert console.file.getvalue() == (  # type: ignore[attr-defined]
        "knowledge/policy.yaml\n"
        "  15  warning  payments.currency is not filled in: where an answer quotes it,   \n"
        "               the assistant says it is not stated                              \n"
        "               To mend: write its value, once there is one                      \n"
        "\n"
        "knowledge/answers/returns/window.md\n"
        '   9  error  related names "refunds/tming", which is no entry\n'
        '             To mend: write "refunds/timing"                 \n'
        "\n"
    )


def test_github_gets_annotations_and_nothing_else(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.change("policy.yaml", "value: USD, source: service#1", "value: null")
    folder.change("answers/returns/window.md", "asks:", "asks: [sku]\n100%, sure:")
    monkeypatch.chdir(folder.path.parent)
    result = run(folder, "check", "--github")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        (
            "::error file=knowledge/answers/returns/window.md,title=Knowledge error,line=11::"
            '"100%25, sure" is not a known key%0AMend: '
            "delete it; known here: title, questions, source, kind, handoff, related, asks, review_by"
        ),
        (
            "::warning file=knowledge/policy.yaml,title=Knowledge warning,line=15::payments.currency is not filled in: "
            "where an answer quotes it, the assistant says it is not stated%0AMend: write its value, once there is one"
        ),
    ]
    assert result.stderr == "1 error, 1 warning.\n"


def test_a_hostile_file_name_makes_no_line_of_its_own_in_any_output(folder: Folder) -> None:
    folder.write("answers/returns/a\n::error file=x::gotcha\x1b[2J.txt", "x")
    shown = f"{folder.path}/answers/returns/a?::error file=x::gotcha?[2J.txt"
    assert run(folder, "check").stdout.splitlines()[0].startswith(f"{shown}: warning: this file is not read")
    [line] = run(folder, "check", "--github").stdout.splitlines()
    assert line.startswith("::warning file=") and "a?%3A%3Aerror file=x%3A%3Agotcha?[2J.txt," in line
    assert json.loads(run(folder, "check", "--json").stdout)["warnings"] == 1


def test_what_is_asked_is_shown_as_it_is(folder: Folder) -> None:
    assert "[bold]" not in run(folder, "ask", "[/bold] return window [bold]").stdout.split("Entries")[0]
    assert run(folder, "ask", "[/bold] return window").exit_code == 0


def test_without_an_option_the_folder_of_the_settings_is_used(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ASSISTANT_KNOWLEDGE_DIR", str(folder.path))
    assert CliRunner().invoke(knowledge, ["check"]).exit_code == 0
    monkeypatch.setenv("ASSISTANT_KNOWLEDGE_DIR", str(tmp_path / "elsewhere"))
    result = CliRunner().invoke(knowledge, ["check"])
    assert result.exit_code == 2 and "Name the knowledge folder with --knowledge DIR." in result.stderr


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of an installation without a database."""
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))
    return tmp_path / "data"


def asked_by_shoppers(folder: Folder, url: str, *questions: str) -> None:
    database, known = Database(url), load(folder.path)
    desk = Desk(database, lambda: known, "http://shop.test")
    for question in questions:
        entered = chat.enter(desk, None, datetime.now(UTC))
        chat.say(desk, entered.conversation_id, Heard(new_id(), question), datetime.now(UTC))
    database.close()


def test_gaps_are_told_with_examples_and_a_next_step(
    folder: Folder, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", sqlite_url)
    asked_by_shoppers(folder, sqlite_url, "do you recycle bottles, ask ana@example.com", "can you recycle bottles")
    shown = run(folder, "gaps")
    assert shown.exit_code == 0
    assert "2 questions, 2 in vain." in shown.stdout
    assert "2 shoppers, last on" in shown.stdout and "2 got no answer" in shown.stdout
    assert '"do you recycle bottles, ask [e-mail]"' in shown.stdout
    assert "write a new entry" in " ".join(shown.stdout.split())
    told = json.loads(run(folder, "gaps", "--json", "--days", "7").stdout)
    assert (told["period_days"], told["asked"], [gap["count"] for gap in told["gaps"]]) == (7, 2, [2])


def test_without_a_database_nobody_has_asked_and_none_is_made(folder: Folder, settings: Path) -> None:
    refused = run(folder, "gaps")
    assert isinstance(refused.exception, Conflict) and "There is no database yet" in refused.exception.message
    assert not settings.exists()


def test_a_diff_with_another_folder_tells_what_is_answered_otherwise(
    folder: Folder, settings: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder.path, tmp_path / "before")
    folder.change("policies/service.md", "60 days", "45 days")
    folder.change("policy.yaml", "value: 60", "value: 45")
    result = run(folder, "diff", str(tmp_path / "before"))
    assert result.exit_code == 0
    assert "0 questions of shoppers, 2 expectations of questions.yaml" in " ".join(result.stdout.split())
    assert 'returns/window (1 question): "how long do i have to send it back"' in result.stdout
    assert "- You have **60 days** to return an item." in result.stdout
    assert "+ You have **45 days** to return an item." in result.stdout
    told = json.loads(run(folder, "diff", str(tmp_path / "before"), "--json").stdout)
    assert told["counts"]["text_changed"] == 1 and told["counts"]["broken"] == 0


def test_a_diff_fails_where_an_expectation_is_met_no_more(folder: Folder, settings: Path, tmp_path: Path) -> None:
    shutil.copytree(folder.path, tmp_path / "before")
    folder.change("answers/returns/window.md", "how long do i have to send it back", "deadline")
    folder.change("answers/returns/window.md", "can i still return this after a month", "latest date")
    result = run(folder, "diff", str(tmp_path / "before"))
    assert result.exit_code == 1
    assert "Expectations of questions.yaml that are met no more: 1" in result.stdout


def test_a_diff_with_the_same_says_so(folder: Folder, settings: Path) -> None:
    result = run(folder, "diff", str(folder.path))
    assert (result.exit_code, "Every one of them gets the same answer." in result.stdout) == (0, True)


def test_a_diff_outside_of_version_control_is_with_what_was_in_use_last(folder: Folder, settings: Path) -> None:
    refused = run(folder, "diff")
    assert isinstance(refused.exception, Conflict) and "nothing to compare" in refused.exception.message
    LiveKnowledge(folder.path, settings)
    folder.change("answers/returns/window.md", "to return an item", "to send it back")
    assert "Compared with what was in use last" in run(folder, "diff").stdout


def test_a_diff_names_what_there_is_not(folder: Folder, settings: Path) -> None:
    refused = run(folder, "diff", "v7.1")
    assert isinstance(refused.exception, Invalid) and "is not under version control" in refused.exception.message
