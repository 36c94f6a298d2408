"""The clipboard: exercises go out as an open file and as lines, and come in as either."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication

from clinic_app.domain.errors import InputError
from clinic_app.domain.program import ProgramItem
from clinic_app.services.clips import Clips
from clinic_ui.builder.quick_reading import understood
from clinic_ui.clip_data import empty_clip_data
from clinic_ui.context import Context

PROGRAM_MIME: Final = "application/x-clinic-program+json"
_MOST_LINES: Final = 60


@dataclass(frozen=True, slots=True)
class Pasted:
    """What the clipboard held: exercises, and lines that are none."""

    items: tuple[ProgramItem, ...] = ()
    refused: tuple[str, ...] = ()


class ItemClip:
    """Copies and pastes items of the program on the table."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._clips = Clips(context.library)

    def copy(self, items: Sequence[ProgramItem], language: str) -> None:
        """Put the items on the clipboard."""
        data = empty_clip_data()
        data.setData(PROGRAM_MIME, QByteArray(self._clips.file_text(items, language).encode()))
        data.setText(self._clips.lines(items, self._context.words.language))
        QGuiApplication.clipboard().setMimeData(data)

    def paste(self, language: str) -> Pasted:
        """What is on the clipboard: another program's exercises, a program file's text, or lines."""
        data = QGuiApplication.clipboard().mimeData()
        place = self._context.words.gettext("Clipboard")
        if data.hasFormat(PROGRAM_MIME):
            own = bytes(data.data(PROGRAM_MIME).data()).decode(errors="replace")
            return Pasted(self._clips.items(own, language, place=place))
        text = data.text().strip()
        if text.startswith("{"):
            return Pasted(self._clips.items(text, language, place=place))
        return self._lines(text)

    def _lines(self, text: str) -> Pasted:
        found: list[ProgramItem] = []
        refused: list[str] = []
        for line in filter(None, map(str.strip, text.splitlines()[:_MOST_LINES])):
            try:
                found.append(understood(line, self._context.index, self._context.words.language).item())
            except InputError:
                refused.append(line)
        return Pasted(tuple(found), tuple(refused))


def holds_exercises() -> bool:
    """Whether the clipboard holds more than one line to type on with."""
    data = QGuiApplication.clipboard().mimeData()
    return data.hasFormat(PROGRAM_MIME) or "\n" in data.text().strip()
