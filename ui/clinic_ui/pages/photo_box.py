"""Where a photo of an exercise is chosen or dropped; it comes in through the safe path only."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_app.domain.errors import InputError
from clinic_app.domain.exercise import ExercisePhoto
from clinic_app.services.own_exercises import OwnExerciseService
from clinic_ui.context import Context
from clinic_ui.pages.exercise_texts import photo_from, photo_text
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.work import Latest

_WIDTH, _HEIGHT = 132, 96
_LARGEST_READ = 10_000_001
"""More bytes than any picture may have are not even read."""


class PhotoBox(Pane):
    """Shows the photo, takes another by button or drop, and gives it up again."""

    photo_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("sunk", parent)
        self._context = context
        self._latest = Latest(context.worker)
        self._text = ""
        text, theme = context.words.gettext, context.theme
        self.setAcceptDrops(True)
        self.setAccessibleName(text("Photo"))
        self.picture = QLabel()
        self.picture.setFixedSize(theme.px(_WIDTH), theme.px(_HEIGHT))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.choose_button = text_button(text("Choose photo …"), Kind.OUTLINE)
        self.remove_button = text_button(text("Remove photo"), Kind.LINK)
        self.choose_button.clicked.connect(self._on_choose)
        self.remove_button.clicked.connect(self._on_remove)
        self._lay_out()
        self._show()

    @property
    def text(self) -> str:
        """The photo as a draft keeps it; empty without one."""
        return self._text

    def show_text(self, text: str) -> None:
        """Show the photo of such a text."""
        self._text = text
        self._show()

    def take_file(self, path: Path) -> None:
        """Bring in a file from outside, off the window's thread."""
        self.note.set_tone(Tone.TEXT_2)
        self.note.setText(self._context.words.gettext("The photo is being read …"))
        job = partial(_taken, self._context.services.own, path)
        self._latest.run(job, self._on_taken, self._on_refused)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files may be dropped; overrides Qt."""
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take the first file; overrides Qt."""
        event.acceptProposedAction()
        self.take_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.choose_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.addWidget(self.note)
        column.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(12)
        row.addWidget(self.picture)
        row.addLayout(column, 1)

    def _show(self) -> None:
        text = self._context.words.gettext
        self.remove_button.setVisible(bool(self._text))
        self.note.set_tone(Tone.TEXT_2)
        said = text("The photo is printed in place of the figure.")
        self.note.setText(said if self._text else text("Drop a JPEG or PNG here, or choose one."))
        self.picture.clear()
        self.picture.setVisible(bool(self._text))
        photo = photo_from(self._text, "")
        if photo is not None:
            archive = self._context.services.record.archive
            self._latest.run(partial(archive.get, photo.sha256), self._on_bytes)

    def _on_bytes(self, data: bytes) -> None:
        image = QImage.fromData(data)
        if image.isNull():
            return
        ratio = self.devicePixelRatioF()
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        small = image.scaled(self.picture.size() * ratio, keep, smooth)
        small.setDevicePixelRatio(ratio)
        self.picture.setPixmap(QPixmap.fromImage(small))

    def _on_choose(self) -> None:
        text = self._context.words.gettext
        dialog = QFileDialog(self.window(), text("Choose a photo"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(text("Pictures (*.jpg *.jpeg *.png)"))
        dialog.fileSelected.connect(lambda path: self.take_file(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_remove(self) -> None:
        self.show_text("")
        self.photo_changed.emit()
        self.choose_button.setFocus()

    def _on_taken(self, photo: ExercisePhoto) -> None:
        self.show_text(photo_text(photo))
        self.photo_changed.emit()

    def _on_refused(self, error: Exception) -> None:
        self._show()
        self.note.set_tone(Tone.BAD)
        self.note.setText(self._context.problems.sentence(error))


def _taken(own: OwnExerciseService, path: Path) -> ExercisePhoto:
    try:
        with path.open("rb") as source:
            data = source.read(_LARGEST_READ)
    except OSError as error:
        raise InputError(
            "{file} could not be read: {reason}.", file=path.name, reason=error.strerror or error
        ) from error
    return own.take_photo(data, path.name)
