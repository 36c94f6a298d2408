"""Pictures from outside: only pixels come in, whatever else the file holds."""

import io
import random
import time
from contextlib import suppress

import pytest
from PIL import Image

from clinic_app.domain.errors import InputError
from clinic_app.images.intake import LARGEST_BYTES, clean_picture
from images import a_bomb, a_photo, a_photo_from_a_phone


def test_a_phones_photo_stands_upright_and_tells_nothing() -> None:
    picture = clean_picture(a_photo_from_a_phone(), "phone.jpg")

    assert (picture.width, picture.height) == (40, 60)
    with Image.open(io.BytesIO(picture.data)) as found:
        assert found.size == (40, 60)
        assert not found.getexif()
    assert b"MAKER-MARK" not in picture.data


def test_a_large_photo_is_made_smaller() -> None:
    picture = clean_picture(a_photo(3000, 1500), "large.jpg")
    assert (picture.width, picture.height) == (1200, 600)


def test_what_is_see_through_becomes_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(target, "PNG")
    picture = clean_picture(target.getvalue(), "clear.png")
    with Image.open(io.BytesIO(picture.data)) as found:
        assert found.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


def test_a_bomb_is_refused_at_once() -> None:
    begun = time.monotonic()
    with pytest.raises(InputError, match="more pixels than can be used"):
        clean_picture(a_bomb(), "bomb.png")
    assert time.monotonic() - begun < 5


def test_what_a_file_is_called_does_not_make_it_a_picture() -> None:
    for data in (b"", b"<svg/>", b"GIF89a", b"%PDF-1.7"):
        with pytest.raises(InputError, match=r"x\.png is no PNG or JPEG"):
            clean_picture(data, "x.png")


def test_too_many_bytes_are_not_looked_at() -> None:
    with pytest.raises(InputError, match="larger than 10 MB"):
        clean_picture(b"\xff\xd8\xff" + b"\0" * LARGEST_BYTES, "x.jpg")


def test_damaged_pictures_are_refused_or_made_anew_but_never_crash() -> None:
    whole, chance = a_photo(), random.Random(7)
    for _ in range(6):
        broken = bytearray(whole[: chance.randrange(10, len(whole))])
        broken[chance.randrange(3, len(broken))] ^= 0xFF
        with suppress(InputError):
            assert clean_picture(bytes(broken), "broken.jpg").width <= 60
