"""What every test stands on: this checkout's packages, an offscreen Qt, folders of its own, no network."""

import logging
import os
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent
PACKAGE_FOLDERS = ("", "ui", "resources")

# Qt chooses its platform once, when it is first imported, so these are set before any test module is read.
# Whoever names another platform (xcb under Xvfb) gets that.
if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    os.environ.pop("DISPLAY", None)
    os.environ.pop("WAYLAND_DISPLAY", None)

for folder in reversed(PACKAGE_FOLDERS):
    path = str(CHECKOUT / folder)
    if path not in sys.path:
        sys.path.insert(0, path)

LOCAL_FAMILIES = {getattr(socket, name) for name in ("AF_UNIX", "AF_NETLINK") if hasattr(socket, name)}
LOCAL_HOSTS = {"127.0.0.1", "::1", "localhost"}


def _refuse_the_network(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook: a connection or a name look-up beyond this machine fails the test that makes it."""
    if event == "socket.connect":
        connection, address = arguments
        assert isinstance(connection, socket.socket)
        if connection.family in LOCAL_FAMILIES or (isinstance(address, tuple) and address[0] in LOCAL_HOSTS):
            return
        raise AssertionError(f"a test reached for the network: {address!r}")
    if event == "socket.getaddrinfo" and arguments[0] not in LOCAL_HOSTS | {None}:
        raise AssertionError(f"a test looked up a name: {arguments[0]!r}")


def pytest_configure() -> None:
    """Refuse the network for the whole run, by a hook no test can forget; compile changed translations."""
    from compile_translations import TRANSLATIONS, compile_translations

    compile_translations(TRANSLATIONS)
    sys.addaudithook(_refuse_the_network)


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test its own home, so that no test reads or writes what a person or another test left."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name, folder in (
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_CACHE_HOME", ".cache"),
        ("XDG_STATE_HOME", ".local/state"),
        ("CLINIC_APP_HOME", "clinic"),
    ):
        monkeypatch.setenv(name, str(home / folder))
    return home


@pytest.fixture(autouse=True, scope="session")
def cheap_secrets(pytestconfig: pytest.Config) -> Iterator[None]:
    """Stretching a secret takes a second on purpose; a hundredth will do here, unless it is measured."""
    if pytestconfig.getoption("benchmark_only"):
        yield
        return
    from clinic_app.data import key_slots

    with pytest.MonkeyPatch.context() as patched:
        for name in ("USUAL_COST", "SMALL_COST"):
            patched.setattr(key_slots, name, key_slots.Cost(memory_kib=8_192, passes=1, lanes=1))
        yield


@pytest.fixture(autouse=True)
def silence(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning, or leaves a thread running, a window open, or what crashes the exit.

    A test that provokes a warning reads it from ``caplog`` and then clears it: ``caplog.clear()``.
    """
    before = set(threading.enumerate())
    yield
    loud = [record.getMessage() for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert loud == []
    assert {thread for thread in threading.enumerate() if not thread.daemon} <= before
    assert _close_open_windows() == []
    assert not _took_from_clipboard(), "data Python made stayed on the clipboard: see clinic_ui.clip_data"


def _close_open_windows() -> list[object]:
    """The windows still on the screen; closed, so that the next test is not blamed for them."""
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtWidgets import QApplication

    left_open = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    for window in left_open:
        window.close()
    return list(left_open)


def _took_from_clipboard() -> bool:
    """Whether it held data that Python made; cleared, so that the next test is not blamed for it."""
    if "PySide6.QtWidgets" not in sys.modules:
        return False
    from PySide6.QtGui import QGuiApplication
    from shiboken6 import createdByPython

    held = QGuiApplication.clipboard().mimeData() if QGuiApplication.instance() is not None else None
    if held is None or not createdByPython(held):
        return False
    QGuiApplication.clipboard().clear()
    return True
