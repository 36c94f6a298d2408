"""Scores and changes in words: numbers with the decimal sign and the unit of the language."""

from typing import Final

from clinic_app.domain.measures import MeasureUnit
from clinic_app.domain.words import Catalogue

_PLURAL: Final = 2
"""The count whose form goes with a part of one, and with none: “0.5 points”."""


def number_words(value: float, catalogue: Catalogue) -> str:
    """“3”, “35.6”: one decimal where there is any."""
    rounded = round(value, 1)
    text = str(int(rounded)) if rounded == int(rounded) else f"{rounded:.1f}"
    return text.replace(".", catalogue.pgettext("decimal sign", "."))


def limit_words(value: float, catalogue: Catalogue) -> str:
    """“12.85”: as many decimals as the source gives."""
    return f"{value:g}".replace(".", catalogue.pgettext("decimal sign", "."))


def with_unit(number: str, value: float, unit: MeasureUnit, catalogue: Catalogue) -> str:
    """“3 points”, “1 stand”, “1.4 s”, with the number as it is written."""
    count = 1 if abs(value) == 1 else _PLURAL
    words = {
        MeasureUnit.POINTS: catalogue.ngettext("{number} point", "{number} points", count),
        MeasureUnit.PERCENT: catalogue.ngettext(
            "{number} percentage point", "{number} percentage points", count
        ),
        MeasureUnit.SECONDS: catalogue.gettext("{number} s"),
        MeasureUnit.STANDS: catalogue.ngettext("{number} stand", "{number} stands", count),
    }
    return words[unit].format(number=number)


def amount_words(value: float, unit: MeasureUnit, catalogue: Catalogue) -> str:
    """An amount without its sign: “3 points”."""
    return with_unit(number_words(abs(value), catalogue), value, unit, catalogue)


def score_words(value: float, unit: MeasureUnit, catalogue: Catalogue) -> str:
    """A score: “36%”, “12.4 s”, “9 stands”, “17”."""
    number = number_words(value, catalogue)
    if unit is MeasureUnit.POINTS:
        return number
    if unit is MeasureUnit.PERCENT:
        return catalogue.gettext("{number}%").format(number=number)
    return with_unit(number, value, unit, catalogue)
