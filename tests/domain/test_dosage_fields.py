"""A dose that is written as plain fields and read again is the same dose."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_app.domain.dosage import (
    DOSAGES,
    LIMITS,
    ContractRelaxDosage,
    Dosage,
    HoldDosage,
    LoadUnit,
    RepetitionDosage,
    Schedule,
    TimeOfDay,
)
from clinic_app.domain.dosage_fields import dosage_fields, dosage_from, schedule_fields, schedule_from
from clinic_app.domain.fields import Fields


def _number(name: str) -> st.SearchStrategy[int]:
    return st.integers(LIMITS[name].least, LIMITS[name].most)


REPETITIONS = st.builds(
    RepetitionDosage,
    sets=_number("sets"),
    reps=st.integers(1, 50),
    reps_to=st.none() | st.integers(50, 100),
    hold_s=_number("hold_s"),
    tempo=st.sampled_from(["", "3-1-1"]),
    load=st.none() | st.floats(0, 500, allow_nan=False),
    load_unit=st.none() | st.sampled_from(LoadUnit),
    effort=st.none() | _number("effort"),
)
HOLDS = st.builds(HoldDosage, sets=_number("sets"), reps=_number("reps"), hold_s=_number("hold_s"))
PUSHES = st.builds(ContractRelaxDosage, push_s=_number("push_s"), push_effort=_number("push_effort"))
OTHERS = st.sampled_from([kind() for kind in DOSAGES.values()])


@settings(max_examples=60)
@given(dosage=REPETITIONS | HOLDS | PUSHES | OTHERS)
def test_a_dose_survives_json(dosage: Dosage) -> None:
    table = json.loads(json.dumps(dosage_fields(dosage)))

    assert dosage_from(Fields(table, "dose.json")) == dosage


@settings(max_examples=30)
@given(
    schedule=st.builds(
        Schedule,
        times_per_day=_number("times_per_day"),
        times_of_day=st.lists(st.sampled_from(TimeOfDay), max_size=3, unique=True).map(tuple),
        days_per_week=_number("days_per_week"),
        weeks=st.none() | _number("weeks"),
        pain_limit=_number("pain_limit"),
    )
)
def test_a_schedule_survives_json(schedule: Schedule) -> None:
    table = json.loads(json.dumps(schedule_fields(schedule)))

    assert schedule_from(Fields(table, "dose.json")) == schedule
