"""Every shipped protocol for every side and patient: nothing goes missing without being named."""

import pytest

from builders import a_patient
from clinic_app.data.library_files import load_library
from clinic_app.domain.errors import InputError
from clinic_app.domain.library import Template
from clinic_app.domain.limits import limits_of, suits
from clinic_app.domain.patient import Patient
from clinic_app.domain.side import EpisodeSide, PlannedSide, Side
from clinic_app.domain.template_fit import misfits
from clinic_app.services.programs import template_content

PATIENTS = {
    "no floor": a_patient(no_floor=True),
    "not face down": a_patient(no_prone=True),
    "only a chair and a wall": a_patient(equipment=("chair", "wall")),
    "unsafe balance": a_patient(precaution_tags=("balance_risk",)),
}
LIBRARY = load_library()
ONE_SIDE = {EpisodeSide.LEFT: Side.LEFT, EpisodeSide.RIGHT: Side.RIGHT, EpisodeSide.BOTH: Side.LEFT_AND_RIGHT}


@pytest.mark.parametrize("affected", EpisodeSide)
@pytest.mark.parametrize("template", list(LIBRARY.templates.values()), ids=LIBRARY.templates)
def test_every_line_is_prescribed_on_the_side_that_is_meant(
    template: Template, affected: EpisodeSide
) -> None:
    for at, phase in enumerate(template.phases):
        asks = affected is EpisodeSide.NONE and any(line.side is PlannedSide.AFFECTED for line in phase.lines)
        if asks:
            with pytest.raises(InputError):
                template_content(template, affected=affected, phase=at)
            continue
        content = template_content(template, affected=affected, phase=at)
        assert [item.exercise_slug for item in content.items] == [line.exercise_slug for line in phase.lines]
        assert all(
            item.side is ONE_SIDE[affected]
            for item, line in zip(content.items, phase.lines, strict=True)
            if line.side is PlannedSide.AFFECTED
        )


@pytest.mark.parametrize("patient", list(PATIENTS.values()), ids=PATIENTS)
@pytest.mark.parametrize("template", list(LIBRARY.templates.values()), ids=LIBRARY.templates)
def test_what_does_not_suit_is_named_with_a_neighbour_that_does(template: Template, patient: Patient) -> None:
    limits = limits_of(patient, ())
    found = misfits(template.exercise_slugs, limits, LIBRARY)

    unsuited = [
        slug
        for slug in dict.fromkeys(template.exercise_slugs)
        if not suits(LIBRARY.exercise(slug), limits, LIBRARY.precautions)
    ]
    assert [misfit.slug for misfit in found] == unsuited
    assert all(misfit.obstacles for misfit in found)
    offered = [misfit.instead for misfit in found if misfit.instead is not None]
    assert all(suits(each, limits, LIBRARY.precautions) for each in offered)
