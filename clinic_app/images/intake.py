"""The one door for pictures from outside: PNG and JPEG, small enough, decoded in another process."""

import io
import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from clinic_app.domain.errors import InputError, KnownError

LARGEST_BYTES: Final = 10_000_000
_PATIENCE_S: Final = 10
_DECODER: Final = Path(__file__).with_name("decoder.py")
_BEGINNINGS: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanPicture:
    """A picture that was made anew from its pixels."""

    data: bytes = field(repr=False)
    media_type: str
    width: int
    height: int


def clean_picture(data: bytes, place: str) -> CleanPicture:
    """The picture in ``data``, upright and without metadata; ``place`` names it in complaints.

    Raises:
        InputError: no PNG or JPEG, damaged, or too large; nothing of it was kept.
    """
    if len(data) > LARGEST_BYTES:
        raise InputError(
            "{file} is larger than {most} MB. Choose a smaller picture.",
            file=place,
            most=LARGEST_BYTES // 10**6,
        )
    if not data.startswith(_BEGINNINGS):
        raise InputError("{file} is no PNG or JPEG picture. Choose one of these.", file=place)
    head, _, picture = _decoded(data, place).partition(b"\n")
    try:
        told = json.loads(head)
        if "fault" not in told:
            return CleanPicture(
                data=picture, media_type=told["media_type"], width=told["width"], height=told["height"]
            )
        fault = told["fault"]
    except (ValueError, KeyError, TypeError):
        fault = "broken"
    raise _too_large(place) if fault == "large" else _broken(place)


def _decoded(data: bytes, place: str) -> bytes:
    """What the other process wrote; nothing where it died."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_DECODER)],
            input=data,
            capture_output=True,
            timeout=_PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_large(place) from error
    return done.stdout if done.returncode == 0 else b""


def _too_large(place: str) -> KnownError:
    return InputError("{file} has more pixels than can be used. Choose a smaller picture.", file=place)


def _broken(place: str) -> KnownError:
    return InputError("{file} is damaged: it cannot be read as a picture. Choose another.", file=place)


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a picture that came in through this door."""
    from PIL import Image  # only where there is a picture

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as found:
        return found.size
