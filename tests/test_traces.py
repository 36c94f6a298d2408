"""The search for traces finds a word however it stands in a file, and nothing where there is none."""

import base64
import gzip
import secrets
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from traces import Trace, found_in, traces_below

WORD = "Zq07 Xylofon"
SAID = f"patient {WORD}, knee"


def zipped(text: str) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", text)
    return target.getvalue()


def printed(text: str) -> bytes:
    target = BytesIO()
    canvas = Canvas(target)
    canvas.drawString(50, 50, text)
    canvas.save()
    return target.getvalue()


@pytest.mark.parametrize(
    "hide",
    [
        str.encode,
        lambda text: text.upper().encode(),
        lambda text: text.encode("utf-16-le"),
        lambda text: b"x" + text.encode("utf-16-be"),
        lambda text: base64.b64encode(text.encode()),
        lambda text: base64.b64encode(b"1" + text.encode()),
        lambda text: base64.urlsafe_b64encode(b"22" + text.encode("utf-16-le")),
        lambda text: text.encode().hex().upper().encode(),
        lambda text: b"\x00\x01" + zlib.compress(text.encode(), 9),
        lambda text: gzip.compress(text.encode()),
        lambda text: b"stream\n" + base64.a85encode(zlib.compress(text.encode())) + b"~>endstream",
        zipped,
        printed,
    ],
)
def test_a_word_is_found_in_every_disguise(hide: Callable[[str], bytes], tmp_path: Path) -> None:
    content = secrets.token_bytes(3000) + hide(SAID) + secrets.token_bytes(100)
    whole = hide(SAID)
    (tmp_path / "a.bin").write_bytes(whole if whole.startswith((b"PK", b"%PDF")) else content)
    assert {each.word for each in traces_below(tmp_path, [WORD, "Zq08 Xylofon"])} == {WORD}


def test_a_word_with_accents_is_found_as_it_is_escaped() -> None:
    assert list(found_in(b'{"name": "Zqu\\u00e9"}', ["Zqué"])) == [("Zqué", "escaped")]


def test_names_of_files_count_and_what_is_left_out_does_not(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / f"{WORD}.txt").touch()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.txt").write_text(SAID)
    assert traces_below(tmp_path, [WORD], but=[tmp_path / "out"]) == [
        Trace(str(Path("logs") / f"{WORD}.txt"), WORD, "name")
    ]
    assert len(traces_below(tmp_path, [WORD])) == 2


def test_noise_holds_no_word(tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(secrets.token_bytes(300_000))
    assert traces_below(tmp_path, [WORD, "1947-08-13"]) == []
