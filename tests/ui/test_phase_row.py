"""The stage of a program in the builder's head: named, dated, undone, refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from clinic_app.domain.program import Phase
from clinic_ui.builder.page import BuilderPage


@pytest.fixture
def page(open_builder: Callable[..., BuilderPage]) -> BuilderPage:
    """A program in its first stage."""
    page = open_builder()
    page.model.change(replace(page.model.content, phase=Phase(name="Stage 1: start")), "Use")
    return page


def test_a_program_without_a_stage_shows_none(open_builder: Callable[..., BuilderPage]) -> None:
    assert not open_builder().head.phase.isVisible()


def test_name_and_day_are_typed_and_undone(page: BuilderPage, qtbot: QtBot) -> None:
    row = page.head.phase
    assert row.isVisible()
    qtbot.keyClicks(row.name, ", gently")
    row.begins.setFocus()
    qtbot.keyClicks(row.begins, "2026-12-01")
    qtbot.keyClick(row.begins, Qt.Key.Key_Return)

    wanted = Phase(name=row.name.text(), from_date=date(2026, 12, 1))
    assert ", gently" in wanted.name
    assert page.model.content.phase == wanted
    page.model.undo()
    assert page.model.content.phase == replace(wanted, from_date=None)


def test_what_is_no_day_stays_to_be_mended(page: BuilderPage, qtbot: QtBot) -> None:
    row = page.head.phase
    row.begins.setFocus()
    qtbot.keyClicks(row.begins, "soon")
    with qtbot.waitSignal(page.context.toasts.said):
        qtbot.keyClick(row.begins, Qt.Key.Key_Return)

    assert row.begins.text() == "soon"
    assert row.begins.property("invalid")
    assert page.model.content.phase == Phase(name="Stage 1: start")
