"""Templates: the clinic's own beside the shipped, whom they suit, and what they start."""

from dataclasses import replace
from uuid import uuid4

import pytest

from builders import a_content, a_patient, a_wording, an_item
from clinic_app.data.library_files import load_library
from clinic_app.domain.errors import InputError
from clinic_app.domain.shelf import ShelfKind
from clinic_app.domain.side import EpisodeSide, Side
from clinic_app.domain.template_fit import adapted
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.templates import Offer
from desks import services_of
from fake_pictures import FakePictures
from fakes import FakeRecord

STAIRS, WALL = "gastrocnemius-stretch-on-stairs", "gastrocnemius-stretch-at-wall"


@pytest.fixture
def clinic() -> ClinicServices:
    return services_of(FakeRecord(), FakePictures(), load_library())


def an_own(clinic: ClinicServices) -> Offer:
    mine = replace(
        an_item(STAIRS, note="Hold the rail"), wording=a_wording(name="Step"), has_own_wording=True
    )
    content = a_content(items=(mine, an_item(WALL)), why="Looser calves")
    clinic.templates.save_as(content, "My calves", "2: later")
    return clinic.templates.offers()[0]


def test_a_program_becomes_a_template_of_the_clinics_own_and_is_listed_first(clinic: ClinicServices) -> None:
    offer = an_own(clinic)
    assert offer.template.titles["en"] == "My calves"
    assert offer.template.phases[0].names["en"] == "2: later"
    assert len(clinic.templates.offers()) == 21
    content = clinic.templates.content(offer)
    assert [item.note for item in content.items] == ["Hold the rail", ""]
    assert content.items[0].has_own_wording
    assert content.items[0].wording is not None
    assert content.items[0].wording.name == "Step"
    assert content.template_slug == offer.slug
    assert content.review_date is None
    again = clinic.templates.content(offer)
    assert {item.id for item in content.items}.isdisjoint(item.id for item in again.items)


def test_it_is_renamed_archived_and_restored(clinic: ClinicServices) -> None:
    slug = an_own(clinic).slug
    clinic.templates.rename(slug, "Calves, later")
    assert clinic.templates.offers()[0].template.titles["en"] == "Calves, later"
    clinic.templates.archive(slug)
    assert len(clinic.templates.offers()) == 20
    assert [each.slug for each in clinic.templates.offers(archived=True)] == [slug]
    clinic.templates.restore(slug)
    assert clinic.templates.offers()[0].slug == slug
    with pytest.raises(InputError, match="name"):
        clinic.templates.rename(slug, "  ")


def test_the_template_of_the_open_problem_fits_best(clinic: ClinicServices) -> None:
    patient = clinic.patients.add(a_patient(id=uuid4()))
    clinic.patients.add_episode(patient.id, problem="Frozen shoulder, left", region="shoulder")
    offers = sorted(clinic.templates.offers(patient.id), key=lambda each: -each.fit)
    assert offers[0].slug == "frozen-shoulder"
    assert offers[1].slug == "rotator-cuff-related-shoulder-pain"
    assert next(each for each in offers if each.slug == "plantar-heel-pain").fit == 0


def test_lines_that_do_not_suit_are_known_with_what_to_do_instead(clinic: ClinicServices) -> None:
    patient = clinic.patients.add(a_patient(id=uuid4(), precaution_tags=("balance_risk",)))
    offers = {each.slug: each for each in clinic.templates.offers(patient.id)}
    found = {each.slug: each for each in offers["calf-flexibility-low-back-pain"].misfits}
    instead = found[STAIRS].instead
    assert instead is not None
    assert instead.slug == WALL
    assert all(each.misfits == () for each in clinic.templates.offers())


def test_what_does_not_suit_is_swapped_or_left_out(clinic: ClinicServices) -> None:
    content = a_content(items=(an_item(STAIRS, side=Side.LEFT), an_item("cat-cow"), an_item(WALL)))
    choices = {STAIRS: WALL, "cat-cow": ""}
    chosen = adapted(content, choices, clinic.library)
    assert [(item.exercise_slug, item.side) for item in chosen.items] == [
        (WALL, Side.LEFT),
        (WALL, Side.LEFT_AND_RIGHT),
    ]


def test_a_favourite_is_known(clinic: ClinicServices) -> None:
    clinic.shelf.set_favourite("frozen-shoulder", ShelfKind.TEMPLATE, is_on=True)
    favourites = [each.slug for each in clinic.templates.offers() if each.is_favourite]
    assert favourites == ["frozen-shoulder"]


def test_a_shipped_template_takes_the_affected_side(clinic: ClinicServices) -> None:
    offer = next(each for each in clinic.templates.offers() if each.slug == "frozen-shoulder")
    content = clinic.templates.content(offer, affected=EpisodeSide.LEFT, phase=1)
    assert content.phase is not None
    assert content.phase.name.startswith("Stage 2")
    assert Side.LEFT in {item.side for item in content.items}
