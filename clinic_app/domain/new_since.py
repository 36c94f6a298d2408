"""What is new since the patient's last sheet, in the patient's words (“New: bridge.”)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from clinic_app.domain.dose_words import dose_cells
from clinic_app.domain.handout import DoseCell, News, Words, filled
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.program_diff import ChangeKind, ItemChange, ProgramDiff
from clinic_app.domain.words import ENGLISH, Catalogue, in_a_row

_FEW: Final = 2
"""So many exercises are named; more are counted."""
_IN_CELLS: Final = frozenset({"side", "dosage", "reps", "reps_to", "hold_s", "sets", "load", "load_unit"}) | {
    "push_s",
    "duration_s",
    "breaths",
    "times_per_day",
    "days_per_week",
}
"""What the dose band says."""
_NOT_SAID: Final = frozenset({"move_s", "breath_s"})
"""What no sheet says."""


@dataclass(frozen=True, slots=True)
class NewsWriter:
    """Puts a difference into words. ``name_of`` an exercise is as the sheet has it."""

    catalogue: Catalogue
    name_of: Callable[[ProgramItem], str]
    region_of: Callable[[ProgramItem], str]

    def news(self, diff: ProgramDiff) -> News | None:
        """The sentences, the most urgent first; None where the patient has nothing to do differently."""
        text = self.catalogue.gettext
        sentences = (
            *self._named(
                _of_kind(diff, ChangeKind.ADDED),
                text("New: {exercises}."),
                text("New exercises: {count}."),
            ),
            *self._named(
                _of_kind(diff, ChangeKind.REMOVED),
                text("Left out: {exercises}."),
                text("Exercises left out: {count}."),
            ),
            *self._doses(diff),
            *self._named(_reworded(diff), text("Read again: {exercises}."), ""),
        )
        if not sentences:
            return None
        return News(
            lead=text("New since last time:"),
            sentences=sentences,
            rest=text("More is new: see each exercise."),
        )

    def _named(self, items: Sequence[ProgramItem], named: str, counted: str) -> tuple[Words, ...]:
        """One sentence about all of them, by name where they are few."""
        if not items:
            return ()
        if len(items) > _FEW and counted:
            return (counted.format(count=len(items)),)
        return (filled(named, exercises=in_a_row(map(self.name_of, items), self.catalogue)),)

    def _doses(self, diff: ProgramDiff) -> tuple[Words, ...]:
        """Each change of a dose once: of all exercises together where it is the same for all."""
        changes = [
            (each, tuple(self._dose(each.before, each.after)))
            for each in diff.items
            if each.before is not None and each.after is not None
        ]
        shared = _in_all([said for _, said in changes])
        everybody = self.catalogue.gettext("All exercises: {change}.")
        found: list[Words] = [everybody.format(change=said) for said in shared]
        sentence = self.catalogue.gettext("{exercise}: {change}.")
        for change, said in changes:
            own = [each for each in said if each not in shared]
            if own:
                row = in_a_row(own, self.catalogue)
                found.append(filled(sentence, exercise=self.name_of(change.item), change=row))
        return tuple(found)

    def _dose(self, old: ProgramItem, new: ProgramItem) -> Iterator[str]:
        """Each cell of the band that differs; the whole band where its cells are others now."""
        before, after = self._cells(old, self.catalogue), self._cells(new, self.catalogue)
        if before == after:
            return
        if list(map(_shape, before)) != list(map(_shape, after)):
            yield self.catalogue.gettext("now {dose}").format(
                dose=in_a_row(map(_said, after), self.catalogue)
            )
            return
        units = zip(self._cells(old, ENGLISH), self._cells(new, ENGLISH), strict=True)
        change = self.catalogue.gettext("{now}, not {before}")
        for was, now, (old_unit, new_unit) in zip(before, after, units, strict=True):
            if was != now:
                is_same = was.number and _unit(old_unit) == _unit(new_unit)
                before_words = was.number if is_same else _said(replace(was, lead=""))
                yield change.format(now=_said(now), before=before_words)

    def _cells(self, item: ProgramItem, catalogue: Catalogue) -> tuple[DoseCell, ...]:
        return dose_cells(item.dosage, item.schedule, item.side, self.region_of(item), catalogue)


def _in_all(said: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """What is said of every exercise, where there are several."""
    if len(said) < 2:
        return ()
    return tuple(each for each in said[0] if all(each in other for other in said))


def _of_kind(diff: ProgramDiff, kind: ChangeKind) -> list[ProgramItem]:
    return [each.item for each in diff.items if each.kind is kind]


def _reworded(diff: ProgramDiff) -> list[ProgramItem]:
    """Exercises whose text, note or details below the band are others."""
    return [each.item for each in diff.items if each.after is not None and _has_other_words(each)]


def _has_other_words(change: ItemChange) -> bool:
    return any(each.name not in _IN_CELLS | _NOT_SAID and each.after for each in change.fields)


def _shape(cell: DoseCell) -> tuple[bool, str, bool]:
    return bool(cell.number), cell.lead, cell.is_how_often


def _unit(cell: DoseCell) -> str:
    """The English word of a cell, for one thing and for several the same."""
    first, _, rest = cell.word.partition(" ")
    return f"{first.removesuffix('s')} {rest}"


def _said(cell: DoseCell) -> str:
    lead = cell.lead[:1].lower() + cell.lead[1:]
    return " ".join(part for part in (lead, cell.number, cell.word) if part)
