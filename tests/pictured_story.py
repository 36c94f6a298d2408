"""What happened to the patient that pictures are taken of: visits, scores, a diary, a screen, a letter."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from builders import a_diary, a_letter, a_result, a_visit
from clinic_app.domain.diary import DiaryDay
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import ProgramVersion
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.visit import Amendment
from fakes import FakeRecord

NOTES = (
    ("Stairs and standing hurt, mornings are worst.", 7, "Calf short on the right, knee straight."),
    ("First change on standing.", 5, "Doing the stretches most days."),
    ("Better on flat ground, stairs still stiff.", 4, "Ready for longer holds."),
    ("Stands 20 minutes to cook.", 3, "Longer calf holds agreed."),
)
ACTIVITIES = ("Walk 30 minutes", "Stand to cook", "Climb two flights")


def add_story(
    record: FakeRecord, patient: Patient, episode: Episode, given: ProgramVersion, now: datetime
) -> None:
    """Four visits, four weeks apart; the last one not signed yet."""
    tables = record.tables
    for number, (subjective, pain, assessment) in enumerate(NOTES):
        at = now - timedelta(weeks=4 * (len(NOTES) - number))
        is_last = number == len(NOTES) - 1
        visit = a_visit(
            patient,
            episode_id=episode.id,
            visited_on=at.date(),
            subjective=subjective,
            assessment=assessment,
            pain_now=pain,
            pain_worst=min(10, pain + 2),
            signed_at=None if is_last else at,
            signed_by="" if is_last else "Luisa Ferreira, PT",
        )
        tables.visits[visit.id] = visit
        answers = tuple(float(each + number) for each in (3, 2, 4))
        score = a_result(
            patient,
            episode_id=episode.id,
            measure="psfs",
            taken_on=at.date(),
            value=sum(answers) / len(answers),
            answers=answers,
            activities=ACTIVITIES,
        )
        tables.results[score.id] = score
        if number == 1:
            added = Amendment(
                id=uuid4(),
                visit_id=visit.id,
                text="It was the left side in the first week.",
                amended_at=at + timedelta(days=1),
                amended_by="Luisa Ferreira, PT",
            )
            tables.amendments[added.id] = added
    days = tuple(DiaryDay(done=0 if day % 5 == 4 else 1, pain=3 - day % 2) for day in range(14))
    diary = a_diary(given, patient, started_on=(now - timedelta(weeks=4)).date(), days=days)
    letter = a_letter(patient, episode_id=episode.id, written_at=now - timedelta(weeks=6))
    screen = RedFlagScreen(
        id=uuid4(),
        patient_id=patient.id,
        episode_id=episode.id,
        screen="LOWBACK",
        screened_on=datetime(2026, 8, 3, tzinfo=UTC).date(),
    )
    tables.diaries[diary.id] = diary
    tables.letters[letter.id] = letter
    tables.screens[screen.id] = screen
