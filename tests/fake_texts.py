"""An honest stand-in for the index of words: looks at every text there is, each time."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from clinic_app.domain.found_text import FoundText, TextKind, has_words

if TYPE_CHECKING:
    from fakes import Tables

Text = tuple[TextKind, UUID, UUID | None, date, str]


class FakeTexts:
    """Keeps nothing of its own."""

    def __init__(self, tables: "Tables") -> None:
        self._tables = tables

    def search(self, words: Sequence[str], *, patient_id: UUID | None, limit: int) -> Sequence[FoundText]:
        meant = [
            each for each in self._texts() if patient_id in (None, each[2]) and has_words(each[4], words)
        ]
        meant.sort(key=lambda each: each[3], reverse=True)
        return [self._found(*each) for each in meant[:limit]]

    def move(self, from_patient: UUID, to_patient: UUID) -> None:
        """Every search looks anew."""

    def forget(self, patient_id: UUID) -> None:
        """Every search looks anew."""

    def _found(self, kind: TextKind, owner: UUID, patient_id: UUID | None, day: date, text: str) -> FoundText:
        patient = self._tables.patients[patient_id] if patient_id else None
        return FoundText(
            kind=kind,
            owner_id=owner,
            patient_id=patient_id,
            patient_name=patient.banner_name if patient else "",
            day=day,
            text=text,
            is_archived=patient is not None and patient.archived_at is not None,
        )

    def _texts(self) -> Iterator[Text]:
        tables = self._tables
        for visit in tables.visits.values():
            added = [each.text for each in tables.amendments.values() if each.visit_id == visit.id]
            parts = (visit.subjective, visit.objective, visit.assessment, visit.plan, *added)
            yield TextKind.VISIT, visit.id, visit.patient_id, visit.visited_on, "\n".join(filter(None, parts))
        for episode in tables.episodes.values():
            parts = (episode.problem, episode.diagnosis, episode.goals, episode.outcome)
            text = "\n".join(filter(None, parts))
            yield TextKind.PROBLEM, episode.id, episode.patient_id, episode.opened_on, text
        for patient in tables.patients.values():
            yield TextKind.PATIENT, patient.id, patient.id, date.min, patient.notes
        newest = {
            each.program_id: each
            for each in sorted(tables.versions.values(), key=lambda each: each.changed_at)
        }
        for program_id, version in newest.items():
            content, program = version.content, tables.programs[program_id]
            text = "\n".join((content.title, content.why, *(item.note for item in content.items)))
            yield TextKind.PROGRAM, program_id, program.patient_id, version.changed_at.date(), text
