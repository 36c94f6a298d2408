"""Runs in a process of its own: reads a picture on its standard input, writes a clean one on its output.

Started by :mod:`~clinic_app.images.intake` with ``python -I``; imports nothing of ours. What comes out is a
line of JSON (``{"media_type", "width", "height"}``) and the bytes, or a line ``{"fault": word}``.
"""

import io
import json
import sys
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 20_000_000
LONGEST_EDGE = 1_200
"""Pixels of the longer edge: 400 to an inch where a sheet shows a picture 76 mm wide."""

_MOST_MEMORY = 1_000_000_000
_SECONDS = 10
_QUALITY = 86


def limit_this_process() -> None:
    """Little memory, little time: whatever the bytes make a decoder do, it ends."""
    try:
        import resource
    except ImportError:
        return  # Windows has none; the pixel limit and the parent's patience hold there too
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def cleaned(data: bytes) -> tuple[dict[str, object], bytes]:
    """The picture upright, in plain colours, small enough, and without anything but its pixels."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as found:
        if found.width * found.height > MOST_PIXELS:
            raise Image.DecompressionBombError
        found.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
        found.load()
        coloured = in_full_colours(found)
        coloured.thumbnail((LONGEST_EDGE, LONGEST_EDGE))  # first: what follows needs copies
        plain = on_white(ImageOps.exif_transpose(coloured))
    bare = Image.frombytes("RGB", plain.size, plain.tobytes())  # nothing but pixels comes along
    photo, drawing = io.BytesIO(), io.BytesIO()
    bare.save(photo, "JPEG", quality=_QUALITY, optimize=True)
    bare.save(drawing, "PNG", optimize=True)
    is_drawing = len(drawing.getvalue()) <= len(photo.getvalue())
    chosen = (drawing if is_drawing else photo).getvalue()
    media_type = "image/png" if is_drawing else "image/jpeg"
    return {"media_type": media_type, "width": bare.width, "height": bare.height}, chosen


def in_full_colours(image: "Image.Image") -> "Image.Image":
    """The picture in a mode that can be made smaller without losing its tones."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    if image.mode in ("1", "P", "PA"):
        return image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    return image


def on_white(image: "Image.Image") -> "Image.Image":
    """The picture in red, green and blue; what is see-through becomes white, as paper is."""
    from PIL import Image

    if "A" in image.getbands() or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(paper, clear).convert("RGB")
    return image.convert("RGB")


def main() -> None:
    """Read, clean, write."""
    limit_this_process()
    data = sys.stdin.buffer.read()
    warnings.simplefilter("error")
    try:
        told, picture = cleaned(data)
    except MemoryError:
        told, picture = {"fault": "large"}, b""
    except Exception as error:  # whatever a broken file makes a decoder say
        is_large = "DecompressionBomb" in type(error).__name__
        told, picture = {"fault": "large" if is_large else "broken"}, b""
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + picture)


if __name__ == "__main__":
    main()
