"""Who is asking? A session cookie or an API key."""

from flask import Response, g, request

from assistant.core.people import Role, User
from assistant.entry import security
from assistant.entry.clock import now
from assistant.entry.doors import doors
from assistant.services import accounts
from assistant.services.accounts import SESSION_LENGTH, SignedIn

SESSION_COOKIE = "assistant_session"


def signed_in() -> SignedIn | None:
    """Who this request comes from, None for a stranger."""
    if "signed_in" not in g:
        g.signed_in = _by_key() or _by_cookie()
    found: SignedIn | None = g.signed_in
    return found


def staff(*roles: Role) -> User:
    """The user behind this request, if they have one of the roles; a request that changes something shows its CSRF token.

    Raises ``NotSignedIn``, ``Forbidden``.
    """
    found = signed_in()
    user = accounts.require(found, *roles)
    if found and request.method in security.CHANGING:
        security.check_csrf(found)
    return user


def keep_session(response: Response, token: str) -> None:
    """Give the browser its session."""
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(SESSION_LENGTH.total_seconds()) * 2,
        secure=doors().settings.secure,
        httponly=True,
        samesite="Strict",
        path="/",
    )


def bearer() -> str | None:
    """The token of an ``Authorization: Bearer`` header."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def _by_key() -> SignedIn | None:
    key = bearer()
    return accounts.by_key(doors().desk.db, key) if key else None


def _by_cookie() -> SignedIn | None:
    token = request.cookies.get(SESSION_COOKIE)
    return accounts.by_session(doors().desk.db, token, now()) if token else None
