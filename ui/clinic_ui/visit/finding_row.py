"""One measurement: name, left and right or one value, unit, a note; a sentence when a number is none."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from clinic_app.domain.errors import InputError
from clinic_app.domain.findings import (
    KNOWN_FINDINGS,
    FindingUnit,
    finding_name,
    keyed_number,
    known_finding,
    shown_number,
    unit_sign,
)
from clinic_app.domain.visit import Finding, FindingKind
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.visit.finding_name import FindingNameLine
from clinic_ui.widgets.buttons import Kind, icon_button, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.fields import line
from clinic_ui.widgets.labels import Label

NUMBER, UNIT, GAP, REMOVE, NOTE = 48, 74, 4, 34, 34
"""Widths at text scale 1, which the head of the table shares."""

_UNITS: Final[Mapping[FindingKind, Sequence[FindingUnit]]] = {
    FindingKind.RANGE: (FindingUnit.DEGREES, FindingUnit.CENTIMETRES),
    FindingKind.STRENGTH: (),
    FindingKind.TIMED: (FindingUnit.SECONDS, FindingUnit.COUNT, FindingUnit.METRES),
    FindingKind.OTHER: (
        FindingUnit.NONE,
        FindingUnit.DEGREES,
        FindingUnit.CENTIMETRES,
        FindingUnit.SECONDS,
        FindingUnit.METRES,
        FindingUnit.COUNT,
    ),
}
_SIDED: Final = (FindingKind.RANGE, FindingKind.STRENGTH)

RawRow = tuple[str, str, str, str, str, str, str, str]
"""Kind, name, left, right, value, unit, “sides” or nothing, note: a row as it is typed."""

_LONGEST_NOTE: Final = 400


class FindingRow(QWidget):
    """Says ``edited`` with every key; ``finding`` is what can be read of it."""

    edited = Signal(str)
    """A person changed something; what, as a key."""
    removed = Signal()
    gone_on = Signal()
    """Enter in the last number: the next row is wanted."""

    def __init__(self, context: Context, kind: FindingKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self.kind = context, kind
        self._is_read_only = False
        text, words = context.words.gettext, context.words
        known = [each for each in KNOWN_FINDINGS.values() if each.kind is kind]
        self.name = FindingNameLine(
            text("What was measured"), [words.gettext(each.text) for each in known], context.theme
        )
        self.left, self.right, self.value = (
            self._number(each) for each in (text("Left"), text("Right"), text("Value"))
        )
        self.unit = ChoiceBox(
            context.actions.icons, {each.value: unit_sign(each) or "–" for each in _UNITS[kind]}
        )
        self.unit.setAccessibleName(text("Unit"))
        self.sides = text_button(text("L R"), Kind.COMPACT)
        self.sides.setCheckable(True)
        self.sides.setChecked(kind in _SIDED)
        self.sides.setToolTip(text("Left and right apart"))
        self.sides.setAccessibleName(text("Left and right apart"))
        self.sides.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.remove = icon_button(context.actions.icons, "close", text("Remove this line"))
        self.remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.note_button = icon_button(context.actions.icons, "edit", text("Note"))
        self.note_button.setCheckable(True)
        self.note = line(placeholder=text("Note"), longest=_LONGEST_NOTE)
        self.problem = Label("", context.theme, Type.CAPTION, Tone.BAD, wraps=True)
        self.last = Label("", context.theme, Type.CAPTION, Tone.TEXT_3)
        self._is_offered = False
        self._lay_out()
        self._connect()
        self._settle()

    @property
    def numbers(self) -> Mapping[str, QLineEdit]:
        """The fields for numbers that are shown, by the finding’s own names."""
        if self.sides.isChecked():
            return {"left": self.left, "right": self.right}
        return {"value": self.value}

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed; a name that was offered is not typed."""
        has_number = any(each.text().strip() for each in self.numbers.values())
        return not has_number and (self._is_offered or not self.name.text().strip())

    @property
    def is_refused(self) -> bool:
        """Whether something of it cannot be kept as a finding."""
        return bool(self.problem.text())

    @property
    def finding(self) -> Finding | None:
        """What can be read; None where nothing was typed."""
        if self.is_blank:
            return None
        read = {}
        for name, field in self.numbers.items():
            try:
                read[name] = keyed_number(field.text(), self.kind, self._unit)
            except InputError:
                read[name] = None
        known = known_finding(self.kind, self.name.text(), self._context.words)
        name = known.key if known else self.name.text().strip()
        return Finding(kind=self.kind, name=name, unit=self._unit, note=self.note.text().strip(), **read)

    @property
    def raw(self) -> RawRow:
        """The row as it is typed."""
        sides = "sides" if self.sides.isChecked() else ""
        fields = (self.name, self.left, self.right, self.value)
        name, left, right, value = (each.text() for each in fields)
        return self.kind.value, name, left, right, value, self._unit, sides, self.note.text()

    def show_finding(self, finding: Finding) -> None:
        """Show a finding."""
        self._put_note(finding.note)
        self.name.setText(finding_name(finding, self._context.words))
        self.unit.choose(finding.unit)
        known = (finding.kind, finding.name) in KNOWN_FINDINGS
        has_sides = finding.value is None and (
            finding.left is not None or finding.right is not None or finding.kind in _SIDED
        )
        if known and finding.left is None and finding.right is None and finding.value is None:
            has_sides = KNOWN_FINDINGS[finding.kind, finding.name].has_sides
        self.sides.setChecked(has_sides)
        for field, number in (
            (self.left, finding.left),
            (self.right, finding.right),
            (self.value, finding.value),
        ):
            field.setText(shown_number(number, finding.kind))
        self._show_shape()
        self.check()

    def show_raw(self, raw: Sequence[str]) -> None:
        """Show a row as it was typed."""
        _kind, name, left, right, value, unit, sides, *more = raw  # drafts of before had no note
        self._put_note("".join(more))
        self.name.setText(name)
        self.unit.choose(unit)
        self.sides.setChecked(bool(sides))
        for field, text in ((self.left, left), (self.right, right), (self.value, value)):
            field.setText(text)
        self._show_shape()
        self.check()

    def offer(self, finding: Finding) -> None:
        """Offer to measure the same again: nothing counts until a number is typed."""
        blank = replace(finding, left=None, right=None, value=None, note="")
        self.show_finding(blank)
        self.sides.setChecked(finding.value is None)
        self._is_offered = True
        self._show_shape()

    @property
    def key(self) -> tuple[FindingKind, str]:
        """Kind and stored name of what is measured."""
        known = known_finding(self.kind, self.name.text(), self._context.words)
        return self.kind, known.key if known else self.name.text().strip()

    def show_last(self, last: Finding | None) -> None:
        """Say what it was last time."""
        said = ""
        if last is not None:
            numbers = [
                shown_number(each, last.kind)
                for each in (last.left, last.right, last.value)
                if each is not None
            ]
            words = self._context.words
            measured = f"{' / '.join(numbers)} {unit_sign(last.unit)}".strip()
            measured = measured.replace("-", "−").replace(".", words.pgettext("decimal sign", "."))
            said = words.gettext("Last time: {number}").format(number=measured)
            said = f"{said} – {last.note}" if last.note else said
        if said != self.last.text():
            self.last.setText(said)
        self.last.setVisible(bool(said))

    def set_read_only(self, is_read_only: bool) -> None:
        """Signed: nothing is changed any more."""
        for field in (self.name, self.left, self.right, self.value, self.note):
            field.setReadOnly(is_read_only)
        self.note_button.setVisible(not is_read_only)
        self._is_read_only = is_read_only
        self._show_shape()
        self.remove.setVisible(not is_read_only)
        if is_read_only:
            self.sides.hide()

    def check(self) -> None:
        """Say beside the numbers what cannot be."""
        said = ""
        for field in (self.left, self.right, self.value):
            wrong = self._wrong(field) if field in self.numbers.values() else ""
            said = said or wrong
            if bool(field.property("invalid")) != bool(wrong):
                field.setProperty("invalid", bool(wrong))
                field.style().unpolish(field)
                field.style().polish(field)
            field.setAccessibleDescription(wrong)
        if not said and not self.name.text().strip() and not self.is_blank:
            said = self._context.words.gettext("Name what was measured.")
        self.problem.setText(said)
        self.problem.setVisible(bool(said))

    @property
    def _unit(self) -> str:
        return str(self.unit.currentData() or "")  # nothing for strength

    def _wrong(self, field: QLineEdit) -> str:
        try:
            keyed_number(field.text(), self.kind, self._unit)
        except InputError as error:
            return self._context.problems.sentence(error)
        return ""

    def _number(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setProperty("kind", "number")
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setFixedWidth(self._context.theme.px(NUMBER))
        field.setAccessibleName(name)
        field.setPlaceholderText("–")
        field.setMaxLength(12)
        field.setToolTip(name)
        return field

    def _lay_out(self) -> None:
        self.unit.setFixedWidth(self._context.theme.px(UNIT))
        for button in (self.note_button, self.remove):
            keeps_room = button.sizePolicy()
            keeps_room.setRetainSizeWhenHidden(True)
            button.setSizePolicy(keeps_room)
        self.note_button.setFixedWidth(self._context.theme.px(NOTE))
        self._no_unit = Label("", self._context.theme, Type.BODY, Tone.TEXT_2)
        self._no_unit.setContentsMargins(6, 0, 0, 0)
        self._no_unit.setFixedWidth(self._context.theme.px(UNIT))
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.name, 1)
        row.addWidget(self.sides)
        numbers = (self.left, self.right, self.value, self.unit, self._no_unit)
        for widget in (*numbers, self.note_button, self.remove):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(self.note)
        column.addWidget(self.last)
        column.addWidget(self.problem)
        self.last.hide()
        self.note.hide()

    def _connect(self) -> None:
        self.name.textEdited.connect(lambda _text: self._on_edited("name"))
        self.name.name_settled.connect(self._settle)
        self.name.went_on.connect(self._on_name_done)
        for key, field in (("left", self.left), ("right", self.right), ("value", self.value)):
            field.textEdited.connect(lambda _text, key=key: self._on_edited(key))
            field.returnPressed.connect(lambda field=field: self._on_return(field))
        self.unit.activated.connect(lambda _at: self._on_edited("unit"))
        self.sides.clicked.connect(lambda _on: self._on_sides())
        self.note.textEdited.connect(lambda _text: self._on_edited("note"))
        self.note.returnPressed.connect(self.gone_on)
        self.note_button.clicked.connect(self._on_note)
        self.remove.clicked.connect(lambda _on: self.removed.emit())

    def _settle(self) -> None:
        """The name is typed: what is known has its unit and its sides."""
        known = known_finding(self.kind, self.name.text(), self._context.words)
        has_number = any(each.text().strip() for each in (self.left, self.right, self.value))
        if known is not None and not has_number and not self.name.isReadOnly():
            self.unit.choose(known.unit)
            self.sides.setChecked(known.has_sides)
        self._show_shape()
        self.check()

    def _show_shape(self) -> None:
        known = known_finding(self.kind, self.name.text(), self._context.words)
        has_sides = self.sides.isChecked()
        self.left.setVisible(has_sides)
        self.right.setVisible(has_sides)
        self.value.setVisible(not has_sides)
        is_chosen = bool(_UNITS[self.kind]) and not self._is_read_only
        self.unit.setVisible(is_chosen)
        self._no_unit.setVisible(not is_chosen)
        self._no_unit.setText(unit_sign(self._unit) if _UNITS[self.kind] else "")
        self.sides.setVisible(known is None and bool(self.name.text().strip()) and not self.name.isReadOnly())
        name, text = self.name.text(), self._context.words.gettext
        self.setAccessibleName(name)
        for field, which in (
            (self.left, text("Left")),
            (self.right, text("Right")),
            (self.value, text("Value")),
            (self.unit, text("Unit")),
            (self.note, text("Note")),
            (self.note_button, text("Note")),
        ):
            field.setAccessibleName(f"{name}: {which}" if name else which)

    def _put_note(self, note: str) -> None:
        """Show a note; a row without one has no room for it until it is wanted."""
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.note_button.setChecked(bool(note))

    def _on_note(self) -> None:
        """Make room for a note, with the keyboard; what is typed there is not hidden again."""
        is_wanted = self.note_button.isChecked() or bool(self.note.text().strip())
        self.note_button.setChecked(is_wanted)
        self.note.setVisible(is_wanted)
        if is_wanted:
            self.note.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_sides(self) -> None:
        """What was typed stays: one value becomes the left one, and back."""
        if self.sides.isChecked():
            self.left.setText(self.left.text() or self.value.text())
        else:
            self.value.setText(self.value.text() or self.left.text() or self.right.text())
        self._show_shape()
        self._on_edited("sides")

    def _on_edited(self, key: str) -> None:
        if key == "name":
            self._is_offered = False
        self.check()
        self.edited.emit(key)

    def _on_name_done(self) -> None:
        first = next(iter(self.numbers.values()))
        first.setFocus(Qt.FocusReason.TabFocusReason)
        first.selectAll()

    def _on_return(self, field: QLineEdit) -> None:
        """As Tab does, so that the number pad suffices."""
        fields = list(self.numbers.values())
        at = fields.index(field) + 1
        if at < len(fields):
            fields[at].setFocus(Qt.FocusReason.TabFocusReason)
            fields[at].selectAll()
        else:
            self.gone_on.emit()
