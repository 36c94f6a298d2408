"""The form for a new patient, or for changing one. What is typed is kept as a draft within a second."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum, auto
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clinic_app.domain.errors import ConflictError, GoneError, InputError
from clinic_app.domain.namesakes import Resemblance
from clinic_app.domain.patient import Hand, Patient, Sex, check_email
from clinic_app.services.patients import PatientService
from clinic_ui.both_versions import BothVersions
from clinic_ui.context import Context
from clinic_ui.drafts import DraftKeeper
from clinic_ui.pages.namesake_question import NamesakeQuestion
from clinic_ui.pages.patient_inputs import PatientInputs, texts_of, with_texts
from clinic_ui.pages.patient_merges import PatientMerges
from clinic_ui.pages.similar_names import SimilarNames
from clinic_ui.pages.typed_date import read_date
from clinic_ui.reading import open_for_reading
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fields import grow
from clinic_ui.widgets.labels import Label, Pane, hairline
from clinic_ui.widgets.scrolled import scrolled
from clinic_ui.work import Latest

_SIZE = (960, 760)
_NARROW = 760
"""In a narrower form the limits stand below."""

_PAUSE_MS = 250
"""After so long a pause in typing, similar names are looked for."""

_AROUND = 48
"""Pixels of the screen left around the form."""


class PatientForm(QDialog):
    """Open it with ``open()``; it says ``patient_stored`` when the record has the patient."""

    patient_stored = Signal(object)

    patient_wanted = Signal(object)
    """The id (UUID) of a patient who is there already, to be opened instead."""

    merge_wanted = Signal(object, object)
    """The id (UUID) of the patient, and of the other record, or None where that is to be asked."""

    def __init__(self, context: Context, patient: Patient | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._patient = context, patient
        self._fields = PatientInputs(context)
        text = context.words.gettext
        change = text("Edit details") if context.seat.may_change else text("Details")
        self.setWindowTitle(text("New patient") if patient is None else change)
        room = self.screen().availableGeometry()
        width, height = (context.theme.px(each) for each in _SIZE)
        self.resize(min(width, room.width() - _AROUND), min(height, room.height() - _AROUND))
        self.restored = self._restored_note()
        self.both = BothVersions(context, self._fields)
        self.namesake = NamesakeQuestion(context)
        self.similar = SimilarNames(context, can_merge=patient is not None)
        self.merges = None if patient is None else PatientMerges(context, patient)
        self._latest = Latest(context.worker)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look_for_similar)
        self._is_changed = self._is_second_one = False
        self.store_button = text_button(
            text("Save patient") if patient is None else text("Save changes"), Kind.PRIMARY
        )
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        self.store_button.setDefault(True)
        self._lay_out()
        self._show_stored()
        key = f"patient:{patient.id if patient else 'new'}"
        self.draft = DraftKeeper(context.services.drafts, context.worker, key, self._kept, self)
        self.draft.find(self._on_draft_found)
        self._connect()
        self._fields.family_name.setFocus()
        if patient is not None:
            self._pause.start()
        context.seat.hold(self.store_button)
        open_for_reading(context, self, self.cancel_button)

    def reject(self) -> None:
        """Escape, or the window was closed: what was typed waits for the form to be opened; overrides Qt."""
        self.draft.flush()
        if self._is_changed:
            said = self._context.words.gettext("What you typed is kept. Open the form again to go on.")
            self._context.toasts.say(said)
        super().reject()

    def typed(self) -> Mapping[str, str]:
        """The fields as they stand."""
        return self._fields.typed()

    @property
    def inputs(self) -> PatientInputs:
        """The fields."""
        return self._fields

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(Label(self.windowTitle(), self._context.theme, Type.TITLE))
        column.addWidget(self.restored)
        column.addWidget(self.both)
        column.addWidget(self._both_columns(), 1)
        column.addWidget(self.similar)
        column.addWidget(self.namesake)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.store_button)
        column.addLayout(foot)

    def _both_columns(self) -> QScrollArea:
        """Who it is, and what limits them; a small screen scrolls."""
        theme, text = self._context.theme, self._context.words.gettext
        details = QVBoxLayout()
        details.setSpacing(12)
        details.addLayout(self._fields.column)
        if self.merges is not None:
            details.addWidget(self.merges)
        details.addStretch(1)
        limits = QVBoxLayout()
        limits.setSpacing(8)
        limits.addWidget(Label(text("Limits"), theme, Type.HEAD))
        limits.addWidget(self._fields.limits, 1)
        inside = Pane("stage")
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        is_narrow = self.width() < theme.px(_NARROW)
        row = QBoxLayout(down if is_narrow else across, inside)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(16 if is_narrow else 24)
        row.addLayout(details, 5)
        row.addWidget(hairline(vertical=not is_narrow))
        row.addLayout(limits, 4)
        return scrolled(inside)

    def _restored_note(self) -> QWidget:
        text, theme = self._context.words.gettext, self._context.theme
        note = QWidget()
        row = QHBoxLayout(note)
        row.setContentsMargins(0, 0, 0, 0)
        said = text("This is what you were typing when the form was last left.")
        row.addWidget(Label(said, theme, Type.SMALL, Tone.TEXT_2, wraps=True), 1)
        self.afresh_button = text_button(text("Start afresh"), Kind.LINK)
        row.addWidget(self.afresh_button)
        note.hide()
        return note

    def _connect(self) -> None:
        fields = self._fields
        fields.connect_changes(self.draft.note_change)
        fields.connect_changes(self._on_changed)
        fields.birth_date.editingFinished.connect(self._on_birth_date_left)
        fields.email.editingFinished.connect(self._on_email_left)
        fields.consent_on.editingFinished.connect(self._on_consent_left)
        for field in (fields.family_name, fields.given_name, fields.preferred_name, fields.birth_date):
            field.textChanged.connect(self._on_name_changed)
        self.similar.open_wanted.connect(self._on_open_similar)
        self.similar.merge_wanted.connect(self._on_merge)
        if self.merges is not None:
            self.merges.merge_wanted.connect(self._on_merge)
            self.merges.patient_wanted.connect(self._on_open_similar)
        self.store_button.clicked.connect(self._on_store)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.afresh_button.clicked.connect(self._on_afresh)
        self.namesake.open_button.clicked.connect(self._on_open_namesake)
        self.namesake.store_button.clicked.connect(self._on_store_second)

    def _show_stored(self) -> None:
        """What the record holds; nothing of a new patient, who likely speaks the window's language."""
        if self._patient is not None:
            self._fields.show(texts_of(self._patient))
        else:
            self._fields.show({"language": self._context.words.language})

    def _kept(self) -> dict[str, str]:
        """What is typed, and over which revision."""
        return self._fields.typed() | {"revision": str(self._patient.revision if self._patient else 0)}

    def _on_draft_found(self, fields: dict[str, str]) -> None:
        self._fields.show(fields)
        self.restored.show()
        if self._patient is not None and int(fields.get("revision", 0)) != self._patient.revision:
            self.both.ask({}, texts_of(self._patient))
        grow(self)

    def _on_changed(self, *_arguments: object) -> None:
        self._is_changed = True
        self._is_second_one = False
        self._fields.say_what_is_folded()
        self.namesake.hide()

    def _on_cancel(self) -> None:
        self.draft.drop()
        super().reject()

    def _on_afresh(self) -> None:
        self.draft.drop()
        self._is_changed = False
        self._show_stored()
        self._fields.refuse("", "")
        self.restored.hide()
        self._fields.family_name.setFocus()

    def _on_name_changed(self, *_text: str) -> None:
        """Whoever has a similar name is looked for once the person pauses."""
        self._pause.start()

    def _look_for_similar(self) -> None:
        typed = self._fields.typed()
        if not typed["family_name"].strip():
            self.similar.show_found(())
            return
        asked = replace(
            self._patient or Patient(id=uuid4(), record_number=0, family_name=""),
            family_name=typed["family_name"],
            given_name=typed["given_name"],
            preferred_name=typed["preferred_name"],
            birth_date=_date_or_none(typed["birth_date"]),
        )
        self._latest.run(partial(self._context.services.patients.similar, asked), self.similar.show_found)

    def _on_open_similar(self, patient_id: UUID) -> None:
        """Somebody else's record; what was typed here is kept."""
        self.reject()
        self.patient_wanted.emit(patient_id)

    def _on_merge(self, other_id: object) -> None:
        """Merge with that one, or ask with whom; changes are saved or given up first."""
        if self._patient is None:
            return
        if self._is_changed:
            said = self._context.words.gettext("Save the changes first, then merge.")
            self._context.toasts.say(said)
            return
        super().reject()
        self.merge_wanted.emit(self._patient.id, other_id)

    def _on_birth_date_left(self) -> None:
        self._note("birth_date", self._checked_birth_date)

    def _on_consent_left(self) -> None:
        self._note("consent_on", self._checked_consent)

    def _on_email_left(self) -> None:
        self._note("email", self._checked_email)

    def _note(self, name: str, check: Callable[[], object]) -> bool:
        """Say below the field what is wrong with it; True if nothing is."""
        try:
            check()
        except InputError as error:
            self._fields.note(name, self._context.words.problem(error))
            grow(self)
            return False
        self._fields.note(name, "")
        return True

    def _checked_birth_date(self) -> date | None:
        born = read_date(self._fields.birth_date.text())
        self._context.services.patients.check_birth_date(born)
        return born

    def _checked_consent(self) -> date | None:
        given = read_date(self._fields.consent_on.text())
        if given is not None and given > self._context.services.patients.today():
            raise InputError("Check the day of consent: {date} is in the future.", date=given.isoformat())
        return given

    def _checked_email(self) -> None:
        check_email(self._fields.email.text())

    def _on_store(self) -> None:
        self._fields.refuse("", "")
        checks = {
            "minutes": self._fields.limits.checked_minutes,
            "consent_on": self._checked_consent,
            "email": self._checked_email,
            "birth_date": self._checked_birth_date,
        }
        wrong = [name for name, check in checks.items() if not self._note(name, check)]
        if wrong:
            self._fields.bring(wrong[-1])
            return
        self.store_button.setEnabled(False)
        job = partial(_store, self._context.services.patients, self._read(), self._how())
        self._context.worker.run(job, self._on_stored, self._on_refused)

    def _how(self) -> "_How":
        if self._patient is not None:
            return _How.CHANGE
        return _How.ADD_SECOND if self._is_second_one else _How.ADD

    def _read(self) -> Patient:
        typed = self._fields.typed()
        base = self._patient or Patient(id=uuid4(), record_number=0, family_name="")
        return replace(
            with_texts(self._fields.limits.put_into(base), typed),
            birth_date=read_date(typed["birth_date"]),
            sex=Sex(typed["sex"]),
            language=typed["language"],
            needs_interpreter=bool(typed["needs_interpreter"]),
            dominant_hand=Hand(typed["dominant_hand"]),
            consent_on=read_date(typed["consent_on"]),
            photo_sha256=typed["photo_sha256"],
        )

    def _on_stored(self, stored: Patient | Sequence[Resemblance]) -> None:
        if not isinstance(stored, Patient):
            self.store_button.setEnabled(True)
            self.similar.hide()
            self.namesake.ask(stored[0])
            grow(self)
            return
        self.draft.drop()
        self.patient_stored.emit(stored)
        self.accept()

    def _on_open_namesake(self) -> None:
        known = self.namesake.patient
        self.draft.drop()
        self.accept()
        if known is not None:
            self.patient_wanted.emit(known.id)

    def _on_store_second(self) -> None:
        self._is_second_one = True
        self._on_store()

    def _on_refused(self, error: Exception) -> None:
        self.store_button.setEnabled(True)
        if isinstance(error, ConflictError) and self._patient is not None:
            read = partial(self._context.services.patients.get, self._patient.id)
            self._context.worker.run(read, self._on_theirs, self._on_refused)
            return
        if isinstance(error, GoneError):
            self.both.say_gone(self._store_as_new)
            grow(self)
            return
        self._fields.refuse("family_name", self._context.problems.sentence(error))
        grow(self)
        if not isinstance(error, InputError):
            self._context.problems.tell(error)

    def _store_as_new(self) -> None:
        """Erased meanwhile: what stands here becomes another patient."""
        self._patient = None
        self._on_store()

    def _on_theirs(self, theirs: Patient) -> None:
        """Somebody else was first: both versions, and the next save goes over theirs."""
        assert self._patient is not None
        self.both.ask(texts_of(self._patient), texts_of(theirs))
        self._patient = theirs
        self.draft.note_change()
        grow(self)


def _date_or_none(typed: str) -> date | None:
    """The date as far as it can be read already."""
    try:
        return read_date(typed)
    except InputError:
        return None


class _How(Enum):
    ADD = auto()
    ADD_SECOND = auto()
    """Though there is somebody of that name and birth date."""
    CHANGE = auto()


def _store(patients: PatientService, patient: Patient, how: _How) -> Patient | Sequence[Resemblance]:
    """The patient as stored; or, with nothing stored, those who may be the same person."""
    if how is _How.CHANGE:
        return patients.save(patient)
    namesakes = patients.namesakes(patient) if how is _How.ADD else ()
    return namesakes or patients.add(patient)
