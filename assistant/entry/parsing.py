"""What may come in? Every request and event is read through a model: unknown fields are refused, null equals absent."""

from typing import Annotated, Any, TypeVar

from flask import request
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from assistant.core.errors import Invalid, Malformed

M = TypeVar("M", bound="Input")

ClientId = Annotated[str, StringConstraints(min_length=8, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
"""An id made by the client: a UUID, or anything as unlikely to come twice."""
EntryId = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Text = Annotated[str, StringConstraints(max_length=20_000)]
Line = Annotated[str, StringConstraints(max_length=300)]


class Input(BaseModel):
    """A payload from outside."""

    model_config = ConfigDict(extra="forbid", strict=True)


def read_input(model: type[M], given: Any) -> M:
    """``given`` as a ``model``. Raises ``Malformed`` when it is no object, ``Invalid`` with its fields otherwise."""
    if given is None:
        given = {}
    if not isinstance(given, dict):
        raise Malformed("Please send a JSON object.")
    present = {name: value for name, value in given.items() if value is not None}
    try:
        return model.model_validate(present)
    except ValidationError as error:
        raise _invalid(error) from None


def json_body(model: type[M]) -> M:
    """The request's JSON body as a ``model``."""
    given = request.get_json(silent=True)
    if given is None and request.get_data(cache=True).strip() not in (b"", b"null"):
        raise Malformed("The body is not JSON. Please send a JSON object, with the content type application/json.")
    return read_input(model, given)


_WORDS = {
    "missing": "This is required.",
    "extra_forbidden": "This field is not known here.",
    "string_type": "This must be text.",
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
