"""What charts are made of: a few shapes with roles for colours, painted alike on screen and on paper."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class ChartInk(StrEnum):
    """What a colour is for."""

    TEXT = "text"
    TEXT_2 = "text_2"
    GRID = "grid"
    ACCENT = "accent"
    TINT = "tint"
    DOSE = "dose"
    BETTER = "better"
    WORSE = "worse"
    PAPER = "paper"


class Anchor(StrEnum):
    """Where a text's given place is."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLine:
    """A line from one point to the next; ``is_dotted`` for what only guides the eye."""

    points: tuple[tuple[float, float], ...]
    ink: ChartInk
    width: float = 1.0
    is_dotted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartBox:
    """A filled rectangle; ``is_hatched`` adds lines, for eyes and papers without colour."""

    x: float
    y: float
    width: float
    height: float
    ink: ChartInk
    is_hatched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartDot:
    """A point of a curve, with a rim of paper."""

    x: float
    y: float
    radius: float
    ink: ChartInk


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartText:
    """One line of text; ``y`` is its baseline, ``size`` its height in the chart's unit."""

    x: float
    y: float
    text: str
    size: float
    ink: ChartInk
    anchor: Anchor = Anchor.LEFT
    is_strong: bool = False


ChartShape = ChartLine | ChartBox | ChartDot | ChartText


class TextWidth(Protocol):
    """Measures a line of text as the painter will set it."""

    def __call__(self, text: str, size: float, *, is_strong: bool) -> float:
        """Its width, in the chart's unit."""
        ...
