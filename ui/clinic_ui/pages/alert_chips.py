"""What limits a patient, as chips in the banner: icon and words, the gravest first."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clinic_ui.context import Context
from clinic_ui.pages.limit_words import Alert, severity_words
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.popup import Popup

_ICON: Final = 16
_GAP: Final = 6
_HEIGHT: Final = 28
_ASIDE: Final = 28
"""Padding and border of the button that counts the rest."""


class AlertChips(QWidget):
    """As many as there is room for; the rest are counted on a button, which lists all."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.chips: list[Pane] = []
        self._alerts: tuple[Alert, ...] = ()
        self.more = text_button("", Kind.CHIP)
        self.more.setAccessibleName(context.words.gettext("What limits the patient"))
        self.more.hide()
        self.popup: AlertPopup | None = None
        self.more.clicked.connect(self._on_more)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(context.theme.px(_ICON))
        self.hide()

    def show_alerts(self, alerts: Sequence[Alert]) -> None:
        """Show these instead of those before."""
        if tuple(alerts) == self._alerts:
            return
        self._alerts = tuple(alerts)
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(each) for each in alerts]
        for at, chip in enumerate(self.chips):
            self._row.insertWidget(at, chip, 0, Qt.AlignmentFlag.AlignVCenter)
        words = self._context.words.gettext("Limits: {limits}")
        said = words.format(limits=", ".join(each.text for each in alerts)) if alerts else ""
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setVisible(bool(alerts))
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All of them side by side; overrides Qt."""
        width = sum(chip.sizeHint().width() + _GAP for chip in self.chips)
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Other widths hold other chips; overrides Qt."""
        super().resizeEvent(event)
        self._fit()

    def _chip(self, alert: Alert) -> Pane:
        theme, icons = self._context.theme, self._context.actions.icons
        chip = Pane("alert-bad" if alert.tone is Tone.BAD else "alert-warn", self)
        chip.setFixedHeight(theme.px(_HEIGHT))
        icon = QLabel()
        icon.setPixmap(icons.pixmap(alert.icon, icons.scaled(_ICON), alert.tone, self.devicePixelRatioF()))
        row = QHBoxLayout(chip)
        row.setContentsMargins(10, 0, 12, 0)
        row.setSpacing(_GAP)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(Label(alert.text, theme, Type.SMALL_MEDIUM, alert.tone))
        return chip

    def _fit(self) -> None:
        """Only whole chips; “+2” says that there are more."""
        widths = [chip.sizeHint().width() + _GAP for chip in self.chips]
        plus = self._plus_width()
        room, shown = self.width(), 0
        while shown < len(widths):
            is_last = shown == len(widths) - 1
            if sum(widths[: shown + 1]) + (0 if is_last else plus) > room:
                break
            shown += 1
        for at, chip in enumerate(self.chips):
            chip.setVisible(at < shown)
        if widths:
            self.setMinimumWidth(widths[0] + (plus if len(widths) > 1 else 0))
        self._count(len(self.chips) - shown)

    def _plus_width(self) -> int:
        """Of the button with the longest number it may show."""
        self.more.ensurePolished()  # its font is the theme's only then
        return _ASIDE + self.more.fontMetrics().horizontalAdvance("+00") + _GAP

    def _count(self, hidden: int) -> None:
        """Say how many there are besides, and which."""
        words = self._context.words
        rest = ", ".join(each.text for each in self._alerts[len(self._alerts) - hidden :]) if hidden else ""
        said = words.ngettext("{count} more limit: {limits}", "{count} more limits: {limits}", hidden)
        whole = words.gettext("What limits the patient")
        self.more.setText(f"+{hidden}" if hidden else "")
        self.more.setAccessibleName(said.format(count=hidden, limits=rest) if hidden else whole)
        self.more.setToolTip(self.toolTip())
        self.more.setVisible(hidden > 0)

    def _on_more(self) -> None:
        self.popup = AlertPopup(self._context, self._alerts, self.more)
        self.popup.show_below(self.more)


class AlertPopup(Popup):
    """All that limits the patient, one below the other, the gravest first, with what it does."""

    def __init__(self, context: Context, alerts: Sequence[Alert], parent: QWidget) -> None:
        words, theme, icons = context.words, context.theme, context.actions.icons
        super().__init__(words.gettext("What limits the patient"), parent)
        self.lines = [f"{each.text}: {severity_words(each.severity, words)}" for each in alerts]
        self.setAccessibleDescription(". ".join(self.lines))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(Label(self.accessibleName(), theme, Type.BODY_STRONG))
        for alert in alerts:
            icon = QLabel()
            icon.setPixmap(
                icons.pixmap(alert.icon, icons.scaled(_ICON), alert.tone, self.devicePixelRatioF())
            )
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(icon)
            row.addWidget(Label(alert.text, theme, Type.SMALL_MEDIUM, alert.tone))
            row.addSpacing(16)
            row.addStretch(1)
            row.addWidget(Label(severity_words(alert.severity, words), theme, Type.SMALL, Tone.TEXT_2))
            column.addLayout(row)
