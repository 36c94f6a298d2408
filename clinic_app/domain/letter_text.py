"""What a letter about a patient says, ready to be set on paper: every text resolved."""

from dataclasses import dataclass

from clinic_app.domain.handout import Logo, Paper, Party, Words
from clinic_app.domain.trend import CareChart
from clinic_app.domain.words import Catalogue


@dataclass(frozen=True, slots=True)
class LetterTable:
    """What was found at first and at last, side by side: a row's first cell is what it is about."""

    heads: tuple[str, str, str]
    rows: tuple[tuple[Words, Words, Words], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPart:
    """A heading, what is said below it, a list and a table below that; whatever is empty is left out."""

    heading: str
    paragraphs: tuple[Words, ...] = ()
    points: tuple[Words, ...] = ()
    table: LetterTable | None = None

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing."""
        return not self.paragraphs and not self.points and self.table is None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterChart:
    """A chart with what stands around it; ``said`` is for those who do not see it."""

    heading: str
    chart: CareChart
    words: Catalogue
    """Of what stands within the chart."""
    said: str
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    """One letter. ``greeting`` is empty where none is usual; nobody's name: a line to sign on only."""

    language: str
    right_to_left: bool
    paper: Paper
    accent: str
    logo: Logo | None = None
    clinic: Party
    patient: Party
    addressee: Words
    day: str
    title: str
    greeting: Words = ""
    parts: tuple[LetterPart, ...]
    chart: LetterChart | None = None
    chart_after: int = 0
    """How many of the parts stand before the chart."""
    signature: Words = ""
    signature_note: Words = ""
    footer: str
    patient_names: tuple[Words, ...] = ()
    page_label: str
    document_title: str
    """Of the PDF; never holds the patient's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPage:
    """A chart on a page of its own, with nobody's name on it."""

    language: str
    right_to_left: bool
    paper: Paper
    accent: str
    title: str
    day: str
    chart: LetterChart
    document_title: str
