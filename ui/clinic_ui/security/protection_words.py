"""What is protected, against whom and what is not, in plain words: SECURITY.md for the person at the desk."""

from dataclasses import dataclass
from typing import Final

from clinic_app.domain.words import mark


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading with the icon before it, and short paragraphs."""

    heading: str
    icon: str
    said: tuple[str, ...]


CHAPTERS: Final = (
    Chapter(
        mark("What is protected"),
        "lock",
        (
            mark(
                "Patients, visits, programs, scores, letters, photos and drafts lie encrypted (AES-256) "
                "on this computer."
            ),
            mark("Backups are encrypted too. They open with the passphrases that held when they were made."),
            mark(
                "The record locks after some minutes without a touch, when the screen locks and when the "
                "computer sleeps. Ctrl+L locks it at once."
            ),
            mark(
                "A log keeps who changed, opened, printed or took out what, and shows when somebody without "
                "the key has altered it."
            ),
            mark("Nothing is sent anywhere: no account, no server, no statistics."),
        ),
    ),
    Chapter(
        mark("Against whom"),
        "person",
        (
            mark("A thief of the computer, of its disk or of a backup stick."),
            mark("Another person with an account of their own on this computer."),
            mark(
                "Whoever reads the files in a synchronised folder. Put backups there, never the open record: "
                "such folders copy half-written files."
            ),
            mark(
                "How long they would have to guess depends on the passphrase: take four words nobody would "
                "put together, and use them nowhere else."
            ),
        ),
    ),
    Chapter(
        mark("What is not protected"),
        "warning",
        (
            mark("Paper, and what the print queue and the printer keep of it."),
            mark(
                "What is saved elsewhere: a PDF, an e-mail or a patient's file can be read by whoever has "
                "it, unless the PDF was given a password."
            ),
            mark("An open screen, to whoever stands before it, until it locks."),
            mark(
                "The computer's memory while the record is open, and perhaps for a while after it is locked. "
                "Encrypt the whole disk as well."
            ),
            mark("A computer with harmful software on it, or one that somebody else controls."),
            mark(
                "A record whose passphrase somebody knows, or whose recovery code somebody has. Backups made "
                "before a passphrase was changed still open with the old one."
            ),
            mark(
                "Roles hold in this app. Somebody with a passphrase of their own and other tools could do "
                "more than their role allows."
            ),
        ),
    ),
    Chapter(
        mark("How to back up"),
        "archive",
        (
            mark(
                "Settings → Backups names folders and sticks. A backup is made every day by itself, and "
                "counts only when it has been read again and compared."
            ),
            mark("Keep one outside the computer, and one outside the house."),
            mark("Restore one once, before you need it. What you have now is kept beside it."),
            mark("On a new computer, install the app and restore a backup from its first page."),
        ),
    ),
    Chapter(
        mark("When the computer was stolen"),
        "flag",
        (
            mark(
                "With a passphrase the record stays closed. Without one, treat it as read, and tell those "
                "whom your law names."
            ),
            mark("Restore the newest backup on another computer."),
            mark(
                "Change every passphrase and make a new recovery code. The stolen copy still opens with the "
                "old ones: if one lay near the computer, treat the record as read."
            ),
            mark("Change what else the computer knew: e-mail, calendar, the account of the computer."),
        ),
    ),
    Chapter(
        mark("When a passphrase was forgotten"),
        "help",
        (
            mark(
                "“Forgot the passphrase?” on the locked screen takes the recovery code from paper, and gives "
                "a new one."
            ),
            mark("Another owner of the record can take the person off the list and add them again."),
            mark(
                "Without passphrase, code or another owner nobody can open the record, and neither can we. "
                "Keep the code on paper, away from the computer."
            ),
        ),
    ),
)
"""In the order in which somebody would ask."""
