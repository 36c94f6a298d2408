"""The small pieces FHIR resources are made of, and the systems their codes come from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from clinic_app.domain.library import Library
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.words import Catalogue
from clinic_app.exchange.fhir_chart import Figures
from clinic_app.exchange.plain_values import moment

Resource = dict[str, Any]

OURS: Final = "urn:clinic-companion"
LOINC: Final = "http://loinc.org"
ICD_10_CM: Final = "http://hl7.org/fhir/sid/icd-10-cm"
UCUM: Final = "http://unitsofmeasure.org"
_HL7: Final = "http://terminology.hl7.org/CodeSystem"

PAIN_NOW: Final = ("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
PROGRESS_NOTE: Final = ("11506-3", "Progress note")
DISCHARGE_SUMMARY: Final = ("18842-5", "Discharge summary")
INSTRUCTIONS: Final = ("69730-0", "Instructions")

_LINE_BREAKS: Final = "\n\r\t"


@dataclass(frozen=True, slots=True)
class FhirWords:
    """Puts exercises and doses into words for FHIR’s texts; ``figures`` stand under body charts."""

    library: Library
    catalogue: Catalogue
    language: str
    figures: Figures = field(default_factory=dict)

    def name(self, item: ProgramItem) -> str:
        """What the exercise is called."""
        exercise = self.library.known_exercises.get(item.exercise_slug)
        if exercise is not None:
            return exercise.name(self.language)
        return item.wording.name if item.wording else item.exercise_slug

    def region(self, item: ProgramItem) -> str:
        """The exercise's region of the body; empty where the library does not have it."""
        exercise = self.library.known_exercises.get(item.exercise_slug)
        return exercise.region if exercise else ""


def resource(kind: str, identity: UUID, **fields: Any) -> Resource:
    """A resource of that id; what is empty is left out, as FHIR wants it."""
    return {"resourceType": kind, "id": str(identity), **filled(fields)}


def filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Only what says something: no None, no blank text, no empty list or object; texts without controls."""
    kept = {name: _kept(value) for name, value in fields.items()}
    return {name: value for name, value in kept.items() if value not in (None, "", [], {})}


def _kept(value: Any) -> Any:
    match value:
        case str():
            return clean(value)
        case dict():
            return filled(value)
        case list() | tuple():
            return [each for each in map(_kept, value) if each not in (None, "", [], {})]
        case _:
            return value


def clean(text: str) -> str:
    """Without control characters, which FHIR refuses, and without blanks around it."""
    shown = (each for each in text if each >= " " or each in _LINE_BREAKS)
    return "".join(shown).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def derived(identity: UUID, part: str) -> UUID:
    """The id of what is a part of a row: always the same for the same part."""
    return uuid5(identity, part)


def reference(identity: UUID | None, kind: str, display: str = "") -> Resource | None:
    """Points at a resource of the same bundle."""
    if identity is None:
        return None
    return filled({"reference": f"urn:uuid:{identity}", "type": kind, "display": display})


def concept(text: str = "", *codings: Resource | None) -> Resource:
    """What something is: codes, if there are any, and words."""
    return filled({"coding": list(codings), "text": text})


def loinc(code: tuple[str, str]) -> Resource:
    """A code of LOINC with its name there."""
    return {"system": LOINC, "code": code[0], "display": code[1]}


def own_code(what: str, code: str) -> Resource | None:
    """A code of this app's own."""
    made = "-".join(code.split())
    return {"system": f"{OURS}:{what}", "code": made} if made else None


def hl7(system: str, code: str) -> Resource:
    """A code of HL7's own tables."""
    return {"system": f"{_HL7}/{system}", "code": code}


def quantity(value: float, unit: str, code: str = "") -> Resource:
    """A number with its unit; ``code`` is UCUM's."""
    number = int(value) if value == int(value) else value
    coded = {"system": UCUM, "code": code} if code else {}
    return filled({"value": number, "unit": unit, **coded}) | {"value": number}


def day(value: date | None) -> str | None:
    """``2026-11-24``."""
    return value.isoformat() if value else None


def instant(value: datetime | None) -> str | None:
    """``2026-11-24T08:30:00Z``."""
    return moment(value) if value else None


def notes(*texts: str) -> list[Resource]:
    """Annotations."""
    return [{"text": each} for each in map(clean, texts) if each]


def identifier(what: str, value: str) -> Resource:
    """An identifier of this app's own."""
    return {"system": f"{OURS}:{what}", "value": value}


def joined(parts: Iterable[str], between: str = "; ") -> str:
    """The parts that say something."""
    return between.join(part for part in parts if part.strip())
