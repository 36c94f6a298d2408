"""One template: pictures, title, why, how much of it, how it fits; its phases on demand."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.library import TemplatePhase
from clinic_app.services.templates import Offer
from clinic_ui.context import Context
from clinic_ui.pages.exercise_words import dose_short
from clinic_ui.pages.facet_words import obstacle_words
from clinic_ui.pages.program_rows import FigureStrip
from clinic_ui.pages.template_words import (
    entry_criterion,
    extent,
    phase_name,
    review_words,
    source_words,
    template_title,
    template_why,
)
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, icon_button, text_button
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label, Pane

_INDENT = 22
"""As wide as an icon and its gap."""


class TemplateRow(Pane):
    """Says what is wanted with it."""

    use_wanted = Signal(object)
    favourite_wanted = Signal(str, bool)
    rename_wanted = Signal(object)
    archive_wanted = Signal(object)
    """Archive it, or bring it back where it is archived."""

    def __init__(self, context: Context, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__("card", parent)
        self._context, self.offer = context, offer
        self.title = template_title(offer.template, context.words)
        self._details: QWidget | None = None
        self._make_buttons()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(FigureStrip(context, offer.template.exercise_slugs))
        row.addLayout(self._words(), 1)
        for button in (self.phases_button, self.star, self.use_button):
            row.addWidget(button)
        self._column.addLayout(row)
        self.setAccessibleName(self.title)

    def _make_buttons(self) -> None:
        text, icons = self._context.words.gettext, self._context.actions.icons
        self.use_button = text_button(text("Use"), Kind.OUTLINE)
        self.use_button.setAccessibleName(text("Use: {title}").format(title=self.title))
        self.use_button.clicked.connect(self._on_use)
        if self.offer.archived_at is not None:
            self.use_button.hide()
        self.phases_button = text_button(text("Details"), Kind.LINK)
        self.phases_button.setAccessibleName(text("Details: {title}").format(title=self.title))
        self.phases_button.setCheckable(True)
        self.phases_button.toggled.connect(self._on_details)
        self.star = icon_button(icons, "star", text("Favourite: {title}").format(title=self.title))
        self.star.setCheckable(True)
        self.star.setChecked(self.offer.is_favourite)
        self._show_star(self.offer.is_favourite)
        self.star.clicked.connect(self._on_star)
        self._context.seat.hold(self.use_button, self.star)

    def _words(self) -> QVBoxLayout:
        theme, words, template = self._context.theme, self._context.words, self.offer.template
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Label(self.title, theme, Type.BODY_STRONG, wraps=True))
        if why := template_why(template, words):
            column.addWidget(Label(why, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        own = (words.gettext("Your own"),) if self.offer.own else ()
        facts = "  ·  ".join([*own, extent(template, words)])
        column.addWidget(Label(facts, theme, Type.SMALL, Tone.TEXT_3))
        count = len(self.offer.misfits)
        if count:
            said = words.ngettext(
                "{count} of {whole} exercise does not suit this patient",
                "{count} of {whole} exercises do not suit this patient",
                len(template.exercise_slugs),
            ).format(count=count, whole=len(template.exercise_slugs))
            column.addWidget(IconLine(theme, self._context.actions.icons, "warning", said, Tone.WARN))
        return column

    def _on_use(self) -> None:
        self.use_wanted.emit(self.offer)

    def _on_star(self, is_on: bool) -> None:
        self._show_star(is_on)
        self.favourite_wanted.emit(self.offer.slug, is_on)

    def _show_star(self, is_on: bool) -> None:
        icons = self._context.actions.icons
        self.star.setIcon(icons.icon("star_full", Tone.ACCENT) if is_on else icons.icon("star"))
        self.star.setIconSize(QSize(icons.scaled(20), icons.scaled(20)))

    def _on_details(self, is_open: bool) -> None:
        if self._details is None:
            self._details = self._made_details()
            self._column.addWidget(self._details)
        self._details.setVisible(is_open)

    def _made_details(self) -> QWidget:
        theme, words, template = self._context.theme, self._context.words, self.offer.template
        details = QWidget()
        column = QVBoxLayout(details)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        for number, phase in enumerate(template.phases, start=1):
            self._add_phase(column, phase, number, is_named=len(template.phases) > 1 or bool(phase.names))
        keys, citations = source_words(template, self._context.library)
        if keys:
            source = Label(
                words.gettext("Sources: {keys}").format(keys=keys), theme, Type.CAPTION, Tone.TEXT_3
            )
            source.setToolTip(citations)
            source.setAccessibleDescription(citations)
            column.addWidget(source)
        if self.offer.own is None:
            status = review_words(template, self._context.library, words)
            column.addWidget(Label(status, theme, Type.CAPTION, Tone.TEXT_3))
        else:
            column.addLayout(self._own_buttons())
        return details

    def _add_phase(self, column: QVBoxLayout, phase: TemplatePhase, number: int, *, is_named: bool) -> None:
        theme, words = self._context.theme, self._context.words
        exercises = self._context.library.exercises
        if is_named:
            column.addWidget(Label(phase_name(phase, number, words), theme, Type.SMALL_STRONG, wraps=True))
        if starts := entry_criterion(phase, words):
            column.addWidget(Label(starts, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        for line in phase.lines:
            if line.exercise_slug in exercises:
                name = exercises[line.exercise_slug].name(words.language)
                column.addWidget(self._line(line.exercise_slug, f"{name}, {dose_short(line.dosage, words)}"))

    def _line(self, slug: str, said: str) -> QWidget:
        """An exercise with its dose; flagged where it does not suit the patient."""
        theme, words = self._context.theme, self._context.words
        misfit = next((each for each in self.offer.misfits if each.slug == slug), None)
        if misfit is None:
            plain = Label(said, theme, Type.SMALL, wraps=True)
            plain.setContentsMargins(theme.px(_INDENT), 0, 0, 0)
            return plain
        against = ", ".join(obstacle_words(each, words) for each in misfit.obstacles)
        flagged = f"{said}  ·  {against}"
        if misfit.instead is not None:
            instead = words.gettext("Instead: {name}").format(name=misfit.instead.name(words.language))
            flagged = f"{flagged}  ·  {instead}"
        return IconLine(theme, self._context.actions.icons, "warning", flagged, Tone.WARN)

    def _own_buttons(self) -> QHBoxLayout:
        text = self._context.words.gettext
        self.rename_button = text_button(text("Rename"), Kind.LINK)
        archived = self.offer.archived_at is not None
        self.archive_button = text_button(text("Restore") if archived else text("Archive"), Kind.LINK)
        row = QHBoxLayout()
        for button in (self.rename_button, self.archive_button):
            button.setAccessibleName(f"{button.text()}: {self.title}")
            row.addWidget(button)
        row.addStretch(1)
        self._context.seat.hold(self.rename_button, self.archive_button)
        self.rename_button.clicked.connect(self._on_rename)
        self.archive_button.clicked.connect(self._on_archive)
        return row

    def _on_rename(self) -> None:
        self.rename_wanted.emit(self.offer)

    def _on_archive(self) -> None:
        self.archive_wanted.emit(self.offer)
