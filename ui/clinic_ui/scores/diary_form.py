"""Keys in a log sheet that the patient brought back, or changes one."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.diary import Diary, DiaryDay
from clinic_app.domain.diary_sheet import DiarySheet, sheet_of, weeks_printed
from clinic_app.domain.dosage import Schedule
from clinic_app.domain.dose_words import how_often_words
from clinic_app.domain.errors import ConflictError, GoneError, InputError
from clinic_app.domain.patient import Patient
from clinic_app.domain.program import ProgramVersion
from clinic_app.services.diaries import diary_of
from clinic_ui.both_versions import BothVersions
from clinic_ui.context import Context
from clinic_ui.drafts import DraftKeeper
from clinic_ui.pages.typed_date import read_date
from clinic_ui.reading import open_for_reading
from clinic_ui.scores.diary_grid import DiaryGrid
from clinic_ui.scores.diary_texts import DiaryTexts, diary_texts
from clinic_ui.scores.diary_words import done_words
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.fields import line
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.scrolled import scrolled

_LONGEST_NAME: Final = 48
_MOST_WEEKS: Final = 12
_MARGIN, _ROOM = 24, 32


class DiaryForm(QDialog):
    """Open it with ``open()``; it says ``diary_stored`` or ``diary_removed`` with the Diary."""

    diary_stored = Signal(object)
    diary_removed = Signal(object)

    def __init__(
        self,
        context: Context,
        patient: Patient,
        versions: Sequence[ProgramVersion],
        diaries: Sequence[Diary],
        *,
        diary: Diary | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``versions`` were handed out, newest first, at least one; ``diaries`` were keyed in before."""
        super().__init__(parent)
        self._context, self._patient, self._diary = context, patient, diary
        self._versions = {str(each.id): each for each in versions}
        self._diaries = diaries
        text, theme = context.words.gettext, context.theme
        self.setWindowTitle(text("Diary sheet"))
        self.version = ChoiceBox(
            context.actions.icons, {key: self._name(each) for key, each in self._versions.items()}
        )
        self.version.setAccessibleName(text("Program"))
        self.started = line(longest=20)
        self.started.setFixedWidth(theme.px(112))
        self.started.setAccessibleName(text("First day"))
        self.grid = DiaryGrid(context, DiarySheet(started_on=self._today, until=self._today))
        self.area = scrolled(self.grid)
        self.sum = Label("", theme, Type.HEAD)
        self.asked = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.note = line(placeholder=text("Note"), longest=400)
        self.note.setAccessibleName(text("Note"))
        self.hint = Label("", theme, Type.SMALL, Tone.BAD, wraps=True)
        self.more_button = text_button(
            text("One more week"), Kind.LINK, icons=context.actions.icons, icon="add"
        )
        self.remove_button = text_button(text("Remove the sheet"), Kind.DANGER)
        self.remove_button.setVisible(diary is not None)
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        self.store_button = text_button(text("Save the sheet"), Kind.PRIMARY)
        texts = DiaryTexts(context.words, self.started, self.note, self.grid, self._show_sheet)
        self.both = BothVersions(context, texts)
        self._lay_out()
        self._begin()
        self.draft = DraftKeeper(context.services.drafts, context.worker, self._draft_key, self.typed, self)
        self._connect()
        self.draft.find(self._on_draft_found)
        context.seat.hold(self.store_button, self.remove_button)
        open_for_reading(context, self, self.cancel_button)

    def typed(self) -> dict[str, str]:
        """What a draft keeps."""
        sheet = self.grid.sheet
        cells = [(cell.done, cell.pain) for cell in sheet.cells]
        return {
            "version": str(self.version.currentData()),
            "started": self.started.text(),
            "cells": json.dumps(cells),
            "reached": str(sheet.reached),
            "weeks": str(sheet.weeks),
            "note": self.note.text(),
            "before": json.dumps(diary_texts(self._diary)) if self._diary else "",
        }

    def reject(self) -> None:
        """Escape, or the window was closed: what was keyed waits; overrides Qt."""
        self.draft.flush()
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """As large as there is room, the keyboard where the first key belongs; overrides Qt."""
        super().showEvent(event)
        self._fit()
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        """Show every week where there is room."""
        parent = self.parentWidget()
        room = parent.window().size() if parent else self.screen().availableSize()
        asked, inside = self.sizeHint(), self.grid.sizeHint()
        wide = max(asked.width(), inside.width() + 2 * _MARGIN)
        high = asked.height() - self.area.sizeHint().height() + inside.height()
        self.resize(min(wide, room.width() - _ROOM), min(high, room.height() - _ROOM))

    def _on_box_reached(self, box: QRect) -> None:
        """The keyboard's box is kept in sight."""
        self.area.ensureVisible(box.center().x(), box.center().y(), box.width(), box.height())

    @property
    def _today(self) -> date:
        return self._context.services.patients.today()

    @property
    def _draft_key(self) -> str:
        return f"diary:{self._diary.id if self._diary else self._patient.id}"

    def _lay_out(self) -> None:
        text, theme = self._context.words.gettext, self._context.theme
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.version, 1)
        name = Label(text("First day"), theme, Type.SMALL_MEDIUM, Tone.TEXT_2)
        name.setBuddy(self.started)
        head.addWidget(name)
        head.addWidget(self.started)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.sum, 1)
        below.addWidget(self.more_button)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.remove_button)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.store_button)
        keys = text("A digit: how often that day. Space: blank. Pain: the week’s worst, 1 then Enter for 1.")
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 20, _MARGIN, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.windowTitle(), theme, Type.TITLE))
        column.addWidget(self.both)
        column.addLayout(head)
        column.addWidget(Label(keys, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        column.addWidget(self.area, 1)
        column.addLayout(below)
        column.addWidget(self.asked)
        column.addWidget(self.hint)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.grid.sheet_changed.connect(self._on_changed)
        self.grid.box_reached.connect(self._on_box_reached)
        self.grid.finished.connect(self.store_button.setFocus)
        self.version.activated.connect(self._on_version_chosen)
        self.started.textChanged.connect(self._on_started_changed)
        self.started.returnPressed.connect(self.grid.setFocus)
        self.note.textChanged.connect(self._on_changed)
        self.note.returnPressed.connect(self.store_button.setFocus)
        self.more_button.clicked.connect(self._on_more)
        self.remove_button.clicked.connect(self._on_remove)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.store_button.clicked.connect(self._on_store)

    def _begin(self) -> None:
        """The sheet that is changed, or an empty one of the newest version."""
        self.hint.hide()
        if self._diary is None:
            self._show_sheet(self._next_sheet())
            return
        self.version.choose(str(self._diary.version_id))
        self.version.setEnabled(False)
        self.note.setText(self._diary.note)
        self._show_sheet(sheet_of(self._diary, self._today))

    @property
    def _version(self) -> ProgramVersion:
        return self._versions[str(self.version.currentData())]

    def _next_sheet(self) -> DiarySheet:
        """An empty sheet from the day the version was given, or from the day after the last one keyed in."""
        version, begun = self._version, self._today
        if version.handed_out_at is not None:
            begun = version.handed_out_at.astimezone().date()
        ends = [
            each.started_on + timedelta(days=len(each.days))
            for each in self._diaries
            if each.program_id == version.program_id
        ]
        started_on = min(max([begun, *ends]), self._today)
        weeks = min(weeks_printed(version.content), _MOST_WEEKS)
        return DiarySheet(started_on=started_on, until=self._today, weeks=weeks)

    def _show_sheet(self, sheet: DiarySheet) -> None:
        self.started.blockSignals(True)
        self.started.setText(sheet.started_on.isoformat())
        self.started.blockSignals(False)
        self.grid.show_sheet(sheet)
        self._show_sum()

    def _show_sum(self) -> None:
        """How much was done of what was asked."""
        words, keyed = self._context.words, self._as_diary(self.grid.sheet.days())
        self.sum.setText(done_words(keyed, words))
        self.asked.setText(self._asked_words(keyed))
        self.more_button.setEnabled(self.grid.sheet.weeks < _MOST_WEEKS)
        self.hint.hide()

    def _asked_words(self, keyed: Diary) -> str:
        words = self._context.words
        often = Schedule(times_per_day=keyed.planned_per_day, days_per_week=keyed.planned_days_a_week)
        asked = words.gettext("Asked for: {often}.").format(often=how_often_words(often, words))
        if keyed.worst_pain is None:
            return asked
        worst = words.gettext("Worst pain {number} of 10.").format(number=keyed.worst_pain)
        return f"{asked} {worst}"

    def _as_diary(self, days: Sequence[DiaryDay]) -> Diary:
        """Counts as the record will."""
        if self._diary is not None:
            return replace(self._diary, days=tuple(days))
        sheet = self.grid.sheet
        return diary_of(self._patient.id, self._version, sheet.started_on, days)

    def _name(self, version: ProgramVersion) -> str:
        given = version.handed_out_at.astimezone().date() if version.handed_out_at else self._today
        return self._context.words.gettext("{title}, version {number}, {date}").format(
            title=_shortened(version.content.title) or self._context.words.gettext("Program"),
            number=version.number,
            date=self._context.words.day(given),
        )

    def _on_changed(self) -> None:
        self._show_sum()
        self.draft.note_change()

    def _on_version_chosen(self, _at: int) -> None:
        """Another version's sheet begins on another day; what was keyed stays."""
        fresh, keyed = self._next_sheet(), self.grid.sheet
        if keyed.days():
            fresh = replace(keyed, weeks=max(keyed.weeks, fresh.weeks))
        self._show_sheet(fresh)
        self.draft.note_change()

    def _on_started_changed(self, typed: str) -> None:
        """The weeks move with the first day, as soon as it is one."""
        try:
            day = read_date(typed)
        except InputError:
            return
        if day is not None and day <= self._today:
            self.grid.show_sheet(replace(self.grid.sheet, started_on=day))
            self._on_changed()

    def _on_more(self) -> None:
        self.grid.show_sheet(replace(self.grid.sheet, weeks=self.grid.sheet.weeks + 1))
        self._on_changed()
        self._fit()
        self.grid.setFocus()

    def _on_draft_found(self, typed: dict[str, str]) -> None:
        """What was keyed when the form was last left, unless keying began again."""
        try:
            cells = tuple(DiaryDay(done=done, pain=pain) for done, pain in json.loads(typed["cells"]))
            started, reached, weeks = read_date(typed["started"]), int(typed["reached"]), int(typed["weeks"])
        except (KeyError, ValueError, TypeError, InputError):
            return
        is_of_another = typed.get("version", "") not in self._versions
        if started is None or is_of_another or (self._diary is None and self.grid.sheet.reached):
            return
        self.version.choose(typed["version"])
        self.note.setText(typed.get("note", ""))
        sheet = DiarySheet(started_on=started, until=self._today, weeks=weeks, cells=cells, reached=reached)
        self._show_sheet(sheet)
        before = json.loads(typed.get("before") or "{}")
        if self._diary is not None and before and before != diary_texts(self._diary):
            self.both.ask(before, diary_texts(self._diary))

    def _on_cancel(self) -> None:
        self.draft.drop()
        super().reject()

    def _on_store(self) -> None:
        sheet = self.grid.sheet
        diaries, days, note = self._context.services.diaries, self.grid.sheet.days(), self.note.text()
        try:
            started = read_date(self.started.text())
        except InputError as error:
            self._refuse(error)
            return
        if started != sheet.started_on:
            self._refuse(InputError("Type the first day of the sheet: it is not after today."))
            return
        if self._diary is not None:
            job = partial(diaries.change, self._diary, started, days, note)
        else:
            job = partial(diaries.key_in, self._patient.id, self._version, started, days, note)
        self.store_button.setEnabled(False)
        self._context.worker.run(job, self._on_stored, self._on_refused)

    def _on_stored(self, diary: Diary) -> None:
        self.draft.drop()
        self.diary_stored.emit(diary)
        self.accept()

    def _on_remove(self) -> None:
        if self._diary is not None:
            remove = partial(self._context.services.diaries.remove, self._diary)
            self._context.worker.run(remove, self._on_removed, self._on_refused)

    def _on_removed(self, _nothing: object) -> None:
        self.draft.drop()
        self.diary_removed.emit(self._diary)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self.store_button.setEnabled(True)
        if isinstance(error, ConflictError) and self._diary is not None:
            find = partial(self._context.services.diaries.get, self._diary.id)
            self._context.worker.run(find, self._on_theirs, self._on_refused)
        elif isinstance(error, GoneError):
            self.both.say_gone(self._store_as_new)
            self._fit()
        else:
            self._refuse(error)

    def _on_theirs(self, theirs: Diary) -> None:
        """Somebody else was first: both versions, and the next save goes over theirs."""
        assert self._diary is not None
        self.both.ask(diary_texts(self._diary), diary_texts(theirs))
        self._diary = theirs
        self.draft.note_change()
        self._fit()

    def _store_as_new(self) -> None:
        """Taken out meanwhile: what stands here is keyed in as another sheet."""
        self._diary = None
        self._on_store()

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, InputError):
            self.hint.setText(self._context.problems.sentence(error))
            self.hint.show()
            self._fit()
        else:
            self._context.problems.tell(error)


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_NAME else f"{title[:_LONGEST_NAME].rstrip()} …"
