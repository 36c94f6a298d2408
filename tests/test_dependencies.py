"""What the project relies on in the packages it stands on; each was once seen to be otherwise."""

import sys
from importlib.metadata import version

from PySide6.QtGui import QImage, QPainter, QPen


def test_a_call_into_qt_keeps_every_reference_to_none() -> None:
    """PySide6 6.12.0 loses one in each such call and aborts Python 3.11 after a few thousand."""
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    pen = QPen()
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(1000):
        painter.setPen(pen)
    lost = before - sys.getrefcount(None)
    painter.end()
    assert lost < 100


def test_reportlab_is_the_series_that_opens_no_sockets_from_markup() -> None:
    assert version("reportlab").split(".")[0] == "5"
