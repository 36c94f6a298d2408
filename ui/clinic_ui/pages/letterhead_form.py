"""How the clinic's sheets look: logo, colour, opening hours, signature; the top of a sheet beside it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from clinic_app.domain.clinic import ClinicProfile, Therapist
from clinic_app.domain.contrast import ACCENTS, USUAL_ACCENT, is_colour, readable_accent
from clinic_app.services.clinic import ClinicServices
from clinic_ui.context import Context
from clinic_ui.field_texts import Field
from clinic_ui.printed_pages import OpenPages
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.fields import FormField, line
from clinic_ui.widgets.picture_box import PictureBox, PictureWords
from clinic_ui.work import Latest

_SHOWN = 0.3
"""How much of the sheet, from its top, is shown."""
_PREVIEW_WIDTH = 660


class LetterheadForm(QWidget):
    """Says ``left`` when a field is; the sheet beside it follows what is stored."""

    left = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._therapist: Therapist | None = None
        self._latest = Latest(context.worker)
        text, theme = context.words.gettext, context.theme
        self.hours, self.signature_note = line(longest=300), line(longest=300)
        self.own_accent = line(placeholder=USUAL_ACCENT, longest=7)
        self.accent = ChoiceBox(context.actions.icons, _colours(text))
        self.logo = PictureBox(context, _logo_words(text), context.services.profile.take_logo)
        self.sheet = QLabel()
        self.sheet.setAccessibleName(text("The top of a sheet"))
        self._own_row = FormField(theme, text("Own colour"), self.own_accent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.addWidget(FormField(theme, text("Opening hours"), self.hours), 0, 0)
        registered = text("Below your name: registration, direct line")
        grid.addWidget(FormField(theme, text("Signature"), self.signature_note, help_text=registered), 0, 1)
        darker = text("Made darker where it could not be read")
        grid.addWidget(FormField(theme, text("Colour of sheets"), self.accent, help_text=darker), 1, 0)
        grid.addWidget(self._own_row, 1, 1)
        grid.addWidget(self.logo, 2, 0, 1, 2)
        grid.addWidget(self.sheet, 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._connect()

    def named(self) -> dict[str, tuple[str, Field]]:
        """The title and the field of each name among the clinic's texts."""
        text = self._context.words.gettext
        return {
            "hours": (text("Opening hours"), self.hours),
            "signature": (text("Signature"), self.signature_note),
            "accent": (text("Colour of sheets"), self.own_accent),
        }

    def refused(self) -> list[str]:
        """Names of fields whose text cannot be used."""
        colour = self.own_accent.text().strip()
        return ["accent"] if colour and not is_colour(colour) else []

    def show_known(self, profile: ClinicProfile, therapist: Therapist | None) -> None:
        """Show what is stored, the texts apart."""
        self.signature_note.setEnabled(therapist is not None)
        is_named = self.accent.findData(self.own_accent.text()) >= 0
        self.accent.choose(self.own_accent.text() if is_named else _OWN)
        self._own_row.setVisible(not is_named)
        self.logo.show_picture(profile.logo_sha256)
        self._therapist = therapist
        self._draw()

    def of_clinic(self) -> list[QWidget]:
        """Everything but the therapist's own note."""
        return [self.hours, self.accent, self.own_accent, self.logo]

    def _connect(self) -> None:
        for field in (self.hours, self.signature_note, self.own_accent):
            field.editingFinished.connect(self._on_left)
        self.accent.activated.connect(self._on_colour_chosen)
        self.logo.taken.connect(self._on_logo)
        self.logo.removed.connect(self._on_logo_removed)

    def _on_colour_chosen(self, _at: int) -> None:
        chosen = str(self.accent.currentData())
        self._own_row.setVisible(chosen == _OWN)
        if chosen == _OWN:
            self.own_accent.setFocus()
            return
        self.own_accent.setText(chosen)
        self._on_left()

    def _on_left(self) -> None:
        sentence = self._context.words.gettext("Write a colour as # and six digits, like {example}.")
        self._own_row.refuse(sentence.format(example=USUAL_ACCENT) if self.refused() else "")
        self.left.emit()

    def _on_logo(self, profile: ClinicProfile) -> None:
        self.show_known(profile, self._therapist)

    def _on_logo_removed(self) -> None:
        drop = self._context.services.profile.drop_logo
        self._context.worker.run(drop, self._on_logo)

    def _draw(self) -> None:
        if self.isVisible():
            width = round(self._context.theme.px(_PREVIEW_WIDTH) * self.devicePixelRatioF())
            drawn = partial(_top_of_a_sheet, self._context.services, self._context.open_pages, width)
            self._latest.run(drawn, self._on_drawn)

    def _on_drawn(self, image: QImage) -> None:
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.sheet.setPixmap(QPixmap.fromImage(image))


_OWN = "own"


def _colours(text: Callable[[str], str]) -> dict[str, str]:
    return {
        "": text("Teal"),
        **{readable_accent(colour): text(name) for name, colour in ACCENTS.items()},
        _OWN: text("Own colour …"),
    }


def _logo_words(text: Callable[[str], str]) -> PictureWords:
    return PictureWords(
        name=text("Logo"),
        choose=text("Choose a logo …"),
        remove=text("Remove the logo"),
        reading=text("The logo is being read …"),
        what_for=text("The logo is printed at the head of every sheet."),
        without=text("Drop a JPEG or PNG here, or choose one."),
    )


def _top_of_a_sheet(services: ClinicServices, open_pages: OpenPages, width: int) -> QImage:
    """The head of a real sheet; for a worker."""
    pages = open_pages(services.handouts.specimen().data)
    try:
        whole = pages.image(0, width)
        return whole.copy(QRect(0, 0, whole.width(), round(whole.height() * _SHOWN)))
    finally:
        pages.close()
