"""What a program file may say, and the sentence for everything else; the shipped schema agrees."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import jsonschema
import pytest

from clinic_app.data.library_files import load_library
from clinic_app.domain.dosage import HoldDosage, TimeOfDay
from clinic_app.domain.errors import InputError
from clinic_app.domain.library import Library
from clinic_app.domain.side import EpisodeSide, Side
from clinic_app.exchange.program_file import ProgramFile, read_program
from clinic_app.exchange.program_file_text import program_text
from clinic_app.services.programs import template_content
from clinic_resources import read_bytes, read_text
from exchange_files import CALF, FULL, SMALLEST


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        json.loads(read_text("schemas/clinic-program-1.schema.json")),
        format_checker=jsonschema.FormatChecker(),
    )


def _read(table: object, library: Library) -> ProgramFile:
    return read_program(json.dumps(table).encode(), library, place="mine.json", languages=("en", "es"))


def _with(**fields: Any) -> dict[str, Any]:
    return SMALLEST | fields


def _item(**fields: Any) -> dict[str, Any]:
    return _with(items=[{"exercise": CALF} | fields])


def test_what_is_left_out_is_the_exercises_default(library: Library) -> None:
    item = _read(SMALLEST, library).content.items[0]

    assert item.dosage == library.exercise(CALF).dosage == HoldDosage(reps=3, hold_s=30)
    assert item.side is Side.LEFT_AND_RIGHT


def test_everything_that_is_said_is_read(library: Library) -> None:
    program = _read(FULL, library)
    item = program.content.items[0]

    assert program.content.title == "Calf flexibility"
    assert (program.content.language, program.content.paper) == ("es", "letter")
    assert program.patient_name == "Pat Example"
    assert program.birth_date == date(1970, 1, 31)
    assert program.content.phase is not None
    assert item.dosage == HoldDosage(sets=2, reps=4, hold_s=45)
    assert item.schedule.times_of_day == (TimeOfDay.MORNING, TimeOfDay.EVENING)
    assert item.wording is not None
    assert item.wording.steps == ("Stand.", "Sink.")


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"format": "clinic-program/2", "items": [{"exercise": CALF}]}, "format must be"),
    ({"items": [{"exercise": CALF}]}, "format must be"),
    (_with(items=[]), "items must list at least one exercise"),
    (_with(colour="red"), "colour is not known here"),
    (_with(title=5), "title must be a text, not 5"),
    (_with(language="xx"), 'language must be en or es, not "xx"'),
    (_with(paper="a5"), 'paper must be a4 or letter, not "a5"'),
    (_with(date="24.11.2026"), "date must be a date like 2026-11-24"),
    (_with(education=["zebra"]), "education[0] must be"),
    (_with(patient={"name": "Pat"}), "patient.name is not known here"),
    (_with(patient={"birth_date": "1970-13-01"}), "patient.birth_date must be a date"),
    (_with(items=[{"side": "left"}]), "items[0].exercise is missing"),
    (_with(items=["calf"]), "items[0] must be a table, not the text"),
    (_item(exercise="gastrocnemius-on-stairs"), "Did you mean"),
    (_item(side="both"), 'items[0].side must be left, right or left_and_right, not "both"'),
    (_item(hold_s="30"), 'items[0].hold_s must be a whole number, not the text "30"'),
    (_item(hold_s=30.5), "items[0].hold_s must be a whole number, not 30.5"),
    (_item(hold_s=99_999), "hold_s must be from 0 to 3600, not 99999"),
    (_item(reps=0), "reps must be from 1 to 100, not 0"),
    (_item(holds=3), "items[0].holds is not known here. Known are hold_s and others"),
    (_item(times_of_day=["noon"]), "items[0].times_of_day[0] must be"),
    (_item(wording={"steps": "one"}), "items[0].wording.steps must be a list of texts"),
    (_item(sets=None), "items[0].sets must not be null. Leave it out instead."),
    (_item(pain_limit=2.5), "mine.json: items[0].pain_limit must be a whole number, not 2.5."),
    (_item(pain_limit=11), "mine.json: items[0].pain_limit must be from 0 to 10, not 11."),
    (_item(times_of_day=["morning", "morning"]), 'items[0].times_of_day[1] names "morning" a second time'),
    (_item(push_s=5), "items[0].push_s is not known here"),
    (_item(load=5), "items[0].load is not known here"),
    (_item(note="w" * 20_001), "items[0].note may have at most 20000 characters, not 20001."),
    (_item(wording={"steps": ["Stand."] * 51}), "items[0].wording.steps may list at most 50 texts, not 51."),
    (_with(title="w" * 301), "title may have at most 300 characters, not 301."),
    (_with(title=True), "title must be a text, not true."),
    (_with(date="20261124"), "date must be a date like 2026-11-24"),
    (_with(date="2026-W48-2"), "date must be a date like 2026-11-24"),
    (_with(education=["calf-to-back-chain"] * 2), 'education[1] names "calf-to-back-chain" a second time'),
    (_with(clinic={"booking_url": "https://" + "w" * 3000}), "booking_url may have at most 300 characters"),
    (_with(clinic={"booking_url": "https://\ud800"}), "clinic.booking_url must be a web address that starts"),
    (_with(clinic={"booking_url": "<b>bold</b>"}), "clinic.booking_url must be a web address that starts"),
]


@pytest.mark.parametrize(("table", "complaint"), REFUSED)
def test_what_cannot_be_used_is_named_with_its_place(
    table: dict[str, Any], complaint: str, library: Library
) -> None:
    with pytest.raises(InputError) as failure:
        _read(table, library)

    assert complaint in str(failure.value)
    assert str(failure.value).startswith("mine.json")


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "is not valid JSON: line 1, column 1"),
        (b'{"format": ', "is not valid JSON"),
        (b"[]", "must hold one JSON object"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
        (b'{"title": "a", "title": "b"}', '"title" is given twice'),
        (b'{"title": NaN}', "NaN is not a number"),
        (b"[" * 200_000, "nested too deeply"),
        (b" " * 5_000_001, "larger than 5 MB"),
        (b'{"x-big": ' + b"9" * 5000 + b"}", "a number of 5000 digits is too long"),
        (b'{"a\\u001b[31m\\n": 1, "a\\u001b[31m\\n": 2}', r'"a\x1b[31m\n" is given twice'),
    ],
)
def test_broken_files_are_told_apart(data: bytes, complaint: str, library: Library) -> None:
    with pytest.raises(InputError) as failure:
        read_program(data, library, place="mine.json", languages=("en",))

    assert complaint in str(failure.value)


def test_a_file_may_not_hold_more_words_than_a_sheet_takes(library: Library) -> None:
    rows = [{"exercise": CALF, "note": "w" * 20_000}] * 11

    with pytest.raises(InputError, match=r"mine\.json has 220000 characters of notes and own words"):
        _read(_with(items=rows), library)


def test_a_number_of_many_digits_is_refused_where_it_stands(library: Library) -> None:
    data = (
        b'{"format": "clinic-program/1", "items": [{"exercise": "mini-squat", "load": ' + b"9" * 400 + b"}]}"
    )

    with pytest.raises(
        InputError, match=r"items\[0\]\.load must be a usable number, not a number too large\."
    ):
        read_program(data, library, place="mine.json", languages=("en",))


def test_a_complaint_names_the_file_once_on_one_short_line(library: Library) -> None:
    with pytest.raises(InputError) as failure:
        _read(_item(exercise="a\nb\x1b[31m" + "x" * 10_000), library)

    said = str(failure.value)
    assert said.count("mine.json") == 1
    assert said.isprintable()
    assert len(said) < 300


def test_own_words_stand_over_the_librarys_in_the_sheets_language(library: Library) -> None:
    spanish = library.exercise(CALF).wording["es"]
    own = _item(wording={"name": "Mi estiramiento"})

    for program in (
        _read(own | {"language": "es"}, library),
        _read(own | {"patient": {"language": "es"}}, library),
        read_program(json.dumps(own).encode(), library, place="", languages=("en", "es"), language="es"),
    ):
        wording = program.content.items[0].wording
        assert wording == replace(spanish, name="Mi estiramiento")


def test_a_name_of_blanks_counts_as_none(library: Library) -> None:
    program = _read(_with(title=" \n ", clinic={"name": "  "}), library)

    assert program.content.title == ""
    assert program.clinic.name == ""


@pytest.mark.parametrize("table", [SMALLEST, FULL])
def test_the_schema_takes_what_the_reader_takes(
    table: dict[str, Any], schema: jsonschema.Draft202012Validator
) -> None:
    schema.validate(table)


def test_the_schema_refuses_what_does_not_hang_on_the_library(
    schema: jsonschema.Draft202012Validator,
) -> None:
    known_only_here = ("Did you mean",)
    for table, complaint in REFUSED:
        if complaint.startswith(known_only_here):
            continue
        assert not schema.is_valid(table), complaint


@pytest.mark.parametrize("sample", ["samples/calf-program.json", "samples/calf-program.es.json"])
def test_the_sample_is_a_program_file(
    library: Library, schema: jsonschema.Draft202012Validator, sample: str
) -> None:
    data = read_bytes(sample)

    schema.validate(json.loads(data))
    program = read_program(data, library, place="sample", languages=("en", "es"))
    assert [item.exercise_slug for item in program.content.items] == [CALF, "soleus-stretch-on-step"]


def test_a_template_written_as_a_file_reads_as_the_same_program(
    library: Library, schema: jsonschema.Draft202012Validator
) -> None:
    for template in library.templates.values():
        content = template_content(template, affected=EpisodeSide.LEFT)
        text = program_text(content)

        schema.validate(json.loads(text))
        found = read_program(text.encode(), library, place="template", languages=("en", "es")).content
        assert [(item.exercise_slug, item.side, item.dosage, item.schedule) for item in found.items] == [
            (item.exercise_slug, item.side, item.dosage, item.schedule) for item in content.items
        ]
        assert (found.title, found.education) == (content.title, content.education)


def test_the_first_template_is_the_seed_program(library: Library) -> None:
    seed = next(iter(library.templates.values()))
    content = template_content(seed)

    assert seed.slug == "calf-flexibility-low-back-pain"
    assert [item.exercise_slug for item in content.items] == [CALF, "soleus-stretch-on-step"]
    assert all(item.dosage == HoldDosage(sets=1, reps=3, hold_s=30) for item in content.items)
    assert all(item.side is Side.LEFT_AND_RIGHT for item in content.items)
    assert content.session_s == 533
