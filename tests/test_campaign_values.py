"""The campaign's table can fail: altered rows, numbers given twice, backups put back in half are counted."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from campaign import crowds, memory_at_start, odd_values, outside_backups
from campaign.desk import killed_at, new_record
from campaign.memory import little_memory
from campaign.memory_at_start import little_heap
from campaign.tally import Tally
from clinic_app.data import record_checks
from clinic_app.data.backup_finder import Finder
from clinic_app.data.backup_in_hand import BackupInHand
from clinic_app.data.repositories.patients import SqlPatients
from clinic_app.data.tables.patients import PatientRow
from clinic_app.domain.backup import Restored
from clinic_app.services.erasure import ErasureService
from forgery import forge

CHANCE = random.Random


def then_altered(write: Callable[..., object], folder: Path, statement: str) -> Callable[..., object]:
    """The real thing, and then a row that is not what was written."""

    def write_and_alter(*given: Any) -> object:
        done = write(*given)
        forge(folder, statement)
        return done

    return write_and_alter


def plant(monkeypatch: pytest.MonkeyPatch, place: odd_values.ValuePlace, value: object) -> None:
    monkeypatch.setattr(odd_values, "ALL", ((place, value),))


def test_a_day_that_comes_back_as_another_is_counted_as_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "record"
    [place] = [each for each in odd_values.DAY_PLACES if each.name == "patient.birth_date"]
    altered = then_altered(place.write, folder, "UPDATE patient SET birth_date = '1961-03-14'")
    plant(monkeypatch, replace(place, write=altered), date(2000, 2, 29))
    tally = odd_values.values_kept(folder, 1, CHANCE(5))
    assert (tally.injected, tally.lost, tally.crashed) == (1, 1, 0), tally.notes


def test_a_number_that_cannot_be_read_again_is_counted_as_crashed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "record"
    [place] = [each for each in odd_values.NUMBER_PLACES if each.name == "visit.pain_now"]
    altered = then_altered(place.write, folder, "UPDATE visit SET pain_now = 'three'")
    plant(monkeypatch, replace(place, write=altered), 3)
    assert odd_values.values_kept(folder, 1, CHANCE(5)).crashed == 1


def test_a_reader_that_takes_what_is_endless_for_a_number_is_counted_as_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def believing(typed: str) -> float:
        try:
            return float(typed)
        except ValueError:
            return 0.0

    monkeypatch.setattr(odd_values, "read_load", believing)
    tally = odd_values.values_kept(tmp_path / "record", 0, CHANCE(5))
    assert tally.silent >= 4, "1e309, -1e309, NaN, inf"
    assert tally.lost == tally.crashed == 0


def test_an_hour_that_is_another_after_the_next_start_is_counted_as_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(odd_values, "WAYS", ())
    an_hour_later = (
        "UPDATE patient SET archived_at = datetime(archived_at, '+1 hour') WHERE archived_at IS NOT NULL"
    )
    altered = then_altered(odd_values._an_hour_at, tmp_path / "record-0", an_hour_later)
    monkeypatch.setattr(odd_values, "_an_hour_at", altered)
    tally = odd_values.odd_hours(tmp_path / "record", 1, CHANCE(5))
    assert (tally.lost, tally.crashed) == (1, 0), tally.notes


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Enough of one name to fill a list."""
    monkeypatch.setattr(crowds, "_MANY", 220)


@pytest.mark.usefixtures("few")
def test_somebody_who_is_not_found_among_many_is_counted_as_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert crowds.crowded(tmp_path / "as it is", 1, CHANCE(5)).is_clean
    folder = tmp_path / "altered"
    judged = crowds._judge

    def judge_altered(*given: Any) -> None:
        forge(folder, "UPDATE patient SET birth_date = '1900-01-01'", "DELETE FROM patient_word")
        judged(*given)

    monkeypatch.setattr(crowds, "_judge", judge_altered)
    tally = crowds.crowded(folder, 1, CHANCE(5))
    assert tally.lost == 8, "six searches, a name with a day, a number"


@pytest.mark.usefixtures("few")
def test_a_number_of_somebody_erased_that_is_given_again_is_counted_as_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_more_than_there_are(patients: SqlPatients) -> int:
        return patients._session.query(PatientRow).count() + 1

    monkeypatch.setattr(SqlPatients, "next_record_number", one_more_than_there_are)
    tally = crowds.crowded(tmp_path / "record", 1, CHANCE(5))
    assert (tally.lost, tally.silent) == (1, 0), tally.notes


@pytest.mark.usefixtures("few")
def test_an_erased_patient_who_is_still_in_the_list_is_counted_as_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ErasureService, "erase", lambda *_all, **_named: None)
    assert crowds.crowded(tmp_path / "record", 1, CHANCE(5)).silent == 1


@pytest.mark.usefixtures("few")
def test_a_search_that_takes_too_long_is_counted_as_crashed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crowds, "_PATIENCE_S", 0.0)
    assert crowds.crowded(tmp_path / "record", 1, CHANCE(5)).crashed == 7


def put_back_and(then: Callable[[Path], object]) -> Callable[..., Restored]:
    """The real restore, and then something that it should not have done."""
    restore = BackupInHand.restore

    def restore_and_more(held: BackupInHand) -> Restored:
        restored = restore(held)
        then(held._record)
        return restored

    return restore_and_more


@pytest.fixture
def unhurt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Backups that nobody tampered with: they are put back."""
    monkeypatch.setattr(outside_backups, "HURTS", {"left alone": Path.touch})


@pytest.mark.usefixtures("unhurt")
def test_a_tampered_backup_that_comes_back_without_its_patients_is_counted_as_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_them(record: Path) -> None:
        forge(record, "DELETE FROM patient_word", "DELETE FROM patient")

    monkeypatch.setattr(BackupInHand, "restore", put_back_and(lose_them))
    assert outside_backups.backups_tampered_with(tmp_path / "record", 1, CHANCE(5)).lost == 1


@pytest.mark.usefixtures("unhurt")
def test_what_a_tampered_backup_writes_elsewhere_is_counted_as_leaked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead_out = put_back_and(lambda record: record.with_name("passwd").touch())
    monkeypatch.setattr(BackupInHand, "restore", lead_out)
    assert outside_backups.backups_tampered_with(tmp_path / "record", 1, CHANCE(5)).leaked == 1


def test_whoever_waits_for_a_pipe_in_a_backup_is_counted_as_crashed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_all(_finder: Finder, backup: Any) -> None:
        for each in Path(backup.path).iterdir():
            each.read_bytes()

    monkeypatch.setattr(Finder, "look", read_all)
    monkeypatch.setattr(outside_backups, "_PATIENCE_S", 1)
    hurt = outside_backups.HURTS["a pipe"]
    monkeypatch.setattr(outside_backups, "HURTS", {"a pipe": hurt})
    tally = outside_backups.backups_tampered_with(tmp_path / "record", 1, CHANCE(5))
    assert tally.crashed == 1
    assert "NeverBackError" in tally.notes[0]


def opened_with_little_memory(folder: Path, limited: Callable[[], object]) -> Tally:
    tally = Tally("planted")
    work = partial(memory_at_start.open_with, limited, folder)
    memory_at_start.judge(tally, "planted", killed_at(work, 2))
    return tally


def test_an_opening_that_waits_for_a_thread_that_never_began_is_counted_as_crashed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waiting(here: Callable[[], object], _beside: Callable[[], object]) -> None:
        here()
        Event().wait()

    monkeypatch.setattr(record_checks, "both_at_once", waiting)
    new_record(tmp_path / "record", 1)
    tally = opened_with_little_memory(tmp_path / "record", partial(little_memory, 2 << 20))
    assert (tally.crashed, tally.silent) == (1, 0)


def test_a_whole_record_that_is_called_damaged_is_counted_as_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def believing(connection: Any) -> bool:
        return bool(connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)])

    monkeypatch.setattr(record_checks, "is_sound", believing)
    new_record(tmp_path / "record", 1)
    heaps = range(500_000, 3_000_000, 60_000)  # what SQLite holds for the tests before is in it too
    tallies = (opened_with_little_memory(tmp_path / "record", partial(little_heap, each)) for each in heaps)
    assert any(tally.silent for tally in tallies)
