"""Other ways for a sheet to leave: an e-mail draft, a copy with a password, the next visit for a calendar."""

from collections.abc import Callable
from dataclasses import dataclass

from clinic_app.domain.errors import InputError
from clinic_app.domain.handout import Attachment
from clinic_app.domain.repositories import Record
from clinic_app.domain.words import Catalogue
from clinic_app.exchange.appointment import Appointment, appointment_text
from clinic_app.exchange.mail_draft import MailDraft, mail_draft_bytes
from clinic_app.services.handouts import PreparedHandout
from clinic_app.services.profile import ProfileService
from clinic_app.services.programs import OpenProgram

SHORTEST_PASSWORD = 8


@dataclass(frozen=True, slots=True)
class SendingService:
    """Makes files of what was prepared; nothing is sent from here, and nothing is stored."""

    record: Record
    catalogue: Callable[[str], Catalogue]

    def mail_draft(self, opened: OpenProgram, handout: PreparedHandout) -> bytes:
        """An e-mail with the sheet attached, in the sheet's language; it names no health details."""
        text = self.catalogue(handout.version.content.language).gettext
        profile = ProfileService(self.record).profile()
        body = [text("Your exercises are attached as a PDF.")]
        if profile.phone:
            body.append(text("Questions? Call us: {phone}").format(phone=profile.phone))
        body.append(profile.name)
        draft = MailDraft(
            to=opened.patient.email if opened.patient else "",
            subject=text("Your exercises"),
            text="\n\n".join(part for part in body if part) + "\n",
            attachments=(Attachment(name=handout.file_name, kind="application/pdf", data=handout.pdf.data),),
        )
        return mail_draft_bytes(draft)

    def protected(self, handout: PreparedHandout, password: str) -> bytes:
        """A copy that opens with a password only; the record keeps the sheet without one.

        Raises:
            InputError: the password is too short to protect anything.
        """
        if len(password) < SHORTEST_PASSWORD:
            raise InputError("A password needs at least {count} characters.", count=SHORTEST_PASSWORD)
        from clinic_app.pdf.protected import protected_copy  # pypdf: only where somebody wants a password

        return protected_copy(handout.pdf.data, password)

    def appointment(self, opened: OpenProgram) -> bytes:
        """The next visit as a calendar file.

        Raises:
            InputError: no next visit is set.
        """
        content = opened.version.content
        if content.review_date is None:
            raise InputError("Set the next visit first.")
        profile = ProfileService(self.record).profile()
        text = self.catalogue(content.language).gettext
        visit = Appointment(
            day=content.review_date,
            summary=profile.name or text("Next visit"),
            place=profile.address,
            note=text("Questions? Call us: {phone}").format(phone=profile.phone) if profile.phone else "",
        )
        return appointment_text(visit, self.record.clock()).encode("utf-8", "replace")
