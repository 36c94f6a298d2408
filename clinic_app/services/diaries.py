"""Errands about diaries: key in a log sheet, change it, take it out again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

from clinic_app.domain.diary import Diary, DiaryDay
from clinic_app.domain.diary_sheet import MOST_A_DAY, days_a_week, times_a_day
from clinic_app.domain.errors import ConflictError, InputError
from clinic_app.domain.program import ProgramVersion
from clinic_app.domain.repositories import Record
from clinic_app.domain.visit import check_pain


@dataclass(frozen=True, slots=True)
class DiaryService:
    """Works on one open record."""

    record: Record

    def of_patient(self, patient_id: UUID) -> Sequence[Diary]:
        """The patient's diaries, newest first."""
        with self.record.reading() as work:
            return work.diaries.of_patient(patient_id)

    def get(self, diary_id: UUID) -> Diary:
        """The diary as the record holds it now.

        Raises:
            GoneError: there is none any more.
        """
        with self.record.reading() as work:
            return work.diaries.get(diary_id)

    def key_in(
        self,
        patient_id: UUID,
        version: ProgramVersion,
        started_on: date,
        days: Sequence[DiaryDay],
        note: str = "",
    ) -> Diary:
        """Record the log sheet of a version.

        Raises:
            InputError: nothing was keyed, a number cannot be, the days are to come, or another sheet of the
                program has some of them.
        """
        diary = diary_of(patient_id, version, started_on, days, note)
        self._check(diary)
        with self.record.writing() as work:
            _check_alone(diary, work.diaries.of_patient(patient_id))
            work.diaries.add(diary)
            work.commit()
        return diary

    def change(self, diary: Diary, started_on: date, days: Sequence[DiaryDay], note: str = "") -> Diary:
        """Store what was corrected.

        Raises:
            InputError: as for ``key_in``.
            ConflictError: another window changed it first.
        """
        changed = replace(diary, started_on=started_on, days=tuple(days), note=note.strip())
        self._check(changed)
        with self.record.writing() as work:
            _check_alone(changed, work.diaries.of_patient(diary.patient_id))
            stored = work.diaries.save(changed)
            work.commit()
        return stored

    def remove(self, diary: Diary) -> None:
        """Forget a sheet that was keyed in by mistake.

        Raises:
            ConflictError: another window changed it first.
            GoneError: another window took it out.
        """
        with self.record.writing() as work:
            if work.diaries.get(diary.id).revision != diary.revision:
                raise ConflictError(
                    "Somebody else changed this first. Look at their version before you go on."
                )
            work.diaries.delete(diary.id)
            work.commit()

    def put_back(self, diary: Diary) -> Diary:
        """Undo a removal: the sheet as it was."""
        with self.record.writing() as work:
            _check_alone(diary, work.diaries.of_patient(diary.patient_id))
            work.diaries.add(diary)
            work.commit()
        return diary

    def _check(self, diary: Diary) -> None:
        if not diary.days:
            raise InputError("Key in at least one day: how often the exercises were done.")
        for day in diary.days:
            if day.done is not None and not 0 <= day.done <= MOST_A_DAY:
                raise InputError("A day holds a number from 0 to {most}.", most=MOST_A_DAY)
            check_pain(day.pain, None, None)
        today = self.record.clock().astimezone().date()
        if diary.started_on > today or _last_day(diary) > today:
            raise InputError("These days are to come. Look at the day on which the sheet begins.")


def diary_of(
    patient_id: UUID, version: ProgramVersion, started_on: date, days: Sequence[DiaryDay], note: str = ""
) -> Diary:
    """The diary that the days of a version's log make; the record does not have it yet."""
    return Diary(
        id=uuid4(),
        patient_id=patient_id,
        program_id=version.program_id,
        version_id=version.id,
        started_on=started_on,
        planned_per_day=times_a_day(version.content),
        planned_days_a_week=days_a_week(version.content),
        days=tuple(days),
        note=note.strip(),
    )


def _check_alone(diary: Diary, others: Sequence[Diary]) -> None:
    """No day counts twice."""
    for other in others:
        if other.id == diary.id or other.program_id != diary.program_id or not other.days:
            continue
        if diary.started_on <= _last_day(other) and other.started_on <= _last_day(diary):
            raise InputError(
                "Some of these days are keyed in already: {first} to {last}. Begin after them, or change "
                "that sheet.",
                first=other.started_on.isoformat(),
                last=_last_day(other).isoformat(),
            )


def _last_day(diary: Diary) -> date:
    return diary.started_on + timedelta(days=len(diary.days) - 1)
