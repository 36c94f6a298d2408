"""The patient's text of one exercise, changed for this patient alone."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.exercise import Exercise, PatientWording
from clinic_app.domain.program import ProgramItem
from clinic_ui.actions import UndoOfPage
from clinic_ui.builder.plain_line import PlainLine
from clinic_ui.builder.step_text import StepText
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.growing_text import GrowingText
from clinic_ui.widgets.labels import Label

_LONGEST = 20_000


class WordingEditor(QWidget):
    """Name, steps, where it is felt, the mistake, the easier way; the library's text can always come back."""

    item_changed = Signal(object, str)
    """The changed item, and the name of the field that may go on being typed in."""

    grown = Signal()
    """There are other buttons to reach."""

    def __init__(self, context: Context, exercise: Exercise, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text, theme = context.words.gettext, context.theme
        self._context, self._exercise = context, exercise
        self._item: ProgramItem | None = None
        self._language = "en"
        self.name = GrowingText(text("Heading on the sheet"), theme, longest=_LONGEST)
        self.steps = StepText(text("Steps, one a line"), theme, longest=_LONGEST)
        self.felt_where = GrowingText(text("Where it is felt"), theme, longest=_LONGEST)
        self.common_mistake = GrowingText(text("The common mistake"), theme, longest=_LONGEST)
        self.easier = GrowingText(text("The easier way"), theme, longest=_LONGEST)
        self.restore = text_button(
            text("As in the library"), Kind.OUTLINE, icons=context.actions.icons, icon="restore"
        )
        self.state = Label("", theme, Type.CAPTION, Tone.TEXT_2, wraps=True)
        self.plain = {field: PlainLine(context, self) for field in self.fields()}
        self._lay_out()
        for field, plain in self.plain.items():
            field.installEventFilter(UndoOfPage(self))
            field.text_edited.connect(self._on_edited)
            plain.text_wanted.connect(partial(self._on_text_wanted, field))
            plain.stops_changed.connect(self.grown)
        self.restore.clicked.connect(self._on_restore)

    def fields(self) -> Sequence[GrowingText]:
        """What is typed in, in order."""
        return (self.name, self.steps, self.felt_where, self.common_mistake, self.easier)

    def show_item(self, item: ProgramItem, language: str) -> None:
        """Show what the sheet says of the item."""
        self._item, self._language = item, language
        wording = item.wording or self._exercise.wording_in(language)
        self.name.show_text(wording.name)
        if self.steps.steps() != wording.steps:
            self.steps.show_text("\n".join(wording.steps))
        self.felt_where.show_text(wording.felt_where)
        self.common_mistake.show_text(wording.common_mistake)
        self.easier.show_text(wording.easier)
        text = self._context.words.gettext
        is_own = item.has_own_wording
        self.state.setText(text("Your own text, for this patient") if is_own else text("The library's text"))
        self.restore.setEnabled(is_own and not self.name.isReadOnly())
        for field, plain in self.plain.items():
            plain.look_at(field.toPlainText(), language, may_change=is_own and not field.isReadOnly())

    def set_read_only(self, read_only: bool) -> None:
        """The text can be looked at only."""
        for field in self.fields():
            field.setReadOnly(read_only)
        self.restore.setHidden(read_only)

    def tab_stops(self) -> list[QWidget]:
        """What the Tab key reaches, in order."""
        stops: list[QWidget] = []
        for field, plain in self.plain.items():
            stops += [field, *plain.buttons]
        return [*stops, self.restore]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for field in self.fields():
            name = Label(field.accessibleName(), self._context.theme, Type.CAPTION_MEDIUM, Tone.TEXT_2)
            name.setBuddy(field)
            column.addWidget(name)
            column.addWidget(field)
            column.addWidget(self.plain[field])
        foot = QHBoxLayout()
        foot.addWidget(self.state, 1)
        foot.addWidget(self.restore)
        column.addLayout(foot)

    def _on_text_wanted(self, field: GrowingText, text: str) -> None:
        """The plain word is a step of its own to take back."""
        field.show_text(text)
        self._change("")

    def _on_edited(self) -> None:
        self._change("wording")

    def _change(self, typed_in: str) -> None:
        """What stands here now; the library's text word for word is the library's again."""
        if self._item is None:
            return
        library = self._exercise.wording_in(self._language)
        wording: PatientWording | None = replace(
            self._item.wording or library,
            name=self.name.toPlainText(),
            steps=self.steps.steps(),
            felt_where=self.felt_where.toPlainText(),
            common_mistake=self.common_mistake.toPlainText(),
            easier=self.easier.toPlainText(),
        )
        if wording == library:
            wording = None
        changed = replace(self._item, wording=wording, has_own_wording=wording is not None)
        self.item_changed.emit(changed, typed_in)

    def _on_restore(self) -> None:
        if self._item is not None:
            self.item_changed.emit(replace(self._item, wording=None, has_own_wording=False), "")
