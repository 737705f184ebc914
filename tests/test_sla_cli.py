"""``assistant sla``: due dates, one line out for each line in; and the report."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from assistant.commands.sla import sla
from assistant.core.errors import Conflict
from assistant.services import rounds
from assistant.services.desk import Desk
from assistant.store.database import Database
from assistant.store.tables import tickets
from tests.core import small_shop
from tests.core.shop import ny
from tests.services.desk import Shop

POLICY = """\
shop: {name: Rosewater}
calendar:
  time_zone: America/New_York
  working_days: [mon, tue, wed, thu, fri]
  hours: "09:00-17:00"
  holidays: US
promises:
  confirmation: {business_days: [2, 3]}
  resolution: {business_days: [3, 5]}
  update: {every_business_days: 3}
house: {follow_up: 5, reminders: [2, 4], waiting_closes: 7}
facts: {}
peaks:
  - {name: Winter sale, from: 2026-11-27, to: 2026-12-31, extra_business_days: 2, notice: "It takes a little longer."}
"""

MONDAY = '{"received": "2026-11-02T10:00:00-05:00", "kind": "general"}'


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    return tmp_path


def due(knowledge: Path, given: str | bytes) -> Result:
    return CliRunner().invoke(sla, ["due", "--knowledge", str(knowledge)], input=given)


def answers(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_monday_inquiry_gets_the_worked_dates(knowledge: Path) -> None:
    result = due(knowledge, MONDAY + "\n")
    assert result.exit_code == 0
    assert answers(result) == [
        {
            "day_zero": "2026-11-02",
            "confirmation": {"target": "2026-11-04T17:00:00-05:00", "limit": "2026-11-05T17:00:00-05:00"},
            "resolution": {"target": "2026-11-05T17:00:00-05:00", "limit": "2026-11-09T17:00:00-05:00"},
            "update": None,
            "peak": None,
        }
    ]


def test_a_complex_issue_in_a_peak_gets_an_update_date_and_the_name_of_the_peak(knowledge: Path) -> None:
    (answer,) = answers(due(knowledge, '{"received": "2026-12-01T15:00:00Z", "kind": "complex"}'))
    assert answer["update"] == {"target": "2026-12-07T17:00:00-05:00", "limit": "2026-12-08T17:00:00-05:00"}
    assert (answer["resolution"], answer["peak"]) == (None, "Winter sale")


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (b"", []),
        (b"not json", []),
        (b"\xff\xfe", []),
        (b"[" * 100_000, []),
        (b"[]", []),
        (b"{}", ["received", "kind"]),
        (b'{"received": null, "kind": "general"}', ["received"]),
        (b'{"received": 5, "kind": "general"}', ["received"]),
        (b'{"received": "soon", "kind": "general"}', ["received"]),
        (b'{"received": "2026-11-02T10:00:00", "kind": "general"}', ["received"]),
        (b'{"received": "9999-12-31T23:59:00-05:00", "kind": "general"}', ["at"]),
        (b'{"received": "2026-11-02T10:00:00-05:00", "kind": "urgent"}', ["kind"]),
        (b'{"received": "2026-11-02T10:00:00-05:00", "kind": ["general"]}', ["kind"]),
        (b'{"received": "2026-11-02T10:00:00-05:00", "kind": "general", "zone": "UTC"}', ["zone"]),
    ],
)
def test_a_bad_line_gives_an_error_in_its_place_and_exit_1(knowledge: Path, line: bytes, fields: list[str]) -> None:
    result = due(knowledge, MONDAY.encode() + b"\n" + line + b"\n" + MONDAY.encode() + b"\n")
    first, bad, last = answers(result)
    assert result.exit_code == 1
    assert first == last
    assert list(bad) == ["error"]
    error = bad["error"]
    assert isinstance(error, dict)
    assert error["message"]
    assert list(error["fields"]) == fields


def test_only_policy_yaml_is_read(knowledge: Path) -> None:
    (knowledge / "answers").write_text("not even a folder", encoding="utf-8")
    assert due(knowledge, MONDAY).exit_code == 0


def test_a_policy_with_a_fault_is_named_by_file_and_line(knowledge: Path) -> None:
    (knowledge / "policy.yaml").write_text(POLICY.replace("America/New_York", "Mars/Olympus"), encoding="utf-8")
    result = due(knowledge, MONDAY)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "policy.yaml:3" in result.stderr


def test_every_line_of_many_is_answered_in_its_place(knowledge: Path) -> None:
    first = datetime(2024, 2, 26, 9, tzinfo=UTC)
    received = [first + timedelta(hours=7 * n) for n in range(300)]
    lines = "\n".join(f'{{"received": "{at.isoformat()}", "kind": "general"}}' for at in received)
    days = [str(answer["day_zero"]) for answer in answers(due(knowledge, lines))]
    assert len(days) == 300
    assert (days[0], days[-1]) == ("2024-02-26", "2024-05-23")
    assert days == sorted(days)


# the report


@pytest.fixture
def broken_confirmation(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database of the settings with a ticket of Mon 2 Nov 2026 that nobody has confirmed by Thu 5 Nov."""
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'db')}")
    shop = Shop(Desk(Database(f"sqlite:///{tmp_path / 'db'}"), small_shop.knowledge, "http://shop.test"))
    shop.form("Where is my parcel?")
    rounds.sweep(shop.desk, ny("2026-11-06 09:00"), lambda news: None)
    shop.desk.db.close()


def report(knowledge: Path, *options: str) -> Result:
    return CliRunner().invoke(sla, ["report", "--knowledge", str(knowledge), *options])


@pytest.mark.usefixtures("broken_confirmation")
def test_the_report_says_first_which_promise_is_in_trouble(knowledge: Path) -> None:
    told = report(knowledge, "--from", "2026-11-01", "--to", "2026-11-30")
    assert told.exit_code == 0
    title, verdict = told.stdout.splitlines()[:2]
    assert title == "Promises from Sun 1 Nov 2026 to Mon 30 Nov 2026, America/New_York"
    assert verdict.strip() == "Look at the confirmation first: 1 of 1 broken."
    lines = [line.split() for line in told.stdout.splitlines()]
    assert ["orders", "0", "1", "0%", "0", "0"] in lines
    agents = lines.index(["agent", "kept", "broken", "share"])
    assert lines[agents + 1] == ["held", "by", "nobody", "0", "1", "0%"]


@pytest.mark.usefixtures("broken_confirmation")
def test_the_report_as_json_is_what_the_api_gives(knowledge: Path) -> None:
    told = json.loads(report(knowledge, "--from", "2026-11-06", "--to", "2026-11-30", "--json").stdout)
    assert (told["from"], told["to"], told["tickets"]["received"]) == ("2026-11-06", "2026-11-30", 0)
    assert [row["broken"] for row in told["promises"]] == [0, 0, 0], "it broke on Thu 5 Nov"


@pytest.mark.usefixtures("broken_confirmation")
def test_the_report_says_where_dates_have_passed_that_no_worker_has_put_on_record(
    knowledge: Path, tmp_path: Path
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'db'}")
    database.write(lambda tx: tx.execute(update(tickets).values(next_wake=ny("2020-01-06 17:00"))))
    database.close()
    told = report(knowledge, "--from", "2026-11-01", "--to", "2026-11-30")
    assert told.stderr.startswith("Tickets with dates that passed while no worker ran, and are not in it yet: 1.")


@pytest.mark.usefixtures("broken_confirmation")
def test_the_report_reads_the_one_clock(knowledge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.entry.clock.now", lambda: ny("2026-11-10 09:00"))
    title = report(knowledge).stdout.splitlines()[0]
    assert title == "Promises from Wed 14 Oct 2026 to Tue 10 Nov 2026, America/New_York"


@pytest.mark.usefixtures("broken_confirmation")
def test_the_report_says_one_test_and_two_duplicates(knowledge: Path, tmp_path: Path) -> None:
    shop = Shop(Desk(Database(f"sqlite:///{tmp_path / 'db'}"), small_shop.knowledge, "http://shop.test"))
    sam = shop.staff()
    for reason in ("test", "duplicate", "duplicate"):
        sam.do(shop.form(reason), "discard", reason)
    shop.desk.db.close()
    told = " ".join(report(knowledge, "--from", "2026-11-01", "--to", "2026-11-30").stdout.split())
    assert "Discarded: 0 spam, 1 test, 2 duplicates." in told


@pytest.mark.usefixtures("broken_confirmation")
def test_a_wrong_period_is_wrong_usage(knowledge: Path) -> None:
    told = report(knowledge, "--from", "next week")
    assert told.exit_code == 2
    assert "from. Write them like 2026-11-30." in told.stderr


def test_without_a_database_the_report_says_how_to_begin(
    knowledge: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", f"sqlite:///{tmp_path / 'none'}")
    told = report(knowledge)
    assert isinstance(told.exception, Conflict)
    assert told.exception.message.endswith("Start with: assistant serve")
    assert not (tmp_path / "none").exists()
