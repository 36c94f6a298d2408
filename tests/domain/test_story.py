"""The line of time: what happened, in its order, each thing once."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

from builders import (
    MORNING,
    a_diary,
    a_draft,
    a_handout,
    a_letter,
    a_patient,
    a_program,
    a_result,
    a_visit,
    an_episode,
)
from clinic_app.domain.program import ProgramContent
from clinic_app.domain.story import (
    EpisodeEntry,
    HandoutEntry,
    ScoreEntry,
    Story,
    StoryKind,
    VisitEntry,
    entries,
)
from clinic_app.domain.visit import Amendment

PAT = a_patient()
BACK = an_episode(PAT, opened_on=date(2026, 11, 2))


def a_story() -> Story:
    program = a_program(PAT, episode_id=BACK.id)
    version = a_draft(program, number=1, handed_out_at=MORNING)
    handout = a_handout(version, handed_out_at=MORNING)
    again = replace(handout, id=uuid4(), handed_out_at=MORNING + timedelta(hours=1))
    later = replace(handout, id=uuid4(), handed_out_at=MORNING + timedelta(days=7))
    return Story(
        episodes=[BACK],
        visits=[a_visit(PAT), a_visit(PAT, visited_on=date(2026, 11, 2), episode_id=BACK.id)],
        handouts=[later, again, handout],
        versions={version.id: version},
        episode_of_program={program.id: BACK.id},
    )


def test_the_newest_comes_first_and_a_visit_before_what_was_given_in_it() -> None:
    found = entries(a_story())
    assert [(entry.kind, entry.on.isoformat()) for entry in found] == [
        (StoryKind.PROGRAM, "2026-12-01"),
        (StoryKind.VISIT, "2026-11-24"),
        (StoryKind.PROGRAM, "2026-11-24"),
        (StoryKind.VISIT, "2026-11-02"),
        (StoryKind.PROBLEM, "2026-11-02"),
    ]


def test_printing_twice_in_one_day_is_one_entry_and_another_day_is_again() -> None:
    given = [each.subject for each in entries(a_story()) if each.kind is StoryKind.PROGRAM]
    assert [each.is_again for each in given if isinstance(each, HandoutEntry)] == [True, False]


def test_visits_are_counted_from_the_first_and_know_what_was_given() -> None:
    visits = [each.subject for each in entries(a_story()) if isinstance(each.subject, VisitEntry)]
    assert [(each.number, len(each.given)) for each in visits] == [(2, 1), (1, 0)]


def test_an_amendment_stands_with_its_visit() -> None:
    story = a_story()
    added = Amendment(
        id=uuid4(), visit_id=story.visits[0].id, text="Left.", amended_at=MORNING, amended_by="Ann"
    )
    newest = entries(replace(story, amendments=[added]))[1].subject
    assert isinstance(newest, VisitEntry)
    assert newest.amendments == (added,)


def test_a_withdrawn_score_stands_in_the_story_and_nothing_is_compared_with_it() -> None:
    day, earlier = MORNING.date(), MORNING.date() - timedelta(weeks=1)
    right = a_result(PAT, taken_on=day)
    wrong = a_result(PAT, taken_on=earlier, withdrawn_at=MORNING)
    found = entries(Story(results=[right, wrong]))
    assert [each.subject for each in found] == [ScoreEntry((right,), (None,)), ScoreEntry((wrong,), (None,))]
    assert all(each.kind is StoryKind.SCORE for each in found)
    assert [each.subject.is_withdrawn for each in found if isinstance(each.subject, ScoreEntry)] == [
        False,
        True,
    ]


def test_a_score_and_its_correction_are_two_entries() -> None:
    wrong = a_result(PAT, measure="koos", part="pain", withdrawn_at=MORNING)
    right = a_result(PAT, measure="koos", part="sport")
    assert len(entries(Story(results=[wrong, right]))) == 2


def test_the_parts_of_a_form_are_one_entry_and_each_knows_the_score_before() -> None:
    day, earlier = MORNING.date(), MORNING.date() - timedelta(weeks=4)
    parts = [
        a_result(PAT, measure="koos", part=part, taken_on=on)
        for on in (day, earlier)
        for part in ("pain", "sport")
    ]
    found = [each.subject for each in entries(Story(results=parts))]
    assert found == [
        ScoreEntry((parts[0], parts[1]), (parts[2], parts[3])),
        ScoreEntry((parts[2], parts[3]), (None, None)),
    ]


def test_a_measure_taken_twice_on_a_day_is_two_entries() -> None:
    morning, noon = a_result(PAT), a_result(PAT)
    found = [each.subject for each in entries(Story(results=[noon, morning]))]
    assert found == [ScoreEntry((noon,), (morning,)), ScoreEntry((morning,), (None,))]


def test_a_closed_problem_has_two_ends() -> None:
    story = Story(episodes=[replace(BACK, closed_on=date(2026, 12, 1))])
    ends = [each.subject for each in entries(story)]
    assert [each.is_end for each in ends if isinstance(each, EpisodeEntry)] == [True, False]


def test_diaries_and_letters_belong_to_a_problem() -> None:
    story = a_story()
    (version,) = story.versions.values()
    full = replace(story, diaries=[a_diary(version, PAT)], letters=[a_letter(PAT, episode_id=BACK.id)])
    kinds = {entry.kind: entry.episode_id for entry in entries(full) if entry.episode_id}
    assert kinds[StoryKind.SCORE] == kinds[StoryKind.LETTER] == BACK.id
    assert full.diaries_of(BACK) == full.diaries_of(None) != full.diaries_of(an_episode(PAT))
    assert full.versions_of(an_episode(PAT)) == []


def test_a_score_of_the_year_one_stands_in_the_story() -> None:
    for day in (date.min, date.max):
        told = entries(Story(results=[a_result(PAT, taken_on=day)], visits=[a_visit(PAT, visited_on=day)]))
        assert len(told) == 2


def test_the_next_review_is_the_last_versions_until_a_visit_reaches_it() -> None:
    due = date(2026, 12, 20)
    version = a_draft(a_program(PAT), ProgramContent(review_date=due), number=1, handed_out_at=MORNING)
    story = Story(versions={version.id: version})
    assert story.review_date == due
    assert replace(story, visits=[a_visit(PAT, visited_on=due)]).review_date is None
    assert Story().review_date is None


def test_programs_are_listed_by_their_last_change_without_the_archived() -> None:
    old, new, gone = a_program(PAT), a_program(PAT), a_program(PAT, archived_at=MORNING)
    drafts = [
        a_draft(old, ProgramContent(title="Old"), changed_at=MORNING - timedelta(days=1)),
        a_draft(new, ProgramContent(title="New")),
        a_draft(gone),
    ]
    story = Story(programs=[old, new, gone], versions={each.id: each for each in drafts})
    assert [(each.title, each.patient_name) for each in story.summaries("EXAMPLE, Pat")] == [
        ("New", "EXAMPLE, Pat"),
        ("Old", "EXAMPLE, Pat"),
    ]
