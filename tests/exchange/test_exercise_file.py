"""What an exercise file may say, and the sentence for everything else; the shipped schema agrees."""

import copy
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.data.library_files import load_library
from clinic_app.domain.errors import InputError
from clinic_app.exchange.exercise_file import (
    FileExercise,
    FilePhoto,
    read_exercises,
    vocabulary_of,
)
from clinic_app.exchange.exercise_file_text import exercises_text
from clinic_resources import read_text
from exercise_schema import FILE, schema_text

LIBRARY = load_library()
KNOWN = vocabulary_of(LIBRARY, ("en", "es"))
CHECK = jsonschema.Draft202012Validator(
    json.loads(read_text("schemas/clinic-exercises-1.schema.json")),
    format_checker=jsonschema.FormatChecker(),
)
WHAT_NO_SCHEMA_KNOWS = ("reps_to must be", "base64", "twice")
ROW: dict[str, Any] = {
    "slug": "own-wall-slide",
    "names": {"en": "Wall slide", "es": "Deslizar en la pared"},
    "aliases": {"en": ["wall angel"]},
    "kind": "motor_control",
    "region": "shoulder",
    "joints": ["glenohumeral"],
    "target_muscles": ["serratus anterior"],
    "synergists": [],
    "position": "standing",
    "equipment": ["wall"],
    "unilateral": False,
    "difficulty": 2,
    "goals": ["motor_control"],
    "dose": {"kind": "repetitions", "sets": 2, "reps": 8, "reps_to": 10},
    "schedule": {"times_per_day": 2, "times_of_day": ["morning", "evening"], "weeks": 6},
    "notes": {"key_cue": "Ribs down.", "precaution": "Not with a fresh repair."},
    "easier": "own-wall-lean",
    "harder": "",
    "conditions": [],
    "sources": [],
    "precaution_tags": [],
    "wording": {
        "en": {"name": "Wall slide", "steps": ["Stand at a wall.", "Slide up."], "captions": {"two": "Up"}},
        "es": {"name": "Pared", "steps": ["De pie junto a la pared."], "felt_where": "En el hombro."},
    },
    "review": {"status": "draft", "reviewer": ""},
    "figure": "mini-squat",
    "photo": {"media_type": "image/png", "data": "iVBORw0KGgo=", "alternative": "Arms on a wall"},
    "x-own": {"any": None},
}
ODD_TEXTS = st.sampled_from(
    ("", " ", "\n", "en", "shoulder", "standing", "own-a", "own-", "mini-squat", "mini-squat\n", "x" * 2001)
)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 7300),
    st.sampled_from((1.5, 3.0, 1e300)),
    ODD_TEXTS,
    st.lists(ODD_TEXTS, max_size=2),
    st.dictionaries(st.sampled_from(("en", "steps", "kind", "x-a", "zebra")), ODD_TEXTS, max_size=2),
)


def read(*rows: dict[str, Any], **top: Any) -> tuple[FileExercise, ...]:
    file = {"format": "clinic-exercises/1", "exercises": list(rows)} | top
    return read_exercises(json.dumps(file).encode(), KNOWN, place="mine.json")


def complaint_about(*rows: dict[str, Any], **top: Any) -> str:
    with pytest.raises(InputError) as complaint:
        read(*rows, **top)
    return str(complaint.value)


@st.composite
def changed_rows(draw: st.DrawFn) -> dict[str, Any]:
    """A whole row, up to two of its fields changed or gone, at any depth, or an unknown one."""
    row = copy.deepcopy(ROW)
    inner = [row, *(row[name] for name in ("names", "dose", "schedule", "notes", "review", "photo"))]
    inner += [row["wording"], row["wording"]["en"], row["aliases"]]
    for _ in range(draw(st.integers(0, 2))):
        table = draw(st.sampled_from(inner))
        name = draw(st.sampled_from((*table, "zebra", "x-zebra")))
        if draw(st.booleans()):
            table[name] = draw(VALUES)
        else:
            table.pop(name, None)
    return row


@settings(max_examples=200, deadline=None)
@given(row=changed_rows())
def test_the_schema_takes_what_the_reader_takes_and_nothing_else(row: dict[str, Any]) -> None:
    try:
        read(row)
        complaint = ""
    except InputError as refused:
        complaint = str(refused)
    if not any(words in complaint for words in WHAT_NO_SCHEMA_KNOWS):
        file = {"format": "clinic-exercises/1", "exercises": [row]}
        assert CHECK.is_valid(file) is (complaint == ""), complaint


def test_every_shipped_exercise_comes_back_as_it_went_out() -> None:
    rows = tuple(FileExercise(exercise=exercise) for exercise in LIBRARY.exercises.values())
    text = exercises_text(rows)
    assert read_exercises(text.encode(), KNOWN, place="all.json") == rows
    assert CHECK.is_valid(json.loads(text))


def test_a_photo_comes_back_byte_by_byte() -> None:
    photo = FilePhoto(media_type="image/jpeg", data=bytes(range(256)), alternative="A foot on a ramp")
    (row,) = read(ROW)
    went = FileExercise(exercise=row.exercise, photo=photo)
    assert read_exercises(exercises_text([went]).encode(), KNOWN, place="x") == (went,)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"slug": "mine"}, "mine.json: exercises[0].slug must be a shipped exercise's name"),
        ({"region": "shoulders"}, 'a known region (as shoulder), not "shoulders"'),
        ({"equipment": ["wal"]}, "exercises[0].equipment[0] must be a known piece of equipment (as wall)"),
        ({"colour": "red"}, "exercises[0].colour is not known here"),
        ({"names": {}}, "exercises[0].names is missing"),
        ({"names": {"fr": "Mur"}}, "exercises[0].names.fr is not known here"),
        ({"wording": {"en": {"name": "Wall", "steps": []}}}, "wording.en.steps is missing"),
        ({"unilateral": "yes"}, "exercises[0].unilateral must be true or false"),
        ({"difficulty": 6}, "exercises[0].difficulty must be from 1 to 5, not 6"),
        ({"figure": "mini-squad"}, "a known exercise with a figure (as mini-squat)"),
        ({"photo": {"media_type": "image/svg+xml", "data": "PHN2Zz4="}}, "image/jpeg or image/png"),
        ({"photo": {"media_type": "image/png", "data": "not base64!"}}, "photo.data must be base64 text"),
        ({"dose": {"kind": "hold", "push_s": 6}}, "exercises[0].dose.push_s is not known here"),
        ({"dose": {"kind": "hold", "sets": 99}}, "sets must be from 1 to 20, not 99"),
        ({"easier": "../../x"}, "exercises[0].easier must be an exercise's name"),
        ({"notes": {"key_cue": None}}, "exercises[0].notes.key_cue must not be null"),
    ],
)
def test_one_fault_is_one_sentence_with_its_place(change: dict[str, Any], said: str) -> None:
    assert said in complaint_about(ROW | change)


def test_faults_of_the_whole_file() -> None:
    assert "format must be “clinic-exercises/1”" in complaint_about(ROW, format="clinic-program/1")
    assert "exercises must list 1 to 1000 exercises, not 0" in complaint_about()
    assert "holds own-wall-slide twice" in complaint_about(ROW, ROW)
    for data, said in (
        (b"\xff", "not UTF-8"),
        (b"[", "not valid JSON"),
        (b"[" * 200_000, "nested too deeply"),
    ):
        with pytest.raises(InputError, match=said):
            read_exercises(data, KNOWN, place="mine.json")


def test_the_schema_is_made_from_what_the_reader_knows() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text(), "run python tests/exercise_schema.py"
