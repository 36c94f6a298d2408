"""Somebody with a tool: forged logs, hostile keys; what is left of an erased patient, or leaves of one."""

import base64
import random
import re
import resource
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zipfile import ZipFile, is_zipfile

import clinic_resources
from builders import TickingClock, a_content, a_draft, a_patient, a_program, a_visit, an_item
from campaign.judging import expect, must_refuse, tried
from campaign.tally import Tally
from clinic_app.data.door import RecordDoor
from clinic_app.data.key_file import KeyFile, read_key, write_key, write_key_file
from clinic_app.data.key_slots import Cost, sealed_slot
from clinic_app.data.record import DATABASE_NAME, SqlRecord, create_record, open_record
from clinic_app.domain.access import Actor, Way, WayKind
from clinic_app.domain.audit import AuditReport, Standing
from clinic_app.services.erasure import ErasureService
from clinic_app.services.patient_export import PatientExportService
from fake_pictures import FakePictures
from forgery import forge
from hostile_keys import HOSTILE_COSTS, WRONG_ON_PURPOSE, rewritten
from unlocked_pages import pages_of
from whole_records import Whole, store_whole_patient

_ENTRIES: Final = 16
_WORDS: Final = "four words are better"


def forged_log(folder: Path, times: int, chance: random.Random) -> Tally:
    """Entries edited, taken out, put in, reordered, cut off, rolled back; rows without one: all found."""
    tally = Tally("audit log forged, rows past it")
    seen_folder = folder.with_name("seen")
    _worked_on(folder, seen_folder)
    whole, seen = folder.with_name("whole"), folder.with_name("whole seen")
    shutil.copytree(folder, whole)
    shutil.copytree(seen_folder, seen)
    expect(tally, "the log is not whole before", _is_whole(_report(folder, seen_folder)), "crashed")
    for number in range(times):
        for there, kept in ((folder, whole), (seen_folder, seen)):
            shutil.rmtree(there)
            shutil.copytree(kept, there)
        forgery = _FORGERIES[number % len(_FORGERIES)]
        forgery(folder, seen_folder, chance)
        tally.injected += 1
        report, refusal = tried(tally, forgery.__name__, _report, folder, seen_folder)
        is_found = refusal is not None or (report is not None and not _is_whole(report))
        expect(tally, f"{forgery.__name__}: not found", is_found)
    return tally


def _worked_on(folder: Path, seen_folder: Path) -> None:
    """A record with sixteen entries: one of each that matters and many visits."""
    record = create_record(folder, clock=TickingClock(), actor=Actor(name="test"), seen_folder=seen_folder)
    patient = a_patient(notes="as it was")
    program = a_program(patient)
    with record.writing() as work:
        work.patients.add(patient)
        work.programs.add(program)
        work.programs.add_version(a_draft(program, a_content(items=(an_item(),))))
        work.commit()
    for _ in range(_ENTRIES - 3):
        _one_visit(record)
    record.close()


def _one_visit(record: SqlRecord) -> None:
    with record.writing() as work:
        [patient] = work.patients.search((), archived=False, limit=1)
        work.visits.add(a_visit(patient))
        work.commit()


def _report(folder: Path, seen_folder: Path) -> AuditReport:
    record = open_record(folder, clock=TickingClock(), actor=Actor(name="test"), seen_folder=seen_folder)
    try:
        return record.auditor.verify(lambda _done, _whole: None)
    finally:
        record.close()


def _is_whole(report: AuditReport) -> bool:
    return report.is_whole and report.seen.standing is Standing.WHOLE


_EDITS: Final = (
    "actor = 'somebody else'",
    "at = '2020-01-01 00:00:00.000000'",
    "subject_id = 'x'",
    "patient_id = NULL",
    "digest = NULL",
    "digest = zeroblob(32)",
    "chain = zeroblob(32)",
    "action = 'opened'",
    "detail = 'x'",
)


def _edited(folder: Path, _seen: Path, chance: random.Random) -> None:
    at = chance.randint(1, _ENTRIES)
    forge(folder, f"UPDATE audit_entry SET {chance.choice(_EDITS)} WHERE number = {at}")


def _taken_out(folder: Path, _seen: Path, chance: random.Random) -> None:
    at = chance.randint(1, _ENTRIES)
    closing = f"UPDATE audit_entry SET number = number - 1 WHERE number > {at}"
    hides = [closing] if at < _ENTRIES and chance.random() < 0.5 else []
    forge(folder, f"DELETE FROM audit_entry WHERE number = {at}", *hides)


def _put_in(folder: Path, _seen: Path, chance: random.Random) -> None:
    """A copy of an entry at the end, or in the middle with the rest numbered anew."""
    at = chance.randint(1, _ENTRIES + 1)
    room = [
        f"UPDATE audit_entry SET number = -number - 1 WHERE number >= {at}",
        "UPDATE audit_entry SET number = -number WHERE number < 0",
    ]
    forge(
        folder,
        *(room if at <= _ENTRIES else []),
        f"CREATE TEMP TABLE forged AS SELECT * FROM audit_entry ORDER BY number LIMIT {chance.randint(1, 9)}",
        f"UPDATE forged SET number = {at}, actor = 'somebody else'",
        "INSERT INTO audit_entry SELECT * FROM forged LIMIT 1",
    )


def _reordered(folder: Path, _seen: Path, chance: random.Random) -> None:
    one, other = chance.sample(range(1, _ENTRIES + 1), 2)
    forge(
        folder,
        f"UPDATE audit_entry SET number = -1 WHERE number = {one}",
        f"UPDATE audit_entry SET number = {one} WHERE number = {other}",
        f"UPDATE audit_entry SET number = {other} WHERE number = -1",
    )


def _tail_cut(folder: Path, _seen: Path, chance: random.Random) -> None:
    """With the rows it speaks of, so that the rest agrees."""
    last = _ENTRIES - chance.randint(1, 6)
    forge(
        folder,
        f"DELETE FROM visit WHERE id IN (SELECT subject_id FROM audit_entry WHERE number > {last})",
        f"DELETE FROM audit_entry WHERE number > {last}",
    )


def _rolled_back(folder: Path, seen_folder: Path, chance: random.Random) -> None:
    """The database, or the whole folder with its anchor, as it was before somebody worked on."""
    older = folder.with_name("older")
    shutil.rmtree(older, ignore_errors=True)
    shutil.copytree(folder, older)
    record = open_record(folder, clock=TickingClock(), actor=Actor(name="test"), seen_folder=seen_folder)
    for _ in range(chance.randint(1, 3)):
        _one_visit(record)
    record.close()
    if chance.random() < 0.5:
        shutil.copy(older / DATABASE_NAME, folder / DATABASE_NAME)
    else:
        shutil.rmtree(folder)
        shutil.copytree(older, folder)


def _row_forged(folder: Path, _seen: Path, chance: random.Random) -> None:
    forge(
        folder,
        "CREATE TEMP TABLE forged AS SELECT * FROM visit LIMIT 1",
        f"UPDATE forged SET id = '{UUID(int=chance.getrandbits(128)).hex}', subjective = 'never said'",
        "INSERT INTO visit SELECT * FROM forged",
    )


def _row_changed(folder: Path, _seen: Path, chance: random.Random) -> None:
    changes = (
        "UPDATE patient SET notes = 'as somebody wished'",
        "UPDATE visit SET pain_now = 1 WHERE rowid = 2",
        "UPDATE program_item SET note = 'as somebody wished'",
    )
    forge(folder, chance.choice(changes))


def _row_gone(folder: Path, _seen: Path, chance: random.Random) -> None:
    forge(folder, f"DELETE FROM visit WHERE rowid = {chance.randint(1, _ENTRIES - 3)}")


Forgery = Callable[[Path, Path, random.Random], None]
_FORGERIES: Final[tuple[Forgery, ...]] = (
    _edited,
    _taken_out,
    _put_in,
    _reordered,
    _tail_cut,
    _rolled_back,
    _row_forged,
    _row_changed,
    _row_gone,
)


def hostile_keys(folder: Path, times: int, chance: random.Random) -> Tally:
    """Key files made wrong on purpose: one sentence, at once, without a day's work or all memory."""
    tally = Tally("hostile key file")
    key, cheap = read_key_of(folder), Cost(8_192, 1, 1)
    way = Way(id=UUID(int=1), kind=WayKind.PASSPHRASE, holder=Actor(name="Ada"))
    changes = [("a cost", cost) for cost in HOSTILE_COSTS] + [
        ("a slot", change) for change in WRONG_ON_PURPOSE
    ]
    chance.shuffle(changes)
    for number in range(times):
        what, hostile = changes[number % len(changes)]
        if what == "a cost":
            write_key_file(
                folder, KeyFile(key.salt, (sealed_slot(way, _WORDS, key.data_key, key.salt, cheap),))
            )
            rewritten(folder, lambda content, cost=hostile: content["slots"][0].update(cost=cost))
            do: Callable[[], object] = lambda: RecordDoor(folder).unlock(way.id, _WORDS)  # noqa: E731
        else:
            write_key(folder, key)
            rewritten(folder, hostile)  # type: ignore[arg-type]
            do = lambda: open_record(folder).close()  # noqa: E731
        memory, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
        must_refuse(tally, f"{what} {number}", do)
        grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
        expect(tally, f"{what} {number}: it took longer than 2 s", time.monotonic() - started < 2)
        expect(tally, f"{what} {number}: it took {grown_kib} KiB", grown_kib < 300_000)
    write_key(folder, key)
    record, refusal = tried(tally, "put right again", open_record, folder)
    expect(tally, f"put right again: {refusal}", record is not None, "lost")
    if record is not None:
        record.close()
    return tally


def read_key_of(folder: Path) -> Any:
    """The key of a new record there."""
    create_record(folder).close()
    return read_key(folder)


def _markers(number: int) -> tuple[str, str]:
    return f"Qqxgone{number:03d}z", f"Zzystays{number:03d}q"


def erased_patients(folder: Path, times: int, chance: random.Random) -> Tally:
    """An erased patient is found in no page, file, draft or later backup; the one beside has everything."""
    tally = Tally("what is left of an erased patient")
    record = create_record(folder, clock=TickingClock(), actor=Actor(name="test"))
    for number in range(times):
        gone, stays = _markers(number)
        erased = store_whole_patient(record, gone, number=1_000 * number + 1)
        kept = store_whole_patient(record, stays, number=1_000 * number + 2)
        there = _in_pages(folder, gone)
        expect(tally, "the marker was never there: nothing is tried", there > 0, "crashed")
        tally.injected += 1
        ErasureService(record).erase(
            erased.patient.id, typed_number=erased.patient.written_number, reason="Asked for it"
        )
        stick = folder.with_name(f"stick-{number}")
        stick.mkdir()
        record.backups.make(str(stick))
        record.close()
        _look_for(tally, folder, stick, gone, erased)
        record = open_record(folder, clock=TickingClock(), actor=Actor(name="test"))
        expect(tally, f"{stays}: pages are missing", _in_pages(folder, stays) > 0, "lost")
        for sha256 in (*kept.own_hashes, kept.shared_hash):
            _, refusal = tried(tally, "somebody else's file", record.archive.get, sha256)
            expect(tally, f"{stays}: a file went too", refusal is None, "lost")
        shutil.rmtree(stick)
    record.close()
    chance.random()
    return tally


def _look_for(tally: Tally, folder: Path, stick: Path, gone: str, erased: Whole) -> None:
    """In every page, free ones too, of the record and of a backup made since; and in every file's name."""
    places = [folder, *(path.parent for path in stick.rglob(DATABASE_NAME))]
    for place in places:
        found = _in_pages(place, gone)
        expect(tally, f"{gone}: {found} times in pages of {place.name}", not found, "leaked")
    for where in (folder, stick):
        names = [path.name for path in where.rglob("*") if path.name in erased.own_hashes]
        expect(tally, f"{gone}: {len(names)} files are left", not names, "leaked")
        raw = [
            path.name for path in where.rglob("*") if path.is_file() and gone.encode() in path.read_bytes()
        ]
        expect(tally, f"{gone}: readable in {raw}", not raw, "leaked")


def _in_pages(folder: Path, marker: str) -> int:
    return pages_of(folder).lower().count(marker.lower().encode())


def one_exported(folder: Path, times: int, chance: random.Random) -> Tally:
    """Everything of one patient leaves, as zip, folder or FHIR: and nothing of anybody else's."""
    tally = Tally("export of one patient")
    record = create_record(folder, clock=TickingClock(), actor=Actor(name="test"))
    marks = ["Qqxours", "Zzytheirs", "Wwvothers"]
    patients = [store_whole_patient(record, mark, number=at + 1) for at, mark in enumerate(marks)]
    from clinic_app.data.library_files import load_library

    service = PatientExportService(record, load_library(), clinic_resources.catalogue, FakePictures())
    for number in range(times):
        tally.injected += 1
        at = chance.randrange(len(patients))
        target = folder.with_name(f"out-{number}")
        way = _WAYS[number % len(_WAYS)]
        tried(tally, way.__name__, way, service, patients[at].patient.id, target)
        said = b"\n".join(_readable(target)).decode("utf-8", "replace").lower()
        expect(tally, f"{way.__name__}: nothing of {marks[at]}", marks[at].lower() in said, "lost")
        others = [mark for mark in marks if mark != marks[at] and mark.lower() in said]
        expect(tally, f"{way.__name__}: {others} left with {marks[at]}", not others, "leaked")
    record.close()
    return tally


def _as_zip(service: PatientExportService, patient_id: UUID, target: Path) -> None:
    service.everything(patient_id, target, as_folder=False, step=_no_step)


def _as_folder(service: PatientExportService, patient_id: UUID, target: Path) -> None:
    service.everything(patient_id, target, as_folder=True, step=_no_step)


def _as_fhir(service: PatientExportService, patient_id: UUID, target: Path) -> None:
    service.fhir(patient_id, target, language="en", step=_no_step)


_WAYS: Final = (_as_zip, _as_folder, _as_fhir)


def _no_step(_done: int, _whole: int) -> None:
    pass


def _readable(target: Path) -> Iterator[bytes]:
    """Names and content of every file, out of archives and of attachments."""
    if target.is_dir():
        for path in target.rglob("*"):
            yield path.name.encode()
            yield path.read_bytes() if path.is_file() else b""
        return
    if is_zipfile(target):
        with ZipFile(target) as zipped:
            for name in zipped.namelist():
                yield name.encode()
                yield zipped.read(name)
        return
    content = target.read_bytes()
    yield content
    for attached in re.findall(rb'"data": ?"([A-Za-z0-9+/=]+)"', content):
        yield base64.b64decode(attached)
