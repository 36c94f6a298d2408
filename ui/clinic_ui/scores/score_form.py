"""Takes a score: which measure, its questions or rows, and at once what they make."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.domain.errors import GoneError, InputError
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.measure_rules import allows_totals
from clinic_app.domain.measure_words import score_words
from clinic_app.domain.measures import Measure
from clinic_app.services.scores import ScoreEntry
from clinic_ui.context import Context
from clinic_ui.drafts import DraftKeeper
from clinic_ui.pages.exercise_words import region_name
from clinic_ui.pages.languages import language_names
from clinic_ui.pages.typed_date import read_date
from clinic_ui.reading import open_for_reading
from clinic_ui.scores.given import Given, given_of, kept, read_kept
from clinic_ui.scores.measure_picker import MeasurePicker, offered
from clinic_ui.scores.score_desk import ScoreDesk
from clinic_ui.scores.score_reading import part_scores
from clinic_ui.scores.score_rivals import ScoreRivals, ScoreTexts
from clinic_ui.scores.score_subject import ScoreSubject
from clinic_ui.scores.withdraw_bar import WithdrawBar
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.fields import line
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.toggle_chip import ToggleChip

_SIZE: Final = (1040, 700)
_ROOM: Final = 32


class ScoreForm(QDialog):
    """Open it with ``open()``; it says ``score_stored`` or ``score_withdrawn`` with the results."""

    score_stored = Signal(object)
    score_withdrawn = Signal(object)

    def __init__(self, context: Context, subject: ScoreSubject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._subject = context, subject
        self._measure: Measure | None = None
        self._results: Sequence[MeasureResult] = ()
        self._is_filling = self._is_changed = False
        text, theme = context.words.gettext, context.theme
        self.setWindowTitle(text("Score"))
        self.title = Label("", theme, Type.TITLE, wraps=True)
        self.language = ChoiceBox(context.actions.icons, {})
        self.language.setAccessibleName(text("Language of the questions"))
        self.total = ToggleChip(context.actions.icons, text("Only the total"))
        self.other_button = text_button(text("Other measure"), Kind.OUTLINE)
        self.picker = MeasurePicker(context)
        self.desk = ScoreDesk(context, subject.activities)
        self.stack = QStackedWidget()
        self.day = line(longest=20)
        self.day.setFixedWidth(theme.px(112))
        self.day.setAccessibleName(text("Taken on"))
        self.note = line(placeholder=text("Note"), longest=400)
        self.note.setAccessibleName(text("Note"))
        self.hint = Label("", theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.withdraw = WithdrawBar(context)
        self.withdraw_button = text_button(text("Withdraw …"), Kind.DANGER)
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        self.store_button = text_button(text("Save the score"), Kind.PRIMARY)
        self.rivals = ScoreRivals(context, ScoreTexts(context, self.typed, self._show_texts), self)
        self.both = self.rivals.both
        self._lay_out()
        self.draft = self._new_draft()
        self._connect()
        self._begin()
        context.seat.hold(self.store_button, self.withdraw_button)
        open_for_reading(context, self, self.cancel_button)

    def typed(self) -> dict[str, str]:
        """What a draft keeps."""
        return {
            "measure": self._measure.key if self._measure else "",
            "given": kept(self.desk.given()),
            "day": self.day.text(),
            "note": self.note.text(),
            "because": self.withdraw.reason.text(),
        }

    def reject(self) -> None:
        """Escape, or the window was closed: the answers wait for the form to be opened; overrides Qt."""
        self.draft.flush()
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """As large as there is room; overrides Qt."""
        parent = self.parentWidget()
        room = parent.window().size() if parent else self.screen().availableSize()
        wide, high = map(self._context.theme.px, _SIZE)
        self.resize(min(wide, room.width() - _ROOM), min(high, room.height() - _ROOM))
        super().showEvent(event)  # puts it in the middle: by then it must be as large as it stays

    def pick(self, key: str, *, given: Given | None = None) -> None:
        """Begin with a measure."""
        self._measure = measure = self._context.library.measure(key)
        patient_language, mine = self._subject.patient.language, self._context.words.language
        worded = [each for each in (patient_language, mine, "en") if measure.is_worded_in(each)]
        names = language_names(dict.fromkeys([*worded, *measure.question]))
        self.language.clear()
        for code, name in names.items():
            if measure.is_worded_in(code):
                self.language.addItem(name, code)
        self.language.setVisible(self.language.count() > 1)
        self.total.setVisible(allows_totals(measure))
        self.total.setChecked(given is not None and given.totals is not None)
        self.title.setText(_title(measure, mine))
        self.other_button.setVisible(not self._subject.replaced)
        self._put(given)
        self.stack.setCurrentWidget(self.desk)
        assert self.desk.sheet is not None
        self.desk.sheet.focus_first()

    def _lay_out(self) -> None:
        text, theme = self._context.words.gettext, self._context.theme
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        for widget in (self.language, self.total, self.other_button):
            head.addWidget(widget)
        self.stack.addWidget(self.picker)
        self.stack.addWidget(self.desk)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._day_name = Label(text("Taken on"), theme, Type.SMALL_MEDIUM, Tone.TEXT_2)
        self._day_name.setBuddy(self.day)
        foot.addWidget(self._day_name)
        foot.addWidget(self.day)
        foot.addWidget(self.note, 1)
        for button in (self.withdraw_button, self.cancel_button, self.store_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.both)
        column.addWidget(self.stack, 1)
        column.addWidget(self.withdraw)
        column.addWidget(self.hint)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.picker.picked.connect(self._on_picked)
        self.other_button.clicked.connect(self._choose_measure)
        self.language.activated.connect(self._on_sheet_wanted)
        self.total.clicked.connect(self._on_sheet_wanted)
        self.desk.changed.connect(self._on_changed)
        self.desk.finished.connect(self.store_button.setFocus)
        self.desk.refused.connect(self._refuse)
        for field in (self.day, self.note):
            field.textChanged.connect(self._on_changed)
            field.returnPressed.connect(self.store_button.setFocus)
        self.withdraw_button.clicked.connect(self.withdraw.ask)
        self.withdraw.wanted.connect(self._on_withdraw)
        self.withdraw.reason.textEdited.connect(self._on_because)
        self.rivals.subject_changed.connect(self._on_subject_changed)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.store_button.clicked.connect(self._on_store)

    def _new_draft(self) -> DraftKeeper:
        drafts, key = self._context.services.drafts, self._subject.draft_key
        return DraftKeeper(drafts, self._context.worker, key, self.typed, self)

    def _begin(self) -> None:
        """The list of measures, or the score that is corrected."""
        replaced = self._subject.replaced
        today = self._subject.day or self._context.services.patients.today()
        self._fill(self.day, (replaced[0].taken_on if replaced else today).isoformat())
        self.withdraw_button.setVisible(bool(replaced))
        self.hint.hide()
        if replaced:
            self._fill(self.note, replaced[0].note)
            measure = self._context.library.measure(replaced[0].measure)
            self._is_filling = True
            self.pick(measure.key, given=given_of(measure, replaced))
            self._is_filling = False
            self.rivals.begin()
        else:
            self._choose_measure()
        self.draft.find(self._on_draft_found)

    def _choose_measure(self) -> None:
        words, subject = self._context.words, self._subject
        self._measure = None
        self.title.setText(words.gettext("Which measure?"))
        for widget in (self.language, self.total, self.other_button):
            widget.hide()
        region = subject.episode.region if subject.episode else ""
        self.picker.offer(offered(self._context, region, self._lasts(), region_name(region, words)))
        self.stack.setCurrentWidget(self.picker)
        self.picker.setFocus()
        self._show_scores()

    def _lasts(self) -> dict[str, str]:
        """The last score of each measure taken for this problem, in words."""
        words, measures = self._context.words, self._context.library.measures
        lasts: dict[str, str] = {}
        for each in self._subject.results:
            if each.measure in measures and each.episode_id == self._subject.episode_id:
                said = words.gettext("last: {score}, {date}").format(
                    score=score_words(each.value, measures[each.measure].unit, words),
                    date=words.day(each.taken_on),
                )
                lasts.setdefault(each.measure, said)
        return lasts

    def _put(self, given: Given | None = None) -> None:
        if self._measure is not None:
            language = str(self.language.currentData() or self._context.words.language)
            self.desk.say_elsewhere(self._elsewhere(self._measure))
            self.desk.put(self._measure, language, is_total=self.total.isChecked(), given=given)
            self._show_scores()

    def _elsewhere(self, measure: Measure) -> str:
        """Why the wording in the patient’s or the window’s language is not here, and where to get it."""
        theirs, mine = self._subject.patient.language, self._context.words.language
        if measure.is_worded_in(theirs) and measure.is_worded_in(mine):
            return ""
        found = (measure.elsewhere.get(each, "") for each in (mine, theirs, "en"))
        return next(filter(None, found), "")

    def _entry(self) -> ScoreEntry | None:
        """What would be recorded; None before anything was given.

        Raises:
            InputError: a number or the day cannot be read.
        """
        if self._measure is None or self.desk.sheet is None:
            return None
        given = self.desk.sheet.given()
        if given.is_blank:
            return None
        return ScoreEntry(
            measure=self._measure.key,
            taken_on=self._taken_on(),
            answers=given.answers,
            totals=given.totals,
            activities=given.activities,
            note=self.note.text(),
            episode_id=self._subject.episode_id,
            visit_id=self._subject.of_visit,
        )

    def _taken_on(self) -> date:
        day = read_date(self.day.text())
        if day is None:
            raise InputError("Type the day on which the score was taken.")
        return day

    def _show_scores(self) -> None:
        """What the answers make now."""
        self._results = ()
        self._refuse("")
        measure = self._measure
        if measure is None:
            self.store_button.setEnabled(False)
            return
        self.store_button.setEnabled(self._is_changed or not self._subject.replaced)
        try:
            entry = self._entry()
            if entry is None:
                self.desk.pane.begin(measure, self._context.words.language)
                return
            language, patient = self._context.words.language, self._subject.patient
            self._results = self._context.services.scores.results(patient.id, entry, language)
        except InputError as error:
            self.desk.pane.say(self._context.problems.sentence(error))
            return
        self.desk.pane.show_scores(part_scores(measure, self._results, patient, self._subject.others))

    def _on_picked(self, key: str) -> None:
        self.pick(key)

    def _on_sheet_wanted(self, _at: object = None) -> None:
        """Another language, or only the totals."""
        self._put()
        assert self.desk.sheet is not None
        self.desk.sheet.focus_first()

    def _on_changed(self) -> None:
        if self._is_filling:
            return
        self._is_changed = True
        self._show_scores()
        self.draft.note_change()

    def _on_draft_found(self, typed: dict[str, str]) -> None:
        """What was typed when the form was last left, unless something else was begun meanwhile."""
        given, key = read_kept(typed.get("given", "")), typed.get("measure", "")
        if given is None or key not in self._context.library.measures:
            return
        if self._measure is not None and not self._subject.replaced:
            return
        self._fill(self.day, typed.get("day", "") or self.day.text())
        self._fill(self.note, typed.get("note", ""))
        self._is_changed = True
        self.pick(key, given=given)
        self._say(self._context.words.gettext("This was typed before and not saved yet."))
        if self._subject.replaced and typed.get("because"):
            self.withdraw.reason.setText(typed["because"])
            self.withdraw.show()

    def _show_texts(self, texts: Mapping[str, str]) -> None:
        self._fill(self.day, texts.get("day", ""))
        self._fill(self.note, texts.get("note", ""))
        if self._measure is not None:
            self.pick(self._measure.key, given=read_kept(texts.get("given", "")))
        self._on_changed()

    def _on_because(self) -> None:
        self.draft.note_change()

    def _on_subject_changed(self, subject: ScoreSubject) -> None:
        """What is typed is of another score now, and waits there."""
        self.draft.drop()
        self.draft.deleteLater()
        self._subject = subject
        self.draft = self._new_draft()
        self.draft.note_change()

    def _fill(self, field: QLineEdit, text: str) -> None:
        self._is_filling = True
        field.setText(text)
        self._is_filling = False

    def _refuse(self, sentence: str) -> None:
        self._say(sentence, Tone.BAD)

    def _say(self, sentence: str, tone: Tone = Tone.TEXT_2) -> None:
        self.hint.setText(sentence)
        self.hint.set_tone(tone)
        self.hint.setVisible(bool(sentence))

    def _on_cancel(self) -> None:
        self.draft.drop()
        super().reject()

    def _on_store(self) -> None:
        language, services, subject = self._context.words.language, self._context.services, self._subject
        try:
            entry = self._entry()
            if entry is None:
                raise InputError("Nothing is answered yet.")
            services.scores.results(subject.patient.id, entry, language)
        except InputError as error:
            self._refuse(self._context.problems.sentence(error))
            return
        job = partial(services.scores.take, subject.patient.id, entry, language)
        if subject.replaced:
            because = self._context.words.gettext("Corrected")
            job = partial(services.scores.correct, subject.replaced, entry, because, language)
        self.store_button.setEnabled(False)
        self._context.worker.run(job, self._on_stored, self._on_refused)

    def _on_stored(self, results: Sequence[MeasureResult]) -> None:
        self.draft.drop()
        self.score_stored.emit(results)
        self.accept()

    def _on_withdraw(self, because: str) -> None:
        services, replaced = self._context.services, self._subject.replaced
        job = partial(services.scores.withdraw, replaced, because)
        self._context.worker.run(job, self._on_withdrawn, self._on_refused)

    def _on_withdrawn(self, _nothing: object) -> None:
        self.draft.drop()
        self.score_withdrawn.emit(self._subject.replaced)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self.store_button.setEnabled(True)
        if isinstance(error, InputError):
            self._refuse(self._context.problems.sentence(error))
        elif isinstance(error, GoneError) and self._subject.replaced:
            self.rivals.ask(self._subject, self._on_store)
        else:
            self._context.problems.tell(error)


def _title(measure: Measure, language: str) -> str:
    name = measure.name(language)
    return name if name.startswith(measure.short) else f"{measure.short} – {name}"
