"""A record on disk, made anew for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import TickingClock
from clinic_app.data.record import SqlRecord, create_record
from clinic_app.domain.access import Actor


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "record"


@pytest.fixture
def record(folder: Path) -> Iterator[SqlRecord]:
    opened = create_record(folder, clock=TickingClock(), actor=Actor(name="test"))
    yield opened
    opened.close()
