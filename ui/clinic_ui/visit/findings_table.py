"""What was measured at a visit, by kind: range, strength, timed tests, other; keyed without the mouse."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from clinic_app.domain.visit import Finding, FindingKind
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.visit.finding_row import GAP, NOTE, NUMBER, REMOVE, UNIT, FindingRow, RawRow
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label


class FindingsTable(QWidget):
    """Rows of findings; ``findings_changed`` says what can be read of them."""

    findings_changed = Signal(object, str)
    """All findings as a tuple, and which field a person types in."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        text = context.words.gettext
        self._is_read_only = False
        self._shown: Sequence[Finding] | None = None
        self._before: dict[tuple[FindingKind, str], Finding] = {}
        self.again_button = text_button(
            text("Measure the same again"), Kind.LINK, icons=context.actions.icons, icon="repeat"
        )
        self.again_button.clicked.connect(self._on_again)
        self._names = {
            FindingKind.RANGE: text("Range of motion"),
            FindingKind.STRENGTH: text("Strength, 0–5"),
            FindingKind.TIMED: text("Timed tests"),
            FindingKind.OTHER: text("Other"),
        }
        self.add_buttons: dict[FindingKind, QPushButton] = {}
        self._heads: dict[FindingKind, QWidget] = {}
        self._sides: dict[FindingKind, list[Label]] = {}
        self._columns: dict[FindingKind, QVBoxLayout] = {}
        self.rows: dict[FindingKind, list[FindingRow]] = {kind: [] for kind in FindingKind}
        self.nothing = Label(text("Nothing was measured."), context.theme, Type.CAPTION, Tone.TEXT_3)
        self._lay_out()
        self._show_heads()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What can be read of the rows."""
        return tuple(finding for row in self.in_order() if (finding := row.finding) is not None)

    @property
    def refused(self) -> FindingRow | None:
        """The first row that cannot be kept as it is typed."""
        return next((row for row in self.in_order() if row.is_refused), None)

    @property
    def raw(self) -> list[RawRow]:
        """All rows as they are typed, where one of them cannot be kept; else nothing."""
        return [row.raw for row in self.in_order() if not row.is_blank] if self.refused else []

    def in_order(self) -> Iterator[FindingRow]:
        """All rows, kind by kind."""
        for rows in self.rows.values():
            yield from rows

    def show_findings(self, findings: Sequence[Finding], *, is_read_only: bool) -> None:
        """Show the findings of a visit; rows that say so already are left alone, for somebody types there."""
        if findings is self._shown and is_read_only == self._is_read_only:
            return
        self._shown = findings
        self._is_read_only = is_read_only
        by_kind = tuple(each for kind in FindingKind for each in findings if each.kind is kind)
        if by_kind != self.findings:
            place = self._keyboard()
            self._clear()
            for finding in by_kind:
                self._add(finding.kind).show_finding(finding)
            self._give_keyboard(place)
        for row in self.in_order():
            row.set_read_only(is_read_only)
        self._show_heads()

    def show_before(self, findings: Sequence[Finding]) -> None:
        """Know what was measured last time."""
        self._before = {(each.kind, each.name): each for each in findings if each.name}
        self._show_heads()

    def restore(self, raw: Sequence[Sequence[str]]) -> None:
        """Show rows as they were typed when the page was last left."""
        self._clear()
        for each in raw:
            self._add(FindingKind(each[0])).show_raw(each)
        self._show_heads()
        self._emit("restore")

    def clear(self) -> None:
        """No visit is shown."""
        self._shown = None
        self._before = {}
        self._clear()
        self._show_heads()

    def add_row(self, kind: FindingKind) -> FindingRow:
        """A new row, the keyboard in its name; an empty one is used first."""
        blank = next((row for row in self.rows[kind] if row.is_blank), None)
        row = blank or self._add(kind)
        self._show_heads()
        row.name.setFocus(Qt.FocusReason.TabFocusReason)
        return row

    def _lay_out(self) -> None:
        theme, text, icons = self._context.theme, self._context.words.gettext, self._context.actions.icons
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.nothing)
        column.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeft)
        for kind, name in self._names.items():
            head = self._heads[kind] = QWidget()
            row = QHBoxLayout(head)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(GAP)
            row.addWidget(Label(name, theme, Type.SMALL_MEDIUM, Tone.TEXT_2))
            row.addStretch(1)
            words = self._context.words
            self._sides[kind] = [
                Label(letter, theme, Type.CAPTION, Tone.TEXT_3)
                for letter in (words.pgettext("side", "L"), words.pgettext("side", "R"))
            ]
            for letter in self._sides[kind]:
                letter.setFixedWidth(theme.px(NUMBER))
                letter.setAlignment(Qt.AlignmentFlag.AlignCenter)
                row.addWidget(letter)
            button = text_button(text("Add"), Kind.LINK, icons=icons, icon="add")
            button.setAccessibleName(text("Add: {kind}").format(kind=name))
            button.clicked.connect(partial(self._on_add, kind))
            self.add_buttons[kind] = button
            ends = QHBoxLayout()
            ends.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
            last = QWidget()
            last.setFixedWidth(theme.px(UNIT) + GAP + theme.px(NOTE) + GAP + theme.px(REMOVE))
            last.setLayout(ends)
            ends.setContentsMargins(0, 0, 0, 0)
            row.addWidget(last)
            rows = self._columns[kind] = QVBoxLayout()
            rows.setSpacing(4)
            column.addWidget(head)
            column.addLayout(rows)

    def _add(self, kind: FindingKind) -> FindingRow:
        row = FindingRow(self._context, kind)
        self.rows[kind].append(row)
        self._columns[kind].addWidget(row)
        row.edited.connect(partial(self._on_edited, row))
        row.removed.connect(partial(self._on_removed, row))
        row.gone_on.connect(partial(self._on_gone_on, row))
        row.set_read_only(self._is_read_only)
        row.show()  # now: the keyboard goes there next
        return row

    def _clear(self) -> None:
        for row in list(self.in_order()):
            self._drop(row)

    def _drop(self, row: FindingRow) -> None:
        self.rows[row.kind].remove(row)
        self._columns[row.kind].removeWidget(row)
        row.hide()
        row.deleteLater()

    def _show_heads(self) -> None:
        for kind, head in self._heads.items():
            self.add_buttons[kind].setVisible(not self._is_read_only)
            for letter in self._sides[kind]:
                letter.setVisible(any(row.sides.isChecked() for row in self.rows[kind]))
            head.setVisible(bool(self.rows[kind]) or not self._is_read_only)
        for row in self.in_order():
            row.show_last(self._before.get(row.key))
        known = {row.key for row in self.in_order()}
        self.again_button.setVisible(not self._is_read_only and not self._before.keys() <= known)
        self.nothing.setVisible(self._is_read_only and not any(self.rows.values()))

    def _keyboard(self) -> tuple[int, int] | None:
        """Which row and which of its fields somebody types in."""
        focused = QApplication.focusWidget()
        for number, row in enumerate(self.in_order()):
            fields: list[QWidget] = [row.name, row.left, row.right, row.value, row.note]
            if focused in fields:
                return number, fields.index(focused)
        return None

    def _give_keyboard(self, place: tuple[int, int] | None) -> None:
        rows = list(self.in_order())
        if place is not None and place[0] < len(rows):
            row = rows[place[0]]
            (row.name, row.left, row.right, row.value, row.note)[place[1]].setFocus()

    def _emit(self, key: str) -> None:
        self.findings_changed.emit(self.findings, key)

    def _on_again(self, _checked: bool = False) -> None:
        """Rows for what was measured last time and has none yet, the keyboard in the first number."""
        known = {row.key for row in self.in_order()}
        offered = [self._offer(each) for key, each in self._before.items() if key not in known]
        self._show_heads()
        if offered:
            first = min(offered, key=list(self.in_order()).index)
            next(iter(first.numbers.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def _offer(self, finding: Finding) -> FindingRow:
        row = self._add(finding.kind)
        row.offer(finding)
        return row

    def _on_add(self, kind: FindingKind, _checked: bool = False) -> None:
        self.add_row(kind)

    def _on_edited(self, row: FindingRow, key: str) -> None:
        self._show_heads()
        self._emit(f"{list(self.in_order()).index(row)}/{key}")

    def _on_removed(self, row: FindingRow) -> None:
        self._drop(row)
        self.add_buttons[row.kind].setFocus()
        self._show_heads()
        self._emit("")

    def _on_gone_on(self, row: FindingRow) -> None:
        """Enter after the last number: the name of the next row, or of a new one."""
        rows = self.rows[row.kind]
        at = rows.index(row) + 1
        if at < len(rows) and rows[at].name.text().strip():
            following = next(iter(rows[at].numbers.values()))
            following.setFocus(Qt.FocusReason.TabFocusReason)
            following.selectAll()
        elif at < len(rows):
            rows[at].name.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.add_row(row.kind)
