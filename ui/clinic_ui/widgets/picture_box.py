"""Where a picture from outside is chosen or dropped, shown, and given up again."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_ui.context import Context
from clinic_ui.file_input import read_file
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.work import Latest

_WIDTH, _HEIGHT = 132, 96
_MOST_BYTES = 10_000_000
"""More bytes than any picture may have are not even read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureWords:
    """What the box says: its name, its buttons, what the picture is for, what to do without one."""

    name: str
    choose: str
    remove: str
    reading: str
    what_for: str
    without: str


class PictureBox(Pane):
    """Takes files through ``take`` (on a worker), and shows the bytes the archive has under ``sha256``."""

    taken = Signal(object)
    """What ``take`` made of a file."""

    removed = Signal()

    def __init__(
        self,
        context: Context,
        said: PictureWords,
        take: Callable[[bytes, str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("sunk", parent)
        self._context, self._said, self._take = context, said, take
        self._latest = Latest(context.worker)
        self._sha256 = ""
        theme = context.theme
        self.setAcceptDrops(True)
        self.setAccessibleName(said.name)
        self.picture = QLabel()
        self.picture.setFixedSize(theme.px(_WIDTH), theme.px(_HEIGHT))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.note = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.choose_button = text_button(said.choose, Kind.OUTLINE)
        self.remove_button = text_button(said.remove, Kind.LINK)
        self.choose_button.clicked.connect(self._on_choose)
        self.remove_button.clicked.connect(self._on_remove)
        self._lay_out()
        self.show_picture("")

    def show_picture(self, sha256: str) -> None:
        """Show the picture of that name in the archive; empty for none."""
        self._sha256 = sha256
        self.remove_button.setVisible(bool(sha256))
        self.note.set_tone(Tone.TEXT_2)
        self.note.setText(self._said.what_for if sha256 else self._said.without)
        self.picture.clear()
        self.picture.setVisible(bool(sha256))
        if sha256:
            archive = self._context.services.record.archive
            self._latest.run(partial(archive.get, sha256), self._on_bytes)

    def take_file(self, path: Path) -> None:
        """Bring in a file from outside, off the window's thread."""
        self.note.set_tone(Tone.TEXT_2)
        self.note.setText(self._said.reading)
        self._latest.run(partial(_taken, self._take, path), self.taken.emit, self._on_refused)

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
        dialog = QFileDialog(self.window(), text("Choose a picture"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(text("Pictures (*.jpg *.jpeg *.png)"))
        dialog.fileSelected.connect(lambda path: self.take_file(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_remove(self) -> None:
        self.show_picture("")
        self.removed.emit()
        self.choose_button.setFocus()

    def _on_refused(self, error: Exception) -> None:
        self.show_picture(self._sha256)
        self.note.set_tone(Tone.BAD)
        self.note.setText(self._context.problems.sentence(error))


def _taken(take: Callable[[bytes, str], object], path: Path) -> object:
    return take(read_file(path, _MOST_BYTES), path.name)
