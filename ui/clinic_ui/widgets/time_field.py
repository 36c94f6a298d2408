"""A length of time typed or stepped in place: ``10`` beside “min”, ``90s``, ``2:30``."""

from PySide6.QtWidgets import QWidget

from clinic_app.domain.typed_time import MINUTE_S, MINUTES_FROM_S, is_in_minutes, read_time, time_number
from clinic_ui.theme import Theme
from clinic_ui.widgets.number_field import NumberField

_STEP_S = 5
"""↑ and ↓ below two minutes; from there a minute at once."""


class TimeField(NumberField):
    """Its value is in seconds. A bare number means what the one before it meant; an empty field minutes."""

    def __init__(
        self,
        name: str,
        value: int | None,
        least: int,
        most: int,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        writes_unit: bool = False,
    ) -> None:
        """``writes_unit``: no unit stands beside the field."""
        self._writes_unit = writes_unit
        super().__init__(name, value, least, most, theme, parent)

    def unit_of(self, text: str) -> str:
        """What a text means that has no unit of its own: ``s`` or ``min``; nothing where it has one."""
        if not text.strip().replace(":", "").isdecimal():
            return "" if text.strip() else "min"
        return "min" if ":" in text or self._means_minutes() else "s"

    def step(self, by: int) -> None:
        """Five seconds or one minute up or down, within the limits; overrides our base."""
        typed = self._typed()
        now = self._value if typed is None else typed
        is_small = now < MINUTES_FROM_S or (by < 0 and now <= MINUTES_FROM_S)
        wanted = now + by * (_STEP_S if is_small else MINUTE_S)
        self._set(max(self._least, min(wanted, self._most)))

    def _rest(self) -> None:
        """The same number may mean another unit now; overrides our base."""
        super()._rest()
        self.textChanged.emit(self.text())

    def _means_minutes(self) -> bool:
        return self._before < self._least or is_in_minutes(self._before)

    def _shown(self, value: int) -> str:
        if value < self._least:
            return ""
        number = time_number(value)
        if not self._writes_unit:
            return number
        return f"{number} min" if is_in_minutes(value) else f"{number} s"

    def _typed(self) -> int | None:
        seconds = read_time(self.text(), in_minutes=self._means_minutes())
        return seconds if seconds is not None and self._least <= seconds <= self._most else None
