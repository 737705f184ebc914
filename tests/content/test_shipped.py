"""The knowledge this product ships with. Ids never change once shipped: links, reports and expectations use them."""

from datetime import date
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process, utils

from assistant.content.check import check
from assistant.content.draft import Draft
from assistant.content.folder import read

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"

IDS = """
orders/confirmation orders/status orders/tracking orders/delivery-update orders/change orders/cancel orders/place
orders/cancelled-by-shop orders/wrong-item orders/missing-item
shipping/cost shipping/time shipping/destinations shipping/customs shipping/carrier
products/ingredients products/usage products/skin-type products/differences products/availability products/quality
products/shelf-life products/authenticity products/skin-reaction products/medical
returns/window returns/start returns/conditions returns/exchange
refunds/timing refunds/status refunds/dispute
payments/currency payments/methods payments/promo-codes payments/price-adjustment payments/charge-time payments/failed
payments/verification
website/account website/cart website/form
contact/how contact/what-to-include
service/confirmation-time service/resolution-time service/complex-updates service/peak-times service/process
service/our-mistakes service/scope service/privacy service/respect service/other-policies
feedback/share
chat/greeting chat/thanks chat/goodbye chat/identity chat/human
"""


@pytest.fixture(scope="module")
def shipped() -> Draft:
    return read(KNOWLEDGE)


def test_the_shipped_knowledge_passes_its_own_check() -> None:
    errors = [str(one) for one in check(KNOWLEDGE, today=date(2026, 11, 2)) if one.level == "error"]
    assert errors == []


def test_every_promised_id_is_there(shipped: Draft) -> None:
    assert set(IDS.split()) <= set(shipped.entries)


def test_every_entry_is_asked_for_in_many_ways(shipped: Draft) -> None:
    few = {name: len(read.questions) for name, read in shipped.entries.items() if len(read.questions) < 25}
    assert few == {}


def test_answers_are_short(shipped: Draft) -> None:
    texts = [
        (name, len(part.split()))
        for name, read in shipped.entries.items()
        for part in (read.entry.answer, read.entry.not_stated or "")
    ]
    assert [(name, words) for name, words in texts if words > 75] == []


def test_a_reaction_of_the_skin_and_a_medical_question_get_no_advice_and_a_person(shipped: Draft) -> None:
    for name in ("products/skin-reaction", "products/medical"):
        entry = shipped.entries[name].entry
        assert "I cannot give medical advice" in entry.answer
        assert entry.handoff == "offer"


def test_disputes_and_failed_payments_get_the_promise_for_complex_issues(shipped: Draft) -> None:
    complex_ones = {name for name, read in shipped.entries.items() if read.entry.kind == "complex"}
    assert {"refunds/dispute", "payments/failed"} <= complex_ones


def test_a_wish_for_a_person_is_granted_at_once(shipped: Draft) -> None:
    assert shipped.entries["chat/human"].entry.handoff == "always"


def test_the_expectations_ask_often_enough_for_something_and_for_nothing(shipped: Draft) -> None:
    assert len(shipped.expectations) >= 400
    assert sum(not one.entries for one in shipped.expectations) >= 120
    assert sum(len(one.entries) > 1 for one in shipped.expectations) >= 15
    assert sum(len(one.turns) > 1 for one in shipped.expectations) >= 25


def test_no_expectation_is_copied_from_a_phrasing(shipped: Draft) -> None:
    phrasings = [question.text for read in shipped.entries.values() for question in read.questions]
    asked = [one.turns[-1] for one in shipped.expectations if one.turns[-1]]
    scorer, alike = fuzz.token_sort_ratio, 91
    likeness = process.cdist(asked, phrasings, scorer=scorer, processor=utils.default_process, score_cutoff=alike)
    copied = [(asked[one], phrasings[like]) for one, like in zip(*likeness.nonzero(), strict=True)]
    assert copied == []


def test_the_policy_has_its_eight_sections(shipped: Draft) -> None:
    sections = shipped.policies["customer-service"].text.sections
    assert [section.number for section in sections] == ["1", "2", "3", "4", "5", "6", "7", "8"]


def test_no_canned_reply_promises_a_span_that_nobody_knows_from_when_it_counts(shipped: Draft) -> None:
    promised = ("within **{{ confirmation", "within **{{ resolution", "within **{{ update")
    texts = {read.reply.name: read.reply.text for read in shipped.canned}
    assert [name for name, text in texts.items() if any(each in text for each in promised)] == []
    assert "by [date on the ticket]" in texts["confirm-inquiry"]
