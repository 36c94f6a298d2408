"""Settings: the clinic as it stands on handouts, the therapist, the window's look."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

import clinic_resources
from clinic_app.domain.clinic import is_web_address
from clinic_app.domain.country import Country
from clinic_app.domain.erasure import RetentionRule
from clinic_ui.audit.audit_row import AuditRow
from clinic_ui.backups.backup_form import BackupForm
from clinic_ui.context import Context
from clinic_ui.pages.clinic_fields import Known, read_fields
from clinic_ui.pages.clinic_store import ClinicStore, clinic_names
from clinic_ui.pages.country_box import CountryBox
from clinic_ui.pages.languages import language_names
from clinic_ui.pages.letterhead_form import LetterheadForm
from clinic_ui.pages.page import Page
from clinic_ui.pages.record_form import RecordForm
from clinic_ui.pages.therapist_form import TherapistForm
from clinic_ui.pages.usual_dose_form import UsualDoseForm
from clinic_ui.seat import grey
from clinic_ui.security.security_form import SecurityForm
from clinic_ui.settings import TEXT_SCALES, ThemeChoice
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.fields import FormField, line
from clinic_ui.widgets.labels import Label, Pane, hairline
from clinic_ui.widgets.page_header import PageHeader
from clinic_ui.widgets.scrolled import scrolled
from clinic_ui.widgets.segments import Choice, Segments

_WIDTH = 720
_PAUSE_MS = 700
_HEADING = 56
"""Pixels at text scale 1 from a part's heading, with some room above, to the part."""
_FILLED_AFTER_MS = 3_000
"""Within this a page that was just made has read what it shows."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the page stood before the window was made anew."""

    scrolled: int
    """Pixels from the top."""

    focused: str
    """The choice that had the keyboard; empty if none had."""


class SettingsPage(Page):
    """Every field is stored when it is left; nothing asks to be saved."""

    look_changed = Signal()

    restore_wanted = Signal(object)
    """An OpenedBackup is to take the place of the record."""

    backup_search_wanted = Signal()
    """A backup somewhere else is to be found and restored."""

    backups_changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.clinic_fields = {
            name: line() for name in ("name", "phone", "address", "web", "booking_url", "emergency_number")
        }
        self.country = CountryBox(context)
        self.therapist = TherapistForm(context)
        text = context.words.gettext
        self.paper = Segments(text("Paper"), [Choice("a4", "A4"), Choice("letter", text("Letter"))], "a4")
        self.theme_choice = Segments(text("Colours"), self._themes(), context.settings.theme)
        self.text_size = Segments(text("Text size"), _text_sizes(), context.settings.text_scale)
        names = language_names(clinic_resources.languages())
        choices = [Choice(code, name) for code, name in names.items()]
        self.language = Segments(text("Language of the window"), choices, context.words.language)
        self.status = Label("", context.theme, Type.SMALL, Tone.OK)
        self.usual_doses = UsualDoseForm(context)
        self.letterhead = LetterheadForm(context)
        self.record = RecordForm(context)
        self.security = SecurityForm(context)
        self.audit = AuditRow(context)
        self.backups = BackupForm(context)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self.store = self._clinic_store()
        self._lay_out()
        self._leave_to_owners()
        self._connect()

    def refresh(self) -> None:
        """Show what the record holds; overrides Page."""
        self.security.refresh()
        self.backups.refresh()
        self.context.worker.run(partial(read_fields, self.context.services.profile), self._on_read)

    def show_backups(self) -> None:
        """Bring what is set of backups into view."""
        self.backups.now_button.setFocus()
        self._bring_up(self.backups)

    def show_security(self) -> None:
        """Bring into view who may open the record."""
        next(iter(self.security.buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_up(self.security)

    def _bring_up(self, part: QWidget) -> None:
        """Scroll a part to the top, and keep it there while the rest of the page fills."""
        self._at_the_top = part
        bar = self._area.verticalScrollBar()
        keep = bar.rangeChanged.connect(self._scroll_soon)  # no lambda: it would hold the page
        self._scroll_soon()
        QTimer.singleShot(_FILLED_AFTER_MS, self, partial(bar.disconnect, keep))

    def _scroll_soon(self) -> None:
        QTimer.singleShot(0, self, self._scroll)

    def _scroll(self) -> None:
        top = self._at_the_top.mapTo(self._inside, QPoint(0, 0)).y()
        self._area.verticalScrollBar().setValue(top - self.context.theme.px(_HEADING))

    def standing(self) -> object:
        """How far the page is scrolled, and which choice has the keyboard; overrides Page."""
        focused = [
            name for name, choice in self._choices().items() if choice.isAncestorOf(self.focusWidget())
        ]
        return Standing(self._area.verticalScrollBar().value(), focused[0] if focused else "")

    def stand(self, standing: object) -> None:
        """Scroll there and give the keyboard back, once the page has its size; overrides Page."""
        if isinstance(standing, Standing):
            QTimer.singleShot(0, self, partial(self._take_up, standing))

    def _take_up(self, standing: "Standing") -> None:
        choice = self._choices().get(standing.focused)
        if choice is not None:
            choice.focus_chosen()
        self._area.verticalScrollBar().setValue(standing.scrolled)

    def _choices(self) -> dict[str, Segments]:
        return {
            "paper": self.paper,
            "theme": self.theme_choice,
            "text_size": self.text_size,
            "language": self.language,
        }

    def flush(self) -> None:
        """Store what was typed, on this thread; overrides Page."""
        self._pause.stop()
        self.store.store_now()
        self.record.flush()

    def _lay_out(self) -> None:
        theme, text = self.context.theme, self.context.words.gettext
        header = PageHeader(theme, text("Settings"))
        header.add(self.status)
        inside = Pane("stage")
        inside.setMaximumWidth(theme.px(_WIDTH))
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 24, 24, 32)
        column.setSpacing(16)
        for heading, note, body in (
            (text("Clinic"), text("Stands on every handout."), self._clinic_form()),
            (text("Therapist"), text("Signs every handout."), self._alone(self.therapist)),
            (text("Look of sheets"), text("Holds for every handout."), self._alone(self.letterhead)),
            (
                text("Usual doses"),
                text("Given by “The clinic's usual dose” in the builder."),
                self._alone(self.usual_doses),
            ),
            (text("Record"), text("Holds for every patient."), self._alone(self.record)),
            (text("Security"), text("Who may open the record."), self._alone(self.security)),
            (text("Who did what"), text("Kept for every change."), self._alone(self.audit)),
            (text("Backups"), text("Copies of everything, encrypted."), self._alone(self.backups)),
            (text("This window"), text("Holds for this computer."), self._look_form()),
        ):
            column.addWidget(self._heading(heading, note))
            column.addLayout(body)
            column.addWidget(hairline())
        column.addStretch(1)
        around = Pane("stage")
        row = QHBoxLayout(around)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inside)
        row.addStretch(1)
        row.setStretchFactor(inside, 1000)
        self._inside, self._area = around, scrolled(around, takes_keys=True)
        self._at_the_top = around
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(header)
        page.addWidget(self.store.both)
        page.addWidget(self._area, 1)

    def _leave_to_owners(self) -> None:
        """The clinic's own fields are an owner's; whoever may only look signs nothing either."""
        seat = self.context.seat
        seat.hold_for_owner(*self.clinic_fields.values(), self.country, self.paper, self.usual_doses)
        seat.hold_for_owner(*self.letterhead.of_clinic(), self.record.years, self.record.birthday)
        seat.hold(*self.therapist.fields(), self.letterhead.signature_note)
        if seat.not_owner:
            grey(self.record.export_button, seat.not_owner)

    def _heading(self, heading: str, note: str) -> QWidget:
        around = QWidget()
        row = QHBoxLayout(around)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(heading, self.context.theme, Type.HEAD))
        row.addWidget(Label(note, self.context.theme, Type.SMALL, Tone.TEXT_2))
        row.addStretch(1)
        return around

    def _clinic_store(self) -> ClinicStore:
        """What stores every field of the clinic, and asks where another window was first."""
        text, names = self.context.words.gettext, clinic_names(self.context.words)
        store = ClinicStore(
            self.context,
            {
                **{name: (names[name], field) for name, field in self.clinic_fields.items()},
                "paper": (text("Paper"), self.paper),
                "country": (text("Country"), self.country),
                **self.therapist.named(),
                **self.letterhead.named(),
                **self.usual_doses.named(),
            },
            self.usual_doses.typical,
            self,
        )
        store.refused, store.meant = self._refused, self.usual_doses.meant
        return store

    def _refused(self) -> list[str]:
        """Names of fields whose text cannot be stored."""
        address = [] if self._has_address() else ["booking_url"]
        forms = (self.letterhead, self.therapist, self.usual_doses)
        return [*address, *(name for form in forms for name in form.refused())]

    def _clinic_form(self) -> QGridLayout:
        theme, text = self.context.theme, self.context.words.gettext
        names = clinic_names(self.context.words)
        notes = {
            "booking_url": text("Printed as a code to scan"),
            "emergency_number": text("For an ambulance: 112, 911, 999 …"),
        }
        self.clinic_rows = {
            name: FormField(theme, names[name], field, help_text=notes.get(name, ""))
            for name, field in self.clinic_fields.items()
        }
        rows: list[QWidget] = list(self.clinic_rows.values())
        grid = _grid(rows)
        country = FormField(theme, text("Country"), self.country, help_text=self.country.note())
        grid.addWidget(country, len(rows) // 2, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._choice_row(text("Paper"), self.paper), len(rows) // 2 + 1, 0, 1, 2)
        return grid

    def _alone(self, form: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(form)
        return column

    def _look_form(self) -> QVBoxLayout:
        text = self.context.words.gettext
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(self._choice_row(text("Colours"), self.theme_choice))
        column.addWidget(self._choice_row(text("Text size"), self.text_size))
        column.addWidget(self._choice_row(text("Language of the window"), self.language))
        return column

    def _choice_row(self, name: str, segments: Segments) -> QWidget:
        around = QWidget()
        row = QHBoxLayout(around)
        row.setContentsMargins(0, 0, 0, 0)
        label = Label(name, self.context.theme, Type.BODY)
        label.setFixedWidth(self.context.theme.px(200))
        row.addWidget(label)
        row.addWidget(segments)
        row.addStretch(1)
        return around

    def _themes(self) -> list[Choice]:
        text = self.context.words.gettext
        return [
            Choice(ThemeChoice.SYSTEM, text("As the system")),
            Choice(ThemeChoice.LIGHT, text("Light")),
            Choice(ThemeChoice.DARK, text("Dark")),
        ]

    def _inputs(self) -> list[QLineEdit]:
        return [*self.clinic_fields.values(), *self.therapist.fields()]

    def _connect(self) -> None:
        for field in self._inputs():
            field.textEdited.connect(self._on_edited)
            field.editingFinished.connect(self._on_left)
        self.paper.choice_changed.connect(self._on_paper_chosen)
        self.country.country_chosen.connect(self._on_country_chosen)
        self.theme_choice.choice_changed.connect(self._on_theme_chosen)
        self.text_size.choice_changed.connect(self._on_text_size_chosen)
        self.language.choice_changed.connect(self._on_language_chosen)
        for form in (self.letterhead, self.usual_doses):
            form.left.connect(self._on_left)
            for field in form.findChildren(QLineEdit):
                field.textEdited.connect(self.store.draft.note_change)
        self._pause.timeout.connect(self._on_left)
        self.store.stored.connect(self._on_stored)
        self.store.restored.connect(self._on_restored)
        self.security.changed.connect(self.look_changed)
        self.backups.restore_wanted.connect(self.restore_wanted)
        self.backups.search_wanted.connect(self.backup_search_wanted)
        self.backups.changed.connect(self.backups_changed)

    def _on_read(self, known: Known) -> None:
        self.store.show(known)
        self._show_known(known)
        rule = RetentionRule(known.profile.retention_years, known.profile.retention_birthday)
        self.record.show_rule(rule)

    def _show_known(self, known: Known) -> None:
        self.letterhead.show_known(known.profile, known.therapist)
        self.therapist.show_stored(known.therapist.name if known.therapist is not None else "")

    def _on_edited(self) -> None:
        self.status.setText("")
        self._pause.start()

    def _on_paper_chosen(self) -> None:
        self._on_left()

    def _on_country_chosen(self, country: Country) -> None:
        """Its number and its paper; both can be changed after."""
        self.clinic_fields["emergency_number"].setText(country.emergency_number)
        self.paper.choose(country.paper)
        self._on_paper_chosen()

    def _on_left(self) -> None:
        self._refuse()
        self._pause.stop()
        self.store.store()

    def _refuse(self) -> None:
        """A booking page that no telephone would open stays to be mended, and is not stored; a name stays."""
        self.therapist.refuse()
        said = "" if self._has_address() else self.context.words.gettext("Start it with https:// or http://.")
        self.clinic_rows["booking_url"].refuse(said)

    def _has_address(self) -> bool:
        typed = self.clinic_fields["booking_url"].text().strip()
        return not typed or is_web_address(typed)

    def _on_stored(self, known: Known) -> None:
        self._show_known(known)
        is_asked = not self.store.both.isHidden()
        self.status.setText("" if is_asked else self.context.words.gettext("Saved"))

    def _on_restored(self) -> None:
        said = self.context.words.gettext("This is what you were typing when the form was last left.")
        self.context.toasts.say(said)
        self._refuse()

    def _on_theme_chosen(self, choice: ThemeChoice) -> None:
        self.context.settings.theme = choice
        self.look_changed.emit()

    def _on_text_size_chosen(self, scale: float) -> None:
        self.context.settings.text_scale = scale
        self.look_changed.emit()

    def _on_language_chosen(self, language: str) -> None:
        self.context.settings.language = language
        self.look_changed.emit()


def _text_sizes() -> list[Choice]:
    return [Choice(scale, f"{scale:.0%}") for scale in TEXT_SCALES]


def _grid(rows: list[QWidget]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    for number, row in enumerate(rows):
        grid.addWidget(row, number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
    return grid
