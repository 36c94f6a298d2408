"""What is kept in memory while the record is locked: who worked, and what they had open. Ids, no names."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from clinic_app.domain.access import Actor
from clinic_app.domain.errors import KnownError
from clinic_ui.rail import PageKey


@dataclass(frozen=True, slots=True)
class Left:
    """Where somebody was when the record was locked."""

    actor: Actor | None = None
    page: PageKey = PageKey.PATIENTS
    pages: Mapping[PageKey, object] = field(default_factory=dict)

    def taken_up_by(self, actor: Actor) -> "Left":
        """What they find: their own, or, where somebody else was here, nothing of it."""
        return self if self.actor == actor else Left(actor)


def close_windows_but(kept: QWidget) -> None:
    """Close every other window that is seen; a form keeps what is typed into it."""
    for window in QApplication.topLevelWidgets():
        if window is kept or not window.isVisible():
            continue
        if isinstance(window, QDialog):
            try:
                window.reject()
            except KnownError:  # a full disk keeps no draft, and keeps nobody from locking
                QDialog.reject(window)
        else:
            window.close()
