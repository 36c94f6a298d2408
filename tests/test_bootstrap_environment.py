import sys
from pathlib import Path

import pytest

from clinic_app.bootstrap.environment import Environment, this_python_has


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """A checkout with an environment that nobody has filled yet."""
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    made = Environment(tmp_path)
    made.python.parent.mkdir(parents=True)
    made.python.symlink_to(sys.executable)
    return made


def test_an_environment_is_ready_only_after_a_finished_set_up(environment: Environment) -> None:
    assert not environment.is_ready()
    environment.mark_unfinished()
    assert not environment.is_ready()
    environment.mark_finished([])
    assert environment.is_ready()


def test_a_changed_project_asks_for_a_new_set_up(environment: Environment) -> None:
    environment.mark_finished([])
    (environment.project / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert not environment.is_ready()


def test_a_changed_translation_asks_for_a_new_set_up(environment: Environment) -> None:
    environment.mark_finished([])
    po_path = environment.project / "resources/clinic_resources/translations/es/LC_MESSAGES/clinic.po"
    po_path.parent.mkdir(parents=True)
    po_path.touch()
    assert environment.is_ready()  # an empty file says nothing
    po_path.write_text('msgid "Print"', encoding="utf-8")
    assert not environment.is_ready()


def test_another_interpreter_under_the_same_link_asks_for_a_new_set_up(environment: Environment) -> None:
    environment.mark_finished([])
    environment.python.unlink()
    newer = environment.project / "python3.99"
    newer.touch()
    environment.python.symlink_to(newer)
    assert not environment.is_ready()


def test_an_environment_whose_interpreter_is_gone_is_not_ready(environment: Environment) -> None:
    environment.mark_finished([])
    environment.python.unlink()
    assert not environment.is_ready()


def test_the_test_tools_are_installed_only_when_asked_for(environment: Environment) -> None:
    environment.mark_finished([])
    assert not environment.is_ready(["test"])
    environment.mark_finished(["test"])
    assert environment.is_ready(["test"])
    assert environment.is_ready()


def test_an_interrupted_set_up_is_recognised(environment: Environment) -> None:
    assert not environment.was_interrupted()
    environment.mark_unfinished()
    assert environment.was_interrupted()
    environment.mark_finished([])
    assert not environment.was_interrupted()


def test_an_environment_without_a_stamp_was_made_by_somebody_else(environment: Environment) -> None:
    assert not environment.was_made_here()
    environment.mark_finished([])
    assert environment.was_made_here()


def test_this_process_runs_in_no_strange_environment(environment: Environment) -> None:
    assert not environment.is_running()


def test_the_interpreter_of_the_tests_lacks_nothing() -> None:
    assert this_python_has(["test"])
