"""Errands about dose checks: what is known of a patient, what there is to say, what a handout waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from clinic_app.domain.dose_rules import Advice, Subject
from clinic_app.domain.kept_advice import is_kept
from clinic_app.domain.library import Library
from clinic_app.domain.limits import NO_LIMITS, Limits, limits_of
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import ProgramContent
from clinic_app.domain.program_checks import advice_on
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.repositories import Record
from clinic_app.domain.safety import Severity
from clinic_app.services.profile import ProfileService
from clinic_app.services.programs import OpenProgram

_STIRRED_EASILY: Final = frozenset({"nerve_irritable", "acute_inflammation"})
"""Tags of pain that long holds stir."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CareFacts:
    """What the checks know besides the program itself: read once, until the record changes."""

    today: date
    age: int | None = None
    limits: Limits = NO_LIMITS
    patient: Patient | None = None
    episodes: Sequence[Episode] = ()
    screens: Sequence[RedFlagScreen] = ()
    can_be_called: bool = True


@dataclass(frozen=True, slots=True)
class AdviceService:
    """Works on one open record and one library."""

    record: Record
    library: Library

    def facts(self, program: OpenProgram) -> CareFacts:
        """What is known of the program's patient today; for nobody in particular, only the day.

        A sheet for nobody prints a line for the telephone, to fill in by hand: that needs no advice.
        """
        today = self.record.clock().astimezone().date()
        if program.program.patient_id is None:
            return CareFacts(today=today)
        patient_id = program.program.patient_id
        with self.record.reading() as work:
            patient = work.patients.get(patient_id)
            episodes = work.episodes.of_patient(patient_id)
            screens = work.screens.of_patient(patient_id)
        return CareFacts(
            today=today,
            age=patient.age_on(today),
            limits=limits_of(patient, episodes),
            patient=patient,
            episodes=episodes,
            screens=screens,
            can_be_called=bool(ProfileService(self.record).profile().phone.strip()),
        )

    def on(self, content: ProgramContent, facts: CareFacts, language: str = "en") -> tuple[Advice, ...]:
        """All there is to say of the content; names in ``language``. Of an empty program there is nothing."""
        if not content.items:
            return ()
        return advice_on(
            Subject(
                content=content,
                library=self.library,
                today=facts.today,
                age=facts.age,
                limits=facts.limits,
                has_patient=facts.patient is not None,
                is_irritable=bool(_STIRRED_EASILY & set(facts.limits.tags)),
                screens=facts.screens,
                minutes_willing=facts.patient.minutes_willing if facts.patient else None,
                can_be_called=facts.can_be_called,
                language=language,
            )
        )

    def unanswered(self, program: OpenProgram) -> tuple[Advice, ...]:
        """What a handout of this draft waits for, the gravest first; nothing where there is no patient."""
        if program.program.patient_id is None or not program.version.is_draft:
            return ()
        content = program.version.content
        return waiting(self.on(content, self.facts(program)), content)


def waiting(advice: Sequence[Advice], content: ProgramContent) -> tuple[Advice, ...]:
    """What of the advice holds the handout and is not answered, the gravest first."""
    held = [each for each in advice if each.holds_handout and not is_kept(each, content.kept_advice)]
    return tuple(sorted(held, key=lambda each: each.severity is not Severity.BLOCK))
