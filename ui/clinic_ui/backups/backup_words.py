"""How backups, their places and what they lack are said."""

from collections.abc import Mapping
from pathlib import PurePath

from clinic_app.domain.backup import (
    KEPT_DAYS,
    KEPT_MONTHS,
    KEPT_WEEKS,
    Backup,
    BackupState,
    Lack,
    Place,
    Reminder,
    Restored,
)
from clinic_app.domain.lingering import KEPT_COPIES, KEPT_COPY_DAYS, HeldElsewhere
from clinic_app.domain.old_copies import CopyKind, OldCopy
from clinic_ui.words import Words


def counted(counts: Mapping[str, int], words: Words) -> str:
    """What a record holds, in numbers."""
    return "  ·  ".join(said for _table, said in count_lines(counts, words))


def count_lines(counts: Mapping[str, int], words: Words) -> list[tuple[str, str]]:
    """By table: how many of each a person knows."""
    patients, visits = counts.get("patient", 0), counts.get("visit", 0)
    programs, sheets = counts.get("program", 0), counts.get("handout", 0)
    return [
        ("patient", words.ngettext("{count} patient", "{count} patients", patients).format(count=patients)),
        ("visit", words.ngettext("{count} visit", "{count} visits", visits).format(count=visits)),
        ("program", words.ngettext("{count} program", "{count} programs", programs).format(count=programs)),
        ("handout", words.ngettext("{count} sheet", "{count} sheets", sheets).format(count=sheets)),
    ]


def made(backup: Backup, words: Words) -> str:
    """When a backup was made, and by whom."""
    when = words.moment(backup.made_at)
    if not backup.made_by:
        return when
    return words.gettext("{moment}, by {name}").format(moment=when, name=backup.made_by)


def about(backup: Backup, words: Words) -> str:
    """What is known of a backup in a list."""
    if backup.state is BackupState.DAMAGED:
        return words.gettext("Damaged: it cannot be restored")
    return counted(backup.counts, words)


def passed_over(count: int, words: Words) -> str:
    """Why not the newest one is offered."""
    return words.ngettext(
        "{count} newer backup is damaged.", "{count} newer backups are damaged.", count
    ).format(count=count)


def place_name(place: Place, words: Words) -> str:
    """A folder as a person knows it."""
    return (
        words.gettext("On this computer") if place.is_usual else PurePath(place.folder).name or place.folder
    )


def place_state(place: Place, words: Words) -> str:
    """When a backup was last made there, or why none is seen."""
    last = words.moment(place.last) if place.last is not None else ""
    if not place.is_there:
        away, ever = words.gettext("Not plugged in"), words.gettext("Not plugged in. Last backup: {moment}")
        return ever.format(moment=last) if last else away
    return (
        words.gettext("Last backup: {moment}").format(moment=last) if last else words.gettext("No backup yet")
    )


def is_pressing(reminder: Reminder | None) -> bool:
    """Whether somebody should do something about it soon."""
    if reminder is None:
        return False
    return reminder.lack is Lack.OLD or (reminder.lack is Lack.NONE and bool(reminder.away))


def lacking(reminder: Reminder, words: Words) -> str:
    """What is lacking, in one sentence."""
    if reminder.lack is Lack.OLD:
        said = words.ngettext(
            "The last backup is {count} day old.", "The last backup is {count} days old.", reminder.days
        ).format(count=reminder.days)
        plug = words.gettext("Plug in the stick.")
        return f"{said} {plug}" if reminder.away else said
    if reminder.lack is Lack.ONLY_HERE:
        return words.gettext("All backups are on this computer. Choose a stick or another disk too.")
    return words.gettext("There is no backup of the record yet.")


def kept(words: Words) -> str:
    """How long backups are kept."""
    said = words.gettext(
        "Kept are the newest of {days} days, {weeks} weeks and {months} months; older ones go by themselves."
    )
    return said.format(days=KEPT_DAYS, weeks=KEPT_WEEKS, months=KEPT_MONTHS)


def copy_name(copy: OldCopy, words: Words) -> str:
    """What left it, and when."""
    said = {
        CopyKind.UPDATE: words.gettext("From before an update, {moment}"),
        CopyKind.RESTORE: words.gettext("From before a restore, {moment}"),
        CopyKind.BEGINNING: words.gettext("Moved aside for a new record, {moment}"),
    }
    return said[copy.kind].format(moment=words.moment(copy.kept_at))


def copy_about(copy: OldCopy, words: Words) -> str:
    """How large it is, and that nothing stands for one with another key."""
    size = words.gettext("{size} MB").format(size=max(1, round(copy.size / 1_000_000)))
    if copy.is_of_this_record:
        return size
    other = words.gettext("Of another record, which is in no backup of this one: it never goes by itself.")
    return f"{size}  ·  {other}"


def copies_kept(words: Words) -> str:
    """How long copies beside the record are kept."""
    said = words.gettext(
        "Updates and restores keep these beside the record. The newest {count} of each kind stay, for {days} "
        "days at most, and each until a whole backup was made after it. They may hold patients erased since."
    )
    return said.format(count=KEPT_COPIES, days=KEPT_COPY_DAYS)


def held_line(held: HeldElsewhere, words: Words) -> str:
    """Which backups and copies still hold somebody who is erased now, and until when."""
    return " ".join(
        each for each in (_backups_held(held, words), _copies_held(held, words), _away(held, words)) if each
    ) or words.gettext("No backup and no copy on this computer holds this patient.")


def _backups_held(held: HeldElsewhere, words: Words) -> str:
    count = held.here + held.elsewhere
    if not count or held.until is None:
        return ""
    said = words.ngettext(
        "{count} backup still holds this patient (on this computer: {here}); "
        "it goes by itself by {date}, if a backup is made every day.",
        "{count} backups still hold this patient (on this computer: {here}); "
        "the last goes by itself by {date}, if a backup is made every day.",
        count,
    )
    return said.format(count=count, here=held.here, date=words.day(held.until))


def _copies_held(held: HeldElsewhere, words: Words) -> str:
    count = sum(each.is_of_this_record for each in held.copies)
    others = len(held.copies) - count
    own = words.ngettext(
        "{count} older copy beside the record holds this patient; it goes {days} days after it was made.",
        "{count} older copies beside the record hold this patient; each goes {days} days after it was made.",
        count,
    ).format(count=count, days=KEPT_COPY_DAYS)
    other = words.ngettext(
        "{count} copy of another record lies beside it and may hold the patient too; delete it in Settings.",
        "{count} copies of other records lie beside it and may hold the patient too; "
        "delete them in Settings.",
        others,
    ).format(count=others)
    return " ".join(said for said, known in ((own, count), (other, others)) if known)


def _away(held: HeldElsewhere, words: Words) -> str:
    if not held.away:
        return ""
    names = ", ".join(PurePath(each).name or each for each in held.away)
    said = words.gettext("{names} cannot be looked into now and may hold more.")
    return said.format(names=names)


def restored_line(restored: Restored, words: Words) -> str:
    """What a restore left behind."""
    if restored.made_at is None:
        return words.gettext("A restore was interrupted. The record is as it was before.")
    parts = [
        words.gettext("The record is that of {moment} now.").format(moment=words.moment(restored.made_at))
    ]
    if restored.aside:
        said = words.gettext("The record before is kept in {folder}; delete it when nothing is missing.")
        parts.append(said.format(folder=restored.aside))
    if restored.lost:
        lost = words.ngettext(
            "{count} sheet could not be given back.", "{count} sheets could not be given back.", restored.lost
        )
        parts.append(lost.format(count=restored.lost))
    return " ".join(parts)
