"""Writes ``clinic-exercises/1``: what :mod:`~clinic_app.exchange.exercise_file` reads."""

import base64
import json
from collections.abc import Iterable

from clinic_app.domain.dosage_fields import dosage_fields, schedule_fields
from clinic_app.domain.exercise import Exercise, PatientWording
from clinic_app.exchange.exercise_file import FORMAT, FileExercise, FilePhoto


def exercises_text(exercises: Iterable[FileExercise]) -> str:
    """The exercises as one file (JSON, UTF-8, ends with a newline)."""
    rows = [exercise_table(each.exercise) | _photo(each.photo) for each in exercises]
    return json.dumps({"format": FORMAT, "exercises": rows}, ensure_ascii=False, indent=2) + "\n"


def exercise_table(exercise: Exercise) -> dict[str, object]:
    """One exercise without its picture: what is empty is left out."""
    table: dict[str, object] = {
        "slug": exercise.slug,
        "names": dict(exercise.names),
        "aliases": {language: list(names) for language, names in exercise.aliases.items()},
        "kind": exercise.kind.value,
        "region": exercise.region,
        "position": exercise.position.value,
        "unilateral": exercise.unilateral,
        "difficulty": exercise.difficulty,
        "dose": _given(dosage_fields(exercise.dosage)),
        "schedule": _given(schedule_fields(exercise.schedule)),
        "notes": _notes(exercise),
        "easier": exercise.easier_slug,
        "harder": exercise.harder_slug,
        "wording": {language: _wording(each) for language, each in exercise.wording.items()},
        "review": _given({"status": exercise.review_status.value, "reviewer": exercise.reviewer}),
        "figure": exercise.figure_slug,
    }
    lists = ("joints", "target_muscles", "synergists", "equipment", "goals")
    for name in (*lists, "conditions", "sources", "precaution_tags"):
        table[name] = list(getattr(exercise, name))
    return _given(table)


def _notes(exercise: Exercise) -> dict[str, object]:
    names = ("key_cue", "felt_where", "common_mistake", "precaution")
    return _given({name: getattr(exercise, name) for name in names})


def _wording(wording: PatientWording) -> dict[str, object]:
    names = ("felt_where", "common_mistake", "easier", "start_caption", "end_caption")
    return _given(
        {"name": wording.name, "steps": list(wording.steps)}
        | {name: getattr(wording, name) for name in names}
        | {"captions": dict(wording.captions)}
    )


def _photo(photo: FilePhoto | None) -> dict[str, object]:
    if photo is None:
        return {}
    written = base64.b64encode(photo.data).decode("ascii")
    table = _given({"media_type": photo.media_type, "data": written, "alternative": photo.alternative})
    return {"photo": table}


def _given(table: dict[str, object]) -> dict[str, object]:
    """Without what says nothing."""
    return {name: value for name, value in table.items() if value not in ("", None, [], {})}
