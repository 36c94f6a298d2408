"""The star of favourites: painted in lists, clicked, or pressed as F."""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from clinic_app.domain.exercise import Exercise
from clinic_ui.context import Context
from clinic_ui.shortcuts import Shortcut
from clinic_ui.theme import Tone
from clinic_ui.widgets.row_painter import RowPainter

_SIDE: Final = 32
_ICON: Final = 18
_SEEN: Final = QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected


class Stars:
    """Stars on the exercises of one list."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.side = max(_SIDE, context.theme.px(_SIDE))

    def is_full(self, exercise: Exercise) -> bool:
        """Whether the exercise is a favourite."""
        return self._context.shelf.is_favourite(exercise.slug)

    def paint(self, row: RowPainter, option: QStyleOptionViewItem, box: QRectF, exercise: Exercise) -> None:
        """A full star on favourites, an empty one where the mouse or the keyboard is."""
        is_favourite = self.is_full(exercise)
        if not is_favourite and not (option.state & _SEEN and self._context.seat.may_change):
            return
        name, tone = ("star_full", Tone.ACCENT) if is_favourite else ("star", Tone.TEXT_2)
        icons = self._context.actions.icons
        size = icons.scaled(_ICON)
        pixmap = icons.pixmap(name, size, tone, row.painter.device().devicePixelRatio())
        edge = (box.width() - size) / 2
        row.painter.drawPixmap(round(box.x() + edge), round(box.y() + edge), pixmap)

    def is_clicked(self, event: QEvent, box: QRectF, exercise: Exercise) -> bool:
        """Make it a favourite, or one no more, where ``event`` is a click on its star."""
        if not isinstance(event, QMouseEvent) or event.button() is not Qt.MouseButton.LeftButton:
            return False
        if not box.contains(event.position()):
            return False
        if event.type() is QEvent.Type.MouseButtonRelease:
            toggle_favourite(self._context, exercise.slug)
        return event.type() in (QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)


def toggle_favourite(context: Context, slug: str) -> None:
    """Make it a favourite, or one no more; said with a way back, or why not."""
    if context.seat.refusal:
        context.toasts.say(context.seat.refusal)
        return
    text, is_on = context.words.gettext, not context.shelf.is_favourite(slug)
    context.shelf.set_favourite(slug, is_on=is_on)
    said = text("Added to favourites") if is_on else text("No longer a favourite")
    context.toasts.say(said, text("Undo"), partial(context.shelf.set_favourite, slug, is_on=not is_on))


def listen_for_f(context: Context, view: QAbstractItemView, role: int) -> None:
    """F in a list makes its marked exercise a favourite, or one no more."""

    def toggle() -> None:
        exercise = view.currentIndex().data(role)
        if isinstance(exercise, Exercise):
            toggle_favourite(context, exercise.slug)

    context.actions.make(view, Shortcut.FAVOURITE, toggle)
