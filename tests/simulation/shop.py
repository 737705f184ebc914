"""Everybody and everything of the simulation, put together: shoppers, colleagues, workers, and what goes wrong."""

import threading
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from assistant.core.people import Role
from assistant.services import tickets
from assistant.store.tables import tickets as table
from tests.simulation.rules import NEW_YORK
from tests.simulation.shoppers import arrive
from tests.simulation.staff import Colleague, Idle, Lead, Tidy
from tests.simulation.world import MOST_BACK, MOST_WORKERS, Plan, World


def lived(plan: Plan, url: str) -> World:
    """The shop after all its days."""
    world = World(plan, url)
    arrive(world)
    team, leads = hire(world)
    let_things_happen(world, team, leads)
    world.run()
    return world


def hire(world: World) -> tuple[list[Colleague], list[Lead]]:
    load = world.plan.inquiries / world.plan.days
    pace = 300 / (load * 6)  # so that what comes in can just about be done
    team = [
        Colleague(world, "Pru", pace=pace),
        Colleague(world, "Sol", pace=3 * pace),
        Colleague(world, "Fay", pace=1.5 * pace, care=0.75),
        Colleague(world, "Lou", pace=1.5 * pace),
        Tidy(world, "Tia", pace=2 * pace),
        Idle(world, "Ida", pace=60),
    ]
    leads = [Lead(world, name, Role.LEAD, pace=7 * pace) for name in ("Lea", "Ned")]
    for lead in leads:
        lead.team = team
    for colleague in (*team, *leads):
        colleague.begin()
    middle = world.now + (world.ends - world.now) * 0.45
    world.later(middle, team[3].leave)
    return team, leads


def let_things_happen(world: World, team: list[Colleague], leads: list[Lead]) -> None:
    """Passes of workers at uneven moments, nights and a weekend without any, an outage, a clock that jumps, a rush."""
    random = world.chance("workers")

    def pass_by() -> None:
        back = MOST_BACK * random.uniform(0.01, 1) if random.random() < 0.1 else timedelta(0)
        due = numbers_due(world)
        world.let_workers_pass(
            random.randint(1, MOST_WORKERS), jumps_back=back, meanwhile=lambda: take_note(leads[0], due)
        )
        if random.random() < 0.2:
            world.keep_record()
        pause = timedelta(hours=random.uniform(1, 9))
        local = (world.now + pause).astimezone(NEW_YORK)
        if local.weekday() == 5 and random.random() < 0.5:
            pause += timedelta(days=2)  # nothing runs over the weekend
        world.later(world.now + pause, pass_by)

    def outage() -> None:
        world.weather.away = True
        world.later(world.now + timedelta(minutes=random.uniform(10, 90)), back_again)

    def back_again() -> None:
        world.weather.away = False

    def rush() -> None:
        together(world, [colleague for colleague in team if colleague.at_work][:3])

    world.later(world.now + timedelta(hours=1), pass_by)
    for part in (0.2, 0.5, 0.7):
        world.later(world.now + (world.ends - world.now) * part + timedelta(hours=random.uniform(10, 16)), outage)
    for part in (0.1, 0.3, 0.5, 0.65):
        world.later(world.now + (world.ends - world.now) * part + timedelta(hours=random.uniform(10, 16)), rush)


def numbers_due(world: World) -> list[int]:
    """Some tickets that the next sweep will look at."""
    due = select(table.c.number).where(table.c.next_wake < world.now).order_by(table.c.number).limit(2)
    return world.seen(lambda: world.desk.db.read(lambda tx: list(tx.execute(due).scalars()))) or []


def take_note(lead: Lead, numbers: list[int]) -> None:
    """Do something to them while the sweep is at it."""
    for number in numbers:
        lead.do({"number": str(number)}, "note", {"text": "seen"})


def together(world: World, team: list[Colleague]) -> None:
    """Several take the next ticket in the same moment, each in a process of their own, and put it back."""
    taken: dict[str, int] = {}

    def take(place: int, colleague: Colleague) -> None:
        desk = replace(world.desk, db=world.dbs[place])
        story = tickets.take_next(desk, colleague.user, world.now).value
        if story:
            taken[colleague.user.id] = int(story["number"])

    if world.weather.away:
        return
    faults = [db.faults for db in world.dbs]
    for db in world.dbs:
        db.faults = 0.0
    threads = [threading.Thread(target=take, args=(place, each)) for place, each in enumerate(team)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for db, chance in zip(world.dbs, faults, strict=True):
        db.faults = chance
    assert len(set(taken.values())) == len(taken), f"two were given the same ticket: {taken}"
    world.diary.rushes += len(taken) > 1
    for colleague in team:
        if number := taken.get(colleague.user.id):
            colleague.do({"number": str(number)}, "release", {})
