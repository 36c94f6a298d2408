"""A letter in the encrypted record: it comes again byte for byte."""

from pathlib import Path

import clinic_resources
from builders import TickingClock
from clinic_app.data.library_files import load_library
from clinic_app.data.record import create_record
from clinic_app.domain.access import Actor
from clinic_app.domain.letter import LetterKind, Reader
from clinic_app.services.letter_care import LetterWish
from clinic_app.services.letters import LetterService
from whole_records import store_whole_patient


def test_a_stored_letter_is_read_back_with_its_bytes(tmp_path: Path) -> None:
    record = create_record(tmp_path / "record", clock=TickingClock(), actor=Actor(name="test"))
    whole = store_whole_patient(record, "Qqx")
    store_whole_patient(record, "Zzytheirs", number=2)
    letters = LetterService(record, load_library(), clinic_resources.catalogue)
    with record.reading() as work:
        [episode] = work.episodes.of_patient(whole.patient.id)
    wish = LetterWish(kind=LetterKind.DISCHARGE, reader=Reader.REFERRER, addressee="Dr Osei")
    prepared = letters.prepare(episode.id, wish)

    stored = letters.store(prepared)

    assert stored in letters.of_patient(whole.patient.id)
    assert letters.again(stored).pdf.data == prepared.pdf.data
    record.close()
