"""What is new since the last sheet, in the patient's words."""

from collections.abc import Sequence
from typing import Final

from clinic_app.domain.handout import SheetExercise, Words
from clinic_app.domain.library import Library
from clinic_app.domain.program import ProgramContent, ProgramItem
from clinic_app.domain.program_diff import ChangeKind, ItemChange, program_diff
from clinic_app.domain.sheet_text import plain
from clinic_app.domain.words import Catalogue, in_a_row, whole_sentence

_NOT_DONE_OTHERWISE: Final = frozenset({"note", "wording"})
"""Changes that are read at the exercise itself."""
_MOST_DOSES: Final = 2
"""More changed exercises than these are only named: the new doses stand at the exercises."""


def news_lines(
    library: Library,
    content: ProgramContent,
    previous: ProgramContent,
    printed: Sequence[SheetExercise],
    catalogue: Catalogue,
) -> tuple[tuple[str, Words], ...]:
    """Bold leads and texts: what is new, what is done otherwise, what was left out; nothing else."""
    text = catalogue.gettext
    changes = program_diff(previous, content).items
    on_sheet = {item.id: exercise for item, exercise in zip(content.items, printed, strict=True)}
    added = [_named(on_sheet[each.item.id]) for each in changes if each.kind is ChangeKind.ADDED]
    changed = [on_sheet[each.item.id] for each in changes if _is_done_otherwise(each)]
    gone = [_name(library, each.item, content.language) for each in changes if _is_gone(each)]
    return tuple(
        (lead, said)
        for lead, said in (
            (text("New:"), _row(added, catalogue)),
            (text("Changed:"), _changes(changed, catalogue)),
            (text("Left out:"), _row(gone, catalogue)),
        )
        if said
    )


def _changes(exercises: Sequence[SheetExercise], catalogue: Catalogue) -> str:
    """Each with its new dose where they are few, else their names."""
    if len(exercises) > _MOST_DOSES:
        return _row([_named(each) for each in exercises], catalogue)
    return " ".join(f"{_named(each)}: {each.dose_sentence}" for each in exercises)


def _row(names: Sequence[str], catalogue: Catalogue) -> str:
    return whole_sentence(in_a_row(names, catalogue), catalogue) if names else ""


def _is_done_otherwise(change: ItemChange) -> bool:
    names = {each.name for each in change.fields}
    return change.kind is ChangeKind.CHANGED and not names <= _NOT_DONE_OTHERWISE


def _is_gone(change: ItemChange) -> bool:
    return change.kind is ChangeKind.REMOVED


def _named(exercise: SheetExercise) -> str:
    return f"{plain(exercise.name)} ({exercise.number})"


def _name(library: Library, item: ProgramItem, language: str) -> str:
    if item.wording is not None:
        return item.wording.name
    known = library.known_exercises.get(item.exercise_slug)
    return known.wording_in(known.wording_language(language, "en")).name if known else item.exercise_slug
