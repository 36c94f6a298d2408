"""kill -9 while patients are erased: each is there whole, or nothing of them is."""

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from campaign.desk import MARKER, killed_at, leaks
from campaign.tally import Tally
from clinic_app.data.record import SqlRecord, create_record, open_record
from clinic_app.domain.errors import RecordError
from clinic_app.services.erasure import ErasureService
from whole_records import Whole, store_whole_patient

_PATIENTS = 4
Say = Callable[[int], None]


def killed_while_erasing(folder: Path, times: int, chance: random.Random) -> Tally:
    """Rows, words and files of one after the other; what was interrupted is ended at the next start."""
    tally = Tally("kill -9 while erasing")
    people, entries = begun(folder)
    for number in range(times):
        place = folder.with_name(f"erasing {number}")
        shutil.copytree(folder, place)
        child = killed_at(partial(_erase_all, place, people), chance.uniform(0, 0.25))
        tally.injected += 1
        what = f"round {number}"
        if child.complaint:
            tally.crashed += 1
            tally.note(f"{what}: {child.complaint}")
        try:
            with closing(open_record(place)) as record:
                ErasureService(record).finish()
                for at, person in enumerate(people):
                    judge(tally, record, person, entries[at], at + 1 in child.said, what)
        except Exception as error:
            tally.lost += 1
            tally.note(f"{what}: {type(error).__name__}: {error}")
        tally.leaked += len(leaks(place))
        shutil.rmtree(place)
    return tally


def begun(folder: Path) -> tuple[list[Whole], list[tuple[int, int]]]:
    """A record with a few whole patients; what the record counts of each."""
    record = create_record(folder)
    people = [
        store_whole_patient(record, f"{MARKER}{number}", number=number) for number in range(1, _PATIENTS + 1)
    ]
    entries = [_counts(record, each) for each in people]
    record.close()
    return people, entries


def _erase_all(folder: Path, people: list[Whole], say: Say) -> None:
    erasure = ErasureService(open_record(folder))
    say(0)
    for at, person in enumerate(people, start=1):
        erasure.erase(
            person.patient.id, typed_number=str(person.patient.record_number), reason="asked for it"
        )
        say(at)


def judge(
    tally: Tally, record: SqlRecord, person: Whole, before: tuple[int, int], was_said: bool, what: str
) -> None:
    """Whole or gone; gone if that was said."""
    files = [_has(record, each) for each in sorted(person.own_hashes)]
    try:
        after = _counts(record, person)
    except RecordError:
        if any(files):
            tally.leaked += 1
            tally.note(f"{what}: a file of an erased patient stays")
        return
    if was_said:
        tally.leaked += 1
        tally.note(f"{what}: somebody who was erased is back")
    is_half = after[0] != before[0] or after[1] < before[1]  # the last who holds the shared file has it alone
    if not all(files) or is_half or not _has(record, person.shared_hash):
        tally.lost += 1
        tally.note(f"{what}: half of a patient is gone: {before} before, {after} after")


def _counts(record: SqlRecord, person: Whole) -> tuple[int, int]:
    with record.reading() as work:
        work.patients.get(person.patient.id)
        return work.erasures.counts(person.patient.id)


def _has(record: SqlRecord, sha256: str) -> bool:
    try:
        record.archive.get(sha256)
    except RecordError:
        return False
    return True
