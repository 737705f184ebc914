"""What shoppers' mail programs send back to us."""

from sqlalchemy import select

from assistant.services import mail_intake
from assistant.services.mail_intake import Became
from assistant.store.tables import outbox
from tests.services.desk import Shop

ANN = "ann@shopper.example"


def last_letter(shop: Shop, number: int) -> str:
    """The Message-ID of the letter that a ticket's shopper got last."""
    found = select(outbox.c.message_id).where(outbox.c.ticket == number, outbox.c.thread_id.startswith("<ticket-"))
    newest = found.order_by(outbox.c.created_at.desc()).limit(1)
    return str(shop.desk.db.read(lambda tx: tx.execute(newest).scalar_one()))


def reply_to(message_id: str, text: str, *, id: str = "1", **headers: str) -> bytes:
    """A reply as a mail program sends it; headers by their names with underscores."""
    given = {
        "From": f"Ann Lee <{ANN}>",
        "Message-ID": f"<{id}@phone.example>",
        "In-Reply-To": message_id,
        "Content-Type": "text/plain; charset=utf-8",
    } | {name.replace("_", "-"): value for name, value in headers.items()}
    return ("".join(f"{name}: {value}\r\n" for name, value in given.items()) + f"\r\n{text}").encode()


def mailed(shop: Shop, raw: bytes) -> Became:
    """What becomes of a mail that comes in now."""
    came = mail_intake.read(raw, shop.desk.upload_bytes)
    became: Became = shop.done(mail_intake.take(shop.desk, came, shop.now()))
    return became
