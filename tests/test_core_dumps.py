"""A crash writes no memory down: the key would be in it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
_LOOKS = "import resource; print(resource.getrlimit(resource.RLIMIT_CORE), flush=True)"
_COMMAND = f"from clinic_app.cli import main; main(['library', '--help']); {_LOOKS}"
_WINDOW = (
    f"from clinic_ui.running import run; run(['clinic']); {_LOOKS}; import os; os.abort()"  # a real crash
)


@pytest.mark.skipif(sys.platform == "win32", reason="made by no Windows by itself")
@pytest.mark.parametrize(("code", "status"), [(_COMMAND, 0), (_WINDOW, -signal.SIGABRT)])
def test_neither_window_nor_command_leaves_its_memory_behind(tmp_path: Path, code: str, status: int) -> None:
    paths = os.pathsep.join(str(ROOT / each) for each in ("", "ui", "resources"))
    told = {
        "PYTHONPATH": paths,
        "CLINIC_APP_HOME": str(tmp_path / "home"),
        "CLINIC_APP_QUIT_AFTER_PAINT": "1",
    }
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | told | {"QT_QPA_PLATFORM": "offscreen"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.stdout.splitlines()[-1] == "(0, 0)"
    assert ended.returncode == status
    assert not list(tmp_path.glob("core*"))
