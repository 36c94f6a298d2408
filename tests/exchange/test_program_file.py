"""What a program file may say, and the sentence for everything else; the shipped schema agrees."""

import json
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

CALF = "gastrocnemius-stretch-on-stairs"
SMALLEST: dict[str, Any] = {"format": "clinic-program/1", "items": [{"exercise": CALF}]}
FULL: dict[str, Any] = {
    "format": "clinic-program/1",
    "title": "Calf flexibility",
    "why": "Looser calves.",
    "language": "es",
    "paper": "letter",
    "person": "older-woman",
    "date": "2026-11-24",
    "review_date": "2026-12-22",
    "clinic": {"name": "Riverside", "phone": "555 0100", "booking_url": "https://river.example", "x-id": 7},
    "therapist": {"name": "Sam Keller", "credentials": "PT"},
    "patient": {
        "family_name": "Example",
        "given_name": "Pat",
        "birth_date": "1970-01-31",
        "language": "en",
    },
    "phase": {"name": "2 load", "entry_criterion": "no night pain", "from_date": "2026-12-01"},
    "education": ["calf-to-back-chain"],
    "items": [
        {
            "exercise": CALF,
            "side": "left",
            "sets": 2,
            "reps": 4,
            "hold_s": 45,
            "times_per_day": 2,
            "times_of_day": ["morning", "evening"],
            "days_per_week": 5,
            "note": "slowly",
            "wording": {"name": "My stretch", "steps": ["Stand.", "Sink."]},
        }
    ],
    "x-origin": "tests",
}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="module")
def schema() -> Any:
    return json.loads(read_text("schemas/clinic-program-1.schema.json"))


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
    ],
)
def test_broken_files_are_told_apart(data: bytes, complaint: str, library: Library) -> None:
    with pytest.raises(InputError) as failure:
        read_program(data, library, place="mine.json", languages=("en",))

    assert complaint in str(failure.value)


@pytest.mark.parametrize("table", [SMALLEST, FULL])
def test_the_schema_takes_what_the_reader_takes(table: dict[str, Any], schema: Any) -> None:
    jsonschema.validate(table, schema)


def test_the_schema_refuses_what_does_not_hang_on_the_library(schema: Any) -> None:
    known_only_here = ("Did you mean",)
    for table, complaint in REFUSED:
        if complaint.startswith(known_only_here):
            continue
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(table, schema, format_checker=jsonschema.FormatChecker())


def test_the_sample_is_a_program_file(library: Library, schema: Any) -> None:
    data = read_bytes("samples/calf-program.json")

    jsonschema.validate(json.loads(data), schema)
    program = read_program(data, library, place="sample", languages=("en", "es"))
    assert [item.exercise_slug for item in program.content.items] == [CALF, "soleus-stretch-on-step"]


def test_a_template_written_as_a_file_reads_as_the_same_program(library: Library, schema: Any) -> None:
    for template in library.templates.values():
        content = template_content(template, affected=EpisodeSide.LEFT)
        text = program_text(content)

        jsonschema.validate(json.loads(text), schema)
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
