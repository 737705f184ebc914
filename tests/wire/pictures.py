"""Pictures as shoppers send them, and files that only look like pictures."""

import io
import struct
import zlib
from typing import Any

from PIL import Image
from PIL.ExifTags import IFD, Base

PLACE = "SECRET-PLACE"


def photo(width: int = 60, height: int = 40) -> bytes:
    """A JPEG that tells where it was taken."""
    exif = Image.Exif()
    exif[Base.ImageDescription] = PLACE
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo)[1] = "N"
    return _saved(Image.new("RGB", (width, height), "pink"), "JPEG", exif=exif, comment=PLACE.encode())


def screenshot(width: int = 30, height: int = 20) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", PLACE)
    return _saved(Image.new("RGBA", (width, height), "white"), "PNG", pnginfo=words)


def noise(width: int, height: int) -> bytes:
    """A PNG that cannot be compressed: about four bytes a pixel."""
    return _saved(Image.effect_noise((width, height), 100).convert("RGB"), "PNG", compress_level=1)


def bomb() -> bytes:
    """Some kilobytes that unpack to 400 million pixels."""
    return _png(20_000, 20_000, zlib.compress(b"\0" * 3_000_000, 9))


def lying() -> bytes:
    """A PNG that says it is small and is broken inside."""
    return _png(10, 10, b"not compressed at all")


def _png(width: int, height: int, data: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )


def _saved(picture: Image.Image, format: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, format, **options)
    return out.getvalue()
