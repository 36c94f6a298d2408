"""What leaves is noted before it stands there; what cannot be noted does not leave."""

from pathlib import Path
from uuid import uuid4

import pytest

from clinic_app.domain.audit import EVERYTHING, AuditAction, AuditEntry, ByItsRow, Noted
from clinic_app.domain.errors import OutputError, RecordError
from clinic_app.exchange.parcel import add
from clinic_app.services.ways_out import WaysOut
from fakes import FakeRecord

CHART = Noted(AuditAction.EXPORTED, "chart", detail="png")


class _FullRecord(FakeRecord):
    """Its disk is full: nothing can be noted."""

    def noting(self):  # type: ignore[no-untyped-def]  # it only raises
        """As a full disk."""
        raise RecordError("The disk with the record is full.")


def _log(record: FakeRecord) -> list[AuditEntry]:
    with record.reading() as work:
        return list(work.audit.page(EVERYTHING, before=None, limit=9))


def test_a_file_is_written_whole_and_noted_with_whose_it_is(tmp_path: Path) -> None:
    record, patient_id = FakeRecord(), uuid4()
    leaving = Noted(AuditAction.EXPORTED, "chart", patient_id, patient_id, "png")
    WaysOut(record).file(tmp_path / "chart.png", b"picture", leaving)
    [entry] = _log(record)
    assert (tmp_path / "chart.png").read_bytes() == b"picture"
    assert (entry.action, entry.subject, entry.patient_id, entry.detail) == (
        AuditAction.EXPORTED,
        "chart",
        patient_id,
        "png",
    )


def test_a_file_that_cannot_be_written_says_which_and_is_not_noted(tmp_path: Path) -> None:
    record = FakeRecord()
    with pytest.raises(OutputError, match=r"chart\.png could not be written"):
        WaysOut(record).file(tmp_path / "nowhere" / "chart.png", b"picture", CHART)
    assert _log(record) == []


def test_what_cannot_be_noted_does_not_leave_and_what_stood_there_stays(tmp_path: Path) -> None:
    out, file = WaysOut(_FullRecord()), tmp_path / "chart.png"
    file.write_bytes(b"before")
    with pytest.raises(RecordError):
        out.file(file, b"picture", CHART)
    with pytest.raises(RecordError), out.zipped(tmp_path / "all.zip", CHART) as parcel:
        add(parcel, "a.txt", b"a")
    with pytest.raises(RecordError), out.folder(tmp_path / "all", CHART) as parcel:
        add(parcel, "a.txt", b"a")
    assert file.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_zip_given_up_is_not_noted(tmp_path: Path) -> None:
    record = FakeRecord()
    with pytest.raises(KeyError), WaysOut(record).zipped(tmp_path / "all.zip", CHART):
        raise KeyError
    assert _log(record) == []


def test_what_is_stored_as_a_row_is_not_noted_twice(tmp_path: Path) -> None:
    record = FakeRecord()
    WaysOut(record).file(tmp_path / "sheet.pdf", b"%PDF", ByItsRow.STORED)
    assert _log(record) == []


def test_what_the_printer_makes_a_file_of_was_exported() -> None:
    assert Noted(AuditAction.PRINTED, "summary").in_a_file.action is AuditAction.EXPORTED
    assert Noted(AuditAction.REPRINTED, "letter").in_a_file.action is AuditAction.REPRINTED
