"""What the window's tests stand on: the bundled look, and a desk whose threads are waited for."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from clinic_ui import theme as looks
from desks import Desk


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> looks.Theme:
    """The light theme, applied once."""
    looks.load_fonts()
    theme = looks.Theme()
    looks.apply(qapp, theme)
    return theme


@pytest.fixture
def new_desk(look: looks.Theme, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    """Make desks; their threads are waited for at the end."""
    desks: list[Desk] = []

    def make(**chosen: Any) -> Desk:
        desks.append(Desk(tmp_path, **({"theme": look} | chosen)))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    """A desk with an empty record."""
    return new_desk()
