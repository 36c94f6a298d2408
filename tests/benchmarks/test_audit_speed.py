"""What the audit log costs: beside saves without it, at an import, and to check.

Run with ``pytest tests/benchmarks/test_audit_speed.py --benchmark-only -s``; ``AUDITED=20000`` chooses how
many rows are checked. Printed are milliseconds by the clock and by the processor.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from unittest.mock import patch

from pytest_benchmark.fixture import BenchmarkFixture

from builders import a_content, a_draft, a_patient, a_program, a_visit, an_item
from clinic_app.data import audit_watch
from clinic_app.data.audit_log import AuditLog
from clinic_app.data.record import SqlRecord, create_record

ROUNDS = int(os.environ.get("ROUNDS", "200"))
AUDITED = int(os.environ.get("AUDITED", "20000"))
Ms = tuple[float, float]


@contextmanager
def _record(folder: Path, *, is_audited: bool) -> Iterator[SqlRecord]:
    """A record; without audit, nothing is watched and nothing entered."""
    if is_audited:
        made = create_record(folder)
        yield made
        made.close()
        return
    with patch.object(audit_watch, "_statements", tuple), patch.object(AuditLog, "write", _write_nothing):
        made = create_record(folder)
        yield made
        made.close()


def _write_nothing(log: AuditLog) -> None:
    log._session.flush()


def _taken(do: Callable[[], object]) -> Ms:
    clock, processor = time.perf_counter(), time.process_time()
    do()
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


def _saves(record: SqlRecord) -> dict[str, list[Ms]]:
    patient = a_patient()
    program = a_program(patient)
    draft = a_draft(program, a_content(items=tuple(an_item() for _ in range(6))))
    visit = a_visit(patient)
    with record.writing() as work:
        work.patients.add(patient)
        work.programs.add(program)
        work.programs.add_version(draft)
        work.visits.add(visit)
        work.commit()
    times: dict[str, list[Ms]] = {"visit": [], "patient": [], "program": []}

    def save_visit() -> None:
        nonlocal visit
        with record.writing() as work:
            visit = work.visits.save(replace(visit, plan=f"{visit.plan} more"))
            work.commit()

    def save_patient() -> None:
        nonlocal patient
        with record.writing() as work:
            patient = work.patients.save(replace(patient, phone=f"{len(times['patient'])}"))
            work.commit()

    def save_program() -> None:
        nonlocal draft
        first, *others = draft.content.items
        items = (replace(first, note=f"{len(times['program'])}"), *others)
        with record.writing() as work:
            draft = work.programs.save_version(replace(draft, content=replace(draft.content, items=items)))
            work.commit()

    for _ in range(ROUNDS):
        for what, save in (("visit", save_visit), ("patient", save_patient), ("program", save_program)):
            times[what].append(_taken(save))
    return times


def test_a_save_with_its_entry_beside_one_without(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(lambda: None, rounds=1)
    found: dict[bool, dict[str, list[Ms]]] = {}
    for is_audited in (False, True):
        with _record(tmp_path / str(is_audited), is_audited=is_audited) as record:
            found[is_audited] = _saves(record)
    for what in found[True]:
        bare, whole = _said(found[False][what]), _said(found[True][what])
        added = whole[2] - bare[2]
        print(
            f"{what:8} without {bare[0]:5.2f} p95 {bare[1]:5.2f} (processor {bare[2]:5.2f})  "
            f"with {whole[0]:5.2f} p95 {whole[1]:5.2f} (processor {whole[2]:5.2f})  "
            f"+ {added:4.2f} ms  × {whole[0] / bare[0]:.2f}"
        )
        assert added < 2, what


def test_an_import_with_entries_beside_one_without(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(lambda: None, rounds=1)
    taken = {}
    for is_audited in (False, True):
        many = [a_patient(record_number=number, given_name=f"N{number}") for number in range(1, AUDITED + 1)]
        with _record(tmp_path / str(is_audited), is_audited=is_audited) as record:
            taken[is_audited] = _taken(lambda many=many, record=record: _import(record, many))  # type: ignore[misc]
            if is_audited:
                checked = _taken(lambda record=record: _checked(record))  # type: ignore[misc]
    ratio = taken[True][1] / taken[False][1]
    print(
        f"{AUDITED} patients: without {taken[False][0]:.0f} ({taken[False][1]:.0f}), "
        f"with {taken[True][0]:.0f} ({taken[True][1]:.0f}) ms, × {ratio:.2f}; "
        f"checked in {checked[0]:.0f} ({checked[1]:.0f}) ms"
    )
    assert ratio < 3


def _import(record: SqlRecord, many: Sequence[object]) -> None:
    with record.writing() as work:
        for at in range(0, len(many), 500):
            work.patients.add_many(many[at : at + 500])  # type: ignore[arg-type]  # patients
        work.commit()


def _checked(record: SqlRecord) -> None:
    assert record.auditor.verify(lambda _done, _whole: None).is_whole


def _said(times: Sequence[Ms]) -> tuple[float, float, float]:
    clock = sorted(each for each, _ in times)
    return median(clock), clock[int(len(clock) * 0.95)], median(each for _, each in times)
