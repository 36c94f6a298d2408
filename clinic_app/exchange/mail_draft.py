"""Writes an e-mail draft that a mail program opens ready to be sent: nothing is sent from here."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from clinic_app.domain.handout import Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class MailDraft:
    """What the draft says. ``to`` empty: the person chooses. Subject and text name no health details."""

    to: str = ""
    subject: str
    text: str
    attachments: Sequence[Attachment] = ()


def mail_draft_bytes(draft: MailDraft) -> bytes:
    """The draft as a message file (``.eml``), marked as not yet sent; the same bytes for the same draft."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["Subject"] = _one_line(draft.subject)
    if address := _address(draft.to):
        message["To"] = address
    message.set_content(draft.text)
    for each in draft.attachments:
        main, _, sub = each.kind.partition("/")
        message.add_attachment(each.data, maintype=main, subtype=sub, filename=_one_line(each.name))
    if message.is_multipart():
        digest = sha256(b"".join(each.data for each in draft.attachments)).hexdigest()
        message.set_boundary(f"=_{digest[:40]}")
    return message.as_bytes()


def _one_line(text: str) -> str:
    """A header ends where a line does: nothing typed may begin another."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _address(text: str) -> Address | None:
    """The address, where it is one; anything else is left for the person to fill in."""
    try:
        return Address(addr_spec=text.strip()) if text.strip() else None
    except (MessageError, ValueError, IndexError):
        return None
