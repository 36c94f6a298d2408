"""The campaign's table can fail: texts that come back changed and files that come in half are counted."""

from pathlib import Path
from uuid import uuid4

import pytest

from builders import a_patient
from campaign import (
    handed_texts,
    kept_texts,
    missing_fonts,
    outside_files,
    outside_pictures,
    outside_sizes,
    shown_texts,
)
from campaign.tally import Tally
from campaign.typed_places import Place, new_care, services_on
from clinic_app.data.record import create_record
from clinic_app.domain.errors import InputError
from clinic_app.services.clinic import ClinicServices
from hostile_words import comparable


def test_a_text_that_comes_back_shorter_is_counted_as_lost_and_a_bug_as_crashed(tmp_path: Path) -> None:
    care = new_care(create_record(tmp_path / "record"))
    forgetful = Place("forgetful", lambda *_: None, lambda _: "h")
    broken = Place("broken", lambda *_: 1 // 0, lambda _: "")
    tally = Tally("planted")
    assert kept_texts.typed_everywhere(tally, care, (forgetful, broken), "SQL") == [forgetful]
    kept_texts._look_again(tally, care, forgetful, "SQL")
    assert (tally.lost, tally.crashed) == (1, 1)
    care.services.record.close()


def test_a_refusal_that_nobody_can_read_is_counted_as_crashed() -> None:
    def refuse() -> None:
        raise InputError("{text} is wrong.", text="w" * 10_000)

    tally = Tally("planted")
    kept_texts.tried(tally, "a long echo", refuse)
    assert tally.crashed == 1


@pytest.mark.parametrize("cell", ["=1+1", " =1+1", "\t=1", "+SUM(A1)", "@x", "\uff1d1"])
def test_a_live_formula_is_no_table(cell: str) -> None:
    with pytest.raises(handed_texts.BrokenError):
        handed_texts._cells(f'name\r\n"{cell}"\r\n'.encode(), "x.csv")
    assert handed_texts._cells(f'name\r\n"\'{cell}"\r\n-3.5\r\n'.encode(), "x.csv")


def test_a_text_that_is_missing_from_paper_is_counted() -> None:
    mark = "qz001zq"
    assert handed_texts.is_said(comparable(f"Jo <jo@x.org> {mark}"), "Jo <jo@x.org>", mark)
    assert not handed_texts.is_said(comparable(f"Jo {mark}"), "Jo <jo@x.org>", mark)
    assert handed_texts.is_said(comparable("wwwwwwwwwwwwww..."), "w" * 400, mark), (
        "three dots say there is more"
    )


def test_a_label_that_reads_markup_is_counted_as_silent() -> None:
    tally = Tally("planted")
    shown_texts.count(tally, "SQL", {"crashed": ["x"], "silent": ["QLabel reads markup"], "pages": 1})
    assert (tally.crashed, tally.silent) == (1, 1)


@pytest.mark.parametrize(
    ("told", "column"),
    [
        ({"crashed": "ValueError", "seconds": 0.1}, "crashed"),
        ({"size": [9, 9], "hex": "", "seconds": 9.0}, "crashed"),
        ({"size": [9, 9], "hex": "", "mb": 900}, "crashed"),
        ({"size": [9, 9], "hex": b"SECRET".hex()}, "leaked"),
        ({"size": [9, 9], "hex": ""}, "silent"),
    ],
)
def test_a_picture_that_does_harm_is_counted(told: dict[str, object], column: str) -> None:
    tally = Tally("planted")
    outside_pictures.judge(tally, "SVG" if column == "silent" else "x", told)
    assert getattr(tally, column) == 1


def test_half_a_file_that_came_in_is_counted_as_silent(tmp_path: Path) -> None:
    services = services_on(create_record(tmp_path / "record"))

    def take_half(services: ClinicServices, data: bytes) -> None:
        services.patients.add(a_patient(id=uuid4()))
        raise InputError("The second half is missing.")

    tally = Tally("planted")
    outside_files._bring(tally, services, outside_files.Door("half", take_half), "half", b"")
    assert (tally.injected, tally.silent) == (1, 1)
    services.record.close()


def test_a_process_that_dies_or_eats_memory_is_counted() -> None:
    tally = Tally("planted")
    outside_sizes.judge(tally, "x", {"crashed": "it died"})
    outside_sizes.judge(tally, "x", {"taken": True, "mb": 5_000})
    missing_fonts.judge(tally, "x", {"written": 5})
    assert (tally.crashed, tally.silent) == (2, 1)
