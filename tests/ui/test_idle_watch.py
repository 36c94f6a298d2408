"""The record locks itself when nobody has touched anything for a while: by the clock on the wall."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from clinic_ui.locking.idle import IdleWatch

FIVE_MINUTES = 300.0


class Wall:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def watch(qapp: object, wall: Wall) -> Iterator[IdleWatch]:
    made = IdleWatch(FIVE_MINUTES, now=wall)
    yield made
    made.stop()


@pytest.fixture
def told(watch: IdleWatch) -> list[str]:
    heard: list[str] = []
    watch.idle.connect(lambda: heard.append("idle"))
    return heard


def test_five_minutes_without_a_touch_are_told_once(watch: IdleWatch, wall: Wall, told: list[str]) -> None:
    wall.now += FIVE_MINUTES - 1
    watch.look()
    assert told == []
    wall.now += 1
    watch.look()
    watch.look()
    assert told == ["idle"]


@pytest.mark.parametrize("touch", ["key", "mouse"])
def test_a_touch_anywhere_starts_the_wait_anew(
    qtbot: QtBot, watch: IdleWatch, wall: Wall, told: list[str], touch: str
) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    watch.look()
    wall.now += FIVE_MINUTES - 1
    if touch == "key":
        QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    else:
        QTest.mouseClick(field.windowHandle(), Qt.MouseButton.LeftButton)
    wall.now += FIVE_MINUTES - 1
    watch.look()
    assert told == []


def test_eight_hours_asleep_are_told_even_when_a_key_wakes_the_machine(
    qtbot: QtBot, watch: IdleWatch, wall: Wall, told: list[str]
) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    watch.look()
    wall.now += 8 * 3_600
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    assert told == ["idle"]


def test_a_clock_put_back_two_days_does_not_lock_now_nor_never(
    watch: IdleWatch, wall: Wall, told: list[str]
) -> None:
    wall.now -= 2 * 86_400
    watch.look()
    assert told == []
    wall.now += FIVE_MINUTES
    watch.look()
    assert told == ["idle"]


def test_never_is_never(watch: IdleWatch, wall: Wall, told: list[str]) -> None:
    watch.after_s = 0
    wall.now += 365 * 86_400
    watch.look()
    assert told == []


def test_the_programs_own_events_are_no_touch(
    qtbot: QtBot, watch: IdleWatch, wall: Wall, told: list[str]
) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    wall.now += FIVE_MINUTES
    field.show()
    field.repaint()
    watch.look()
    assert told == ["idle"]
