"""Draws the chart of a patient's story: the score above, dose and diary below, on one time axis.

All lengths are in one unit (a pixel at scale 1, a point on paper), y down from the top left.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10
from typing import Final

from clinic_app.domain.chart_shapes import (
    Anchor,
    ChartBox,
    ChartDot,
    ChartInk,
    ChartLine,
    ChartShape,
    ChartText,
    TextWidth,
)
from clinic_app.domain.measure_words import number_words
from clinic_app.domain.short_dates import short_date, short_month
from clinic_app.domain.trend import CareChart, DoseStep, Trend
from clinic_app.domain.words import Catalogue

SIZE: Final = 12.0
"""Height of every text."""

_LEFT: Final = 34.0
_RIGHT: Final = 104.0
_VERSIONS: Final = 20.0
_STRIP: Final = 44.0
_DIARY: Final = 26.0
_AXIS: Final = 22.0
_GAP: Final = 14.0
_DOT: Final = 4.0
_MONTHS_FROM_DAYS: Final = 70
_LEAST_BETWEEN: Final = 54.0
"""Labels of the time axis are no closer than this."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things stand: x of days, y of values."""

    chart: CareChart
    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float

    def x(self, day: date) -> float:
        """Where a day stands."""
        days = max(1, (self.chart.last - self.chart.first).days)
        return self.left + (self.right - self.left) * (day - self.chart.first).days / days

    def y(self, value: float) -> float:
        """Where a value stands."""
        within = min(max(value, self.low), self.high)
        return self.bottom - (self.bottom - self.top) * (within - self.low) / (self.high - self.low)


def chart_shapes(
    chart: CareChart, width: float, height: float, words: Catalogue, text_width: TextWidth
) -> tuple[ChartShape, ...]:
    """The chart's shapes, those further back first."""
    trend = chart.trend
    below = _AXIS + (_STRIP + _GAP if chart.doses else 0) + (_DIARY + _GAP if chart.diaries else 0)
    low, high = _scale(trend) if trend else (0.0, 1.0)
    said = [text_width(text, SIZE, is_strong=True) for text, _change in _said_changes(trend, words)]
    beside = max([_RIGHT, *(wide + 12 for wide in said)])
    frame = _Frame(chart, _LEFT, width - beside, _VERSIONS + 4, height - below, low, high)
    shapes: list[ChartShape] = []
    if trend is not None:
        shapes += _grid(frame, words)
        shapes += _band(frame, trend, words)
    shapes += _versions(frame, height - _AXIS, words, text_width)
    strip = frame.bottom + _GAP
    if chart.doses:
        shapes += _doses(frame, strip, words, text_width)
        strip += _STRIP + _GAP
    if chart.diaries:
        shapes += _diaries(frame, strip, words, text_width)
    shapes += _days(frame, height, words)
    if trend is not None:
        shapes += _curve(frame, trend, words, text_width)
    return tuple(shapes)


def _scale(trend: Trend) -> tuple[float, float]:
    """The ends of the value axis; of an endless scale, what the points need."""
    if trend.high > trend.low and trend.high - trend.low <= 100:
        return trend.low, trend.high
    most = max((point.value for point in trend.points), default=1.0)
    return trend.low, max(trend.low + 1, most * 1.15)


def _ticks(low: float, high: float) -> list[float]:
    """Round values, about five of them."""
    raw = (high - low) / 5
    unit = 10 ** floor(log10(raw)) if raw > 0 else 1
    step = next(unit * each for each in (1, 2, 5, 10) if unit * each >= raw)
    return [step * number for number in range(ceil(low / step), floor(high / step) + 1)]


def _grid(frame: _Frame, words: Catalogue) -> Iterator[ChartShape]:
    for value in _ticks(frame.low, frame.high):
        y = frame.y(value)
        yield ChartLine(points=((frame.left, y), (frame.right, y)), ink=ChartInk.GRID)
        yield ChartText(
            x=frame.left - 8,
            y=y + SIZE * 0.35,
            text=said_number(value, words),
            size=SIZE,
            ink=ChartInk.TEXT_2,
            anchor=Anchor.RIGHT,
        )


def _band(frame: _Frame, trend: Trend, words: Catalogue) -> Iterator[ChartShape]:
    """From the baseline to the change that matters."""
    if trend.important is None or trend.baseline is None:
        return
    start = trend.baseline.value
    change = trend.important if trend.higher_is_better else -trend.important
    top, bottom = sorted((frame.y(start), frame.y(start + change)))
    edge = frame.y(start + change)
    yield ChartBox(
        x=frame.left, y=top, width=frame.right - frame.left, height=bottom - top, ink=ChartInk.TINT
    )
    yield ChartLine(
        points=((frame.left, edge), (frame.right, edge)), ink=ChartInk.ACCENT, width=1.2, is_dotted=True
    )
    free = frame.top + 3.5 * SIZE  # above stands how far it came
    x, y = frame.right + 8, max(free, min(edge, frame.bottom - 2 * SIZE)) + SIZE * 0.35
    yield ChartText(x=x, y=y, text=said_change(change, words), size=SIZE, ink=ChartInk.ACCENT, is_strong=True)
    for number, line in enumerate(words.gettext("important change").split(" ", 1), start=1):
        yield ChartText(x=x, y=y + number * (SIZE + 3), text=line, size=SIZE, ink=ChartInk.TEXT_2)


def _versions(frame: _Frame, bottom: float, words: Catalogue, text_width: TextWidth) -> Iterator[ChartShape]:
    """A line through everything where a version was handed out; names that would meet are left out."""
    free_from = frame.left
    for step in frame.chart.doses:
        x = frame.x(step.from_day)
        yield ChartLine(points=((x, 8), (x, bottom)), ink=ChartInk.TEXT_2, is_dotted=True)
        name = words.gettext("v{number}").format(number=step.version)
        if x + 6 >= free_from:
            yield ChartText(x=x + 6, y=16, text=name, size=SIZE, ink=ChartInk.TEXT_2)
            free_from = x + 12 + text_width(name, SIZE, is_strong=False)


def _doses(frame: _Frame, top: float, words: Catalogue, text_width: TextWidth) -> Iterator[ChartShape]:
    steps = frame.chart.doses
    most = max(step.minutes_a_week for step in steps) or 1
    bottom = top + _STRIP
    yield ChartLine(points=((frame.left, bottom), (frame.right, bottom)), ink=ChartInk.GRID)
    for step in steps:
        left, right = frame.x(step.from_day), frame.x(step.to_day)
        high = (_STRIP - 8) * step.minutes_a_week / most
        width = max(right - left, 2)
        yield ChartBox(x=left, y=bottom - high, width=width, height=high, ink=ChartInk.DOSE)
        edge = ((left, bottom - high), (left + width, bottom - high))
        yield ChartLine(points=edge, ink=ChartInk.ACCENT, width=2)
        said = _dose_said(step, words, width - 8, text_width)
        yield ChartText(x=left + 6, y=bottom - 5, text=said, size=SIZE, ink=ChartInk.TEXT)
    lines = (words.gettext("Stretch dose,"), words.gettext("one muscle"))
    for number, line in enumerate(lines):
        y = bottom - 20 + number * (SIZE + 3)
        yield ChartText(x=frame.right + 8, y=y, text=line, size=SIZE, ink=ChartInk.TEXT_2)


def _dose_said(step: DoseStep, words: Catalogue, room: float, text_width: TextWidth) -> str:
    """In full, short, or nothing, as there is room."""
    minutes = said_number(step.minutes_a_week, words)
    choices = (
        words.gettext("{minutes} min a week").format(minutes=minutes),
        words.gettext("{minutes} min").format(minutes=minutes),
        minutes,
    )
    fitting = (each for each in choices if text_width(each, SIZE, is_strong=False) <= room)
    return next(fitting, "")


def _diaries(frame: _Frame, top: float, words: Catalogue, text_width: TextWidth) -> Iterator[ChartShape]:
    bottom = top + _DIARY
    for span in frame.chart.diaries:
        left = frame.x(span.from_day)
        width = max(frame.x(span.to_day + timedelta(days=1)) - left, 4)
        yield ChartBox(x=left, y=top + 4, width=width, height=_DIARY - 4, ink=ChartInk.GRID)
        done = width * min(1.0, span.share_done)
        yield ChartBox(x=left, y=top + 4, width=done, height=_DIARY - 4, ink=ChartInk.DOSE, is_hatched=True)
        said = f"{round(span.share_done * 100)} %"
        if text_width(said, SIZE, is_strong=True) + 8 <= width:
            yield ChartText(x=left + 5, y=bottom - 6, text=said, size=SIZE, ink=ChartInk.TEXT, is_strong=True)
    yield ChartText(
        x=frame.right + 8, y=bottom - 6, text=words.gettext("Diary: done"), size=SIZE, ink=ChartInk.TEXT_2
    )


def _days(frame: _Frame, height: float, words: Catalogue) -> Iterator[ChartShape]:
    """The time axis: first days of months, or weeks where it is short."""
    said = ""
    free_from = frame.left - 1
    for day in _marked_days(frame.chart):
        x = frame.x(day)
        is_long = (frame.chart.last - frame.chart.first).days >= _MONTHS_FROM_DAYS
        name = short_month(day, words) if is_long else short_date(day, words)
        if x >= free_from and name != said:
            yield ChartText(x=x, y=height - 6, text=name, size=SIZE, ink=ChartInk.TEXT_2)
            free_from, said = x + _LEAST_BETWEEN, name


def _marked_days(chart: CareChart) -> Sequence[date]:
    length = (chart.last - chart.first).days
    if length < _MONTHS_FROM_DAYS:
        return [chart.first + timedelta(days=7 * week) for week in range(length // 7 + 1)]
    months = range(chart.first.year * 12 + chart.first.month, chart.last.year * 12 + chart.last.month)
    return [chart.first, *(date(month // 12, month % 12 + 1, 1) for month in months)]


def _curve(frame: _Frame, trend: Trend, words: Catalogue, text_width: TextWidth) -> Iterator[ChartShape]:
    places = [(frame.x(point.on), frame.y(point.value)) for point in trend.points]
    yield from _values(frame, trend, places, words, text_width)
    if len(places) > 1:
        yield ChartLine(points=tuple(places), ink=ChartInk.TEXT, width=2)
    for x, y in places:
        yield ChartDot(x=x, y=y, radius=_DOT, ink=ChartInk.TEXT)


def _values(
    frame: _Frame,
    trend: Trend,
    places: Sequence[tuple[float, float]],
    words: Catalogue,
    text_width: TextWidth,
) -> Iterator[ChartShape]:
    """The numbers beside the points: the last, the first, and what has room between them."""
    taken: list[tuple[float, float]] = []
    order = [len(places) - 1, 0, *range(len(places) - 2, 0, -1)]
    for number in dict.fromkeys(order):
        x, y = places[number]
        said = said_number(trend.points[number].value, words)
        if number == 0 and len(places) > 1:
            said = words.gettext("{number} baseline").format(number=said)
        width = text_width(said, SIZE, is_strong=True)
        is_first = number == 0
        left = x + 6 if is_first else min(x - width / 2, frame.right - width)
        if any(left < end and left + width > start for start, end in taken):
            continue
        taken.append((left - 6, left + width + 6))
        is_low = is_first or y - SIZE - 6 < frame.top
        below = min(y + SIZE + 8, frame.bottom - 3)
        base = below if is_low else y - 10
        yield ChartBox(x=left - 2, y=base - SIZE + 1, width=width + 4, height=SIZE + 2, ink=ChartInk.PAPER)
        yield ChartText(x=left, y=base, text=said, size=SIZE, ink=ChartInk.TEXT, is_strong=True)
    yield from _changes(frame, trend, places[-1], words)


def _changes(
    frame: _Frame, trend: Trend, last: tuple[float, float], words: Catalogue
) -> Iterator[ChartShape]:
    """How far it came, at the end of the curve, in two short lines."""
    top = min(max(frame.top + SIZE, last[1] - SIZE), frame.bottom - 4 * SIZE)
    if trend.important is not None and trend.baseline is not None:
        top = frame.top + SIZE * 0.5
    for number, (text, change) in enumerate(_said_changes(trend, words)):
        yield ChartText(
            x=frame.right + 8,
            y=top + number * (SIZE + 3),
            text=text,
            size=SIZE,
            ink=_judged(trend, change),
            is_strong=True,
        )


def _said_changes(trend: Trend | None, words: Catalogue) -> list[tuple[str, float]]:
    """How far it came since the start and, where that is not the same, since the last time."""
    if trend is None or trend.since_start is None or trend.since_last is None:
        return []
    said = [(words.gettext("{change} since start"), trend.since_start)]
    if len(trend.points) > 2:
        said.append((words.gettext("{change} since last"), trend.since_last))
    return [(text.format(change=said_change(change, words)), change) for text, change in said]


def _judged(trend: Trend, change: float) -> ChartInk:
    if change == 0:
        return ChartInk.TEXT_2
    return ChartInk.BETTER if trend.is_better(change) else ChartInk.WORSE


def said_number(value: float, words: Catalogue) -> str:
    """A number with one decimal where it has one, with the language's decimal sign; a true minus."""
    rounded = round(value, 1)
    return number_words(0.0 if rounded == 0 else rounded, words).replace("-", "−")


def said_change(value: float, words: Catalogue) -> str:
    """A change with its sign; a true minus."""
    number = said_number(abs(value), words)
    if number == "0":
        return "±0"
    return f"+{number}" if value > 0 else f"−{number}"
