"""The bundle of services a window or a command is given: one per open record.

A service is imported where it is first asked for: most are not needed for the first page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clinic_app.domain.backup import BackupPlan
from clinic_app.domain.errors import KnownError
from clinic_app.domain.library import Library
from clinic_app.domain.repositories import Record
from clinic_app.domain.search import ExerciseIndex
from clinic_app.domain.words import Catalogue
from clinic_app.services.drafts import DraftService
from clinic_app.services.library_in_use import LibraryInUse
from clinic_app.services.own_exercises import OwnExerciseService
from clinic_app.services.patients import PatientService
from clinic_app.services.profile import ProfileService
from clinic_app.services.screens import ScreenService
from clinic_app.services.shelf import ShelfService

if TYPE_CHECKING:
    from clinic_app.services.access import AccessService
    from clinic_app.services.advice import AdviceService
    from clinic_app.services.audit import AuditService
    from clinic_app.services.backups import BackupService
    from clinic_app.services.clinic_export import ClinicExportService
    from clinic_app.services.diaries import DiaryService
    from clinic_app.services.erasure import ErasureService
    from clinic_app.services.finding import FindingService
    from clinic_app.services.handouts import HandoutService
    from clinic_app.services.history import HistoryService
    from clinic_app.services.letters import LetterService
    from clinic_app.services.merging import MergeService
    from clinic_app.services.patient_export import PatientExportService
    from clinic_app.services.patient_import import PatientImport
    from clinic_app.services.printing import Pictures
    from clinic_app.services.programs import ProgramService
    from clinic_app.services.recovery_paper import RecoveryPaperService
    from clinic_app.services.scores import ScoreService
    from clinic_app.services.sending import SendingService
    from clinic_app.services.story import StoryService
    from clinic_app.services.summary_printing import SummaryService
    from clinic_app.services.templates import TemplateService
    from clinic_app.services.text_summary import TextSummaryService
    from clinic_app.services.today import TodayService
    from clinic_app.services.unkept import Unkept
    from clinic_app.services.visits import VisitService
    from clinic_app.services.ways_out import WaysOut


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicServices:
    """Everything a therapist can do with the open record; programs and sheets see the library in use."""

    record: Record
    in_use: LibraryInUse
    pictures: "Pictures"
    catalogue: Callable[[str], Catalogue]
    profile: ProfileService
    patients: PatientService
    drafts: DraftService
    shelf: ShelfService
    own: OwnExerciseService
    screens: ScreenService
    new_code: Callable[[], str]
    """Makes recovery codes."""
    backup_plan: BackupPlan
    """Where backups go to."""
    look_after: Callable[[], Sequence[KnownError]] = tuple
    """Checks, once the record is open, what takes longer; returns what puts it at risk (for a worker)."""
    check_last: Callable[[], object] = bool
    """Checks the record before it is closed, a second at most, where something was written (for a worker)."""

    @property
    def library(self) -> Library:
        """Shipped and own exercises, as they are now."""
        return self.in_use.library

    @property
    def index(self) -> ExerciseIndex:
        """Finds them."""
        return self.in_use.index

    @property
    def access(self) -> "AccessService":
        """Who may open the record."""
        from clinic_app.services.access import AccessService

        return AccessService(self.record, self.new_code)

    @property
    def recovery_paper(self) -> "RecoveryPaperService":
        """The page with the recovery code."""
        from clinic_app.services.recovery_paper import RecoveryPaperService

        return RecoveryPaperService(self.record, self.catalogue)

    @property
    def backups(self) -> "BackupService":
        """Backups of the record."""
        from clinic_app.services.backups import BackupService

        return BackupService(self.record, self.backup_plan)

    @property
    def programs(self) -> "ProgramService":
        """Errands about programs."""
        from clinic_app.services.programs import ProgramService

        return ProgramService(self.record, self.library)

    @property
    def handouts(self) -> "HandoutService":
        """Errands about handouts."""
        from clinic_app.services.handouts import HandoutService

        return HandoutService(
            record=self.record, library=self.library, pictures=self.pictures, catalogue=self.catalogue
        )

    @property
    def summaries(self) -> "SummaryService":
        """The therapist's summaries of programs, for the file."""
        from clinic_app.services.summary_printing import SummaryService

        return SummaryService(self.record, self.library, self.catalogue)

    @property
    def sending(self) -> "SendingService":
        """Other ways for a sheet to leave."""
        from clinic_app.services.sending import SendingService

        return SendingService(self.record, self.catalogue)

    @property
    def advice(self) -> "AdviceService":
        """Errands about what the dose checks say."""
        from clinic_app.services.advice import AdviceService

        return AdviceService(self.record, self.library)

    @property
    def templates(self) -> "TemplateService":
        """Errands about templates."""
        from clinic_app.services.templates import TemplateService

        return TemplateService(self.record, self.library)

    @property
    def merging(self) -> "MergeService":
        """Errands about two records of one person."""
        from clinic_app.services.merging import MergeService

        return MergeService(self.record)

    @property
    def patient_import(self) -> "PatientImport":
        """Patients from another system."""
        from clinic_app.services.patient_import import PatientImport

        return PatientImport(self.record)

    @property
    def history(self) -> "HistoryService":
        """Versions: what was given, what changed, taking one up again."""
        from clinic_app.services.history import HistoryService

        return HistoryService(self.record, self.programs)

    @property
    def finding(self) -> "FindingService":
        """What was written, by its words."""
        from clinic_app.services.finding import FindingService

        return FindingService(self.record)

    @property
    def story(self) -> "StoryService":
        """Everything of one patient."""
        from clinic_app.services.story import StoryService

        return StoryService(self.record)

    @property
    def scores(self) -> "ScoreService":
        """Errands about outcome measures."""
        from clinic_app.services.scores import ScoreService

        return ScoreService(self.record, self.library)

    @property
    def diaries(self) -> "DiaryService":
        """Errands about log sheets."""
        from clinic_app.services.diaries import DiaryService

        return DiaryService(self.record)

    @property
    def letters(self) -> "LetterService":
        """Letters about a patient's problem."""
        from clinic_app.services.letters import LetterService

        return LetterService(self.record, self.library, self.catalogue)

    @property
    def today(self) -> "TodayService":
        """What waits over all patients."""
        from clinic_app.services.today import TodayService

        return TodayService(self.record, self.library)

    @property
    def visits(self) -> "VisitService":
        """Errands about visits and the phrases of their notes."""
        from clinic_app.services.visits import VisitService

        return VisitService(self.record)

    @property
    def patient_export(self) -> "PatientExportService":
        """One patient's whole record leaves."""
        from clinic_app.services.patient_export import PatientExportService

        return PatientExportService(self.record, self.library, self.catalogue, self.pictures)

    @property
    def clinic_export(self) -> "ClinicExportService":
        """Everything leaves."""
        from clinic_app.services.clinic_export import ClinicExportService

        return ClinicExportService(self.record)

    @property
    def text_summary(self) -> "TextSummaryService":
        """A patient's care as plain text."""
        from clinic_app.services.text_summary import TextSummaryService

        return TextSummaryService(self.record, self.library)

    @property
    def audit(self) -> "AuditService":
        """Who did what."""
        from clinic_app.services.audit import AuditService

        return AuditService(self.record)

    @property
    def unkept(self) -> "Unkept":
        """What was typed and could not be kept."""
        return self.drafts.unkept

    @property
    def ways_out(self) -> "WaysOut":
        """The door for all files that leave."""
        from clinic_app.services.ways_out import WaysOut

        return WaysOut(self.record)

    @property
    def erasure(self) -> "ErasureService":
        """Patients are erased for good."""
        from clinic_app.services.erasure import ErasureService

        return ErasureService(self.record)

    def close(self) -> None:
        """Close the figures and the record; the services are of no use after that."""
        self.pictures.close()
        self.record.close()
