"""System packages: installed where we may (root on Debian and its kin), else the one line that does it."""

import os
import shutil
import subprocess
from collections.abc import Sequence

from clinic_app.bootstrap.failure import SetUpError, say

INSTALL = ("apt-get", "install", "-y", "--no-install-recommends")


def provide(packages: Sequence[str], *, needed_for: str) -> None:
    """Install Debian packages as root; raises SetUpError with the line to copy where that cannot be done."""
    if not packages:
        return
    if not shutil.which("apt-get"):
        raise SetUpError(
            f"{needed_for} needs system libraries that are missing here; with this system's own installer,"
            f" install what Debian calls: {' '.join(packages)}"
        )
    if os.geteuid() != 0:
        raise SetUpError(cure(packages, needed_for=needed_for))
    say(f"{needed_for} needs system packages; installing {' '.join(packages)} …")
    if not (_run(*INSTALL, *packages) or (_run("apt-get", "update") and _run(*INSTALL, *packages))):
        raise SetUpError(cure(packages, needed_for=needed_for))


def cure(packages: Sequence[str], *, needed_for: str) -> str:
    """One sentence with the command that installs the packages."""
    who = "" if os.geteuid() == 0 else "sudo "
    return (
        f"{needed_for} needs system packages; install them with:"
        f" {who}apt-get update && {who}{' '.join(INSTALL)} {' '.join(packages)}"
    )


def _run(*command: str) -> bool:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=quiet, capture_output=True, check=False).returncode == 0
