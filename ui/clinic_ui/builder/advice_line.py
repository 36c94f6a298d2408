"""One advice: what it says, where that comes from, and the two ways to answer: keep, or put right."""

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.advice_words import advice_sentence
from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.dose_rules import Advice
from clinic_app.domain.errors import ConflictError
from clinic_app.domain.program import KeptAdvice
from clinic_app.domain.safety import Severity
from clinic_ui.builder.advice_words import (
    LOOKS,
    about_words,
    citations,
    fix_name,
    kept_word,
    kept_words,
    prompt,
    ready_reasons,
    sources_line,
)
from clinic_ui.builder.answer_line import AnswerLine
from clinic_ui.builder.program_advice import ProgramAdvice
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, Pane

_ICON: Final = 16
_INSET: Final = 8
_NARROW: Final = 470
"""In a narrower place the buttons stand below the sentence."""
_MOST_FOR_BUTTONS: Final = 0.36
"""Part of the width: buttons that take more stand below the sentence too."""


class AdviceLine(Pane):
    """Shows one advice of ``told``; what a person decides goes there."""

    answered = Signal()
    """A reason was given here."""

    def __init__(
        self,
        context: Context,
        told: ProgramAdvice,
        advice: Advice,
        *,
        names_exercise: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``names_exercise``: the line stands where one does not see what it is about."""
        look = LOOKS[advice.severity]
        super().__init__(f"advice-{look.pane}", parent)
        self._context, self._told, self.advice = context, told, advice
        self._names_exercise = names_exercise
        text, theme = context.words.gettext, context.theme
        self._icon = QLabel()
        self.word = Label(text(look.word), theme, Type.CAPTION_STRONG, look.tone)
        self.sentence = Label("", theme, Type.SMALL, look.tone, wraps=True)
        self.source = Label("", theme, Type.CAPTION, Tone.TEXT_3, wraps=True)
        self.keep_button = text_button(text("Keep"), Kind.LINK)
        self.fix_button = text_button("", Kind.LINK)
        self.again_button = text_button(text("Ask again"), Kind.LINK)
        context.seat.hold(self.keep_button, self.fix_button, self.again_button)
        self.answer: AnswerLine | None = None
        self._lay_out()
        self.keep_button.clicked.connect(self._on_keep)
        self.fix_button.clicked.connect(self._on_fix)
        self.again_button.clicked.connect(self._on_again)
        self.show_advice(advice)

    @property
    def is_being_answered(self) -> bool:
        """Whether a person is typing a reason here."""
        return self.answer is not None

    def show_advice(self, advice: Advice) -> None:
        """Say it as it stands now: open, or kept."""
        self.advice = advice
        words, kept = self._context.words, self._told.kept(advice)
        said = self._said_of(advice)
        look = LOOKS[advice.severity]
        self._show_icon("check" if kept else look.icon, Tone.OK if kept else look.tone)
        self.word.setText(kept_word(kept, words) if kept else words.gettext(look.word))
        self.word.set_tone(Tone.OK if kept else look.tone)
        about = about_words(advice, self._context.library, words)
        self.sentence.setText(kept_words(kept, said, about, words) if kept else said)
        self.sentence.set_tone(Tone.TEXT_3 if kept else look.tone)
        self.sentence.setToolTip(said if kept else "")
        self.source.setText("" if kept else sources_line(advice, words))
        self.source.setToolTip(citations(advice, self._context.library, words))
        self.source.setHidden(not self.source.text())
        self.source.setAccessibleDescription(self.source.toolTip())
        self._show_pane("plain" if kept else look.pane)
        self._show_buttons(kept, said)
        self._place_ways()
        self.setAccessibleName(f"{self.word.text()}: {self.sentence.text()}")

    def buttons(self) -> list[QPushButton]:
        """What the Tab key reaches, in order."""
        return [self.keep_button, self.fix_button, self.again_button]

    def take_keyboard(self) -> None:
        """Give the keyboard to what is being typed, else to what it offers to do, else to what keeps it."""
        ways = (self.fix_button, self.keep_button, self.again_button)
        way = next((each for each in ways if not each.isHidden()), self.keep_button)
        (self.answer.line if self.answer is not None else way).setFocus(Qt.FocusReason.OtherFocusReason)

    def has_keyboard(self) -> bool:
        """Whether the keyboard is on something of this line."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def add_way(self, button: QPushButton) -> None:
        """Put a button before the line's own."""
        self._ways_row.insertWidget(0, button, 0, Qt.AlignmentFlag.AlignTop)
        self._place_ways()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow place the buttons go below the sentence; overrides Qt."""
        super().resizeEvent(event)
        self._place_ways()

    def _place_ways(self) -> None:
        """Beside the sentence where that leaves it most of the width, else below."""
        is_narrow = self.width() < self._context.theme.px(_NARROW)
        takes_much = self._ways.sizeHint().width() > self.width() * _MOST_FOR_BUTTONS
        row = self._below if is_narrow or takes_much else self._said
        if row.indexOf(self._ways) < 0:
            row.addWidget(self._ways, 0, Qt.AlignmentFlag.AlignTop)

    def _lay_out(self) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self._said = QHBoxLayout()
        self._said.setSpacing(6)
        for part in (self._icon, self.word):
            self._said.addWidget(part, 0, top)
        self._said.addWidget(self.sentence, 1)
        self._ways = QWidget()
        self._ways_row = QHBoxLayout(self._ways)
        self._ways_row.setContentsMargins(0, 0, 0, 0)
        self._ways_row.setSpacing(4)
        for button in self.buttons():
            self._ways_row.addWidget(button, 0, top)
        self._below = QHBoxLayout()
        self._below.setContentsMargins(self._context.theme.px(_ICON) + 6, 0, 0, 0)
        self._below.addWidget(self.source, 1)
        self._below.addStretch(0)
        self._below.addWidget(self._ways)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(self._said)
        self._column.addLayout(self._below)

    def _said_of(self, advice: Advice) -> str:
        words, library = self._context.words, self._context.library
        said = advice_sentence(advice, library, words, words.language)
        exercise = library.known_exercises.get(advice.exercise_slug) if self._names_exercise else None
        return f"{exercise.name(words.language)}: {said}" if exercise else said

    def _show_icon(self, icon: str, tone: Tone) -> None:
        icons = self._context.actions.icons
        self._icon.setPixmap(icons.pixmap(icon, icons.scaled(_ICON), tone, self.devicePixelRatioF()))

    def _show_pane(self, kind: str) -> None:
        """The background; without one the line begins where its neighbours do."""
        inset = 0 if kind == "plain" else _INSET
        self._column.setContentsMargins(inset, 4, inset // 2, 4)
        if self.property("pane") != f"advice-{kind}":
            self.setProperty("pane", f"advice-{kind}")
            self.style().unpolish(self)
            self.style().polish(self)

    def _show_buttons(self, kept: KeptAdvice | None, said: str) -> None:
        text, advice = self._context.words.gettext, self.advice
        content = self._told.content
        item = next((each for each in content.items if each.id == advice.item_id), None)
        name = fix_name(advice, item, self._told.review_weeks(), self._context.words)
        keep = (
            text("Reason")
            if kept
            else text("Clear it")
            if advice.severity is Severity.BLOCK
            else text("Keep")
        )
        offers = name and kept is None
        self.keep_button.setText(keep)
        self.keep_button.setAccessibleName(f"{keep}: {said}")
        self.fix_button.setText(name)
        self.fix_button.setAccessibleName(f"{name}: {said}")
        self.fix_button.setToolTip(self._swap_name() if advice.instead and advice.fix is None else "")
        self.again_button.setAccessibleName(f"{self.again_button.text()}: {said}")
        has_reason = kept is not None and bool(kept.reason)
        self._offer(keep=not has_reason, fix=bool(offers), again=kept is not None)

    def _offer(self, *, keep: bool, fix: bool, again: bool) -> None:
        """Show these ways; the keyboard of one that goes stays in the line."""
        had_keyboard = any(button.hasFocus() for button in self.buttons())
        ways = {self.keep_button: keep, self.fix_button: fix, self.again_button: again}
        shown = {button: is_way and not self.is_being_answered for button, is_way in ways.items()}
        for button in sorted(shown, key=lambda each: not shown[each]):  # what comes, before what goes
            if had_keyboard and not shown[button] and button.hasFocus() and any(shown.values()):
                next(each for each in ways if shown[each]).setFocus(Qt.FocusReason.OtherFocusReason)
            button.setVisible(shown[button])
        self._place_ways()

    def _swap_name(self) -> str:
        other = self._context.library.exercises.get(self.advice.instead)
        said = self._context.words.gettext("Swap for: {name}")
        return said.format(name=other.name(self._context.words.language)) if other else ""

    def _on_keep(self) -> None:
        """One click keeps what is only advice; what holds the handout wants a reason first."""
        kept = self._told.kept(self.advice)
        if kept is None and not self.advice.holds_handout:
            self._told.keep(self.advice)
            return
        text = self._context.words.gettext
        blocks = self.advice.severity is Severity.BLOCK
        self._open(
            AnswerLine(
                self._context,
                prompt(self.advice, self._context.words),
                text("Clear it") if blocks else text("Keep"),
                ready=ready_reasons(self.advice, self._context.words),
                asks_name=blocks,
                about=self._told.said_of(self.advice),
            )
        )
        assert self.answer is not None
        self.answer.answered.connect(self._on_reason)

    def _on_fix(self) -> None:
        if self.advice.key != "W19":
            self._told.apply(self.advice)
            return
        text = self._context.words.gettext
        self._open(AnswerLine(self._context, text("Telephone of the clinic"), text("Save")))
        assert self.answer is not None
        self.answer.answered.connect(self._on_telephone)

    def _on_again(self) -> None:
        self._told.ask_again(self.advice)

    def _open(self, answer: AnswerLine) -> None:
        self.answer = answer
        self._column.addWidget(answer)
        answer.given_up.connect(self._close)
        answer.show()
        answer.line.setFocus()
        self.show_advice(self.advice)

    def _close(self) -> None:
        """The answer's place is the buttons' again, and so is its keyboard."""
        answer, self.answer = self.answer, None
        had_keyboard = self.has_keyboard()
        self.show_advice(self.advice)
        if answer is not None:
            if had_keyboard:
                self.take_keyboard()
            answer.hide()
            answer.deleteLater()

    def _on_reason(self, reason: str, by: str) -> None:
        self._close()
        self._told.keep(self.advice, reason, by)
        self.answered.emit()

    def _on_telephone(self, typed: str, _by: str) -> None:
        self._close()
        self._context.worker.run(partial(_store_telephone, self._context, typed), self._on_telephone_stored)

    def _on_telephone_stored(self, _stored: object) -> None:
        self._told.refresh()


def _store_telephone(context: Context, typed: str) -> object:
    """Store it where none is known yet: another window may have been first."""

    def edit(now: ClinicProfile) -> ClinicProfile:
        if now.phone and now.phone != typed:
            raise ConflictError(
                "Somebody else set the telephone {phone} meanwhile. Change it in Settings.", phone=now.phone
            )
        return replace(now, phone=typed)

    return context.services.profile.change(edit)
