"""What becomes of somebody's tickets when they sign out? What they took and did nothing with goes back into the queue."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import Connection

from assistant.core.people import User
from assistant.core.tickets import Ticket
from assistant.services import casework
from assistant.services.desk import Desk, Done, News, token_hash
from assistant.services.shapes import Shape, subject_of
from assistant.store import accounts
from assistant.store import tickets as store


def outlook(desk: Desk, user: User, token: str, at: datetime) -> Shape:
    """Which tickets would go back if this session ended now, and which would stay theirs.

    None goes back while they work in another browser: ``elsewhere``.
    """

    def work(tx: Connection) -> Shape:
        elsewhere = accounts.is_present(tx, user.id, at, but=token_hash(token))
        back: list[Shape] = []
        stay: list[Shape] = []
        for ticket in _open_of(tx, user):
            goes = ticket.claim_lapses_at is not None and not elsewhere
            (back if goes else stay).append(
                {"number": str(ticket.number), "subject": subject_of(ticket.about or ticket.details)}
            )
        return {"elsewhere": elsewhere, "goes_back": back, "stays": stay}

    return desk.db.read(work)


def sign_out(desk: Desk, user: User, token: str, at: datetime) -> Done[None]:
    """End this session. With somebody's last one, what they did nothing with goes back into the queue at once."""

    def work(tx: Connection) -> Done[None]:
        accounts.stand_in_line(tx, user.id)  # or two sessions that end at once would each take the other for present
        accounts.end_session(tx, token_hash(token))
        news: list[News] = []
        if not accounts.is_present(tx, user.id, at):
            for ticket in _open_of(tx, user):
                ticket.leave(at=at, policy=desk.knowledge().policy)
                news += casework.settle(tx, desk, ticket, at) if ticket.news else []
        return Done(None, news)

    return desk.db.write(work)


def _open_of(tx: Connection, user: User) -> Iterator[Ticket]:
    return (casework.load(tx, number) for number in store.open_held_by(tx, user.id))
