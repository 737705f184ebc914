"""The shop's figures, through forms: look, see the effect, paste a policy, save."""

from typing import Annotated

from flask import Blueprint, jsonify
from pydantic import ConfigDict, Field, StringConstraints
from werkzeug.wrappers import Response

from assistant.entry.clock import now
from assistant.entry.doors import doors
from assistant.entry.knowledge_api import EDITING, Hash, body, editor, saved
from assistant.entry.parsing import Input, Line, Text
from assistant.entry.sessions import staff
from assistant.services.knowledge import figures
from assistant.services.knowledge.figure_inputs import Given, GivenFact, GivenPeak

api = Blueprint("figures", __name__, url_prefix="/api/v1/knowledge/figures")

MOST = 500
"""Facts, peaks or days off in one request."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Number = int | float
Pasted = Annotated[str, StringConstraints(max_length=200_000)]


class FactForm(Input):
    """``value`` as people write it, ``5-10``, or as JSON says it, ``[5, 10]``; null for "not stated"."""

    value: Text | Number | Annotated[list[Number | Line], Field(min_length=2, max_length=2)] | None = None
    source: Line | None = None

    @property
    def given(self) -> GivenFact:
        value = "-".join(map(str, self.value)) if isinstance(self.value, list) else self.value
        return GivenFact("" if value is None else str(value), self.source or "")


class PeakForm(Input):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=False)

    name: Text = ""
    first: Line = Field("", alias="from")
    last: Line = Field("", alias="to")
    extra_business_days: Line | int = ""
    notice: Text = ""

    @property
    def given(self) -> GivenPeak:
        return GivenPeak(self.name, self.first, self.last, str(self.extra_business_days), self.notice)


class Forms(Input):
    facts: Annotated[dict[Name, FactForm], Field(default_factory=dict, max_length=MOST)]
    peaks: Annotated[list[PeakForm], Field(max_length=MOST)] | None = None
    closed: Annotated[list[Line], Field(max_length=MOST)] | None = None
    policies: Annotated[dict[Name, Pasted], Field(default_factory=dict, max_length=20)]

    @property
    def given(self) -> Given:
        return Given(
            facts={name: form.given for name, form in self.facts.items()},
            peaks=None if self.peaks is None else [form.given for form in self.peaks],
            closed=self.closed,
            policies=self.policies,
        )


class SaveForms(Forms):
    base: Hash
    note: Line | None = None


class PastedText(Input):
    text: Pasted
    title: Line = ""


@api.get("")
def look() -> Response:
    staff(*EDITING)
    return jsonify(figures.overview(doors().desk, doors().room, now()))


@api.post("/preview")
def preview() -> Response:
    editor("knowledge_preview")
    return jsonify(figures.preview(doors().desk, doors().room, body(Forms).given, now()))


@api.post("/paste")
def paste() -> Response:
    editor("knowledge_preview")
    given = body(PastedText)
    return jsonify(figures.arrange(doors().room, given.text, given.title))


@api.post("")
def save() -> Response:
    user = editor("knowledge_save")
    given = body(SaveForms)
    return saved(
        lambda: figures.save(doors().desk, doors().room, given.given, given.base, user, now(), note=given.note)
    )
