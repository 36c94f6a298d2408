"""A chart of care in words: what somebody hears who does not see it."""

from collections.abc import Callable
from datetime import date

from clinic_app.domain.care_chart import said_number
from clinic_app.domain.trend import CareChart
from clinic_app.domain.words import Catalogue


def chart_said(chart: CareChart, words: Catalogue, say_day: Callable[[date], str]) -> str:
    """Every value with its day, then every dose."""
    parts: list[str] = []
    if chart.trend is not None:
        values = "; ".join(
            f"{say_day(point.on)}: {said_number(point.value, words)}" for point in chart.trend.points
        )
        parts.append(f"{chart.trend.name}: {values}.")
    parts += [
        words.gettext("Version {number} from {date}: {minutes} minutes a week of stretch.").format(
            number=step.version, date=say_day(step.from_day), minutes=said_number(step.minutes_a_week, words)
        )
        for step in chart.doses
    ]
    return " ".join(parts)
