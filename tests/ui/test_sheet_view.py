"""Pages are turned, zoomed and opened large; only what is in sight is drawn."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from clinic_ui.builder.page import BuilderPage
from clinic_ui.page_viewer import PageViewer
from clinic_ui.sheet_bar import SheetBar
from clinic_ui.sheet_pages import FIT_PAGE, FIT_WIDTH, SheetPages
from clinic_ui.sheet_view import SheetView
from desks import BlankPages, Desk

A4 = QSizeF(595, 842)
ACROSS = QSizeF(842, 595)


class CountedPages(BlankPages):
    """Notes which pages are drawn, and how wide."""

    drawn: list[tuple[int, int]]

    def image(self, page: int, width: int) -> QImage:
        self.drawn.append((page, width))
        return super().image(page, width)


@pytest.fixture
def drawn() -> list[tuple[int, int]]:
    CountedPages.drawn = []
    return CountedPages.drawn


@pytest.fixture
def view(new_desk: Callable[..., Desk], qtbot: QtBot, drawn: list[tuple[int, int]]) -> Iterator[SheetView]:
    desk = new_desk(open_pages=CountedPages)
    shown = SheetView(desk.context)
    shown.hint.hide()
    qtbot.addWidget(shown)
    shown.resize(400, 600)
    shown.show()
    return shown


def _show(view: SheetView, qtbot: QtBot, count: int = 6, size: QSizeF = A4) -> None:
    view.show_sheet(SheetPages(b"/Page" * count, (size,) * count))
    qtbot.waitUntil(lambda: view.pages[0].drawn_of is not None)


def test_only_pages_in_sight_and_near_are_drawn(
    view: SheetView, qtbot: QtBot, drawn: list[tuple[int, int]]
) -> None:
    _show(view, qtbot, 40)
    qtbot.waitUntil(lambda: len(drawn) >= 2)
    view.go_to(30)
    qtbot.waitUntil(lambda: view.pages[30].drawn_of is not None)
    assert {page for page, _width in drawn} <= {0, 1, 2, 29, 30, 31, 32}
    assert view.pages[0].drawn_of is None
    assert view.current == 30


def test_keys_turn_pages_and_zoom(view: SheetView, qtbot: QtBot) -> None:
    _show(view, qtbot)
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.current == 1
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.current == 5
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.current == 0
    qtbot.keyClick(view, Qt.Key.Key_1)
    assert view.zoom == 1.0
    assert view.pages[0].width() == round(595 * view.logicalDpiX() / 72)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.zoom == 1.5
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.zoom == 1.0
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.zoom == FIT_WIDTH


def test_the_wheel_with_ctrl_zooms_about_the_page_in_sight(view: SheetView, qtbot: QtBot) -> None:
    _show(view, qtbot)
    view.go_to(2)
    scale = view.scale
    for angle, larger in ((120, True), (-120, False)):
        at = QPointF(100, 100)
        turned = QWheelEvent(
            at,
            at,
            QPoint(),
            QPoint(0, angle),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), turned)
        assert (view.scale > scale) is larger
        assert view.current == 2
        scale = view.scale


def test_a_page_across_is_as_wide_as_one_upright_and_fits_whole(view: SheetView, qtbot: QtBot) -> None:
    _show(view, qtbot, 1, ACROSS)
    assert view.pages[0].width() == view.fit.across
    assert view.pages[0].height() < view.pages[0].width()
    _show(view, qtbot, 2, A4)
    view.set_zoom(FIT_PAGE)
    assert view.pages[0].height() <= view.viewport().height()


def test_the_bar_says_page_and_size_and_offers_only_what_can_be_done(
    view: SheetView, new_desk: Callable[..., Desk], qtbot: QtBot
) -> None:
    bar = SheetBar(new_desk().context, view)
    qtbot.addWidget(bar)
    assert bar.place.text() == ""
    assert not bar.zoom.isEnabled()
    _show(view, qtbot, 3)
    assert bar.place.text() == "Page 1 of 3"
    assert not bar.before.isEnabled()
    qtbot.mouseClick(bar.after, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.after, Qt.MouseButton.LeftButton)
    assert bar.place.text() == "Page 3 of 3"
    assert not bar.after.isEnabled()
    qtbot.mouseClick(bar.zoom, Qt.MouseButton.LeftButton)
    assert bar.zoom.text() == "100%"
    qtbot.mouseClick(bar.zoom, Qt.MouseButton.LeftButton)
    assert bar.zoom.text() == "Fit width"


@pytest.mark.parametrize("closing", [Qt.Key.Key_Escape, Qt.Key.Key_Space])
def test_space_opens_the_page_in_sight_large_and_closes_it_again(
    open_active: Callable[..., BuilderPage], qtbot: QtBot, closing: Qt.Key
) -> None:
    page = open_active("gastrocnemius-stretch-on-stairs")
    qtbot.waitUntil(lambda: bool(page.preview.pages))
    page.preview.setFocus()

    qtbot.keyClick(page.preview, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: page.sheet.viewer is not None)
    viewer = page.sheet.viewer
    assert viewer is not None
    assert viewer.isVisible()
    assert viewer.focusWidget() is viewer.view
    qtbot.keyClick(viewer.view, closing)
    assert not viewer.isVisible()


def test_small_pages_beside_a_large_one_lead_to_the_others(
    new_desk: Callable[..., Desk], qtbot: QtBot, drawn: list[tuple[int, int]]
) -> None:
    desk, owner = new_desk(open_pages=CountedPages), QWidget()
    qtbot.addWidget(owner)
    owner.resize(900, 700)
    viewer = PageViewer(desk.context, SheetPages(b"/Page" * 5, (A4,) * 5), 1, owner)
    viewer.show()
    assert viewer.view.current == 1
    assert [page.is_marked for page in viewer.strip.pages] == [False, True, False, False, False]

    qtbot.mouseClick(viewer.strip.pages[3], Qt.MouseButton.LeftButton)

    assert viewer.view.current == 3
    assert viewer.isVisible()
    assert [page.is_marked for page in viewer.strip.pages] == [False, False, False, True, False]
    qtbot.mouseClick(viewer.view.pages[3], Qt.MouseButton.LeftButton)
    assert not viewer.isVisible()


def test_a_click_opens_a_page_large(open_builder: Callable[..., BuilderPage], qtbot: QtBot) -> None:
    page = open_builder("gastrocnemius-stretch-on-stairs")
    qtbot.waitUntil(lambda: bool(page.preview.pages))
    qtbot.mouseClick(page.preview.pages[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.sheet.viewer is not None)
    assert page.sheet.viewer is not None
    assert page.sheet.viewer.isVisible()
    page.sheet.viewer.close()
