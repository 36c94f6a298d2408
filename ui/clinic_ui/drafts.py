"""Keeps what is being typed: on disk within a second, and at once when the window closes."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from threading import Lock

from PySide6.QtCore import QObject, QTimer

from clinic_app.services.drafts import DraftService
from clinic_ui.work import Worker

_PAUSE_MS = 600


class DraftKeeper(QObject):
    """Keeps one form's fields under one key."""

    def __init__(
        self,
        drafts: DraftService,
        worker: Worker,
        key: str,
        typed: Callable[[], Mapping[str, str]],
        parent: QObject,
    ) -> None:
        """``typed`` returns the fields as they stand."""
        super().__init__(parent)
        self._drafts, self._worker, self._key, self._typed = drafts, worker, key, typed
        self._in_turn = _InTurn()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._on_pause)

    def note_change(self, *_arguments: object) -> None:
        """Something was typed. Connect every field's signal to this."""
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Keep it now, on this thread: the window is closing."""
        if self._timer.isActive():
            self._timer.stop()
            keep = partial(self._drafts.keep_last, self._key, self._payload())
            self._in_turn.act(self._in_turn.next(), keep)

    def drop(self) -> None:
        """It became part of the record, or was given up."""
        self._timer.stop()
        self._later(partial(self._drafts.drop, self._key))

    def find(self, on_found: Callable[[dict[str, str]], None]) -> None:
        """Ask for what was being typed when the form was last left; not called back if nothing was."""
        self._worker.run(partial(_read, self._drafts, self._key), partial(_offer, on_found))

    def _on_pause(self) -> None:
        self._later(partial(self._drafts.keep, self._key, self._payload()))

    def _later(self, act: Callable[[], None]) -> None:
        self._worker.run(partial(self._in_turn.act, self._in_turn.next(), act), _nothing)

    def _payload(self) -> str:
        return json.dumps(dict(self._typed()), ensure_ascii=False)


class _InTurn:
    """Keeps what is newest, whatever thread comes last: nothing older is written over it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._given = self._done = 0

    def next(self) -> int:
        """The number of what is to be done next."""
        self._given += 1
        return self._given

    def act(self, number: int, act: Callable[[], None]) -> None:
        """Do it, unless something newer was done."""
        with self._lock:
            if number > self._done:
                act()
                self._done = number


def _read(drafts: DraftService, key: str) -> dict[str, str]:
    draft = drafts.find(key)
    if draft is None:
        return {}
    fields = json.loads(draft.payload)
    return {name: value for name, value in fields.items() if isinstance(value, str)}


def _offer(on_found: Callable[[dict[str, str]], None], fields: dict[str, str]) -> None:
    if fields:
        on_found(fields)


def _nothing(_result: object) -> None:
    """Nothing to show when a draft was kept or dropped."""
