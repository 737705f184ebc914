"""Screenshots: read, checked, re-encoded without their metadata, stored."""

import io
from dataclasses import replace
from datetime import datetime

from PIL import Image, ImageOps
from sqlalchemy import Connection

from assistant.core.conversations import Attachment
from assistant.core.errors import AssistantError, Invalid, NotFound, TooLarge
from assistant.core.intake import MOST_ATTACHMENTS
from assistant.services.desk import Desk, new_id
from assistant.store import attachments
from assistant.store.attachments import Picture

MOST_PIXELS = {"PNG": 16_000_000, "JPEG": 64_000_000, "WEBP": 16_000_000}
"""What a small file may unpack to. A JPEG is read at a half or a quarter of its size, so a phone's photo is welcome."""
FORMATS = tuple(MOST_PIXELS)
LONGEST_SIDE = 2560
MOST_IN_CONVERSATION = 4 * MOST_ATTACHMENTS


def read_picture(name: str, data: bytes, most_bytes: int) -> Picture:
    """The picture re-encoded, location and other metadata gone. Raises ``TooLarge``, ``Invalid`` (field ``file``)."""
    if len(data) > most_bytes:
        raise TooLarge(f"This picture is larger than {most_bytes // 1_000_000} MB. Please send a smaller one.")
    encoded, content_type, (width, height) = _reencoded(data)
    about = Attachment(new_id(), _tidy_name(name, content_type), len(encoded), width, height)
    return Picture(about, "", content_type, encoded)


def keep(desk: Desk, conversation_id: str, picture: Picture, at: datetime) -> Attachment:
    """Store a picture in a conversation; it joins a ticket when the handoff names it. Raises ``TooLarge``."""

    def work(tx: Connection) -> Attachment:
        if attachments.count(tx, conversation_id) >= MOST_IN_CONVERSATION:
            raise TooLarge("This conversation has enough pictures. Please describe the rest in words.")
        attachments.add(tx, replace(picture, conversation_id=conversation_id), at)
        return picture.about

    return desk.db.write(work)


def find(desk: Desk, attachment_id: str) -> Picture:
    """Raises ``NotFound``."""
    found = desk.db.read(lambda tx: attachments.load(tx, attachment_id))
    if found is None:
        raise NotFound("There is no such picture.")
    return found


def _reencoded(data: bytes) -> tuple[bytes, str, tuple[int, int]]:
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS[picture.format or ""]:
            raise _unfit("This picture has too many pixels. Please send a smaller one, or a screenshot.")
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        ImageOps.exif_transpose(picture, in_place=True)
        return _encoded(picture, as_png=picture.format == "PNG")
    except AssistantError:
        raise
    except Exception as error:  # decoders fail in many ways over files made to make them fail
        raise _unfit("This file is not a picture we can read. Please send a PNG, JPEG or WebP.") from error


def _encoded(picture: Image.Image, *, as_png: bool) -> tuple[bytes, str, tuple[int, int]]:
    out = io.BytesIO()
    if as_png:
        clean = picture.convert("RGBA" if "A" in picture.mode or "transparency" in picture.info else "RGB")
        clean.info.clear()
        clean.save(out, "PNG")
    else:
        clean = picture.convert("RGB")
        clean.info.clear()
        clean.save(out, "JPEG", quality=85)
    return out.getvalue(), "image/png" if as_png else "image/jpeg", clean.size


def _tidy_name(name: str, content_type: str) -> str:
    stem = "".join(c for c in name.replace("\\", "/").rsplit("/", 1)[-1] if c.isprintable()).rsplit(".", 1)[0].strip()
    return f"{stem[:80] or 'screenshot'}.{'png' if content_type == 'image/png' else 'jpg'}"


def _unfit(message: str) -> Invalid:
    return Invalid(message, fields={"file": message})
