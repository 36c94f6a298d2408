"""The clinic that pictures are taken of: patients, and one with a year of programs."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from builders import TickingClock, a_handout, a_patient, a_program, a_therapist, an_episode
from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.dosage import HoldDosage, Schedule
from clinic_app.domain.library import Library
from clinic_app.domain.patient import Patient
from clinic_app.domain.program import ProgramContent, ProgramItem, ProgramVersion, prescribed
from clinic_app.domain.side import EpisodeSide, Side
from fakes import FakeRecord
from pictured_story import add_story

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
PEOPLE = (
    ("Adeyemi", "Kola", date(1988, 2, 11)),
    ("García Ruiz", "Elena", date(1979, 7, 30)),
    ("Hayes", "Ruth", date(1951, 12, 3)),
    ("Lindqvist", "Maja", date(1996, 4, 18)),
    ("Marlowe", "Teresa", date(1959, 3, 14)),
    ("Nguyen", "Bao", date(1967, 9, 9)),
    ("Petrov", "Anton", date(1973, 1, 22)),
    ("Wolfeschlegelsteinhausenbergerdorff", "Maximiliana Alexandrina", None),
)


def sample_record(library: Library) -> FakeRecord:
    """Eight patients; one with two problems, three programs and two handouts."""
    record = FakeRecord(TickingClock(NOW))
    tables = record.tables
    for number, (family, given, born) in enumerate(PEOPLE):
        patient = a_patient(
            family_name=family, given_name=given, birth_date=born, record_number=4508 + number
        )
        tables.patients[patient.id] = patient
        if family == "Marlowe":
            add_history(record, patient, library)
    tables.last_record_number = 4508 + len(PEOPLE)
    tables.profile = ClinicProfile(name="Riverside Physiotherapy", phone="555 0100")
    return record


def add_history(record: FakeRecord, patient: Patient, library: Library) -> None:
    """What a patient has after four months."""
    tables = record.tables
    back = an_episode(
        patient,
        problem="Low back pain",
        side=EpisodeSide.RIGHT,
        opened_on=date(2026, 8, 3),
        goals="Walk 30 minutes\nStand to cook\nClimb two flights",
        planned_visits=6,
    )
    knee = an_episode(
        patient, problem="Knee pain on stairs", opened_on=date(2025, 2, 3), closed_on=date(2025, 5, 6)
    )
    tables.episodes |= {back.id: back, knee.id: knee}
    ann = a_therapist(name="Luisa Ferreira", credentials="PT")
    tables.therapists[ann.id] = ann
    slugs = list(library.exercises)
    for title, first, weeks, numbers in (
        ("Low back pain: calves and hips", 0, 0, (1, 2, None)),
        ("Neck breaks at the desk", 5, 9, (1,)),
    ):
        program = a_program(patient, created_at=NOW - timedelta(weeks=20), episode_id=back.id)
        tables.programs[program.id] = program
        items = tuple(prescribed(library.exercise(slug)) for slug in slugs[first : first + 5])
        for age, number in enumerate(numbers):
            when = NOW - timedelta(weeks=weeks + 4 * (len(numbers) - age - 1), hours=age)
            version = ProgramVersion(
                id=a_program().id,
                program_id=program.id,
                number=number,
                content=ProgramContent(title=title, items=stage(items, age, library), person="older-woman"),
                created_at=when,
                changed_at=when,
                handed_out_at=when if number else None,
            )
            tables.versions[version.id] = version
            if number:
                handout = a_handout(version, handed_out_at=when, therapist_id=ann.id)
                tables.handouts[handout.id] = handout
                if number == 2:
                    add_story(record, patient, back, version, NOW)


def stage(items: tuple[ProgramItem, ...], age: int, library: Library) -> tuple[ProgramItem, ...]:
    """What four and eight weeks make of a program: longer, on both sides, one out, one in, a note."""
    first, second, third, *rest = items
    if age >= 1:
        dosage = HoldDosage(sets=1, reps=3, hold_s=45)
        first = replace(first, side=Side.LEFT, dosage=dosage, note="Stop where it pulls, not where it hurts.")
        second = replace(second, schedule=Schedule(times_per_day=3))
        rest = [*rest[1:], prescribed(library.exercise("hamstring-stretch-supine-strap"))]
    if age == 2:
        first = replace(first, side=Side.LEFT_AND_RIGHT)
        rest = rest[::-1]
    return (first, second, third, *rest)
