"""The bundle of services a window or a command is given: one per open record."""

from dataclasses import dataclass

from clinic_app.domain.library import Library
from clinic_app.domain.repositories import Record
from clinic_app.domain.search import ExerciseIndex
from clinic_app.services.advice import AdviceService
from clinic_app.services.drafts import DraftService
from clinic_app.services.handouts import HandoutService
from clinic_app.services.history import HistoryService
from clinic_app.services.patients import PatientService
from clinic_app.services.printing import Pictures
from clinic_app.services.profile import ProfileService
from clinic_app.services.programs import ProgramService
from clinic_app.services.screens import ScreenService
from clinic_app.services.shelf import ShelfService
from clinic_app.services.templates import TemplateService


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicServices:
    """Everything a therapist can do with the open record."""

    record: Record
    library: Library
    index: ExerciseIndex
    pictures: Pictures
    profile: ProfileService
    patients: PatientService
    programs: ProgramService
    handouts: HandoutService
    drafts: DraftService
    shelf: ShelfService
    advice: AdviceService
    screens: ScreenService
    templates: TemplateService

    @property
    def history(self) -> HistoryService:
        """Versions: what was given, what changed, taking one up again."""
        return HistoryService(self.record, self.programs)

    def close(self) -> None:
        """Close the figures and the record; the services are of no use after that."""
        self.pictures.close()
        self.record.close()
