"""The commands as a person runs them: what they write, what they say, what they return."""

import errno
import json
import os
import subprocess
import sys
from io import BytesIO, StringIO, TextIOWrapper
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


@pytest.mark.parametrize("options", [["--paper", "a4"], ["--paper", "letter"], ["--language", "es"]])
def test_the_sample_takes_two_pages(tmp_path: Path, options: list[str]) -> None:
    target = tmp_path / "sheet.pdf"

    assert main(["handout", "--sample", *options, "-o", str(target)]) == 0

    assert len(PdfReader(BytesIO(target.read_bytes())).pages) == 2


def test_the_spanish_sample_is_spanish_to_its_title(tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"

    assert main(["handout", "--sample", "--language", "es", "-o", str(target)]) == 0

    assert "Pantorrillas flexibles" in PdfReader(BytesIO(target.read_bytes())).pages[0].extract_text()


def test_choices_on_the_command_line_win_over_the_file(tmp_path: Path) -> None:
    target = tmp_path / "sheet.pdf"
    options = ["--paper", "letter", "--language", "es", "--grey", "-o", str(target)]

    assert main(["handout", "--sample", *options]) == 0

    page = PdfReader(BytesIO(target.read_bytes())).pages[0]
    assert round(page.mediabox.width) == 612
    assert "Pantorrilla" in page.extract_text()


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Therapist’s summary"), ("es", "Resumen del terapeuta")]
)
def test_the_therapists_summary_is_a_layout_of_its_own(tmp_path: Path, language: str, title: str) -> None:
    target = tmp_path / "summary.pdf"

    assert (
        main(["handout", "--sample", "--layout", "summary", "--language", language, "-o", str(target)]) == 0
    )

    pages = PdfReader(target).pages
    assert len(pages) == 1
    assert title in pages[0].extract_text()


@pytest.mark.parametrize(
    ("arguments", "status", "complaint"),
    [
        (["handout", "missing.json", "-o", "x.pdf"], 2, "There is no file missing.json."),
        (["handout", ".", "-o", "x.pdf"], 2, "is a folder, not a program file"),
        (["handout", "--sample", "-o", "nowhere/x.pdf"], 3, "there is no such folder"),
        (["figure", "zebra", "-o", "x.svg"], 2, "zebra"),
        (["figure", "cat-cow", "-o", "x.png"], 2, "must end in .svg or .pdf"),
        (["figure", "cat-cow", "--frame", "middle", "-o", "x.svg"], 2, "middle"),
        (["handout", "", "-o", "x.pdf"], 2, "Name a program file; this name is empty."),
        (["handout", "--sample", "-o", ""], 2, "must name a file to write"),
        (["handout", "--sample"], 2, "-o/--output"),
        (["handout", "--sample", "-o", "x.pdf", "--paper", "a5"], 2, "--paper: invalid choice: 'a5'"),
        (
            ["handout", "--sample", "-o", "x.pdf", "--layout", "summary", "--language", "fr"],
            2,
            "A summary is written in a language of the window: en, es.",
        ),
        (["handout", "--sample", "-o", "x.pdf", "--zebra\x1b\n"], 2, "--zebra\\x1b\\n"),
        (["handout", "a\nb\x1b[31m.json", "-o", "x.pdf"], 2, "There is no file a\\nb\\x1b[31m.json."),
        (
            ["figure", "cat-cow", "-o", "x.svg", "--height", "abc"],
            2,
            "--height: must be a number from 5 to 2000",
        ),
        (["figure", "", "-o", "x.svg"], 2, "There is no figure called"),
        (
            ["template", "calf-flexibility-low-back-pain", "--phase", "x"],
            2,
            "--phase: must be a whole number",
        ),
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


@pytest.mark.parametrize("link", ["itself", "symbolic", "hard"])
def test_a_program_file_is_never_replaced_by_its_own_handout(
    link: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = _written(tmp_path, {"format": "clinic-program/1", "items": [{"exercise": "cat-cow"}]})
    before = program.read_bytes()
    target = program if link == "itself" else tmp_path / "sheet.pdf"
    if link == "symbolic":
        target.symlink_to(program)
    if link == "hard":
        target.hardlink_to(program)

    assert main(["handout", str(program), "-o", str(target)]) == 2

    assert "is the program file itself" in capsys.readouterr().err
    assert program.read_bytes() == target.read_bytes() == before


def test_no_more_is_read_than_a_program_file_may_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("this system has no /dev/zero")

    assert main(["handout", "/dev/zero", "-o", str(tmp_path / "sheet.pdf")]) == 2
    assert "larger than 5 MB" in capsys.readouterr().err


def test_a_closed_standard_input_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", None)

    assert main(["handout", "-", "-o", str(tmp_path / "sheet.pdf")]) == 2
    assert "Standard input is closed" in capsys.readouterr().err


class FullOutput(StringIO):
    """Standard output on a disk that is full."""

    def flush(self) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_standard_output_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", FullOutput())

    assert main(["library", "calf"]) == 3
    assert "Standard output could not be written: the disk is full" in capsys.readouterr().err
    sys.stdout.flush()  # as Python does at its end


def test_a_closed_standard_output_wants_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)

    assert main(["library", "calf"]) == 0


def test_a_closed_standard_error_hears_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)

    assert main(["template", "zebra"]) == 2


def test_letters_the_output_has_not_got_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    written = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(written, encoding="ascii"))

    assert main(["library", "--language", "es", "gemelos"]) == 0
    assert b"escal?n" in written.getvalue()


def test_json_stays_json_where_the_output_has_not_got_every_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    written = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(written, encoding="ascii"))

    assert main(["template", "calf-flexibility-low-back-pain", "--language", "es", "--json"]) == 0
    assert "pantorrillas" in json.loads(written.getvalue())["title"].lower()


@pytest.mark.parametrize("query", ["*", "<b>", "(", "\\"])
def test_what_stands_in_no_name_is_not_found(query: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["library", query]) == 0
    assert capsys.readouterr().out.startswith("No exercise matches.")


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
