"""The console's doors: signing in and out, the first lead's account, and the shell the app runs in."""

import hashlib
import hmac
import secrets
from urllib.parse import quote

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from assistant.core.errors import AssistantError, Forbidden, Invalid, NotFound
from assistant.core.people import Role
from assistant.entry.clock import now
from assistant.entry.doors import doors
from assistant.entry.offloading import away_from_loop
from assistant.entry.own_ticket_pages import picture_response
from assistant.entry.parsing import line
from assistant.entry.security import require_own_page
from assistant.entry.sessions import SESSION_COOKIE, keep_session, signed_in, staff
from assistant.services import accounts, leaving, pictures

console = Blueprint("console", __name__)

FORM_COOKIE = "assistant_form"


@console.get("/console")
@console.get("/console/")
@console.get("/console/<path:_inside>")
def app(_inside: str = "") -> AnyResponse | str:
    found = signed_in()
    if found is None or found.csrf_token is None:
        wished = request.full_path if request.query_string else request.path
        return redirect(f"/console/sign-in?next={quote(wished)}")
    return render_template("console/app.html", csrf_token=found.csrf_token)


@console.get("/console/sign-in")
def sign_in_page() -> Response:
    return _form("console/sign_in.html", error=None, values={})


@console.post("/console/sign-in")
def sign_in() -> AnyResponse:
    _check_form()
    email = line(request.form.get("email", ""), 254)
    # for each account too, since whoever tries many passwords may have many addresses
    doors().limits.spend("sign_in", email.casefold())
    password = request.form.get("password", "")
    try:
        token, _ = accounts.sign_in(doors().desk.db, email, password, now(), apart=away_from_loop)
    except AssistantError as error:
        return _form("console/sign_in.html", 401, error=error.message, values={"email": email})
    return _signed_in(token)


@console.post("/console/sign-out")
def sign_out() -> AnyResponse:
    user = staff()
    done = leaving.sign_out(doors().desk, user, request.cookies.get(SESSION_COOKIE, ""), now())
    doors().publisher.publish(done.news)
    response = redirect("/console/sign-in", 303)
    response.delete_cookie(SESSION_COOKIE, path="/", samesite="Strict")
    return response


@console.get("/console/setup/<token>")
def setup_page(token: str) -> Response:
    if not accounts.setup_link_is_good(doors().desk.db, token, now()):
        raise NotFound("This link has been used or is too old. Restart the assistant to get a new one.")
    return _form("console/setup.html", token=token, error=None, fields={}, values={})


@console.post("/console/setup/<token>")
def set_up(token: str) -> AnyResponse:
    _check_form()
    given = {name: line(request.form.get(name, ""), 300) for name in ("name", "email")}
    given |= {name: request.form.get(name, "") for name in ("password", "password_again")}
    desk = doors().desk
    try:
        if given["password"] != given["password_again"]:
            raise Invalid("", fields={"password_again": "The two passwords are not the same. Please type them again."})
        name, email, password = given["name"], given["email"], given["password"]
        accounts.set_up(desk.db, token, name, email, password, now(), apart=away_from_loop)
        session, _ = accounts.sign_in(desk.db, email, password, now(), apart=away_from_loop)
    except Invalid as error:
        values = {name: given[name] for name in ("name", "email")}
        return _form("console/setup.html", 422, token=token, error=None, fields=error.fields, values=values)
    return _signed_in(session)


@console.get("/attachments/<attachment_id>")
def attachment(attachment_id: str) -> Response:
    """A shopper's picture, for those who answer tickets."""
    staff(Role.AGENT, Role.LEAD)
    picture = pictures.find(doors().desk, attachment_id)
    return picture_response(picture.data, picture.content_type)


def _signed_in(token: str) -> AnyResponse:
    wished = request.args.get("next", "")
    response = make_response(redirect(wished if _is_inside(wished) else "/console/", 303))
    keep_session(response, token)
    return response


def _is_inside(path: str) -> bool:
    return path.startswith("/console/") and path.isprintable() and "\\" not in path and "//" not in path


def _form(template: str, status: int = 200, **context: object) -> Response:
    """A form for somebody without a session: its token matches a cookie that only this browser has."""
    nonce = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(24)
    response = make_response(render_template(template, csrf_token=_form_token(nonce), **context), status)
    response.set_cookie(
        FORM_COOKIE, nonce, secure=doors().settings.secure, httponly=True, samesite="Strict", path="/console"
    )
    return response


def _check_form() -> None:
    require_own_page()
    nonce = request.cookies.get(FORM_COOKIE, "")
    shown = request.form.get("csrf_token", "")
    if not nonce or not hmac.compare_digest(shown.encode(), _form_token(nonce).encode()):
        raise Forbidden("This page is out of date. Please go back, reload it and try again.", code="csrf")


def _form_token(nonce: str) -> str:
    return hmac.new(doors().settings.signing_key.encode(), nonce.encode(), hashlib.sha256).hexdigest()
