"""The fields of a problem by name, and their places: what it is, what is wanted, how it began."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from clinic_app.domain.errors import InputError
from clinic_app.domain.patient import Episode
from clinic_app.domain.side import EpisodeSide
from clinic_app.services.patients import MOST_ACTIVITIES
from clinic_ui.context import Context
from clinic_ui.pages.diagnosis_inputs import DiagnosisInputs
from clinic_ui.pages.exercise_words import region_name
from clinic_ui.pages.tag_box import TagBox
from clinic_ui.pages.typed_date import read_onset
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.fields import FormField, line, paragraph
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.segments import Choice, Segments
from clinic_ui.words import Words

_MOST_VISITS: Final = 200
_LINES: Final = ("problem", "onset", "diagnosis", "diagnosis_code", "planned_visits", "referrer")
_PARAGRAPHS: Final = ("mechanism", "goals")


class EpisodeInputs:
    """The form's fields by name, and two columns of them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        text, theme = context.words.gettext, context.theme
        self.problem = line(placeholder=text("For example: low back pain"))
        self.region = ChoiceBox(context.actions.icons, _regions(context))
        self.region.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.tags = TagBox(context)
        self.goals = paragraph(context.words, height=theme.px(64))
        self.mechanism = paragraph(context.words, height=theme.px(52))
        self.side = Segments(text("Side"), side_choices(context.words), EpisodeSide.NONE)
        self.onset = line(placeholder=text("1961-03-14 or 14.3.1961"), longest=20)
        self.planned_visits = line(longest=3)
        self.referrer = line()
        self.codes = DiagnosisInputs(context)
        self.activities = [line() for _ in range(MOST_ACTIVITIES)]
        limits = text(
            "Limits of the treated region; those of the whole patient stand in the patient’s details."
        )
        self.rows = {
            "problem": FormField(theme, text("Problem"), self.problem),
            "region": FormField(theme, text("Region"), self.region),
            "onset": FormField(theme, text("Since when"), self.onset),
            "diagnosis": self.codes.diagnosis_row,
            "diagnosis_code": self.codes.code_row,
            "mechanism": FormField(theme, text("How it began"), self.mechanism),
            "goals": FormField(theme, text("Goals"), self.goals),
            "planned_visits": FormField(theme, text("Planned visits"), self.planned_visits),
            "referrer": FormField(theme, text("Referred by"), self.referrer),
            "tags": FormField(theme, text("Precautions"), self.tags, help_text=limits),
        }
        self.left, self.right = self._left(), self._right()

    def typed(self) -> dict[str, str]:
        """Every field's text, as a draft keeps it."""
        side = self.side.chosen
        assert isinstance(side, EpisodeSide)
        return {
            **{name: self._line(name).text() for name in _LINES},
            **{name: self._paragraph(name).toPlainText() for name in _PARAGRAPHS},
            "region": str(self.region.currentData()),
            "side": side.value,
            "tags": " ".join(self.tags.keys),
            "activities": "\n".join(" ".join(field.text().splitlines()) for field in self.activities),
        }

    def show(self, texts: Mapping[str, str]) -> None:
        """Fill the fields."""
        for name in _LINES:
            self._line(name).setText(texts.get(name, ""))
        for name in _PARAGRAPHS:
            self._paragraph(name).setPlainText(texts.get(name, ""))
        self.region.choose(texts.get("region", ""))
        self.side.choose(EpisodeSide(texts.get("side") or EpisodeSide.NONE.value))
        self.tags.show_keys(texts.get("tags", "").split())
        named = texts.get("activities", "").split("\n")
        for number, field in enumerate(self.activities):
            field.setText(named[number] if number < len(named) else "")

    def title(self, name: str) -> str:
        """What the field is called in the form."""
        text = self._context.words.gettext
        titles = {"side": text("Side"), "activities": text("What the patient cannot do well")}
        return titles[name] if name in titles else self.rows[name].name.text()

    def said(self, name: str, text: str) -> str:
        """A text of that field in words."""
        if name == "tags":
            return self.tags.said(text.split())
        if name == "region":
            return self.region.itemText(max(self.region.findData(text), 0))
        if name == "side":
            return next(each.text for each in side_choices(self._context.words) if each.value == text)
        return text

    def put_into(self, episode: Episode) -> Episode:
        """The episode with what was typed.

        Raises:
            InputError: onset, code or number of visits cannot be read.
        """
        typed = self.typed()
        return replace(
            episode,
            problem=typed["problem"].strip(),
            region=typed["region"],
            side=EpisodeSide(typed["side"]),
            onset=self.checked_onset(),
            mechanism=typed["mechanism"].strip(),
            diagnosis=typed["diagnosis"].strip(),
            diagnosis_code=self.codes.checked_code(),
            goals=typed["goals"].strip(),
            activities=tuple(each.strip() for each in typed["activities"].split("\n") if each.strip()),
            planned_visits=self.checked_visits(),
            referrer=typed["referrer"].strip(),
            precaution_tags=self.tags.keys,
        )

    def checked_onset(self) -> date | None:
        """The day it began, as far as it is known (InputError for no day, or one to come)."""
        onset = read_onset(self.onset.text())
        self._context.services.patients.check_onset(onset)
        return onset

    def checked_visits(self) -> int | None:
        """How many visits are planned; None where nothing is typed.

        Raises:
            InputError: it is no number of visits.
        """
        typed = self.planned_visits.text().strip()
        if not typed:
            return None
        if not typed.isdecimal() or not 1 <= int(typed) <= _MOST_VISITS:
            raise InputError("Type visits from 1 to {most}, or leave it out.", most=_MOST_VISITS)
        return int(typed)

    def connect_changes(self, slot: Callable[..., None]) -> None:
        """Call ``slot`` at every change a person makes."""
        for name in _LINES:
            self._line(name).textEdited.connect(slot)
        for field in self.activities:
            field.textEdited.connect(slot)
        for name in _PARAGRAPHS:
            self._paragraph(name).textChanged.connect(slot)
        self.region.activated.connect(slot)
        self.side.choice_changed.connect(slot)
        self.tags.keys_changed.connect(slot)
        self.codes.offer_taken.connect(slot)

    def _line(self, name: str) -> QLineEdit:
        field = self.rows[name].field
        assert isinstance(field, QLineEdit)
        return field

    def _paragraph(self, name: str) -> QPlainTextEdit:
        field = self.rows[name].field
        assert isinstance(field, QPlainTextEdit)
        return field

    def _left(self) -> QVBoxLayout:
        """What it is."""
        theme, text = self._context.theme, self._context.words.gettext
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self.rows["problem"])
        column.addLayout(_beside(self.rows["region"], self.rows["onset"]))
        side = QVBoxLayout()
        side.setSpacing(4)
        side.addWidget(Label(text("Side"), theme, Type.SMALL_MEDIUM, Tone.TEXT_2))
        sides = QHBoxLayout()
        sides.addWidget(self.side)
        sides.addStretch(1)
        side.addLayout(sides)
        used = text("Templates for one side start with it; those for both sides give both.")
        side.addWidget(Label(used, theme, Type.CAPTION, Tone.TEXT_3, wraps=True))
        column.addLayout(side)
        column.addWidget(self.codes)
        column.addWidget(self.rows["mechanism"])
        column.addStretch(1)
        return column

    def _right(self) -> QVBoxLayout:
        """What is wanted, and what to mind."""
        theme, text = self._context.theme, self._context.words.gettext
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self.rows["goals"])
        named = QVBoxLayout()
        named.setSpacing(4)
        title = text("What the patient cannot do well")
        named.addWidget(Label(title, theme, Type.SMALL_MEDIUM, Tone.TEXT_2))
        for number, field in enumerate(self.activities, start=1):
            field.setAccessibleName(text("Activity {number}").format(number=number))
            field.setPlaceholderText(str(number))
            named.addWidget(field)
        about = text("Three to five activities in the patient’s words; the PSFS asks how well each goes.")
        named.addWidget(Label(about, theme, Type.CAPTION, Tone.TEXT_3, wraps=True))
        column.addLayout(named)
        column.addLayout(_beside(self.rows["planned_visits"], self.rows["referrer"]))
        column.addWidget(self.rows["tags"])
        column.addStretch(1)
        return column


def episode_texts(episode: Episode) -> dict[str, str]:
    """What the fields hold for an episode."""
    return {
        "problem": episode.problem,
        "region": episode.region,
        "side": episode.side.value,
        "onset": episode.onset.isoformat() if episode.onset else "",
        "mechanism": episode.mechanism,
        "diagnosis": episode.diagnosis,
        "diagnosis_code": episode.diagnosis_code,
        "goals": episode.goals,
        "activities": "\n".join(episode.activities),
        "planned_visits": str(episode.planned_visits or ""),
        "referrer": episode.referrer,
        "tags": " ".join(episode.precaution_tags),
    }


def _beside(*widgets: QWidget) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    for at, widget in enumerate(widgets):
        grid.addWidget(widget, 0, at)
        grid.setColumnStretch(at, 1)
    return grid


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
