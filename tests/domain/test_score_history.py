"""Which score stands before which: found in one walk, however many there are and whatever they rate."""

import random
from uuid import uuid4

from builders import a_patient, a_result
from clinic_app.domain.measure_change import same_activities
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.score_history import scores_before

WHAT = ("stairs", "Stairs ", "run", "RÚN", "a very long " * 9)


def before_by_looking(results: list[MeasureResult], at: int) -> MeasureResult | None:
    this = results[at]
    for other in results[at + 1 :]:
        is_kind = (this.measure, this.part, this.episode_id) == (other.measure, other.part, other.episode_id)
        if is_kind and same_activities(this, other):
            return other
    return None


def test_the_score_before_is_the_next_older_one_of_its_kind_with_the_same_activities() -> None:
    chance, patient, episodes = random.Random(4), a_patient(), (uuid4(), None)
    results = [
        a_result(
            patient,
            id=uuid4(),
            measure=chance.choice(("psfs", "nprs")),
            episode_id=chance.choice(episodes),
            activities=tuple(chance.sample(WHAT, 2)),
        )
        for _ in range(60)
    ]
    found = scores_before(results)
    assert found == {each.id: before_by_looking(results, at) for at, each in enumerate(results)}
    assert any(found.values())
