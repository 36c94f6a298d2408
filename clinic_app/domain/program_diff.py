"""What changed from one version of a program to the next: exercises, doses, sides, words."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from clinic_app.domain.program import ProgramContent, ProgramItem


class ChangeKind(StrEnum):
    """What happened to an exercise."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value of an item that differs: ``name`` is the field's, of dose, schedule or item."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """One exercise in two versions; ``before`` is None where it was added, ``after`` where it was removed."""

    kind: ChangeKind
    before: ProgramItem | None = None
    after: ProgramItem | None = None
    fields: tuple[FieldChange, ...] = ()

    @property
    def item(self) -> ProgramItem:
        """The exercise as it is now, or as it was when it was removed."""
        item = self.after or self.before
        assert item is not None
        return item


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramDiff:
    """Everything that differs; ``items`` in the new order, each removed one after what it followed."""

    items: tuple[ItemChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        return not self.fields and all(change.kind is ChangeKind.SAME for change in self.items)


_TEXTS = ("title", "why", "language", "person", "education", "phase", "review_date")


def program_diff(before: ProgramContent, after: ProgramContent) -> ProgramDiff:
    """How ``after`` differs from ``before``.

    Items are the same where their exercise is; of an exercise given twice, the one for the same side is.
    """
    pairs = _pairs(before.items, after.items)
    return ProgramDiff(items=tuple(_changes(before.items, after.items, pairs)), fields=_texts(before, after))


def _pairs(before: tuple[ProgramItem, ...], after: tuple[ProgramItem, ...]) -> dict[int, int]:
    """Places in ``after`` and their places in ``before``."""
    left = dict(enumerate(before))
    pairs: dict[int, int] = {}
    for needs_side in (True, False):
        for at, item in enumerate(after):
            if at in pairs:
                continue
            for place, old in left.items():
                same_side = old.side is item.side or not needs_side
                if old.exercise_slug == item.exercise_slug and same_side:
                    pairs[at] = place
                    del left[place]
                    break
    return pairs


def _changes(
    before: tuple[ProgramItem, ...], after: tuple[ProgramItem, ...], pairs: dict[int, int]
) -> Iterator[ItemChange]:
    stayed = _longest_rise([pairs[at] for at in range(len(after)) if at in pairs])
    kept = set(pairs.values())
    gone = [place for place in range(len(before)) if place not in kept]
    yield from (_removed(before[place]) for place in gone if not any(each < place for each in kept))
    for at, item in enumerate(after):
        if at not in pairs:
            yield ItemChange(kind=ChangeKind.ADDED, after=item)
            continue
        place = pairs[at]
        yield _compared(before[place], item, is_moved=place not in stayed)
        following = min((each for each in kept if each > place), default=len(before))
        yield from (_removed(before[each]) for each in gone if place < each < following)


def _removed(item: ProgramItem) -> ItemChange:
    return ItemChange(kind=ChangeKind.REMOVED, before=item)


def _compared(old: ProgramItem, new: ProgramItem, *, is_moved: bool) -> ItemChange:
    changed = tuple(_fields(old, new))
    unchanged = ChangeKind.MOVED if is_moved else ChangeKind.SAME
    kind = ChangeKind.CHANGED if changed else unchanged
    return ItemChange(kind=kind, before=old, after=new, fields=changed)


def _fields(old: ProgramItem, new: ProgramItem) -> Iterator[FieldChange]:
    if old.side is not new.side:
        yield FieldChange("side", old.side, new.side)
    if old.dosage.kind is not new.dosage.kind:
        yield FieldChange("dosage", old.dosage, new.dosage)
    else:
        yield from _values(old.dosage, new.dosage)
    yield from _values(old.schedule, new.schedule)
    if old.note != new.note:
        yield FieldChange("note", old.note, new.note)
    if _own_words(old) != _own_words(new):
        yield FieldChange("wording", old.wording, new.wording)


def _own_words(item: ProgramItem) -> object:
    """A therapist's own words; a handed-out version freezes the library's, which are nobody's change."""
    return item.wording if item.has_own_wording else None


def _values(old: object, new: object) -> Iterator[FieldChange]:
    for each in fields(old):  # type: ignore[arg-type]  # doses and schedules are dataclasses
        before, after = getattr(old, each.name), getattr(new, each.name)
        if before != after:
            yield FieldChange(each.name, before, after)


def _texts(before: ProgramContent, after: ProgramContent) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(name, getattr(before, name), getattr(after, name))
        for name in _TEXTS
        if getattr(before, name) != getattr(after, name)
    )


def _longest_rise(places: list[int]) -> frozenset[int]:
    """The most places that rise one after the other: what was not moved."""
    best: list[tuple[int, ...]] = []
    for place in places:
        before = [run for run in best if run[-1] < place]
        best.append((*_longest(before), place))
    return frozenset(_longest(best))


def _longest(runs: list[tuple[int, ...]]) -> tuple[int, ...]:
    return max(runs, key=len) if runs else ()
