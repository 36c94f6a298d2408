"""A draft is what was typed last, whichever thread wrote it last."""

from collections.abc import Callable
from threading import Event

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
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


def test_what_was_typed_before_is_shown_before_anything_else_can_be_typed(desk: Desk, qtbot: QtBot) -> None:
    desk.services.drafts.keep("form", '{"note": "before"}')
    owner, shown = QObject(), list[dict[str, str]]()
    go_on = held_up(desk)
    DraftKeeper(desk.services.drafts, desk.worker, "form", dict, owner).find(shown.append)
    QApplication.sendPostedEvents(owner)
    QApplication.sendPostedEvents()
    assert shown == [{"note": "before"}], "found later it would be written over what is typed meanwhile"
    go_on()


def test_a_form_opened_again_at_once_shows_what_was_still_waiting_for_a_thread(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.services.drafts.keep("form", '{"note": "before"}')
    owner, shown = QObject(), list[dict[str, str]]()
    go_on = held_up(desk)
    left = DraftKeeper(desk.services.drafts, desk.worker, "form", lambda: {"note": "typed"}, owner)
    left._on_pause()
    left.flush()
    DraftKeeper(desk.services.drafts, desk.worker, "form", dict, owner).find(shown.append)
    QApplication.sendPostedEvents()
    assert shown == [{"note": "typed"}]
    go_on()
    desk.worker.wait()


def test_what_was_given_up_is_not_offered_to_the_next_form_though_every_thread_is_busy(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.services.drafts.keep("form", '{"note": "before"}')
    owner, shown = QObject(), list[dict[str, str]]()
    go_on = held_up(desk)
    DraftKeeper(desk.services.drafts, desk.worker, "form", dict, owner).drop()
    again = DraftKeeper(desk.services.drafts, desk.worker, "form", lambda: {"note": "anew"}, owner)
    again.find(shown.append)
    QApplication.sendPostedEvents()
    assert shown == []
    again.note_change()
    again.flush()
    go_on()
    desk.worker.wait()
    assert '"anew"' in kept(desk), "the form that was given up takes nothing of the next one along"
