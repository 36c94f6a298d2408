"""Two records of one person side by side: which stays, which of its fields; then everything moves at once."""

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.merging import FieldPair, Take, differing
from clinic_app.domain.patient import Patient
from clinic_app.services.merging import Belongings, MergeService, Side
from clinic_ui.context import Context
from clinic_ui.pages.field_words import field_name, field_value
from clinic_ui.pages.patient_question import PatientQuestion
from clinic_ui.pages.patient_rows import record_number
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fields import grow
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label, Pane, hairline
from clinic_ui.widgets.scrolled import scrolled
from clinic_ui.widgets.segments import Choice, Segments

_SIZE: Final = (820, 640)
_AROUND: Final = 48
_ROOM_BESIDE: Final = 680
"""In a form that is narrower, at text scale 1, a choice stands below its two values."""


class MergeQuestion(PatientQuestion):
    """Asks with which record; says ``chosen_other``."""

    chosen_other = Signal(object)
    """The id (UUID) of the other record."""

    def __init__(self, context: Context, patient: Patient, parent: QWidget | None = None) -> None:
        text = context.words.gettext
        super().__init__(
            context,
            title=text("Merge two records"),
            heading=text("Which is the other record of {name}?").format(name=patient.full_name),
            note=text("You see both side by side before anything is changed."),
            action=text("Compare the records"),
            parent=parent,
        )
        self.patients.search.setText(patient.family_name)

    def go_on(self, patient: Patient) -> None:
        """Say whom; overrides PatientQuestion."""
        self.accept()
        self.chosen_other.emit(patient.id)


class MergeForm(QDialog):
    """Open it with ``open()``; it says ``merged`` when the record has one patient instead of two."""

    merged = Signal(object, object)
    """The patient that stayed, and the one that was taken in, as they were stored."""

    def __init__(self, context: Context, one: UUID, other: UUID, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        text, theme = context.words.gettext, context.theme
        self.setWindowTitle(text("Merge two records"))
        room = self.screen().availableGeometry()
        width, height = (theme.px(each) for each in _SIZE)
        self.resize(min(width, room.width() - _AROUND), min(height, room.height() - _AROUND))
        self._sides: tuple[Side, Side] | None = None
        self.choices: dict[str, Segments] = {}
        self.stays = Segments(text("Which record stays"), (Choice(0, ""), Choice(1, "")), 0)
        self._cards = tuple(Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True) for _ in range(2))
        self._fields = QGridLayout()
        self.what_happens = IconLine(theme, context.actions.icons, "info", "", Tone.TEXT_2)
        self.fault = Label("", theme, Type.SMALL, Tone.BAD, wraps=True)
        self.merge_button = text_button(text("Merge the records"), Kind.PRIMARY)
        context.seat.hold(self.merge_button)
        self.merge_button.setDefault(True)
        self.merge_button.setEnabled(False)
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        self._lay_out()
        self.stays.choice_changed.connect(self._show)
        self.merge_button.clicked.connect(self._on_merge)
        self.cancel_button.clicked.connect(self.reject)
        job = partial(_both, context.services.merging, one, other)
        context.worker.run(job, self._on_read, self._on_refused)

    def _lay_out(self) -> None:
        theme, text = self._context.theme, self._context.words.gettext
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.windowTitle(), theme, Type.TITLE))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(Label(text("This record stays"), theme, Type.SMALL_MEDIUM, Tone.TEXT_2))
        line.addWidget(self.stays)
        line.addStretch(1)
        column.addLayout(line)
        cards = QHBoxLayout()
        cards.setSpacing(24)
        for card in self._cards:
            cards.addWidget(card, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(cards)
        column.addWidget(hairline())
        inside = Pane("stage")
        self._fields.setHorizontalSpacing(16)
        self._fields.setVerticalSpacing(10)
        self._fields.setColumnStretch(1, 1)
        self._fields.setColumnStretch(2, 1)
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, 12, 0)
        fields.addLayout(self._fields)
        fields.addStretch(1)
        column.addWidget(scrolled(inside), 1)
        column.addWidget(self.what_happens)
        column.addWidget(self.fault)
        self.fault.hide()
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.merge_button)
        column.addLayout(foot)

    @property
    def kept(self) -> Patient:
        """The record that stays."""
        assert self._sides is not None
        return self._sides[int(bool(self.stays.chosen))].patient

    @property
    def other(self) -> Patient:
        """The record that moves into it."""
        assert self._sides is not None
        return self._sides[1 - int(bool(self.stays.chosen))].patient

    def _on_read(self, sides: tuple[Side, Side]) -> None:
        """The older record stays unless the person says otherwise: its number is on paper longest."""
        first, second = sorted(sides, key=lambda each: each.patient.record_number)
        self._sides = first, second
        text = self._context.words.gettext
        for button, side in zip(self.stays.buttons(), self._sides, strict=True):
            button.setText(text("Record {number}").format(number=record_number(side.patient)))
            button.setAccessibleName(f"{self.stays.accessibleName()}: {button.text()}")
        for card, side in zip(self._cards, self._sides, strict=True):
            card.setText(self._card(side))
        self.merge_button.setEnabled(True)
        self._show()

    def _card(self, side: Side) -> str:
        patient, words = side.patient, self._context.words
        born = words.day(patient.birth_date) if patient.birth_date else ""
        archived = words.gettext("Archived") if patient.archived_at is not None else ""
        head = "  ·  ".join(
            part for part in (patient.banner_name, born, record_number(patient), archived) if part
        )
        return f"{head}\n{self._belongings(side.belongings)}"

    def _belongings(self, what: Belongings) -> str:
        words = self._context.words
        parts = (
            (what.episodes, words.ngettext("{count} problem", "{count} problems", what.episodes)),
            (what.programs, words.ngettext("{count} program", "{count} programs", what.programs)),
            (what.handouts, words.ngettext("{count} handout", "{count} handouts", what.handouts)),
            (what.visits, words.ngettext("{count} visit", "{count} visits", what.visits)),
            (what.scores, words.ngettext("{count} score", "{count} scores", what.scores)),
            (what.letters, words.ngettext("{count} letter", "{count} letters", what.letters)),
        )
        said = ", ".join(sentence.format(count=number) for number, sentence in parts if number)
        return said or words.gettext("Nothing was written in it yet")

    def _show(self, _chosen: object = None) -> None:
        """The fields that differ, the record that stays on the left."""
        while (item := self._fields.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.choices = {}
        text, theme = self._context.words.gettext, self._context.theme
        pairs = differing(self.kept, self.other)
        if not pairs:
            said = text("All fields of the two are the same.")
            self._fields.addWidget(Label(said, theme, Type.BODY, Tone.TEXT_2, wraps=True), 0, 0, 1, 4)
        for row, pair in enumerate(pairs):
            self._add(row, pair)
        self.what_happens.label.setText(
            text(
                "Everything of record {other} moves into record {kept}. Record {other} leaves the list, its "
                "number is never used again, and opening it leads to {kept}. You can take the two apart "
                "again in Edit details; what is written after the merge then stays with {kept}."
            ).format(other=record_number(self.other), kept=record_number(self.kept))
        )
        grow(self)

    def _add(self, row: int, pair: FieldPair) -> None:
        text, theme, context = self._context.words.gettext, self._context.theme, self._context
        name = field_name(pair.name, context)
        ours, theirs = (field_value(each, pair.name, context) for each in (self.kept, self.other))
        choices = [
            Choice(Take.KEPT, text("Left"), ours),
            Choice(Take.OTHER, text("Right"), theirs),
            *([Choice(Take.BOTH, text("Both"), f"{ours} + {theirs}")] if pair.can_join else []),
        ]
        self.choices[pair.name] = chosen = Segments(name, choices, pair.advised)
        top = Qt.AlignmentFlag.AlignTop
        line = 2 * row
        self._fields.addWidget(Label(name, theme, Type.SMALL_MEDIUM, Tone.TEXT_2, wraps=True), line, 0, top)
        values = Label(ours, theme, wraps=True), Label(theirs, theme, wraps=True)
        for column, value in enumerate(values, start=1):
            self._fields.addWidget(value, line, column, top)
        beside = top | Qt.AlignmentFlag.AlignLeft
        if self.width() < theme.px(_ROOM_BESIDE):
            self._fields.addWidget(chosen, line + 1, 1, 1, 2, beside)
        else:
            self._fields.addWidget(chosen, line, 3, beside)
        chosen.choice_changed.connect(partial(_show_taken, values))
        _show_taken(values, pair.advised)

    def _on_merge(self) -> None:
        taken = {name: Take(str(each.chosen)) for name, each in self.choices.items()}
        self.merge_button.setEnabled(False)
        job = partial(self._context.services.merging.merge, self.kept, self.other, taken)
        self._context.worker.run(job, self._on_merged, self._on_refused)

    def _on_merged(self, kept: Patient) -> None:
        self.accept()
        self.merged.emit(kept, self.other)

    def _on_refused(self, error: Exception) -> None:
        self.merge_button.setEnabled(self._sides is not None)
        self.fault.setText(self._context.problems.sentence(error))
        self.fault.show()
        grow(self)


def _show_taken(values: tuple[Label, Label], take: object) -> None:
    """What is not taken steps back."""
    for value, own in zip(values, (Take.KEPT, Take.OTHER), strict=True):
        value.set_tone(Tone.TEXT if take in (own, Take.BOTH) else Tone.TEXT_3)


def _both(merging: MergeService, one: UUID, other: UUID) -> tuple[Side, Side]:
    return merging.side(one), merging.side(other)
