"""Reads digits as they are pressed, where one is nearly always enough."""

from dataclasses import dataclass

_TEN = 10
_NINE = 9


@dataclass(slots=True)
class DigitReading:
    """Takes digits for a number from ``low`` to ``high``: 1 may still become 10, a minus may stand before."""

    low: int
    high: int
    awaits: bool = False
    """Whether the next key may belong to the same number: a 1 that may become 10."""
    is_negative: bool = False

    def take(self, digit: int) -> int:
        """The number, whether it fits or not."""
        if self.awaits and digit == 0:
            number = _TEN
            self.awaits = False
        else:
            number = -digit if self.is_negative else digit
            self.awaits = digit == 1 and self.high > _NINE and not self.is_negative
        self.is_negative = False
        return number

    def fits(self, number: int) -> bool:
        """Whether it is within the limits."""
        return self.low <= number <= self.high

    def forget(self) -> None:
        """Another key came, or the keyboard went elsewhere."""
        self.awaits = self.is_negative = False
