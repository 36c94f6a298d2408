"""Start what was asked for: the window, a command, the tests; in the environment that has what they need.

What only a first start needs is imported when it is needed: every other start pays for this module alone.
"""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from clinic_app.bootstrap.checkout import find_checkout
from clinic_app.bootstrap.environment import Environment, this_python_has
from clinic_app.bootstrap.failure import SetUpError, say
from clinic_app.bootstrap.libraries import ANY_SCREEN, missing_packages
from clinic_app.bootstrap.screen import Screen, find_screen

SAMPLE_NAME = "sample-handout.pdf"
ALL_TESTS = ("-n", "auto", "--dist", "loadfile")
"""All of them run on every processor there is, a file's together: what a file's tests share is made once."""


def start(arguments: Sequence[str]) -> int:
    """Run the program with ``arguments`` and return its exit status; sets up what is missing first."""
    try:
        checkout = find_checkout()
        if checkout is None:
            return run_here(arguments)
        if arguments[:1] == ["test"]:
            return _start_tests(checkout, arguments[1:])
        return _start_program(checkout, arguments)
    except SetUpError as failure:
        say(str(failure))
        return 1


def _start_program(checkout: Path, arguments: Sequence[str]) -> int:
    environment = _ready_environment(checkout, (), _no_packages if arguments else _window_packages)
    if _is_here(environment):
        return run_here(arguments)
    # -P: the environment names the packages' folders; the current folder has no say
    return _become([str(environment.python), "-P", "-m", "clinic_app", *arguments])


def _start_tests(checkout: Path, pytest_arguments: Sequence[str]) -> int:
    """Run pytest offscreen in the project's folder; all tests where nothing else is asked for."""
    environment = _ready_environment(checkout, ("test",), _offscreen_packages)
    _provide(_offscreen_packages(), needed_for="The tests' offscreen window")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.chdir(environment.project)
    python = sys.executable if _is_here(environment) else str(environment.python)
    return _become([python, "-m", "pytest", *(pytest_arguments or ALL_TESTS)])


def run_here(arguments: Sequence[str]) -> int:
    """Run a command, or open the window, in this very process; without a screen, write a sample handout."""
    if arguments:
        from clinic_app.cli import main as run_command

        return run_command(list(arguments))
    screen = find_screen()
    return _write_sample() if screen is Screen.NONE else _open_window(screen)


def _open_window(screen: Screen) -> int:
    _provide(missing_packages(screen.libraries()), needed_for="The window")
    try:
        from clinic_ui.__main__ import main as open_window
    except ImportError as failure:
        if "cannot open shared object file" not in str(failure):
            raise
        raise SetUpError(f"The window needs a system library that is missing here: {failure}.") from failure
    return open_window()


def _write_sample() -> int:
    """Without a screen, show what the program makes."""
    from clinic_app.cli import main as run_command

    folder = Path.cwd() if os.access(Path.cwd(), os.W_OK) else Path.home()
    sample = folder / SAMPLE_NAME
    status = run_command(["handout", "--sample", "-o", str(sample)])
    if status == 0:
        display = os.environ.get("DISPLAY")
        found = f"The screen {display} does not answer" if display else "There is no screen here"
        say(f"{found}, so no window was opened; a sample handout is in {sample}.")
    return status


def _no_packages() -> list[str]:
    return []


def _window_packages() -> list[str]:
    return missing_packages(find_screen().libraries())


def _offscreen_packages() -> list[str]:
    return missing_packages(ANY_SCREEN)


def _provide(packages: Sequence[str], *, needed_for: str) -> None:
    if packages:
        from clinic_app.bootstrap.debian import provide

        provide(packages, needed_for=needed_for)


def _ready_environment(
    checkout: Path, extras: Sequence[str], system_packages: Callable[[], Sequence[str]]
) -> Environment:
    """The environment to run in, set up where nothing that is at hand will do.

    ``system_packages`` says what the caller will need of the system; asked only when setting up.
    """
    environment = Environment(checkout)
    if environment.is_ready(extras) or _somebody_else_cares(environment, extras):
        return environment
    try:
        if not os.access(checkout, os.W_OK):
            environment = Environment(_working_copy(checkout))
        if not environment.is_ready(extras):
            _set_up(environment, extras, system_packages())
    except OSError as failure:
        raise SetUpError(f"The set-up in {environment.folder} failed: {failure}") from failure
    except KeyboardInterrupt:
        raise SetUpError("The set-up was interrupted; the next start begins it again.") from None
    return environment


def _working_copy(checkout: Path) -> Path:
    from clinic_app.bootstrap.working_copy import writable_copy

    return writable_copy(checkout)


def _set_up(environment: Environment, extras: Sequence[str], system_packages: Sequence[str]) -> None:
    from clinic_app.bootstrap.install import set_up

    set_up(environment, extras, also_needed=system_packages)


def _is_here(environment: Environment) -> bool:
    return environment.is_running() or _somebody_else_cares(environment, ())


def _somebody_else_cares(environment: Environment, extras: Sequence[str]) -> bool:
    """True where uv or a developer filled the environment this process runs in, and it lacks nothing."""
    made_here = environment.is_running() and environment.was_made_here()
    return not made_here and this_python_has(extras)


def _become(command: Sequence[str]) -> int:
    """Go on as ``command``; comes back, with its exit status, only on Windows, which cannot do that."""
    if sys.platform != "win32":
        os.execv(command[0], list(command))
    import subprocess

    return subprocess.call(command)
