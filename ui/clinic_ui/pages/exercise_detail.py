"""One exercise of the library: its pictures, its dose, what the patient reads."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clinic_app.domain.dose_words import dose_cells, dose_sentence
from clinic_app.domain.errors import KnownError
from clinic_app.domain.exercise import Exercise, PatientWording, ReviewStatus
from clinic_app.domain.side import Side
from clinic_ui.context import Context
from clinic_ui.pages.exercise_stars import toggle_favourite
from clinic_ui.pages.exercise_words import kind_name, place_words, region_name
from clinic_ui.pages.own_bar import OwnBar
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, icon_button, text_button
from clinic_ui.widgets.figure_view import FigureView
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label, Pane, hairline
from clinic_ui.widgets.segments import Choice, Segments

_FIGURE_HEIGHT = 260


class ExerciseDetail(QScrollArea):
    """Shows one exercise; the side mirrors its pictures, easier and harder lead to its neighbours."""

    exercise_wanted = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._side: object = Side.RIGHT
        self.exercise: Exercise | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(context.words.gettext("Exercise"))
        context.shelf.changed.connect(self._show_star)

    def show_exercise(self, exercise: Exercise) -> None:
        """Show another exercise."""
        self.exercise = exercise
        inside = Pane("pane")
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 20, 20, 24)
        column.setSpacing(12)
        for part in self._parts(exercise):
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch(1)
        self.setWidget(inside)

    def _parts(self, exercise: Exercise) -> list[QWidget | QHBoxLayout | QGridLayout]:
        theme, words = self._context.theme, self._context.words
        wording = exercise.wording_in(words.language)
        facts = [region_name(exercise.region, words), kind_name(exercise.kind, words)]
        facts.append(place_words(exercise, words))
        line = "  ·  ".join(facts)
        dose = dose_cells(exercise.dosage, exercise.schedule, exercise.default_side, exercise.region, words)
        return [
            self._title(exercise),
            Label(line, theme, Type.SMALL, Tone.TEXT_2, wraps=True),
            self._pictures(exercise, wording),
            Label(dose_sentence(dose, words), theme, Type.BODY_STRONG, wraps=True),
            hairline(),
            self._steps(wording),
            self._advice(exercise, wording),
            hairline(),
            self._neighbours(exercise),
            self._review(exercise),
            OwnBar(self._context, exercise),
        ]

    def _title(self, exercise: Exercise) -> QHBoxLayout:
        """The name, and the star."""
        row = QHBoxLayout()
        name = Label(exercise.name(self._context.words.language), self._context.theme, Type.TITLE, wraps=True)
        row.addWidget(name, 1)
        self.star = icon_button(self._context.actions.icons, "star", self._context.words.gettext("Favourite"))
        self.star.setCheckable(True)
        self.star.clicked.connect(self._on_star)
        self._context.seat.hold(self.star)
        row.addWidget(self.star, 0, Qt.AlignmentFlag.AlignTop)
        self._show_star()
        return row

    def _show_star(self) -> None:
        if self.exercise is not None:
            is_on = self._context.shelf.is_favourite(self.exercise.slug)
            icon, tone = ("star_full", Tone.ACCENT) if is_on else ("star", Tone.TEXT_2)
            self.star.setIcon(self._context.actions.icons.icon(icon, tone))
            self.star.setChecked(is_on)
            text = self._context.words.gettext
            self.star.setToolTip(
                text("No longer a favourite (F)") if is_on else text("Add to favourites (F)")
            )

    def _on_star(self) -> None:
        if self.exercise is not None:
            toggle_favourite(self._context, self.exercise.slug)

    def _pictures(self, exercise: Exercise, wording: PatientWording) -> QWidget:
        theme, text = self._context.theme, self._context.words.gettext
        tile = Pane("card")
        column = QVBoxLayout(tile)
        column.setContentsMargins(12, 12, 12, 12)
        row = QHBoxLayout()
        captions = {
            "start": wording.start_caption or text("Start"),
            "end": wording.end_caption or text("Stretch"),
        }
        for frame in self._frames(exercise):
            view = FigureView(self._context.thumbnails, theme, highest=_FIGURE_HEIGHT)
            name = f"{wording.name}: {captions[frame]}"
            view.show_figure(exercise.slug, name=name, frame=frame, mirror=self._side is Side.LEFT)
            part = QVBoxLayout()
            part.addWidget(view, 1)
            caption = Label(captions[frame], theme, Type.SMALL, Tone.TEXT_2, wraps=True)
            caption.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            part.addWidget(caption)
            row.addLayout(part, 1)
        column.addLayout(row, 1)
        if exercise.unilateral and exercise.photo is None:
            column.addWidget(self._side_choice(), 0, Qt.AlignmentFlag.AlignHCenter)
        return tile

    def _frames(self, exercise: Exercise) -> list[str]:
        try:
            frames = self._context.pictures.frames(exercise.slug)
        except KnownError:
            return []
        return [frame for frame in ("start", "end") if frame in frames]

    def _side_choice(self) -> Segments:
        text = self._context.words.gettext
        choices = [Choice(Side.LEFT, text("L"), text("Left")), Choice(Side.RIGHT, text("R"), text("Right"))]
        segments = Segments(text("Side shown"), choices, self._side)
        segments.choice_changed.connect(self._on_side_chosen)
        return segments

    def _steps(self, wording: PatientWording) -> QGridLayout:
        theme = self._context.theme
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for number, step in enumerate(wording.steps):
            count = Label(str(number + 1), theme, Type.BODY_STRONG, Tone.TEXT_3)
            grid.addWidget(count, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(plain(step), theme, Type.BODY, wraps=True), number, 1)
        return grid

    def _advice(self, exercise: Exercise, wording: PatientWording) -> QGridLayout:
        theme, text = self._context.theme, self._context.words.gettext
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        facts = (
            (text("Felt"), wording.felt_where),
            (text("Mistake"), wording.common_mistake),
            (text("Too hard?"), wording.easier),
            (text("Care"), exercise.precaution),
        )
        for number, (name, said) in enumerate((name, said) for name, said in facts if said):
            head = Label(name, theme, Type.SMALL_MEDIUM, Tone.TEXT_2)
            grid.addWidget(head, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Label(plain(said), theme, Type.SMALL, wraps=True), number, 1)
            if said is exercise.precaution and self._context.words.language != "en":
                grid.addWidget(self._english_mark(), number, 2, Qt.AlignmentFlag.AlignTop)
        return grid

    def _english_mark(self) -> Label:
        """Therapists' precautions are written in English only, and say so."""
        mark = Label("EN", self._context.theme, Type.CAPTION_MEDIUM, Tone.TEXT_3)
        said = self._context.words.gettext("This text is in English.")
        mark.setToolTip(said)
        mark.setAccessibleName(said)
        return mark

    def _neighbours(self, exercise: Exercise) -> QHBoxLayout:
        text, icons = self._context.words.gettext, self._context.actions.icons
        row = QHBoxLayout()
        for slug, word, icon in (
            (exercise.easier_slug, text("Easier"), "easier"),
            (exercise.harder_slug, text("Harder"), "harder"),
        ):
            if slug in self._context.library.exercises:
                button = text_button(word, Kind.OUTLINE, icons=icons, icon=icon)
                name = self._context.library.exercise(slug).name(self._context.words.language)
                button.setToolTip(name)
                button.setAccessibleDescription(name)
                button.setProperty("slug", slug)
                button.clicked.connect(self._on_neighbour)
                row.addWidget(button)
        row.addStretch(1)
        return row

    def _review(self, exercise: Exercise) -> IconLine:
        theme, text, icons = self._context.theme, self._context.words.gettext, self._context.actions.icons
        if exercise.review_status is ReviewStatus.REVIEWED:
            said = text("Text checked by {name}").format(name=exercise.reviewer)
            return IconLine(theme, icons, "check", said, Tone.OK)
        said = text("Draft: no clinician has signed this text off yet.")
        return IconLine(theme, icons, "warning", said, Tone.WARN)

    def _on_side_chosen(self, side: object) -> None:
        self._side = side
        if self.exercise is not None:
            self.show_exercise(self.exercise)

    def _on_neighbour(self) -> None:
        button = self.sender()
        if button is not None:
            self.exercise_wanted.emit(button.property("slug"))


def plain(text: str) -> str:
    """A patient's sentence without the marks of bold words."""
    return text.replace("**", "")
