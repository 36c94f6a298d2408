"""Honest objects for tests: complete, plausible, each with its own id; name what the test is about.

``a_patient(birth_date=date(1970, 1, 31))`` takes any field of the dataclass.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from clinic_app.domain.clinic import ClinicProfile, Therapist
from clinic_app.domain.diary import Diary, DiaryDay
from clinic_app.domain.dosage import HoldDosage, Schedule
from clinic_app.domain.exercise import Exercise, ExerciseKind, PatientWording, Position
from clinic_app.domain.letter import Letter, LetterKind, Reader
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import (
    Handout,
    HandoutWay,
    KeptAdvice,
    Program,
    ProgramContent,
    ProgramItem,
    ProgramVersion,
)
from clinic_app.domain.side import Side
from clinic_app.domain.visit import Visit

MORNING = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
"""When things happen in tests, unless a test says otherwise."""


ANSWERED = (
    KeptAdvice(rule="W17:CALF", reason="Screened by the surgeon"),
    KeptAdvice(rule="W17:LOWBACK", reason="Screened by the surgeon"),
    KeptAdvice(rule="W19:review", reason="Discharged"),
    KeptAdvice(rule="W19", reason="Nobody is in the clinic", by="Sam Keller"),
)
"""What a program holds when its therapist answered what a handout of calves or backs waits for."""


class TickingClock:
    """A clock that a test winds: it stands at ``now`` until told to pass some time."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **time: float) -> None:
        """Let time pass, in the words of ``timedelta``."""
        self.now += timedelta(**time)


def a_patient(**fields: Any) -> Patient:
    known: dict[str, Any] = {
        "id": uuid4(),
        "record_number": 1,
        "family_name": "Example",
        "given_name": "Pat",
        "birth_date": date(1970, 1, 31),
    }
    return Patient(**(known | fields))


def an_episode(patient: Patient, **fields: Any) -> Episode:
    known: dict[str, Any] = {
        "id": uuid4(),
        "patient_id": patient.id,
        "problem": "Calf strain",
        "opened_on": MORNING.date(),
    }
    return Episode(**(known | fields))


def a_visit(patient: Patient, **fields: Any) -> Visit:
    known: dict[str, Any] = {
        "id": uuid4(),
        "patient_id": patient.id,
        "visited_on": MORNING.date(),
        "subjective": "Stairs hurt less.",
    }
    return Visit(**(known | fields))


def a_result(patient: Patient, **fields: Any) -> MeasureResult:
    known: dict[str, Any] = {
        "id": uuid4(),
        "patient_id": patient.id,
        "measure": "nprs",
        "taken_on": MORNING.date(),
        "value": 6.0,
        "answers": (6.0,),
    }
    return MeasureResult(**(known | fields))


def a_diary(version: ProgramVersion, patient: Patient, **fields: Any) -> Diary:
    known: dict[str, Any] = {
        "id": uuid4(),
        "patient_id": patient.id,
        "program_id": version.program_id,
        "version_id": version.id,
        "started_on": MORNING.date(),
        "days": (DiaryDay(done=1, pain=4), DiaryDay()),
    }
    return Diary(**(known | fields))


def a_letter(patient: Patient, **fields: Any) -> Letter:
    known: dict[str, Any] = {
        "id": uuid4(),
        "patient_id": patient.id,
        "kind": LetterKind.PROGRESS,
        "reader": Reader.REFERRER,
        "addressee": "Dr Osei",
        "written_at": MORNING,
        "sha256": "ab" * 32,
        "page_count": 1,
    }
    return Letter(**(known | fields))


def a_wording(**fields: Any) -> PatientWording:
    known: dict[str, Any] = {
        "name": "Calf stretch on a stair",
        "steps": ("Stand on the lowest stair.", "Let your **heel** sink."),
        "felt_where": "Feel it in your calf.",
        "common_mistake": "Do not bend your knee.",
    }
    return PatientWording(**(known | fields))


def an_exercise(slug: str = "calf-stretch", **fields: Any) -> Exercise:
    known: dict[str, Any] = {
        "names": {"en": "Calf stretch"},
        "kind": ExerciseKind.STATIC_STRETCH,
        "region": "lower_leg",
        "target_muscles": ("gastrocnemius",),
        "position": Position.STANDING,
        "unilateral": True,
        "dosage": HoldDosage(),
        "schedule": Schedule(),
        "wording": {"en": a_wording()},
    }
    return Exercise(slug=slug, **(known | fields))


def an_item(exercise_slug: str = "gastrocnemius-stretch-on-stairs", **fields: Any) -> ProgramItem:
    known: dict[str, Any] = {
        "side": Side.LEFT_AND_RIGHT,
        "dosage": HoldDosage(sets=1, reps=3, hold_s=30),
        "schedule": Schedule(times_per_day=2),
    }
    return ProgramItem(exercise_slug=exercise_slug, **(known | fields))


def a_content(**fields: Any) -> ProgramContent:
    known: dict[str, Any] = {
        "title": "Calf flexibility",
        "items": (an_item(), an_item("soleus-stretch-on-stairs")),
    }
    return ProgramContent(**(known | fields))


def a_program(patient: Patient | None = None, **fields: Any) -> Program:
    known: dict[str, Any] = {
        "id": uuid4(),
        "patient_id": patient.id if patient else None,
        "episode_id": None,
        "created_at": MORNING,
    }
    return Program(**(known | fields))


def a_draft(program: Program, content: ProgramContent | None = None, **fields: Any) -> ProgramVersion:
    known: dict[str, Any] = {
        "id": uuid4(),
        "program_id": program.id,
        "number": None,
        "content": content or a_content(),
        "created_at": MORNING,
        "changed_at": MORNING,
    }
    return ProgramVersion(**(known | fields))


def a_handout(version: ProgramVersion, **fields: Any) -> Handout:
    known: dict[str, Any] = {
        "id": uuid4(),
        "program_id": version.program_id,
        "version_id": version.id,
        "version_number": version.number or 1,
        "handed_out_at": MORNING,
        "therapist_id": None,
        "way": HandoutWay.PRINTED,
        "sha256": "0" * 64,
        "page_count": 2,
        "paper": "a4",
        "language": "en",
    }
    return Handout(**(known | fields))


def a_clinic(**fields: Any) -> ClinicProfile:
    known: dict[str, Any] = {
        "name": "Riverside Physiotherapy",
        "phone": "555 0100",
        "address": "1 River Road",
    }
    return ClinicProfile(**(known | fields))


def a_therapist(**fields: Any) -> Therapist:
    known: dict[str, Any] = {"id": uuid4(), "name": "Sam Keller", "credentials": "PT"}
    return Therapist(**(known | fields))
