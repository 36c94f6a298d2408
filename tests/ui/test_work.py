import gc
import threading
import weakref
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_app.domain.errors import RecordError
from clinic_ui.work import Job, Latest, Worker


class Listener(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: list[QThread] = []

    def on_done(self, result: object) -> None:
        self.heard.append(result)
        self.threads.append(QThread.currentThread())


def test_a_job_runs_elsewhere_and_answers_on_the_windows_thread(qtbot: QtBot) -> None:
    listener = Listener()
    worker = Worker(listener.on_done)
    worker.run(threading.get_ident, listener.on_done)
    qtbot.waitUntil(lambda: len(listener.heard) == 1)
    assert listener.heard[0] != threading.get_ident()
    assert listener.threads == [listener.thread()]
    worker.close()


def test_a_failure_comes_back_as_the_exception_itself(qtbot: QtBot) -> None:
    listener = Listener()
    worker = Worker(listener.on_done)
    failure = RecordError("The record is in use.")

    def fail() -> None:
        raise failure

    worker.run(fail, listener.on_done)
    qtbot.waitUntil(lambda: listener.heard == [failure])
    worker.close()


def test_a_stale_answer_never_arrives(qtbot: QtBot) -> None:
    listener = Listener()
    worker = Worker(listener.on_done, threads=1)
    gate = threading.Event()
    latest = Latest(worker)

    def slow() -> str:
        gate.wait(5)
        return "stale"

    latest.run(slow, listener.on_done)
    latest.run(lambda: "fresh", listener.on_done)
    gate.set()
    qtbot.waitUntil(lambda: "fresh" in listener.heard)
    worker.wait()
    assert listener.heard == ["fresh"]
    worker.close()


def test_a_deleted_listener_is_not_called(qtbot: QtBot) -> None:
    listener, witness = Listener(), Listener()
    worker = Worker(witness.on_done, threads=1)
    gate = threading.Event()
    heard = listener.heard
    worker.run(lambda: gate.wait(5), listener.on_done)
    worker.run(lambda: "after", witness.on_done)
    listener.deleteLater()
    qtbot.wait(1)
    gate.set()
    qtbot.waitUntil(lambda: witness.heard == ["after"])
    assert heard == []
    worker.close()


def test_the_window_may_stand_still_for_an_answer_that_comes_at_once(qapp: QApplication) -> None:
    listener = Listener()
    worker = Worker(listener.on_done)
    latest = Latest(worker)
    latest.run(lambda: "now", listener.on_done)
    assert latest.wait(5)
    assert listener.heard == ["now"]
    QApplication.processEvents()
    assert listener.heard == ["now"]
    worker.close()


def test_an_answer_that_takes_longer_comes_later(qtbot: QtBot) -> None:
    listener, may_go = Listener(), threading.Event()
    worker = Worker(listener.on_done)
    latest = Latest(worker)
    latest.run(may_go.wait, listener.on_done)
    assert not latest.wait(0.005)
    assert listener.heard == []
    may_go.set()
    qtbot.waitUntil(lambda: listener.heard == [True])
    worker.close()


def test_who_waits_for_a_failure_hears_of_it_now(qapp: QApplication) -> None:
    listener = Listener()
    worker = Worker(listener.on_done)
    latest = Latest(worker)
    failure = RecordError("gone")

    def fail() -> None:
        raise failure

    latest.run(fail, lambda _result: None, listener.on_done)
    assert latest.wait(5)
    assert listener.heard == [failure]
    worker.close()


class Key:
    """Stands for a record's."""


def test_what_was_asked_is_let_go_once_it_is_done(qtbot: QtBot) -> None:
    key, done = Key(), list[object]()
    known = weakref.ref(key)
    worker = Worker(done.append)
    worker.run(partial(type, key), partial(lambda _key, result: done.append(result), key))
    del key
    qtbot.waitUntil(lambda: bool(done))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert known() is None
    worker.close()


def test_what_was_asked_is_let_go_before_anybody_hears_that_it_is_done(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, held, done = Key(), list[object](), list[object]()
    known, settle = weakref.ref(key), Job.settle

    def looking(ticket: Job, result: object) -> None:
        held.append(known())
        settle(ticket, result)

    monkeypatch.setattr(Job, "settle", looking)
    worker = Worker(done.append)
    worker.run(partial(id, key), done.append)
    del key
    qtbot.waitUntil(lambda: bool(done))
    assert held == [None]
    worker.close()
