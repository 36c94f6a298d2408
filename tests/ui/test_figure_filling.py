"""A cold cache is filled in the background, and the rail says how far it is."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from clinic_ui.figure_filling import FigureFilling
from clinic_ui.rail import RailProgress
from clinic_ui.theme import Theme
from clinic_ui.words import Words
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
    total = 2 * len(LIBRARY.exercises)
    pictures.prepared.append((next(iter(LIBRARY.exercises)), "end"))

    with qtbot.waitSignal(filling.progressed, check_params_cb=lambda done, _: done == total):
        filling.start()

    assert len(pictures.prepared) == len(set(pictures.prepared)) == total
    frames = [frame for _, frame in pictures.prepared]
    assert frames == ["end"] * len(LIBRARY.exercises) + ["start"] * len(LIBRARY.exercises)


def test_the_rail_says_how_far_it_is_until_all_is_there(look: Theme, qtbot: QtBot) -> None:
    progress = RailProgress(look, Words())
    qtbot.addWidget(progress)

    progress.show_progress(3, 10)
    assert not progress.isHidden()
    assert progress.accessibleName() == "Drawing the figures: 3 of 10"

    progress.show_progress(10, 10)
    assert progress.isHidden()
