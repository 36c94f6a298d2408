"""One program a record: a second start brings the first one's window to the front and ends."""

import hashlib
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WORD: Final = b"show yourself\n"
_HEARD: Final = b"here\n"
_WAIT_MS: Final = 1_500


def call_first_instance(record: Path) -> bool:
    """Ask the program that has the record open to show itself; False where none answers."""
    socket = QLocalSocket()
    socket.connectToServer(_name(record))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(_WORD)
    socket.flush()
    heard = b""
    while len(heard) < len(_HEARD) and socket.waitForReadyRead(_WAIT_MS):
        heard += bytes(socket.readAll().data())
    socket.disconnectFromServer()
    return heard == _HEARD


class FirstInstance(QObject):
    """Listens, for this user alone, for a second start."""

    called = Signal()

    def __init__(self, record: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        name = _name(record)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # left by a program that was killed; the record's lock is ours
            self._server.listen(name)

    @property
    def is_listening(self) -> bool:
        """Whether a second start would be heard."""
        return self._server.isListening()

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()

    def _on_connection(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(lambda: self._on_word(socket))
        socket.disconnected.connect(socket.deleteLater)
        self._on_word(socket)

    def _on_word(self, socket: QLocalSocket) -> None:
        if bytes(socket.peek(len(_WORD)).data()) != _WORD:
            return
        socket.readAll()
        socket.write(_HEARD)
        socket.flush()
        self.called.emit()


def _name(record: Path) -> str:
    """One name a record, the same for every start by the same user; it says nothing of where it lies."""
    return f"clinic-companion-{hashlib.sha256(str(record.resolve()).encode()).hexdigest()[:16]}"
