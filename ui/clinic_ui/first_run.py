"""The first thing a new clinic sees: its name, its therapist, its phone; may be skipped."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from clinic_app.domain.clinic import ClinicProfile
from clinic_app.domain.country import moved_to
from clinic_ui.access.front_picture import FrontPicture
from clinic_ui.context import Context
from clinic_ui.rail import Mark
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.fields import FormField, line
from clinic_ui.widgets.labels import Label, Pane

_FORM_WIDTH = 376


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """What was typed."""

    clinic: str = ""
    phone: str = ""
    therapist: str = ""
    credentials: str = ""


class FirstRun(QWidget):
    """Stores the answers, then says ``answered``."""

    answered = Signal()

    restore_wanted = Signal()
    """There is a record already, in a backup."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.clinic = line()
        self.therapist = line()
        self.credentials = line()
        self.phone = line()
        text = context.words.gettext
        self.start = text_button(text("Get started"), Kind.PRIMARY)
        self.skip = text_button(text("Skip for now"), Kind.LINK)
        self.restore = text_button(text("Restore from a backup"), Kind.LINK)
        self.restore.clicked.connect(self.restore_wanted)
        self.start.setDefault(True)
        self.start.clicked.connect(self._on_start)
        self.skip.clicked.connect(self._on_skip)
        for field in (self.clinic, self.therapist, self.credentials, self.phone):
            field.returnPressed.connect(self._on_start)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(FrontPicture(context.theme, context.words), 46)
        form = QScrollArea()
        form.setWidgetResizable(True)
        form.setWidget(self._form())
        row.addWidget(form, 54)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The first field is ready to be typed in; overrides Qt."""
        super().showEvent(event)
        self.clinic.setFocus()

    def _form(self) -> Pane:
        theme, text = self._context.theme, self._context.words.gettext
        inside = QWidget()
        inside.setFixedWidth(theme.px(_FORM_WIDTH))
        column = QVBoxLayout(inside)
        column.setSpacing(12)
        column.addWidget(Mark(self._context.actions.icons, theme.px(48)))
        column.addWidget(Label(text("Welcome to Clinic Companion"), theme, Type.BIG, wraps=True))
        lead = text("This stands on every handout. You can change it later in Settings.")
        column.addWidget(Label(lead, theme, Type.BODY, Tone.TEXT_2, wraps=True))
        column.addSpacing(8)
        column.addWidget(FormField(theme, text("Clinic"), self.clinic))
        column.addWidget(FormField(theme, text("Your name"), self.therapist))
        help_text = text("As printed after your name, for example PT or MSc")
        column.addWidget(FormField(theme, text("Credentials"), self.credentials, help_text=help_text))
        column.addWidget(FormField(theme, text("Phone for patients"), self.phone))
        column.addSpacing(8)
        column.addWidget(self.start)
        column.addWidget(self.skip, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        promise = text("Encrypted on this computer. Nothing is sent anywhere.")
        column.addWidget(Label(promise, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        pane = Pane("stage")
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(inside)
        across.addStretch(1)
        around = QVBoxLayout(pane)
        around.addStretch(1)
        around.addLayout(across)
        around.addStretch(1)
        return pane

    def _on_start(self) -> None:
        self._store(
            FirstAnswers(
                self.clinic.text().strip(),
                self.phone.text().strip(),
                self.therapist.text().strip(),
                self.credentials.text().strip(),
            )
        )

    def _on_skip(self) -> None:
        self._store(FirstAnswers())

    def _store(self, answers: FirstAnswers) -> None:
        self.start.setEnabled(False)
        self.skip.setEnabled(False)
        self._context.worker.run(_Storing(self._context, answers), self._on_stored, self._on_failed)

    def _on_stored(self, stored: object) -> None:  # noqa: ARG002 - nothing to show of it
        self.answered.emit()

    def _on_failed(self, error: Exception) -> None:
        self.start.setEnabled(True)
        self.skip.setEnabled(True)
        self._context.problems.tell(error)


class _Storing:
    def __init__(self, context: Context, answers: FirstAnswers) -> None:
        self._service = context.services.profile
        self._language = context.words.language
        self._answers = answers
        self._countries = context.library.countries

    def __call__(self) -> None:
        answers = self._answers
        here = self._countries.get(QLocale.territoryToCode(QLocale.system().territory()))
        blank = moved_to(ClinicProfile(), here) if here else ClinicProfile()
        self._service.save_profile(
            replace(blank, name=answers.clinic, phone=answers.phone, language=self._language)
        )
        self._service.save_therapist(name=answers.therapist, credentials=answers.credentials)
