import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_app.bootstrap.libraries import ANY_SCREEN, X_SCREEN, missing_packages
from clinic_app.bootstrap.screen import Screen, find_screen

DEAD_DISPLAY = ":987"


@pytest.fixture
def compositor(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The settings of a session whose Wayland compositor answers."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "wayland-0"))
        listening.listen()
        yield {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-0"}


def test_nothing_set_means_no_screen() -> None:
    assert find_screen({}) is Screen.NONE


def test_a_display_that_does_not_answer_is_no_screen() -> None:
    assert find_screen({"DISPLAY": DEAD_DISPLAY}) is Screen.NONE


def test_a_compositor_that_answers_is_a_screen(compositor: dict[str, str]) -> None:
    assert find_screen(compositor) is Screen.WAYLAND
    assert find_screen({**compositor, "DISPLAY": DEAD_DISPLAY}) is Screen.WAYLAND


def test_a_compositor_that_went_away_is_no_screen(tmp_path: Path) -> None:
    assert find_screen({"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-0"}) is Screen.NONE


def test_a_chosen_platform_is_believed() -> None:
    assert find_screen({"QT_QPA_PLATFORM": "vnc", "DISPLAY": DEAD_DISPLAY}) is Screen.CHOSEN


def test_each_screen_asks_for_its_own_libraries() -> None:
    assert Screen.NONE.libraries() == {}
    assert Screen.CHOSEN.libraries() == ANY_SCREEN
    assert Screen.X.libraries() == {**ANY_SCREEN, **X_SCREEN}
    assert "libwayland-client.so.0" in Screen.WAYLAND.libraries()


def test_only_packages_whose_library_is_absent_are_named() -> None:
    libraries = {"libc.so.6": "libc6", "libabsent.so.9": "libabsent9", "libgone.so.1": "libgone1"}
    assert missing_packages(libraries) == ["libabsent9", "libgone1"]
