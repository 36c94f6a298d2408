"""A patient's photo, if the clinic wants one; it comes in through the safe path only."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_app.domain.exercise import ExercisePhoto
from clinic_ui.context import Context
from clinic_ui.widgets.picture_box import PictureBox, PictureWords


class PersonPhoto(PictureBox):
    """Shows the photo, takes another by button or drop, and gives it up again."""

    photo_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        text = context.words.gettext
        said = PictureWords(
            name=text("Photo"),
            choose=text("Choose photo …"),
            remove=text("Remove photo"),
            reading=text("The photo is being read …"),
            what_for=text("The photo is for telling patients apart; it is never printed."),
            without=text("Drop a JPEG or PNG here, or choose one."),
        )
        super().__init__(context, said, context.services.own.take_photo, parent)
        self._sha256_shown = ""
        self.taken.connect(self._on_taken)
        self.removed.connect(self._on_removed)

    def text(self) -> str:
        """The photo as a draft keeps it: its name in the archive; empty without one."""
        return self._sha256_shown

    def show_text(self, sha256: str) -> None:
        """Show the photo of that name."""
        self._sha256_shown = sha256
        self.show_picture(sha256)

    def _on_taken(self, photo: ExercisePhoto) -> None:
        self.show_text(photo.sha256)
        self.photo_changed.emit()

    def _on_removed(self) -> None:
        self._sha256_shown = ""
        self.photo_changed.emit()
