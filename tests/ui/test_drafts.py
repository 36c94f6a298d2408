"""A draft is what was typed last, whichever thread wrote it last."""

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from clinic_ui.drafts import DraftKeeper
from desks import Desk


def kept(desk: Desk) -> str:
    draft = desk.services.drafts.find("form")
    return draft.payload if draft else ""


def held_up(desk: Desk) -> Callable[[], None]:
    """Keep every thread of the worker busy until the returned function is called."""
    go_on = Event()
    for _ in range(8):
        desk.worker.run(go_on.wait, lambda _done: None)
    return go_on.set


def test_an_older_state_that_waits_for_a_thread_is_not_written_over_the_newest(
    desk: Desk, qtbot: QtBot
) -> None:
    texts = {"note": "old"}
    owner = QObject()
    keeper = DraftKeeper(desk.services.drafts, desk.worker, "form", lambda: texts, owner)
    go_on = held_up(desk)
    keeper._on_pause()
    texts["note"] = "new"
    keeper.note_change()
    keeper.flush()
    go_on()
    desk.worker.wait()
    assert '"new"' in kept(desk)


def test_a_draft_that_was_dropped_stays_dropped(desk: Desk, qtbot: QtBot) -> None:
    owner = QObject()
    keeper = DraftKeeper(desk.services.drafts, desk.worker, "form", lambda: {"note": "typed"}, owner)
    go_on = held_up(desk)
    keeper._on_pause()
    keeper.drop()
    go_on()
    desk.worker.wait()
    assert kept(desk) == ""
