"""What was measured over a problem's care, for a letter: the first value and the last side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from clinic_app.domain.date_words import written_date
from clinic_app.domain.findings import KNOWN_FINDINGS, finding_name, measured_words
from clinic_app.domain.handout import Mixed, Typed, Words
from clinic_app.domain.letter_text import LetterTable
from clinic_app.domain.visit import Finding, FindingKind, Visit
from clinic_app.domain.words import Catalogue


@dataclass(frozen=True, slots=True)
class _Measured:
    """One finding of one day."""

    finding: Finding
    day: date


@dataclass(frozen=True, slots=True)
class _Row:
    """The first and the last time something was measured; ``first`` is None where it was once only."""

    first: _Measured | None
    last: _Measured


def letter_findings(visits: Sequence[Visit], words: Catalogue, *, with_notes: bool) -> LetterTable | None:
    """A row for each thing measured, by kind; visits newest first. None where nothing was.

    The head says on which days most was measured; a value of another day says its own.
    """
    rows = list(_rows(visits, words))
    if not rows:
        return None
    first_day = _most_common([row.first.day for row in rows if row.first is not None])
    last_day = _most_common([row.last.day for row in rows])
    text = words.gettext
    first, last = (written_date(day, words) if day else "" for day in (first_day, last_day))
    return LetterTable(
        heads=(
            text("Measured"),
            text("First, {date}").format(date=first) if first else text("First"),
            text("Last, {date}").format(date=last),
        ),
        rows=tuple(
            (
                _name(row.last.finding, words),
                _cell(row.first, first_day, words, with_notes=with_notes),
                _cell(row.last, last_day, words, with_notes=with_notes),
            )
            for row in rows
        ),
    )


def _most_common(days: Sequence[date]) -> date | None:
    """The later one where two are as common."""
    return max(days, key=lambda day: (days.count(day), day), default=None)


def _rows(visits: Sequence[Visit], words: Catalogue) -> Iterator[_Row]:
    """Kind by kind, as they were first measured; another unit is another thing."""
    found: dict[tuple[FindingKind, str, str], list[_Measured]] = {}
    for visit in reversed(visits):
        for each in visit.findings:
            if measured_words(each, words):
                known = found.setdefault((each.kind, each.name, each.unit), [])
                known.append(_Measured(each, visit.visited_on))
    for kind in FindingKind:
        for (own_kind, _name, _unit), measured in found.items():
            if own_kind is kind:
                yield _Row(measured[0] if len(measured) > 1 else None, measured[-1])


def _name(finding: Finding, words: Catalogue) -> Words:
    """Strength says its scale; what somebody named is never read as markup."""
    own = finding_name(finding, words)
    is_known = (finding.kind, finding.name) in KNOWN_FINDINGS
    name: str | Typed = own if is_known else Typed(own)
    if finding.kind is not FindingKind.STRENGTH:
        return name
    return Mixed((name, words.gettext(", strength 0–5")))


def _cell(measured: _Measured | None, usual: date | None, words: Catalogue, *, with_notes: bool) -> Words:
    if measured is None:
        return "–"
    said = measured_words(measured.finding, words)
    if measured.day != usual:
        said = words.gettext("{value} ({date})").format(value=said, date=written_date(measured.day, words))
    note = measured.finding.note.strip() if with_notes else ""
    return Mixed((said, " – ", Typed(note))) if note else said
