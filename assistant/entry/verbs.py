"""Which verbs may staff use on a ticket, with which evidence, and what does each do?

The models take whatever text comes: what is missing is for the ticket to say, all at once and field by field.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import ValidationInfo, field_validator

from assistant.core.errors import Invalid
from assistant.core.policy import Policy
from assistant.core.redaction import mask_cards
from assistant.core.tickets import Person, Ticket
from assistant.core.tone import WordList, disrespectful, require_respect
from assistant.entry.parsing import ClientId, Input, Line, Text
from assistant.services.tickets import Deed

Doing = Callable[[Ticket, Any, Person, datetime, Policy], None]

UNMASKED = ("id", "phone")
"""A long phone number may look like a card's; the ticket says which phone numbers it takes."""


class Evidence(Input):
    """What a verb is given. Nobody's card number is stored, whoever types it.

    Sent again under the same ``id``, it is not done again.
    """

    id: ClientId | None = None

    @field_validator("*")
    @classmethod
    def _without_cards(cls, value: Any, field: ValidationInfo) -> Any:
        return mask_cards(value) if isinstance(value, str) and field.field_name not in UNMASKED else value


class Nothing(Evidence):
    pass


class Said(Evidence):
    """What goes to the shopper. A lead may let words pass that were found disrespectful, with a reason."""

    text: Text = ""
    respect_reason: Text = ""

    @property
    def read_by_the_shopper(self) -> str:
        """All of it that the shopper gets to see."""
        return self.text


class SaidOnce(Said):
    id: ClientId


class Verify(Evidence):
    checked: Text = ""
    found: Text = ""


class Propose(Said):
    kind: Line = ""
    section: Line = ""
    fault: Line = ""
    cost: Line | int | float = ""

    @property
    def read_by_the_shopper(self) -> str:
        return f"{self.text}\n\n{self.cost}"


class Answer(Said):
    checked: Text = ""
    section: Line = ""


class Consent(Evidence):
    decision: Line = ""
    version: int | None = None
    """Of the solution that the shopper decided on; without it, the one on the table."""
    note: Text = ""


class FollowUp(Evidence):
    satisfied: bool
    note: Text = ""


class Call(Evidence):
    reached: bool
    note: Text = ""


class Noted(Evidence):
    note: Text = ""


class Note(Evidence):
    text: Text = ""


class Correct(Evidence):
    """What the shopper gave, put right; what is left out stays as it is, what is empty is taken away."""

    name: Line | None = None
    email: Line | None = None
    phone: Line | None = None
    order_number: Line | None = None
    product: Line | None = None
    sku: Line | None = None


class Classify(Evidence):
    kind: Line = ""
    reason: Text = ""


class Extend(Said):
    clock: Line = ""
    until: Line = ""
    reason: Text = ""


class Snooze(Evidence):
    until: Line = ""


class Discard(Evidence):
    reason: Line = ""
    note: Text = ""


class Reason(Evidence):
    reason: Text = ""


class Transfer(Evidence):
    to: Line
    note: Text = ""


class Merge(Evidence):
    into: Line


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb's evidence and its deed."""

    model: type[Evidence]
    do: Doing


VERBS: Mapping[str, Verb] = {
    "claim": Verb(Nothing, lambda t, i, by, at, p: t.claim(by=by, at=at, policy=p)),
    "release": Verb(Nothing, lambda t, i, by, at, p: t.release(by=by, at=at, policy=p)),
    "accept": Verb(Nothing, lambda t, i, by, at, p: t.accept(by=by, at=at, policy=p)),
    "only-thanks": Verb(Nothing, lambda t, i, by, at, p: t.only_thanks(by=by, at=at, policy=p)),
    "confirm": Verb(Said, lambda t, i, by, at, p: t.confirm(i.text, by=by, at=at, policy=p)),
    "verify": Verb(Verify, lambda t, i, by, at, p: t.verify(i.checked, i.found, by=by, at=at, policy=p)),
    "propose": Verb(
        Propose,
        lambda t, i, by, at, p: t.propose(i.text, i.kind, i.section, i.fault, str(i.cost), by=by, at=at, policy=p),
    ),
    "answer": Verb(Answer, lambda t, i, by, at, p: t.answer(i.text, i.checked, i.section, by=by, at=at, policy=p)),
    "consent": Verb(
        Consent,
        lambda t, i, by, at, p: t.consent(i.decision, version=i.version, note=i.note, by=by, at=at, policy=p),
    ),
    "execute": Verb(Said, lambda t, i, by, at, p: t.execute(i.text, by=by, at=at, policy=p)),
    "follow-up": Verb(
        FollowUp,
        lambda t, i, by, at, p: t.follow_up(i.satisfied, note=i.note, by=by, at=at, policy=p),
    ),
    "reply": Verb(SaidOnce, lambda t, i, by, at, p: t.reply(i.text, by=by, at=at, policy=p)),
    "ask": Verb(SaidOnce, lambda t, i, by, at, p: t.ask(i.text, by=by, at=at, policy=p)),
    "answered": Verb(Noted, lambda t, i, by, at, p: t.answered(i.note, by=by, at=at, policy=p)),
    "call": Verb(Call, lambda t, i, by, at, p: t.call(i.reached, i.note, by=by, at=at, policy=p)),
    "note": Verb(Note, lambda t, i, by, at, p: t.note(i.text, by=by, at=at, policy=p)),
    "correct": Verb(Correct, lambda t, i, by, at, p: t.correct(i.model_dump(exclude={"id"}), by=by, at=at, policy=p)),
    "classify": Verb(Classify, lambda t, i, by, at, p: t.classify(i.kind, i.reason, by=by, at=at, policy=p)),
    "extend": Verb(
        Extend,
        lambda t, i, by, at, p: t.extend(i.clock, _moment_or_day(i.until), i.text, i.reason, by=by, at=at, policy=p),
    ),
    "snooze": Verb(Snooze, lambda t, i, by, at, p: t.snooze(_moment(i.until), by=by, at=at, policy=p)),
    "discard": Verb(Discard, lambda t, i, by, at, p: t.discard(i.reason, note=i.note, by=by, at=at, policy=p)),
    "reopen": Verb(Reason, lambda t, i, by, at, p: t.reopen(i.reason, by=by, at=at, policy=p)),
}
"""All verbs that concern one ticket alone; ``transfer`` and ``merge`` need to look something up."""


def needs_release(given: Evidence, words: WordList) -> bool:
    """Whether it says something to the shopper with words that treat them without respect, unless they are a quotation."""
    return isinstance(given, Said) and bool(disrespectful(given.read_by_the_shopper, words))


def deed_of(verb: Verb, given: Evidence, words: WordList, heard: Sequence[str] = ()) -> Deed:
    """The verb with its evidence, as something to do to a ticket. What is said to the shopper is checked for ``words``
    that treat them without respect, but for those quoted from what was ``heard`` of the shopper.
    """

    def do(ticket: Ticket, by: Person, at: datetime, policy: Policy) -> None:
        released: tuple[str, ...] = ()
        if isinstance(given, Said):
            text, reason = given.read_by_the_shopper, given.respect_reason
            released = require_respect(text, by=by, reason=reason, words=words, heard=heard)
        verb.do(ticket, given, by, at, policy)
        if released and isinstance(given, Said):
            ticket.respect_released(list(released), given.respect_reason, by=by, at=at, policy=policy)

    return do


_FIRST_YEAR, _LAST_YEAR = 2000, 2100


def _moment(told: str) -> datetime:
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise _unreadable("Give the moment with its offset, such as 2026-11-30T17:00:00-05:00.")
    return moment


def _moment_or_day(told: str) -> datetime | date:
    try:
        day = date.fromisoformat(told)
    except ValueError:
        return _moment(told)
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise _unreadable("Give a day of these years, such as 2026-11-30.")
    return day


def _unreadable(message: str) -> Invalid:
    return Invalid(message, fields={"until": message})
