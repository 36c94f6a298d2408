"""Pictures from outside: bombs, broken ones, ones that tell where they were taken, and what is none."""

import io
import json
import random
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from PIL import Image, PngImagePlugin

from campaign.hostile_texts import is_a_sentence
from campaign.tally import Tally
from images import a_bomb, a_photo, a_photo_from_a_phone

_MOST_S: Final = 2.0
"""Of the processor."""

_MOST_MB: Final = 300
_PATIENCE_S: Final = 60
_TELLS: Final = (b"MAKER-MARK", b"SECRET", b"xpacket", b"<svg", b"Exif", b"PK\x03\x04", b"ICC_PROFILE")

_LOOKER: Final = """
import json, resource, sys
from clinic_app.domain.errors import KnownError
from clinic_app.images.intake import clean_picture
def spent():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)
for path in sys.argv[1:]:
    data, begun = open(path, "rb").read(), spent()
    try:
        found = clean_picture(data, "x.png")
        told = {"size": [found.width, found.height], "hex": found.data.hex()}
    except KnownError as error:
        told = {"refused": str(error)}
    except BaseException as error:
        told = {"crashed": type(error).__name__}
    told["seconds"] = spent() - begun
    told["mb"] = max(resource.getrusage(who).ru_maxrss for who in (0, -1)) // 1024  # its own, its children's
    print(json.dumps(told), flush=True)
"""
"""A process that holds nothing else, so that what it and its children needed can be told."""


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _with_chunk(name: bytes, data: bytes) -> bytes:
    whole = _png(Image.new("RGB", (20, 20), "red"))
    return whole[:33] + _chunk(name, data) + whole[33:]


def _png(image: Image.Image, **saved: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, "PNG", **saved)
    return target.getvalue()


def _text_bomb(name: bytes) -> bytes:
    packed = zlib.compress(b"\0" * 50_000_000, 1)
    return _with_chunk(name, b"x\0\0" + packed)


def _telling() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "SECRET")
    told.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta>SECRET</x:xmpmeta>")
    return _png(Image.new("RGB", (20, 20), "red"), pnginfo=told)


def _frames() -> bytes:
    frames = [Image.new("RGB", (300, 300), (at, 0, 0)) for at in range(100)]
    return _png(frames[0], save_all=True, append_images=frames[1:])


BOMBS: Final[Mapping[str, Callable[[], bytes]]] = {
    "sixty thousand pixels square": a_bomb,
    "two thousand million pixels high": lambda: a_bomb(1, 2**31 - 1),
    "as large as may be": lambda: a_bomb(4_472, 4_472),
    "as large as may be, whole": lambda: _png(Image.new("RGBA", (4_472, 4_472)), compress_level=1),
    "sixteen bits deep": lambda: _png(Image.new("I;16", (4_472, 4_472)), compress_level=1),
    "one bit deep": lambda: _png(Image.new("1", (4_472, 4_472)), compress_level=1),
    "large JPEG": lambda: a_photo(4_472, 4_472, progressive=True),
    "JPEG that says it is enormous": lambda: _enormous_jpeg(),
    "text of fifty megabytes": lambda: _text_bomb(b"zTXt"),
    "profile of fifty megabytes": lambda: _text_bomb(b"iCCP"),
    "a hundred frames": _frames,
    "as many bytes as may be": lambda: b"\x89PNG\r\n\x1a\n" + bytes(9_999_992),
    "more bytes than may be": lambda: b"\x89PNG\r\n\x1a\n" + bytes(30_000_000),
}
OTHERS: Final[Mapping[str, bytes]] = {
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
    "SVG with a head": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "page": b"<html><img src=x onerror=alert(1)></html>",
    "PDF": b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj",
    "archive": b"PK\x03\x04" + bytes(100),
    "program": b"\x7fELF" + bytes(100),
    "nothing": b"",
    "zeros": bytes(10_000),
    "text": b"a note about somebody",
}
TELLING: Final[Mapping[str, Callable[[], bytes]]] = {
    "a telephone's": a_photo_from_a_phone,
    "with words": _telling,
    "with an archive behind it": lambda: _telling() + b"PK\x03\x04SECRET",
    "with a page behind it": lambda: a_photo(comment=b"SECRET") + b"<svg onload='SECRET'/>",
    "with a profile": lambda: a_photo(icc_profile=b"SECRET" * 50),
}


def _enormous_jpeg() -> bytes:
    whole = bytearray(a_photo())
    at = whole.index(b"\xff\xc0")
    whole[at + 5 : at + 9] = struct.pack(">HH", 65_500, 65_500)
    return bytes(whole)


def _other_kinds() -> dict[str, bytes]:
    found = {}
    for kind in ("GIF", "BMP", "TIFF", "WEBP", "PPM", "TGA", "ICO"):
        target = io.BytesIO()
        Image.new("RGB", (32, 32), "red").save(target, kind)
        found[kind] = target.getvalue()
    return found


def _broken(chance: random.Random) -> tuple[str, bytes]:
    """A picture cut off, with bytes turned over, or with another one's end."""
    whole = chance.choice(
        (a_photo(200, 100), _telling(), _png(Image.new("P", (90, 90))), a_photo_from_a_phone())
    )
    how = chance.choice(("cut off", "bytes turned over", "mixed", "a piece twice"))
    at = chance.randrange(10, len(whole))
    if how == "cut off":
        return how, whole[:at]
    if how == "mixed":
        return how, whole[:at] + a_photo(50, 50)[at:]
    if how == "a piece twice":
        return how, whole[:at] + whole[at // 2 :]
    turned = bytearray(whole)
    for _ in range(chance.randrange(1, 30)):
        turned[chance.randrange(8, len(turned))] = chance.randrange(256)
    return how, bytes(turned)


def pictures_outside(folder: Path, times: int, chance: random.Random) -> Tally:
    """Each is made anew or refused in a sentence: soon, in little memory, telling nothing but its pixels."""
    tally = Tally("pictures from outside")
    folder.mkdir(parents=True)
    tries = _chosen(times, chance)
    paths = []
    for number, (_, data) in enumerate(tries):
        paths.append(folder / str(number))
        paths[-1].write_bytes(data)
    for (name, _), told in zip(tries, _looked_at(paths), strict=True):
        judge(tally, name, told)
    return tally


def _chosen(times: int, chance: random.Random) -> list[tuple[str, bytes]]:
    """A third bombs, a third what is none or tells, a third broken; all of the first two in the long form."""
    bombs = [
        (name, make()) for name, make in chance.sample(list(BOMBS.items()), min(len(BOMBS), -(-times // 3)))
    ]
    others = [*OTHERS.items(), *_other_kinds().items(), *((name, make()) for name, make in TELLING.items())]
    found = bombs + chance.sample(others, min(len(others), -(-times // 3)))
    return [*found, *(_broken(chance) for _ in range(max(0, times - len(found))))][:times]


def _looked_at(paths: list[Path]) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-c", _LOOKER, *map(str, paths)],
        capture_output=True,
        timeout=_PATIENCE_S + 12 * len(paths),
        check=False,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    return [*told, *({"crashed": "the process died"} for _ in range(len(paths) - len(told)))]


def judge(tally: Tally, name: str, told: Mapping[str, Any]) -> None:
    """Count one picture."""
    tally.injected += 1
    seconds, memory = told.get("seconds", 0.0), told.get("mb", 0)
    if "crashed" in told or ("refused" in told and not is_a_sentence(told["refused"])):
        tally.crashed += 1
        tally.note(f"{name}: {told.get('crashed') or 'no sentence'}")
    elif seconds > _MOST_S or memory > _MOST_MB:
        tally.crashed += 1
        tally.note(f"{name}: {seconds:.1f} s, {memory} MB")
    if name in OTHERS and "refused" not in told:
        tally.silent += 1
        tally.note(f"{name} was taken for a picture")
    if any(mark in bytes.fromhex(told.get("hex", "")) for mark in _TELLS):
        tally.leaked += 1
        tally.note(f"{name}: tells more than its pixels")
