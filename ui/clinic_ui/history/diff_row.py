"""One exercise in two versions: picture, name, old values struck beside the new ones, and a word."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.diff_words import ChangeWords, DiffWords, Shape
from clinic_app.domain.program import ProgramItem
from clinic_app.domain.program_diff import ChangeKind, ItemChange
from clinic_app.domain.side import Side
from clinic_ui.context import Context
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.figure_view import FigureView
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.words import Words

_PICTURE, _TWIN = (72, 62), (60, 62)
"""A picture alone, and one of a pair: width and height at text scale 1."""
_TINT_RADIUS = 6
_SIGNS: Final = {
    ChangeKind.ADDED: ("+", Tone.OK),
    ChangeKind.REMOVED: ("−", Tone.BAD),
    ChangeKind.CHANGED: ("±", Tone.ACCENT),
    ChangeKind.MOVED: ("↕", Tone.TEXT_2),
}


class TintLabel(Label):
    """A new value on a tint with round corners."""

    def __init__(self, text: str, theme: Theme, *, came: bool = False, wraps: bool = False) -> None:
        """``came``: there was nothing before; in green, else in blue."""
        super().__init__(text, theme, Type.SMALL_STRONG, Tone.OK if came else Tone.ACCENT, wraps=wraps)
        self._tint = Tone.OK_TINT if came else Tone.ACCENT_TINT
        self.setContentsMargins(7, 2, 7, 2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The tint, then the text; overrides Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(self._tint))
        painter.drawRoundedRect(QRectF(self.rect()), _TINT_RADIUS, _TINT_RADIUS)
        painter.end()
        super().paintEvent(event)


class DiffRow(QWidget):
    """Reads alone: its accessible name says the exercise, the word and every change."""

    def __init__(
        self,
        context: Context,
        words: DiffWords,
        change: ItemChange,
        persons: tuple[str, str] = ("", ""),
        parent: QWidget | None = None,
    ) -> None:
        """``persons``: who the figures showed before, and show now."""
        super().__init__(parent)
        self._context, self._persons = context, persons
        theme, name = context.theme, words.name(change.item)
        self.change = change
        self.changes = words.of_item(change)
        word = kind_word(change.kind, context.words)
        self.setAccessibleName(". ".join((name, word, *(each.short for each in self.changes))))
        self.name = Label(name, theme, Type.BODY_STRONG, wraps=True)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.name)
        if change.kind is ChangeKind.REMOVED:
            _strike(self.name)
            self.name.set_tone(Tone.TEXT_2)
        if not self.changes:
            column.addWidget(Label(words.dose(change.item), theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        for each in self.changes:
            column.addWidget(ChangeLine(theme, each))
        if change.kind is not ChangeKind.SAME:
            sign, tone = _SIGNS[change.kind]
            column.addWidget(Label(f"{sign}  {word}", theme, Type.CAPTION_STRONG, tone))
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(12)
        row.addLayout(self._pictures(change, name), 0)
        row.addLayout(column, 1)

    def _pictures(self, change: ItemChange, name: str) -> QHBoxLayout:
        """The exercise as it is; where it was drawn otherwise, as it was, pale, before it."""
        pictures = QHBoxLayout()
        pictures.setSpacing(3)
        was, now = change.before, change.after
        self.figures: list[FigureView] = []
        size = _PICTURE
        if was is not None and now is not None and _is_mirrored(was) is not _is_mirrored(now):
            size = _TWIN
            past = self._picture(was, name, self._persons[0], size, is_past=True)
            pictures.addWidget(past, 0, Qt.AlignmentFlag.AlignTop)
            arrow = Label("→", self._context.theme, Type.CAPTION, Tone.TEXT_2)
            arrow.setFixedHeight(past.height())
            pictures.addWidget(arrow, 0, Qt.AlignmentFlag.AlignTop)
        person = self._persons[now is not None]
        present = self._picture(change.item, name, person, size, is_past=now is None)
        pictures.addWidget(present, 0, Qt.AlignmentFlag.AlignTop)
        return pictures

    def _picture(
        self, item: ProgramItem, name: str, person: str, size: tuple[int, int], *, is_past: bool
    ) -> QWidget:
        theme = self._context.theme
        tile = Pane("figure")
        tile.setFixedSize(*map(theme.px, size))
        figure = FigureView(self._context.thumbnails, theme)
        figure.show_figure(item.exercise_slug, name=name, mirror=_is_mirrored(item), person=person)
        if is_past:
            figure.pale()
        self.figures.append(figure)
        inside = QHBoxLayout(tile)
        inside.setContentsMargins(4, 2, 4, 2)
        inside.addWidget(figure)
        return tile


class ChangeLine(QWidget):
    """One field: its name, what stayed, what was (struck), what is (on a tint)."""

    def __init__(self, theme: Theme, change: ChangeWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(change.short)
        if change.shape is Shape.TEXT:
            self._stack(theme, change)
        else:
            self._flow(theme, change)

    def _flow(self, theme: Theme, change: ChangeWords) -> None:
        flow = FlowLayout(6, self)
        flow.addWidget(_quiet(change.name, theme))
        if change.kept:
            flow.addWidget(_quiet(change.kept, theme, Tone.TEXT))
        if change.before:
            flow.addWidget(_strike(_quiet(change.before_words, theme)))
        if change.before and change.after:
            flow.addWidget(_quiet("→", theme))
        if change.after:
            flow.addWidget(TintLabel(change.after_words, theme, came=not change.before))

    def _stack(self, theme: Theme, change: ChangeWords) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(_quiet(change.name, theme))
        if change.before:
            was = Label(change.before, theme, Type.SMALL, Tone.TEXT_2, wraps=True)
            column.addWidget(_strike(was))
        if change.after:
            column.addWidget(TintLabel(change.after, theme, came=not change.before, wraps=True))


def kind_word(kind: ChangeKind, words: Words) -> str:
    """What happened to the exercise."""
    names = {
        ChangeKind.ADDED: words.pgettext("exercise", "Added"),
        ChangeKind.REMOVED: words.pgettext("exercise", "Removed"),
        ChangeKind.CHANGED: words.pgettext("exercise", "Changed"),
        ChangeKind.MOVED: words.pgettext("exercise", "Moved"),
        ChangeKind.SAME: words.pgettext("exercise", "Unchanged"),
    }
    return names[kind]


def _is_mirrored(item: ProgramItem) -> bool:
    return item.side is Side.LEFT


def _quiet(text: str, theme: Theme, tone: Tone = Tone.TEXT_2) -> Label:
    label = Label(text, theme, Type.SMALL, tone)
    label.setContentsMargins(0, 2, 0, 2)  # on one line with a tint
    return label


def _strike(label: Label) -> Label:
    font = label.font()
    font.setStrikeOut(True)
    label.setFont(font)
    return label
