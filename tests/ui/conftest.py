"""What the window's tests stand on: the bundled look, and a desk whose threads are waited for."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_ui import theme as looks
from clinic_ui.builder.page import BuilderPage
from clinic_ui.find_anything.palette import FindAnything
from clinic_ui.icons import Icons
from clinic_ui.main_window import MainWindow
from clinic_ui.tidied_here import TidiedHere
from desks import Desk, a_stored_program


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> looks.Theme:
    """The light theme, applied once."""
    looks.load_fonts()
    theme = looks.Theme()
    looks.apply(qapp, theme)
    return theme


@pytest.fixture(scope="session")
def collector(qapp: QApplication) -> Iterator[TidiedHere]:
    """As in the program: what the collector finds ends on the window's thread."""
    made = TidiedHere(qapp)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def collected_here(collector: TidiedHere) -> Iterator[None]:
    """Also in tests whose loop hardly runs."""
    gc.disable()
    yield
    collector.look()


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[QtBot]:
    """Holds what is added to it: a window that nobody holds goes while its threads still work for it."""
    held: list[QWidget] = []
    add = qtbot.addWidget

    def add_and_hold(widget: QWidget, **how: Any) -> None:
        held.append(widget)
        add(widget, **how)

    monkeypatch.setattr(qtbot, "addWidget", add_and_hold)
    yield qtbot
    held.clear()


@pytest.fixture
def new_desk(look: looks.Theme, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Make desks; at the end every window goes before them, and their threads are waited for."""
    desks: list[Desk] = []

    def make(**chosen: Any) -> Desk:
        desks.append(Desk(tmp_path, **({"theme": look} | chosen)))
        return desks[-1]

    yield make
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    """A desk with an empty record."""
    return new_desk()


@pytest.fixture
def open_builder(desk: Desk, qtbot: QtBot) -> Iterator[Callable[..., BuilderPage]]:
    """Open a builder on a new program of these exercises, or on a program by its id."""
    pages: list[BuilderPage] = []

    def open_page(*slugs: str, program_id: UUID | None = None) -> BuilderPage:
        page = BuilderPage(desk.context)
        qtbot.addWidget(page)
        page.resize(1360, 840)
        page.show()
        with qtbot.waitSignal(page.model.opened):
            page.open_program(program_id or a_stored_program(desk, *slugs))
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.flush()
        page.close()


@pytest.fixture
def open_active(open_builder: Callable[..., BuilderPage], qtbot: QtBot) -> Callable[..., BuilderPage]:
    """Open a builder whose window has the keyboard, as shortcuts need."""

    def open_page(*slugs: str) -> BuilderPage:
        page = open_builder(*slugs)
        with qtbot.waitActive(page):
            page.activateWindow()
        return page

    return open_page


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    context = desk.context
    window = MainWindow(context.theme, Icons(context.theme), context.words, context.settings)
    qtbot.addWidget(window)
    window.fill(context)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot) -> Callable[[str], FindAnything]:
    """Press Ctrl+K and type."""

    def find(typed: str) -> FindAnything:
        qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        line = window.findChild(FindAnything)
        assert line.line.hasFocus()
        qtbot.keyClicks(line.line, typed)
        return line

    return find
