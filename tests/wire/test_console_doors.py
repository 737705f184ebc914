"""The console's doors: the first lead's link, signing in and out, what a cookie session may do, the console's socket."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote, unquote

import pytest
from flask.testing import FlaskClient

from assistant.core.errors import NotFound
from assistant.core.people import Role
from assistant.entry import console_pages
from assistant.services import accounts, leaving
from assistant.services.accounts import SESSION_LENGTH, SETUP_LENGTH
from tests.wire.conftest import Build
from tests.wire.house import PASSWORD, Answer, House, error_of, now

OURS = {"Origin": "http://shop.test"}
WRONG = "This e-mail address and password do not go together."


@pytest.fixture(scope="module")
def lead(house: House) -> str:
    accounts.add_user(house.desk.db, "lead@shop.test", "Lea", Role.LEAD, PASSWORD, now())
    return "lead@shop.test"


def form_token(page: str) -> str:
    [token] = re.findall(r'name="csrf_token" value="([^"]+)"', page)
    return str(token)


def sign_in(web: FlaskClient, email: str, password: str = PASSWORD, next: str = "") -> Answer:
    path = f"/console/sign-in?next={quote(next)}" if next else "/console/sign-in"
    token = form_token(web.get(path).text)
    return web.post(path, data={"email": email, "password": password, "csrf_token": token}, headers=OURS)


def signed_in(house: House, email: str) -> tuple[FlaskClient, str]:
    """A browser with a session, and the session's CSRF token."""
    web = house.web()
    assert sign_in(web, email).status_code == 303
    [token] = re.findall(r'name="csrf-token" content="([^"]+)"', web.get("/console/").text)
    return web, str(token)


def test_signing_in_leads_to_the_console_with_a_guarded_cookie(house: House, lead: str) -> None:
    web = house.web()
    answer = sign_in(web, lead.upper())
    assert (answer.status_code, answer.location) == (303, "/console/")
    [cookie] = [each for each in answer.headers.getlist("Set-Cookie") if each.startswith("assistant_session=")]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie and "Domain" not in cookie
    assert "Secure" not in cookie  # the address is http here
    assert len(cookie.split(";")[0].split("=")[1]) >= 43
    assert web.get("/console/").status_code == 200
    assert web.get("/api/v1/me").get_json()["user"]["email"] == lead


def test_over_https_cookies_are_secure_and_the_browser_is_told_to_stay(build: Build) -> None:
    house = build(public_url="https://help.shop.test")
    accounts.add_user(house.desk.db, "a@shop.test", "A", Role.AGENT, PASSWORD, now())
    web, https = house.made.app.test_client(), "https://help.shop.test"
    page = web.get("/console/sign-in", base_url=https)
    given = {"email": "a@shop.test", "password": PASSWORD, "csrf_token": form_token(page.text)}
    answer = web.post("/console/sign-in", data=given, headers={"Origin": https}, base_url=https)
    assert answer.status_code == 303
    cookies = page.headers.getlist("Set-Cookie") + answer.headers.getlist("Set-Cookie")
    assert len(cookies) == 2 and all("Secure" in each for each in cookies)
    assert web.get("/contact").headers["Strict-Transport-Security"] == "max-age=31536000"


def test_without_a_session_the_console_asks_to_sign_in_and_comes_back(house: House, lead: str) -> None:
    web = house.web()
    sent = web.get("/console/tickets/10001")
    assert (sent.status_code, sent.location) == (302, "/console/sign-in?next=/console/tickets/10001")
    assert sign_in(web, lead, next="/console/tickets/10001").location == "/console/tickets/10001"


@pytest.mark.parametrize(
    "next",
    [
        *("https://evil.example", "//evil.example", "/\\evil.example", "/console/\\..\\..", "/console//evil.example"),
        *("/t/x", "javascript:alert(1)", "/console/\r\nSet-Cookie: a=b", "/console/\t", "/console/\0", "console/", "é"),
    ],
)
def test_no_other_place_is_led_to_after_signing_in(house: House, lead: str, next: str) -> None:
    web = house.web()
    token = form_token(web.get("/console/sign-in").text)
    given = {"email": lead, "password": PASSWORD, "csrf_token": token}
    answer = web.post(f"/console/sign-in?next={quote(next)}", data=given, headers=OURS)
    assert (answer.status_code, answer.location) in ((303, "/console/"), (400, None))


def test_an_odd_address_inside_the_console_is_no_fault(house: House) -> None:
    for path in ("/console/a%0d%0aX-Evil:1", "/console/a&next=//evil.example", "/console/%ff", "/console/a%22%3E"):
        answer = house.web().get(path)
        assert (answer.status_code, answer.location) in (
            (404, None),
            (302, f"/console/sign-in?next={quote(unquote(path))}"),
        )
        assert "X-Evil" not in answer.headers and "&" not in (answer.location or "")


def test_wrong_passwords_and_unknown_or_disabled_accounts_are_told_alike(house: House, lead: str) -> None:
    accounts.add_user(house.desk.db, "gone@shop.test", "G", Role.AGENT, PASSWORD, now())
    accounts.disable(house.desk.db, "gone@shop.test", now())
    tries = ((lead, "wrong password here"), ("nobody@shop.test", PASSWORD), ("gone@shop.test", PASSWORD), ("\0", "\0"))
    for email, password in tries:
        answer = sign_in(house.web(), email, password)
        assert answer.status_code == 401
        assert WRONG in answer.text
        assert "assistant_session" not in "".join(answer.headers.getlist("Set-Cookie"))


def test_signing_in_needs_the_page_it_was_shown_on(house: House, lead: str) -> None:
    web = house.web()
    given = {"email": lead, "password": PASSWORD}
    assert web.post("/console/sign-in", data=given, headers=OURS).status_code == 403
    token = form_token(web.get("/console/sign-in").text)
    other = house.web().post("/console/sign-in", data=given | {"csrf_token": token}, headers=OURS)
    assert other.status_code == 403
    for headers in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        assert web.post("/console/sign-in", data=given | {"csrf_token": token}, headers=headers).status_code == 403


def test_signing_in_is_slowed_down_after_ten_tries(build: Build) -> None:
    web = build(rate_limits="on").web()
    token = form_token(web.get("/console/sign-in").text)
    given = {"email": "x", "password": "x", "csrf_token": token}
    statuses = [web.post("/console/sign-in", data=given, headers=OURS).status_code for _ in range(11)]
    assert statuses == [401] * 10 + [429]
    slowed = web.post("/console/sign-in", data=given, headers=OURS)
    assert 0 < int(slowed.headers["Retry-After"]) <= 60


def test_an_account_is_guarded_from_tries_out_of_many_places(build: Build) -> None:
    house = build(rate_limits="on")
    statuses = []
    for n in range(21):
        web, place = house.web(), {"REMOTE_ADDR": f"203.0.113.{n}"}
        email = "Lea@shop.test" if n % 2 else "lea@shop.test"
        given = {"email": email, "password": "x", "csrf_token": form_token(web.get("/console/sign-in").text)}
        statuses.append(web.post("/console/sign-in", data=given, headers=OURS, environ_base=place).status_code)
    assert statuses == [401] * 20 + [429]
    assert sign_in(house.web(), "sam@shop.test").status_code == 401


def test_passwords_are_hashed_where_nobody_has_to_wait(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    apart: list[str] = []

    def away(work: Callable[..., Any], *args: Any) -> Any:
        apart.append(work.__name__)
        return work(*args)

    monkeypatch.setattr(console_pages, "away_from_loop", away)
    house = build()
    link = f"/console/setup/{accounts.setup_link(house.desk.db, now())}"
    web = house.web()
    fields = {"name": "Lea", "email": "lea@shop.test", "password": PASSWORD, "password_again": PASSWORD}
    token = form_token(web.get(link).text)
    assert web.post(link, data=fields | {"csrf_token": token}, headers=OURS).status_code == 303
    assert sign_in(house.web(), "lea@shop.test").status_code == 303
    assert apart == ["_new_user", "_matches", "_matches"]


def test_behind_a_proxy_each_caller_is_slowed_down_alone(build: Build) -> None:
    web = build(rate_limits="on", trusted_proxies=1).web()
    for _ in range(11):
        web.post("/console/sign-in", headers=OURS | {"X-Forwarded-For": "203.0.113.5"})
    assert web.post("/console/sign-in", headers=OURS | {"X-Forwarded-For": "203.0.113.5"}).status_code == 429
    assert web.post("/console/sign-in", headers=OURS | {"X-Forwarded-For": "203.0.113.6"}).status_code == 403


def test_signing_out_ends_the_session_for_good(house: House, lead: str) -> None:
    web, csrf = signed_in(house, lead)
    kept = web.get_cookie("assistant_session", domain="shop.test") or web.get_cookie("assistant_session")
    assert kept is not None
    assert web.post("/console/sign-out", data={"csrf_token": "wrong"}, headers=OURS).status_code == 403
    assert web.post("/console/sign-out", data={"csrf_token": csrf}, headers=OURS).location == "/console/sign-in"
    back = house.web().get("/api/v1/me", headers={"Cookie": f"assistant_session={kept.value}"})
    assert back.status_code == 401


def test_signing_out_says_what_goes_back_and_puts_it_back(house: House) -> None:
    leaver = "kim@shop.test"  # an account that is signed in nowhere else
    accounts.add_user(house.desk.db, leaver, "Kim", Role.AGENT, PASSWORD, now())
    web, csrf = signed_in(house, leaver)
    number = str(house.ticket().number)
    headers = OURS | {"X-CSRF-Token": csrf}
    assert web.post(f"/api/v1/tickets/{number}/claim", json={}, headers=headers).status_code == 200
    told = web.get("/api/v1/me/leaving").json
    assert told and ([each["number"] for each in told["goes_back"]], told["stays"]) == ([number], [])
    web.post("/console/sign-out", data={"csrf_token": csrf}, headers=OURS)
    assert web.get("/api/v1/me/leaving").status_code == 401
    web, _ = signed_in(house, leaver)
    rows = web.get("/api/v1/tickets?view=unheld").json["tickets"]  # type: ignore[index]
    assert number in {row["number"] for row in rows}


def test_a_session_acts_only_with_its_token_and_from_its_own_page(house: House, lead: str) -> None:
    web, csrf = signed_in(house, lead)
    number = house.ticket().number
    path = f"/api/v1/tickets/{number}/claim"
    for headers in (
        {},
        OURS,
        OURS | {"X-CSRF-Token": "wrong"},
        OURS | {"X-CSRF-Token": "é"},
        {"X-CSRF-Token": csrf},
        {"X-CSRF-Token": csrf, "Origin": "https://evil.example"},
        {"X-CSRF-Token": csrf, "Origin": "null"},
    ):
        refused = web.post(path, json={}, headers=headers)
        assert refused.status_code == 403, headers
        assert error_of(refused)["code"] in ("csrf", "foreign_origin", "forbidden")
    assert web.post(path, json={}, headers=OURS | {"X-CSRF-Token": csrf}).status_code == 200


def test_a_shops_page_may_not_use_the_console(build: Build) -> None:
    house = build(allowed_origins=("https://www.shop.example",))
    accounts.add_user(house.desk.db, "a@shop.test", "A", Role.AGENT, PASSWORD, now())
    web, csrf = signed_in(house, "a@shop.test")
    headers = {"Origin": "https://www.shop.example", "X-CSRF-Token": csrf}
    assert web.post("/api/v1/tickets/next", json={}, headers=headers).status_code == 403


def test_a_disabled_account_is_out_at_once_with_session_and_key(house: House) -> None:
    accounts.add_user(house.desk.db, "temp@shop.test", "T", Role.AGENT, PASSWORD, now())
    _, key = accounts.add_key(house.desk.db, "temp@shop.test", now())
    web, _ = signed_in(house, "temp@shop.test")
    bearer = {"Authorization": f"Bearer {key}"}
    assert house.web().get("/api/v1/me", headers=bearer).status_code == 200
    accounts.disable(house.desk.db, "temp@shop.test", now())
    assert web.get("/api/v1/me").status_code == 401
    assert house.web().get("/api/v1/me", headers=bearer).status_code == 401


def test_a_new_password_ends_every_session(house: House) -> None:
    accounts.add_user(house.desk.db, "reset@shop.test", "R", Role.AGENT, PASSWORD, now())
    web, _ = signed_in(house, "reset@shop.test")
    accounts.reset_password(house.desk.db, "reset@shop.test", "another good password")
    assert web.get("/api/v1/me").status_code == 401
    assert sign_in(house.web(), "reset@shop.test").status_code == 401
    assert sign_in(house.web(), "reset@shop.test", "another good password").status_code == 303


def test_a_session_ends_when_it_was_not_used_and_lives_on_in_use(house: House, lead: str) -> None:
    db, at = house.desk.db, now()
    token, _ = accounts.sign_in(db, lead, PASSWORD, at)
    assert accounts.by_session(db, token, at + SESSION_LENGTH - timedelta(minutes=1)) is not None
    assert accounts.by_session(db, token, at + SESSION_LENGTH + timedelta(hours=1)) is not None
    assert accounts.by_session(db, token, at + 3 * SESSION_LENGTH) is None


@pytest.mark.parametrize("key", ["", "sk_wrong", "é", "\0", "x" * 5000])
def test_a_wrong_key_is_401(any_house: House, key: str) -> None:
    answer = any_house.web().get("/api/v1/tickets", headers={"Authorization": f"Bearer {key}".replace("\0", "%00")})
    assert (answer.status_code, error_of(answer)["code"]) == (401, "not_signed_in")


def test_a_revoked_key_is_out(house: House) -> None:
    agent = house.staff()
    [key] = [key for key in accounts.all_keys(house.desk.db) if key.user.id == agent.id]
    assert agent.get("/me").status_code == 200
    accounts.revoke_key(house.desk.db, key.id, now())
    assert agent.get("/me").status_code == 401
    with pytest.raises(NotFound):
        accounts.revoke_key(house.desk.db, key.id, now())


def test_keys_sessions_and_passwords_are_not_stored_as_they_are(house: House, lead: str) -> None:
    agent = house.staff()
    token, _ = accounts.sign_in(house.desk.db, lead, PASSWORD, now())
    stored = repr([house.rows(name) for name in ("users", "sessions", "api_keys", "setup_links", "conversations")])
    chat = house.chat()
    for secret in (agent.key, token, PASSWORD, chat.token):
        assert secret not in stored
    assert "$argon2id$" in stored


GIVEN = {"name": "Lea", "email": "lea@shop.test", "password": PASSWORD, "password_again": PASSWORD}


class TestFirstLead:
    """On a house without any account."""

    @pytest.fixture
    def fresh(self, build: Build) -> Iterator[House]:
        yield build()

    def set_up(self, house: House, token: str, **given: str) -> Answer:
        web = house.web()
        page = web.get(f"/console/setup/{token}")
        if page.status_code != 200:
            return page
        fields = GIVEN | given | {"csrf_token": form_token(page.text)}
        return web.post(f"/console/setup/{token}", data=fields, headers=OURS)

    def test_the_link_makes_one_lead_and_is_used_up(self, fresh: House) -> None:
        token = accounts.setup_link(fresh.desk.db, now())
        assert token
        assert self.set_up(fresh, token).status_code == 303
        assert [(user.email, user.role) for user in accounts.all_users(fresh.desk.db)] == [("lea@shop.test", "lead")]
        assert self.set_up(fresh, token, email="eve@shop.test").status_code == 404
        assert accounts.setup_link(fresh.desk.db, now()) is None

    def test_a_newer_link_ends_the_older_one_and_both_expire(self, fresh: House) -> None:
        at = now()
        older, newer = accounts.setup_link(fresh.desk.db, at), accounts.setup_link(fresh.desk.db, at)
        assert older and newer
        assert self.set_up(fresh, older).status_code == 404
        assert accounts.setup_link_is_good(fresh.desk.db, newer, at + SETUP_LENGTH - timedelta(seconds=1))
        assert not accounts.setup_link_is_good(fresh.desk.db, newer, at + SETUP_LENGTH)
        with pytest.raises(NotFound):
            accounts.set_up(fresh.desk.db, newer, "L", "l@shop.test", PASSWORD, at + SETUP_LENGTH)

    def test_faults_are_told_at_their_fields_and_the_link_stays_good(self, fresh: House) -> None:
        token = accounts.setup_link(fresh.desk.db, now())
        assert token
        faulty = self.set_up(fresh, token, email="x", password="short", password_again="short", name="<script>")
        assert faulty.status_code == 422
        assert 'id="email-fault"' in faulty.text and 'id="password-fault"' in faulty.text
        assert "<script>&" not in faulty.text and "&lt;script&gt;" in faulty.text
        assert 'id="password_again-fault"' in self.set_up(fresh, token, password_again="another one").text
        assert self.set_up(fresh, token).status_code == 303

    @pytest.mark.parametrize("token", ["x", "%00", "é", "0" * 5000])
    def test_another_link_is_404(self, fresh: House, token: str) -> None:
        accounts.setup_link(fresh.desk.db, now())
        assert fresh.web().get(f"/console/setup/{token}").status_code in (400, 404)


class TestConsoleSocket:
    def connect(self, house: House, cookie: str, origin: str | None) -> Any:
        headers = {"Host": "shop.test", "Cookie": f"assistant_session={cookie}"}
        if origin:
            headers["Origin"] = origin
        return house.made.socketio.test_client(house.made.app, namespace="/console", headers=headers)

    def test_only_a_session_from_our_own_page_is_let_in(self, house: House, lead: str) -> None:
        token, _ = accounts.sign_in(house.desk.db, lead, PASSWORD, now())
        assert self.connect(house, token, "http://shop.test").is_connected("/console")
        for cookie, origin in (
            ("wrong", "http://shop.test"),
            ("", "http://shop.test"),
            (token, None),
            (token, "https://evil.example"),
            (token, "null"),
        ):
            assert not self.connect(house, cookie, origin).is_connected("/console"), (cookie, origin)

    def test_it_tells_of_new_tickets_changes_and_typing(self, house: House, lead: str) -> None:
        token, _ = accounts.sign_in(house.desk.db, lead, PASSWORD, now())
        desk, chat = self.connect(house, token, "http://shop.test"), house.chat()
        number = chat.hand_off(details="I need help")["ticket"]["number"]
        house.deliver()
        told = desk.get_received("/console")
        notice = next(each["args"][0] for each in told if each["name"] == "notice")
        assert set(notice) == {"kind", "number", "text", "at"} and notice["number"] == number
        assert "queue" in [each["name"] for each in told]
        assert desk.emit("watch", {"number": number}, namespace="/console", callback=True) == {"ok": True}
        chat.emit("typing", {})
        chat.say("are you there?")
        house.deliver()
        heard = {each["name"]: each["args"] for each in desk.get_received("/console")}
        typing = heard["typing"][0] if isinstance(heard["typing"], list) else heard["typing"]
        assert typing == {"number": number, "who": "shopper"}
        assert heard["changed"][0]["number"] == number
        assert desk.emit("typing", {"number": number}, namespace="/console", callback=True) == {"ok": True}
        assert chat.received("typing") != []
        assert desk.emit("unwatch", {"number": number}, namespace="/console", callback=True) == {"ok": True}

    def test_an_editor_hears_of_no_tickets(self, house: House, lead: str) -> None:
        accounts.add_user(house.desk.db, "editor@shop.test", "Ed", Role.EDITOR, PASSWORD, now())
        token, _ = accounts.sign_in(house.desk.db, "editor@shop.test", PASSWORD, now())
        console = self.connect(house, token, "http://shop.test")
        number = house.chat().hand_off(details="I need help")["ticket"]["number"]
        house.deliver()
        assert console.is_connected("/console") and console.get_received("/console") == []
        for event in ("watch", "unwatch", "typing"):
            refused = console.emit(event, {"number": number}, namespace="/console", callback=True)
            assert (refused["ok"], refused["error"]["code"]) == (False, "forbidden")

    def test_a_socket_ends_with_the_session_it_was_opened_with(self, house: House, lead: str) -> None:
        token, found = accounts.sign_in(house.desk.db, lead, PASSWORD, now())
        console = self.connect(house, token, "http://shop.test")
        number = house.ticket().number
        assert console.emit("watch", {"number": number}, namespace="/console", callback=True) == {"ok": True}
        leaving.sign_out(house.desk, found.user, token, now())
        console.emit("watch", {"number": number}, namespace="/console")
        assert not console.is_connected("/console")

    @pytest.mark.parametrize("payload", [None, 5, [], {"number": 5}, {"number": "x"}, {"number": "²"}, {"nr": "1"}])
    def test_wrong_events_are_refused(self, house: House, lead: str, payload: object) -> None:
        token, _ = accounts.sign_in(house.desk.db, lead, PASSWORD, now())
        desk = self.connect(house, token, "http://shop.test")
        for event in ("watch", "unwatch", "typing"):
            refused = desk.emit(event, payload, namespace="/console", callback=True)
            assert refused["ok"] is False and refused["error"]["message"]
