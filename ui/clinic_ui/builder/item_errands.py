"""What is done to exercises of the program, one or all that are chosen: each is one step for Undo."""

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.errors import InputError
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.program_edits import (
    copies,
    moved_by,
    moved_together,
    swapped,
    with_dose,
    with_items,
    without_items,
)
from clinic_ui.builder.errand import Errand
from clinic_ui.builder.item_clip import ItemClip
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.builder.selection import Selection
from clinic_ui.context import Context


class ItemErrands(QObject):
    """Runs errands on the model. An errand on a chosen exercise is about all that are chosen."""

    swap_wanted = Signal(object)
    """The id of an exercise that is to give its place to another."""

    moved = Signal(object)
    """The id of the exercise whose move was asked for: it stays in sight."""

    def __init__(self, context: Context, model: ProgramModel, selection: Selection) -> None:
        super().__init__(model)
        self._context, self._model, self._selection = context, model, selection
        self._clip = ItemClip(context)

    def run(self, item_id: UUID, errand: Errand) -> None:
        """Do it, if the program can be changed; copying is always possible."""
        ids = self._selection.with_it(item_id)
        if errand is Errand.COPY:
            self.copy(ids)
        if self._model.is_read_only:
            return
        match errand:
            case Errand.UP | Errand.DOWN:
                content = moved_by(self._model.content, ids, -1 if errand is Errand.UP else 1)
                self._model.change(content, self._context.words.gettext("Move exercise"))
                self.moved.emit(item_id)
            case Errand.SWAP:
                self.swap_wanted.emit(item_id)
            case Errand.EASIER | Errand.HARDER:
                self._step(ids, errand)
            case Errand.USUAL_DOSE:
                load = self._context.services.profile.profile
                self._context.worker.run(load, partial(self._on_profile, ids))
            case _:
                plain: dict[Errand, Callable[[Sequence[UUID]], None]] = {
                    Errand.REMOVE: self.remove,
                    Errand.DUPLICATE: self.duplicate,
                    Errand.PASTE_DOSE: self.paste_dose,
                }
                if errand in plain:
                    plain[errand](ids)

    def remove(self, ids: Sequence[UUID]) -> None:
        """Take exercises out; the toast brings them back."""
        words, content = self._context.words, self._model.content
        gone = [(at, item) for at, item in enumerate(content.items) if item.id in ids]
        name = words.ngettext("Remove exercise", "Remove exercises", len(gone))
        self._model.change(without_items(content, ids), name)
        said = words.ngettext("Exercise removed", "{count} exercises removed", len(gone))
        undo = self._model.while_on_table(partial(self._model.put_back, gone))
        self._context.toasts.say(said.format(count=len(gone)), words.gettext("Undo"), undo)

    def place(self, ids: Sequence[UUID], before: int) -> None:
        """Put exercises together where another one stands."""
        content = moved_together(self._model.content, ids, before)
        self._model.change(content, self._context.words.gettext("Move exercise"))

    def duplicate(self, ids: Sequence[UUID]) -> None:
        """The same exercises once more, below the last of them."""
        twins = copies(self._items(ids))
        self._add(twins, self._context.words.gettext("Duplicate"), after=ids)

    def copy(self, ids: Sequence[UUID]) -> None:
        """Put exercises on the clipboard."""
        words = self._context.words
        self._clip.copy(self._items(ids), self._model.content.language)
        said = words.ngettext("{count} exercise copied", "{count} exercises copied", len(ids))
        self._context.toasts.say(said.format(count=len(ids)))

    def paste(self) -> None:
        """Add what the clipboard holds, below what is chosen; what is not understood is said."""
        if self._model.is_read_only:
            return
        words = self._context.words
        try:
            pasted = self._clip.paste(self._model.content.language)
        except InputError as error:
            self._context.toasts.say(error.in_words(words))
            return
        if pasted.items:
            self._add(pasted.items, words.gettext("Paste"), after=self._selection.ids)
        if pasted.refused:
            said = words.ngettext(
                "One line is no exercise: {first}",
                "{count} lines are no exercises: {first}",
                len(pasted.refused),
            )
            self._context.toasts.say(said.format(count=len(pasted.refused), first=pasted.refused[0][:60]))

    def paste_dose(self, ids: Sequence[UUID]) -> None:
        """Give exercises the dose of the one that was copied."""
        words = self._context.words
        try:
            pasted = self._clip.paste(self._model.content.language)
        except InputError as error:
            self._context.toasts.say(error.in_words(words))
            return
        if not pasted.items:
            self._context.toasts.say(words.gettext("Copy an exercise first: its dose is then pasted"))
            return
        given = pasted.items[0]
        self._model.change_items([with_dose(item, given.dosage, given.schedule) for item in self._items(ids)])

    def swap(self, item_id: UUID, slug: str) -> None:
        """Put another exercise in the place of one."""
        self._model.change_items([self._with_exercise(self._model.content.item(item_id), slug)])

    def _step(self, ids: Sequence[UUID], errand: Errand) -> None:
        """To the easier or harder neighbour, where there is one."""
        changed = []
        for item in self._items(ids):
            exercise = self._context.library.exercise(item.exercise_slug)
            slug = exercise.easier_slug if errand is Errand.EASIER else exercise.harder_slug
            if slug in self._context.library.exercises:
                changed.append(self._with_exercise(item, slug))
        if changed:
            self._model.change_items(changed)
        else:
            text = self._context.words.gettext
            easier, harder = text("There is no easier one"), text("There is no harder one")
            self._context.toasts.say(easier if errand is Errand.EASIER else harder)

    def _with_exercise(self, item: ProgramItem, slug: str) -> ProgramItem:
        library = self._context.library
        return swapped(item, library.exercise(item.exercise_slug), library.exercise(slug))

    def _on_profile(self, ids: Sequence[UUID], profile: ClinicProfile) -> None:
        usual = {each.kind: each for each in profile.usual_doses}
        changed = []
        for item in self._items(ids):
            kind = self._context.library.exercise(item.exercise_slug).kind
            if kind in usual:
                changed.append(with_dose(item, usual[kind].dosage, usual[kind].schedule))
        if changed:
            self._model.change_items(changed)
        else:
            said = self._context.words.gettext("No usual dose is set for this kind of exercise: see Settings")
            self._context.toasts.say(said)

    def _add(self, items: Sequence[ProgramItem], name: str, *, after: Sequence[UUID]) -> None:
        content = self._model.content
        places = [at for at, item in enumerate(content.items) if item.id in after]
        at = places[-1] + 1 if places else None
        self._model.change(with_items(content, items, at), name)
        self._selection.these([item.id for item in items])

    def _items(self, ids: Sequence[UUID]) -> list[ProgramItem]:
        return [item for item in self._model.content.items if item.id in ids]
