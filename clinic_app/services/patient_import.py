"""Patients from another system: looked into, tried out without storing anything, then stored all or none."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from clinic_app.domain.arrival import Column, Reading, Table, is_of_sexes, patient_from, sexes_in
from clinic_app.domain.audit import AuditAction
from clinic_app.domain.date_order import DateOrder, OrderFound, find_order
from clinic_app.domain.errors import InputError, KnownError
from clinic_app.domain.merging import Take, differing, joined
from clinic_app.domain.namesakes import Resemblance, birth_days, doubles, like_keys
from clinic_app.domain.patient import Patient, sort_name
from clinic_app.domain.repositories import Record, UnitOfWork
from clinic_app.exchange.csv_text import read_table
from clinic_app.exchange.patients_csv import columns_of
from clinic_app.exchange.vcard import COLUMNS, is_vcard, read_cards
from clinic_app.services.patients import PatientService

_AT_ONCE: Final = 500
Step = Callable[[int, int], None]
"""Told how far the work is; raises where nobody wants it any more."""


class Decision(StrEnum):
    """What is done with a row that may be somebody who is there already."""

    LEAVE_OUT = "leave_out"
    FILL_IN = "fill_in"
    """The same person: what their record lacks is filled in."""

    ADD = "add"
    """Another person."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that was looked into, and what its columns seem to hold."""

    name: str
    table: Table
    columns: tuple[Column, ...]
    has_header: bool
    is_cards: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """A row that became a patient; ``like`` is the likeliest who may be the same, if anybody is."""

    line: int
    patient: Patient
    like: Resemblance | None = None
    like_line: int = 0
    """Where in the same file the other one stands; 0: the other is in the record."""

    @property
    def usual(self) -> Decision | None:
        """What is done unless somebody decides; None where somebody has to."""
        if self.like is None:
            return Decision.ADD
        is_exact = self.like.likeness.name == 1 and self.like.likeness.birth == 1
        return Decision.LEAVE_OUT if is_exact else None


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is no patient, with the reason."""

    line: int
    shown: str
    reason: KnownError


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do."""

    new: tuple[Planned, ...]
    alike: tuple[Planned, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class Stored:
    """What an import did."""

    added: int
    filled_in: int
    left_out: int


@dataclass(frozen=True, slots=True)
class PatientImport:
    """Works on one open record."""

    record: Record

    def look_into(self, data: bytes, name: str) -> Incoming:
        """The file as a table, and what its columns hold; nothing is stored.

        Raises:
            InputError: it is no table and holds no cards; one sentence says why.
        """
        if is_vcard(data):
            return Incoming(name, read_cards(data, name), COLUMNS, has_header=True, is_cards=True)
        table = read_table(data, name)
        columns = columns_of(table.header)
        has_header = any(columns) or not any(each.isdigit() for cell in table.header for each in cell)
        if not has_header:
            rows, lines = (table.header, *table.rows), (1, *table.lines)
            table = replace(table, header=("",) * len(table.header), rows=rows, lines=lines)
        if not table.rows:
            raise InputError("{file} has a header, but no rows.", file=name)
        if Column.SEX not in columns and Column.GENDER in columns:
            at = columns.index(Column.GENDER)
            if is_of_sexes(table.column(at)):
                columns = (*columns[:at], Column.SEX, *columns[at + 1 :])
        return Incoming(name, table, columns, has_header, is_cards=False)

    def order_of(self, incoming: Incoming, columns: Sequence[Column], column: Column) -> OrderFound:
        """The order of the dates in the column of that kind, and how it is known."""
        at = columns.index(column) if column in columns else -1
        return find_order(incoming.table.column(at) if at >= 0 else ())

    def reading(
        self,
        incoming: Incoming,
        columns: Sequence[Column],
        order: DateOrder | None,
        *,
        language: str,
        languages: Collection[str],
    ) -> Reading:
        """How the rows are to be read; ``order`` is what the file shows, or what a person said."""
        at = columns.index(Column.SEX) if Column.SEX in columns else -1
        consent = self.order_of(incoming, columns, Column.CONSENT_ON).order
        return Reading(
            columns=tuple(columns),
            order=order,
            consent_order=consent or order,
            language=language,
            languages=languages,
            today=self.record.clock().astimezone().date(),
            sexes=sexes_in(incoming.table.column(at)) if at >= 0 else frozenset(),
        )

    def plan(self, incoming: Incoming, reading: Reading, step: Step) -> Plan:
        """What would be added, looked at, refused; nothing is stored.

        Raises:
            InputError: no column names the patient.
        """
        if not reading.has_a_name:
            raise InputError("Say which column holds the family name, or the full name.")
        table, read = incoming.table, list[Planned]()
        refused: list[Refused] = []
        patients, whole = PatientService(self.record), 2 * len(table.rows)
        for at, (row, line) in enumerate(zip(table.rows, table.lines, strict=True)):
            if at % _AT_ONCE == 0:
                step(at, whole)
            try:
                patient = patients.checked(patient_from(row, table.header, reading))
                read.append(Planned(line, patient))
            except InputError as error:
                shown = " ".join(cell for cell in row[:4] if cell)[:80].replace("\0", "")
                refused.append(Refused(line, shown, error))
        compared = list(self._compared(read, step))
        new = tuple(each for each in compared if each.like is None)
        return Plan(new, tuple(each for each in compared if each.like is not None), tuple(refused))

    def store(self, plan: Plan, decisions: Mapping[int, Decision], step: Step) -> Stored:
        """Store what was planned and decided (by line), all of it or nothing.

        Raises:
            InputError: a row that may be somebody else was not decided about.
            ConflictError: a record to be filled in was changed meanwhile.
        """
        decided = [(each, decisions.get(each.line) or each.usual) for each in plan.alike]
        open_lines = [each.line for each, decision in decided if decision is None]
        if open_lines:
            raise InputError(
                "Decide about row {line} first: it may be somebody who is there.", line=open_lines[0]
            )
        added = [*plan.new, *(each for each, decision in decided if decision is Decision.ADD)]
        added.sort(key=lambda each: each.line)
        filled = [each for each, decision in decided if decision is Decision.FILL_IN and not each.like_line]
        with self.record.writing() as work:
            first = work.patients.next_record_number()
            for at in range(0, len(added), _AT_ONCE):
                step(at, len(added))
                chunk = enumerate(added[at : at + _AT_ONCE], start=first + at)
                work.patients.add_many(
                    [replace(each.patient, record_number=number) for number, each in chunk]
                )
            for each in filled:
                _fill_in(work, each)
            step(len(added), len(added))
            work.audit.note(AuditAction.IMPORTED, detail=str(len(added)))
            work.commit()
        return Stored(len(added), len(filled), len(decided) + len(plan.new) - len(added) - len(filled))

    def _compared(self, read: Sequence[Planned], step: Step) -> Iterator[Planned]:
        """Each with the likeliest who may be the same: in the record, or in an earlier row."""
        earlier = _Known(())
        line_of: dict[UUID, int] = {}
        for at in range(0, len(read), _AT_ONCE):
            step(len(read) + at, 2 * len(read))
            chunk = read[at : at + _AT_ONCE]
            with self.record.reading() as work:
                known = _Known(work.patients.candidates([each.patient for each in chunk]))
            for each in chunk:
                others = known.near(each.patient) | earlier.near(each.patient)
                yield _likeliest(each, others.values(), line_of)
                earlier.add(each.patient)
                line_of[each.patient.id] = each.line


class _Known:
    """Patients by what two who are alike share: the name, or the birth date and a part of the name."""

    def __init__(self, patients: Sequence[Patient]) -> None:
        self._by_day: defaultdict[tuple[date, str], list[Patient]] = defaultdict(list)
        self._by_name: defaultdict[str, list[Patient]] = defaultdict(list)
        for each in patients:
            self.add(each)

    def add(self, patient: Patient) -> None:
        """One more."""
        self._by_name[sort_name(patient)].append(patient)
        if patient.birth_date is not None:
            for key in _keys(patient):
                self._by_day[patient.birth_date, key].append(patient)

    def near(self, patient: Patient) -> dict[UUID, Patient]:
        """Whoever is called so, or was born on such a day and has a part of the name."""
        keys, days = _keys(patient), birth_days(patient.birth_date)
        on_days = [other for day in days for key in keys for other in self._by_day.get((day, key), ())]
        called = self._by_name.get(sort_name(patient), ())
        return {other.id: other for other in (*on_days, *called)}


def _keys(patient: Patient) -> frozenset[str]:
    return like_keys(patient.family_name, patient.given_name, patient.preferred_name)


def _likeliest(planned: Planned, others: Collection[Patient], line_of: Mapping[UUID, int]) -> Planned:
    near = doubles(planned.patient, others)
    if not near:
        return planned
    return replace(planned, like=near[0], like_line=line_of.get(near[0].patient.id, 0))


def _fill_in(work: UnitOfWork, planned: Planned) -> None:
    """What the known record lacks is taken from the row; what stands there stays."""
    assert planned.like is not None
    known = planned.like.patient
    blank = {
        pair.name: Take.OTHER
        for pair in differing(known, planned.patient)
        if pair.advised is Take.OTHER and pair.name != "language"
    }
    filled = joined(known, planned.patient, blank)
    if filled != known:
        work.patients.save(replace(filled, archived_at=known.archived_at))
