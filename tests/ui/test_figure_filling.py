"""A cold cache is filled in the background, and the rail says how far it is."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_ui.figure_filling import FigureFilling
from clinic_ui.rail import RailProgress
from clinic_ui.theme import Theme
from clinic_ui.words import Words
from clinic_ui.work import Worker
from desks import small_library
from fake_pictures import FakePictures

LIBRARY = small_library()


@pytest.fixture
def pictures() -> FakePictures:
    return FakePictures()


@pytest.fixture
def filling(pictures: FakePictures) -> Iterator[FigureFilling]:
    failures: list[Exception] = []
    filling = FigureFilling(pictures, LIBRARY, failures.append)
    yield filling
    filling.close()
    assert failures == []


def test_every_figure_is_drawn_once_those_of_the_lists_first(
    filling: FigureFilling, pictures: FakePictures, qtbot: QtBot
) -> None:
    total = 2 + 2 * len(LIBRARY.exercises)
    pictures.prepared.append((next(iter(LIBRARY.exercises)), "end"))

    with qtbot.waitSignal(filling.progressed, check_params_cb=lambda done, _: done == total):
        filling.start()

    assert len(pictures.prepared) == len(set(pictures.prepared)) == total
    drawn = [frame for slug, frame in pictures.prepared if not slug.startswith("body-map")]
    assert drawn == ["end"] * len(LIBRARY.exercises) + ["start"] * len(LIBRARY.exercises)


def test_the_body_maps_of_the_pages_come_before_all_else(
    filling: FigureFilling, pictures: FakePictures, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(filling.progressed, check_params_cb=lambda done, total: done == total):
        filling.start()

    assert pictures.prepared[:2] == [("body-map-front", "start"), ("body-map-back", "start")]


def test_no_figure_is_drawn_ahead_while_a_person_waits_for_one(pictures: FakePictures, qtbot: QtBot) -> None:
    failures: list[Exception] = []
    waited_for = Worker(failures.append)
    filling = FigureFilling(pictures, LIBRARY, failures.append, first=(waited_for,))
    gate = threading.Event()
    waited_for.run(lambda: gate.wait(5), lambda _: None)

    with qtbot.waitSignal(filling.progressed):
        filling.start()
    QApplication.processEvents()
    assert pictures.prepared == []

    with qtbot.waitSignal(filling.progressed, check_params_cb=lambda done, total: done == total):
        gate.set()
    assert len(pictures.prepared) == 2 + 2 * len(LIBRARY.exercises)

    filling.close()
    waited_for.close()
    assert failures == []


def test_the_rail_says_how_far_it_is_until_all_is_there(look: Theme, qtbot: QtBot) -> None:
    progress = RailProgress(look, Words())
    qtbot.addWidget(progress)

    progress.show_progress(3, 10)
    assert not progress.isHidden()
    assert progress.accessibleName() == "Drawing the figures: 3 of 10"

    progress.show_progress(10, 10)
    assert progress.isHidden()
