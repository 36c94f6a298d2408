"""Everything of everybody as CSV that any spreadsheet opens and none runs."""

import csv
from datetime import date
from io import StringIO
from itertools import pairwise
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest

from builders import a_patient
from clinic_app.data.record import create_record
from clinic_app.exchange.clinic_csv import TABLES
from clinic_app.exchange.csv_out import cell
from clinic_app.services.clinic_export import ClinicExportService
from fakes import FakeRecord
from whole_records import store_whole_patient


class GivenUp(Exception):  # noqa: N818 - it is no error
    """Cancel was pressed."""


def no_step(done: int, whole: int) -> None:
    pass


def tables_in(path: Path) -> dict[str, list[dict[str, str]]]:
    with ZipFile(path) as zipped:
        texts = {name: zipped.read(name) for name in zipped.namelist() if name.endswith(".csv")}
    assert all(data.startswith(b"\xef\xbb\xbf") for data in texts.values())
    return {
        name.removesuffix(".csv"): list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))
        for name, data in texts.items()
    }


def test_every_table_of_two_patients_leaves(tmp_path: Path) -> None:
    record = create_record(tmp_path / "record")
    first, second = (store_whole_patient(record, name, number=at) for at, name in ((1, "Ann"), (2, "Bob")))
    ClinicExportService(record).everything(tmp_path / "out.zip", step=no_step)
    record.close()
    found = tables_in(tmp_path / "out.zip")
    assert set(found) == {table.name for table in TABLES}
    counts = {name: len(rows) for name, rows in found.items()}
    assert counts == {
        "patients": 4, "episodes": 2, "visits": 2, "findings": 4, "amendments": 2, "scores": 4,
        "diary_days": 4, "programs": 2, "versions": 4, "items": 8, "handouts": 4, "letters": 2, "screens": 2,
    }  # fmt: skip
    owners = {row["patient_id"] for name, rows in found.items() for row in rows if "patient_id" in row}
    assert owners == {str(first.patient.id), str(second.patient.id)}
    assert found["diary_days"][0]["day"] == "2026-11-24"
    assert found["items"][0]["hold_s"] == "30"


def test_the_readme_names_every_column(tmp_path: Path) -> None:
    ClinicExportService(FakeRecord()).everything(tmp_path / "out.zip", step=no_step)
    with ZipFile(tmp_path / "out.zip") as zipped:
        said = zipped.read("README.txt").decode("utf-8-sig")
    for table in TABLES:
        assert f"{table.name}.csv" in said
        for column in table.columns:
            assert f"  {column.name} " in said


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u200b=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text).startswith("'")
    assert cell((text,)).startswith("'")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2026, 1, 2), "2026-01-02"),
        (-1, "-1"),
        (2.5, "2.5"),
        (True, "yes"),
        (None, ""),
        ("O'Neil", "O'Neil"),
    ],
)
def test_numbers_and_days_stay_what_they_are(value: object, said: str) -> None:
    assert cell(value) == said


def test_typed_text_comes_back_as_it_was(tmp_path: Path) -> None:
    record = FakeRecord()
    typed = 'two\nlines, "quoted"; \u0645\u0631\u062d\u0628\u0627'
    with record.writing() as work:
        work.patients.add(a_patient(notes=typed))
        work.commit()
    ClinicExportService(record).everything(tmp_path / "out.zip", step=no_step)
    assert tables_in(tmp_path / "out.zip")["patients"][0]["notes"] == typed


def test_given_up_leaves_nothing_behind(tmp_path: Path) -> None:
    def give_up(done: int, whole: int) -> None:
        raise GivenUp

    with pytest.raises(GivenUp):
        ClinicExportService(FakeRecord()).everything(tmp_path / "out.zip", step=give_up)
    assert not list(tmp_path.iterdir())


def test_no_more_than_a_slice_is_in_memory_at_a_time(tmp_path: Path) -> None:
    record, steps = FakeRecord(), list[int]()
    with record.writing() as work:
        for number in range(1, 1202):
            work.patients.add(a_patient(id=uuid4(), record_number=number))
        work.commit()
    count = ClinicExportService(record).everything(
        tmp_path / "out.zip", step=lambda done, _whole: steps.append(done)
    )
    assert count == 1201
    assert max(after - before for before, after in pairwise([*steps, count])) == 500
    rows = tables_in(tmp_path / "out.zip")["patients"]
    assert [int(row["record_number"]) for row in rows] == list(range(1, 1202))
