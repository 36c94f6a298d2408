"""A locked screen and a machine going to sleep are heard on a real bus between two ends of one process."""

import socket
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusServer
from pytestqt.qtbot import QtBot

from clinic_ui.locking import bus_probe
from clinic_ui.locking.desktop import DesktopWatch

_names = count()


class Wire:
    """The desktop's end, and the end the window listens at."""

    def __init__(self) -> None:
        self._server = QDBusServer()
        self._said: list[QDBusConnection] = []
        self._server.newConnection.connect(self._said.append)
        self.name = f"window-{next(_names)}"
        self.window = QDBusConnection.connectToPeer(self._server.address(), self.name)

    def say(self, path: str, interface: str, name: str, *values: object) -> None:
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(values))
        assert self._said[0].send(message)

    @property
    def is_up(self) -> bool:
        return bool(self._said)

    def close(self) -> None:
        QDBusConnection.disconnectFromPeer(self.name)


@pytest.fixture
def wire(qtbot: QtBot) -> Iterator[Wire]:
    made = Wire()
    if not made.window.isConnected():
        pytest.skip("this machine's Qt has no D-Bus library")
    qtbot.waitUntil(lambda: made.is_up)
    yield made
    made.close()


LOGIN = "/org/freedesktop/login1"


@pytest.mark.parametrize(
    ("path", "interface", "name", "values"),
    [
        (LOGIN, "org.freedesktop.login1.Manager", "PrepareForSleep", (True,)),
        (f"{LOGIN}/session/_31", "org.freedesktop.login1.Session", "Lock", ()),
    ],
)
def test_sleep_and_a_locked_session_are_heard(
    qtbot: QtBot, wire: Wire, path: str, interface: str, name: str, values: tuple[object, ...]
) -> None:
    watch = DesktopWatch()
    assert watch.listen_for_sleep(wire.window)
    with qtbot.waitSignal(watch.left):
        wire.say(path, interface, name, *values)


@pytest.mark.parametrize("interface", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_a_locked_screen_is_heard(qtbot: QtBot, wire: Wire, interface: str) -> None:
    watch = DesktopWatch()
    assert watch.listen_for_screen(wire.window)
    with qtbot.waitSignal(watch.left):
        wire.say("/" + interface.replace(".", "/"), interface, "ActiveChanged", True)


def test_waking_and_unlocking_are_nothing_to_lock_for(qtbot: QtBot, wire: Wire) -> None:
    watch = DesktopWatch()
    watch.listen_for_sleep(wire.window)
    heard: list[str] = []
    watch.left.connect(lambda: heard.append("left"))
    wire.say(LOGIN, "org.freedesktop.login1.Manager", "PrepareForSleep", False)
    with qtbot.waitSignal(watch.left):
        wire.say(LOGIN, "org.freedesktop.login1.Manager", "PrepareForSleep", True)
    assert heard == ["left"]


def test_without_a_bus_nothing_is_heard_and_nothing_breaks(qapp: object) -> None:
    watch = DesktopWatch()
    assert watch.listen_for_sleep(QDBusConnection("no such bus")) is False
    assert watch.listen_for_screen(QDBusConnection("no such bus")) is False


def test_a_bus_that_never_answers_keeps_nobody_waiting(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = f"unix:path={tmp_path}/bus"
    with socket.socket(socket.AF_UNIX) as hung:
        hung.bind(f"{tmp_path}/bus")
        hung.listen()
        assert not bus_probe.answers(place, wait_s=0.05)
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", place)
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", place)
        before = monotonic()
        watch = DesktopWatch()
        watch.listen()
        assert monotonic() - before < 1
        qtbot.wait(10)


@pytest.mark.parametrize(
    "address", ["", "unix:path=/nowhere/bus", "autolaunch:", "unix:", "tcp:host=x", "%%;,="]
)
def test_an_address_where_nobody_is_does_not_answer(address: str) -> None:
    assert not bus_probe.answers(address, wait_s=0.05)


def test_a_bus_that_is_awake_answers(qtbot: QtBot) -> None:
    server = QDBusServer()
    if not server.isConnected():
        pytest.skip("this machine's Qt has no D-Bus library")
    answer: list[bool] = []
    asking = Thread(target=lambda: answer.append(bus_probe.answers(server.address())))
    asking.start()
    qtbot.waitUntil(lambda: bool(answer))
    asking.join()
    assert answer == [True]


def test_where_the_buses_are_is_said_by_the_environment_or_by_custom() -> None:
    assert bus_probe.system_address({}) == bus_probe.SYSTEM_BUS
    assert bus_probe.session_address({}) == ""
    assert bus_probe.session_address({"XDG_RUNTIME_DIR": "/run/user/7"}) == "unix:path=/run/user/7/bus"
    assert bus_probe.session_address({"DBUS_SESSION_BUS_ADDRESS": "unix:abstract=x"}) == "unix:abstract=x"
