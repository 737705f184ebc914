"""The shopper's pages: contact form, the chat's frame, and what was built for them."""

import secrets
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, send_from_directory
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from assistant.core.errors import AssistantError, Invalid
from assistant.core.intake import FIELDS, MOST_ATTACHMENTS, read_intake
from assistant.core.knowledge import Knowledge
from assistant.core.sla import promised
from assistant.core.tickets.words import say_date
from assistant.entry.assets import BUILT, PLAIN
from assistant.entry.clock import now
from assistant.entry.doors import doors
from assistant.entry.offloading import away_from_loop
from assistant.services import expectations, handoff, pictures
from assistant.services.handoff import Form
from assistant.services.shapes import Shape
from assistant.store.attachments import Picture

site = Blueprint("site", __name__)

TRAP = "website_url"
A_YEAR = 31_536_000


@site.get("/")
def home() -> AnyResponse:
    return redirect("/contact")


@site.get("/contact")
def contact() -> str:
    return _contact_page({}, {})


@site.post("/contact")
def send_form() -> AnyResponse | tuple[str, int]:
    request.max_content_length = doors().desk.upload_bytes * (MOST_ATTACHMENTS + 1)
    try:
        fields = {name: request.form.get(name) for name in FIELDS}
    except RequestEntityTooLarge:
        return _contact_page({}, {"screenshots": _too_much()}, secrets.token_urlsafe(16)), 413
    try:
        pictures_sent = _pictures(request.files.getlist("screenshots"))
    except Invalid as error:
        return _contact_page(fields, {**error.fields, **_faults(fields)}), 422
    form_id = request.form.get("form_id", "")
    if not 8 <= len(form_id) <= 64:
        form_id = secrets.token_urlsafe(16)
    form = Form(form_id, fields, trapped=bool(request.form.get(TRAP)))
    try:
        done = handoff.submit(doors().desk, form, pictures_sent, now())
    except Invalid as error:
        return _contact_page(fields, error.fields or {"form": error.message}), 422
    doors().publisher.publish(done.news)
    return redirect(done.value["url"].removeprefix(doors().desk.address), 303)


@site.get("/widget")
def widget() -> str:
    return render_template("widget.html", time_zone=doors().desk.knowledge().policy.calendar.time_zone)


@site.get("/assets/<path:name>")
def built_file(name: str) -> Response:
    """Files with a hash in their name never change."""
    response = send_from_directory(BUILT / "assets", name, max_age=A_YEAR)
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response


@site.get("/widget.js", endpoint="built_loader", defaults={"name": "widget.js"})
@site.get("/icon.svg", endpoint="built_icon", defaults={"name": "icon.svg"})
def plain_file(name: str) -> Response:
    assert name in PLAIN
    response = send_from_directory(BUILT, name, max_age=300)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@site.app_context_processor
def shared() -> dict[str, Any]:
    """What every shopper's page shows."""
    knowledge = doors().desk.knowledge()
    return {
        "shop": knowledge.policy.shop_name,
        "policies": [{"name": text.name, "title": text.title} for text in knowledge.policies.values()],
        "notice": promised(knowledge.policy, "general", now()).notice,
    }


def _too_much() -> str:
    megabytes = doors().desk.upload_bytes // 1_000_000
    return (
        f"That is more than we can take at once. Please keep to {MOST_ATTACHMENTS} pictures of up to {megabytes} MB "
        "each. Your browser's back button brings back what you wrote."
    )


def _contact_page(values: Mapping[str, str | None], errors: Mapping[str, str], form_id: str = "") -> str:
    desk = doors().desk
    told = {("screenshots" if name in ("file", "attachments") else name): fault for name, fault in errors.items()}
    return render_template(
        "contact.html",
        values={name: value or "" for name, value in values.items()},
        errors=told,
        form_id=form_id or request.form.get("form_id") or secrets.token_urlsafe(16),
        promises=_promises_in_words(desk.knowledge()),
        expectation=expectations.told(desk, now()),
        limits={"files": MOST_ATTACHMENTS, "megabytes": desk.upload_bytes // 1_000_000},
    )


def _pictures(files: list[FileStorage]) -> list[Picture]:
    """The screenshots of the form, re-encoded. Raises ``Invalid`` (field ``screenshots``)."""
    sent = [file for file in files if file.filename]
    if len(sent) > MOST_ATTACHMENTS:
        raise Invalid("", fields={"screenshots": f"Please keep to {MOST_ATTACHMENTS} pictures."})
    most = doors().desk.upload_bytes
    try:
        return [
            away_from_loop(pictures.read_picture, file.filename or "", file.stream.read(most + 1), most)
            for file in sent
        ]
    except AssistantError as error:
        raise Invalid(error.message, fields={"screenshots": error.message}) from error


def _faults(fields: Mapping[str, str | None]) -> Mapping[str, str]:
    """What is wrong with the other fields, so that all is told at once."""
    try:
        read_intake(fields)
    except Invalid as error:
        return error.fields
    return {}


def _promises_in_words(knowledge: Knowledge) -> Shape:
    policy, at = knowledge.policy, now()
    general, complex_ = promised(policy, "general", at), promised(policy, "complex", at)
    assert general.resolution_by and complex_.update_by
    zone = policy.calendar.zone
    return {
        "general": {
            "confirmation_by": say_date(general.confirmation_by, zone),
            "resolution_by": say_date(general.resolution_by, zone),
        },
        "complex": {
            "confirmation_by": say_date(complex_.confirmation_by, zone),
            "update_by": say_date(complex_.update_by, zone),
        },
    }
