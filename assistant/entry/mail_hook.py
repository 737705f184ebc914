"""The doors for mail that comes in: ``POST /hooks/mail`` for a mail service that hands it on, and the mailbox."""

import hmac

import structlog
from flask import Blueprint, jsonify, request
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.wrappers import Response

from assistant import mailbox
from assistant.core.errors import Invalid, NotFound, NotSignedIn, TooLarge, TooMany, Unavailable
from assistant.core.mail import Unreadable
from assistant.entry.clock import now
from assistant.entry.doors import Doors, doors
from assistant.entry.offloading import apart_from_all
from assistant.entry.sessions import bearer
from assistant.services import mail_intake
from assistant.services.desk import Desk, Done
from assistant.services.mail_intake import Became
from assistant.store import health, received

hooks = Blueprint("hooks", __name__, url_prefix="/hooks")

log = structlog.get_logger()

MAIL = "message/rfc822"
MAILBOX = "mailbox"
"""The sign of life of the visits there."""
UNREADABLE = "unreadable"
TOO_MANY = "too_many"
"""How mails are counted that nothing was made of."""
MOST_VISITS = 20
"""At a time, also where a mailbox forgets what was marked in it."""


@hooks.post("/mail")
def take() -> Response:
    """One mail as it came, in the body. Sent again, it is not done again."""
    _require_token()
    doors().limits.spend("mail_hook", request.remote_addr or "")
    if request.mimetype != MAIL:
        raise UnsupportedMediaType
    most = mail_intake.most_bytes(doors().desk)
    request.max_content_length = most
    raw = request.get_data(cache=False)
    if len(raw) > most:
        raise TooLarge(f"This e-mail is larger than {most // 1_000_000} MB.")
    try:
        done = _taken(doors().desk, raw)
    except Unreadable:
        _count(doors().desk, UNREADABLE)
        raise Invalid("This is no e-mail that can be read. Please send it as it came, with its headers.") from None
    except TooMany:
        _count(doors().desk, TOO_MANY)
        raise
    doors().publisher.publish(done.news)
    if done.value is Became.UNMATCHED:
        raise Invalid("This e-mail follows none of our letters, so it belongs to no ticket.", code="unmatched")
    return jsonify(taken=done.value.value)


def fetch(made: Doors) -> None:
    """Take what is new in the mailbox. Raises ``mailbox.Away``."""
    desk = made.desk

    def take(raw: bytes) -> bool:
        try:
            done = _taken(desk, raw)
        except Unavailable:
            raise
        except TooMany:
            _count(desk, TOO_MANY)
            return False
        except Exception as error:  # one mail must not keep those behind it waiting
            log.warning("mail_unreadable", error=type(error).__name__, exc_info=error)
            _count(desk, UNREADABLE)
            return False
        made.publisher.publish(done.news)
        return done.value is not Became.UNMATCHED

    for _ in range(MOST_VISITS):
        if mailbox.visit(made.settings.imap_url, take, mail_intake.most_bytes(desk)) < mailbox.AT_ONCE:
            break
    desk.db.write(lambda tx: health.beat(tx, MAILBOX, now()))


def _taken(desk: Desk, raw: bytes) -> Done[Became]:
    came = apart_from_all(mail_intake.read, raw, desk.upload_bytes)
    return mail_intake.take(desk, came, now())


def _count(desk: Desk, became: str) -> None:
    desk.db.write(lambda tx: received.count(tx, became))


def _require_token() -> None:
    """Raises ``NotFound`` where no hook is set up, ``NotSignedIn`` for another token."""
    token = doors().settings.mail_hook_token
    if not token:
        raise NotFound("Nothing takes mail here. Set ASSISTANT_MAIL_HOOK_TOKEN first.")
    if not hmac.compare_digest((bearer() or "").encode(), token.encode()):
        raise NotSignedIn("Send the token of ASSISTANT_MAIL_HOOK_TOKEN as: Authorization: Bearer TOKEN")
