"""Which exercises a patient's limits concern, and what is offered instead."""

import pytest

from builders import a_patient, an_episode, an_exercise
from clinic_app.data.library_files import load_library
from clinic_app.domain.dosage import BreathsDosage, HoldDosage
from clinic_app.domain.exercise import ExerciseKind, Position
from clinic_app.domain.library import Library
from clinic_app.domain.limits import Limits, limits_of, obstacles, suiting_neighbour, suits
from clinic_app.domain.safety import Severity


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def tagged(*tags: str, region: str = "") -> Limits:
    patient = a_patient()
    return limits_of(patient, [an_episode(patient, region=region, precaution_tags=tags)])


def test_a_patient_without_limits_can_do_everything(library: Library) -> None:
    assert limits_of(a_patient()).is_empty
    assert all(
        suits(each, limits_of(a_patient()), library.precautions) for each in library.exercises.values()
    )


def test_a_suspected_clot_blocks_every_leg_exercise_whether_the_row_says_so_or_not(library: Library) -> None:
    quiet = an_exercise(precaution_tags=(), region="thigh", kind=ExerciseKind.DYNAMIC_STRETCH)
    (found,) = obstacles(quiet, tagged("dvt_suspected"), library.precautions)
    assert found.severity is Severity.BLOCK
    assert not suits(
        an_exercise(region="knee", kind=ExerciseKind.STRENGTHENING),
        tagged("dvt_suspected"),
        library.precautions,
    )
    arm = an_exercise(precaution_tags=(), region="shoulder")
    assert suits(arm, tagged("dvt_suspected"), library.precautions)


def test_a_spinal_red_flag_blocks_the_spine_but_not_breathing(library: Library) -> None:
    limits = tagged("red_flag_spine")
    back = an_exercise(region="lower_back", kind=ExerciseKind.MOTOR_CONTROL)
    breath = an_exercise(region="lower_back", kind=ExerciseKind.BREATHING_RELAXATION, dosage=BreathsDosage())
    assert not suits(back, limits, library.precautions)
    assert suits(breath, limits, library.precautions)


def test_surgery_concerns_the_treated_region(library: Library) -> None:
    limits = tagged("recent_surgery", region="knee")
    assert not suits(an_exercise(region="knee"), limits, library.precautions)
    assert suits(an_exercise(region="shoulder"), limits, library.precautions)


def test_pregnancy_minds_long_time_on_the_back(library: Library) -> None:
    limits = tagged("pregnancy_supine")
    short = an_exercise(position=Position.SUPINE, dosage=HoldDosage(reps=2, hold_s=20))
    long_ = an_exercise(position=Position.SUPINE, dosage=HoldDosage(reps=5, hold_s=40))
    assert suits(short, limits, library.precautions)
    assert not suits(long_, limits, library.precautions)


def test_a_closed_episode_limits_nothing() -> None:
    patient = a_patient()
    closed = an_episode(patient, precaution_tags=("osteoporosis",), closed_on=patient.birth_date)
    assert limits_of(patient, [closed]).is_empty


def test_no_floor_and_no_prone_are_positions(library: Library) -> None:
    floor = Limits(no_floor=True)
    assert not suits(library.exercises["glute-bridge"], floor, library.precautions)
    assert suits(library.exercises["sit-to-stand"], floor, library.precautions)
    assert not suits(library.exercises["prone-press-up"], Limits(no_prone=True), library.precautions)


def test_equipment_is_only_missing_when_somebody_asked(library: Library) -> None:
    strap = library.exercises["hamstring-stretch-supine-strap"]
    assert suits(strap, Limits(), library.precautions)
    assert obstacles(strap, Limits(equipment=frozenset()), library.precautions)[0].missing == ("strap",)
    assert suits(strap, Limits(equipment=frozenset({"strap"})), library.precautions)


def test_the_gravest_obstacle_comes_first(library: Library) -> None:
    limits = Limits(no_floor=True, tags={"red_flag_spine": frozenset()})
    found = obstacles(library.exercises["cat-cow"], limits, library.precautions)
    assert [each.severity for each in found] == [Severity.BLOCK, Severity.CONFIRM]


def test_the_easier_neighbour_that_suits_is_offered(library: Library) -> None:
    limits = Limits(no_floor=True, tags={"balance_risk": frozenset()})
    found = suiting_neighbour(library.exercises["heel-raise-single-leg-floor"], limits, library)
    assert found is library.exercises["heel-raise-seated"]


def test_every_tag_has_a_name_and_a_message_in_both_languages(library: Library) -> None:
    for precaution in library.precautions.values():
        assert set(precaution.names) == set(precaution.message) == {"en", "es"}
