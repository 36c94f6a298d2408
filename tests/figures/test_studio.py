"""Figures drawn in a process of their own are the figures drawn here."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clinic_app.domain.errors import InputError, NotWantedError
from clinic_app.figures.cache import DrawingCache
from clinic_app.figures.gallery import Gallery
from clinic_app.figures.studio import Studio

SLUG = "child-pose"


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    studio = Studio(tmp_path)
    yield studio
    studio.close()


def test_a_figure_drawn_elsewhere_is_the_figure_drawn_here(
    studio: Studio, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = Gallery(DrawingCache(tmp_path), studio)
    here = Gallery(DrawingCache(tmp_path_factory.mktemp("here")))
    elsewhere.prepare(SLUG, "end")
    assert elsewhere.is_cached(SLUG, "end")
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(lambda _: elsewhere.drawing(SLUG, "start"), range(2))
    assert first == second == here.drawing(SLUG, "start")
    assert elsewhere.drawing(SLUG, "end") == here.drawing(SLUG, "end")


def test_what_cannot_be_drawn_says_so_as_it_does_here(studio: Studio) -> None:
    with pytest.raises(InputError, match='no figure called "nonsense"'):
        studio.draw("nonsense", "end", "")


def test_whoever_asks_a_closed_studio_is_not_kept_waiting_for_a_figure(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    studio.close()
    for draw in (studio.draw, lambda *wanted: Gallery(DrawingCache(tmp_path), studio).drawing(*wanted[:2])):
        with pytest.raises(NotWantedError):
            draw(SLUG, "end", "")
