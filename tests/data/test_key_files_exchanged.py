"""Key files mixed up by hand or by a program that copies: the record's own is never written over."""

import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from builders import a_patient
from clinic_app.data import key_slots
from clinic_app.data.key_count import noted_count
from clinic_app.data.key_file import KEY_NAMES, KeyFile, new_key, read_key_file, write_key, write_key_file
from clinic_app.data.record import SqlRecord, create_record, open_record
from clinic_app.domain.access import Actor, Role, Way, WayKind
from clinic_app.domain.audit import AuditAction, AuditFilter
from clinic_app.domain.errors import RecordError
from clinic_app.services.access import AccessService
from clinic_app.services.coming_in import ComingIn

FIRST, TWIN = KEY_NAMES


def another_clinics_key(folder: Path, count: int = 50) -> None:
    """A key file that was changed more often than ours."""
    folder.mkdir()
    key = new_key()
    write_key(folder, key)
    known = read_key_file(folder)
    write_key_file(folder, KeyFile(known.salt, known.slots, count))


@pytest.mark.parametrize("name", KEY_NAMES)
def test_another_clinics_key_file_in_place_of_one_copy_does_not_take_the_other_one_too(
    folder: Path, tmp_path: Path, name: str
) -> None:
    create_record(folder).close()
    ours = (folder / FIRST).read_bytes()
    another_clinics_key(tmp_path / "other")
    (folder / name).write_bytes((tmp_path / "other" / FIRST).read_bytes())
    open_record(folder).close()
    assert (folder / FIRST).read_bytes() == (folder / TWIN).read_bytes() == ours
    [kept] = folder.glob(f"{name}.of-*")
    assert kept.read_bytes() == (tmp_path / "other" / FIRST).read_bytes()


def test_where_the_salt_tells_nothing_neither_copy_is_written_over(folder: Path, tmp_path: Path) -> None:
    write_key(tmp_path, new_key())
    ours = (tmp_path / FIRST).read_bytes()
    another_clinics_key(tmp_path / "other")
    theirs = (tmp_path / "other" / FIRST).read_bytes()
    (tmp_path / TWIN).write_bytes(theirs)
    read_key_file(tmp_path)
    assert {each.read_bytes() for each in tmp_path.glob("record.key*")} == {ours, theirs}


def taken_away(folder: Path, _other: Path) -> None:
    for name in KEY_NAMES:
        (folder / name).unlink()


def exchanged(folder: Path, other: Path) -> None:
    for name in KEY_NAMES:
        (folder / name).write_bytes((other / FIRST).read_bytes())


def damaged(folder: Path, _other: Path) -> None:
    for name in KEY_NAMES:
        (folder / name).write_bytes(b"")


def made_pipes(folder: Path, _other: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes here")
    for name in KEY_NAMES:
        (folder / name).unlink()
        os.mkfifo(folder / name)


@pytest.mark.parametrize("hurt", [taken_away, exchanged, damaged, made_pipes])
def test_key_files_hurt_while_the_record_is_open_are_whole_again_when_it_closes(
    folder: Path, tmp_path: Path, hurt: Callable[[Path, Path], None]
) -> None:
    another_clinics_key(tmp_path / "other")
    record = create_record(folder)
    with record.writing() as work:
        work.patients.add(a_patient(family_name="Example"))
        work.commit()
    ours = (folder / FIRST).read_bytes()
    hurt(folder, tmp_path / "other")
    with pytest.raises(RecordError):
        give_a_passphrase(record)
    record.close()
    assert (folder / FIRST).read_bytes() == (folder / TWIN).read_bytes() == ours
    open_record(folder).close()


def test_another_clinics_key_put_here_while_the_record_is_open_is_kept_beside_it(
    folder: Path, tmp_path: Path
) -> None:
    another_clinics_key(tmp_path / "other")
    theirs = (tmp_path / "other" / FIRST).read_bytes()
    record = create_record(folder)
    exchanged(folder, tmp_path / "other")
    record.close()
    assert {each.read_bytes() for each in folder.glob("record.key*.of-*")} == {theirs}
    open_record(folder).close()


def give_a_passphrase(record: SqlRecord) -> None:
    way = Way(id=uuid4(), kind=WayKind.PASSPHRASE, holder=Actor(name="Ada Lane"))
    record.keys.change(add=[(way, "four words are better")])


def test_another_record_put_in_the_place_while_open_keeps_its_own_key(folder: Path, tmp_path: Path) -> None:
    create_record(tmp_path / "other").close()
    record = create_record(folder)
    folder.rename(tmp_path / "moved")
    (tmp_path / "other").rename(folder)
    theirs = (folder / FIRST).read_bytes()
    record.close()
    assert (folder / FIRST).read_bytes() == theirs


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_place_of_a_key_file_keeps_nobody_waiting(folder: Path) -> None:
    create_record(folder).close()
    (folder / FIRST).unlink()
    os.mkfifo(folder / FIRST)
    open_record(folder).close()
    assert (folder / FIRST).read_bytes() == (folder / TWIN).read_bytes()


def test_an_older_key_file_put_back_is_noticed_until_the_next_change(folder: Path) -> None:
    record = create_record(folder)
    assert not record.keys.is_older()
    older = (folder / FIRST).read_bytes()
    give_a_passphrase(record)
    assert not record.keys.is_older()
    record.close()
    for name in KEY_NAMES:
        (folder / name).write_bytes(older)
    record = open_record(folder)
    assert record.keys.is_older()
    give_a_passphrase(record)
    assert not record.keys.is_older()
    record.close()
    assert read_key_file(folder).count == 3


def test_every_errand_that_changes_the_key_file_lets_the_record_remember_it(
    folder: Path,
) -> None:
    record = create_record(folder)
    access = AccessService(record, key_slots.new_code)
    access.protect("Ada Lane", "four words are better")
    helper = access.add_person("Bo Holm", "", Role.THERAPIST, "five other words are fine")
    access.take_away(helper.id)
    remembered = noted_count(folder / "record.db", record._key.database_key())
    record.close()
    assert remembered == read_key_file(folder).count == 4


def test_a_change_that_the_program_was_stopped_after_stands_in_the_log_after_the_next_opening(
    folder: Path,
) -> None:
    record = create_record(folder)
    assert record.keys.is_entered(), "it was just begun"
    paper = Way(id=uuid4(), kind=WayKind.RECOVERY, holder=Actor())
    record.keys.change(add=[(paper, key_slots.new_code())])  # and then the program was killed
    record.close()

    again = open_record(folder)
    ComingIn(again).enter_unknown_ways()

    with again.reading() as work:
        found = work.audit.page(AuditFilter(actions=frozenset({AuditAction.WAY_FOUND})), before=None, limit=9)
    assert paper.id.hex in {each.subject_id for each in found}
    assert again.keys.is_entered()
    again.close()
