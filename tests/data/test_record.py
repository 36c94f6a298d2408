"""The record on disk: what it keeps, what it refuses, what nobody can change."""

import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from builders import (
    TickingClock,
    a_content,
    a_draft,
    a_handout,
    a_patient,
    a_program,
    an_episode,
)
from clinic_app.data.engine import SETTINGS, migrating_engine, writing_engine
from clinic_app.data.key_file import read_key, write_key
from clinic_app.data.record import (
    SqlRecord,
    create_record,
    open_record,
    record_exists,
)
from clinic_app.domain.access import Actor
from clinic_app.domain.errors import ConflictError, RecordError
from clinic_app.domain.patient_search import Term
from handed_out import handed_out


def asked(words: str) -> list[Term]:
    return [Term(starts=(word,)) for word in words.split()]


def test_every_connection_reads_back_its_settings(record: SqlRecord, folder: Path) -> None:
    engine = writing_engine(folder / "record.db", read_key(folder).database_key())
    with engine.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in SETTINGS}
    engine.dispose()
    assert found == SETTINGS


def test_a_patient_is_found_again_after_closing(folder: Path) -> None:
    record = create_record(folder, clock=TickingClock(), actor=Actor(name="test"))
    patient = a_patient(family_name="O’Brien-Müller", precaution_tags=("balance_risk",))
    with record.writing() as work:
        work.patients.add(patient)
        work.commit()
    record.close()

    record = open_record(folder, clock=TickingClock(), actor=Actor(name="test"))
    with record.reading() as work:
        assert work.patients.search(asked("obrien"), archived=False, limit=5) == [patient]
        assert work.patients.search(asked("muller pat"), archived=False, limit=5) == [patient]
        assert work.patients.search(asked("ller pat"), archived=False, limit=5) == []
        assert work.patients.search(asked("1970"), archived=False, limit=5) == [patient]
    record.close()


def test_patients_are_found_by_record_number_and_family_names_come_first(record: SqlRecord) -> None:
    maria = a_patient(family_name="Abel", given_name="Maria", record_number=2)
    marlowe = a_patient(family_name="Marlowe", record_number=21)
    with record.writing() as work:
        work.patients.add(maria)
        work.patients.add(marlowe)
        work.commit()

    with record.reading() as work:
        assert work.patients.search([Term(numbers=(2, 2))], archived=False, limit=5) == [maria]
        assert work.patients.search(asked("mar"), archived=False, limit=5) == [marlowe, maria]
        assert work.patients.search(asked("mar"), archived=False, limit=1) == [marlowe]
        assert work.patients.search(asked("mar"), archived=True, limit=5) == []
        both = [Term(starts=("maria",)), Term(starts=("zz", "abe"))]
        assert work.patients.search(both, archived=False, limit=5) == [maria]


@pytest.mark.parametrize(
    ("typed", "meant"), [("smiht", "smith"), ("wolfeschlegelstien", "wolfeschlegelstein"), ("smi", "smi")]
)
def test_the_record_knows_which_words_a_slip_may_mean(record: SqlRecord, typed: str, meant: str) -> None:
    with record.writing() as work:
        work.patients.add(a_patient(family_name="Smith-Wolfe", given_name="Smith Wolfeschlegelstein"))
        work.commit()

    with record.reading() as work:
        assert list(work.patients.meant_by(typed)) == [meant]
        assert work.patients.meant_by("zebra") == []


def test_programs_without_a_patient_are_listed_apart(record: SqlRecord) -> None:
    patient = a_patient()
    given, loose = a_program(patient), a_program()
    with record.writing() as work:
        work.patients.add(patient)
        for program in (given, loose):
            work.programs.add(program)
            work.programs.add_version(a_draft(program))
        work.commit()

    with record.reading() as work:
        assert [each.program_id for each in work.programs.summaries(without_patient=True)] == [loose.id]
        assert len(work.programs.summaries()) == 2


def test_leaving_without_commit_leaves_nothing(record: SqlRecord) -> None:
    with record.writing() as work:
        work.patients.add(a_patient())

    with record.reading() as work:
        assert work.patients.count(archived=False) == 0


def test_looking_cannot_commit(record: SqlRecord) -> None:
    with record.reading() as work, pytest.raises(RuntimeError):
        work.commit()


def test_a_stale_edit_is_refused(record: SqlRecord) -> None:
    patient = a_patient()
    with record.writing() as work:
        work.patients.add(patient)
        newer = work.patients.save(replace(patient, phone="1"))
        work.commit()

    with record.writing() as work, pytest.raises(ConflictError):
        work.patients.save(replace(patient, phone="2"))
    assert newer.revision == patient.revision + 1


def test_a_program_comes_back_as_it_was_saved(record: SqlRecord) -> None:
    program = a_program()
    draft = a_draft(program)
    changed = replace(draft, content=a_content(title="Other", items=draft.content.items[::-1]))
    with record.writing() as work:
        work.programs.add(program)
        work.programs.add_version(draft)
        stored = work.programs.save_version(changed)
        work.commit()

    with record.reading() as work:
        assert work.programs.versions(program.id) == [stored]
        assert work.programs.version(draft.id).content == changed.content


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE program_version SET title = 'other'",
        "DELETE FROM program_version",
        "UPDATE program_item SET note = 'other'",
        "DELETE FROM program_item",
    ],
)
def test_no_statement_changes_what_was_handed_out(record: SqlRecord, folder: Path, statement: str) -> None:
    handed_out(record)
    engine = writing_engine(folder / "record.db", read_key(folder).database_key())

    with engine.connect() as connection, pytest.raises(Exception, match="never changes"):
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_a_handout_is_added_and_never_changed(record: SqlRecord, folder: Path) -> None:
    handout = a_handout(handed_out(record))
    with record.writing() as work:
        work.handouts.add(handout)
        work.commit()
    engine = writing_engine(folder / "record.db", read_key(folder).database_key())

    with engine.connect() as connection, pytest.raises(Exception, match="never changes"):
        connection.exec_driver_sql("DELETE FROM handout")
    engine.dispose()
    with record.reading() as work:
        assert work.handouts.of_program(handout.program_id) == [handout]


def test_episodes_belong_to_their_patient(record: SqlRecord) -> None:
    patient = a_patient()
    episode = an_episode(patient)
    with record.writing() as work:
        work.patients.add(patient)
        work.episodes.add(episode)
        work.commit()

    with record.reading() as work:
        assert work.episodes.of_patient(patient.id) == [episode]
        assert work.episodes.of_patient(uuid4()) == []


def test_the_bytes_of_a_handout_come_back_and_damage_is_noticed(record: SqlRecord, folder: Path) -> None:
    sha256 = record.archive.put(b"%PDF sheet")
    assert record.archive.get(sha256) == b"%PDF sheet"
    file = next(path for path in (folder / "handouts").rglob("*") if path.is_file())
    assert b"%PDF" not in file.read_bytes()

    kept = file.read_bytes()
    file.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    with pytest.raises(RecordError, match="damaged"):
        record.archive.get(sha256)


def test_nothing_of_a_patient_stands_in_the_files(record: SqlRecord, folder: Path) -> None:
    with record.writing() as work:
        work.patients.add(a_patient(family_name="Zanzibarowitz"))
        work.commit()

    for path in folder.rglob("*"):
        assert not path.is_file() or b"anzibarowit" not in path.read_bytes()


def test_only_the_owner_may_read(record: SqlRecord, folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name in ("record.db", "record.key", "record.key.copy"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600


def _missing(folder: Path) -> None:
    (folder / "record.db").unlink()


def _empty(folder: Path) -> None:
    (folder / "record.db").write_bytes(b"")


def _plain(folder: Path) -> None:
    (folder / "record.db").write_bytes(b"SQLite format 3\x00" + bytes(4080))


def _keyless(folder: Path) -> None:
    for path in folder.glob("record.key*"):
        path.unlink()


def _other_key(folder: Path) -> None:
    from clinic_app.data.key_file import new_key

    write_key(folder, new_key())


def _newer(folder: Path) -> None:
    engine = migrating_engine(folder / "record.db", read_key(folder).database_key())
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()


@pytest.mark.parametrize(
    ("harm", "complaint"),
    [
        (_missing, "is missing"),
        (_empty, "is empty"),
        (_plain, "is not encrypted"),
        (_keyless, "key file .* is missing"),
        (_other_key, "cannot be read with the key beside it"),
        (_newer, "newer version"),
    ],
)
def test_what_is_no_whole_record_is_refused(
    folder: Path, harm: Callable[[Path], None], complaint: str
) -> None:
    create_record(folder).close()
    harm(folder)

    assert record_exists(folder)
    with pytest.raises(RecordError, match=complaint):
        open_record(folder)


def test_a_damaged_key_file_is_mended_from_its_twin(folder: Path) -> None:
    create_record(folder).close()
    (folder / "record.key").write_bytes(b"{}")

    open_record(folder).close()
    assert (folder / "record.key").read_bytes() == (folder / "record.key.copy").read_bytes()


def test_a_second_window_is_told_so(record: SqlRecord, folder: Path) -> None:
    with pytest.raises(RecordError, match="open in another window"):
        open_record(folder)


def test_a_record_is_never_made_over_another(folder: Path) -> None:
    create_record(folder).close()

    with pytest.raises(RecordError, match="already"):
        create_record(folder)


def test_a_killed_writer_loses_only_what_it_had_not_committed(folder: Path) -> None:
    create_record(folder).close()
    program = (
        f"import sys, os; sys.path[:0] = {sys.path!r}\n"
        "from pathlib import Path\n"
        "from builders import a_patient\n"
        "from clinic_app.data.record import open_record\n"
        f"record = open_record(Path({str(folder)!r}))\n"
        "work = record.writing().__enter__(); work.patients.add(a_patient(record_number=1)); work.commit()\n"
        "work = record.writing().__enter__(); work.patients.add(a_patient(record_number=2))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)

    record = open_record(folder)
    with record.reading() as work:
        assert work.patients.count(archived=False) == 1
    record.close()
