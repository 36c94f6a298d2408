"""Edits of several exercises at once, and of one exercise into another: from one content to the next."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from clinic_app.domain.dosage import Dosage, Schedule
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.program import ProgramContent, ProgramItem
from clinic_app.domain.side import Side


def with_items(
    content: ProgramContent, items: Sequence[ProgramItem], at: int | None = None
) -> ProgramContent:
    """With ``items`` at position ``at`` (None: last)."""
    place = len(content.items) if at is None else at
    return replace(content, items=(*content.items[:place], *items, *content.items[place:]))


def without_items(content: ProgramContent, ids: Collection[UUID]) -> ProgramContent:
    """Without the items of those ids."""
    return replace(content, items=tuple(item for item in content.items if item.id not in ids))


def with_changed(content: ProgramContent, items: Sequence[ProgramItem]) -> ProgramContent:
    """With each of ``items`` in place of the item of its id."""
    changed = {item.id: item for item in items}
    return replace(content, items=tuple(changed.get(item.id, item) for item in content.items))


def moved_together(content: ProgramContent, ids: Collection[UUID], before: int) -> ProgramContent:
    """With those items together, in their order, where position ``before`` is now."""
    before = max(0, min(before, len(content.items)))
    moving = [item for item in content.items if item.id in ids]
    above = [item for item in content.items[:before] if item.id not in ids]
    below = [item for item in content.items[before:] if item.id not in ids]
    return replace(content, items=(*above, *moving, *below))


def moved_by(content: ProgramContent, ids: Collection[UUID], by: int) -> ProgramContent:
    """With those items one place up (-1) or down (1), together."""
    places = [place for place, item in enumerate(content.items) if item.id in ids]
    if not places:
        return content
    return moved_together(content, ids, places[0] - 1 if by < 0 else places[-1] + 2)


def copies(items: Sequence[ProgramItem]) -> tuple[ProgramItem, ...]:
    """The same items once more, as items of their own."""
    return tuple(replace(item, id=uuid4()) for item in items)


def swapped(item: ProgramItem, old: Exercise, new: Exercise) -> ProgramItem:
    """The item with another exercise: side and note stay, dose and schedule too where the kind is the same.

    A wording of the therapist's own was about the old exercise and does not come along.
    """
    side = item.side if item.side in new.sides else new.default_side
    keeps_dose = old.kind is new.kind and item.dosage.kind is new.dosage.kind
    return replace(
        item,
        exercise_slug=new.slug,
        side=side,
        dosage=item.dosage if keeps_dose else new.dosage,
        schedule=item.schedule if keeps_dose else new.schedule,
        wording=None,
        has_own_wording=False,
        pose_key="",
    )


def with_dose(item: ProgramItem, dosage: Dosage, schedule: Schedule) -> ProgramItem:
    """The item dosed so; of another kind of dose only the schedule is taken."""
    fits = dosage.kind is item.dosage.kind
    return replace(item, dosage=dosage if fits else item.dosage, schedule=schedule)


def with_side(item: ProgramItem, side: Side, exercise: Exercise) -> ProgramItem:
    """The item for that side, where the exercise has sides."""
    return replace(item, side=side) if side in exercise.sides else item
