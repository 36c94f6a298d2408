"""Several at once: two processes on one patient, four that count, two that number, one that updates.

The app lets one program write a record at a time. Here each process opens the record's own layer past that
lock, as two windows do within one program: what is tried is what stands below the lock.
"""

import multiprocessing
import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.context import ForkContext
from pathlib import Path
from queue import Empty
from typing import Any, Final
from uuid import UUID

from builders import MORNING, a_patient, a_visit
from campaign.desk import MARKER, killed, missing, new_record, patient_id, save
from campaign.judging import count_missing, expect, tried
from campaign.tally import Tally
from clinic_app.data.key_file import read_key
from clinic_app.data.record import SqlRecord, open_record, utc_now
from clinic_app.domain.access import Actor
from clinic_app.domain.errors import ConflictError, KnownError
from clinic_app.domain.record_fault import FaultyRecordError, RecordFault
from clinic_app.domain.repositories import Draft
from clinic_app.services.erasure import ErasureService
from clinic_app.services.patients import PatientService
from stored_shapes import stored_record

_PATIENT_S: Final = 60
"""Nobody here takes longer unless it hangs, which counts as a crash."""

_FORKED: Final[ForkContext] = multiprocessing.get_context("fork")
Said = tuple[Any, ...]
Work = Callable[..., None]


class _Together:
    """Processes that each do their work on the record, and what they say of it."""

    def __init__(self, folder: Path, works: list[Work], *given: object) -> None:
        self.heard: Any = _FORKED.Queue()
        self.barrier = _FORKED.Barrier(len(works))
        self._processes = [
            _FORKED.Process(target=_at_a_desk, args=(folder, number, work, self.barrier, self.heard, given))
            for number, work in enumerate(works)
        ]
        for each in self._processes:
            each.start()

    def said(self) -> list[Said]:
        """Everything, once all have ended; whoever hangs is ended, and says so."""
        found: list[Said] = []
        until = time.monotonic() + _PATIENT_S
        while any(each.is_alive() for each in self._processes) and time.monotonic() < until:
            found += self._heard(0.05)
        for each in self._processes:
            if each.is_alive():
                found.append(("crashed", "hangs"))
                each.kill()
            each.join()
        return found + self._heard(0.05)

    def _heard(self, wait_s: float) -> list[Said]:
        found: list[Said] = []
        try:
            while True:
                found.append(self.heard.get(timeout=wait_s))
        except Empty:
            return found


def _at_a_desk(
    folder: Path, number: int, work: Work, barrier: Any, heard: Any, given: tuple[object, ...]
) -> None:
    """A process's whole life."""
    try:
        actor = Actor(name=f"desk {number}")
        record = SqlRecord(folder, read_key(folder), None, clock=utc_now, actor=actor)
        work(record, number, barrier, heard.put, *given)
        record.close()
    except BaseException as error:
        heard.put(("crashed", f"{type(error).__name__}: {error}"))
        barrier.abort()


def _count_crashes(tally: Tally, said: list[Said]) -> None:
    for each in said:
        if each[0] == "crashed":
            tally.crashed += 1
            tally.note(str(each[1]))


def edited_twice(folder: Path, times: int, chance: random.Random) -> Tally:
    """One patient changed by two at the same moment: one is kept, the other is shown it, and none is lost."""
    tally = Tally("one patient changed by two at once")
    new_record(folder, 1)
    said = _Together(folder, [_edits, _edits], times).said()
    _count_crashes(tally, said)
    for number in range(times):
        tally.injected += 1
        of_round = [each for each in said if each[:2] == ("edit", number)]
        results = sorted(each[2] for each in of_round)
        expect(tally, f"round {number}: {results}", results == ["refused", "saved"], "lost")
        for each in of_round:
            if each[2] == "refused":
                expect(tally, f"round {number}: not shown what the other one wrote", each[3], "silent")
    chance.random()
    return tally


def _edits(record: SqlRecord, number: int, barrier: Any, say: Callable[[Said], None], times: int) -> None:
    service = PatientService(record)
    for turn in range(times):
        known = service.get(patient_id(0))
        barrier.wait()
        mine, theirs = f"{MARKER} {turn} of {number}", f"{MARKER} {turn} of {1 - number}"
        try:
            service.save(replace(known, notes=mine))
            say(("edit", turn, "saved", True))
        except ConflictError:
            say(("edit", turn, "refused", service.get(patient_id(0)).notes == theirs))
        barrier.wait()


def erased_meanwhile(folder: Path, times: int, chance: random.Random) -> Tally:
    """One goes on writing about a patient whom another one erases: a sentence, and nothing comes back."""
    tally = Tally("changed by one, erased by another")
    acked = new_record(folder, times + 1)
    said = _Together(folder, [_goes_on, _erases], times).said()
    _count_crashes(tally, said)
    with_them = acked[:-1]
    tally.injected += times
    gone, _ = tried(tally, "looking", missing, folder, with_them)
    expect(tally, "an erased patient is there again", gone == with_them, "leaked")
    record = open_record(folder)
    with record.reading() as work:
        drafts = [each.key for each in work.drafts.all()]
        visits = [each for number in with_them for each in work.visits.of_patient(patient_id(number))]
    record.close()
    expect(tally, f"drafts of erased patients are kept: {drafts[:3]}", not drafts, "leaked")
    expect(tally, "visits of erased patients are kept", not visits, "leaked")
    count_missing(tally, folder, acked[-1:], "the one whom nobody erased")
    chance.random()
    return tally


def _goes_on(record: SqlRecord, _number: int, barrier: Any, _say: Callable[[Said], None], times: int) -> None:
    """Whatever a window does that still shows the patient: known refusals are its business."""
    for turn in range(times):
        known = PatientService(record).get(patient_id(turn))
        barrier.wait()
        for step in range(4):
            try:
                with record.writing() as work:
                    if step % 2:
                        work.drafts.keep(Draft(f"patient:{known.id}", f'{{"notes": "{MARKER}"}}', MORNING))
                    elif step:
                        work.visits.add(a_visit(known, subjective=MARKER))
                    else:
                        known = work.patients.save(replace(known, notes=f"{MARKER} again"))
                    work.commit()
            except KnownError:
                continue
        barrier.wait()


def _erases(record: SqlRecord, _number: int, barrier: Any, _say: Callable[[Said], None], times: int) -> None:
    chance = random.Random(times)
    for turn in range(times):
        known = PatientService(record).get(patient_id(turn))
        barrier.wait()
        time.sleep(chance.uniform(0, 0.02))
        ErasureService(record).erase(known.id, typed_number=known.written_number, reason="Asked for it")
        barrier.wait()


_WRITERS: Final = 4


def many_writers(folder: Path, times: int, chance: random.Random) -> Tally:
    """Four processes count on one field; every one of their updates that returned is in the sum."""
    tally = Tally("updates of one field by 4 processes")
    new_record(folder, 2)
    record = open_record(folder)
    with record.writing() as work:
        work.patients.save(replace(work.patients.get(patient_id(0)), occupation="0"))
        work.commit()
    record.close()
    said = _Together(folder, [_counts] * _WRITERS, times).said()
    _count_crashes(tally, said)
    returned = sum(each[1] for each in said if each[0] == "counted")
    tally.injected += returned
    record = open_record(folder)
    with record.reading() as work:
        counted = int(work.patients.get(patient_id(0)).occupation)
    is_whole = record.auditor.verify(lambda _done, _whole: None).is_whole
    record.close()
    tally.lost += abs(returned - counted) + abs(times - returned)
    if counted != times:
        tally.note(f"{returned} of {times} returned, {counted} are there")
    expect(tally, "the audit log is broken by them", is_whole, "lost")
    chance.random()
    return tally


def _counts(record: SqlRecord, number: int, barrier: Any, say: Callable[[Said], None], times: int) -> None:
    mine = times // _WRITERS + (number < times % _WRITERS)
    barrier.wait()
    done = 0
    while done < mine:
        try:
            with record.writing() as work:
                known = work.patients.get(patient_id(0))
                work.patients.save(replace(known, occupation=str(int(known.occupation) + 1)))
                work.commit()
            done += 1
        except FaultyRecordError as error:
            if error.fault is not RecordFault.BUSY:
                raise
    say(("counted", done))


def numbered_twice(folder: Path, times: int, chance: random.Random) -> Tally:
    """Two desks add patients: no number is given twice, and none is skipped."""
    tally = Tally("two desks numbering new patients")
    new_record(folder, 1)
    said = _Together(folder, [_adds, _adds], times).said()
    _count_crashes(tally, said)
    numbers = sorted(each[1] for each in said if each[0] == "numbered")
    tally.injected += len(numbers)
    expect(tally, f"numbers given: {numbers[:9]} …", numbers == list(range(2, times + 2)), "lost")
    record = open_record(folder)
    with record.reading() as work:
        there = work.patients.count(archived=False)
    record.close()
    expect(tally, f"{there - 1} of {times} are there", there == times + 1, "lost")
    chance.random()
    return tally


def _adds(record: SqlRecord, number: int, barrier: Any, say: Callable[[Said], None], times: int) -> None:
    barrier.wait()
    for turn in range(times // 2 + (number < times % 2)):
        name = f"Desk {number} patient {turn}"
        stored = PatientService(record).add(
            a_patient(id=UUID(int=(number + 1) << 64 | turn), family_name=name)
        )
        say(("numbered", stored.record_number))


def killed_before_answer(folder: Path, times: int, chance: random.Random) -> Tally:
    """Killed after the commit and before anybody heard of it: trying again writes nothing twice."""
    tally = Tally("killed between commit and answer")
    acked = new_record(folder, 1)
    for number in range(100, 100 + times):
        tally.injected += 1
        child = killed(folder, lambda record, say, number=number: _commits_and_dies(record, say, number), 5.0)
        expect(tally, f"round {number}: {child.complaint}", child.status == signal.SIGKILL, "crashed")
        record = open_record(folder)
        _, refusal = tried(tally, "again", save, record, number)
        is_told = isinstance(refusal, ConflictError)
        expect(tally, f"round {number}: tried again it says {refusal}", is_told)
        with record.reading() as work:
            known = work.patients.get(patient_id(number))
        as_typed_again = replace(known, id=UUID(int=chance.getrandbits(120)), record_number=0)
        similar = [each.patient.id for each in PatientService(record).namesakes(as_typed_again)]
        expect(tally, "typed again, nobody asks whether it is the same", known.id in similar)
        with record.reading() as work:
            there = work.patients.count(archived=False)
        record.close()
        acked.append(number)
        expect(tally, f"{there} patients, not {len(acked)}", there == len(acked), "lost")
    count_missing(tally, folder, acked, "at the end")
    return tally


def _commits_and_dies(record: SqlRecord, say: Callable[[int], None], number: int) -> None:
    say(0)
    save(record, number)
    os.kill(os.getpid(), signal.SIGKILL)


_OLD: Final = ("0001", "0003", "0005", "0006")
"""Shapes whose log begins when they are brought up to date: then it has to be whole."""


def opened_while_updated(folder: Path, times: int, chance: random.Random) -> Tally:
    """A second program opens the record while the first one brings it up to date: one waits, or is told."""
    tally = Tally("opened while it is brought up to date")
    folder.parent.mkdir(parents=True, exist_ok=True)
    for number in range(times):
        tally.injected += 1
        there = stored_record(_OLD[number % len(_OLD)], folder.with_name(f"old-{number}"))
        heard = _FORKED.Queue()
        waits = [0.0, chance.uniform(0, 0.25), chance.uniform(0, 0.25)]
        processes = [
            _FORKED.Process(target=_opens, args=(there, wait_s, bool(at == 2), heard))
            for at, wait_s in enumerate(waits)
        ]
        for each in processes:
            each.start()
        said = [heard.get(timeout=_PATIENT_S) for _ in processes]
        for each in processes:
            each.join()
        _count_crashes(tally, said)
        expect(tally, f"round {number}: nobody could open it: {said}", ("opened",) in said, "lost")
        record, refusal = tried(tally, f"round {number}, afterwards", open_record, there)
        expect(tally, f"round {number}: it does not open afterwards: {refusal}", record is not None, "lost")
        if record is not None:
            is_whole = record.auditor.verify(lambda _done, _whole: None).is_whole
            expect(tally, f"round {number}: the audit log is broken", is_whole, "lost")
            record.close()
        shutil.rmtree(there)
    return tally


def _opens(folder: Path, wait_s: float, only_reads: bool, heard: Any) -> None:
    """A program that starts a little later than another one."""
    time.sleep(wait_s)
    try:
        reason = KnownError("It is open elsewhere.") if only_reads else None
        record = open_record(folder, reading_only=reason)
        with record.reading() as work:
            there = work.patients.count(archived=False) + work.patients.count(archived=True)
        record.close()
        heard.put(("opened",) if there else ("crashed", "it opened without its patients"))
    except KnownError as refusal:
        heard.put(("told", str(refusal)))
    except BaseException as error:
        heard.put(("crashed", f"{type(error).__name__}: {error}"))
