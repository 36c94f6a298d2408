"""What of a template does not suit the patient, and what is to be done about each."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.safety import Severity
from clinic_app.domain.template_fit import Misfit
from clinic_ui.context import Context
from clinic_ui.pages.facet_words import obstacle_words
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.segments import Choice, Segments


class MisfitList(Pane):
    """Offers the easier neighbour first; a line that blocks and has none is left out unless kept."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("tile", parent)
        self._context = context
        self.title = Label("", context.theme, Type.BODY_STRONG, wraps=True)
        self.answers: dict[str, Segments] = {}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addLayout(self._lines)
        self.hide()

    @property
    def choices(self) -> dict[str, str]:
        """What to do instead of each exercise: another one, nothing, or the same."""
        return {slug: str(answer.chosen) for slug, answer in self.answers.items()}

    def show_misfits(self, misfits: Sequence[Misfit]) -> None:
        """Ask about these instead of those before."""
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.answers = {}
        for misfit in misfits:
            self._lines.addWidget(self._line(misfit))
        words, count = self._context.words, len(misfits)
        title = words.ngettext(
            "{count} exercise does not suit this patient",
            "{count} exercises do not suit this patient",
            count,
        )
        self.title.setText(title.format(count=count))
        self.setVisible(bool(misfits))

    def _line(self, misfit: Misfit) -> QWidget:
        theme, words = self._context.theme, self._context.words
        exercise = self._context.library.exercise(misfit.slug)
        against = ", ".join(obstacle_words(each, words) for each in misfit.obstacles)
        blocks = misfit.obstacles[0].severity is Severity.BLOCK
        icon, tone = ("error", Tone.BAD) if blocks else ("warning", Tone.WARN)
        line = QWidget()
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(Label(exercise.name(words.language), theme, Type.BODY_MEDIUM, wraps=True))
        said.addWidget(IconLine(theme, self._context.actions.icons, icon, against, tone))
        if misfit.instead is not None:
            instead = words.gettext("Instead: {name}").format(name=misfit.instead.name(words.language))
            said.addWidget(Label(instead, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(said, 1)
        self.answers[misfit.slug] = self._answer(misfit, exercise.name(words.language))
        row.addWidget(self.answers[misfit.slug], 0, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _answer(self, misfit: Misfit, name: str) -> Segments:
        text = self._context.words.gettext
        choices = [Choice(misfit.slug, text("Keep")), Choice("", text("Leave out"))]
        chosen = ""  # what does not suit stays only where somebody says so
        if misfit.instead is not None:
            choices.insert(0, Choice(misfit.instead.slug, text("Swap")))
            chosen = misfit.instead.slug
        return Segments(name, choices, chosen)
