"""The therapist's summary of a program, ready to be set on paper: for the file, never for the patient.

Text a person typed is :class:`~clinic_app.domain.handout.Typed`, as on a sheet.
"""

from dataclasses import dataclass

from clinic_app.domain.handout import Mixed, Paper, Typed, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryItem:
    """A row of the table: one prescribed exercise."""

    number: int
    name: Words
    side: str
    dose: str
    """Amount and rests: “3 × 30 s”."""

    how_often: str
    details: Words = ""
    """Rests, pace, effort, weeks: what the dose says beyond that."""

    time: str
    """What it takes once, both sides."""

    stretch: str
    """Under stretch in a week; a dash for what is no stretch."""

    change: str = ""
    """What is other than in the version before; empty where nothing is."""

    note: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryHeads:
    """What stands over the table's columns."""

    exercise: str
    side: str
    dose: str
    time: str
    stretch: str
    note: str
    """Before a note: “Note:”."""


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """A heading and what there is to say below it, a paragraph each."""

    heading: str
    lines: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The whole page, in reading order. Parts that nothing is known for are left out."""

    language: str
    right_to_left: bool
    paper: Paper
    accent: str = ""
    """The clinic's own colour, dark enough to be read; empty the usual one."""

    title: str
    warning: str
    """Opposite the title: “Not for the patient”."""

    about: tuple[SummaryPart, ...]
    """Patient, program, therapist."""

    heads: SummaryHeads
    items: tuple[SummaryItem, ...]
    parts: tuple[SummaryPart, ...]
    """Cost, changes, advice that was kept, screens, versions and what was handed out."""

    signed: tuple[str, ...]
    """What is signed by hand below a line."""

    footer_lead: str
    """“For the therapist. Not for the patient.”"""

    patient_names: tuple[Words, ...] = ()
    """The patient's name for the footer, whole and then ever shorter: the first that fits is printed."""

    footer: str
    """Version, date and the program's short name."""

    page_label: str
    """With ``{page}`` and ``{pages}``."""

    document_title: str
    """Of the PDF; never holds the patient's name."""


def in_row(*parts: Words) -> Mixed:
    """Words one behind the other, a dot between them, those that are empty left out."""
    pieces: list[str | Typed] = []
    for part in parts:
        own = _pieces(part)
        if own:
            pieces += [" · ", *own] if pieces else own
    return Mixed(tuple(pieces))


def in_bold(words: Words) -> Mixed:
    """The words in bold, typed ones too."""
    return Mixed(("**", *_pieces(words), "**"))


def _pieces(words: Words) -> tuple[str | Typed, ...]:
    if isinstance(words, Mixed):
        return words.parts
    is_empty = not words.text.strip() if isinstance(words, Typed) else not words
    return () if is_empty else (words,)
