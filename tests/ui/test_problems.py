import gc
import logging
import sys
import threading

import pytest
from pytestqt.qtbot import QtBot

from clinic_app.domain.errors import InputError
from clinic_ui.problems import Problems, without_values
from clinic_ui.words import Words


def test_a_known_failure_is_said_in_its_own_sentence(qtbot: QtBot) -> None:
    problems = Problems(Words())
    with qtbot.waitSignal(problems.problem_met) as said:
        problems.tell(InputError("There is no exercise “{slug}”.", slug="moonwalk"))
    assert said.args == ["There is no exercise “moonwalk”."]


def test_where_memory_is_gone_the_person_is_told_what_to_do(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    problems = Problems(Words())
    with qtbot.waitSignal(problems.problem_met) as said:
        problems.tell(MemoryError())
    assert "Close other programs" in said.args[0]
    caplog.clear()


def test_a_bug_is_logged_without_what_it_says(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    problems = Problems(Words())
    with caplog.at_level(logging.ERROR), qtbot.waitSignal(problems.problem_met) as said:
        problems.tell(ValueError("born 14 March 1959, Teresa Marlowe"))
    assert "our fault" in said.args[0]
    assert "ValueError" in caplog.text
    assert "Marlowe" not in caplog.text + said.args[0]
    caplog.clear()


def test_a_log_line_says_where_it_happened() -> None:
    with pytest.raises(ValueError, match="invalid literal") as raised:
        int("x")
    assert "test_a_log_line_says_where_it_happened" in without_values(raised.value)


@pytest.fixture
def caught(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the person is told, of failures that nobody caught; Python's hooks come back afterwards."""
    for module, hook in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(module, hook, getattr(module, hook))
    said: list[str] = []
    problems = Problems(Words())
    problems.problem_met.connect(said.append)
    problems.catch_everything()
    return said


def test_a_failing_thread_is_told_and_prints_nothing(
    caught: list[str],
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    thread = threading.Thread(target=int, args=("Teresa Marlowe",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(caught) == 1)
    assert "our fault" in caught[0]
    assert "ValueError" in caplog.text
    assert "Marlowe" not in caplog.text + "".join(capfd.readouterr())
    caplog.clear()


def test_what_fails_while_it_is_let_go_is_logged_and_bothers_nobody(
    caught: list[str], caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    class Bad:
        def __del__(self) -> None:
            raise ValueError("Teresa Marlowe")

    Bad()
    gc.collect()
    assert "ValueError" in caplog.text
    assert "Marlowe" not in caplog.text + "".join(capfd.readouterr())
    assert caught == []
    caplog.clear()
