"""The form for what the patient came for. What is typed is kept as a draft within a second."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clinic_app.domain.errors import ConflictError, GoneError, InputError
from clinic_app.domain.patient import Episode
from clinic_ui.both_versions import BothVersions
from clinic_ui.context import Context
from clinic_ui.drafts import DraftKeeper
from clinic_ui.pages.discharge_form import DischargeForm
from clinic_ui.pages.episode_inputs import EpisodeInputs, episode_texts
from clinic_ui.reading import open_for_reading
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fields import grow
from clinic_ui.widgets.labels import Label, Pane, hairline
from clinic_ui.widgets.scrolled import scrolled

_SIZE: Final = (860, 700)
_NARROW: Final = 680
_AROUND: Final = 48


class EpisodeForm(QDialog):
    """Open it with ``open()``; it says ``episode_stored`` when the record has it."""

    episode_stored = Signal()
    discharged = Signal(object)
    """The Episode that was closed, after it was stored."""

    def __init__(
        self,
        context: Context,
        patient_id: UUID,
        episode: Episode | None,
        parent: QWidget | None = None,
        *,
        referrer: str = "",
    ) -> None:
        """``referrer`` sent the patient: who sends with a new problem, unless another is typed."""
        super().__init__(parent)
        self._context, self._patient_id, self._episode = context, patient_id, episode
        text = context.words.gettext
        change = text("Change problem") if context.seat.may_change else text("Problem")
        self.setWindowTitle(text("New problem") if episode is None else change)
        room = self.screen().availableGeometry()
        width, height = (context.theme.px(each) for each in _SIZE)
        self.resize(min(width, room.width() - _AROUND), min(height, room.height() - _AROUND))
        self.inputs = EpisodeInputs(context)
        self.problem, self.region, self.side = self.inputs.problem, self.inputs.region, self.inputs.side
        self.tags, self.goals = self.inputs.tags, self.inputs.goals
        self.both = BothVersions(context, self.inputs)
        said = text("This is what you were typing when the form was last left.")
        self.restored = Label(said, context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.restored.hide()
        self.store_button = text_button(text("Save problem"), Kind.PRIMARY)
        self.store_button.setDefault(True)
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        self.close_button = text_button(self._closing_text(), Kind.LINK)
        self.close_button.setVisible(episode is not None)
        self.discharge: DischargeForm | None = None
        self._is_changed = False
        self._lay_out()
        if episode is not None:
            self.inputs.show(episode_texts(episode))
        else:
            self.inputs.referrer.setText(referrer)
        key = f"episode:{episode.id}" if episode is not None else f"episode:new:{patient_id}"
        self.draft = DraftKeeper(context.services.drafts, context.worker, key, self._kept, self)
        self.draft.find(self._on_draft_found)
        self.inputs.connect_changes(self._on_changed)
        self.inputs.onset.editingFinished.connect(self._on_onset_left)
        self.inputs.planned_visits.editingFinished.connect(self._on_visits_left)
        self.inputs.codes.code.editingFinished.connect(self._on_code_left)
        self.store_button.clicked.connect(self._on_store)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.close_button.clicked.connect(self._on_close_or_reopen)
        self.problem.setFocus()
        context.seat.hold(self.store_button, self.close_button)
        open_for_reading(context, self, self.cancel_button)

    def reject(self) -> None:
        """Escape, or the window was closed: what was typed waits for the form to be opened; overrides Qt."""
        self.draft.flush()
        if self._is_changed:
            said = self._context.words.gettext("What you typed is kept. Open the form again to go on.")
            self._context.toasts.say(said)
        super().reject()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addWidget(Label(self.windowTitle(), self._context.theme, Type.TITLE))
        column.addWidget(self.restored)
        column.addWidget(self.both)
        column.addWidget(self._both_columns(), 1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.store_button)
        column.addLayout(foot)

    def _both_columns(self) -> QScrollArea:
        """What it is, and what is wanted; a small screen scrolls."""
        inside = Pane("stage")
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        is_narrow = self.width() < self._context.theme.px(_NARROW)
        row = QBoxLayout(down if is_narrow else across, inside)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(16 if is_narrow else 24)
        row.addLayout(self.inputs.left, 1)
        row.addWidget(hairline(vertical=not is_narrow))
        row.addLayout(self.inputs.right, 1)
        return scrolled(inside)

    def _closing_text(self) -> str:
        text = self._context.words.gettext
        is_closed = self._episode is not None and self._episode.closed_on is not None
        return text("Open it again") if is_closed else text("Discharge …")

    def _kept(self) -> dict[str, str]:
        """What is typed, and over which revision."""
        return self.inputs.typed() | {"revision": str(self._episode.revision if self._episode else 0)}

    def _on_draft_found(self, texts: Mapping[str, str]) -> None:
        self.inputs.show(texts)
        self._is_changed = True
        self.restored.show()
        if self._episode is not None and int(texts.get("revision", 0)) != self._episode.revision:
            self.both.ask({}, episode_texts(self._episode))
        grow(self)

    def _on_changed(self, *_arguments: object) -> None:
        self._is_changed = True
        self.draft.note_change()

    def _on_cancel(self) -> None:
        self.draft.drop()
        super().reject()

    def _on_onset_left(self) -> None:
        """A month is shown as the day it is taken for."""
        if self._note("onset", self.inputs.checked_onset) and (day := self.inputs.checked_onset()):
            self.inputs.onset.setText(day.isoformat())

    def _on_visits_left(self) -> None:
        self._note("planned_visits", self.inputs.checked_visits)

    def _on_code_left(self) -> None:
        self._note("diagnosis_code", self.inputs.codes.checked_code)

    def _note(self, name: str, check: Callable[[], object]) -> bool:
        """Say below the field what is wrong with it; True if nothing is."""
        try:
            check()
        except InputError as error:
            self.inputs.rows[name].refuse(self._context.words.problem(error))
            return False
        self.inputs.rows[name].refuse("")
        return True

    def _read(self) -> Episode | None:
        """The episode as typed; None where something cannot be: the field says what."""
        checks = {
            "planned_visits": self.inputs.checked_visits,
            "diagnosis_code": self.inputs.codes.checked_code,
            "onset": self.inputs.checked_onset,
        }
        wrong = [name for name, check in checks.items() if not self._note(name, check)]
        if wrong:
            self.inputs.rows[wrong[-1]].field.setFocus()
            return None
        patients = self._context.services.patients
        return self.inputs.put_into(self._episode or patients.blank_episode(self._patient_id))

    def _on_store(self) -> None:
        self.inputs.rows["problem"].refuse("")
        episode = self._read()
        if episode is not None:
            patients = self._context.services.patients
            store = patients.open_episode if self._episode is None else patients.save_episode
            self._context.worker.run(partial(store, episode), self._on_stored, self._on_refused)

    def _on_close_or_reopen(self) -> None:
        """What is typed is stored with it."""
        episode = self._read() if self._episode is not None else None
        if episode is None:
            return
        if episode.closed_on is not None:
            reopen = partial(self._context.services.patients.reopen, episode)
            self._context.worker.run(reopen, self._on_stored, self._on_refused)
            return
        self.discharge = DischargeForm(self._context, episode, self, is_typed=True)
        self.discharge.refused.connect(self._on_refused)
        self.discharge.discharged.connect(self._on_stored)
        self.discharge.discharged.connect(self.discharged)
        self.discharge.finished.connect(self.discharge.deleteLater)
        self.discharge.open()

    def _on_stored(self, episode: Episode) -> None:  # noqa: ARG002 - the page reads it again
        self.draft.drop()
        self._is_changed = False
        self.episode_stored.emit()
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, ConflictError) and self._episode is not None:
            find = partial(self._context.services.patients.episode, self._episode.id)
            self._context.worker.run(find, self._on_theirs, self._on_refused)
            return
        if isinstance(error, GoneError):
            self.both.say_gone()
            grow(self)
            return
        self.inputs.rows["problem"].refuse(self._context.problems.sentence(error))
        grow(self)
        self.problem.setFocus()

    def _on_theirs(self, theirs: Episode) -> None:
        """Somebody else was first: both versions, and the next save goes over theirs."""
        assert self._episode is not None
        self.both.ask(episode_texts(self._episode), episode_texts(theirs))
        self._episode = theirs
        self.draft.note_change()
        grow(self)
