"""What becomes of the pictures shoppers send?"""

import io

import pytest
from PIL import Image

from assistant.core.errors import Invalid, TooLarge
from assistant.services.pictures import LONGEST_SIDE, read_picture

ORIENTATION = 274
MOST_BYTES = 5_000_000


def _picture(size: tuple[int, int], kind: str, *, turned: bool = False) -> bytes:
    picture = Image.new("RGB", size, (200, 10, 10))
    exif = picture.getexif()
    if turned:
        exif[ORIENTATION] = 6
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def test_a_phones_photo_of_48_megapixels_is_taken_and_made_smaller() -> None:
    taken = read_picture("IMG_1.heic.jpg", _picture((8000, 6000), "JPEG"), MOST_BYTES)
    assert (taken.about.width, taken.about.height) == (LONGEST_SIDE, 1920)
    assert taken.about.name == "IMG_1.heic.jpg"


def test_a_photo_taken_sideways_stands_upright_and_forgets_how_it_was_taken() -> None:
    taken = read_picture("photo.jpg", _picture((400, 300), "JPEG", turned=True), MOST_BYTES)
    assert (taken.about.width, taken.about.height) == (300, 400)
    assert not Image.open(io.BytesIO(taken.data)).getexif()


def test_a_small_file_that_would_unpack_to_forty_million_pixels_is_refused() -> None:
    with pytest.raises(Invalid, match="too many pixels"):
        read_picture("small.png", _picture((8000, 5000), "PNG"), MOST_BYTES)


def test_more_bytes_than_are_taken_are_refused_before_they_are_looked_at() -> None:
    with pytest.raises(TooLarge, match="larger than 5 MB"):
        read_picture("large.png", b"x" * (MOST_BYTES + 1), MOST_BYTES)
