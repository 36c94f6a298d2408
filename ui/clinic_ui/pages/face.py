"""A patient's photo, small and round, where the patient is named; nothing where there is none."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from clinic_ui.context import Context
from clinic_ui.work import Latest

_SIZE: Final = 40


class Face(QLabel):
    """Shows the picture that the archive has under a name."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._latest = Latest(context.worker)
        self._sha256 = ""
        self.setFixedSize(context.theme.px(_SIZE), context.theme.px(_SIZE))
        self.setAccessibleName(context.words.gettext("Photo"))
        self.hide()

    def show_picture(self, sha256: str) -> None:
        """Show the photo of that name; empty for none. The one before is gone at once."""
        if sha256 == self._sha256:
            return
        self._sha256 = sha256
        self._latest.cancel()
        self.clear()
        self.setVisible(bool(sha256))
        if sha256:
            self._latest.run(partial(self._context.services.record.archive.get, sha256), self._on_bytes)

    def _on_bytes(self, data: bytes) -> None:
        image = QImage.fromData(data)
        if image.isNull():
            return
        ratio = self.devicePixelRatioF()
        filling, smooth = (
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        whole = image.scaled(self.size() * ratio, filling, smooth)
        side = min(whole.width(), whole.height())
        whole = whole.copy((whole.width() - side) // 2, (whole.height() - side) // 4, side, side)
        round_one = QPixmap(side, side)
        round_one.fill(Qt.GlobalColor.transparent)
        painter = QPainter(round_one)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPainterPath()
        edge.addEllipse(0, 0, side, side)
        painter.setClipPath(edge)
        painter.drawImage(0, 0, whole)
        painter.end()
        round_one.setDevicePixelRatio(ratio)
        self.setPixmap(round_one)
