import logging
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


def test_a_thread_that_fails_is_told_of_and_its_message_is_written_nowhere(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    problems = Problems(Words())

    def stumble() -> None:
        raise ValueError("born 14 March 1959, Teresa Marlowe")

    usual, threading.excepthook = threading.excepthook, problems.thread_excepthook
    try:
        with qtbot.waitSignal(problems.problem_met) as said:
            threading.Thread(target=stumble).start()
    finally:
        threading.excepthook = usual
    assert "our fault" in said.args[0]
    assert "Marlowe" not in caplog.text + capsys.readouterr().err
    caplog.clear()
