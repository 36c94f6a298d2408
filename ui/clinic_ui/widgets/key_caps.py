"""Keys as they are on the keyboard: a small cap each."""

from typing import Final

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from clinic_app.domain.words import mark
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.labels import Label
from clinic_ui.words import Words

_SIGNS: Final = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}
_NAMES: Final = {
    "Return": mark("Enter"),
    "Escape": mark("Esc"),
    "Esc": mark("Esc"),
    "Del": mark("Delete"),
    "Delete": mark("Delete"),
    "Ctrl": mark("Ctrl"),
    "Shift": mark("Shift"),
    "Alt": mark("Alt"),
}


def cap_texts(keys: QKeySequence, words: Words) -> list[str]:
    """What stands on each cap of one combination: ``Ctrl``, ``Shift``, ``N``."""
    text = keys.toString(QKeySequence.SequenceFormat.PortableText)
    *held, key = text[:-1].split("+")  # the last sign belongs to the key, which may be the plus itself
    names = [*held, key + text[-1:]]
    return [_SIGNS.get(name) or (words.gettext(_NAMES[name]) if name in _NAMES else name) for name in names]


def key_cap(text: str, theme: Theme) -> Label:
    """One cap."""
    cap = Label(text, theme, Type.CAPTION_MEDIUM, Tone.TEXT_2)
    cap.setProperty("pane", "key")
    return cap


class KeyCaps(QWidget):
    """One combination, or several that do the same."""

    def __init__(
        self, combinations: list[QKeySequence], theme: Theme, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for number, keys in enumerate(combinations):
            if number:
                row.addWidget(Label(words.gettext("or"), theme, Type.CAPTION, Tone.TEXT_3))
            for text in cap_texts(keys, words):
                row.addWidget(key_cap(text, theme))
        self.setAccessibleName(", ".join("+".join(cap_texts(each, words)) for each in combinations))
