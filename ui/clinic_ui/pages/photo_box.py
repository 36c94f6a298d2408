"""A photo kept as text in a draft; it comes in through the safe path only."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_app.domain.exercise import ExercisePhoto
from clinic_ui.context import Context
from clinic_ui.pages.exercise_texts import photo_from, photo_text
from clinic_ui.widgets.picture_box import PictureBox, PictureWords


class PhotoBox(PictureBox):
    """Shows a photo, takes another by button or drop, gives it up again; its text names it in the archive."""

    photo_changed = Signal()

    def __init__(self, context: Context, what_for: str, parent: QWidget | None = None) -> None:
        text = context.words.gettext
        said = PictureWords(
            name=text("Photo"),
            choose=text("Choose photo …"),
            remove=text("Remove photo"),
            reading=text("The photo is being read …"),
            what_for=what_for,
            without=text("Drop a JPEG or PNG here, or choose one."),
        )
        super().__init__(context, said, context.services.own.take_photo, parent)
        self._text = ""
        self.taken.connect(self._on_taken)
        self.removed.connect(self._on_removed)

    @property
    def text(self) -> str:
        """The photo as a draft keeps it; empty without one."""
        return self._text

    def show_text(self, text: str) -> None:
        """Show the photo of such a text."""
        self._text = text
        self.show_picture(self.name_in(text))

    def name_in(self, text: str) -> str:
        """The name in the archive that a text holds."""
        return text

    def text_of(self, photo: ExercisePhoto) -> str:
        """What a photo is kept as."""
        return photo.sha256

    def _on_taken(self, photo: ExercisePhoto) -> None:
        self.show_text(self.text_of(photo))
        self.photo_changed.emit()

    def _on_removed(self) -> None:
        self._text = ""
        self.photo_changed.emit()


class ExercisePhotoBox(PhotoBox):
    """The photo of an exercise, kept with its size: it is printed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        what_for = context.words.gettext("The photo is printed in place of the figure.")
        super().__init__(context, what_for, parent)

    def name_in(self, text: str) -> str:
        """Read from size and name; overrides PhotoBox."""
        photo = photo_from(text, "")
        return photo.sha256 if photo else ""

    def text_of(self, photo: ExercisePhoto) -> str:
        """Size and name; overrides PhotoBox."""
        return photo_text(photo)
