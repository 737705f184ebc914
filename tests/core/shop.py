"""A shop in New York with the promises of the worked dates, its people, and a shopper: for tests of calendar and clocks."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from assistant.core.calendar import BusinessCalendar
from assistant.core.policy import House, Peak, Policy, Promise
from assistant.core.sla import Clock, Kind
from assistant.core.tickets import Contact, Person, Ticket, allowed

NEW_YORK = ZoneInfo("America/New_York")
WEEKDAYS = frozenset({0, 1, 2, 3, 4})

CALENDAR = BusinessCalendar("America/New_York", WEEKDAYS, time(9), time(17), "US")

POLICY = Policy(
    shop_name="Rosewater",
    calendar=CALENDAR,
    confirmation=Promise(2, 3, "2-3 business days"),
    resolution=Promise(3, 5, "3-5 business days"),
    update=Promise(2, 3, "3 business days"),
    house=House(follow_up=5, reminders=(2, 4), waiting_closes=7),
)

WINTER_SALE = Peak("Winter sale", date(2026, 11, 27), date(2026, 12, 31), 2, "It is our busiest time of the year.")
WITH_PEAK = replace(POLICY, peaks=(WINTER_SALE,))

SAM = Person("sam", "Sam", "agent")
KIM = Person("kim", "Kim", "agent")
LEA = Person("lea", "Lea", "lead")
EDI = Person("edi", "Edi", "editor")

ANA = Contact("Ana Diaz", email="ana@shopper.example", order_number="A-17")

RECEIVED = "2026-11-02 10:00"
"""A Monday: confirmation Wed 4 / Thu 5 Nov, resolution Thu 5 / Mon 9 Nov, update Wed 4 / Thu 5 Nov, each at 17:00."""

MINUTE = timedelta(minutes=1)


def ny(text: str) -> datetime:
    """A moment on New York's clock, in UTC: ``ny("2026-11-02 10:00")``."""
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).astimezone(UTC)


def said(moment: datetime | None) -> str | None:
    """A moment as ``ny`` reads it."""
    return moment.astimezone(NEW_YORK).strftime("%Y-%m-%d %H:%M") if moment else None


def dates(clock: Clock | None) -> tuple[str | None, str | None]:
    assert clock
    return said(clock.target), said(clock.limit)


class Case:
    """A ticket at play: verbs with New York times, by Sam unless somebody else is named.

    ``case.confirm("We have read it.", at="2026-11-03 11:00")``
    """

    def __init__(self, kind: Kind = "general", at: str = RECEIVED, number: int = 10001, **given: Any) -> None:
        self.policy: Policy = given.pop("policy", POLICY)
        fresh: dict[str, Any] = {"topic": "orders", "shopper": ANA, "details": "Where is it?"} | given
        self.ticket = Ticket.open(
            number=number, conversation_id=f"c{number}", kind=kind, at=ny(at), policy=self.policy, **fresh
        )

    def __getattr__(self, verb: str) -> Any:
        def play(*values: Any, at: str, by: Person | None = SAM, **named: Any) -> None:
            getattr(self.ticket, verb)(*values, by=by, at=ny(at), policy=self.policy, **named)

        return play

    def wrote(self, at: str, **named: Any) -> None:
        self.ticket.shopper_wrote(at=ny(at), policy=self.policy, **named)

    def sweep(self, at: str) -> None:
        self.ticket.sweep(at=ny(at), policy=self.policy)

    def clock(self, promise: str, place: int = -1) -> Clock:
        """The latest clock of a promise, or an earlier one."""
        return [clock for clock in self.ticket.clocks if clock.promise == promise][place]

    def happened(self, *kinds: str) -> list[tuple[str, str | None]]:
        """Events on record, those of the given kinds alone if some are given."""
        return [(event.kind, said(event.at)) for event in self.ticket.news if event.kind in kinds or not kinds]

    def letters(self) -> list[str]:
        return [letter.kind for letter in self.ticket.letters]

    def actions(self, person: Person = SAM, at: str = RECEIVED) -> tuple[str, ...]:
        return allowed(self.ticket, person, ny(at))


def confirmed(kind: Kind = "general", **given: Any) -> Case:
    """Confirmed by Sam on Tuesday morning."""
    case = Case(kind, **given)
    case.confirm("We have your question about order A-17.", at="2026-11-03 10:00")
    return case


def verified(kind: Kind = "general", **given: Any) -> Case:
    case = confirmed(kind, **given)
    case.verify("order A-17 and the carrier's records", "lost on its way", at="2026-11-03 10:30")
    return case


def proposed(kind: Kind = "general", **given: Any) -> Case:
    """A redelivery proposed on Tuesday at 11:00; it waits for Ana's consent."""
    case = verified(kind, **given)
    case.propose("We send it again.", "redelivery", "customer-service#6", "shop", "0", at="2026-11-03 11:00")
    return case


def agreed(kind: Kind = "general", **given: Any) -> Case:
    case = proposed(kind, **given)
    case.consent("accept", version=1, by=None, at="2026-11-03 15:00")
    return case


def done(kind: Kind = "general", **given: Any) -> Case:
    """Carried out on Wednesday at 10:00; Ana is asked until Thu 12 Nov, 17:00 (Veterans Day does not count)."""
    case = agreed(kind, **given)
    case.execute("It left today.", at="2026-11-04 10:00")
    return case


PLAYED: dict[str, tuple[Any, ...]] = {
    "claim": (),
    "release": (),
    "transfer": (KIM, "your turn"),
    "confirm": ("We have your question.",),
    "verify": ("order A-17", "lost"),
    "propose": ("We pay it back.", "refund", "customer-service#4", "nobody", "0"),
    "answer": ("It left today.", "order A-17", "customer-service#4"),
    "consent": ("accept",),
    "execute": ("It is paid back.",),
    "follow_up": (True,),
    "reply": ("Hello!",),
    "ask": ("Which shade?",),
    "answered": ("it was rose",),
    "call": (True, "spoke to her"),
    "note": ("remember",),
    "correct": ({"order_number": "A-18"},),
    "classify": ("complex", "a dispute"),
    "extend": ("resolution", ny("2026-11-12 17:00"), "It is slow.", "strike"),
    "snooze": (ny("2026-11-04 17:00"),),
    "accept": (),
    "discard": ("spam",),
    "reopen": ("there is more to do",),
    "only_thanks": (),
}
"""Every verb but merging, with values that will do."""
