"""The commands as a person runs them: what they write, what they say, what they return."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from clinic_app.cli import main


def _written(tmp_path: Path, table: object) -> Path:
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(table), encoding="utf-8")
    return path


def test_the_sample_becomes_a_handout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "sheet.pdf"

    assert main(["handout", "--sample", "-o", str(target)]) == 0

    assert capsys.readouterr().out.strip() == str(target)
    reader = PdfReader(BytesIO(target.read_bytes()))
    assert "Calf stretch" in reader.pages[0].extract_text()
    assert target.stat().st_size < 150_000


def test_choices_on_the_command_line_win_over_the_file(tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    options = ["--paper", "letter", "--language", "es", "--grey", "-o", str(target)]

    assert main(["handout", "--sample", *options]) == 0

    page = PdfReader(BytesIO(target.read_bytes())).pages[0]
    assert round(page.mediabox.width) == 612
    assert "Pantorrilla" in page.extract_text()


@pytest.mark.parametrize(
    ("arguments", "status", "complaint"),
    [
        (["handout", "missing.json", "-o", "x.pdf"], 2, "There is no file missing.json."),
        (["handout", ".", "-o", "x.pdf"], 2, "is a folder, not a program file"),
        (["handout", "--sample", "-o", "nowhere/x.pdf"], 3, "there is no such folder"),
        (["figure", "zebra", "-o", "x.svg"], 2, "zebra"),
        (["figure", "cat-cow", "-o", "x.png"], 2, "must end in .svg or .pdf"),
        (["figure", "cat-cow", "--frame", "middle", "-o", "x.svg"], 2, "middle"),
        (["template", "zebra"], 2, "There is no template “zebra”"),
        (["template", "calf-flexibility-low-back-pain", "--phase", "9"], 2, "has phases 1 to 1, not 9"),
    ],
)
def test_failures_are_one_sentence_and_a_status(
    arguments: list[str],
    status: int,
    complaint: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(arguments) == status

    said = capsys.readouterr()
    assert complaint in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_value_leaves_an_existing_file_alone(tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    target.write_bytes(b"precious")
    program = _written(
        tmp_path, {"format": "clinic-program/1", "items": [{"exercise": "cat-cow", "reps": -1}]}
    )

    assert main(["handout", str(program), "-o", str(target)]) == 2
    assert target.read_bytes() == b"precious"


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fold"]) == 2
    assert "fold" in capsys.readouterr().err


def test_a_figure_is_written_as_svg(tmp_path: Path) -> None:
    target = tmp_path / "calf.svg"

    assert main(["figure", "soleus-stretch-on-step", "--frame", "end", "-o", str(target)]) == 0
    assert target.read_text(encoding="utf-8").startswith("<svg")
    assert target.stat().st_size < 40_000


def test_the_library_is_searched(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library", "soleus", "step"]) == 0
    assert capsys.readouterr().out.startswith("soleus-stretch-on-step")


def test_the_library_can_be_read_by_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library", "soleus", "step", "--json"]) == 0

    first = json.loads(capsys.readouterr().out)[0]
    assert first["exercise"] == "soleus-stretch-on-step"
    assert first["dose"]["hold_s"] == 30
    assert first["review_status"] == "draft"


def test_nothing_found_says_what_to_try(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library", "xylophone"]) == 0
    assert "Try fewer letters" in capsys.readouterr().out


def test_a_template_can_be_changed_and_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "calf-flexibility-low-back-pain", "--json"]) == 0
    program = tmp_path / "mine.json"
    program.write_text(capsys.readouterr().out, encoding="utf-8")

    assert main(["handout", str(program), "-o", str(tmp_path / "sheet.pdf")]) == 0


def test_a_template_is_shown_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "calf-flexibility-low-back-pain"]) == 0

    said = capsys.readouterr().out
    assert "Hold 30 seconds, 3 times, each leg" in said
    assert "About 9 minutes a session." in said


def test_the_command_line_never_imports_qt() -> None:
    program = (
        "import sys; from clinic_app.cli import main; main(['library', 'calf']);"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    environment_paths = [path for path in sys.path if path]
    finished = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {environment_paths!r}; {program}"],
        capture_output=True,
        check=False,
    )

    assert finished.returncode == 0, finished.stderr
