"""Finding an exercise with the mouse or the keys: facets, body map, favourites, a patient's limits."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.domain.facets import FAVOURITE, NO_FLOOR, RECENTLY_USED, Facet
from clinic_ui.builder.facet_bar import FacetPopup
from clinic_ui.builder.page import BuilderPage
from clinic_ui.pages.library_page import LibraryPage
from desks import Desk, a_stored_program

CALF = "gastrocnemius-stretch-on-stairs"
BRIDGE = "glute-bridge"
HAMSTRING = "hamstring-stretch-supine-strap"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def library(qtbot: QtBot, desk: Desk) -> LibraryPage:
    """A library page that is shown and drawn."""
    page = LibraryPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1360, 840)
    page.show()
    qtbot.waitUntil(lambda: page.body.map.place_of("thigh").x() >= 0)
    return page


def _found(page: LibraryPage | BuilderPage) -> list[str]:
    finder = page.finder if isinstance(page, LibraryPage) else page.library.finder
    return [exercise.slug for exercise in finder.found.exercises]


def test_a_ticked_facet_narrows_and_its_chip_takes_it_back(library: LibraryPage, qtbot: QtBot) -> None:
    box = library.facets.sections[Facet.REGION].values["thigh"]
    assert box.count == 2
    qtbot.mouseClick(box, LEFT)
    assert set(_found(library)) == {HAMSTRING, "quadriceps-stretch-standing"}
    assert library.count.text() == "2 exercises"

    qtbot.mouseClick(library.chosen.chips[Facet.REGION, "thigh"], LEFT)
    assert len(_found(library)) == 8
    assert not box.isChecked()


def test_the_numbers_follow_what_is_typed(library: LibraryPage, qtbot: QtBot) -> None:
    box = library.facets.sections[Facet.REGION].values["thigh"]
    qtbot.keyClicks(library.search, "quadriceps")
    assert len(_found(library)) == 1  # at once; the numbers a moment later
    qtbot.waitUntil(lambda: box.count == 1)


def test_a_click_on_the_body_chooses_the_region_and_colours_it(library: LibraryPage, qtbot: QtBot) -> None:
    body = library.body.map
    qtbot.mouseClick(body.areas["thigh"], LEFT, pos=body.place_of("thigh"))
    assert library.finder.chosen == {Facet.REGION: frozenset({"thigh"})}
    assert library.facets.sections[Facet.REGION].values["thigh"].isChecked()
    assert body.area_at(QPoint(1, 1)) == ""


def test_the_body_is_one_stop_for_tab_and_arrows_go_from_head_to_foot(
    library: LibraryPage, qtbot: QtBot
) -> None:
    body = library.body.map
    stops = [area for area in body.areas.values() if area.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [area.accessibleName() for area in stops] == ["Lower back"]
    with qtbot.waitActive(library):
        library.activateWindow()
    stops[0].setFocus()
    qtbot.keyClick(stops[0], Qt.Key.Key_Down)
    assert library.focusWidget() is body.areas["pelvis_hip"]
    qtbot.keyClick(body.areas["pelvis_hip"], Qt.Key.Key_Space)
    assert library.finder.chosen == {Facet.REGION: frozenset({"pelvis_hip"})}


def test_tab_stops_once_a_facet_and_arrows_go_through_its_values(library: LibraryPage, qtbot: QtBot) -> None:
    with qtbot.waitActive(library):
        library.activateWindow()
    region = library.facets.sections[Facet.REGION]
    first, second, *_ = region.boxes()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert library.focusWidget() is second
    library.focusNextChild()
    kinds = library.facets.sections[Facet.KIND]
    assert library.focusWidget() in kinds.boxes()


def test_tab_goes_from_the_search_by_the_chosen_chips_to_the_tiles(
    library: LibraryPage, qtbot: QtBot
) -> None:
    with qtbot.waitActive(library):
        library.activateWindow()
    library.finder.choose(Facet.REGION, "thigh", True)
    library.finder.choose(Facet.REGION, "lower_leg", True)
    library.search.setFocus()
    reached = []
    for _ in range(4):
        library.focusNextChild()
        reached.append(library.focusWidget())
    assert reached == [*library.chosen.chips.values(), library.chosen.clear_button, library.view]


def test_where_nothing_is_left_the_page_says_what_to_take_off(library: LibraryPage, qtbot: QtBot) -> None:
    library.finder.choose(Facet.REGION, "thigh", True)
    library.finder.choose(Facet.KIND, "strengthening", True)
    nothing = library.nothing_found
    assert nothing.isVisible()
    assert nothing.said.text() == "No exercise with all of these. Take one off:"

    qtbot.mouseClick(nothing.chosen.chips[Facet.KIND, "strengthening"], LEFT)
    assert len(_found(library)) == 2
    assert library.view.isVisible()


def test_f_makes_a_favourite_that_is_kept_and_found_again(
    library: LibraryPage, desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitActive(library):
        library.activateWindow()
    library.show_exercise(BRIDGE)
    library.view.setFocus()
    with qtbot.waitSignal(desk.context.toasts.said) as said:
        qtbot.keyClick(library.view, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: desk.services.shelf.uses().keys() == {BRIDGE})
    assert library.detail.star.isChecked()

    library.finder.choose(Facet.SHELF, FAVOURITE, True)
    assert _found(library) == [BRIDGE]
    assert said.args is not None
    said.args[2]()
    assert _found(library) == []


def test_a_click_on_a_tiles_star_makes_a_favourite(library: LibraryPage, desk: Desk, qtbot: QtBot) -> None:
    tile = library.view.visualRect(library.model.index(1))
    qtbot.mouseClick(library.view.viewport(), LEFT, pos=tile.topRight() + QPoint(-20, 24))
    assert desk.context.shelf.is_favourite(library.model.exercise(1).slug)


def test_a_program_that_was_handed_out_makes_its_exercises_recently_used(
    open_builder: Callable[..., BuilderPage], desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_builder(CALF)
    monkeypatch.setattr(page.outputs.sheets, "print_pdf", lambda _data, *, on_sent, **_more: on_sent())
    with qtbot.waitSignal(page.outputs.handed_out, timeout=3000):
        page.print.trigger()
    qtbot.waitUntil(lambda: bool(desk.services.shelf.uses()))
    qtbot.waitUntil(lambda: CALF in desk.context.shelf.habits)
    page.library.finder.choose(Facet.SHELF, RECENTLY_USED, True)
    assert _found(page) == [CALF]


def test_chips_of_the_builder_narrow_and_the_list_of_one_stays_open(
    open_builder: Callable[..., BuilderPage], qtbot: QtBot
) -> None:
    page = open_builder()
    facets = page.library.facets
    qtbot.mouseClick(facets.switches[Facet.FLOOR, NO_FLOOR], LEFT)
    assert len(_found(page)) == 4

    qtbot.mouseClick(facets.menus[Facet.REGION,], LEFT)
    (popup,) = facets.findChildren(FacetPopup)
    first = popup.list.boxes()[0]
    QTest.keyClick(first, Qt.Key.Key_Return)
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert popup.isVisible()
    assert len(_found(page)) == 3
    QTest.keyClick(first, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert not facets.findChildren(FacetPopup)


def test_what_does_not_suit_the_patient_is_left_out_and_set_aside_on_request(
    open_builder: Callable[..., BuilderPage], desk: Desk, qtbot: QtBot
) -> None:
    program_id = a_stored_program(desk, CALF)
    (patient,) = desk.record.tables.patients.values()
    desk.record.tables.patients[patient.id] = replace(patient, no_floor=True)
    page = open_builder(program_id=program_id)
    suits = page.library.suits
    qtbot.waitUntil(suits.isVisible)
    assert suits.chip.text() == f"Suits {patient.given_name}"
    assert suits.set_aside.text() == "4 set aside"
    assert BRIDGE not in _found(page)

    qtbot.mouseClick(suits.chip, LEFT)
    model = page.library.model
    assert model.rowCount() == 8
    assert model.is_set_aside(model.row_of(BRIDGE))
    bridge = desk.services.library.exercise(BRIDGE)
    assert page.library.finder.reason(bridge) == "Cannot get down to the floor"


def test_limits_noted_meanwhile_count_when_the_builder_comes_into_view_again(
    open_builder: Callable[..., BuilderPage], desk: Desk, qtbot: QtBot
) -> None:
    page = open_builder(CALF)
    (patient,) = desk.record.tables.patients.values()
    desk.record.tables.patients[patient.id] = replace(patient, no_prone=True, no_floor=True)
    page.refresh()
    qtbot.waitUntil(page.library.suits.isVisible)
    assert BRIDGE not in _found(page)


def test_a_patient_without_limits_has_no_such_chip(open_builder: Callable[..., BuilderPage]) -> None:
    page = open_builder(CALF)
    assert not page.library.suits.isVisible()


def test_another_program_starts_with_the_whole_library(open_builder: Callable[..., BuilderPage]) -> None:
    page = open_builder(CALF)
    page.library.finder.choose(Facet.REGION, "thigh", True)
    page.library.start_over()
    assert len(_found(page)) == 8
