"""Two weeks of a shop in which everything happens at once, faults included, on both databases; then all is counted again.

``python -m benchmarks.simulation`` lives a quarter of a year.
"""

import os

import pytest
from sqlalchemy import make_url

from assistant.services import reports
from tests.simulation.compare import all_faults, recounted
from tests.simulation.report import periods, report
from tests.simulation.rules import NEW_YORK
from tests.simulation.seen import seen
from tests.simulation.shop import lived
from tests.simulation.world import Plan

TOLD = "5"
SEED = int(os.environ.get("SEED", TOLD))
PLANS = {"sqlite": Plan(SEED, days=16, inquiries=30), "postgresql": Plan(SEED, days=14, inquiries=24)}

SEEN_AT_LEAST = {
    "things done by people": 70,
    "promises kept": 20,
    "promises breached": 1,
    "promises superseded": 1,
    "promises void": 1,
    "dates that passed": 3,
    "asked for again, since no answer came": 3,
    "died before COMMIT": 1,
    "answer lost after COMMIT": 1,
    "worker died before it sent": 1,
    "worker died after it sent": 1,
}
"""So that the simulation shows something."""


@pytest.mark.timeout(300)
def test_after_two_weeks_with_every_fault_all_stands_on_record_once_and_as_it_was(database_url: str) -> None:
    plan = PLANS[make_url(database_url).get_backend_name()]
    world = lived(plan, database_url)
    try:
        stored, recount = recounted(world)
        faults = all_faults(world, stored, recount)
        first, last = (at.astimezone(NEW_YORK).date() for at in (plan.begins, plan.ends))
        for days in periods(first, last):
            counted = report(stored, recount, *days, world.rules)
            assert reports.sla(world.desk, *days, world.now) == counted, live_it_again()
    finally:
        world.close()
    assert faults == [], live_it_again()
    happened = seen(world, stored, recount)
    assert (
        int(TOLD) != SEED or {name for name, least in SEEN_AT_LEAST.items() if happened.get(name, 0) < least} == set()
    )


def live_it_again() -> str:
    return f"live it again with: SEED={SEED} .venv/bin/pytest tests/simulation"
