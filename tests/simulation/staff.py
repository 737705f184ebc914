"""The colleagues of the simulation: prompt, slow, forgetful, one who leaves, one who claims and does nothing, and leads."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from assistant.core.errors import AssistantError, NotFound
from assistant.core.people import Role
from assistant.entry.verbs import VERBS, deed_of
from assistant.services import accounts, leaving, tickets
from assistant.services.desk import Desk, Done, new_id
from assistant.services.once import Request
from assistant.store.tickets import Filters
from tests.simulation.diary import STAFF_EVENTS, Deed, Said
from tests.simulation.world import World

Story = dict[str, Any]

SOLVED = ("following_up", "closed")


class Colleague:
    """Somebody of the shop. ``pace`` is how many minutes go by between two deeds; ``care`` the share of what they hold
    that they do not forget.
    """

    def __init__(self, world: World, name: str, role: Role = Role.AGENT, *, pace: float, care: float = 1.0) -> None:
        self.world = world
        self.user = world.hire(name, role)
        self.random = world.chance(name)
        self.pace, self.care = pace, care
        self.holds: dict[int, Story] = {}
        self.at_work = self.is_busy = True

    def begin(self) -> None:
        self.world.later(self.world.rules.opening_after(self.world.now), self.turn)

    def turn(self) -> None:
        """One thing at a time, during opening hours and at times a little after."""
        if not self.at_work:
            return
        late = self.random.random() < 0.05
        if self.world.rules.is_open(self.world.now) or late:
            self.is_busy = True
            self.work()
            pace = self.pace if self.is_busy else 6 * self.pace
            self.world.later(self.world.now + timedelta(minutes=self.random.expovariate(1 / pace)), self.turn)
        else:
            opens = self.world.rules.opening_after(self.world.now)
            self.world.later(opens + timedelta(minutes=self.random.expovariate(1 / self.pace)), self.turn)

    def work(self) -> None:
        self.refresh()
        todo = [story for story in self.holds.values() if not story["waiting"] and story["step"] not in SOLVED]
        todo = [story for story in todo if not self._forgets(story) and not self._is_put_aside(story)]
        if not todo or (len(todo) < 5 and self.random.random() < 0.3):
            self.take_next()
            return
        todo.sort(key=lambda story: (story["next"] or {"limit": "9"})["limit"])
        self.go_on(todo[0] if self.random.random() < 0.8 else self.random.choice(todo))

    def take_next(self) -> None:
        def taken(story: Story | None) -> None:
            self.is_busy = story is not None
            if story:
                self._saw(story)

        self.world.attempt(lambda at: tickets.take_next(self.world.desk, self.user, at), taken)

    def go_on(self, story: Story) -> None:
        """The next deed for a ticket, most often the one that leads on."""
        chance = self.random.random()
        detours: list[tuple[float, str, Callable[[], Story]]] = [
            (0.04, "ask", lambda: self._text("Which bottle is it?")),
            (0.03, "note", lambda: {"text": "remember"}),
            (0.03, "reply", lambda: self._text("We are on it.")),
            (0.03, "call", lambda: {"reached": self.random.random() < 0.6, "note": "about the order"}),
            (0.02, "snooze", lambda: {"until": (self.world.now + timedelta(hours=5)).isoformat()}),
            (0.02, "release", dict),
            (0.02, "classify", lambda: {"kind": _other_kind(story), "reason": "it is more than that"}),
            (0.02, "discard", lambda: {"reason": self.random.choice(("spam", "test", "duplicate"))}),
            (0.01, "reply", lambda: self._text("Do not be an idiot.")),  # which is refused
        ]
        for share, verb, given in detours:
            chance -= share
            if chance < 0 and verb in story["actions"]:
                self.do(story, verb, given())
                return
        self.do(story, *self._next_step(story))

    def do(self, story: Story, verb: str, payload: Story) -> None:
        """A verb as the API does it, with an id of its own."""
        number = int(story["number"])
        given = VERBS[verb].model(**payload)
        asked = Request.of(new_id(), self.user.id, verb, payload)
        deed = deed_of(VERBS[verb], given, self.world.knowledge().respect)

        def done(shown: Story) -> None:
            self._did(verb, payload, number)
            if "mark" in str(payload.get("text", "")):
                mark = "(mark" + payload["text"].split("(mark")[1].split(")")[0] + ")"
                self.world.diary.said.append(Said(mark, number, bool(shown["shopper"]["email"])))
            self._saw(shown)

        self.world.attempt(
            lambda at: tickets.act(self.world.desk, self.user, number, deed, at, asked=asked),
            done,
            lambda refused: self._look_again(number, refused),
        )

    def hand_to(self, story: Story, colleague: "Colleague") -> None:
        number, asked = int(story["number"]), Request.of(new_id(), self.user.id, "transfer", colleague.user.id)

        def done(shown: Story) -> None:
            self._did("transfer", {}, number)
            self._saw(shown)
            colleague._saw(shown)

        self.world.attempt(
            lambda at: tickets.transfer(
                self.world.desk, self.user, number, colleague.user.id, "yours", at, asked=asked
            ),
            done,
            lambda refused: self._look_again(number, refused),
        )

    def merge(self, number: int, into: int) -> None:
        asked = Request.of(new_id(), self.user.id, "merge", into)

        def done(shown: Story) -> None:
            self._did("merge", {}, number)
            self._saw(shown)

        self.world.attempt(lambda at: tickets.merge(self.world.desk, self.user, number, into, at, asked=asked), done)

    def refresh(self) -> None:
        """Look again at what has changed of one's own."""
        for number in sorted(self.world.changed & self.holds.keys())[:1]:
            self.world.changed.discard(number)
            self.look(number)

    def look(self, number: int) -> None:
        try:
            shown = self.world.seen(lambda: tickets.show(self.world.desk, self.user, number, self.world.now))
        except NotFound:
            return
        if shown:
            self._saw(shown)

    def leave(self) -> None:
        """The account is closed; what they hold goes back by itself."""
        self.at_work = False

        def closed(_: Any) -> None:
            self.world.diary.disabled[self.user.id] = self.world.now

        def close(at: datetime) -> Done[None]:
            accounts.disable(self.world.desk.db, self.user.email, at)
            return Done(None)

        self.world.attempt(close, closed)

    def _next_step(self, story: Story) -> tuple[str, Story]:
        chance, solution = self.random.random(), story["solution"]
        match story["step"]:
            case "received" if chance < 0.25:
                return "answer", self._text("It is so.") | {"checked": "the page", "section": "customer-service#2"}
            case "received":
                return "confirm", self._text("We have your question.")
            case "verifying":
                return "verify", {"checked": "the order", "found": "it is as you say"}
            case "proposing":
                return "propose", self._solution()
            case _ if solution and solution["consent"] == "accept":
                return "execute", self._text("It is done.")
            case _ if chance < 0.5:
                return "consent", {"decision": self.random.choice(("accept", "decline")), "note": "on the phone"}
            case _:
                return "propose", self._solution()

    def _solution(self) -> Story:
        kind = self.random.choice(("information", "guidance", "refund", "redelivery", "replacement"))
        return self._text("We propose this.") | {
            "kind": kind,
            "section": "customer-service#5",
            "fault": self.random.choice(("shop", "nobody")),
            "cost": "0",
        }

    def _text(self, words: str) -> Story:
        return {"text": f"{words} {self.world.mark()}"} | ({"id": new_id()} if words else {})

    def _did(self, verb: str, payload: Story, number: int) -> None:
        event = STAFF_EVENTS.get(verb)
        if verb == "consent":
            event = {"accept": "accepted", "decline": "declined"}[payload["decision"]]
        if verb == "follow-up":
            event = "satisfied" if payload["satisfied"] else "dissatisfied"
        if event:
            self.world.diary.deeds.append(Deed(number, event, self.user.id))

    def _saw(self, story: Story) -> None:
        number = int(story["number"])
        if story["assignee"] and story["assignee"]["id"] == self.user.id and story["step"] != "closed":
            self.holds[number] = story
        else:
            self.holds.pop(number, None)

    def _look_again(self, number: int, refused: AssistantError) -> None:
        self.holds.pop(number, None)
        self.look(number)

    def _forgets(self, story: Story) -> bool:
        return self.care < 1 and self.world.chance(f"{self.user.name}/{story['number']}").random() > self.care

    def _is_put_aside(self, story: Story) -> bool:
        until = story["snoozed_until"]
        return bool(until) and datetime.fromisoformat(until) > self.world.now


class Lead(Colleague):
    """Looks after everybody's tickets: reviews what may be spam, extends, reclassifies, steps in, hands on, merges."""

    team: list[Colleague]

    def work(self) -> None:
        view = self.random.choice(("held", "open", "open", "closed"))
        filters = Filters(view=view, mine=self.user.id)
        desk: Desk = self.world.desk
        page = self.world.seen(lambda: tickets.page(desk, self.user, filters, None, 15))
        rows: list[Story] = page["tickets"] if page else []
        if not rows:
            return
        number = int(self.random.choice(rows)["number"])
        story = self.world.seen(lambda: tickets.show(desk, self.user, number, self.world.now))
        if story:
            self.oversee(story, rows)

    def oversee(self, story: Story, rows: list[Story]) -> None:
        actions, chance = story["actions"], self.random.random()
        twin = next((row for row in rows if _same_shopper(row, story)), None)
        if story["held"]:
            if self.random.random() < 0.5 and "cheap" not in story["subject"]:
                self.do(story, "accept", {})
            else:
                self.do(story, "discard", {"reason": "spam"})
        elif "claim" in actions and story["assignee"] and story["assignee"]["id"] != self.user.id and chance < 0.3:
            self.do(story, "claim", {})  # whoever holds it is away
        elif "only-thanks" in actions and chance < 0.5:
            self.do(story, "only-thanks", {})
        elif twin and "merge" in actions and chance < 0.6:
            self.merge(int(story["number"]), int(twin["number"]))
        elif "extend" in actions and chance < 0.25:
            self._extend(story)
        elif "classify" in actions and chance < 0.4:
            self.do(story, "classify", {"kind": _other_kind(story), "reason": "on a second look"})
        elif "follow-up" in actions and chance < 0.5:
            self.do(story, "follow-up", {"satisfied": self.random.random() < 0.7, "note": "on the phone"})
        elif "answered" in actions and chance < 0.6:
            self.do(story, "answered", {"note": "said so on the phone"})
        elif "reopen" in actions and chance < 0.15:
            self.do(story, "reopen", {"reason": "there is more to do"})
        elif "transfer" in actions and chance < 0.5:
            self.hand_to(story, self.random.choice([each for each in self.team if each.at_work]))
        elif "reply" in actions and chance < 0.65:
            words = {"respect_reason": "the shopper's own word"}
            self.do(story, "reply", self._text("You called it stupid.") | words)
        elif story["step"] not in SOLVED and not story["waiting"] and chance < 0.9:
            self.go_on(story)

    def _extend(self, story: Story) -> None:
        clock = self.random.choice([each for each in story["clocks"] if not each["stopped_at"]])
        day = datetime.fromisoformat(clock["limit"]).astimezone(self.world.knowledge().policy.calendar.zone).date()
        later = self.world.knowledge().policy.calendar.add(day, self.random.choice((1, 2, 3)))
        payload = self._text("It takes longer.") | {"clock": clock["promise"], "until": later.isoformat()}
        self.do(story, "extend", payload | {"reason": "the supplier is late"})


class Tidy(Colleague):
    """Signs out every evening; what they took and did nothing with goes back at once."""

    def begin(self) -> None:
        super().begin()
        self._until_evening()

    def _until_evening(self) -> None:
        rules = self.world.rules
        self.world.later(rules.closing(rules.day_zero(self.world.now)) + timedelta(minutes=2), self.sign_out)

    def sign_out(self) -> None:
        if self.at_work:
            self.world.attempt(
                lambda at: leaving.sign_out(self.world.desk, self.user, "session", at),
                lambda _: self.world.changed.update(self.holds),
            )
        self._until_evening()


class Idle(Colleague):
    """Takes tickets and does nothing with them."""

    def work(self) -> None:
        if self.random.random() < 0.15 and len(self.holds) < 3:
            self.take_next()
        self.refresh()


def _other_kind(story: Story) -> str:
    return "general" if story["kind"] == "complex" else "complex"


def _same_shopper(row: Story, story: Story) -> bool:
    email = story["shopper"]["email"]
    return bool(email) and row["number"] != story["number"] and row["shopper"]["email"] == email and not row["held"]
