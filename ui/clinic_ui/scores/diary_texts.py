"""A log sheet as texts by name, a week each: what two versions of it are compared by."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from typing import Final

from PySide6.QtWidgets import QLineEdit

from clinic_app.domain.diary import Diary, DiaryDay
from clinic_app.domain.diary_sheet import WEEK, DiarySheet
from clinic_app.domain.errors import InputError
from clinic_ui.pages.typed_date import read_date
from clinic_ui.scores.diary_grid import DiaryGrid
from clinic_ui.words import Words

_WEEK: Final = "week/"
"""What the name of a week begins with; its Monday follows."""


class DiaryTexts:
    """The fields of the form."""

    def __init__(
        self,
        words: Words,
        started: QLineEdit,
        note: QLineEdit,
        grid: DiaryGrid,
        show_sheet: Callable[[DiarySheet], None],
    ) -> None:
        self._words, self._started, self._note = words, started, note
        self._grid, self._show_sheet = grid, show_sheet

    def typed(self) -> dict[str, str]:
        """Every field's text."""
        sheet = self._grid.sheet
        days = zip(
            (sheet.day(sheet.first + at) for at in range(len(sheet.days()))), sheet.days(), strict=True
        )
        return {"started": self._started.text(), "note": self._note.text(), **_weeks(days)}

    def show(self, texts: Mapping[str, str]) -> None:
        """Fill the fields."""
        self._note.setText(texts.get("note", ""))
        days = dict(_days(texts))
        try:
            started = read_date(texts.get("started", "")) or self._grid.sheet.started_on
        except InputError:
            started = self._grid.sheet.started_on
        sheet = self._grid.sheet
        last = max(days, default=started - timedelta(days=1))
        count = max((last - started).days + 1, 0)
        cells = [DiaryDay() for _ in range(started.weekday())]
        cells += [days.get(started + timedelta(days=at), DiaryDay()) for at in range(count)]
        weeks = max(sheet.weeks, -(-len(cells) // WEEK))
        reached = len(cells) if count else 0
        self._show_sheet(
            DiarySheet(
                started_on=started, until=sheet.until, weeks=weeks, cells=tuple(cells), reached=reached
            )
        )

    def title(self, name: str) -> str:
        """What the field is called in the form."""
        text = self._words.gettext
        if name.startswith(_WEEK):
            monday = date.fromisoformat(name.removeprefix(_WEEK))
            return text("Week of {date}").format(date=self._words.day(monday))
        return text("First day") if name == "started" else text("Note")

    def said(self, name: str, text: str) -> str:
        """How often it was done each day, and the worst pain of the week."""
        if not name.startswith(_WEEK) or not text:
            return text
        days = [DiaryDay(done=done, pain=pain) for _, done, pain in json.loads(text)]
        done = " ".join("–" if each.done is None else str(each.done) for each in days)
        pain = max((each.pain for each in days if each.pain is not None), default=None)
        said = self._words.gettext("pain {number}").format(number=pain)
        return done if pain is None else f"{done} · {said}"


def diary_texts(diary: Diary) -> dict[str, str]:
    """What the fields hold for a stored sheet."""
    return {"started": diary.started_on.isoformat(), "note": diary.note, **_weeks(diary.dated())}


def _weeks(days: Iterable[tuple[date, DiaryDay]]) -> dict[str, str]:
    weeks: dict[str, list[object]] = {}
    for day, kept in days:
        monday = day - timedelta(days=day.weekday())
        weeks.setdefault(f"{_WEEK}{monday.isoformat()}", []).append([day.isoformat(), kept.done, kept.pain])
    return {name: json.dumps(week) for name, week in weeks.items()}


def _days(texts: Mapping[str, str]) -> Iterable[tuple[date, DiaryDay]]:
    for name, text in texts.items():
        if name.startswith(_WEEK) and text:
            for day, done, pain in json.loads(text):
                yield date.fromisoformat(day), DiaryDay(done=done, pain=pain)
