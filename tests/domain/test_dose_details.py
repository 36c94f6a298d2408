"""The line below the dose band: whatever is prescribed beyond it."""

from clinic_app.domain.dosage import HoldDosage, RepetitionDosage, Schedule, TimeOfDay
from clinic_app.domain.dose_details import dose_details
from clinic_app.domain.handout import Mixed, Typed, Words
from clinic_app.domain.words import ENGLISH


def _plain(words: Words) -> str:
    parts = words.parts if isinstance(words, Mixed) else (words,)
    return "".join(part.text if isinstance(part, Typed) else str(part) for part in parts)


def test_rests_pace_effort_weeks_and_times_of_day_are_said() -> None:
    dosage = RepetitionDosage(sets=3, tempo="3-1-1", effort=6, rest_between_sets_s=60)
    schedule = Schedule(
        times_per_day=2, times_of_day=(TimeOfDay.MORNING, TimeOfDay.EVENING), weeks=6, days_per_week=3
    )

    assert _plain(dose_details(dosage, schedule, ENGLISH, says_when=True)) == (
        "Rest 60 seconds between rounds. Slow: 3 seconds down, wait 1 second, 1 second up. "
        "Effort 6 of 10. For 6 weeks. Morning and evening."
    )


def test_the_time_of_day_is_left_to_the_head_where_it_holds_for_all() -> None:
    schedule = Schedule(times_of_day=(TimeOfDay.MORNING,))

    assert dose_details(HoldDosage(reps=1), schedule, ENGLISH, says_when=False) == ""


def test_a_rest_between_holds_is_said_where_there_are_several() -> None:
    assert _plain(dose_details(HoldDosage(reps=3, rest_s=10), Schedule(), ENGLISH, says_when=False)) == (
        "Rest 10 seconds in between."
    )


def test_a_pace_nobody_knows_is_said_as_typed() -> None:
    dosage = RepetitionDosage(sets=1, tempo="**very** slow")

    details = dose_details(dosage, Schedule(), ENGLISH, says_when=False)

    assert isinstance(details, Mixed)
    assert Typed("**very** slow") in details.parts
