"""The figures through forms: what each fact turns on, what an edit would change, and saving it in one go."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from assistant.core.conversations import Owner
from assistant.core.errors import Conflict, Invalid
from assistant.services.desk import Desk
from assistant.services.knowledge import asking as knowledge_asking
from assistant.services.knowledge import figures
from assistant.services.knowledge.figure_inputs import Given, GivenFact, GivenPeak
from assistant.services.knowledge.room import ChangedUnderneath, CheckFailed, Saved
from assistant.store.database import Database
from tests.content.shop import POLICY, Folder
from tests.core import small_shop
from tests.services.desk import Shop
from tests.services.knowledge import Editors

COST_FILE = "answers/shipping/cost.md"
COST = """\
---
title: What does shipping cost?
questions:
  - how much is shipping
  - is delivery free
  - what do you charge for delivery
  - shipping fee
source: service#1
---
Shipping costs {{ shipping.cost }}, and takes **{{ shipping.days }} days**.

<!-- not stated -->
That is not stated here.
"""
LACKING = """\
  shipping.cost: {value: null}  # "Shipping costs ..." (and when it is free)
  shipping.days: {value: null}
"""
SHIPPING = "# Shipping Policy\n\n## 1. Costs\n\nUSD 4.90 for every order, within 3-5 days.\n"
WINTER = GivenPeak("Winter sale", "2026-11-27", "2026-12-31", "2", "We take a little longer.")


@pytest.fixture
def shop(desk: Desk, tmp_path: Path) -> Editors:
    return Editors(desk, lacking(tmp_path), tmp_path / "data")


@pytest.fixture
def shop_here(sqlite_url: str, tmp_path: Path) -> Iterator[Editors]:
    """On SQLite alone, for what no database has a say in."""
    with opened(sqlite_url, tmp_path) as editors:
        yield editors


@pytest.fixture(scope="module")
def seen(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editors]:
    """For all who only look."""
    path = tmp_path_factory.mktemp("seen")
    with opened(f"sqlite:///{shutil.copyfile(sqlite_template, path / 'db')}", path) as editors:
        yield editors


@contextmanager
def opened(url: str, path: Path) -> Iterator[Editors]:
    database = Database(url)
    yield Editors(Desk(database, small_shop.knowledge, "http://shop.test"), lacking(path), path / "data")
    database.close()


def lacking(path: Path) -> Folder:
    """The small shop with two facts that it has not stated."""
    folder = Folder(path / "knowledge")
    folder.write("policy.yaml", POLICY + LACKING)
    folder.write(COST_FILE, COST)
    return folder


def look(shop: Editors) -> dict[str, Any]:
    return figures.overview(shop.desk, shop.room, shop.at)


def fact(shop: Editors, name: str) -> dict[str, Any]:
    [found] = [each for each in look(shop)["facts"] if each["name"] == name]
    return dict(found)


def save(shop: Editors, given: Given, base: str | None = None) -> Saved:
    shop.at += timedelta(minutes=1)
    return figures.save(shop.desk, shop.room, given, base or look(shop)["hash"], shop.eda, shop.at, note="Figures")


def said(shop: Editors, entry: str = "shipping/cost") -> str | None:
    known = shop.room.live.current
    return known.speak(known.entries[entry]).text


def test_a_fact_tells_its_sentence_and_what_waits_for_it(seen: Editors) -> None:
    assert fact(seen, "shipping.cost") == {
        "name": "shipping.cost",
        "value": None,
        "said": None,
        "hint": "Shipping costs ...",
        "more": "and when it is free",
        "source": None,
        "entries": [{"id": "shipping/cost", "title": "What does shipping cost?"}],
        "handovers": 0,
    }
    refunds = fact(seen, "refunds.processing_days")
    assert (refunds["value"], refunds["said"], refunds["source"]) == (["5", "10"], "5-10", "service#1")
    # without a comment the answer's own sentence tells it
    assert refunds["hint"] == "A refund is processed in ... days."
    assert fact(seen, "shipping.days")["hint"] == "Shipping costs ..., and takes ... days."


def test_handovers_of_the_last_month_are_counted_by_what_they_were_about(shop: Editors) -> None:
    people = Shop(shop.desk)
    people.desk = replace(shop.desk, knowledge=lambda: shop.room.live.current)
    people.at = shop.at
    for question in ("how much is shipping", "is delivery free"):
        chat = people.chat()
        chat.say(question)
        chat.hand_off()
        assert chat.stands()[0] == Owner.QUEUE.value
    people.chat().say("shipping fee")
    other = people.chat()
    other.say("are your prices in dollars")
    other.hand_off()
    shop.at = people.at
    assert fact(shop, "shipping.cost")["handovers"] == fact(shop, "shipping.days")["handovers"] == 2
    assert fact(shop, "payments.currency")["handovers"] == 1
    shop.at += timedelta(days=31)
    assert fact(shop, "shipping.cost")["handovers"] == 0


def test_a_preview_shows_the_answer_before_and_after_and_what_is_still_missing(seen: Editors) -> None:
    given = Given(facts={"shipping.cost": GivenFact("USD 4.90", "")})
    shown = figures.preview(seen.desk, seen.room, given, seen.at)
    [effect] = shown["entries"]
    assert (effect["id"], effect["still_missing"]) == ("shipping/cost", ["shipping.days"])
    assert effect["before"] == effect["after"] == "<p>That is not stated here.</p>"
    given = Given(facts={"shipping.cost": GivenFact("USD 4.90", ""), "shipping.days": GivenFact("3 to 5", "")})
    [effect] = figures.preview(seen.desk, seen.room, given, seen.at)["entries"]
    assert effect["after"] == "<p>Shipping costs USD 4.90, and takes <strong>3-5 days</strong>.</p>"
    assert said(seen) == "That is not stated here."


def test_the_sections_that_say_a_value_are_offered_as_its_source(seen: Editors) -> None:
    facts = {"shipping.days": GivenFact("3-5", ""), "shipping.cost": GivenFact("USD", "")}
    shown = figures.preview(seen.desk, seen.room, Given(facts=facts, policies={"shipping": SHIPPING}), seen.at)
    assert shown["found_in"] == {
        "shipping.days": ["shipping#1", "service#2"],
        "shipping.cost": ["shipping#1", "service#1"],
    }


@pytest.mark.parametrize(
    ("given", "field", "fault"),
    [
        (
            GivenFact("3-5", "service#1"),
            "source",
            "The section you chose does not contain 3-5. Use its words, or choose another section.",
        ),
        (
            GivenFact("gratis", "service#1"),
            "source",
            'The section you chose does not contain "gratis". Use its words, or choose another section.',
        ),
        (GivenFact("60", "service#9"), "source", "There is no such section any more. Choose another one."),
        (GivenFact("60", "somewhere"), "source", "Choose a section from the list."),
        (GivenFact("5-3", ""), "value", "Write the smaller number first: 3-5."),
        (GivenFact("{{ x }}", ""), "value", "Write the words themselves, without braces: nothing is filled in here."),
        (GivenFact("x" * 1001, ""), "value", "Shorten it to at most 1,000 characters."),
        (GivenFact("a\x07b", ""), "value", "It holds a character that cannot be printed. Type it again."),
    ],
)
def test_what_cannot_be_is_told_at_its_field(seen: Editors, given: GivenFact, field: str, fault: str) -> None:
    forms = Given(facts={"shipping.cost": given})
    shown = figures.preview(seen.desk, seen.room, forms, seen.at)
    assert shown["fields"] == {f"facts.shipping.cost.{field}": fault}
    with pytest.raises(Invalid) as refused:
        save(seen, forms)
    assert refused.value.fields == shown["fields"]
    assert seen.text("policy.yaml") == POLICY + LACKING


def test_facts_with_the_policy_they_come_from_are_saved_in_one_go_and_answer_at_once(shop: Editors) -> None:
    given = Given(
        facts={"shipping.cost": GivenFact("USD 4.90", "shipping#1"), "shipping.days": GivenFact("3-5", "shipping#1")},
        policies={"shipping": SHIPPING},
    )
    saved = save(shop, given)
    assert set(saved.hashes) == {"policy.yaml", "policies/shipping.md"}
    assert said(shop) == "Shipping costs USD 4.90, and takes **3-5 days**."
    assert shop.text("policy.yaml") == POLICY + (
        '  shipping.cost: {value: "USD 4.90", source: shipping#1}  # "Shipping costs ..." (and when it is free)\n'
        "  shipping.days: {value: [3, 5], source: shipping#1}\n"
    )
    assert shop.versions("policy.yaml")[-1].note == "Figures"
    assert {each["ref"] for each in look(shop)["sections"]} == {"service#1", "service#2", "shipping#1"}


def test_who_was_overtaken_saves_nothing_and_is_shown_the_other_text(shop: Editors) -> None:
    base = look(shop)["hash"]
    save(shop, Given(facts={"shipping.cost": GivenFact("USD 5", "")}))
    with pytest.raises(ChangedUnderneath) as refused:
        save(shop, Given(facts={"shipping.days": GivenFact("5-3", "")}), base)
    assert list(refused.value.fields) == ["policy.yaml"]
    assert "USD 5" in (refused.value.theirs[0].text or "")


def test_a_value_that_contradicts_other_files_is_refused_with_what_the_check_says(shop_here: Editors) -> None:
    shop_here.folder.write(COST_FILE, COST.replace("service#1", "service#2").replace("That is", "Back in 60 days is"))
    shop_here.room.live.poke()
    with pytest.raises(CheckFailed) as refused:
        save(shop_here, Given(facts={"returns.window_days": GivenFact("45", "")}))
    assert [each.file for each in refused.value.findings if each.level == "error"] == [COST_FILE]
    assert fact(shop_here, "returns.window_days")["said"] == "60"


def test_a_policy_that_is_there_already_is_not_written_over(seen: Editors) -> None:
    shown = figures.preview(
        seen.desk,
        seen.room,
        Given(policies={"service": SHIPPING, "Über uns": SHIPPING, "b": "x"}),
        seen.at,
    )
    assert shown["fields"] == {
        "policies.service": "There is a policy called service already. Open its file to change it.",
        "policies.Über uns": "Give it a short name of small letters, digits and hyphens, such as shipping.",
        "policies.b": "Line 1: there are no sections; write numbered headings: ## 1. What we stand for.",
    }


def test_a_peak_moves_the_dates_of_what_begins_in_it(shop_here: Editors) -> None:
    shown = figures.preview(shop_here.desk, shop_here.room, Given(peaks=[WINTER]), shop_here.at)
    assert shown["fields"] == {}
    assert shown["dates"]["before"] == shown["dates"]["after"]
    [peak] = shown["peaks"]
    assert peak["with"]["notice"] == "We take a little longer."
    # Fri 27 Nov: three business days, and two more in the sale
    assert peak["without"]["promises"]["general"]["confirmation_by"] == "2026-12-02T22:00:00+00:00"
    assert peak["with"]["promises"]["general"]["confirmation_by"] == "2026-12-04T22:00:00+00:00"
    save(shop_here, Given(peaks=[WINTER]))
    assert [each["name"] for each in look(shop_here)["peaks"]] == ["Winter sale"]


def test_peaks_that_cannot_be_are_told_at_their_fields(seen: Editors) -> None:
    late = GivenPeak("Late", "2026-12-30", "2027-01-05", "1", "Late.")
    empty = GivenPeak(" ", "", "2026-02-30", "some", "")
    backwards = GivenPeak("Late", "2026-06-02", "2026-06-01", "1", "x")
    shown = figures.preview(seen.desk, seen.room, Given(peaks=[late, WINTER, empty, backwards]), seen.at)
    assert shown["fields"] == {
        "peaks.0.from": "It begins before Winter sale is over on Thu 31 Dec. Let no two peaks share a day.",
        "peaks.2.name": "Give the peak a name, such as Winter sale.",
        "peaks.2.from": "Choose a date, such as 2026-12-24.",
        "peaks.2.to": "Choose a date, such as 2026-12-24.",
        "peaks.2.extra_business_days": "Write a whole number of business days, from 0 to 250.",
        "peaks.2.notice": "Write what shoppers read in this time.",
        "peaks.3.to": "The last day is before the first. Swap the dates.",
    }


def test_no_row_of_zeros_hides_a_number_of_days_that_is_too_large(seen: Editors) -> None:
    endless = replace(WINTER, extra="00000000099999999")
    shown = figures.preview(seen.desk, seen.room, Given(peaks=[endless]), seen.at)
    assert shown["fields"] == {"peaks.0.extra_business_days": "Write a whole number of business days, from 0 to 250."}


def test_days_off_are_shown_by_name_and_move_the_promised_dates(shop_here: Editors) -> None:
    calendar = look(shop_here)["calendar"]
    assert (calendar["working_days"], calendar["hours"]) == (["mon", "tue", "wed", "thu", "fri"], "09:00-17:00")
    assert {"date": "2026-11-26", "name": "Thanksgiving Day"} in calendar["next_days_off"]
    shown = figures.preview(shop_here.desk, shop_here.room, Given(closed=["2026-11-03", "soon"]), shop_here.at)
    assert shown["fields"] == {"closed.1": "Choose a date, such as 2026-12-24."}
    assert {"date": "2026-11-03", "name": ""} in shown["next_days_off"]
    before, after = (shown["dates"][when]["promises"]["general"]["confirmation_by"] for when in ("before", "after"))
    assert before < after
    save(shop_here, Given(closed=["2026-11-03"]))
    assert shop_here.room.live.current.policy.calendar.closed == {date(2026, 11, 3)}


def test_while_the_file_has_a_fault_the_figures_send_to_it(shop_here: Editors) -> None:
    shop_here.folder.write("policy.yaml", POLICY + LACKING + "peaks: [\n")
    shop_here.room.live.poke()
    with pytest.raises(Conflict) as refused:
        look(shop_here)
    assert refused.value.code == "figures_unreadable"
    assert "Mend it among the files first." in refused.value.message


def test_a_pasted_policy_is_shown_as_it_would_be_saved(seen: Editors) -> None:
    shown = figures.arrange(seen.room, "Shipping Policy\n\nCosts\nUSD 4.90 <b>\n", "")
    assert (shown["name"], shown["title"], shown["findings"]) == ("shipping", "Shipping Policy", [])
    assert shown["markdown"] == "# Shipping Policy\n\n## 1. Costs\n\nUSD 4.90 <b>\n"
    assert shown["sections"] == [{"number": "1", "title": "Costs", "html": "<p>USD 4.90 &lt;b&gt;</p>"}]
    assert figures.arrange(seen.room, "  ", "")["markdown"] == ""


def test_reading_forms_and_pasted_texts_keeps_nobody_waiting(seen: Editors) -> None:
    done: list[str] = []

    def apart(work: Callable[..., Any], *given: Any) -> Any:
        done.append(work.__name__)
        return work(*given)

    room = replace(seen.room, apart=apart)
    figures.arrange(room, "Costs\n\nUSD 4.90\n", "")
    figures.preview(seen.desk, room, Given(peaks=[WINTER]), seen.at)
    knowledge_asking.ask(room, ["how much is shipping"], [])
    assert len(done) == 3, "each of them once, and whole"
