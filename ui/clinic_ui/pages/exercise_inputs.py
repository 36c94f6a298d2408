"""The fields of the exercise form by name, and their places, in sections."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from clinic_app.domain.dosage import LIMITS, DosageKind
from clinic_app.domain.exercise import ExerciseKind, Position
from clinic_app.domain.facets import Facet, values_of
from clinic_app.domain.own_library import OWN_PREFIX
from clinic_app.domain.words import mark
from clinic_ui.builder.dose_numbers import is_time, number_text
from clinic_ui.context import Context
from clinic_ui.pages.exercise_texts import DOSE_NUMBERS, SCHEDULE_NUMBERS
from clinic_ui.pages.exercise_words import kind_name, position_name, region_name
from clinic_ui.pages.facet_words import value_name
from clinic_ui.pages.languages import language_names
from clinic_ui.pages.patient_text_form import PatientTextForm
from clinic_ui.pages.photo_box import ExercisePhotoBox
from clinic_ui.pages.tag_box import TagBox
from clinic_ui.theme import Type
from clinic_ui.widgets.chip_box import ChipBox
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.fields import FormField, line
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.growing_text import GrowingText
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.number_field import NumberField
from clinic_ui.widgets.time_field import TimeField

_DOSES: Final = {
    DosageKind.HOLD: mark("Hold still"),
    DosageKind.REPETITIONS: mark("Repetitions"),
    DosageKind.CONTRACT_RELAX: mark("Contract and relax"),
    DosageKind.MINUTES: mark("Minutes"),
    DosageKind.BREATHS: mark("Breaths"),
}
_NUMBERS: Final = {
    "sets": mark("Sets"),
    "reps": mark("Repetitions"),
    "hold_s": mark("Hold (s)"),
    "rest_s": mark("Rest (s)"),
    "rest_between_sets_s": mark("Rest (s)"),
    "push_s": mark("Push (s)"),
    "duration_s": mark("Time"),
    "breaths": mark("Breaths"),
    "times_per_day": mark("Times a day"),
    "days_per_week": mark("Days a week"),
    "pain_limit": mark("Pain limit"),
}


class ExerciseInputs:
    """What a therapist says of an exercise, by the names of ``exercise_texts``."""

    def __init__(self, context: Context, slug: str) -> None:
        self._context = context
        self._rows: dict[str, FormField] = {}
        self._numbers: dict[str, NumberField] = {}
        self._choices: dict[str, ChoiceBox] = {}
        self._keys: dict[str, ChipBox] = {}
        self.patient = PatientTextForm(context)
        self.photo = ExercisePhotoBox(context)
        self._is_own = slug.startswith(OWN_PREFIX) or not slug
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        for part in (
            *self._what_it_is(),
            *self._what_it_is_for(),
            *self._dose(),
            *self._patients_text(),
            *self._picture(),
        ):
            column.addWidget(part)
        column.addStretch(1)
        self._choices["dose_kind"].currentIndexChanged.connect(self._show_numbers)
        self._show_numbers()

    def typed(self) -> dict[str, str]:
        """Every field's text."""
        texts = {name: str(choice.currentData()) for name, choice in self._choices.items()}
        for name, row in self._rows.items():
            if isinstance(row.field, QLineEdit) and not isinstance(row.field, NumberField):
                texts[name] = row.field.text()
            elif isinstance(row.field, GrowingText):
                texts[name] = row.field.toPlainText()
        texts |= {name: str(number.value) for name, number in self._numbers.items()}
        texts |= {name: " ".join(box.keys) for name, box in self._keys.items()}
        return texts | self.patient.typed() | {"photo": self.photo.text}

    def show(self, texts: Mapping[str, str]) -> None:
        """Fill the fields."""
        for name, choice in self._choices.items():
            choice.choose(texts.get(name, ""))
        for name, box in self._keys.items():
            box.show_keys(texts.get(name, "").split())
        for name, row in self._rows.items():
            if isinstance(row.field, QLineEdit) and not isinstance(row.field, NumberField):
                row.field.setText(texts.get(name, ""))
                row.field.setCursorPosition(0)  # the beginning of a long text is in sight
            elif isinstance(row.field, GrowingText):
                row.field.show_text(texts.get(name, ""))
        for name, number in self._numbers.items():
            found = texts.get(name, "")
            if found.isdecimal():
                number.show_value(int(found))
        self.patient.show_texts(texts)
        self.photo.show_text(texts.get("photo", ""))
        self._show_numbers()

    def title(self, name: str) -> str:
        """What a field is called in the form."""
        if name == "photo":
            return self._context.words.gettext("Photo")
        language = name.partition(".")[0]
        if name not in self.patient.rows:
            return self._rows[name].name.text()
        return f"{self.patient.rows[name].name.text()} ({language_names((language,))[language]})"

    def said(self, name: str, text: str) -> str:
        """A text of that field in words."""
        if name == "photo":
            return self._context.words.gettext("A photo") if text else ""
        if name in self._keys:
            return self._keys[name].said(text.split())
        if name in self._choices:
            box = self._choices[name]
            return box.itemText(max(box.findData(text), 0))
        return text

    def refuse(self, faults: Mapping[str, str]) -> None:
        """Say what is wrong, field by field; nothing where ``faults`` is empty."""
        for name, row in {**self._rows, **self.patient.rows}.items():
            row.refuse(faults.get(name, ""))

    def focus(self, name: str) -> None:
        """Give the keyboard to a field, and bring it into sight."""
        self.patient.bring(name)
        rows = {**self._rows, **self.patient.rows}
        if name in rows:
            rows[name].field.setFocus()

    def field(self, name: str) -> QWidget:
        """The field of that name."""
        return {**self._rows, **self.patient.rows}[name].field

    def connect_changes(self, slot: Callable[..., None]) -> None:
        """Call ``slot`` at every change a person makes."""
        for row in (*self._rows.values(), *self.patient.rows.values()):
            typed_into = row.field
            if isinstance(typed_into, NumberField):
                typed_into.value_changed.connect(slot)
            elif isinstance(typed_into, QLineEdit):
                typed_into.textEdited.connect(slot)
            elif isinstance(typed_into, GrowingText):
                typed_into.text_edited.connect(slot)
            elif isinstance(typed_into, QPlainTextEdit):
                typed_into.textChanged.connect(slot)
            elif isinstance(typed_into, ChoiceBox):
                typed_into.activated.connect(slot)
            elif isinstance(typed_into, ChipBox):
                typed_into.keys_changed.connect(slot)
        self.photo.photo_changed.connect(slot)

    def _what_it_is(self) -> Sequence[QWidget]:
        text, words = self._context.words.gettext, self._context.words
        shipped = self._context.services.in_use.shipped.exercises.values()
        regions = dict.fromkeys(each.region for each in shipped)
        self._line("name_en", text("Name, English"))
        self._line("name_es", text("Name, Spanish"))
        self._choice("kind", text("Kind"), {each.value: kind_name(each, words) for each in ExerciseKind})
        self._choice("region", text("Region"), {each: region_name(each, words) for each in regions})
        positions = {each.value: position_name(each, words) for each in Position}
        self._choice("position", text("Position"), positions)
        sides = {"one": text("One side at a time"), "both": text("Both sides together")}
        self._choice("sides", text("Sides"), sides)
        comma = text("Several: put commas between them.")
        self._line("target_muscles", text("Muscles it is for"), help_text=comma)
        self._line("synergists", text("Muscles that help"))
        self._line("equipment", text("Equipment"), help_text=comma)
        self._paragraph("precaution", text("Precaution"), longest=2000)
        self._paragraph("aliases_en", text("Also called, English"), longest=300)
        self._paragraph("aliases_es", text("Also called, Spanish"), longest=300)
        return [self._heading(text("The exercise")), self._grid(self._rows.values(), 2)]

    def _what_it_is_for(self) -> Sequence[QWidget]:
        """What search, suggestions and checks file it under."""
        text, library = self._context.words.gettext, self._context.library
        known = {facet: self._known(facet) for facet in (Facet.CONDITION, Facet.GOAL, Facet.JOINT)}
        self._several("conditions", text("For problems"), text("Add a problem …"), known[Facet.CONDITION])
        self._several("goals", text("Goals"), text("Add a goal …"), known[Facet.GOAL])
        self._several("joints", text("Joints"), text("Add a joint …"), known[Facet.JOINT])
        self._keys["precaution_tags"] = tags = TagBox(self._context)
        self._rows["precaution_tags"] = FormField(self._context.theme, text("Not for patients with"), tags)
        levels = [str(level) for level in range(1, 6)]
        named = {level: value_name(Facet.DIFFICULTY, level, library, self._context.words) for level in levels}
        self._choice("difficulty", text("Difficulty"), named)
        names = ("conditions", "precaution_tags", "goals", "joints", "difficulty")
        return [self._heading(text("What it is for")), self._grid([self._rows[name] for name in names], 2)]

    def _known(self, facet: Facet) -> dict[str, str]:
        """Every value that an exercise of the library has, by name."""
        library, words = self._context.library, self._context.words
        values = {value for each in library.exercises.values() for value in values_of(facet, each)}
        named = {value: value_name(facet, value, library, words) for value in values}
        return dict(sorted(named.items(), key=lambda item: item[1].casefold()))

    def _several(self, name: str, title: str, prompt: str, named: Mapping[str, str]) -> None:
        take_out = self._context.words.gettext("Take out: {name}")
        self._keys[name] = box = ChipBox(self._context.actions.icons, prompt, named, take_out=take_out)
        self._rows[name] = FormField(self._context.theme, title, box)

    def _dose(self) -> Sequence[QWidget]:
        text = self._context.words.gettext
        kinds = {kind.value: text(name) for kind, name in _DOSES.items()}
        self._choice("dose_kind", text("Counted as"), kinds)
        names = dict.fromkeys(name for each in DOSE_NUMBERS.values() for name in each)
        for name in (*names, *SCHEDULE_NUMBERS):
            limits = LIMITS[name]
            title = text(_NUMBERS[name])
            number = self._number(name, title)
            said, words = text("{field}: {least} to {most}"), self._context.words
            least, most = (number_text(name, each, words) for each in limits)
            number.setToolTip(said.format(field=title, least=least, most=most))
            self._numbers[name] = number
            self._rows[name] = FormField(self._context.theme, title, number)
        line_of_numbers = QWidget()
        flow = FlowLayout(12)
        line_of_numbers.setLayout(flow)
        for name in ("dose_kind", *names, *SCHEDULE_NUMBERS):
            flow.addWidget(self._rows[name])
        return [self._heading(text("Usual dose")), line_of_numbers]

    def _patients_text(self) -> Sequence[QWidget]:
        return [self._heading(self._context.words.gettext("What the patient reads")), self.patient]

    def _picture(self) -> Sequence[QWidget]:
        text, words = self._context.words.gettext, self._context.words
        shipped = self._context.services.in_use.shipped.exercises
        by_name = sorted(shipped.values(), key=lambda each: each.name(words.language).casefold())
        named = {each.slug: each.name(words.language) for each in by_name}
        none = text("No figure") if self._is_own else text("Its own figure")
        own = {
            each.slug: each.name(words.language)
            for each in self._context.library.exercises.values()
            if each.is_own
        }
        self._choice("figure_slug", text("Figure"), {"": none} | named)
        self._choice("easier_slug", text("Easier exercise"), {"": text("None")} | own | named)
        self._choice("harder_slug", text("Harder exercise"), {"": text("None")} | own | named)
        self._line("photo_alternative", text("What the photo shows, in words"), longest=300)
        rows = [self._rows[name] for name in ("figure_slug", "easier_slug", "harder_slug")]
        pictures = [self._heading(text("Picture")), self.photo, self._rows["photo_alternative"]]
        return [*pictures, self._grid(rows, 3)]

    def _line(self, name: str, title: str, *, help_text: str = "", longest: int = 300) -> None:
        field = line(longest=longest)
        self._rows[name] = FormField(self._context.theme, title, field, help_text=help_text)

    def _paragraph(self, name: str, title: str, *, longest: int) -> None:
        """A field that shows all of a long text."""
        field = GrowingText(title, self._context.theme, longest=longest)
        field.setPlaceholderText("")
        field.setUndoRedoEnabled(True)  # the form has no history of its own
        self._rows[name] = FormField(self._context.theme, title, field)

    def _choice(self, name: str, title: str, names: Mapping[str, str]) -> None:
        self._choices[name] = box = ChoiceBox(self._context.actions.icons, names)
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(6)
        self._rows[name] = FormField(self._context.theme, title, box)

    def _number(self, name: str, title: str) -> NumberField:
        limits, theme = LIMITS[name], self._context.theme
        if is_time(name):
            return TimeField(title, max(limits.least, 1), *limits, theme, writes_unit=True)
        return NumberField(title, max(limits.least, 1), *limits, theme)

    def _heading(self, title: str) -> Label:
        return Label(title, self._context.theme, Type.BODY_STRONG)

    def _grid(self, rows: Iterable[QWidget], columns: int) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for number, row in enumerate(rows):
            grid.addWidget(row, number // columns, number % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        return inside

    def _show_numbers(self, *_index: object) -> None:
        """The numbers that this kind of dose has."""
        kind = DosageKind(str(self._choices["dose_kind"].currentData()))
        for name in dict.fromkeys(each for names in DOSE_NUMBERS.values() for each in names):
            self._rows[name].setVisible(name in DOSE_NUMBERS[kind])
