"""Alive, ready, the numbers, and the description of the API."""

import json
import re
from pathlib import Path

import pytest

from assistant.services import rounds
from tests.support.postgres import PostgresServer
from tests.wire.conftest import Build
from tests.wire.house import House, error_of, now, opened


def test_alive_is_alive(house: House) -> None:
    assert house.web().get("/healthz").get_json() == {"ok": True}


def test_ready_needs_database_migrations_and_a_worker_seen_lately(build: Build) -> None:
    house = build()
    waiting = house.web().get("/readyz")
    assert waiting.status_code == 503
    assert waiting.get_json() == {"ready": False, "database": True, "migrations": True, "worker": False}
    assert int(waiting.headers["Retry-After"]) > 0
    rounds.beat(house.desk.db, now())
    assert house.web().get("/readyz").status_code == 200


def test_a_database_without_tables_is_not_ready(build: Build, empty_sqlite_url: str) -> None:
    answer = build(database_url=empty_sqlite_url).web().get("/readyz")
    assert (answer.status_code, answer.get_json()["migrations"]) == (503, False)


def test_while_the_database_is_away_every_door_says_when_to_try_again(
    postgres_server: PostgresServer, postgres_template: str, knowledge_folder: Path, tmp_path: Path
) -> None:
    with postgres_server.database(postgres_template) as url, opened(tmp_path, knowledge_folder, url) as house:
        agent, chat, page = house.staff(), house.chat(), house.form()
        name = url.rsplit("/", 1)[1]
        postgres_server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        postgres_server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        try:
            assert house.web().get("/healthz").status_code == 200
            assert house.web().get("/readyz").get_json()["database"] is False
            assert house.web().get("/metrics").status_code == 200
            assert house.web().get("/contact").status_code == 200
            for answer in (
                agent.get("/tickets"),
                house.web().post("/api/v1/conversations", json={}),
                house.web().post("/contact", data={"name": "A", "email": "a@b.de", "details": "x"}),
                house.web().get(page),
            ):
                assert answer.status_code == 503
                assert int(answer.headers["Retry-After"]) > 0
            assert chat.say("hello")["error"]["code"] == "unavailable"
            assert not house.chat().connected
        finally:
            postgres_server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        assert chat.say("hello again")["ok"]
        assert agent.get("/tickets").status_code == 200


def test_numbers_are_for_this_machine_or_the_token(build: Build) -> None:
    open_house, token_house = build(), build(metrics_token="let me see", trusted_proxies=1)
    assert open_house.web().get("/metrics").status_code == 200
    elsewhere = {"REMOTE_ADDR": "203.0.113.5"}
    assert open_house.web().get("/metrics", environ_base=elsewhere).status_code == 403
    assert open_house.web().get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 403
    asked = token_house.web()
    assert asked.get("/metrics").status_code == 200
    assert asked.get("/metrics", environ_base=elsewhere).status_code == 403
    assert asked.get("/metrics", headers={"X-Forwarded-For": "203.0.113.5"}).status_code == 403
    for shown, status in (("let me see", 200), ("let me", 403), ("", 403), ("é", 403)):
        bearer = {"Authorization": f"Bearer {shown}"}
        assert asked.get("/metrics", headers=bearer, environ_base=elsewhere).status_code == status


def test_numbers_name_rules_and_never_people(house: House) -> None:
    page = house.form(name="Unmistakable Name", email="unmistakable@example.com")
    house.web().get(page)
    house.web().open("/contact", method="INVENTED")
    numbers = house.web().get("/metrics").text
    for told in (
        "assistant_request_seconds",
        "assistant_open_tickets",
        "assistant_mails",
        "assistant_worker_age_seconds",
    ):
        assert told in numbers
    assert '/t/<token>"' in numbers and 'method="other"' in numbers
    for hidden in ("nmistakable", page.split("/")[-1], "INVENTED"):
        assert hidden not in numbers


def test_every_route_of_the_api_is_described(house: House) -> None:
    described = house.web().get("/api/v1/openapi.json").get_json()
    told = {
        (re.sub(r"\{\w+\}", "*", path), method) for path, methods in described["paths"].items() for method in methods
    }
    verbs = {path.rsplit("/", 1)[1] for path in described["paths"] if path.startswith("/api/v1/tickets/{number}/")}
    for rule in house.made.app.url_map.iter_rules():
        if not rule.rule.startswith("/api/v1/") or rule.rule.endswith(("/openapi.json", "/docs")):
            continue
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            for verb in verbs if "<verb>" in rule.rule else {""}:
                path = re.sub(r"<(path:)?\w+>", "*", rule.rule.replace("<verb>", verb))
                assert (path, method.lower()) in told, (path, method)
    assert verbs >= {
        *("claim", "release", "transfer", "confirm", "verify", "propose", "answer", "consent", "execute", "follow-up"),
        *("reply", "ask", "call", "note", "classify", "extend", "snooze", "discard", "merge", "reopen"),
    }


def test_the_description_holds_together(house: House) -> None:
    text = house.web().get("/api/v1/openapi.json").text
    described = json.loads(text)
    assert described["openapi"].startswith("3.1")
    for ref in set(re.findall(r'"#/components/schemas/([^"]+)"', text)):
        assert ref in described["components"]["schemas"], ref
    operations = [each for methods in described["paths"].values() for each in methods.values()]
    ids = [operation["operationId"] for operation in operations]
    assert len(ids) == len(set(ids))
    for path, methods in described["paths"].items():
        for operation in methods.values():
            given = [each["name"] for each in operation["parameters"] if each["in"] == "path"]
            assert given == re.findall(r"\{(\w+)\}", path)
            assert operation["summary"] and operation["responses"]
    upload = described["paths"]["/api/v1/conversations/{id}/uploads"]["post"]
    assert "multipart/form-data" in upload["requestBody"]["content"]
    queue = described["paths"]["/api/v1/tickets"]["get"]
    assert {each["name"] for each in queue["parameters"]} == {
        *("view", "q", "kind", "step", "assignee", "cursor", "limit")
    }
    assert "204" in described["paths"]["/api/v1/tickets/next"]["post"]["responses"]
    assert "201" in described["paths"]["/api/v1/tickets"]["post"]["responses"]


def test_the_description_can_be_browsed(house: House) -> None:
    page = house.web().get("/api/v1/docs")
    assert page.status_code == 200 and "/api/v1/tickets/{number}/claim" in page.text


@pytest.mark.parametrize(
    "path", ["/nothing", "/api/v1/nothing", "/t/nothing", "/policies/nothing", "/assets/nothing.js"]
)
def test_what_is_not_there_is_404_as_page_or_json(house: House, path: str) -> None:
    page = house.web().get(path, headers={"Accept": "text/html"})
    assert page.status_code == 404
    if not path.startswith("/api/"):
        assert "<h1>Not found</h1>" in page.text
    told = house.web().get(path, headers={"Accept": "application/json"})
    assert error_of(told)["code"] == "not_found"


def test_a_wrong_method_is_405_and_names_the_right_ones(house: House) -> None:
    answer = house.web().delete("/api/v1/tickets")
    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))
    assert error_of(answer)["code"] == "method_not_allowed"
