"""The report over REST: for agents and leads, as JSON and for spreadsheets."""

import csv
import io

import pytest

from assistant.entry.report_csv import TABLES, table_as_csv
from tests.wire.house import House, error_of, solved


def test_agents_and_leads_read_the_report_and_nobody_else_does(house: House) -> None:
    agent = house.staff()
    solved(house, agent, house.ticket().number)
    for role in ("agent", "lead"):
        told = house.staff(role).get("/reports/sla").json
        assert [(row["promise"], row["kept"]) for row in told["promises"]][:2] == [
            ("confirmation", 1),
            ("resolution", 1),
        ]
        assert told["by_agent"][0]["agent"] == {"id": agent.id, "name": agent.name}
    assert house.staff("editor").get("/reports/sla").status_code == 403
    for path in ("sla", "sla.csv", "sla.csv?table=none"):
        assert house.web().get(f"/api/v1/reports/{path}").status_code == 401


def test_a_period_that_cannot_be_is_refused_by_its_fields(house: House) -> None:
    lead = house.staff("lead")
    for asked, fields in (
        ({"from": "2026-11-02", "to": "2026-11-01"}, ["to"]),
        ({"from": "soon", "to": "later"}, ["from", "to"]),
        ({"from": "2025-01-01", "to": "2026-11-01"}, ["from"]),
    ):
        for path in ("/reports/sla", "/reports/sla.csv"):
            refused = lead.get(path, **asked)
            assert (refused.status_code, list(error_of(refused)["fields"])) == (422, fields)
    assert "month" in error_of(lead.get("/reports/sla", month="11"))["message"]
    assert list(error_of(lead.get("/reports/sla.csv", table="all"))["fields"]) == ["table"]


def test_every_table_is_a_file_that_spreadsheets_open(house: House) -> None:
    agent = house.staff()
    solved(house, agent, house.ticket().number)
    for table in TABLES:
        answer = agent.get("/reports/sla.csv", table=table, **{"from": "2026-01-01", "to": "2026-01-31"})
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        named = f'attachment; filename="{table}-2026-01-01-to-2026-01-31.csv"'
        assert answer.headers["Content-Disposition"] == named
        assert answer.data.startswith(b"\xef\xbb\xbf") and answer.data.endswith(b"\r\n")
    agents = agent.get("/reports/sla.csv", table="by_agent").data.decode("utf-8-sig")
    assert agents.startswith('"agent","id","kept","broken","share_kept"\r\n')
    assert f'\r\n"{agent.name}","{agent.id}","2","0","1.0"\r\n' in agents


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_what_would_be_a_formula_is_text_in_a_spreadsheet(begins: str) -> None:
    hostile = f'{begins}HYPERLINK("http://evil.example";"Ann")'
    assert told_of(hostile) == f"'{hostile}"


@pytest.mark.parametrize(
    ("name", "harmless"),
    [
        ('Ann;=HYPERLINK("http://evil.example";"x")', 'Ann;\'=HYPERLINK("http://evil.example";"x")'),
        ("Ann\t@SUM(1)", "Ann\t'@SUM(1)"),
        ("Ann\n=1+1", "Ann\n'=1+1"),
        ('Ann", "=1+1', 'Ann",\' "=1+1'),
        ("\nAnn", "'\nAnn"),
        ("  =1+1", "'  =1+1"),
        ("Ann-Marie Lee; Sales, Bath", "Ann-Marie Lee; Sales, Bath"),
    ],
)
def test_nor_is_it_one_where_another_separator_is_usual_or_a_line_ends(name: str, harmless: str) -> None:
    assert told_of(name) == harmless


def told_of(name: str) -> str:
    """How a topic and an agent of this name stand in their tables; every cell stands in quotes."""
    row = {"kept": 1, "broken": 2, "superseded": 0, "void": 0, "share_kept": 1 / 3}
    report = {"by_topic": [{"topic": name} | row], "by_agent": [{"agent": {"id": "a", "name": name}} | row]}
    found = set()
    for table, numbers in (("by_topic", ["1", "2", "0", "0", "0.3333"]), ("by_agent", ["a", "1", "2", "0.3333"])):
        text = table_as_csv(report, table).removeprefix("\ufeff")
        _, (cell, *others) = csv.reader(io.StringIO(text, newline=""))
        assert others == numbers
        assert text.endswith("".join(f',"{number}"' for number in numbers) + "\r\n")
        found.add(cell)
    return found.pop()


def test_what_broke_while_nobody_held_it_is_said_in_words() -> None:
    row = {"kept": 0, "broken": 2, "superseded": 0, "void": 0, "share_kept": 0.0}
    assert table_as_csv({"by_agent": [{"agent": None} | row]}, "by_agent").endswith(
        '"held by nobody","","0","2","0.0"\r\n'
    )


def test_times_and_words_are_tables_too() -> None:
    times = {"median_business_days": 0.5, "median_open_hours": 4.5, "count": 2}
    within = [{"business_days": 0, "count": 1}, {"business_days": 1, "count": 1}]
    report = {
        "times": {"confirmation": times | {"within": within}, "resolution": {"within": []}},
        "satisfaction": {"by_week": [{"week": "2026-11-02", "satisfied": 2, "dissatisfied": 1}]},
    }
    assert table_as_csv(report, "times").splitlines()[1:] == [
        '"confirmation","0","1","0.5","4.5"',
        '"confirmation","1","1","0.5","4.5"',
    ]
    assert table_as_csv(report, "satisfaction").splitlines()[1] == '"2026-11-02","2","1","0.6667"'
