"""Every key there is, in one table: actions are made from it, the sheet of keys and the palette read it."""

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from clinic_app.domain.words import mark

if TYPE_CHECKING:
    from clinic_ui.words import Words


class Where(StrEnum):
    """Where keys work; the value is what the sheet of keys calls it."""

    ANYWHERE = mark("Anywhere")
    PATIENTS = mark("Patients")
    PATIENT = mark("One patient")
    VISIT = mark("A visit")
    PROGRAM = mark("Building a program")
    CARD = mark("An exercise of the program")
    SHEET = mark("The sheet's preview")
    LIBRARY = mark("Exercises of the library")
    QUICK_ADD = mark("Quick add")


@dataclass(frozen=True, slots=True)
class Binding:
    """What one thing is called, and the keys that do it, as Qt writes them (``Ctrl+Shift+N``)."""

    where: Where
    text: str
    keys: tuple[str, ...]
    is_action: bool = True
    """Whether a ``QAction`` listens; else a list, a card or a field does itself."""
    icon: str = ""
    """Its picture in the palette; without one it needs a marked row, and the palette does not offer it."""
    changes: bool = False
    """Whether it changes the record: greyed for whoever may not."""


def _in_widget(where: Where, text: str, *keys: str) -> Binding:
    return Binding(where, text, keys, is_action=False)


def _changing(where: Where, text: str, *keys: str, icon: str = "") -> Binding:
    return Binding(where, text, keys, icon=icon, changes=True)


class Shortcut(Enum):
    """The table; what stands beside each other in one place stands so on the sheet."""

    FIND_ANYTHING = Binding(Where.ANYWHERE, mark("Find anything"), ("Ctrl+K",))
    KEYS = Binding(Where.ANYWHERE, mark("All keys"), ("F1", "?"), icon="help")
    PROTECTION = Binding(Where.ANYWHERE, mark("What is protected"), ("Shift+F1",), icon="lock")
    GO_TODAY = Binding(Where.ANYWHERE, mark("Today"), ("Ctrl+1",), icon="calendar")
    GO_PATIENTS = Binding(Where.ANYWHERE, mark("Patients"), ("Ctrl+2",), icon="patients")
    GO_BUILDER = Binding(Where.ANYWHERE, mark("Builder"), ("Ctrl+3",), icon="builder")
    GO_LIBRARY = Binding(Where.ANYWHERE, mark("Library"), ("Ctrl+4",), icon="library")
    GO_TEMPLATES = Binding(Where.ANYWHERE, mark("Templates"), ("Ctrl+5",), icon="templates")
    GO_SETTINGS = Binding(Where.ANYWHERE, mark("Settings"), ("Ctrl+6",), icon="settings")
    OPEN_FILE = _changing(Where.ANYWHERE, mark("Open a sheet or a program"), "Ctrl+O", icon="folder")
    LOCK = Binding(Where.ANYWHERE, mark("Lock now"), ("Ctrl+L",), icon="lock")

    NEW_PATIENT = _changing(Where.PATIENTS, mark("New patient"), "Ctrl+N", icon="add")
    REVISE_MARKED = _changing(Where.PATIENTS, mark("Revise last program"), "Ctrl+D")
    OPEN_PATIENT = _in_widget(Where.PATIENTS, mark("Open the marked patient"), "Return")

    NEW_PROGRAM = _changing(Where.PATIENT, mark("New program"), "Ctrl+Shift+N", icon="add")
    REVISE_LAST = _changing(Where.PATIENT, mark("Revise last program"), "Ctrl+D", icon="history")
    FROM_TEMPLATE = _changing(Where.PATIENT, mark("From a template"), "Ctrl+T", icon="templates")
    START_VISIT = _changing(Where.PATIENT, mark("Start visit"), "Ctrl+Shift+V", icon="edit")
    ADD_SCORE = _changing(Where.PATIENT, mark("Score …"), "Ctrl+Shift+M", icon="star")
    ADD_DIARY = _changing(Where.PATIENT, mark("Diary sheet …"), "Ctrl+Shift+L", icon="calendar")
    COPY_SUMMARY = Binding(Where.PATIENT, mark("Copy as text"), ("Ctrl+Shift+C",), icon="copy")

    SIGN = _changing(Where.VISIT, mark("Sign"), "Ctrl+Return", icon="check")
    SCORE_IN_VISIT = _changing(Where.VISIT, mark("Score …"), "Ctrl+Shift+M", icon="star")
    PICK_PHRASE = _changing(Where.VISIT, mark("Phrases"), "Ctrl+J", icon="quick")
    CALL_PHRASE = _in_widget(Where.VISIT, mark("Put in the phrase typed as /name"), "Tab")
    LAST_TIME = Binding(Where.VISIT, mark("What was written last time"), ("Ctrl+B",))
    LEAVE_VISIT = Binding(Where.VISIT, mark("Back to the patient"), ("Escape",))

    UNDO = _changing(Where.PROGRAM, mark("Undo"), "Ctrl+Z", icon="undo")
    REDO = _changing(Where.PROGRAM, mark("Redo"), "Ctrl+Shift+Z", "Ctrl+Y", icon="redo")
    PRINT = Binding(Where.PROGRAM, mark("Print"), ("Ctrl+P",), icon="print")
    SAVE_PDF = Binding(Where.PROGRAM, mark("Save as PDF"), ("Ctrl+Shift+S",), icon="pdf")
    REVISE = _changing(Where.PROGRAM, mark("Revise"), "Ctrl+D", icon="edit")
    VERSIONS = Binding(Where.PROGRAM, mark("Versions"), ("Ctrl+H",), icon="history")
    FIND_TO_ADD = Binding(Where.PROGRAM, mark("Find an exercise"), ("Ctrl+F",), icon="search")
    QUICK_ADD = _changing(Where.PROGRAM, mark("Quick add"), "Ctrl+I", icon="quick")
    DOSE = _changing(Where.PROGRAM, mark("Dose in place"), "F2", icon="edit")
    LEAVE_SWAP = Binding(Where.PROGRAM, mark("Leave it"), ("Escape",))
    CHOOSE_ALL = Binding(Where.PROGRAM, mark("Choose all"), ("Ctrl+A",))
    COPY = Binding(Where.PROGRAM, mark("Copy"), ("Ctrl+C",))
    PASTE = _changing(Where.PROGRAM, mark("Paste"), "Ctrl+V")
    SAME_ABOVE = _changing(Where.PROGRAM, mark("Same number, exercise above"), "Ctrl+Up")
    SAME_BELOW = _changing(Where.PROGRAM, mark("Same number, exercise below"), "Ctrl+Down")

    FIRST_NUMBER = _in_widget(Where.CARD, mark("Change its dose"), "Return")
    WALK = _in_widget(Where.CARD, mark("Next or previous exercise"), "Down", "Up")
    CHOOSE_MORE = _in_widget(Where.CARD, mark("Choose one more"), "Shift+Down", "Shift+Up")
    DELETE = _in_widget(Where.CARD, mark("Remove from program"), "Delete")
    MOVE_UP = _changing(Where.CARD, mark("Move up"), "Alt+Up")
    MOVE_DOWN = _changing(Where.CARD, mark("Move down"), "Alt+Down")
    EASIER = _changing(Where.CARD, mark("Easier"), "Alt+Left")
    HARDER = _changing(Where.CARD, mark("Harder"), "Alt+Right")
    DUPLICATE = _changing(Where.CARD, mark("Duplicate"), "Ctrl+Shift+D")
    PASTE_DOSE = _changing(Where.CARD, mark("Paste dose"), "Ctrl+Shift+V")
    REMOVE = _changing(Where.CARD, mark("Remove, from inside its fields"), "Ctrl+Delete")

    ENLARGE = _in_widget(Where.SHEET, mark("Show the page large, and back"), "Space")
    TURN = _in_widget(Where.SHEET, mark("Next or previous page"), "PgDown", "PgUp")
    ZOOM = _in_widget(Where.SHEET, mark("Larger or smaller"), "+", "-")
    FIT_WIDTH = _in_widget(Where.SHEET, mark("As wide as the place"), "0")
    ON_PAPER = _in_widget(Where.SHEET, mark("As large as on paper"), "1")

    FIND = Binding(Where.LIBRARY, mark("Find an exercise"), ("Ctrl+F",), icon="search")
    ADD = _in_widget(Where.LIBRARY, mark("Add to program"), "Return")
    TO_RESULTS = _in_widget(Where.LIBRARY, mark("From the search to the results"), "Down")
    CLEAR_SEARCH = _in_widget(Where.LIBRARY, mark("Clear the search"), "Escape")
    FAVOURITE = _changing(Where.LIBRARY, mark("Favourite"), "F")

    ENTER_LINE = _in_widget(Where.QUICK_ADD, mark("Add what is understood"), "Return")
    OTHER_EXERCISE = _in_widget(Where.QUICK_ADD, mark("Another exercise"), "Down", "Up")
    CLEAR_LINE = _in_widget(Where.QUICK_ADD, mark("Clear the line"), "Escape")

    @property
    def keys(self) -> tuple[str, ...]:
        """As Qt writes them."""
        return self.value.keys

    @property
    def where(self) -> Where:
        """Where they work."""
        return self.value.where

    def name_in(self, words: "Words") -> str:
        """What it is called in the window's language."""
        return words.gettext(self.value.text)

    def sequences(self) -> list[QKeySequence]:
        """The keys for Qt."""
        return [QKeySequence(each) for each in self.keys]

    def shown_keys(self) -> list[str]:
        """The keys as this desk's keyboard has them."""
        return [each.toString(QKeySequence.SequenceFormat.NativeText) for each in self.sequences()]
