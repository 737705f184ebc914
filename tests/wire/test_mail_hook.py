"""The doors for mail: the hook a mail service posts to, the mailbox that is visited, and the console's list of mails."""

from collections.abc import Iterator

import pytest

from assistant import mailbox as mailboxes
from assistant.entry import mail_hook
from assistant.services import mail_intake
from tests.services.letters import reply_to
from tests.support.imap import Mailbox, mailbox
from tests.wire.conftest import Build
from tests.wire.house import Answer, Filed, House, error_of

TOKEN = "a-token-of-the-mail-service"
ANN = "Ann Lee <ann@example.com>"


@pytest.fixture(scope="module")
def hooked(build: Build) -> House:
    return build(mail_hook_token=TOKEN)


@pytest.fixture
def inbox() -> Iterator[Mailbox]:
    with mailbox() as box:
        yield box


def post(house: House, raw: bytes, token: str = TOKEN, kind: str = "message/rfc822") -> Answer:
    headers = {"Authorization": f"Bearer {token}"}
    return house.web().post("/hooks/mail", data=raw, content_type=kind, headers=headers)


def letter(house: House, ticket: Filed) -> str:
    """The Message-ID of the receipt."""
    return str(house.rows("outbox", ticket=int(ticket.number))[0]["message_id"])


def said(house: House, ticket: Filed) -> list[str]:
    messages = house.staff().ticket(ticket.number)["messages"]
    return [message["text"] for message in messages if message["author"]["kind"] == "shopper"][1:]


class TestHook:
    def test_a_reply_lands_on_its_ticket_and_sent_again_is_not_stored_again(self, hooked: House) -> None:
        ticket = hooked.ticket()
        raw = reply_to(letter(hooked, ticket), "The <b>30</b> ml.", From=ANN)
        answers = [post(hooked, raw) for _ in range(2)]
        assert [(each.status_code, each.json) for each in answers] == [(200, {"taken": "reply"})] * 2
        assert said(hooked, ticket) == ["The <b>30</b> ml."]
        assert "&lt;b&gt;30" in hooked.web().get(ticket.page).text

    def test_what_belongs_to_no_ticket_is_refused_with_a_sentence(self, hooked: House) -> None:
        answer = post(hooked, reply_to("<nothing@of.ours>", "Hello"))
        assert (answer.status_code, error_of(answer)["code"]) == (422, "unmatched")
        broken = post(hooked, b"\0\0")
        assert (broken.status_code, error_of(broken)["code"]) == (422, "invalid")

    def test_more_mails_than_a_ticket_takes_are_told_to_wait(
        self, hooked: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(mail_intake, "MOST_AN_HOUR", 1)
        ticket = hooked.ticket()
        answers = [post(hooked, reply_to(letter(hooked, ticket), "Hi", From=ANN, id=f"flood{n}")) for n in range(2)]
        assert [each.status_code for each in answers] == [200, 429]
        assert answers[1].headers["Retry-After"] == "3600"
        assert 'assistant_mails_received_total{outcome="too_many"}' in hooked.web().get("/metrics").text

    @pytest.mark.parametrize("token", ["", "another", "a-token-of-the-mail-servic", "é"])
    def test_another_token_is_refused(self, hooked: House, token: str) -> None:
        assert post(hooked, b"", token).status_code == 401

    def test_without_a_token_set_up_there_is_no_hook(self, house: House) -> None:
        assert error_of(post(house, b""))["code"] == "not_found"

    def test_only_mails_are_read_and_only_so_large(self, build: Build) -> None:
        small = build(mail_hook_token=TOKEN, upload_bytes=10_000)
        assert post(small, b"{}", kind="application/json").status_code == 415
        assert post(small, b"x" * 60_001).status_code == 413

    def test_letters_ask_for_replies_by_mail(self, hooked: House) -> None:
        ticket = hooked.ticket()
        [receipt] = hooked.rows("outbox", ticket=int(ticket.number))
        assert "Just reply to this e-mail" in receipt["text"]

    def test_what_came_in_is_counted_in_the_metrics(self, hooked: House) -> None:
        post(hooked, reply_to("<nothing@of.ours>", "Hello", id="counted"))
        counted = hooked.web().get("/metrics").text
        assert 'assistant_mails_received_total{outcome="unmatched"}' in counted


class TestMailbox:
    def test_replies_are_taken_and_marked_and_what_matches_nothing_stays_unread_and_flagged(
        self, build: Build, inbox: Mailbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        house = build(imap_url=inbox.url, upload_bytes=10_000)
        ticket = house.ticket()
        inbox.put(reply_to(letter(house, ticket), "The 30 ml.", From=ANN))
        inbox.put(reply_to("<nothing@of.ours>", "Buy our watches."))
        inbox.put(b"\0\0")
        inbox.put(reply_to(letter(house, ticket), "x" * 60_001, From=ANN, id="large"))
        mail_hook.fetch(house.made.doors)
        assert inbox.flags == [{r"\Seen"}, {r"\Flagged"}, {r"\Flagged"}, {r"\Flagged"}]
        assert said(house, ticket) == ["The 30 ml."]
        with monkeypatch.context() as patched:
            patched.setattr(mail_intake, "MOST_AN_HOUR", 1)
            inbox.put(reply_to(letter(house, ticket), "And now?", From=ANN, id="3"))
            mail_hook.fetch(house.made.doors)
        assert inbox.flags[-1] == {r"\Flagged"}
        inbox.put(reply_to(letter(house, ticket), "And soon, please.", From=ANN, id="2"))
        mail_hook.fetch(house.made.doors)
        assert said(house, ticket) == ["The 30 ml.", "And soon, please."]
        assert "assistant_mailbox_age_seconds" in house.web().get("/metrics").text

    def test_a_visit_that_breaks_off_before_it_is_marked_is_repeated_and_stores_nothing_twice(
        self, build: Build, inbox: Mailbox
    ) -> None:
        house = build(imap_url=inbox.url)
        ticket = house.ticket()
        inbox.put(reply_to(letter(house, ticket), "The 30 ml.", From=ANN))

        def break_off() -> None:
            raise ConnectionResetError

        inbox.before_store = break_off
        with pytest.raises(mailboxes.Away):
            mail_hook.fetch(house.made.doors)
        inbox.before_store = lambda: None
        assert inbox.flags == [set()]
        mail_hook.fetch(house.made.doors)
        assert inbox.flags == [{r"\Seen"}]
        assert said(house, ticket) == ["The 30 ml."]

    @pytest.mark.parametrize(
        ("given", "wrong"), [("pa%22ss", "other"), ("/INBOX", "/Nowhere"), ("@127.0.0.1", "@127.0.0.2")]
    )
    def test_a_mailbox_that_cannot_be_read_is_away_and_nothing_is_lost(
        self, build: Build, inbox: Mailbox, given: str, wrong: str
    ) -> None:
        house = build(imap_url=inbox.url.replace(given, wrong))
        with pytest.raises(mailboxes.Away):
            mail_hook.fetch(house.made.doors)


class TestList:
    def test_a_dead_mail_is_listed_sent_again_and_dismissed_by_those_who_answer(self, any_house: House) -> None:
        ticket, agent = any_house.ticket(), any_house.staff()
        [mail] = any_house.rows("outbox", ticket=int(ticket.number))
        waiting = agent.get("/mail", state="waiting").json
        assert mail["id"] in [each["id"] for each in waiting["mails"]]
        answer = agent.post(f"/mail/{mail['id']}/retry")
        assert (answer.status_code, error_of(answer)["code"]) == (409, "not_dead")
        assert error_of(agent.post(f"/mail/{mail['id']}/dismiss"))["fields"] == {
            "note": "Say what you did instead, such as a call."
        }
        assert agent.get("/me").json["mail"] == {"dead": 0}
        assert error_of(agent.post("/mail/nothing/retry"))["code"] == "not_found"
        for wrong in ({"state": "lost"}, {"cursor": "x"}, {"colour": "red"}):
            assert agent.get("/mail", **wrong).status_code in (400, 422)

    def test_editors_see_no_mail(self, any_house: House) -> None:
        editor = any_house.staff("editor")
        assert editor.get("/mail").status_code == 403
        assert editor.get("/me").json["mail"] == {"dead": 0}

    def test_what_a_shopper_gave_is_corrected_over_the_api(self, any_house: House) -> None:
        ticket, agent = any_house.ticket(), any_house.staff()
        phone = "+4111 1111 1111 1111"
        shown = agent.did(ticket.number, "correct", email="ann@home.example", phone=phone, sku="4111 1111 1111 1111")
        assert shown["shopper"]["email"] == "ann@home.example"
        assert (shown["shopper"]["phone"], shown["shopper"]["sku"]) == (phone, "•••• 1111")
        assert error_of(agent.do(ticket.number, "correct", email="ann"))["fields"].keys() == {"email"}
        assert agent.do(ticket.number, "correct").status_code == 409
        assert agent.do(ticket.number, "correct", details="x").status_code == 422
