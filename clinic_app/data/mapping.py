"""Between rows and the domain's frozen objects: fields of the same name are copied, the rest is said here."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from clinic_app.data.tables import (
    Base,
    ClinicRow,
    DraftRow,
    EpisodeRow,
    HandoutRow,
    OwnEntryRow,
    PatientRow,
    ProgramItemRow,
    ProgramRow,
    ProgramVersionRow,
    RedFlagScreenRow,
    ShelfUseRow,
    TherapistRow,
)
from clinic_app.domain.clinic import ClinicProfile, Phrase, Therapist, UsualDose
from clinic_app.domain.dosage import Dosage, Schedule
from clinic_app.domain.dosage_fields import dosage_fields, dosage_from, schedule_fields, schedule_from
from clinic_app.domain.errors import RecordError
from clinic_app.domain.exercise import ExerciseKind, PatientWording
from clinic_app.domain.fields import Fields
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import (
    Handout,
    KeptAdvice,
    Phase,
    Program,
    ProgramContent,
    ProgramItem,
    ProgramVersion,
)
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.repositories import Draft
from clinic_app.domain.sheet_choices import SheetChoices, choices_fields, choices_from
from clinic_app.domain.shelf import OwnEntry, ShelfUse

if TYPE_CHECKING:
    from sqlalchemy import Row

_PLACE: Final = "the record"
_SAME: Final = ("title", "why", "language", "paper", "education", "review_date", "template_slug", "person")
"""Fields of a content that are columns of its version."""


def values_of(entity: object, *left_out: str) -> dict[str, Any]:
    """The fields of a frozen object by name."""
    return {
        each.name: getattr(entity, each.name)
        for each in fields(entity)  # type: ignore[arg-type]  # always one of the domain's dataclasses
        if each.name not in left_out
    }


def put_onto(row: Base, values: Mapping[str, Any]) -> None:
    """Set a row's columns."""
    for name, value in values.items():
        setattr(row, name, value)


def named(row: "Base | Row[*tuple[Any, ...]]", kind: type[Any], *left_out: str) -> dict[str, Any]:
    """A row's columns that are fields of ``kind``."""
    return {each.name: getattr(row, each.name) for each in fields(kind) if each.name not in left_out}


def patient_of(row: "PatientRow | Row[*tuple[Any, ...]]") -> Patient:
    """The patient a row holds."""
    return Patient(**named(row, Patient))


def episode_of(row: EpisodeRow) -> Episode:
    """The episode a row holds."""
    return Episode(**named(row, Episode))


def clinic_of(row: ClinicRow) -> ClinicProfile:
    """The clinic's profile."""
    return ClinicProfile(
        **named(row, ClinicProfile, "usual_doses", "choices", "phrases"),
        usual_doses=tuple(map(_usual_of, row.usual_doses)),
        choices=_choices_of(row.choices),
        phrases=tuple(Phrase(**each) for each in row.phrases),
    )


def clinic_values(profile: ClinicProfile) -> dict[str, Any]:
    """The columns of the clinic's row."""
    return {
        **values_of(profile),
        "usual_doses": [_usual_fields(each) for each in profile.usual_doses],
        "choices": choices_fields(profile.choices),
        "phrases": [values_of(each) for each in profile.phrases],
    }


def therapist_of(row: TherapistRow) -> Therapist:
    """The therapist a row holds."""
    return Therapist(**named(row, Therapist))


def program_of(row: ProgramRow) -> Program:
    """The program a row holds."""
    return Program(**named(row, Program))


def handout_of(row: HandoutRow) -> Handout:
    """The handout a row holds."""
    return Handout(**named(row, Handout))


def draft_of(row: DraftRow) -> Draft:
    """The draft a row holds."""
    return Draft(key=row.key, payload=row.payload, saved_at=row.saved_at)


def shelf_use_of(row: ShelfUseRow) -> ShelfUse:
    """The use a row holds."""
    return ShelfUse(**named(row, ShelfUse))


def own_entry_of(row: OwnEntryRow) -> OwnEntry:
    """The clinic's own entry a row holds."""
    return OwnEntry(**named(row, OwnEntry))


def screen_of(row: RedFlagScreenRow) -> RedFlagScreen:
    """The screen a row holds."""
    return RedFlagScreen(**named(row, RedFlagScreen))


def version_of(row: ProgramVersionRow) -> ProgramVersion:
    """The version a row and its items hold."""
    content = ProgramContent(
        **{name: getattr(row, name) for name in _SAME},
        phase=_phase_of(row.phase),
        kept_advice=tuple(map(_kept_of, row.kept_advice)),
        choices=None if row.choices is None else _choices_of(row.choices),
        items=tuple(_item_of(item) for item in row.items),
    )
    return ProgramVersion(content=content, **named(row, ProgramVersion, "content"))


def version_values(version: ProgramVersion) -> dict[str, Any]:
    """The columns of a version's own row."""
    content = version.content
    return {
        **values_of(version, "content", "revision"),
        **{name: getattr(content, name) for name in _SAME},
        "phase": _phase_fields(content.phase),
        "kept_advice": [_kept_fields(each) for each in content.kept_advice],
        "choices": None if content.choices is None else choices_fields(content.choices),
    }


def item_values(item: ProgramItem, position: int) -> dict[str, Any]:
    """The columns of an item's row."""
    return {
        **values_of(item, "dosage", "schedule", "wording"),
        "position": position,
        "dosage": dosage_fields(item.dosage),
        "schedule": schedule_fields(item.schedule),
        "wording": None if item.wording is None else values_of(item.wording),
    }


def _item_of(row: ProgramItemRow) -> ProgramItem:
    return ProgramItem(
        id=row.id,
        exercise_slug=row.exercise_slug,
        side=row.side,
        dosage=_dosage_of(row.dosage),
        schedule=_schedule_of(row.schedule),
        note=row.note,
        wording=_wording_of(row.wording),
        has_own_wording=row.has_own_wording,
        pose_key=row.pose_key,
    )


def _dosage_of(table: dict[str, Any]) -> Dosage:
    return dosage_from(Fields(table, _PLACE, "dosage", error=RecordError))


def _schedule_of(table: dict[str, Any]) -> Schedule:
    return schedule_from(Fields(table, _PLACE, "schedule", error=RecordError))


def _choices_of(table: dict[str, Any]) -> SheetChoices:
    return choices_from(Fields(table, _PLACE, "choices", error=RecordError))


def _usual_of(table: dict[str, Any]) -> UsualDose:
    return UsualDose(
        kind=ExerciseKind(table["kind"]),
        dosage=_dosage_of(table["dosage"]),
        schedule=_schedule_of(table["schedule"]),
    )


def _usual_fields(usual: UsualDose) -> dict[str, Any]:
    return {
        "kind": usual.kind.value,
        "dosage": dosage_fields(usual.dosage),
        "schedule": schedule_fields(usual.schedule),
    }


def _wording_of(table: dict[str, Any] | None) -> PatientWording | None:
    if table is None:
        return None
    return PatientWording(**{**table, "steps": tuple(table["steps"])})


def _kept_of(table: dict[str, Any]) -> KeptAdvice:
    on = table["on"]
    return KeptAdvice(**{**table, "on": date.fromisoformat(on) if on else None})


def _kept_fields(kept: KeptAdvice) -> dict[str, Any]:
    return {**values_of(kept), "on": kept.on.isoformat() if kept.on else None}


def _phase_of(table: dict[str, Any] | None) -> Phase | None:
    if table is None:
        return None
    from_date = table["from_date"]
    return Phase(**{**table, "from_date": date.fromisoformat(from_date) if from_date else None})


def _phase_fields(phase: Phase | None) -> dict[str, Any] | None:
    if phase is None:
        return None
    from_date = phase.from_date.isoformat() if phase.from_date else None
    return {**values_of(phase), "from_date": from_date}
