"""A small form: what the patient came for, and which side."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.patient import Episode
from clinic_app.domain.side import EpisodeSide
from clinic_ui.context import Context
from clinic_ui.pages.exercise_words import region_name
from clinic_ui.pages.tag_box import TagBox
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.fields import FormField, grow, line, paragraph
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.segments import Choice, Segments
from clinic_ui.words import Words

_WIDTH = 460


class EpisodeForm(QDialog):
    """Open it with ``open()``; it says ``episode_stored`` when the record has it."""

    episode_stored = Signal()

    def __init__(
        self, context: Context, patient_id: UUID, episode: Episode | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._patient_id, self._episode = context, patient_id, episode
        text = context.words.gettext
        self.setWindowTitle(text("New problem") if episode is None else text("Change problem"))
        self.setMinimumWidth(context.theme.px(_WIDTH))
        placeholder = text("For example: low back pain")
        self.problem = line(episode.problem if episode else "", placeholder=placeholder)
        self.region = ChoiceBox(context.actions.icons, _regions(context))
        self.region.setAccessibleName(text("Region"))
        self.region.choose(episode.region if episode else "")
        self.tags = TagBox(context)
        self.tags.show_keys(episode.precaution_tags if episode else ())
        self.goals = paragraph(episode.goals if episode else "")
        side = episode.side if episode else EpisodeSide.NONE
        self.side = Segments(text("Side"), side_choices(context.words), side)
        self._problem_row = FormField(context.theme, text("Problem"), self.problem)
        self.store_button = text_button(text("Save problem"), Kind.PRIMARY)
        self.store_button.setDefault(True)
        self.cancel_button = text_button(text("Cancel"), Kind.OUTLINE)
        self.close_button = text_button(self._closing_text(), Kind.LINK)
        self.close_button.setVisible(episode is not None)
        self._lay_out()
        self.tags.keys_changed.connect(self._on_tags_changed)
        self.store_button.clicked.connect(self._on_store)
        self.cancel_button.clicked.connect(self.reject)
        self.close_button.clicked.connect(self._on_close_or_reopen)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """As high as its tags need; overrides Qt."""
        super().showEvent(event)
        grow(self)

    def _on_tags_changed(self) -> None:
        grow(self)

    def _lay_out(self) -> None:
        theme, text = self._context.theme, self._context.words.gettext
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.windowTitle(), theme, Type.TITLE))
        column.addWidget(self._problem_row)
        column.addWidget(FormField(theme, text("Region"), self.region))
        column.addWidget(Label(text("Side"), theme, Type.SMALL_MEDIUM, Tone.TEXT_2))
        sides = QHBoxLayout()
        sides.addWidget(self.side)
        sides.addStretch(1)
        column.addLayout(sides)
        used = text("Templates for one side start with it; those for both sides give both.")
        column.addWidget(Label(used, theme, Type.CAPTION, Tone.TEXT_3, wraps=True))
        about = text(
            "Limits of the treated region; those of the whole patient stand in the patient’s details."
        )
        column.addWidget(FormField(theme, text("Precautions"), self.tags, help_text=about))
        column.addWidget(FormField(theme, text("Goals"), self.goals))
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.store_button)
        column.addSpacing(4)
        column.addLayout(foot)

    def _closing_text(self) -> str:
        text = self._context.words.gettext
        is_closed = self._episode is not None and self._episode.closed_on is not None
        return text("Open it again") if is_closed else text("Close this problem")

    def _on_store(self) -> None:
        self._store(closed=None)

    def _on_close_or_reopen(self) -> None:
        if self._episode is not None:
            self._store(closed=self._episode.closed_on is None)

    def _store(self, *, closed: bool | None) -> None:
        self._problem_row.refuse("")
        side = self.side.chosen
        assert isinstance(side, EpisodeSide)
        patients = self._context.services.patients
        typed = self.problem.text().strip()
        rest: dict[str, Any] = {
            "region": str(self.region.currentData()),
            "precaution_tags": self.tags.keys,
            "goals": self.goals.toPlainText().strip(),
        }
        if self._episode is None or not typed:
            job = partial(self._add, typed, side, rest)
        else:
            changed = replace(self._episode, problem=typed, side=side, **rest)
            if closed is not None:
                changed = replace(changed, closed_on=patients.today() if closed else None)
            job = partial(patients.save_episode, changed)
        self._context.worker.run(job, self._on_stored, self._on_refused)

    def _add(self, problem: str, side: EpisodeSide, rest: Mapping[str, Any]) -> Episode:
        patients = self._context.services.patients
        episode = patients.add_episode(self._patient_id, problem=problem, side=side)
        return patients.save_episode(replace(episode, **rest)) if any(rest.values()) else episode

    def _on_stored(self, episode: Episode) -> None:  # noqa: ARG002 - the page reads it again
        self.episode_stored.emit()
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self._problem_row.refuse(self._context.problems.sentence(error))
        grow(self)
        self.problem.setFocus()


def _regions(context: Context) -> dict[str, str]:
    """The regions that exercises and screens are for, by name; none first."""
    library, words = context.library, context.words
    found = {exercise.region for exercise in library.exercises.values()}
    found |= {region for screen in library.screens.values() for region in screen.regions}
    names = {region: region_name(region, words) for region in found}
    ordered = dict(sorted(names.items(), key=lambda each: each[1]))
    return {"": words.gettext("Not said"), **ordered}


def side_choices(words: Words) -> list[Choice]:
    """The sides a problem can have."""
    text = words.gettext
    return [
        Choice(EpisodeSide.NONE, text("No side")),
        Choice(EpisodeSide.LEFT, text("Left")),
        Choice(EpisodeSide.RIGHT, text("Right")),
        Choice(EpisodeSide.BOTH, text("Both")),
    ]
