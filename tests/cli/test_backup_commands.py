"""The commands for backups as a person types them: on this machine, and on a new one."""

from pathlib import Path

import pytest

from backed_up import WORDS, a_record, lock_with, one_more, patients_in
from clinic_app.cli import main
from clinic_app.data.door import RecordDoor
from clinic_app.data.engine import bare_connection
from clinic_app.data.key_file import KEY_NAMES, read_key
from clinic_app.data.key_slots import new_code
from clinic_app.data.record import DATABASE_NAME, open_record
from clinic_app.domain.access import Role, WayKind
from clinic_app.services.access import AccessService
from forgery import forge


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLINIC_APP_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def test_a_backup_comes_back_by_two_commands(
    home: Path, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_record(home / "record").close()
    assert main(["backup", str(stick)]) == 0
    assert "1 patients" in capsys.readouterr().out
    record = open_record(home / "record")
    one_more(record)
    record.close()

    assert main(["restore", str(stick), "--yes"]) == 0

    said = capsys.readouterr().out
    assert "It holds 1 patients, 0 visits, 1 programs, 1 sheets." in said
    assert "record-before-restore-" in said
    assert patients_in(home / "record") == 1


def test_without_a_folder_it_goes_beside_the_record(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_record(home / "record").close()
    assert main(["backup"]) == 0
    assert str(home / "backups") in capsys.readouterr().out
    assert (home / "backups").stat().st_mode & 0o777 == 0o700


def test_on_a_new_machine_the_recovery_code_in_a_file_brings_everything_back(
    home: Path, stick: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = a_record(home / "record")
    code = lock_with(record)
    record.close()
    paper = tmp_path / "code.txt"
    paper.write_text(f"{code}\n")
    assert main(["backup", str(stick), "--recovery-code-file", str(paper)]) == 0
    monkeypatch.setenv("CLINIC_APP_HOME", str(tmp_path / "new"))

    assert main(["restore", str(stick), "--recovery-code-file", str(paper), "--yes"]) == 0

    unlocked = RecordDoor(tmp_path / "new" / "record").recover(code)
    assert unlocked.actor.name == "Ada Lane"


def test_a_locked_record_without_a_terminal_says_which_option(
    home: Path, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = a_record(home / "record")
    lock_with(record)
    record.close()
    for command in (["backup", str(stick)], ["check"]):
        assert main(command) == 2
        assert "--passphrase-file" in capsys.readouterr().err


def test_a_passphrase_file_from_an_editor_that_marks_its_files_opens(home: Path, tmp_path: Path) -> None:
    record = a_record(home / "record")
    lock_with(record)
    record.close()
    (tmp_path / "words.txt").write_bytes(b"\xef\xbb\xbf" + WORDS.encode() + b"\r\n")
    assert main(["check", "--passphrase-file", str(tmp_path / "words.txt")]) == 0


def test_a_first_passphrase_makes_no_backup(
    home: Path, stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = a_record(home / "record")
    AccessService(record, new_code).protect("Ada Lane", WORDS)
    AccessService(record, new_code).add_person("Bo Holm", "", Role.ASSISTANT, WORDS)
    record.close()
    (tmp_path / "words.txt").write_text(WORDS)
    command = ["backup", str(stick), "--passphrase-file", str(tmp_path / "words.txt"), "--name"]
    assert main([*command, "Bo Holm"]) == 4
    assert "knows it" in capsys.readouterr().err
    assert main([*command, "Ada Lane"]) == 0


def test_who_was_taken_away_makes_no_backup_with_an_older_key_file(
    home: Path, stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = a_record(home / "record")
    access = AccessService(record, new_code)
    access.protect("Ada Lane", WORDS)
    first = access.add_person("Bo Holm", "", Role.OWNER, WORDS)
    ada = record.actor
    record.act_as(first.holder)
    access.take_own_passphrase("words only Bo can know")
    between = (home / "record" / KEY_NAMES[0]).read_bytes()
    record.act_as(ada)
    access.take_away(next(way.id for way in access.people() if way.holder.name == "Bo Holm"))
    record.close()
    for name in KEY_NAMES:
        (home / "record" / name).write_bytes(between)
    (tmp_path / "words.txt").write_text("words only Bo can know")
    command = ["backup", str(stick), "--passphrase-file", str(tmp_path / "words.txt"), "--name", "Bo Holm"]
    assert main(command) == 4
    assert "taken away" in capsys.readouterr().err
    assert not list(stick.iterdir())


def test_a_restore_asks_first(home: Path, stick: Path, capsys: pytest.CaptureFixture[str]) -> None:
    a_record(home / "record").close()
    assert main(["backup", str(stick)]) == 0
    assert main(["restore", str(stick)]) == 2
    assert "--yes" in capsys.readouterr().err


def test_a_check_reads_everything_and_finds_a_damaged_sheet(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_record(home / "record").close()
    assert main(["check"]) == 0
    assert "All 1 files of the archive are whole." in capsys.readouterr().out
    [sheet] = (home / "record" / "handouts").rglob("?" * 64)
    sheet.write_bytes(sheet.read_bytes()[:-1])
    assert main(["check"]) == 4
    assert "1 of 1 files" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "is missing"),
        (b"", "is empty"),
        (b"SQLite format 3\0" + bytes(4_080), "is not encrypted"),
        (b"noise" * 5_000, "cannot be read with the key beside it"),
    ],
)
def test_a_check_of_no_record_never_finds_it_whole(
    home: Path, content: bytes | None, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    a_record(home / "record").close()
    path = home / "record" / DATABASE_NAME
    path.unlink() if content is None else path.write_bytes(content)
    assert main(["check"]) == 4
    said = capsys.readouterr()
    assert complaint in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("DROP TRIGGER guard_visit_update", "were changed by something other"),
        ("UPDATE alembic_version SET version_num = '9999'", "newer version"),
        ("DROP TABLE alembic_version", "tables that no version"),
    ],
)
def test_a_check_looks_at_the_shape_of_the_tables(
    home: Path, statement: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    a_record(home / "record").close()
    folder = home / "record"
    with bare_connection(
        folder / DATABASE_NAME, read_key(folder).database_key(), query_only=False
    ) as connection:
        connection.execute(statement)
    assert main(["check"]) == 4
    assert complaint in capsys.readouterr().err


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE patient SET notes = 'as somebody wished'",
        "UPDATE audit_entry SET actor = 'somebody else' WHERE number = 1",
        "DELETE FROM audit_entry WHERE number = (SELECT max(number) FROM audit_entry)",
    ],
)
def test_a_check_finds_what_was_changed_past_the_audit_log(
    home: Path, forgery: str, capsys: pytest.CaptureFixture[str]
) -> None:
    a_record(home / "record").close()
    forge(home / "record", forgery)
    assert main(["check"]) == 4
    assert "its audit log does not agree" in capsys.readouterr().err


def test_a_check_while_the_record_is_open_and_worked_on_finds_it_whole(home: Path) -> None:
    record = a_record(home / "record")
    one_more(record)
    assert main(["check"]) == 0
    one_more(record)
    record.close()
    assert main(["check"]) == 0


@pytest.mark.parametrize(
    ("arguments", "status", "complaint"),
    [
        (["check"], 2, "There is no record in"),
        (["backup"], 2, "There is no record in"),
        (["restore", "nowhere", "--yes"], 2, "nowhere cannot be read"),
        (["restore", ".", "--yes"], 2, "There is no backup in"),
    ],
)
def test_what_is_not_there_is_said(
    home: Path,
    stick: Path,
    arguments: list[str],
    status: int,
    complaint: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(stick)
    assert main(arguments) == status
    assert complaint in capsys.readouterr().err


def test_a_backup_into_a_folder_that_is_away_makes_none(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_record(home / "record").close()
    assert main(["backup", str(tmp_path / "away")]) == 3
    assert "Plug in the stick" in capsys.readouterr().err


def test_the_open_way_is_the_one_of_a_record_without_passphrase(home: Path) -> None:
    record = a_record(home / "record")
    assert [way.kind for way in record.keys.ways()] == [WayKind.OPEN]
    record.close()
