"""What was typed and the disk refused: held while the program runs, tried again, and said."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from clinic_app.domain.errors import KnownError
from clinic_ui.problems import Problems
from clinic_ui.words import Words
from clinic_ui.work import Worker

if TYPE_CHECKING:
    from clinic_app.services.clinic import ClinicServices
    from clinic_app.services.unkept import Unkept
    from clinic_ui.context import Context
    from clinic_ui.main_window import MainWindow

_TRIED_AGAIN_MS: Final = 15_000


class WhatWaits(QObject):
    """One a program: it outlives the record that could not keep something."""

    def __init__(self, worker: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._unkept: Unkept | None = None
        self._services: ClinicServices | None = None
        self._context: Context | None = None
        self.again = QTimer(self)
        self.again.setSingleShot(True)
        self.again.setInterval(_TRIED_AGAIN_MS)
        self.again.timeout.connect(self._on_time)

    def __bool__(self) -> bool:
        """Whether something waits."""
        return self._unkept is not None and len(self._unkept) > 0

    def take_over(self, services: "ClinicServices") -> None:
        """A record is open: what waits is for it."""
        if self._unkept is not None:
            services.unkept.take_over(self._unkept)
        self._unkept, self._services = services.unkept, services

    def let_go(self) -> None:
        """The record is being closed."""
        self.again.stop()
        self._services = self._context = None

    def tell(self, context: "Context", window: "MainWindow") -> None:
        """The pages are there: say that something is not lost, but not kept yet."""
        self._context = context
        if self:
            window.problem_bar.say(waiting_sentence(context.words))

    def try_before(self, then: Callable[[], object]) -> None:
        """Try to keep it, then go on, kept or not."""
        if self._services is None or self._unkept is None or not self:
            then()
            return
        job = partial(self._unkept.try_again, self._services)
        self._worker.run(job, partial(self._on_tried, then), partial(self._on_tried, then))

    def _on_tried(self, then: Callable[[], object], _why: KnownError | Exception | None) -> None:
        then()
        if self and self._services is not None:
            self.again.start()

    def _on_time(self) -> None:
        self.try_before(self._say_kept)

    def _say_kept(self) -> None:
        if not self and (context := self._context) is not None:
            context.problems.solved.emit()
            context.toasts.say(context.words.gettext("What was typed before is kept now"))


def let_each_keep(flushes: Iterable[Callable[[], object]], problems: Problems) -> None:
    """Whatever one page meets while it keeps what is typed, the next ones keep theirs."""
    for flush in flushes:
        try:
            flush()
        except Exception as error:
            problems.tell(error)


def waiting_sentence(words: Words) -> str:
    """Said after unlocking, while something waits."""
    return words.gettext(
        "What was typed before the record was locked is not kept yet: its disk takes nothing, "
        "or it may not be changed now. It is held while this app is open, and tried again by itself."
    )


def closing_sentence(words: Words) -> str:
    """Said instead of closing, once."""
    return words.gettext(
        "What you typed last could not be kept: the disk with the record takes nothing. "
        "Make room there and close again; closed now, it is lost."
    )


def flush_drafts(window: QObject) -> None:
    """Keep what is being typed into any form of that window."""
    from clinic_ui.drafts import DraftKeeper  # no form is in the first paint

    for keeper in window.findChildren(DraftKeeper):
        keeper.flush()
