"""What a patient reads of an exercise, in English and Spanish, with the reading grade while it is typed."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from clinic_app.domain.reading_grade import HIGHEST_GRADE, reading_grade
from clinic_ui.context import Context
from clinic_ui.pages.exercise_texts import LANGUAGES
from clinic_ui.pages.languages import language_names
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.fields import FormField, line, paragraph
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.segments import Choice, Segments

_STEPS_HEIGHT: Final = 128
_TEXT_HEIGHT: Final = 52
_GRADED: Final = ("steps", "felt_where", "common_mistake", "easier")


class PatientTextForm(QWidget):
    """One form a language; its fields are called ``en.name``, ``en.steps`` and so on."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.rows: dict[str, FormField] = {}
        names = language_names(LANGUAGES)
        first = context.words.language if context.words.language in LANGUAGES else LANGUAGES[0]
        choices = [Choice(language, names[language]) for language in LANGUAGES]
        self.languages = Segments(context.words.gettext("Language of the text"), choices, first)
        self.grade = Label("", context.theme, Type.SMALL, Tone.TEXT_2)
        self._stack = QStackedWidget()
        for language in LANGUAGES:
            self._stack.addWidget(self._form(language))
        top = QHBoxLayout()
        top.addWidget(self.languages)
        top.addStretch(1)
        top.addWidget(self.grade)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self._stack)
        self.languages.choice_changed.connect(self._on_language)
        self._on_language(first)

    @property
    def language(self) -> str:
        """The language in sight."""
        return str(self.languages.chosen)

    def typed(self) -> dict[str, str]:
        """Every field's text."""
        return {name: _text_of(row.field) for name, row in self.rows.items()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Fill the fields."""
        for name, row in self.rows.items():
            found = texts.get(name, "")
            if isinstance(row.field, QPlainTextEdit):
                row.field.setPlainText(found)
            elif isinstance(row.field, QLineEdit):
                row.field.setText(found)
        self._say_grade()

    def bring(self, name: str) -> None:
        """Show the language a field belongs to."""
        language = name.partition(".")[0]
        if name in self.rows and language != self.language:
            self.languages.choose(language)
            self._on_language(language)

    def _form(self, language: str) -> QWidget:
        text, px = self._context.words.gettext, self._context.theme.px
        steps_help = text("One step a line, the starting position first. **Words** between stars print bold.")
        fields: dict[str, tuple[str, QWidget, str]] = {
            "name": (text("Name on the sheet"), line(longest=300), ""),
            "steps": (text("Steps"), paragraph(self._context.words, height=px(_STEPS_HEIGHT)), steps_help),
            "felt_where": (
                text("Where it is felt"),
                paragraph(self._context.words, height=px(_TEXT_HEIGHT)),
                "",
            ),
            "common_mistake": (
                text("Common mistake"),
                paragraph(self._context.words, height=px(_TEXT_HEIGHT)),
                "",
            ),
            "easier": (
                text("If it is too hard"),
                paragraph(self._context.words, height=px(_TEXT_HEIGHT)),
                "",
            ),
            "start_caption": (text("Below the first picture"), line(longest=300), ""),
            "end_caption": (text("Below the last picture"), line(longest=300), ""),
        }
        form = QWidget()
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        for number, (part, (title, field, help_text)) in enumerate(fields.items()):
            row = FormField(self._context.theme, title, field, help_text=help_text)
            self.rows[f"{language}.{part}"] = row
            if isinstance(field, QPlainTextEdit):
                field.textChanged.connect(self._say_grade)
            is_caption = part.endswith("caption")
            grid.addWidget(row, min(number, 5), number - 5 if is_caption else 0, 1, 1 if is_caption else 2)
        return form

    def _on_language(self, language: object) -> None:
        self._stack.setCurrentIndex(LANGUAGES.index(str(language)))
        self._say_grade()

    def _say_grade(self) -> None:
        text, language = self._context.words.gettext, self.language
        if f"{language}.easier" not in self.rows:
            return
        read = "\n".join(_text_of(self.rows[f"{language}.{part}"].field) for part in _GRADED)
        grade = reading_grade(read, language)
        if grade is None:
            self.grade.setText("")
            return
        is_easy = grade <= HIGHEST_GRADE
        easy, hard = text("Reading grade {grade}: easy to read"), text("Reading grade {grade}: aim for 6")
        said = easy if is_easy else hard
        self.grade.setText(said.format(grade=max(0, round(grade))))
        self.grade.set_tone(Tone.OK if is_easy else Tone.WARN)


def _text_of(field: QWidget) -> str:
    return field.toPlainText() if isinstance(field, QPlainTextEdit) else str(field.property("text"))
