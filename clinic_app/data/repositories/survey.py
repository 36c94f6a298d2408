"""Everything of everybody, in slices."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session, selectinload

from clinic_app.data import care_mapping, mapping
from clinic_app.data.tables import (
    AmendmentRow,
    DiaryRow,
    EpisodeRow,
    HandoutRow,
    LetterRow,
    MeasureResultRow,
    PatientRow,
    ProgramRow,
    ProgramVersionRow,
    RedFlagScreenRow,
    VisitRow,
)
from clinic_app.domain.diary import Diary
from clinic_app.domain.letter import Letter
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.out_repositories import Entity
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import Handout, Program, ProgramVersion
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.visit import Amendment, Visit

_KINDS: Final[dict[type[object], tuple[type[Any], Callable[[Any], object]]]] = {
    Patient: (PatientRow, mapping.patient_of),
    Episode: (EpisodeRow, mapping.episode_of),
    Program: (ProgramRow, mapping.program_of),
    ProgramVersion: (ProgramVersionRow, mapping.version_of),
    Handout: (HandoutRow, mapping.handout_of),
    Visit: (VisitRow, care_mapping.visit_of),
    Amendment: (AmendmentRow, care_mapping.amendment_of),
    MeasureResult: (MeasureResultRow, care_mapping.result_of),
    Diary: (DiaryRow, care_mapping.diary_of),
    Letter: (LetterRow, care_mapping.letter_of),
    RedFlagScreen: (RedFlagScreenRow, mapping.screen_of),
}


class SqlSurvey:
    """Slices of one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count(self, kind: type[object]) -> int:
        """How many there are."""
        return self._session.scalar(select(func.count()).select_from(_KINDS[kind][0])) or 0

    def slice_after(self, kind: type[Entity], after: int, limit: int) -> tuple[Sequence[Entity], int]:
        """The next ones in the order they were entered, and where to go on (0 begins)."""
        row, read = _KINDS[kind]
        at: ColumnElement[int] = literal_column(f"{row.__tablename__}.rowid")
        query = select(row, at).where(at > after).order_by(at).limit(limit)
        if row is ProgramVersionRow:
            query = query.options(selectinload(ProgramVersionRow.items))
        found = self._session.execute(query).all()
        entities: list[Any] = [read(each) for each, _ in found]
        return entities, int(found[-1][1]) if found else after
