"""What one score says by itself: past a line that a source draws for patients of that age and sex."""

from dataclasses import dataclass

from clinic_app.domain.measure_words import limit_words
from clinic_app.domain.measures import Measure, ReadingRow, ReadingRule
from clinic_app.domain.patient import Sex
from clinic_app.domain.words import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One thing a score says, and where that comes from."""

    rule: ReadingRule
    limit: float

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the library's sources."""
        return self.rule.sources

    def in_words(self, language: str, catalogue: Catalogue) -> str:
        """The sentence in that language, else in English."""
        text = self.rule.texts.get(language) or self.rule.texts["en"]
        return text.format(limit=limit_words(self.limit, catalogue))


def readings(
    measure: Measure, value: float, *, age: int | None = None, sex: Sex = Sex.UNKNOWN
) -> tuple[Reading, ...]:
    """Everything a score of any part says; ``age`` in whole years. What is not known is not guessed."""
    return tuple(
        Reading(rule=rule, limit=row.limit)
        for rule in measure.readings
        for row in rule.rows
        if _is_meant(row, age, sex) and (value < row.limit if rule.is_below else value >= row.limit)
    )


def _is_meant(row: ReadingRow, age: int | None, sex: Sex) -> bool:
    if row.sex and row.sex != sex:
        return False
    if row.age_from is None and row.age_to is None:
        return True
    return age is not None and (row.age_from or 0) <= age <= (row.age_to if row.age_to is not None else age)
