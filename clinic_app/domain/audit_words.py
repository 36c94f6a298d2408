"""The audit log in words: what was done, to what, and what a check of it found."""

from collections.abc import Iterator, Mapping
from typing import Final

from clinic_app.domain.audit import AuditAction, AuditEntry, AuditReport, Seen, Standing
from clinic_app.domain.date_words import written_date
from clinic_app.domain.words import Catalogue, in_a_row, mark, whole_sentence

ACTIONS: Final[Mapping[AuditAction, str]] = {
    AuditAction.ADDED: mark("Added"),
    AuditAction.CHANGED: mark("Changed"),
    AuditAction.DELETED: mark("Deleted"),
    AuditAction.FOUND: mark("There when the log began"),
    AuditAction.SIGNED: mark("Signed"),
    AuditAction.HANDED_OUT: mark("Handed out"),
    AuditAction.SETTINGS_CHANGED: mark("Settings changed"),
    AuditAction.ERASED: mark("Erased"),
    AuditAction.MERGED: mark("Merged"),
    AuditAction.TAKEN_APART: mark("Taken apart"),
    AuditAction.IMPORTED: mark("Imported"),
    AuditAction.OPENED: mark("Opened"),
    AuditAction.PRINTED: mark("Printed"),
    AuditAction.REPRINTED: mark("Printed or saved again"),
    AuditAction.EXPORTED: mark("Exported"),
    AuditAction.COPIED: mark("Copied as text"),
    AuditAction.UNLOCKED: mark("Unlocked"),
    AuditAction.LOCKED: mark("Locked"),
    AuditAction.PASSPHRASE_CHANGED: mark("Passphrase changed"),
    AuditAction.WAY_ADDED: mark("Way to unlock added"),
    AuditAction.WAY_REMOVED: mark("Way to unlock removed"),
    AuditAction.WAY_FOUND: mark("Way to unlock found, not entered before"),
    AuditAction.BACKED_UP: mark("Backed up"),
    AuditAction.RESTORED: mark("Restored from a backup"),
    AuditAction.WENT_ON: mark("Went on with an older record"),
}

SUBJECTS: Final[Mapping[str, str]] = {
    "appointment": mark("Next visit for a calendar"),
    "booklet": mark("Booklet"),
    "chart": mark("Chart"),
    "clinic": mark("Clinic"),
    "copy": mark("Older copy of the record"),
    "diary": mark("Log sheet"),
    "episode": mark("Problem"),
    "exercises": mark("Exercise file"),
    "erasure": mark("Line of an erasure"),
    "handout": mark("Handout"),
    "letter": mark("Letter"),
    "measure_result": mark("Score"),
    "own_entry": mark("Own exercise or template"),
    "patient": mark("Patient"),
    "program": mark("Program"),
    "program_version": mark("Version of a program"),
    "record": mark("Record"),
    "red_flag_screen": mark("Red-flag screen"),
    "summary": mark("Therapist’s summary"),
    "therapist": mark("Therapist"),
    "visit": mark("Visit"),
    "visit_amendment": mark("Amendment of a visit"),
    "way": mark("Way to unlock"),
}
"""Tables of the record, and what else can be touched."""

_DETAILS: Final[Mapping[str, str]] = {
    "audit": mark("this log"),
    "csv": "CSV",
    "pdf": "PDF",
    "png": "PNG",
    "fhir": "FHIR",
    "folder": mark("folder"),
    "zip": mark("zip file"),
    "beginning": mark("moved aside"),
    "open": mark("without a secret"),
    "passphrase": mark("passphrase"),
    "recovery": mark("recovery code"),
    "restore": mark("from before a restore"),
    "update": mark("from before an update"),
}


def action_name(action: AuditAction, words: Catalogue) -> str:
    """“Handed out”."""
    return words.gettext(ACTIONS[action])


def subject_name(entry: AuditEntry, words: Catalogue) -> str:
    """“Visit”; with its detail, where there is one: “Patient (FHIR)”."""
    name, detail = words.gettext(SUBJECTS.get(entry.subject, entry.subject)), entry.detail
    if detail.isdecimal():
        detail = _counted(entry.action, int(detail), words)
    elif detail in _DETAILS:
        detail = words.gettext(_DETAILS[detail])
    return f"{name} ({detail})" if detail else name


def _counted(action: AuditAction, count: int, words: Catalogue) -> str:
    """What the number in an entry's detail counts."""
    match action:
        case AuditAction.UNLOCKED:
            said = words.ngettext("after {count} failed try", "after {count} failed tries", count)
        case AuditAction.IMPORTED:
            said = words.ngettext("{count} patient", "{count} patients", count)
        case _:
            said = "{count}"
    return said.format(count=count)


def report_words(report: AuditReport, words: Catalogue) -> str:
    """What a check found, in one sentence."""
    if report.is_whole:
        entries = words.ngettext("{count} entry", "{count} entries", report.entries)
        rows = words.ngettext("{count} row", "{count} rows", report.rows)
        said = words.gettext("Everything is as the log says: {entries} and {rows} checked.")
        return said.format(entries=entries.format(count=report.entries), rows=rows.format(count=report.rows))
    found = words.gettext("Something was changed past this app: {faults}")
    return whole_sentence(found.format(faults=in_a_row(_faults(report, words), words)), words)


def _faults(report: AuditReport, words: Catalogue) -> Iterator[str]:
    broken, changed = len(report.broken), len(report.changed)
    missing, forged = len(report.missing), len(report.forged)
    if broken:
        yield words.ngettext(
            "{count} entry was changed or follows one that is gone",
            "{count} entries were changed or follow ones that are gone",
            broken,
        ).format(count=broken)
    if changed:
        yield words.ngettext(
            "{count} row is not what was saved", "{count} rows are not what was saved", changed
        ).format(count=changed)
    if missing:
        yield words.ngettext("{count} row is gone", "{count} rows are gone", missing).format(count=missing)
    if forged:
        yield words.ngettext(
            "{count} row was never saved here", "{count} rows were never saved here", forged
        ).format(count=forged)
    if standing := seen_words(report.seen, words):
        yield standing


def seen_words(seen: Seen, words: Catalogue) -> str:
    """How the record stands beside the one last seen, as part of a sentence; empty if nothing is wrong."""
    day = written_date(seen.last_at.astimezone().date(), words) if seen.last_at else ""
    match seen.standing:
        case Standing.OLDER:
            said = words.ngettext(
                "{count} entry that was there on {date} is missing",
                "{count} entries that were there on {date} are missing",
                seen.missing,
            )
            return said.format(count=seen.missing, date=day)
        case Standing.ANOTHER:
            return words.gettext("it is not the record that was used here on {date}").format(date=day)
        case _:
            return ""
