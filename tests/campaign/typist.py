"""Somebody before the real window who types, pastes and saves by keys, and looks what came of it."""

import re
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from campaign.hostile_texts import is_a_sentence
from campaign.tally import Tally
from campaign.typed_places import Care
from clinic_ui.clip_data import empty_clip_data
from clinic_ui.theme import Tone
from clinic_ui.widgets.fields import FormField
from clinic_ui.widgets.growing_text import GrowingText
from clinic_ui.widgets.labels import Label

STANDS_STILL_S: Final = 8.0
"""Processor seconds of one text in one field, or of one save: longer is a window that stands still."""

_COMPARED: Final = 2_000_000
"""Letters: no field has room for as many."""
_WITHIN_S: Final = 20.0
_BY_KEYS: Final = 80
"""Letters typed key by key; nobody types more in one go."""
_BLANKS: Final = re.compile("[ \t\r\n\x0b\x0c\x1c-\x1f\x85\u2028\u2029\x00]+")
_UNTYPED: Final = frozenset(("Cc", "Cn", "Cs"))
"""Categories of what no key types, beyond the first plane aside."""

Field = QLineEdit | QPlainTextEdit


class Way(Enum):
    """How a text gets into a field."""

    KEYS = "by keys"
    PASTE = "pasted"
    RICH = "pasted as rich text"
    COMMIT = "by an input method"


def words(text: str) -> list[str]:
    """What two texts are compared by: blanks that no field tells apart aside."""
    return [each for each in _BLANKS.split(text) if each]


def one_kind_of_blank(text: str) -> str:
    """As paragraphs and steps are printed."""
    return " ".join(text.split())


@dataclass
class Typist:
    """One text, typed into one form after the other."""

    desk: Any
    window: Any
    care: Care
    tally: Tally
    name: str
    text: str
    way: Way
    told: list[str] = field(default_factory=list)
    """What the window said, since it was last asked."""

    def put(self, place: str, into: QWidget) -> str:
        """Over what stands in the field; returns what is in it then. Less than all must be told."""
        assert isinstance(into, QLineEdit | QPlainTextEdit)
        started = time.process_time()
        into.setFocus()
        QTest.keyClick(into, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(into, Qt.Key.Key_Backspace)
        self.told.clear()
        wanted = self._enter(into)
        self.settle()
        self._watch(place, started)
        shown = _text_of(into)
        if _as_field_holds(into, shown) != _as_field_holds(into, wanted) and not self.sentences(into):
            self.tally.silent += 1
            self.tally.note(f"{self._what(place)}: the field has {shown[-30:]!r} and nobody was told")
        return shown

    def _enter(self, into: Field) -> str:
        """Do it; returns what should be there."""
        if self.way is Way.KEYS:
            return _by_keys(into, self.text[:_BY_KEYS])
        if self.way is Way.COMMIT:
            event = QInputMethodEvent()
            event.setCommitString(self.text)
            QApplication.sendEvent(into, event)
            return _as_qt_has(self.text)
        clipboard = QApplication.clipboard()
        clipboard.setMimeData(_mime(self.text, is_rich=self.way is Way.RICH))
        QTest.keyClick(into, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        return clipboard.text()

    def open(self, window: Any) -> None:
        """Show a form, or the window again; it has the keyboard, and what waited for it is there."""
        if window is self.window:
            window.activateWindow()
        else:
            window.open()
        self.settle(window.isActiveWindow)

    def new_visit(self) -> None:
        """Of today, while none is on the screen: an empty one is taken away when it is left."""
        self.open(self.window)
        self.window.open_patient(self.care.patient)
        self.settle()
        self.care.visit = self.care.services.visits.start(self.care.patient).id
        self.window.open_visit(self.care.visit)
        page = self.window.stack.currentWidget()
        self.settle(lambda: page.visit is not None and page.visit.model.visit is not None)

    def press(self, button: QWidget) -> None:
        """By the keyboard."""
        started = time.process_time()
        self.told.clear()
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        self.settle()
        self._watch("a button", started)

    def settle(self, is_so: Callable[[], object] = lambda: True) -> bool:
        """Let it work until nothing is under way and it is so; False where that takes too long."""
        deadline = time.monotonic() + _WITHIN_S
        QApplication.processEvents()
        while self.desk.worker.is_busy or not is_so():
            if time.monotonic() > deadline:
                return False
            QTest.qWait(2)
        return True

    def kept(self, place: str, shown: str, stored: str) -> None:
        """What stood in the field is what the record has."""
        self.tally.injected += 1
        if words(stored.strip()) != words(shown.strip()):
            self.tally.lost += 1
            self.tally.note(f"{self._what(place)}: {stored[:40]!r} for {shown[:40]!r}")

    def refused(self, place: str, form: QWidget, shown: dict[QWidget, str]) -> None:
        """It was not stored: a sentence says why, and all that was typed stands there still."""
        self.tally.injected += 1
        said = self.sentences(form)
        if not any(map(is_a_sentence, said)):
            self.tally.silent += 1
            self.tally.note(f"{self._what(place)}: not stored, and no sentence: {said[:1]}")
        for each, text in shown.items():
            if _text_of(each) != text:
                self.tally.lost += 1
                self.tally.note(f"{self._what(place)}: refused, and the field is another")

    def sentences(self, near: QWidget) -> list[str]:
        """What was said since, in the window or below the fields of a form."""
        forms = [near] if not isinstance(near, Field) else [near.window()]
        rows = [row for form in forms for row in form.findChildren(FormField)]
        below = [row.note.text() for row in rows if row.field.property("invalid") and row.note.isVisible()]
        labels = near.window().findChildren(Label)
        bad = [each.text() for each in labels if each.isVisible() and each._painted_in is Tone.BAD]
        return [each for each in (*self.told, *below, *bad) if each.strip()]

    def _watch(self, place: str, started: float) -> None:
        spent = time.process_time() - started
        if spent > STANDS_STILL_S:
            self.tally.crashed += 1
            self.tally.note(f"{self._what(place)} stood still for {spent:.0f} s")

    def _what(self, place: str) -> str:
        return f"{self.name} {self.way.value} in {place}"


def _mime(text: str, *, is_rich: bool) -> QMimeData:
    mime = empty_clip_data()
    mime.setText(text)
    if is_rich:
        mime.setHtml(f'<h1 style="color:red">Not this</h1><img src="http://127.0.0.1:9/x.png">{text}')
        mime.setData("text/rtf", b"{\\rtf1\\ansi{\\b Not this}}")
    return mime


def _by_keys(into: Field, text: str) -> str:
    """A key for every letter; Enter where a line ends. Returns what keys can type of it."""
    typed = []
    for letter in text:
        if letter == "\n":
            if isinstance(into, QPlainTextEdit):
                QTest.keyClick(into, Qt.Key.Key_Return)
                typed.append(letter)
            continue
        if letter == "\t":
            continue  # that key leaves the field
        pressed = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(into, pressed)
        typed.append("" if _is_untyped(letter) else letter)
    return "".join(typed)


def _is_untyped(letter: str) -> bool:
    return letter == "\ufeff" or (ord(letter) < 0x10000 and unicodedata.category(letter) in _UNTYPED)


def _as_qt_has(text: str) -> str:
    """Half a character reaches no field: PySide leaves it out."""
    return re.sub("[\ud800-\udfff]", "", text).removeprefix("\ufeff")


def _as_field_holds(into: Field, wanted: str) -> Sequence[str]:
    """The words of it; a paragraph that is printed has one kind of blank."""
    wanted = wanted[:_COMPARED].replace("\ufdd0", "\n").replace("\ufdd1", "\n")
    return words(one_kind_of_blank(wanted) if isinstance(into, GrowingText) else wanted)


def _text_of(into: QWidget) -> str:
    if isinstance(into, QLineEdit):
        return into.text()
    assert isinstance(into, QPlainTextEdit)
    return into.toPlainText()
