"""What can be put on the clipboard."""

from PySide6.QtCore import QMimeData, QStringListModel


def empty_clip_data() -> QMimeData:
    """Data to fill and to hand to ``QClipboard.setMimeData``.

    WORKAROUND: data that Python made and that is still on the clipboard when the interpreter is gone ends the
    process with a segmentation fault where the platform keeps its clipboard to the very end (PySide6 6.11:
    offscreen, minimal, vnc; not xcb); data that Qt made does not.
    """
    model = QStringListModel([""])
    data = model.mimeData([model.index(0)])
    data.clear()
    return data
