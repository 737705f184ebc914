"""The simulated shop: its clock, its databases, its workers, and how things are asked for until an answer comes."""

import heapq
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from random import Random
from typing import TypeVar

from sqlalchemy import select, text

from assistant.core.calendar import BusinessCalendar
from assistant.core.errors import AssistantError, Unavailable
from assistant.core.knowledge import Knowledge
from assistant.core.people import Role, User
from assistant.core.policy import House, Peak, Policy, Promise
from assistant.services import rounds
from assistant.services.desk import Desk, Done, News, new_id
from assistant.store import accounts
from assistant.store.tables import outbox
from assistant.worker import Worker
from tests.services.desk import knowledge as shop_knowledge
from tests.simulation.diary import Diary
from tests.simulation.faults import PostOffice, UnsteadyDatabase, Watch, Weather, WorkerDied
from tests.simulation.rules import FROM, ONE_DAY, Rules, rules_at

T = TypeVar("T")

MOST_WORKERS = 3
RECEIPTS_AN_HOUR = 3
MOST_BACK = timedelta(hours=30)
"""How far a worker's clock jumps back at most."""


@dataclass(frozen=True)
class Plan:
    """How much happens. The same plan tells the same story; which of two threads comes first makes no difference to it."""

    seed: int
    days: int
    inquiries: int
    faults: float = 0.004
    """The chance of each COMMIT to die, and that of its answer to get lost."""
    begins = FROM

    @property
    def ends(self) -> datetime:
        return self.begins + timedelta(days=self.days)


class World:
    """The shop and its time. Whoever lives in it asks for things with ``attempt`` and for a later moment with ``later``."""

    def __init__(self, plan: Plan, url: str) -> None:
        self.plan = plan
        self.now, self.ends = plan.begins, plan.ends
        self.diary = Diary()
        self.weather = Weather()
        self.post = PostOffice(str(plan.seed))
        self.random = self.chance("world")
        self.listen: Callable[[str, str], None] = lambda recipient, kind: None
        """Called with every mail that was written, once."""
        self.changed: set[int] = set()
        """Tickets on which something was done since their holder last looked."""
        self.dbs = [
            UnsteadyDatabase(url, self.weather, self.chance(f"database {n}"), faults=plan.faults)
            for n in range(MOST_WORKERS + 1)
        ]
        self.desk = Desk(self.dbs[0], self.knowledge, "http://shop.test", receipts_an_hour=RECEIPTS_AN_HOUR)
        self._agenda: list[tuple[datetime, int, Callable[[], None]]] = []
        self._numbers = count(1)
        self._read = 0
        self._letters: set[str] = set()
        self._kept: dict[int, str] = {}
        self._crashes: list[BaseException] = []

    def chance(self, about: str) -> Random:
        """A source of chance of one's own, so that what one does changes nothing for the others."""
        return Random(f"{self.plan.seed}/{about}")

    def mark(self) -> str:
        """A word that stands in one text only."""
        return f"(mark {next(self._numbers)})"

    def knowledge(self) -> Knowledge:
        return knowledge_under(rules_at(self.now))

    @property
    def rules(self) -> Rules:
        return rules_at(self.now)

    def hire(self, name: str, role: Role) -> User:
        user = User(new_id(), f"{name.lower()}@shop.example", name, role)
        self.dbs[0].faults, faults = 0.0, self.dbs[0].faults
        self.desk.db.write(lambda tx: accounts.add_user(tx, user, "none", self.now))
        self.dbs[0].faults = faults
        return user

    def later(self, at: datetime, do: Callable[[], None]) -> None:
        """Do something at a moment, or at once if that has passed."""
        heapq.heappush(self._agenda, (max(at, self.now), next(self._numbers), do))

    def attempt(
        self,
        do: Callable[[datetime], Done[T]],
        then: Callable[[T], None],
        otherwise: Callable[[AssistantError], None] = lambda refused: None,
    ) -> None:
        """Ask for something, and again after a while for as long as no answer comes."""
        try:
            done = do(self.now)
        except Unavailable:
            self.diary.repeated += 1
            wait = timedelta(minutes=self.random.uniform(1, 20)) if self.weather.away else timedelta(0)
            self.later(self.now + wait, lambda: self.attempt(do, then, otherwise))
        except AssistantError as refused:
            self.diary.refuse(refused.code)
            otherwise(refused)
        else:
            self.hear(done.news)
            then(done.value)

    def seen(self, look: Callable[[], T]) -> T | None:
        """What there is to see; None while the database is away."""
        try:
            return look()
        except Unavailable:
            return None

    def hear(self, news: Sequence[News]) -> None:
        self.changed.update(int(each.data["number"]) for each in news if each.event == "changed")

    def run(self) -> None:
        """Live until the end; then everything calms down, and what is still on its way arrives."""
        while self._agenda and self._agenda[0][0] <= self.ends:
            self.now, _, do = heapq.heappop(self._agenda)
            do()
        self._calm_down()

    def let_workers_pass(
        self, workers: int, *, jumps_back: timedelta = timedelta(0), meanwhile: Callable[[], None] = lambda: None
    ) -> None:
        """Workers sweep and send at once, each with a database connection of its own; the clock of the last of several
        has jumped back. What is done ``meanwhile`` is done while they are at it.
        """
        watches = [Watch(self.now) for _ in range(workers)]
        if workers > 1:
            watches[-1].at -= jumps_back
        news: list[News] = []
        threads = [
            threading.Thread(target=self._work, args=(db, watch, news), daemon=True)
            for db, watch in zip(self.dbs[1:], watches, strict=False)
        ]
        for thread in threads:
            thread.start()
        meanwhile()
        for thread in threads:
            thread.join(60)
            assert not thread.is_alive(), "a worker hangs"
        if self._crashes:
            raise self._crashes[0]
        self.hear(news)
        self._read_mail()

    def keep_record(self) -> None:
        """Read what has come onto the record; ``changed_record`` compares with it at the end."""
        with suppress(Unavailable):
            found = self.desk.db.read(
                lambda tx: tx.execute(
                    text("SELECT * FROM ticket_events WHERE id > :last ORDER BY id"), {"last": self._read}
                ).all()
            )
            self._kept |= {row.id: str(tuple(row)) for row in found}
            self._read = max(self._kept, default=0)

    def changed_record(self) -> list[int]:
        """Ids of events that are not any more what they were when they were read first."""
        rows = self.desk.db.read(lambda tx: tx.execute(text("SELECT * FROM ticket_events")).all())
        now = {row.id: str(tuple(row)) for row in rows}
        return [event_id for event_id, kept in self._kept.items() if now.get(event_id) != kept]

    def close(self) -> None:
        for db in self.dbs:
            db.close()

    def _work(self, db: UnsteadyDatabase, watch: Watch, news: list[News]) -> None:
        """A worker's pass, begun again as often as it dies, like a process that its supervisor starts again."""
        desk = replace(self.desk, db=db)
        worker = Worker(desk, self.post.send, news.extend, watch, 60, conversation_days=365)
        try:
            if self._until_done(lambda: worker.sweep(threading.Event())) and watch.at == self.now:
                self.diary.swept.append(watch.at)
            self._until_done(lambda: self._send_all(desk, watch))
        except BaseException as error:  # noqa: BLE001 - told by the thread that waits for it
            self._crashes.append(error)

    def _until_done(self, work: Callable[[], None]) -> bool:
        for _ in range(200):
            try:
                work()
                return True
            except Unavailable:
                if self.weather.away:
                    return False
            except WorkerDied:
                continue
        raise AssertionError("a worker never got through its pass")

    def _send_all(self, desk: Desk, watch: Watch) -> None:
        more = True
        while more:
            self.post.nothing_left()
            try:
                more = rounds.send_next(desk.db, self.post.send, watch)
                if watch.at != self.now:
                    self.post.doubt()  # its lease had run out by everybody else's clock when it began
            except (Unavailable, WorkerDied):
                self.post.doubt()
                raise

    def _read_mail(self) -> None:
        """Shoppers read what has been written to them since the last pass, in an order that no thread has a say in."""
        lately = select(outbox.c.id, outbox.c.recipient, outbox.c.ticket, outbox.c.kind).where(
            outbox.c.created_at > self.now - MOST_BACK - ONE_DAY
        )
        found = self.seen(lambda: self.desk.db.read(lambda tx: tx.execute(lately).all())) or []
        for letter in sorted(found, key=lambda each: (each.recipient, each.ticket or 0, each.kind)):
            if letter.id not in self._letters:
                self._letters.add(letter.id)
                self.listen(letter.recipient, letter.kind)

    def _calm_down(self) -> None:
        """No faults any more, and nobody acts: what was asked for is answered, and what is due is done and sent."""
        self.weather.away = False
        self.post.calm = True
        for db in self.dbs:
            db.faults = 0.0
        self.listen = lambda recipient, kind: None
        self.now = self.ends
        for _ in range(8):
            self.let_workers_pass(1)
            self.now += rounds.LEASE * 20
        self.keep_record()


@cache
def knowledge_under(rules: Rules) -> Knowledge:
    """The small shop's knowledge with these figures in its ``policy.yaml``."""
    known = shop_knowledge()
    confirmation, resolution, update = (
        Promise(*times, f"{times[0]}-{times[1]} business days")
        for times in (rules.confirmation, rules.resolution, rules.update)
    )
    policy: Policy = replace(
        known.policy,
        calendar=BusinessCalendar(
            "America/New_York", frozenset(range(5)), rules.opens, rules.closes, "US", rules.closed
        ),
        confirmation=confirmation,
        resolution=resolution,
        update=update,
        house=House(rules.follow_up, rules.reminders, rules.waiting_closes, rules.claim_hours),
        peaks=tuple(Peak(busy.name, busy.first, busy.last, busy.extra, "We are busy.") for busy in rules.busy),
    )
    return replace(known, policy=policy)
