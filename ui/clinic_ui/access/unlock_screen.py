"""What the window shows while the record is locked: who works, their passphrase, a way for who forgot it."""

from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.access import WayKind
from clinic_app.domain.door import Doorway
from clinic_ui.access.front_picture import FrontPicture
from clinic_ui.access.secret_field import SecretField
from clinic_ui.icons import Icons
from clinic_ui.rail import Mark
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.centred import show_centred
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.fields import FormField, line
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label
from clinic_ui.widgets.link_row import PADDING, link_row
from clinic_ui.widgets.segments import Choice, Segments
from clinic_ui.words import Words

_WIDTH = 376
_WITH_PICTURE = 1000
"""Pixels at text scale 1 from which there is room for the picture."""
_PICTURE_SHARE = 46
"""Percent of the window."""
_MOST_BESIDE = 3
_SECOND_MS = 1_000
_LONGEST_CODE = 60


class UnlockScreen(QWidget):
    """Asks; the program answers with ``refuse`` or by showing something else."""

    unlock_wanted = Signal(object, str)
    """The way's id (UUID) and the passphrase."""
    recover_wanted = Signal(str)
    """The recovery code."""
    restore_wanted = Signal()

    def __init__(
        self, theme: Theme, icons: Icons, words: Words, doorway: Doorway, *, last_person: str = ""
    ) -> None:
        super().__init__()
        self._theme, self._icons, self._words = theme, icons, words
        self._people = doorway.of_kind(WayKind.PASSPHRASE)
        self._is_recovering = False
        self._wait_s = 0
        text = words.gettext
        self.person = self._person_choice(last_person)
        self.secret = SecretField(theme, icons, words, text("Passphrase"))
        self.code = line(placeholder="XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX", longest=_LONGEST_CODE)
        self.secret_row = FormField(theme, text("Passphrase"), self.secret)
        help_text = text("Seven groups of four, on the paper that was printed when the passphrase was set")
        self.code_row = FormField(theme, text("Recovery code"), self.code, help_text=help_text)
        self.unlock = text_button(text("Unlock"), Kind.PRIMARY)
        self.forgot = text_button(text("Forgot the passphrase?"), Kind.LINK)
        self.restore = text_button(text("Open a backup"), Kind.LINK)
        self.protection = text_button(text("What is protected, and what is not"), Kind.LINK)
        self.restore.hide()  # until somebody listens
        self.forgot.setVisible(bool(doorway.of_kind(WayKind.RECOVERY)))
        self.picture = FrontPicture(theme, words)
        self._second = QTimer(self)
        self._second.setInterval(_SECOND_MS)
        self._second.timeout.connect(self._on_second)
        self._lay_out()
        self.unlock.clicked.connect(self._on_unlock)
        self.secret.line.returnPressed.connect(self._on_unlock)
        self.code.returnPressed.connect(self._on_unlock)
        self.forgot.clicked.connect(self._on_forgot)
        self.protection.clicked.connect(self._show_protection)
        self.restore.clicked.connect(self.restore_wanted)

    @property
    def person_name(self) -> str:
        """Who is chosen; empty where nobody is named."""
        way = next((each for each in self._people if each.id == self._chosen()), None)
        return way.holder.name if way else ""

    def refuse(self, sentence: str) -> None:
        """The secret opened nothing, or it is too early; the field is empty and has the keyboard."""
        row = self.code_row if self._is_recovering else self.secret_row
        self._be_busy(False)
        if not self._is_recovering:
            self.secret.clear()
        row.refuse(sentence)
        row.field.setFocus()

    def wait(self, seconds: int) -> None:
        """After wrong tries the next one has to wait; the button counts down."""
        self._wait_s = seconds
        if seconds > 0:
            self._second.start()
            self._say_wait()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The passphrase can be typed at once; overrides Qt."""
        super().showEvent(event)
        self.secret.setFocus()

    def _person_choice(self, last_person: str) -> Segments | ChoiceBox | None:
        names = {way.id: way.holder.name for way in self._people}
        last = next((way_id for way_id, name in names.items() if name == last_person), None)
        chosen = last or next(iter(names), None)
        if len(names) < 2:
            return None
        title = self._words.gettext("Who is working")
        if len(names) <= _MOST_BESIDE:
            return Segments(title, [Choice(way_id, name) for way_id, name in names.items()], chosen)
        box = ChoiceBox(self._icons, {str(way_id): name for way_id, name in names.items()})
        box.setAccessibleName(title)
        box.choose(str(chosen))
        return box

    def _chosen(self) -> UUID:
        if isinstance(self.person, Segments):
            assert isinstance(self.person.chosen, UUID)
            return self.person.chosen
        if self.person is not None:
            return UUID(str(self.person.currentData()))
        return self._people[0].id

    def _lay_out(self) -> None:
        theme, text = self._theme, self._words.gettext
        inside = QWidget()
        inside.setFixedWidth(theme.px(_WIDTH) + 2 * PADDING)
        column = QVBoxLayout(inside)
        column.setContentsMargins(PADDING, 0, PADDING, 0)
        column.setSpacing(12)
        column.addWidget(Mark(self._icons, theme.px(48)))
        column.addWidget(Label(text("Clinic Companion"), theme, Type.BIG))
        column.addWidget(Label(text("The record is locked."), theme, Type.BODY, Tone.TEXT_2))
        column.addSpacing(8)
        self.person_row = QWidget()
        if self.person is not None:
            self.person_row = FormField(theme, text("Who is working"), self.person)
            column.addWidget(self.person_row)
        column.addWidget(self.secret_row)
        column.addWidget(self.code_row)
        self.code_row.hide()
        column.addWidget(self.unlock)
        column.addLayout(link_row(self.forgot, self.restore))
        column.addSpacing(16)
        promise = text("Encrypted on this computer. Nothing is sent anywhere.")
        column.addWidget(IconLine(theme, self._icons, "lock", promise, Tone.TEXT_2))
        column.addLayout(link_row(self.protection))
        form = QWidget()
        show_centred(form, inside)
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.picture, _PICTURE_SHARE)
        beside.addWidget(form, 100 - _PICTURE_SHARE)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The picture stands where there is room for it; overrides Qt."""
        super().resizeEvent(event)
        self.picture.setVisible(self.width() >= self._theme.px(_WITH_PICTURE))

    def _on_unlock(self) -> None:
        if not self.unlock.isEnabled():
            return
        if self._is_recovering:
            if self.code.text().strip():
                self._be_busy(True)
                self.recover_wanted.emit(self.code.text())
        elif self.secret.text():
            self._be_busy(True)
            self.unlock_wanted.emit(self._chosen(), self.secret.text())

    def _on_forgot(self) -> None:
        """To the code, and back."""
        self._is_recovering = not self._is_recovering
        text = self._words.gettext
        for widget in (self.secret_row, self.person_row):
            widget.setVisible(not self._is_recovering)
        self.code_row.setVisible(self._is_recovering)
        back, forth = text("Use the passphrase"), text("Forgot the passphrase?")
        self.forgot.setText(back if self._is_recovering else forth)
        (self.code if self._is_recovering else self.secret).setFocus()

    def _show_protection(self) -> None:
        from clinic_ui.security.protection_page import ProtectionPage  # not needed to unlock

        page = self.findChild(ProtectionPage) or ProtectionPage(
            self._theme, self._icons, self._words, self, is_protected=True
        )
        page.open()

    def _be_busy(self, is_busy: bool) -> None:
        text = self._words.gettext
        for widget in (self.secret, self.code, self.forgot, self.unlock):
            widget.setEnabled(not is_busy)
        if self.person is not None:
            self.person.setEnabled(not is_busy)
        self.unlock.setText(text("Unlocking …") if is_busy else text("Unlock"))
        if is_busy:
            self.secret_row.refuse("")
            self.code_row.refuse("")

    def _on_second(self) -> None:
        self._wait_s -= 1
        self._say_wait()

    def _say_wait(self) -> None:
        is_waiting = self._wait_s > 0
        self.unlock.setEnabled(not is_waiting)
        text = self._words.gettext
        said = text("Wait {seconds} s").format(seconds=self._wait_s)
        self.unlock.setText(said if is_waiting else text("Unlock"))
        if not is_waiting:
            self._second.stop()
