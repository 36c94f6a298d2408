"""A patient treated from first visit to discharge, with everything a letter may tell; a second problem."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from builders import ANSWERED, MORNING, a_clinic, a_patient, a_result, a_therapist, an_episode
from clinic_app.data.library_files import load_library
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import ProgramContent, prescribed
from clinic_app.domain.side import EpisodeSide
from clinic_app.services.clinic import ClinicServices
from desks import services_of
from fake_pictures import FakePictures
from fakes import FakeRecord
from pictured_story import add_story

TODAY = MORNING.date()
SLUGS = ("gastrocnemius-stretch-on-stairs", "soleus-stretch-on-step", "cat-cow")


@dataclass(frozen=True)
class Treated:
    """The clinic, and whose care it is."""

    clinic: ClinicServices
    record: FakeRecord
    patient: Patient
    episode: Episode


def a_treated_patient(language: str = "en", paper: str = "a4", **clinic_fields: Any) -> Treated:
    """Four visits, scores, a diary, a program with advice, discharged today; another problem beside it."""
    record, library = FakeRecord(), load_library()
    therapist = a_therapist()
    record.tables.therapists[therapist.id] = therapist
    clinic = services_of(record, FakePictures(), library)
    clinic.profile.save_profile(a_clinic(paper=paper, language=language, **clinic_fields))
    patient = clinic.patients.add(
        a_patient(
            id=uuid4(),
            given_name="Rosa",
            family_name="Martin",
            address="1 High Street\nLeeds",
            insurer="Health Fund",
            claim_number="C-551",
            language=language,
        )
    )
    episode = an_episode(
        patient,
        problem="Heel pain",
        side=EpisodeSide.RIGHT,
        diagnosis="Plantar fasciitis",
        diagnosis_code="M72.2",
        goals="Walk 30 minutes\nStand to cook",
        planned_visits=6,
        mechanism="After a long march",
        referrer="Dr Osei\nHill Practice",
        opened_on=TODAY - timedelta(weeks=16),
        closed_on=TODAY,
        outcome="Goals met.",
    )
    other = an_episode(patient, problem="SECRET shoulder", opened_on=date(2025, 1, 7), outcome="SECRET")
    record.tables.episodes |= {episode.id: episode, other.id: other}
    secret = a_result(patient, episode_id=other.id, note="SECRET", value=9.0, taken_on=TODAY)
    loose = a_result(patient, measure="odi", value=37.0, answers=(), taken_on=TODAY)
    record.tables.results |= {secret.id: secret, loose.id: loose}
    content = ProgramContent(
        title="Calf program",
        items=tuple(
            replace(prescribed(each), wording=each.wording_in(language))
            for each in (library.exercise(slug) for slug in SLUGS)
        ),
        education=tuple(library.education)[:2],
        kept_advice=ANSWERED,
        language=language,
    )
    opened = clinic.programs.start(content, patient_id=patient.id, episode_id=episode.id)
    given = replace(opened.version, number=1, handed_out_at=MORNING - timedelta(weeks=12))
    record.tables.versions[given.id] = given
    add_story(record, patient, episode, given, MORNING)
    return Treated(clinic, record, patient, episode)
