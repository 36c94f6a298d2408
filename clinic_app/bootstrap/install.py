"""Fill the environment: with uv where it is at hand, else with the interpreter's own venv and pip."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path

from clinic_app.bootstrap.debian import provide
from clinic_app.bootstrap.environment import Environment
from clinic_app.bootstrap.failure import SetUpError, say
from clinic_app.bootstrap.lock import exclusive

NO_NETWORK = (
    "temporary failure in name resolution",
    "name or service not known",
    "failed to resolve",
    "newconnectionerror",
    "connection refused",
    "network is unreachable",
    "dns error",
    "error sending request",
    "timed out",
)
BASE_PYTHON = str(getattr(sys, "_base_executable", sys.executable))  # outside the environment being made


def set_up(environment: Environment, extras: Sequence[str], *, also_needed: Sequence[str] = ()) -> None:
    """Make ``environment`` ready; one process does it while others wait, and half a one is made anew.

    ``also_needed`` are system packages that the caller will need too, so that a person who has to
    install the first lot by hand hears of everything at once. Raises SetUpError.
    """
    with exclusive(environment.project / ".venv.lock"):
        if environment.is_ready(extras):
            return
        if not any(map(_is_at_hand, ("uv", "ensurepip", "pip"))):
            provide(["python3-venv", *also_needed], needed_for="The set-up")
            invalidate_caches()
        if environment.was_interrupted():
            shutil.rmtree(environment.folder)
        say(f"Setting up in {environment.folder}; this happens once and takes about a minute …")
        kept = sorted({*extras, *environment.extras()})
        environment.mark_unfinished()
        try:
            _Installation(environment, kept).run()
        except SetUpError:
            # installers undo what they cannot finish: whatever worked before is still there
            environment.unmark()
            raise
        environment.mark_finished(kept)


def _is_at_hand(installer: str) -> bool:
    """True for uv on the search path, and for a module of this interpreter."""
    return shutil.which(installer) is not None if installer == "uv" else find_spec(installer) is not None


class _Installation:
    """One attempt to fill an environment; everything the installers say goes to its log."""

    def __init__(self, environment: Environment, extras: Sequence[str]) -> None:
        self._folder = environment.folder
        self._python = str(environment.python)
        self._wanted = f"{environment.project}[{','.join(extras)}]" if extras else str(environment.project)
        self._log = environment.folder / "set-up.log"
        self._log.write_bytes(b"")

    def run(self) -> None:
        """Install with whatever this machine has; raises SetUpError."""
        if _is_at_hand("uv") and self._with_uv():
            return
        if _is_at_hand("ensurepip"):
            self._with_venv()
        elif _is_at_hand("pip"):
            self._with_the_systems_pip()
        else:
            raise SetUpError(self._reason())

    def _with_uv(self) -> bool:
        """False where uv fails: pip may still know a way, by its own settings."""
        into = ("--python", self._python, "--editable", self._wanted)
        made = self._succeeds("uv", "venv", "--allow-existing", "--python", BASE_PYTHON, str(self._folder))
        return made and self._succeeds("uv", "pip", "install", *into)

    def _with_venv(self) -> None:
        self._require(BASE_PYTHON, "-m", "venv", str(self._folder))
        self._install_with(self._python, "-m", "pip")

    def _with_the_systems_pip(self) -> None:
        self._require(BASE_PYTHON, "-m", "venv", "--without-pip", str(self._folder))
        self._install_with(BASE_PYTHON, "-m", "pip", "--python", self._python)

    def _install_with(self, *pip: str) -> None:
        # compiled as they are imported: compiling everything at once would lengthen the wait
        self._require(
            *pip, "install", "--disable-pip-version-check", "--no-compile", "--editable", self._wanted
        )

    def _require(self, *command: str) -> None:
        if not self._succeeds(*command):
            raise SetUpError(self._reason())

    def _succeeds(self, *command: str) -> bool:
        with self._log.open("ab") as log:
            # close_fds: the installer holds the set-up's lock too, in case it outlives this process
            finished = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=installer_settings(os.environ),
                close_fds=False,
                check=False,
            )
        return finished.returncode == 0

    def _reason(self) -> str:
        return reason(self._log.read_text(encoding="utf-8", errors="replace"), self._log)


def installer_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """The person's own settings, and pip's choice of index for uv too, which does not read pip's."""
    settings = dict(environ)
    index = settings.get("PIP_INDEX_URL")
    if index and not settings.keys() & {"UV_DEFAULT_INDEX", "UV_INDEX_URL"}:
        settings["UV_DEFAULT_INDEX"] = index
    return settings


def reason(said: str, log: Path) -> str:
    """Why an installer failed, in one sentence, from what it ``said`` into ``log``."""
    heard = said.lower()
    if any(words in heard for words in NO_NETWORK):
        return f"The set-up could not reach the package index: check the network, then start again ({log})."
    if "no space left" in heard:
        return f"The disk is full: the set-up needs about 1 GB; make room, then start again ({log})."
    last_lines = [line.strip() for line in said.splitlines() if line.strip()]
    return f"The set-up failed: {last_lines[-1] if last_lines else 'nothing was said'} (all of it: {log})."
