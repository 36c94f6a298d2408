"""The clinic's fields as texts by name, stored beside what another window stores: for a worker."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from clinic_app.domain.clinic import ClinicProfile, Therapist, UsualDose
from clinic_app.domain.errors import ConflictError
from clinic_app.domain.exercise import Exercise, ExerciseKind
from clinic_app.domain.three_way import ThreeWay, three_way
from clinic_app.domain.usual_doses import read_usual_dose, usual_dose_text
from clinic_app.services.profile import ProfileService

Typical = Mapping[ExerciseKind, Exercise]
"""For each kind an exercise by which a usual dose is read and said."""

PROFILE_NAMES: Final = (
    "name",
    "phone",
    "address",
    "web",
    "booking_url",
    "emergency_number",
    "paper",
    "country",
    "hours",
    "accent",
)
_TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Known:
    """What the record holds about the clinic."""

    profile: ClinicProfile
    therapist: Therapist | None


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of the texts: merged with what another window stored, but for what both changed."""

    known: Known
    outcome: ThreeWay
    mine: Mapping[str, str]
    theirs: Mapping[str, str]


def dose_name(kind: ExerciseKind) -> str:
    """What the usual dose of a kind is called among the texts."""
    return f"dose.{kind.value}"


def read_fields(profile: ProfileService) -> Known:
    """What the record holds now."""
    return Known(profile.profile(), profile.therapist())


def clinic_texts(known: Known, typical: Typical) -> dict[str, str]:
    """What the fields hold."""
    profile, therapist = known.profile, known.therapist
    doses = {dose.kind: dose for dose in profile.usual_doses}
    return {
        **{name: getattr(profile, name) for name in PROFILE_NAMES},
        "therapist": therapist.name if therapist else "",
        "credentials": therapist.credentials if therapist else "",
        "signature": therapist.signature_note if therapist else "",
        **{
            dose_name(kind): usual_dose_text(doses[kind], exercise) if kind in doses else ""
            for kind, exercise in typical.items()
        },
    }


def store_fields(
    service: ProfileService, typical: Typical, base: Mapping[str, str], mine: Mapping[str, str]
) -> Stored:
    """Store what was changed here since ``base``, beside what was changed elsewhere.

    A field that another window changed too stays as it is there, and is ``disputed``.
    """
    for _ in range(_TRIES):
        known = read_fields(service)
        theirs = clinic_texts(known, typical)
        outcome = three_way(base, mine, theirs)
        kept = {name: outcome.merged.get(name, "").strip() for name in theirs if name in mine}
        kept |= {name: theirs[name] for name in outcome.disputed}
        changed = {name: text for name, text in kept.items() if text != theirs[name]}
        try:
            return Stored(_stored(service, known, changed, typical), outcome, mine, theirs)
        except ConflictError:  # between reading and writing: look again
            continue
    raise ConflictError("Somebody else changed this first. Look at their version before you go on.")


def _stored(service: ProfileService, known: Known, changed: Mapping[str, str], typical: Typical) -> Known:
    profile, therapist = known.profile, known.therapist
    fields: dict[str, object] = {name: text for name, text in changed.items() if name in PROFILE_NAMES}
    doses = {name: text for name, text in changed.items() if name.startswith("dose.")}
    if doses:
        fields["usual_doses"] = _with_doses(profile, doses, typical)
    if fields and service.may_save_profile:
        profile = service.save_profile(replace(profile, **fields))  # type: ignore[arg-type]  # texts and doses
    name, credentials = changed.get("therapist"), changed.get("credentials")
    if name or credentials is not None:
        before = (therapist.name, therapist.credentials) if therapist else ("", "")
        therapist = service.save_therapist(
            name=name or before[0], credentials=before[1] if credentials is None else credentials
        )
    if "signature" in changed and therapist is not None:
        therapist = service.save_signature_note(changed["signature"])
    return Known(profile, therapist)


def _with_doses(profile: ClinicProfile, texts: Mapping[str, str], typical: Typical) -> tuple[UsualDose, ...]:
    doses = {dose.kind: dose for dose in profile.usual_doses}
    for name, text in texts.items():
        kind = ExerciseKind(name.partition(".")[2])
        if text:
            doses[kind] = read_usual_dose(text, kind, typical[kind])
        else:
            doses.pop(kind, None)
    return tuple(doses.values())
