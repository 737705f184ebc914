"""Which requests are let in, and which headers does every answer carry?"""

import hmac
import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, g, request

from assistant.core.errors import Forbidden
from assistant.entry.settings import Settings
from assistant.services.accounts import SignedIn

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def install(app: Flask, settings: Settings) -> None:
    """Refuse foreign origins, and send the security headers with every answer."""

    @app.before_request
    def refuse_foreign_origin() -> None:
        if request.method in CHANGING and not origin_is_ours(request.headers.get("Origin"), request.host, settings):
            raise Forbidden("This page may not send requests here. Add its origin to ASSISTANT_ALLOWED_ORIGINS.")

    @app.after_request
    def add_headers(response: Response) -> Response:
        return _with_headers(response, settings)


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
    return origin in settings.origins or same_origin(origin, host)


def same_origin(origin: str | None, host: str) -> bool:
    return origin is not None and urlsplit(origin).netloc == host


def check_csrf(signed_in: SignedIn) -> None:
    """A cookie session must show its token, and its page's origin. Raises ``Forbidden``."""
    if signed_in.csrf_token is None:
        return
    shown = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    if not hmac.compare_digest(shown.encode(), signed_in.csrf_token.encode()):
        raise Forbidden("This page is out of date. Please reload it and try again.", code="csrf")
    if not same_origin(request.headers.get("Origin"), request.host):
        raise Forbidden("This request did not come from the console.", code="foreign_origin")


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
