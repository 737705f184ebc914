"""Which requests are let in, and which headers does every answer carry?"""

import hmac
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from assistant.core.errors import Forbidden, Malformed
from assistant.entry.doors import doors
from assistant.entry.settings import Settings
from assistant.services.accounts import SignedIn

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def install(app: Flask, settings: Settings) -> None:
    """Refuse foreign origins and unreadable addresses, and send the security headers with every answer."""

    @app.before_request
    def refuse_unreadable_address() -> None:
        if "\0" in request.path or any("\0" in value for value in request.args.values()):
            raise Malformed("This address has characters that cannot be used here.")

    @app.before_request
    def refuse_foreign_origin() -> None:
        if request.method in CHANGING and not origin_is_ours(request.headers.get("Origin"), request.host, settings):
            raise Forbidden("This page may not send requests here. Add its origin to ASSISTANT_ALLOWED_ORIGINS.")

    @app.after_request
    def add_headers(response: Response) -> Response:
        return _open_to_shops(_with_headers(response, settings), settings)


def csp_nonce() -> str:
    """This answer's nonce for our own scripts."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def origin_is_ours(origin: str | None, host: str, settings: Settings) -> bool:
    """Whether a request with this ``Origin`` may change something: our own pages and the shops'; absent is no browser."""
    if origin is None:
        return True
    return origin in settings.origins or same_origin(origin, host, settings)


def same_origin(origin: str | None, host: str, settings: Settings) -> bool:
    """Whether a request comes from a page of ours: of the public address, or of the host that was asked."""
    if origin is None:
        return False
    parts = urlsplit(origin)
    return origin == settings.own_origin or (parts.scheme in ("http", "https") and parts.netloc == host)


def require_own_page() -> None:
    """Only the console's own pages may do this, so an absent origin will not do. Raises ``Forbidden``."""
    if not same_origin(request.headers.get("Origin"), request.host, doors().settings):
        raise Forbidden("This request did not come from the console.", code="foreign_origin")


def check_csrf(signed_in: SignedIn) -> None:
    """A cookie session must show its token, and its page's origin. Raises ``Forbidden``."""
    if signed_in.csrf_token is None:
        return
    shown = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    if not hmac.compare_digest(shown.encode(), signed_in.csrf_token.encode()):
        raise Forbidden("This page is out of date. Please reload it and try again.", code="csrf")
    require_own_page()


def _with_headers(response: Response, settings: Settings) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _policy(settings))
    headers["X-Content-Type-Options"] = "nosniff"
    headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if request.path == "/widget":
        headers.pop("X-Frame-Options", None)
    else:
        headers["X-Frame-Options"] = "SAMEORIGIN"
    if settings.secure:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if response.mimetype in ("text/html", "application/json"):
        headers.setdefault("Cache-Control", "no-store")
    return response


def _open_to_shops(response: Response, settings: Settings) -> Response:
    """Scripts of a shop's own pages may use the shopper's API, with the conversation's token and never with a cookie."""
    if not request.path.startswith("/api/v1/conversations"):
        return response
    response.vary.add("Origin")
    origin = request.headers.get("Origin")
    if origin in settings.allowed_origins:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Headers"] = "Authorization, Content-Type"
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
        response.headers["Access-Control-Max-Age"] = "600"
    return response


def _policy(settings: Settings) -> str:
    framed_by = " ".join(["'self'", *settings.allowed_origins]) if request.path == "/widget" else "'self'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'nonce-{csp_nonce()}' 'self'",
            f"style-src 'self' 'nonce-{csp_nonce()}'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {framed_by}",
        )
    )
