"""What is usually measured, with its unit and sides; and numbers as they are keyed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import Final

from clinic_app.domain.errors import InputError
from clinic_app.domain.visit import Finding, FindingKind
from clinic_app.domain.words import Catalogue, mark

BEST_STRENGTH: Final = 5.0
_MOST: Final = {"deg": 360.0, "cm": 300.0, "s": 86_400.0, "m": 10_000.0, "count": 10_000.0, "": 100_000.0}
"""More than any body does, in each unit: what is larger is a slip of the fingers."""

_HALF: Final = 0.5


class FindingUnit(StrEnum):
    """What a finding is counted in; as it is stored."""

    NONE = ""
    DEGREES = "deg"
    CENTIMETRES = "cm"
    SECONDS = "s"
    METRES = "m"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class KnownFinding:
    """Something often measured: the key stored as its name, its English name, how it is counted."""

    key: str
    text: str
    kind: FindingKind
    unit: FindingUnit = FindingUnit.NONE
    has_sides: bool = True


def _ranges() -> Iterator[KnownFinding]:
    degrees, length = FindingUnit.DEGREES, FindingUnit.CENTIMETRES
    for key, text, unit, has_sides in (
        ("neck_flexion", mark("Neck flexion"), degrees, False),
        ("neck_extension", mark("Neck extension"), degrees, False),
        ("neck_rotation", mark("Neck rotation"), degrees, True),
        ("neck_side_bending", mark("Neck side bending"), degrees, True),
        ("finger_to_floor", mark("Finger to floor"), length, False),
        ("schober", mark("Schober, gain"), length, False),
        ("lumbar_flexion", mark("Lumbar flexion"), degrees, False),
        ("lumbar_extension", mark("Lumbar extension"), degrees, False),
        ("lumbar_side_bending", mark("Lumbar side bending"), length, True),
        ("thoracic_rotation", mark("Thoracic rotation"), degrees, True),
        ("shoulder_flexion", mark("Shoulder flexion"), degrees, True),
        ("shoulder_abduction", mark("Shoulder abduction"), degrees, True),
        ("shoulder_external_rotation", mark("Shoulder external rotation"), degrees, True),
        ("shoulder_internal_rotation", mark("Shoulder internal rotation"), degrees, True),
        ("elbow_flexion", mark("Elbow flexion"), degrees, True),
        ("elbow_extension", mark("Elbow extension"), degrees, True),
        ("forearm_supination", mark("Forearm supination"), degrees, True),
        ("forearm_pronation", mark("Forearm pronation"), degrees, True),
        ("wrist_extension", mark("Wrist extension"), degrees, True),
        ("wrist_flexion", mark("Wrist flexion"), degrees, True),
        ("hip_flexion", mark("Hip flexion"), degrees, True),
        ("hip_extension", mark("Hip extension"), degrees, True),
        ("hip_abduction", mark("Hip abduction"), degrees, True),
        ("hip_internal_rotation", mark("Hip internal rotation"), degrees, True),
        ("hip_external_rotation", mark("Hip external rotation"), degrees, True),
        ("straight_leg_raise", mark("Straight leg raise"), degrees, True),
        ("popliteal_angle", mark("Popliteal angle"), degrees, True),
        ("prone_knee_bend", mark("Prone knee bend"), degrees, True),
        ("knee_flexion", mark("Knee flexion"), degrees, True),
        ("knee_extension", mark("Knee extension"), degrees, True),
        ("ankle_dorsiflexion_knee_straight", mark("Dorsiflexion, knee straight"), degrees, True),
        ("ankle_dorsiflexion_knee_bent", mark("Dorsiflexion, knee bent"), degrees, True),
        ("ankle_dorsiflexion", mark("Dorsiflexion, knee to wall"), length, True),
        ("ankle_plantarflexion", mark("Ankle plantarflexion"), degrees, True),
        ("great_toe_extension", mark("Great toe extension"), degrees, True),
    ):
        yield KnownFinding(key, text, FindingKind.RANGE, unit, has_sides)


def _strengths() -> Iterator[KnownFinding]:
    for key, text in (
        ("neck_flexors", mark("Deep neck flexors")),
        ("shoulder_abductors", mark("Shoulder abductors")),
        ("shoulder_external_rotators", mark("Shoulder external rotators")),
        ("elbow_flexors", mark("Elbow flexors")),
        ("elbow_extensors", mark("Elbow extensors")),
        ("wrist_extensors", mark("Wrist extensors")),
        ("grip", mark("Grip")),
        ("hip_flexors", mark("Hip flexors")),
        ("hip_extensors", mark("Hip extensors")),
        ("hip_abductors", mark("Hip abductors")),
        ("knee_extensors", mark("Knee extensors")),
        ("knee_flexors", mark("Knee flexors")),
        ("ankle_plantarflexors", mark("Ankle plantarflexors")),
        ("ankle_dorsiflexors", mark("Ankle dorsiflexors")),
        ("great_toe_extensors", mark("Great toe extensors")),
    ):
        yield KnownFinding(key, text, FindingKind.STRENGTH)


def _timed() -> Iterator[KnownFinding]:
    seconds, count, metres = FindingUnit.SECONDS, FindingUnit.COUNT, FindingUnit.METRES
    for key, text, unit, has_sides in (
        ("chair_stand_30s", mark("30-second chair stand"), count, False),
        ("five_chair_stands", mark("Five chair stands"), seconds, False),
        ("timed_up_and_go", mark("Timed up and go"), seconds, False),
        ("single_leg_stance", mark("Single-leg stance, eyes open"), seconds, True),
        ("single_leg_stance_eyes_closed", mark("Single-leg stance, eyes closed"), seconds, True),
        ("heel_raises", mark("Single-leg heel raises"), count, True),
        ("plank", mark("Plank"), seconds, False),
        ("side_plank", mark("Side plank"), seconds, True),
        ("back_extensor_hold", mark("Back extensor hold"), seconds, False),
        ("walk_4m", mark("Walk of 4 metres"), seconds, False),
        ("walk_10m", mark("Walk of 10 metres"), seconds, False),
        ("walk_6min", mark("Walk of 6 minutes"), metres, False),
    ):
        yield KnownFinding(key, text, FindingKind.TIMED, unit, has_sides)


KNOWN_FINDINGS: Final = {(each.kind, each.key): each for each in (*_ranges(), *_strengths(), *_timed())}


def known_finding(kind: FindingKind, name: str, catalogue: Catalogue) -> KnownFinding | None:
    """What is often measured and has that key, or that name in the catalogue's language."""
    if (kind, name) in KNOWN_FINDINGS:
        return KNOWN_FINDINGS[kind, name]
    wanted = " ".join(name.split()).casefold()
    same = (each for each in KNOWN_FINDINGS.values() if each.kind is kind)
    return next((each for each in same if catalogue.gettext(each.text).casefold() == wanted), None)


def finding_name(finding: Finding, catalogue: Catalogue) -> str:
    """What was measured, in words; a name that somebody typed as it was typed."""
    known = KNOWN_FINDINGS.get((finding.kind, finding.name))
    return catalogue.gettext(known.text) if known else finding.name


def unit_sign(unit: str) -> str:
    """The unit as it stands behind a number."""
    return {FindingUnit.DEGREES.value: "°", FindingUnit.COUNT.value: "×"}.get(unit, unit)


def keyed_number(text: str, kind: FindingKind, unit: str) -> float | None:
    """A number as it is keyed in: ``12``, ``12.5``, ``12,5``, strength ``4+``; None for nothing.

    Raises:
        InputError: it is no number, or none that can be measured.
    """
    typed = "".join(text.split()).replace(",", ".")
    if not typed:
        return None
    if kind is FindingKind.STRENGTH:
        return _strength(typed)
    try:
        number = float(typed.rstrip("°"))
    except ValueError:
        raise InputError("Type a number, like 35 or 35.5.") from None
    least, most = -_MOST[""], _MOST.get(unit, _MOST[""])
    if unit in (FindingUnit.SECONDS, FindingUnit.METRES, FindingUnit.COUNT):
        least = 0.0
    if not isfinite(number) or not least <= number <= most:
        raise InputError("Check that number: it cannot be measured.")
    return number


def shown_number(value: float | None, kind: FindingKind) -> str:
    """The number as it is keyed in."""
    if value is None:
        return ""
    if kind is FindingKind.STRENGTH and value % 1 == _HALF:
        return f"{value - _HALF:g}+"
    return f"{value:.10g}"


def measured_words(finding: Finding, catalogue: Catalogue) -> str:
    """What was measured as it is read: “left 8°, right 12.5°”, “18 cm”, “4+”; nothing without a number."""
    text = catalogue.gettext
    left, right, value = (
        _read_number(number, finding, catalogue) for number in (finding.left, finding.right, finding.value)
    )
    if left and right:
        return text("left {left}, right {right}").format(left=left, right=right)
    if left:
        return text("left {number}").format(number=left)
    return text("right {number}").format(number=right) if right else value


def _read_number(number: float | None, finding: Finding, catalogue: Catalogue) -> str:
    """With its unit; a count is a number alone."""
    said = shown_number(number, finding.kind).replace("-", "−")
    said = said.replace(".", catalogue.pgettext("decimal sign", "."))
    if not said or finding.unit in (FindingUnit.NONE, FindingUnit.COUNT):
        return said
    sign = unit_sign(finding.unit)
    return f"{said}{sign}" if finding.unit == FindingUnit.DEGREES else f"{said}\u00a0{sign}"


def _strength(typed: str) -> float:
    has_plus = typed.endswith("+")
    try:
        grade = float(typed.removesuffix("+"))
    except ValueError:
        grade = -1.0
    number = grade + _HALF if has_plus else grade
    if number % _HALF or (has_plus and grade % 1) or not 0 <= number <= BEST_STRENGTH:
        raise InputError("Strength is 0 to 5, with a plus between: 4 or 4+.")
    return number
