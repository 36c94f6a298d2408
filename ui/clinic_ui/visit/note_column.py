"""The left of a visit: the four parts of the note, phrases, and below them the signature."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from clinic_app.domain.clinic import Phrase
from clinic_app.domain.visit import NotePart, Visit
from clinic_app.domain.words import mark
from clinic_app.services.visits import OpenVisit
from clinic_ui.context import Context
from clinic_ui.shortcuts import Shortcut
from clinic_ui.theme import Tone, Type
from clinic_ui.visit.note_part import NotePartBox
from clinic_ui.visit.phrase_form import PhraseForm
from clinic_ui.visit.signed_box import SignedBox
from clinic_ui.widgets.buttons import Kind, action_button
from clinic_ui.widgets.labels import Label, Pane

_PARTS: Final = {
    NotePart.SUBJECTIVE: (mark("S  Subjective"), mark("What the patient says: course, pain, what is hard")),
    NotePart.OBJECTIVE: (mark("O  Objective"), mark("What you see and test")),
    NotePart.ASSESSMENT: (mark("A  Assessment"), mark("What you make of it")),
    NotePart.PLAN: (mark("P  Plan"), mark("What was done, what comes next")),
}
_SHOWN: Final = 60
"""Letters of a phrase in the menu."""


class NoteColumn(Pane):
    """Says what is typed; the page changes the visit."""

    part_edited = Signal(object, str)
    """Which NotePart, and its text."""
    phrases_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("stage", parent)
        self._context = context
        self._phrases: Sequence[Phrase] = ()
        self._written_in = NotePart.SUBJECTIVE
        self.phrase_form: PhraseForm | None = None
        text = context.words.gettext
        self.parts = {
            part: NotePartBox(context, part, text(name), text(hint), lambda: self._phrases)
            for part, (name, hint) in _PARTS.items()
        }
        self.pick_phrase = context.actions.make(self, Shortcut.PICK_PHRASE, self.open_menu)
        self.last_time = context.actions.make(self, Shortcut.LAST_TIME, self._on_last_time)
        self.phrase_button = action_button(
            self.pick_phrase, Kind.OUTLINE, icons=context.actions.icons, icon="quick"
        )
        self.hint = Label(
            text("Tab goes from part to part; /name and Tab puts a phrase in."),
            context.theme,
            Type.CAPTION,
            Tone.TEXT_3,
            wraps=True,
        )
        self.signed = SignedBox(context)
        self.menu: QMenu | None = None
        self._lay_out()
        for part, box in self.parts.items():
            box.text_edited.connect(partial(self.part_edited.emit, part))
            box.field.cursor_moved.connect(partial(self._on_written_in, part))

    @property
    def written_in(self) -> NotePartBox:
        """The part that somebody wrote in last."""
        return self.parts[self._written_in]

    def show_around(self, around: OpenVisit | None) -> None:
        """Show another visit’s surroundings, or none."""
        self._phrases = around.phrases if around else ()
        self._written_in = NotePart.SUBJECTIVE
        for part, box in self.parts.items():
            box.last_button.setChecked(False)
            box.offer_last(around.before.part(part) if around and around.before else "")
        self.signed.setVisible(around is not None and around.visit.is_signed)
        if around is not None and around.visit.is_signed:
            self.signed.show_amendments(around.amendments)
        self.signed.field.clear()

    def show_visit(self, visit: Visit | None) -> None:
        """Show the note as it stands."""
        is_signed = visit is not None and visit.is_signed
        for part, box in self.parts.items():
            box.field.show_text(visit.part(part) if visit else "")
            box.set_read_only(is_signed or not self._context.seat.may_change)
        self.tools.setVisible(not is_signed)

    def open_menu(self) -> None:
        """The phrases: a letter picks one."""
        text = self._context.words.gettext
        self.menu = QMenu(self)
        for each in self._phrases:
            words = " ".join(each.text.split())
            shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]} …"
            action = self.menu.addAction(f"{each.name}  –  {shown}".replace("&", "&&"))
            action.triggered.connect(partial(self._on_phrase, each))
        if self._phrases:
            self.menu.addSeparator()
        said = text("Change phrases …") if self._phrases else text("Add a phrase …")
        self.menu.addAction(said).triggered.connect(lambda _on=False: self._on_change_phrases())
        self.menu.popup(self.phrase_button.mapToGlobal(self.phrase_button.rect().bottomLeft()))

    def _lay_out(self) -> None:
        self.tools = QWidget()
        tools = QHBoxLayout(self.tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(12)
        tools.addWidget(self.hint, 1)
        tools.addWidget(self.phrase_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 24)
        column.setSpacing(8)
        column.addWidget(self.tools)
        for box in self.parts.values():
            column.addWidget(box)
        column.addWidget(self.signed)
        column.addStretch(1)
        fields = [box.field for box in self.parts.values()]
        for before, after in pairwise(fields):
            QWidget.setTabOrder(before, after)

    def _on_written_in(self, part: NotePart) -> None:
        self._written_in = part

    def _on_last_time(self) -> None:
        self.written_in.show_last()

    def _on_phrase(self, phrase: Phrase, _checked: bool = False) -> None:
        self.written_in.field.put_in(phrase.text)

    def _on_change_phrases(self) -> None:
        self.phrase_form = PhraseForm(self._context, self._phrases, self)
        self.phrase_form.phrases_changed.connect(self._on_phrases)
        self.phrase_form.finished.connect(self.phrase_form.deleteLater)
        self.phrase_form.open()

    def _on_phrases(self, phrases: Sequence[Phrase]) -> None:
        self._phrases = phrases
