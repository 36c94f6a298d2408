"""The shipped schema and the reader agree on every file, whatever somebody changes in it."""

import copy
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.data.library_files import load_library
from clinic_app.domain.errors import InputError
from clinic_app.exchange.program_file import read_program
from clinic_resources import read_text
from program_schema import FILE, schema_text

LIBRARY = load_library()
CHECK = jsonschema.Draft202012Validator(
    json.loads(read_text("schemas/clinic-program-1.schema.json")),
    format_checker=jsonschema.FormatChecker(),
)
WHAT_NO_SCHEMA_KNOWS = ("There is no exercise", "reps_to must be")
KINDS = ("cat-cow", "gastrocnemius-stretch-on-stairs", "graded-walking", "mini-squat", "child-pose")
FIELDS: dict[str, Any] = {
    "title": "Calf flexibility",
    "why": "Looser calves.",
    "language": "es",
    "paper": "letter",
    "person": "older-woman",
    "date": "2026-11-24",
    "review_date": "",
    "education": ["calf-to-back-chain"],
}
TABLES: dict[str, dict[str, Any]] = {
    "clinic": {"name": "Riverside", "booking_url": "https://river.example", "emergency_number": "112"},
    "therapist": {"name": "Sam Keller", "credentials": "PT"},
    "patient": {"family_name": "Example", "birth_date": "1970-01-31", "language": "en"},
    "phase": {"name": "2 load", "entry_criterion": "no pain", "from_date": "2026-12-01"},
}
ROW: dict[str, Any] = {
    "side": "left",
    "sets": 2,
    "reps": 4,
    "reps_to": 5,
    "hold_s": 45,
    "move_s": 3,
    "rest_s": 5,
    "rest_between_sets_s": 30,
    "push_s": 6,
    "push_effort": 3,
    "effort": 5,
    "tempo": "3-1-1",
    "load": 2.5,
    "load_unit": "kg",
    "duration_s": 600,
    "breaths": 10,
    "breath_s": 6,
    "times_per_day": 2,
    "times_of_day": ["morning", "evening"],
    "days_per_week": 5,
    "weeks": 6,
    "pain_limit": 3,
    "note": "slowly",
    "wording": {"name": "My stretch", "steps": ["Stand.", "Sink."], "easier": ""},
    "x-own": {"any": None},
}
ODD_DATES = ("2026-02-30", "20261124", "2026-W48-2", "2026-11-24\n", "٢٠٢٦-11-24")
ODD_ADDRESSES = ("http://", "HTTPS://x.example/ö", "ftp://x.example", "https://x.example\n")
ODD_WORDS = ("", " ", "\n", "en", "a4", "left", "both_together", "kg", "morning", "x" * 301, "x" * 20_001)
ODD_TEXTS = st.sampled_from((*ODD_WORDS, *ODD_DATES, *ODD_ADDRESSES))
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 7300),
    st.integers(10**18, 10**25),
    st.sampled_from((1.5, 3.0, 1e300, -0.0)),
    ODD_TEXTS,
    st.text(max_size=5),
    st.lists(ODD_TEXTS, max_size=3),
    st.lists(st.integers(), min_size=1, max_size=2),
    st.dictionaries(st.sampled_from(("name", "steps", "x-a", "zebra")), ODD_TEXTS, max_size=2),
)


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    """A program file with some of the known fields, a few of them changed, one perhaps unknown."""
    row = {"exercise": draw(st.sampled_from(KINDS))} | _some(draw, ROW)
    file: dict[str, Any] = {"format": "clinic-program/1", "items": [row]} | _some(draw, FIELDS)
    file |= {name: _some(draw, table) for name, table in _some(draw, TABLES).items()}
    inner = [table for table in (file, row, row.get("wording"), *map(file.get, TABLES)) if table]
    for _ in range(draw(st.integers(0, 2))):
        table = draw(st.sampled_from(inner))
        name = draw(st.sampled_from((*table, "zebra", "x-zebra")))
        if draw(st.booleans()):
            table[name] = draw(VALUES)
        else:
            table.pop(name, None)
    return copy.deepcopy(file)


def _some(draw: st.DrawFn, table: dict[str, Any]) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from(sorted(table)), max_size=4, unique=True))
    return {name: copy.deepcopy(table[name]) for name in names}


def _complaint(table: dict[str, Any]) -> str:
    try:
        read_program(json.dumps(table).encode(), LIBRARY, place="mine.json", languages=("en", "es"))
    except InputError as complaint:
        return str(complaint)
    return ""


@settings(max_examples=150, deadline=None)
@given(table=files())
def test_the_schema_takes_what_the_reader_takes_and_nothing_else(table: dict[str, Any]) -> None:
    complaint = _complaint(table)

    if not any(words in complaint for words in WHAT_NO_SCHEMA_KNOWS):
        assert CHECK.is_valid(table) is (complaint == ""), complaint


@pytest.mark.parametrize("fields", [{"push_s": 6}, {"load": 5, "load_unit": "kg"}, {"side": "both_together"}])
def test_what_an_exercise_has_no_place_for_is_refused_by_both(fields: dict[str, Any]) -> None:
    row = {"exercise": "gastrocnemius-stretch-on-stairs"} | fields
    table = {"format": "clinic-program/1", "items": [row]}

    assert not CHECK.is_valid(table)
    assert _complaint(table)


def test_the_schema_is_made_from_what_the_reader_knows() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text(), "run python tests/program_schema.py"
