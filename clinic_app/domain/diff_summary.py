"""A whole version's changes in one line: what a list shows beside its number, and how much it all is."""

from collections.abc import Sequence
from typing import Final

from clinic_app.domain.diff_words import DiffWords
from clinic_app.domain.program import ProgramContent
from clinic_app.domain.program_diff import ChangeKind, ProgramDiff

_SEPARATOR: Final = " · "
MOST: Final = 4
"""So many changes are named; the rest is counted."""


def changes_line(diff: ProgramDiff, words: DiffWords, most: int = MOST) -> str:
    """“Calf stretch: hold 20 → 30 s, + left side · − Heel raise”; the same change of several is said once."""
    parts = [*_item_parts(diff, words), *(each.short for each in words.of_program(diff))]
    text = words.catalogue
    if not parts:
        return text.gettext("No change")
    rest = len(parts) - most
    if rest > 0:
        parts = [*parts[:most], text.ngettext("{count} more", "{count} more", rest).format(count=rest)]
    return _SEPARATOR.join(parts)


def unbroken(changes: str) -> str:
    """A sign stays on the line of what it is the sign of, an arrow on that of its values."""
    for sign in "+−±":
        changes = changes.replace(f"{sign} ", f"{sign}\N{NO-BREAK SPACE}")
    return changes.replace(" → ", "\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}")


def summary_line(before: ProgramContent, after: ProgramContent, diff: ProgramDiff, words: DiffWords) -> str:
    """“17 → 20 min a session · 2 changed, 1 added, 1 removed”."""
    text = words.catalogue
    was, now = (max(1, round(content.session_s / 60)) for content in (before, after))
    session = f"{was} → {now}" if was != now else str(now)
    minutes = text.gettext("{minutes} min a session").format(minutes=session)
    counted = ", ".join(_counted(diff, words))
    if not counted:
        counted = text.gettext("the same exercises and doses")
    return f"{minutes}{_SEPARATOR}{counted}"


def _counted(diff: ProgramDiff, words: DiffWords) -> Sequence[str]:
    ngettext = words.catalogue.ngettext
    kinds = [change.kind for change in diff.items]
    changed, added = kinds.count(ChangeKind.CHANGED), kinds.count(ChangeKind.ADDED)
    removed, moved = kinds.count(ChangeKind.REMOVED), kinds.count(ChangeKind.MOVED)
    said = (
        (changed, ngettext("{count} changed", "{count} changed", changed)),
        (added, ngettext("{count} added", "{count} added", added)),
        (removed, ngettext("{count} removed", "{count} removed", removed)),
        (moved, ngettext("{count} moved", "{count} moved", moved)),
    )
    return [sentence.format(count=count) for count, sentence in said if count]


def _item_parts(diff: ProgramDiff, words: DiffWords) -> list[str]:
    """Changes first, one part for each that is the same in several exercises; then what came and went."""
    alike: dict[str, list[str]] = {}
    for change in diff.items:
        if change.kind is ChangeKind.CHANGED:
            short = ", ".join(each.short for each in words.of_item(change))
            alike.setdefault(short, []).append(words.name(change.item))
    parts = [_for(names, short, words) for short, names in alike.items()]
    for kind, sign in ((ChangeKind.ADDED, "+"), (ChangeKind.REMOVED, "−")):
        parts += [f"{sign} {words.name(change.item)}" for change in diff.items if change.kind is kind]
    moved = sum(change.kind is ChangeKind.MOVED for change in diff.items)
    if moved:
        parts.append(words.catalogue.gettext("another order"))
    return parts


def _for(names: list[str], short: str, words: DiffWords) -> str:
    if len(names) == 1:
        return f"{names[0]}: {short}"
    count = len(names)
    exercises = words.catalogue.ngettext("{count} exercise", "{count} exercises", count).format(count=count)
    return f"{exercises}: {short}"
