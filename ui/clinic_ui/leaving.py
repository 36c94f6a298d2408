"""What is kept in memory while the record is locked: who worked, and what they had open. Ids, no names."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QWidget

from clinic_app.domain.access import Actor
from clinic_ui.rail import PageKey

if TYPE_CHECKING:
    from clinic_ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Left:
    """Where somebody was when the record was locked."""

    actor: Actor | None = None
    page: PageKey = PageKey.PATIENTS
    pages: Mapping[PageKey, object] = field(default_factory=dict)

    def taken_up_by(self, actor: Actor) -> "Left":
        """What they find: their own, or, where somebody else was here, nothing of it."""
        return self if self.actor == actor else Left(actor)


def standing_of(window: "MainWindow", on_failed: Callable[[Exception], object]) -> Mapping[PageKey, object]:
    """What is open on its pages; nothing, and ``on_failed`` hears why, where a page fails to say it."""
    try:
        return window.standing()
    except Exception as error:  # nothing may keep the record from being closed
        on_failed(error)
        return {}


def end_long_work(window: QWidget) -> None:
    """Give up what runs behind boxes of progress, also those that are not seen yet."""
    from clinic_ui.long_work import Progress  # nothing runs before a context was made, which wakes it

    for each in window.findChildren(Progress):
        each.give_up()


def close_windows_but(kept: QWidget, on_failed: Callable[[Exception], object]) -> None:
    """Close every other window that is seen; a form keeps what is typed into it.

    One that fails to is taken away all the same, and ``on_failed`` hears why.
    """
    for window in QApplication.topLevelWidgets():
        if window is kept or not window.isVisible():
            continue
        try:
            if isinstance(window, QDialog):
                window.reject()
            else:
                window.close()
        except Exception as error:
            on_failed(error)
        window.hide()


def forget_all_but(pages: Collection[QWidget], stack: QStackedWidget) -> None:
    """What stood alone before the pages goes: passphrase and code are not kept in fields nobody sees."""
    for widget in [stack.widget(at) for at in range(stack.count())]:
        if widget is not None and widget not in pages:
            stack.removeWidget(widget)
            widget.deleteLater()
