"""A busy period that an editor announces is in force at once, everywhere, and what it promised stays when it is over."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.core.sla import promised
from assistant.core.tickets.words import say_date
from assistant.entry.outlook_teller import OutlookTeller
from tests.content.shop import POLICY, Folder
from tests.wire.house import House, now, opened

NOTICE = "It is our busiest time of the year; answers take up to two business days longer."


class Busy:
    """A house with a folder of its own, in which a busy period can be announced that covers today."""

    def __init__(self, house: House, folder: Folder) -> None:
        self.house, self.folder = house, folder
        self.teller = OutlookTeller(house.made.doors)

    def announce(self) -> None:
        today = self.house.desk.knowledge().policy.calendar.local(now()).date()
        first, last = today - timedelta(days=1), today + timedelta(days=1)
        peak = f'{{name: Winter sale, from: {first}, to: {last}, extra_business_days: 2, notice: "{NOTICE}"}}'
        self._save(f"{POLICY}peaks:\n  - {peak}\n")

    def call_off(self) -> None:
        self._save(POLICY)

    def limit(self) -> str:
        """What a general inquiry would be told for its confirmation now."""
        policy = self.house.desk.knowledge().policy
        return say_date(promised(policy, "general", now()).confirmation_by, policy.calendar.zone)

    def _save(self, policy: str) -> None:
        self.folder.write("policy.yaml", policy)
        self.house.made.doors.knowledge.poke()
        self.teller.look()


@pytest.fixture
def busy(sqlite_template: Path, tmp_path: Path) -> Iterator[Busy]:
    folder = Folder(tmp_path / "knowledge")
    url = f"sqlite:///{shutil.copyfile(sqlite_template, tmp_path / 'db')}"
    with opened(tmp_path, folder.path, url) as house:
        yield Busy(house, folder)


def test_contact_page_open_chats_receipts_and_the_calendar_follow_at_once(busy: Busy) -> None:
    house = busy.house
    tab, calm = house.chat(), busy.limit()
    before = tab.welcome["promises"]["general"]["confirmation_by"]
    busy.announce()
    [state] = tab.received("state")
    assert state["notice"] == NOTICE and state["promises"]["general"]["confirmation_by"] > before
    assert busy.limit() != calm
    page = house.web().get("/contact").text
    assert NOTICE in page and busy.limit() in page and calm not in page
    ticket = tab.hand_off(details="Where is my parcel?")["ticket"]
    assert ticket["notice"] == NOTICE
    receipt = tab.messages()[-1]["text"]
    assert NOTICE in receipt and busy.limit() in receipt
    assert [clock["peak"] for clock in house.rows("clocks")] == ["Winter sale", "Winter sale"]
    assert _today(house)["peak"]["name"] == "Winter sale"


def test_a_busy_period_that_is_over_stays_on_record_and_its_dates_are_kept(busy: Busy) -> None:
    house = busy.house
    busy.announce()
    ticket, limits = house.ticket(), busy.limit()
    dates = [clock["limit"] for clock in house.rows("clocks")]
    busy.call_off()
    assert [clock["limit"] for clock in house.rows("clocks")] == dates
    assert [clock["peak"] for clock in house.rows("clocks")] == ["Winter sale", "Winter sale"]
    page = house.web().get(ticket.page).text
    assert f"By {limits}." in page and "It began in a busy period (Winter sale)" in page
    assert NOTICE not in house.web().get("/contact").text
    assert _today(house)["peak"] is None


def test_a_save_that_changes_no_promise_tells_nobody(busy: Busy) -> None:
    tab = busy.house.chat()
    busy.folder.change("answers/returns/window.md", "to return an item", "for a return")
    busy.call_off()
    assert tab.received("state") == []


def _today(house: House) -> dict[str, Any]:
    told = house.staff().get("/calendar", days=1).json
    return dict(told["days"][0])
