"""The gallery: figures by slug and frame, from memory, disk, or drawn; nothing heavy while they are kept."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clinic_app.domain.errors import InputError
from clinic_app.domain.people import PEOPLE
from clinic_app.figures.cache import DrawingCache
from clinic_app.figures.gallery import Gallery
from clinic_resources import names

SLUG = "child-pose"
CHECKOUT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds one drawing already."""
    folder = tmp_path_factory.mktemp("drawings")
    Gallery(DrawingCache(folder)).drawing(SLUG, "end")
    return folder


def test_every_shipped_pose_is_in_the_gallery(folder: Path) -> None:
    assert Gallery(DrawingCache(folder)).slugs() == names("poses", ".toml")


def test_frames_are_named_in_the_files_order(folder: Path) -> None:
    assert Gallery(DrawingCache(folder)).frames(SLUG) == ("start", "end")


def test_a_drawing_that_was_kept_is_the_drawing_that_was_drawn(folder: Path, tmp_path: Path) -> None:
    fresh, kept = Gallery(DrawingCache(tmp_path)), Gallery(DrawingCache(folder))
    assert not fresh.is_cached(SLUG, "end")
    assert kept.is_cached(SLUG, "end")
    assert fresh.drawing(SLUG, "end") == kept.drawing(SLUG, "end")
    assert fresh.is_cached(SLUG, "end")


def test_the_other_side_is_the_mirror_image(folder: Path) -> None:
    gallery = Gallery(DrawingCache(folder))
    assert gallery.drawing(SLUG, "end", mirror=True) == gallery.drawing(SLUG, "end").mirrored()


def test_every_person_has_pictures_of_their_own_and_nobody_else_s(folder: Path) -> None:
    gallery = Gallery(DrawingCache(folder))
    keys = {gallery.pose_key(SLUG, person=person) for person in ("", *PEOPLE)}
    assert len(keys) == len(PEOPLE) + 1
    drawing = gallery.drawing(SLUG, "end", person="heavier-man")
    assert drawing != gallery.drawing(SLUG, "end")
    assert Gallery(DrawingCache(folder)).is_cached(SLUG, "end", person="heavier-man")
    assert Gallery(DrawingCache(folder)).is_cached(SLUG, "end")


def test_nobody_unknown_is_drawn(folder: Path) -> None:
    with pytest.raises(InputError, match=r"uncle.*older-woman"):
        Gallery(DrawingCache(folder)).drawing(SLUG, "end", person="uncle")


def test_an_unknown_figure_is_refused_with_near_names(folder: Path) -> None:
    with pytest.raises(InputError, match=r"childs-pose.*child-pose"):
        Gallery(DrawingCache(folder)).drawing("childs-pose", "end")


def test_an_unknown_frame_is_refused_with_the_known_ones(folder: Path) -> None:
    with pytest.raises(InputError, match=r"middle.*start, end"):
        Gallery(DrawingCache(folder)).drawing(SLUG, "middle")


def test_the_key_names_the_pose(folder: Path) -> None:
    gallery = Gallery(DrawingCache(folder))
    assert gallery.pose_key(SLUG) == Gallery(DrawingCache(folder)).pose_key(SLUG)
    assert gallery.pose_key(SLUG) != gallery.pose_key("cat-cow")


def test_threads_that_ask_at_once_get_the_same_drawing(folder: Path) -> None:
    gallery = Gallery(DrawingCache(folder))
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: gallery.drawing(SLUG, "end"), range(4)))
    assert all(drawing is found[0] for drawing in found)


def test_a_kept_drawing_costs_no_heavy_import(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; sys.path[:0] = sys.argv[2:]\n"
        "from clinic_app.figures.cache import DrawingCache; from clinic_app.figures.gallery import Gallery\n"
        "from clinic_app.figures.svg import svg_text; from clinic_app.domain.palette import PAPER_COLOUR\n"
        f"drawing = Gallery(DrawingCache(Path(sys.argv[1]))).drawing({SLUG!r}, 'end')\n"
        "assert svg_text(drawing, PAPER_COLOUR, height_mm=50)\n"
        "print(sorted({'numpy', 'scipy'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script, str(folder), str(CHECKOUT), str(CHECKOUT / "resources")]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
