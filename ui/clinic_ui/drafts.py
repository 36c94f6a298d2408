"""Keeps what is being typed: on disk within a second, and at once when the window closes."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from threading import Lock

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from clinic_app.domain.errors import KnownError
from clinic_app.services.drafts import DraftService
from clinic_ui.work import Worker

_PAUSE_MS = 600


class DraftKeeper(QObject):
    """Keeps one form's fields under one key."""

    _found = Signal(object, object)

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
        self._sent = 0
        """The turn in which what was typed last is kept; 0 if nothing of it is to be kept any more."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._on_pause)
        self._found.connect(self._on_found, Qt.ConnectionType.QueuedConnection)

    def note_change(self, *_arguments: object) -> None:
        """Something was typed. Connect every field's signal to this."""
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Keep it now, on this thread: the window closes, or the form, which may be opened again soon."""
        if self._timer.isActive() or self._sent > self._in_turn.done:
            self._timer.stop()
            keep = partial(self._drafts.keep_last, self._key, self._taken_up())
            self._in_turn.act(self._in_turn.next(), keep)

    def drop(self) -> None:
        """It became part of the record, or was given up."""
        self._timer.stop()
        self._sent = 0
        self._drafts.give_up(self._key)
        self._later(self._in_turn.next(), partial(self._drafts.drop_given_up, self._key))

    def find(self, on_found: Callable[[dict[str, str]], None]) -> None:
        """Ask for what was being typed when the form was last left; not called back if nothing was.

        One row is read on this thread, and shown before a key can reach the form: found later it would be
        written over what somebody typed meanwhile.
        """
        try:
            fields = _read(self._drafts, self._key)
        except KnownError:  # the disk, or somebody who writes for long: then nothing is kept either
            self._worker.run(partial(_read, self._drafts, self._key), partial(_offer, on_found))
            return
        if fields:
            self._found.emit(on_found, fields)

    def _on_found(self, tell: Callable[[dict[str, str]], None], fields: dict[str, str]) -> None:
        tell(fields)

    def _on_pause(self) -> None:
        self._sent = self._in_turn.next()
        self._later(self._sent, partial(self._drafts.keep, self._key, self._taken_up()))

    def _later(self, turn: int, act: Callable[[], None]) -> None:
        self._worker.run(partial(self._in_turn.act, turn, act), _nothing)

    def _taken_up(self) -> str:
        """What is typed, to be kept and offered from now on."""
        self._drafts.take_up(self._key)
        return json.dumps(dict(self._typed()), ensure_ascii=False)


class _InTurn:
    """Keeps what is newest, whatever thread comes last: nothing older is written over it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._given = 0
        self.done = 0

    def next(self) -> int:
        """The number of what is to be done next."""
        self._given += 1
        return self._given

    def act(self, number: int, act: Callable[[], None]) -> None:
        """Do it, unless something newer was done."""
        with self._lock:
            if number > self.done:
                act()
                self.done = number


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
