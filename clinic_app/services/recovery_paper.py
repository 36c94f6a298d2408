"""The recovery code on paper: one page to be kept away from the computer."""

from collections.abc import Callable
from dataclasses import dataclass

from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.date_words import written_date
from clinic_app.domain.handout import RIGHT_TO_LEFT, Paper, Typed
from clinic_app.domain.recovery_page import RecoveryPage
from clinic_app.domain.repositories import Record
from clinic_app.domain.words import Catalogue
from clinic_app.services.permission import require_owner


@dataclass(frozen=True, slots=True)
class RecoveryPaperService:
    """Works on one open record; the code itself is kept nowhere."""

    record: Record
    catalogue: Callable[[str], Catalogue]

    def page(self, code: str, language: str) -> tuple[bytes, str]:
        """The page as PDF, and the paper it is set for.

        Raises:
            NotAllowedError: not an owner.
        """
        from clinic_app.pdf.recovery_page import (
            write_recovery_page,  # ReportLab is woken when paper is wanted
        )

        require_owner(self.record)
        words = self.catalogue(language)
        text = words.gettext
        with self.record.reading() as work:
            profile = work.clinic.profile() or ClinicProfile()
        today = self.record.clock().astimezone().date()
        page = RecoveryPage(
            language=language,
            right_to_left=language in RIGHT_TO_LEFT,
            paper=Paper(profile.paper),
            title=text("Recovery code"),
            clinic=Typed(profile.name) if profile.name else "",
            day=text("Made on {date}").format(date=written_date(today, words)),
            code=code,
            paragraphs=(
                text("With this code the record opens when the passphrase is forgotten."),
                text("Choose “Forgot the passphrase?” where the record asks for it, and type the code."),
                text("A later code takes its place: then destroy this page."),
                text(
                    "Keep it where valuables are kept, never beside the computer: "
                    "who has this page and the computer can read everything."
                ),
            ),
            document_title=text("Recovery code"),
        )
        return write_recovery_page(page).data, profile.paper
