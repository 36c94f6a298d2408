"""The system tells the program to end: that reaches Qt's loop, whatever the loop is waiting for."""

import os
import signal

import pytest
from pytestqt.qtbot import QtBot

from clinic_ui.told_to_end import ToldToEnd


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_of_the_system_becomes_one_of_the_window(qtbot: QtBot, name: str) -> None:
    told = ToldToEnd()
    with qtbot.waitSignal(told.told):
        os.kill(os.getpid(), getattr(signal, name))
    told.close()


def test_afterwards_signals_do_what_they_did_before(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGTERM)
    told = ToldToEnd()
    assert signal.getsignal(signal.SIGTERM) is not before
    told.close()
    assert signal.getsignal(signal.SIGTERM) is before
