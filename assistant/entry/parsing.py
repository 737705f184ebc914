"""What may come in? Every request and event is read through a model: unknown fields are refused, null equals absent."""

from typing import Annotated, Any, TypeVar

from flask import request
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

from assistant.core.errors import Invalid, Malformed
from assistant.core.redaction import without_unseen

M = TypeVar("M", bound="Input")

ClientId = Annotated[str, StringConstraints(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
"""An id made by the client: a UUID, or anything as unlikely to come twice."""
EntryId = Annotated[str, StringConstraints(min_length=1, max_length=120), AfterValidator(without_unseen)]
Text = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(without_unseen)]
Line = Annotated[str, StringConstraints(max_length=300), AfterValidator(without_unseen)]


class Input(BaseModel):
    """A payload from outside."""

    model_config = ConfigDict(extra="forbid", strict=True)

    @model_validator(mode="before")
    @classmethod
    def _null_equals_absent(cls, given: Any) -> Any:
        return {name: value for name, value in given.items() if value is not None} if isinstance(given, dict) else given


def read_input(model: type[M], given: Any) -> M:
    """``given`` as a ``model``. Raises ``Malformed`` when it is no object, ``Invalid`` with its fields otherwise."""
    if given is None:
        given = {}
    if not isinstance(given, dict):
        raise Malformed("Please send a JSON object.")
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise _invalid(error) from None


def read_event(model: type[M], given: tuple[Any, ...]) -> M:
    """A socket event's one argument as a ``model``."""
    if len(given) > 1:
        raise Malformed("Please send one JSON object with the event.")
    return read_input(model, given[0] if given else None)


def line(given: str, most: int) -> str:
    """One short field of a form or an address, fit to be stored and looked up; longer ones are cut."""
    return without_unseen(given).strip()[:most]


def whole_number(told: str, most: int) -> int | None:
    """The number written there in plain digits, None for anything else and for more than ``most``."""
    number = int(told) if told.isascii() and told.isdigit() and len(told) <= 10 else None
    return number if number is not None and number <= most else None


def json_body(model: type[M]) -> M:
    """The request's JSON body as a ``model``."""
    try:
        given = request.get_json(silent=True)
    except RecursionError:
        raise Malformed("This is nested too deeply. Please send a plain JSON object.") from None
    if given is None and request.get_data(cache=True).strip() not in (b"", b"null"):
        raise Malformed("The body is not JSON. Please send a JSON object, with the content type application/json.")
    return read_input(model, given)


_WORDS = {
    "missing": "This is required.",
    "extra_forbidden": "This field is not known here.",
    "string_type": "This must be text.",
    "string_unicode": "This has characters that cannot be used here.",
    "int_type": "This must be a whole number.",
    "bool_type": "This must be true or false.",
    "string_pattern_mismatch": "This has characters that cannot be used here.",
}


def _invalid(error: ValidationError) -> Invalid:
    fields = {}
    for fault in error.errors(include_url=False, include_input=False):
        name = ".".join(str(part) for part in fault["loc"]) or "body"
        fields[name[:100]] = _WORDS.get(fault["type"]) or f"{fault['msg'][:1].upper()}{fault['msg'][1:200]}."
    told = "; ".join(f"{name}: {fault}" for name, fault in list(fields.items())[:5])
    return Invalid(f"Please check these fields: {told}", fields=fields)
