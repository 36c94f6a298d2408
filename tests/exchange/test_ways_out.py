"""The next visit for a calendar, and a draft for a mail program, read back by the standard library."""

from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default

from hypothesis import given
from hypothesis import strategies as st

from clinic_app.domain.handout import Attachment
from clinic_app.exchange.appointment import Appointment, appointment_text
from clinic_app.exchange.mail_draft import MailDraft, mail_draft_bytes

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
PDF = Attachment(name="handout.pdf", kind="application/pdf", data=b"%PDF-1.7 \xff\x00")


def test_a_visit_takes_the_whole_day() -> None:
    text = appointment_text(Appointment(day=date(2026, 12, 31), summary="Physiotherapy"), NOW)

    assert "DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in text
    assert text.endswith("END:VCALENDAR\r\n")


def test_the_last_day_of_all_has_no_end() -> None:
    text = appointment_text(Appointment(day=date.max, summary="Physiotherapy"), NOW)

    assert "DTSTART;VALUE=DATE:99991231\r\n" in text
    assert "DTEND" not in text


@given(summary=st.text(max_size=300), place=st.text(max_size=300))
def test_whatever_was_typed_stays_in_its_own_line(summary: str, place: str) -> None:
    text = appointment_text(Appointment(day=date(2026, 12, 31), summary=summary, place=place), NOW)

    lines = text.replace("\r\n ", "").split("\r\n")
    assert [line.partition(":")[0] for line in lines[:3]] == ["BEGIN", "VERSION", "PRODID"]
    assert sum(line.startswith("SUMMARY:") for line in lines) == 1
    assert lines.count("END:VEVENT") == 1
    assert all(len(line.encode("utf-8", "replace")) <= 75 for line in text.split("\r\n"))


def test_the_same_visit_keeps_its_identity() -> None:
    visit = Appointment(day=date(2026, 12, 31), summary="Physiotherapy")
    later = NOW.replace(hour=18)

    uids = [
        next(line for line in appointment_text(visit, now).splitlines() if line.startswith("UID:"))
        for now in (NOW, later)
    ]
    assert uids[0] == uids[1]


def test_a_draft_carries_its_pdf_and_was_not_sent() -> None:
    draft = MailDraft(to="pat@example.org", subject="Ihre Übungen", text="Grüße\n", attachments=(PDF,))

    read = message_from_bytes(mail_draft_bytes(draft), policy=default)

    assert read["X-Unsent"] == "1"
    assert read["To"] == "pat@example.org"
    assert read["Subject"] == "Ihre Übungen"
    [attached] = read.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("handout.pdf", PDF.data)
    assert mail_draft_bytes(draft) == mail_draft_bytes(draft)


@given(to=st.text(max_size=80), subject=st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_nothing_typed_becomes_a_header(to: str, subject: str) -> None:
    read = message_from_bytes(
        mail_draft_bytes(MailDraft(to=to, subject=subject, text="x", attachments=(PDF,))), policy=default
    )

    assert set(read.keys()) <= {"X-Unsent", "Subject", "To", "MIME-Version", "Content-Type"}
    assert len(list(read.iter_attachments())) == 1
