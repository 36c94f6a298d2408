"""A red-flag screen, asked and recorded: yes or no to each sign, and what was done about a yes."""

from collections.abc import Mapping
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.errors import InputError
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.screen_words import screen_name
from clinic_ui.context import Context
from clinic_ui.drafts import DraftKeeper
from clinic_ui.pages.screen_words import ADVISED, URGENCIES
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.fields import FormField, paragraph
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.scrolled import scrolled
from clinic_ui.widgets.segments import Choice, Segments

_SIZE: Final = (680, 640)
_ANSWERS: Final[Mapping[object, str]] = {None: "", True: "yes", False: "no"}


class ScreenForm(QDialog):
    """Open it with ``open()``; it says ``screen_stored`` when the record has it."""

    screen_stored = Signal(object)

    def __init__(
        self,
        context: Context,
        patient_id: UUID,
        screen_id: str,
        *,
        episode_id: UUID | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._patient_id, self._episode_id = context, patient_id, episode_id
        text, screens = context.words.gettext, context.library.screens
        self._screen = screens[screen_id]
        self.setWindowTitle(text("Red-flag screen"))
        self.resize(context.theme.px(_SIZE[0]), context.theme.px(_SIZE[1]))
        names = {key: screen_name(each, context.words.language) for key, each in screens.items()}
        self.region = ChoiceBox(context.actions.icons, names)
        self.region.setAccessibleName(text("Screen"))
        self.region.choose(screen_id)
        self.answers: dict[str, Segments] = {}
        self.none_button = text_button(text("No to all"), Kind.OUTLINE)
        self.outcome = Pane("tile")
        self.advised = Label("", context.theme, Type.BODY_STRONG, Tone.BAD, wraps=True)
        self.action = paragraph(context.words, height=context.theme.px(64))
        self._action_row = FormField(context.theme, text("What was done"), self.action)
        signs = text("Single signs predict poorly: weigh them together, with the course.")
        self.hint = Label(signs, context.theme, Type.CAPTION, Tone.TEXT_3, wraps=True)
        self.store_button = text_button(text("Save the screen"), Kind.PRIMARY)
        context.seat.hold(self.store_button)
        self.store_button.setDefault(True)
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        self._lay_out()
        key = f"screen:{patient_id}"
        self.draft = DraftKeeper(context.services.drafts, context.worker, key, self.typed, self)
        self._show_questions()
        self.draft.find(self._on_draft_found)
        self.action.textChanged.connect(self.draft.note_change)
        self.region.activated.connect(self._on_region_chosen)
        self.none_button.clicked.connect(self._on_none)
        self.store_button.clicked.connect(self._on_store)
        self.cancel_button.clicked.connect(self._on_cancel)

    def reject(self) -> None:
        """Escape, or the window was closed: the answers wait for the form to be opened; overrides Qt."""
        self.draft.flush()
        super().reject()

    def typed(self) -> dict[str, str]:
        """The answers as they stand."""
        given = {key: _ANSWERS[answer.chosen] for key, answer in self.answers.items()}
        return {"screen": self._screen.id, "action": self.action.toPlainText(), **given}

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(self.windowTitle(), self._context.theme, Type.TITLE))
        head.addWidget(self.region)
        head.addStretch(1)
        head.addWidget(self.none_button)
        self._questions = QGridLayout()
        self._questions.setVerticalSpacing(6)
        self._questions.setHorizontalSpacing(12)
        self._questions.setColumnStretch(0, 1)
        inside = Pane("stage")
        within = QVBoxLayout(inside)
        within.setContentsMargins(0, 0, 12, 0)
        within.addLayout(self._questions)
        within.addStretch(1)
        area = scrolled(inside, takes_keys=True)
        said = QVBoxLayout(self.outcome)
        said.setSpacing(8)
        said.addWidget(self.advised)
        said.addWidget(self._action_row)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.store_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(area, 1)
        column.addWidget(self.outcome)
        column.addLayout(foot)

    @property
    def findings(self) -> tuple[str, ...]:
        """The ids of what was answered with yes."""
        return tuple(key for key, answer in self.answers.items() if answer.chosen is True)

    def _show_questions(self) -> None:
        while (item := self._questions.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.answers = {}
        theme, words = self._context.theme, self._context.words
        icons, at = self._context.actions.icons, 0
        for urgency, name in URGENCIES.items():
            asked = [each for each in self._screen.questions if each.urgency == urgency]
            if not asked:
                continue
            grave = urgency in ("emergency", "same_day")
            icon, tone = ("error", Tone.BAD) if grave else ("flag", Tone.WARN)
            self._questions.addWidget(IconLine(theme, icons, icon, words.gettext(name), tone), at, 0)
            at += 1
            for question in asked:
                said = question.texts.get(words.language) or question.texts["en"]
                self._questions.addWidget(Label(said, theme, Type.BODY, wraps=True), at, 0)
                self.answers[question.id] = self._answer(said)
                self._questions.addWidget(self.answers[question.id], at, 1, Qt.AlignmentFlag.AlignTop)
                at += 1
        self._show_result()

    def _answer(self, question: str) -> Segments:
        text = self._context.words.gettext
        choices = (Choice(False, text("No")), Choice(True, text("Yes")))
        answer = Segments(question, choices, None)
        answer.choice_changed.connect(self._on_answered)
        answer.choice_changed.connect(self.draft.note_change)
        return answer

    def _show_result(self) -> None:
        urgency = self._screen.gravest(self.findings)
        self.outcome.setVisible(bool(urgency))
        self.advised.setText(self._context.words.gettext(ADVISED[urgency]) if urgency else "")
        self._action_row.refuse("")

    def _on_draft_found(self, typed: dict[str, str]) -> None:
        """Answers to another screen are not these answers."""
        if typed.get("screen") != self._screen.id:
            return
        self.action.setPlainText(typed.get("action", ""))
        for key, answer in self.answers.items():
            if typed.get(key):
                answer.choose(typed[key] == "yes")
        self._show_result()

    def _on_cancel(self) -> None:
        self.draft.drop()
        super().reject()

    def _on_answered(self, _answer: object) -> None:
        self._show_result()

    def _on_region_chosen(self, _at: int) -> None:
        self._screen = self._context.library.screens[str(self.region.currentData())]
        self._show_questions()

    def _on_none(self) -> None:
        """Every sign that has no answer yet is not there."""
        for answer in self.answers.values():
            if answer.chosen is None:
                answer.choose(False)
        self.store_button.setFocus()

    def _on_store(self) -> None:
        open_ones = [answer for answer in self.answers.values() if answer.chosen is None]
        if open_ones:
            self.hint.setText(self._missing(len(open_ones)))
            self.hint.set_tone(Tone.BAD)
            open_ones[0].focus_chosen()
            return
        store = partial(
            self._context.services.screens.store,
            self._patient_id,
            self._screen,
            self.findings,
            self.action.toPlainText(),
            episode_id=self._episode_id,
        )
        self.store_button.setEnabled(False)
        self._context.worker.run(store, self._on_stored, self._on_refused)

    def _missing(self, count: int) -> str:
        words = self._context.words
        said = words.ngettext("{count} sign has no answer yet.", "{count} signs have no answer yet.", count)
        return said.format(count=count)

    def _on_stored(self, stored: RedFlagScreen) -> None:
        self.draft.drop()
        self.screen_stored.emit(stored)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self.store_button.setEnabled(True)
        if isinstance(error, InputError):
            self._action_row.refuse(self._context.problems.sentence(error))
            self.action.setFocus()
        else:
            self._context.problems.tell(error)
