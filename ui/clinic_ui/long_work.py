"""Work that takes more than a moment: it says how far it is, and can be given up."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from clinic_ui.context import Context
from clinic_ui.theme import Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label

Result = TypeVar("Result")

_SHOWN_AFTER_MS = 300
_WIDTH = 380


class GivenUpError(Exception):
    """The person pressed Cancel."""


class Progress(QObject):
    """Told by the work, from whatever thread; asked by it whether to go on."""

    advanced = Signal(int, int)
    """So much is done, of so much."""

    given_up = Signal()
    """The person pressed Cancel."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_given_up = False

    def give_up(self) -> None:
        """The work is to end at its next step."""
        self._is_given_up = True
        self.given_up.emit()

    def step(self, done: int, whole: int) -> None:
        """Say how far the work is.

        Raises:
            GivenUpError: nobody wants it any more.
        """
        if self._is_given_up:
            raise GivenUpError
        self.advanced.emit(done, whole)


class ProgressBox(QWidget):
    """A small window that comes after a moment; Cancel, Escape or closing it give the work up."""

    def __init__(self, context: Context, title: str, progress: Progress, owner: QWidget) -> None:
        super().__init__(owner.window(), Qt.WindowType.Dialog)
        self._progress = progress
        text = context.words.gettext
        self.setWindowTitle(title)
        self.setFixedWidth(context.theme.px(_WIDTH))
        self.said = Label(title, context.theme, Type.BODY_MEDIUM, wraps=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(title)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.cancel = text_button(text("Cancel"), Kind.OUTLINE)
        self.cancel.clicked.connect(self._give_up)
        self._how_far = text("{done} of {whole}")
        self.count = Label("", context.theme, Type.SMALL)
        last = QHBoxLayout()
        last.addWidget(self.count, 1)
        last.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(self.said)
        column.addWidget(self.bar)
        column.addLayout(last)
        progress.advanced.connect(self._on_advanced)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.show)
        self._later.start(_SHOWN_AFTER_MS)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape cancels; overrides Qt."""
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Closed is cancelled; overrides Qt."""
        self._progress.give_up()
        super().closeEvent(event)

    def end(self) -> None:
        """The work is done, or failed."""
        self._later.stop()
        self.hide()
        self.deleteLater()

    def _give_up(self) -> None:
        self._progress.give_up()
        self.cancel.setEnabled(False)

    def _on_advanced(self, done: int, whole: int) -> None:
        self.bar.setRange(0, whole)
        self.bar.setValue(done)
        self.count.setText(self._how_far.format(done=done, whole=whole))


class LongWork(QObject):
    """Runs one piece of long work off the window's thread, behind a box of progress."""

    def __init__(self, context: Context, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._owner = context, owner
        self.box: ProgressBox | None = None

    def run(
        self,
        title: str,
        job: Callable[[Progress], Result],
        on_done: Callable[[Result], object],
        on_given_up: Callable[[], object] | None = None,
        on_failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Do ``job``, which calls ``step`` now and then; failures are told as always, or to ``on_failed``."""
        progress = Progress(self)
        self.box = ProgressBox(self._context, title, progress, self._owner)
        self._context.worker.run(
            partial(job, progress),
            partial(self._on_done, progress, self.box, on_done),
            partial(
                self._on_failed, progress, self.box, on_given_up, on_failed or self._context.problems.tell
            ),
        )

    def _on_done(
        self, progress: Progress, box: ProgressBox, on_done: Callable[[Result], object], result: Result
    ) -> None:
        self._end(progress, box)
        on_done(result)

    def _on_failed(
        self,
        progress: Progress,
        box: ProgressBox,
        on_given_up: Callable[[], object] | None,
        on_failed: Callable[[Exception], object],
        error: Exception,
    ) -> None:
        self._end(progress, box)
        if not isinstance(error, GivenUpError):
            on_failed(error)
        elif on_given_up is not None:
            on_given_up()

    def _end(self, progress: Progress, box: ProgressBox) -> None:
        box.end()
        progress.deleteLater()
        if self.box is box:
            self.box = None
