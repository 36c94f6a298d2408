"""One version of a program in the list: number, when and by whom it was given, what changed."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clinic_app.domain.diff_summary import unbroken
from clinic_app.domain.version_words import ways_words
from clinic_app.services.history import VersionEntry
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import icon_button
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label
from clinic_ui.words import Words

_RADIUS = 10
_NUMBER_WIDTH = 22


@dataclass(frozen=True, slots=True)
class VersionLines:
    """What a row says: where the version stands, by whom and how much, and what changed."""

    state: str
    facts: str
    changes: str

    @property
    def whole(self) -> str:
        """Everything, for a screen reader."""
        return ". ".join(part for part in (self.state, self.facts, self.changes) if part)


class VersionRow(QAbstractButton):
    """One of a list; choosing it shows what changed in it."""

    print_wanted = Signal(object)
    """The last Handout of this version."""

    def __init__(
        self,
        context: Context,
        entry: VersionEntry,
        number: int,
        lines: VersionLines,
        parent: QWidget | None = None,
    ) -> None:
        """``number`` is the version's, or the one a draft will get."""
        super().__init__(parent)
        self.entry, self._theme = entry, context.theme
        theme, icons = context.theme, context.actions.icons
        self.setCheckable(True)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred
        )  # a button's lines wrap
        self.setBackgroundRole(QPalette.ColorRole.Window)  # else its labels take a button's text colour
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        version = context.words.gettext("Version {number}").format(number=number)
        self.setAccessibleName(f"{version}. {lines.whole}")
        self.number = Label(str(number), theme, Type.BODY_STRONG)
        self.number.setMinimumWidth(theme.px(_NUMBER_WIDTH))
        is_draft = entry.version.is_draft
        icon, tone = ("edit", Tone.WARN) if is_draft else ("lock", Tone.TEXT_2)
        self.state = IconLine(theme, icons, icon, lines.state, tone)
        self.state.label.setFont(theme.font(Type.BODY_MEDIUM))
        self.state.label.set_tone(Tone.WARN if is_draft else Tone.TEXT)
        self.facts = Label(lines.facts, theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.changes = Label(unbroken(lines.changes), theme, Type.SMALL, wraps=True)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self.state)
        for label in (self.facts, self.changes):
            column.addWidget(label)
            if not label.text():
                label.hide()  # shown it would be a window of its own: it has no parent yet
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)
        for text in self.findChildren(QLabel):
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if entry.handouts:
            self.print_button = icon_button(icons, "print", context.words.gettext("Print the handout again"))
            self.print_button.setAccessibleDescription(version)
            self.print_button.clicked.connect(self._on_print)
            row.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignTop)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and argument
        """A tint where it is chosen, a ring where the keyboard is; overrides Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(1, 1, -1, -1)
        tone = Tone.ACCENT_TINT if self.isChecked() else Tone.HOVER if self.underMouse() else None
        if tone is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(tone))
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour(Tone.ACCENT), 2))
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        painter.end()

    def _on_print(self) -> None:
        self.print_wanted.emit(self.entry.handouts[-1])


def version_lines(entry: VersionEntry, changes: str, words: Words) -> VersionLines:
    """The row's words; ``changes`` come from the version before."""
    version = entry.version
    count = len(entry.content.items)
    exercises = words.ngettext("{count} exercise", "{count} exercises", count).format(count=count)
    if version.is_draft:
        when = words.moment(version.changed_at)
        state = words.gettext("Draft, changed {moment}").format(moment=when)
        return VersionLines(state, exercises, changes)
    when = words.day(version.handed_out_at.astimezone().date()) if version.handed_out_at else ""
    state = words.gettext("Handed out {date}").format(date=when)
    facts = " · ".join(
        part for part in (entry.therapist, ways_words(entry.handouts, words), exercises) if part
    )
    return VersionLines(state, facts, changes)
