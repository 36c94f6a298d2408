"""An answer typed in place: a reason, a telephone; with ready answers beside it."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clinic_ui.context import Context
from clinic_ui.drafts import DraftKeeper
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fields import line
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.labels import Label

_LONGEST: Final = 300


class AnswerLine(QWidget):
    """Enter answers, Escape gives up. Nothing typed is no answer: one sentence says so."""

    answered = Signal(str, str)
    """What was typed, and the name of who says so (where it is asked)."""

    given_up = Signal()

    def __init__(
        self,
        context: Context,
        name: str,
        done: str,
        *,
        ready: tuple[str, ...] = (),
        asks_name: bool = False,
        about: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``about`` is what a draft of it is kept by; empty: none is."""
        super().__init__(parent)
        self._context, text = context, context.words.gettext
        self._asks_name = asks_name
        self.line = line(placeholder=name, longest=_LONGEST)
        self.line.setAccessibleName(name)
        self.by = line(placeholder=text("Your name"), longest=_LONGEST)
        self.by.setAccessibleName(text("Your name"))
        if not asks_name:
            self.by.hide()  # never shown before it has its place: it would be a window of its own
        self.done_button = text_button(done, Kind.OUTLINE)
        self.ready_buttons = [text_button(each, Kind.CHIP) for each in ready]
        self.complaint = Label("", context.theme, Type.CAPTION, Tone.BAD, wraps=True)
        self.complaint.hide()
        self._lay_out()
        self.draft = DraftKeeper(context.services.drafts, context.worker, f"answer:{about}", self.typed, self)
        if about:
            self.line.textEdited.connect(self.draft.note_change)
            self.draft.find(self._on_draft_found)
        self.done_button.clicked.connect(self._on_done)
        for button, reason in zip(self.ready_buttons, ready, strict=True):
            button.clicked.connect(partial(self._answer, reason))
        if asks_name:
            context.worker.run(context.services.profile.therapist, self._on_therapist)

    def typed(self) -> dict[str, str]:
        """What a draft keeps."""
        return {"answer": self.line.text()}

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter in a field answers, Escape gives up; overrides Qt."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_done()
        elif event.key() == Qt.Key.Key_Escape:
            self.draft.drop()
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        fields = QHBoxLayout()
        fields.setSpacing(6)
        fields.addWidget(self.line, 2)
        fields.addWidget(self.by, 1)
        fields.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(4)
        column.addLayout(fields)
        column.addWidget(self.complaint)
        if self.ready_buttons:
            flow = FlowLayout(6)
            for button in self.ready_buttons:
                flow.addWidget(button)
            column.addLayout(flow)

    def _on_therapist(self, therapist: object) -> None:
        signature = getattr(therapist, "name", "")
        if signature and not self.by.text():
            self.by.setText(signature)

    def _on_draft_found(self, typed: dict[str, str]) -> None:
        if not self.line.text():
            self.line.setText(typed.get("answer", ""))

    def _on_done(self) -> None:
        self._answer(self.line.text().strip())

    def _answer(self, reason: str, _checked: bool = False) -> None:
        text, by = self._context.words.gettext, self.by.text().strip()
        if not reason:
            self._refuse(self.line, text("Type it first, or press Escape."))
        elif self._asks_name and not by:
            self._refuse(self.by, text("Type your name: it stands beside the reason."))
        else:
            self.draft.drop()
            self.answered.emit(reason, by if self._asks_name else "")

    def _refuse(self, field: QLineEdit, sentence: str) -> None:
        self.complaint.setText(sentence)
        self.complaint.show()
        field.setFocus()
