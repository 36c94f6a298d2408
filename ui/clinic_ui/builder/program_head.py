"""Above the program's cards: title, reason, next visit, and where the program stands."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from clinic_app.domain.errors import InputError
from clinic_app.domain.program import ProgramContent
from clinic_app.services.programs import OpenProgram
from clinic_ui.builder.phase_row import PhaseRow
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context
from clinic_ui.pages.typed_date import read_coming_day
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.elided_line import ElidedLine
from clinic_ui.widgets.fields import line
from clinic_ui.widgets.labels import Label
from clinic_ui.words import Words

_REVIEW_WIDTH = 132
_LONGEST = 20_000


class ProgramHead(QWidget):
    """Every field writes to the model as it is typed, and shows what the model says."""

    def __init__(self, context: Context, model: ProgramModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text, theme = context.words.gettext, context.theme
        self._context, self._model = context, model
        self.title = ElidedLine(text("Title of the sheet"), _LONGEST)
        self.title.setFont(theme.font(Type.TITLE))
        self.why = ElidedLine(text("Why: one sentence for the patient"), _LONGEST)
        self.review = line(longest=20)
        self.review.setPlaceholderText(text("Next visit"))
        self.review.setAccessibleName(text("Next visit"))
        self.review.setToolTip(text("Type the date, or 2w for two weeks from today"))
        self.review.setFixedWidth(theme.px(_REVIEW_WIDTH))
        self.phase = PhaseRow(context, model)
        self.state = Label("", theme, Type.SMALL_MEDIUM, Tone.WARN, wraps=True)
        self.lock = QLabel()
        icons = context.actions.icons
        self.lock.setPixmap(icons.pixmap("lock", icons.scaled(16), Tone.OK, self.devicePixelRatioF()))
        self._is_typing_review = False
        self._lay_out()
        self.title.textEdited.connect(self._on_title_edited)
        self.why.textEdited.connect(self._on_why_edited)
        self.review.textEdited.connect(self._on_review_edited)
        self.review.editingFinished.connect(self._on_review_left)
        model.opened.connect(self._on_opened)
        model.content_changed.connect(self._on_content_changed)

    def fields(self) -> list[QLineEdit]:
        """What is typed in, in order."""
        return [self.title, self.why, *self.phase.fields(), self.review]

    def add(self, widget: QWidget) -> None:
        """Put something at the end of the line of facts."""
        self._facts.addWidget(widget)

    def _lay_out(self) -> None:
        self._facts = QHBoxLayout()
        self._facts.setSpacing(12)
        self._facts.addWidget(self.lock)
        self._facts.addWidget(self.state, 1)
        self._facts.addWidget(self.review)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.why)
        column.addWidget(self.phase)
        column.addLayout(self._facts)

    def _on_title_edited(self, text: str) -> None:
        name = self._context.words.gettext("Change title")
        self._model.change(replace(self._model.content, title=text), name, "title")

    def _on_why_edited(self, text: str) -> None:
        name = self._context.words.gettext("Change reason")
        self._model.change(replace(self._model.content, why=text), name, "why")

    def _on_review_edited(self, text: str) -> None:
        """What is no date yet leaves the one before, until it is one."""
        self._is_typing_review = True
        try:
            day = read_coming_day(text, self._today())
        except InputError:
            return
        name = self._context.words.gettext("Change next visit")
        self._model.change(replace(self._model.content, review_date=day), name, "review")

    def _on_review_left(self) -> None:
        """A date from before may stand; of anything else that cannot be used what is wrong is said."""
        self._is_typing_review = False
        known = self._model.content.review_date
        try:
            if known is None or self.review.text().strip() != known.isoformat():
                read_coming_day(self.review.text(), self._today())
        except InputError as error:
            self._context.toasts.say(error.in_words(self._context.words))
            self._mark_review(is_refused=True)
            return
        self._show_review(self._model.content)

    def _mark_review(self, *, is_refused: bool) -> None:
        """What cannot be used stays to be mended, in a ring that says so."""
        self.review.setProperty("invalid", is_refused)
        self.review.style().unpolish(self.review)
        self.review.style().polish(self.review)

    def _on_opened(self) -> None:
        self._show_review(self._model.content)
        program, words = self._model.program, self._context.words
        read_only = self._model.is_read_only
        for field in self.fields():
            field.setReadOnly(read_only)
        if program is None:
            return
        handed_out = self._model.is_handed_out
        if handed_out:
            state = _locked(program, words)
        else:
            state = words.gettext("Draft of version {number}").format(number=program.last_number + 1)
        self.lock.setVisible(handed_out)
        self.state.setText(state)
        self.state.set_tone(Tone.OK if handed_out else Tone.WARN)

    def _on_content_changed(self) -> None:
        content = self._model.content
        for field, text in ((self.title, content.title), (self.why, content.why)):
            if field.text() != text:
                field.setText(text)
                field.setCursorPosition(0)
        is_locked = self._model.is_read_only
        self.why.setHidden(is_locked and not content.why)
        self.review.setHidden(is_locked and content.review_date is None)
        if not self._is_typing_review and not self.review.property("invalid"):
            self._show_review(content)

    def _show_review(self, content: ProgramContent) -> None:
        self._is_typing_review = False
        self._mark_review(is_refused=False)
        self.review.setText(content.review_date.isoformat() if content.review_date else "")

    def _today(self) -> date:
        return self._context.services.record.clock().astimezone().date()


def _locked(program: OpenProgram, words: Words) -> str:
    """Which version it is, since when it is locked, and by whom it was handed out."""
    given = program.version.handed_out_at
    parts = [
        words.gettext("Version {number}").format(number=program.version.number),
        words.gettext("Handed out {date}").format(date=words.day(given.astimezone().date())) if given else "",
        program.handed_out_by,
    ]
    return " · ".join(part for part in parts if part)
