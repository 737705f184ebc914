"""What may a shopper's client send? One model per event; HTTP takes the same."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from assistant.core.intake import FIELDS
from assistant.core.redaction import without_unseen
from assistant.entry.parsing import ClientId, EntryId, Input, Line, Text
from assistant.services.deciding import LONGEST_COMMENT

HIGHEST_SEQ = 2_000_000_000
Seq = Annotated[int, Field(ge=0, le=HIGHEST_SEQ)]


class Hello(Input):
    token: Text | None = None


class Say(Input):
    id: ClientId
    text: Text
    entry: EntryId | None = None


class Suggest(Input):
    text: Text


class Choose(Input):
    id: ClientId
    seq: Seq
    option: EntryId


class CatchUp(Input):
    after: Seq


class Rate(Input):
    seq: Seq
    helpful: bool


class GivenForm(Input):
    """The form's fields; ``read_intake`` tells what is missing or wrong, field by field."""

    name: Text | None = None
    email: Text | None = None
    phone: Text | None = None
    order_number: Text | None = None
    product: Text | None = None
    sku: Text | None = None
    details: Text | None = None

    def fields_given(self) -> dict[str, str | None]:
        return {name: getattr(self, name) for name in FIELDS}


class GivenIntake(GivenForm):
    """The same with pictures that were uploaded before."""

    attachments: list[Line] = Field(default_factory=list, max_length=20)


class HandOff(Input):
    id: ClientId
    intake: GivenIntake = GivenIntake()


class Decide(Input):
    """On the ticket's solution; ``version`` is the one that the shopper has read."""

    id: ClientId
    decision: Literal["accept", "decline"]
    version: Annotated[int, Field(ge=1, le=1_000_000)]
    ticket: Line | None = None
    """Number of the ticket in sight: if the chat belongs to another by now, nothing is decided."""


class Satisfied(Input):
    """The shopper's word on the result."""

    id: ClientId
    satisfied: bool
    ticket: Line | None = None
    comment: Annotated[str, StringConstraints(max_length=LONGEST_COMMENT), AfterValidator(without_unseen)] = ""


class Typing(Input):
    pass
