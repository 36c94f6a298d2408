"""Templates: ready programs to start a patient's own from."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clinic_app.domain.library import Template
from clinic_app.domain.side import EpisodeSide
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.programs import OpenProgram
from clinic_ui.context import Context
from clinic_ui.pages.page import Page
from clinic_ui.pages.program_rows import FigureStrip
from clinic_ui.pages.template_form import Prescription, TemplateForm
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.page_header import PageHeader
from clinic_ui.words import Words

_WIDTH = 960


class TemplatesPage(Page):
    """Every template with its exercises; one click asks for whom."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.form: TemplateForm | None = None
        theme, words = context.theme, context.words
        inside = Pane("stage")
        inside.setMaximumWidth(theme.px(_WIDTH))
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(12)
        self.rows = [TemplateRow(context, template) for template in context.library.templates.values()]
        for row in self.rows:
            row.use_button.clicked.connect(partial(self.use, row.template))
            column.addWidget(row)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        subtitle = words.gettext("Ready programs to start from; every dose can be changed afterwards")
        page.addWidget(PageHeader(theme, words.gettext("Templates"), subtitle))
        page.addWidget(area, 1)

    def use(self, template: Template, _checked: bool = False) -> None:
        """Ask for whom, then start the program."""
        self.form = TemplateForm(self.context, template, self)
        self.form.prescribed.connect(self._on_prescribed)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    def _on_prescribed(self, prescription: Prescription) -> None:
        job = partial(_start, self.context.services, prescription)
        self.context.worker.run(job, self._on_started)

    def _on_started(self, opened: OpenProgram) -> None:
        self.program_wanted.emit(opened.program.id)


class TemplateRow(Pane):
    """One template: pictures, title, why, how much of it."""

    def __init__(self, context: Context, template: Template, parent: QWidget | None = None) -> None:
        super().__init__("card", parent)
        self.template = template
        theme, words = context.theme, context.words
        title = template_title(template, words)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addWidget(FigureStrip(context, template.exercise_slugs))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Label(title, theme, Type.BODY_STRONG, wraps=True))
        why = template.whys.get(words.language) or template.whys.get("en", "")
        if why:
            column.addWidget(Label(why, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        column.addWidget(Label(_extent(template, words), theme, Type.SMALL, Tone.TEXT_3))
        row.addLayout(column, 1)
        self.use_button = text_button(words.gettext("Use"), Kind.OUTLINE)
        self.use_button.setAccessibleName(words.gettext("Use: {title}").format(title=title))
        row.addWidget(self.use_button)


def template_title(template: Template, words: Words) -> str:
    """The template's title in the window's language."""
    return template.titles.get(words.language) or template.titles.get("en", template.slug)


def _extent(template: Template, words: Words) -> str:
    count = len(template.exercise_slugs)
    exercises = words.ngettext("{count} exercise", "{count} exercises", count).format(count=count)
    phases = len(template.phases)
    if phases == 1:
        return exercises
    return f"{exercises}  ·  " + words.ngettext("{count} phase", "{count} phases", phases).format(
        count=phases
    )


def _start(services: ClinicServices, prescription: Prescription) -> OpenProgram:
    patient = prescription.patient
    episodes = services.patients.episodes(patient.id) if patient else ()
    current = [episode for episode in episodes if episode.closed_on is None]
    content = services.programs.from_template(
        prescription.template.slug,
        language=patient.language if patient else prescription.language,
        affected=prescription.side or (current[0].side if current else EpisodeSide.NONE),
        phase=prescription.phase,
    )
    return services.programs.start(
        content,
        patient_id=patient.id if patient else None,
        episode_id=current[0].id if current else None,
    )
