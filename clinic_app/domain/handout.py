"""What stands on a handout, ready to be set on paper: every text resolved, every picture named.

The services fill a :class:`Sheet`; the pdf floor sets it. Texts may hold ``**bold**`` where they come from
the library; text typed by people is marked as such by :class:`Typed`, and is printed exactly as typed.
Every component has what those need who hear it: a language, alternative text, a plain sentence.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from string import Formatter
from typing import Final


class Paper(StrEnum):
    """Sheet sizes."""

    A4 = "a4"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Typed:
    """Text as somebody typed it: never markup."""

    text: str


@dataclass(frozen=True, slots=True)
class Mixed:
    """A sentence of the library or the catalogue with typed parts in it, each kept apart from the rest."""

    parts: tuple[str | Typed, ...]


Words = str | Typed | Mixed
"""Library text (may hold ``**bold**``), typed text (never), or both in one sentence."""


@dataclass(frozen=True, slots=True)
class Glossed:
    """Words in the patient's language, and the same in the therapist's: printed below, small and grey.

    Never in a stop block.
    """

    words: Words
    below: Words
    language: str
    """Of what stands below."""


Printed = Words | Glossed
"""What may stand on the sheet in two languages."""


def glossed(words: Words, below: Words, language: str) -> Printed:
    """The words with their line below, if there is one."""
    return Glossed(words, below, language) if below else words


def typed(text: str) -> Typed:
    """Mark text as typed by a person."""
    return Typed(text)


def filled(sentence: str, **values: str) -> Mixed:
    """The sentence with typed text in place of its ``{names}``; an empty text leaves nothing."""
    pieces: list[str | Typed] = []
    for literal, name, _, _ in Formatter().parse(sentence):
        if literal:
            pieces.append(literal)
        if name and values[name]:
            pieces.append(Typed(values[name]))
    return Mixed(tuple(pieces))


def joined(*typed_parts: str, by: str = " · ") -> Mixed:
    """Typed texts in a row, those that are empty left out."""
    pieces: list[str | Typed] = []
    for text in typed_parts:
        if text:
            pieces += [by, Typed(text)] if pieces else [Typed(text)]
    return Mixed(tuple(pieces))


def sentences_together(sentences: tuple[Words, ...]) -> Words:
    """Sentences one after the other in one text."""
    pieces: list[str | Typed] = []
    for sentence in sentences:
        pieces += [" "] if pieces else []
        pieces += sentence.parts if isinstance(sentence, Mixed) else (sentence,)
    return Mixed(tuple(pieces)) if pieces else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A block at the head of the sheet: a bold line and a small one. Empty: a line to fill in by hand."""

    heading: Words = ""
    detail: Words = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure to draw: the pose's frame, mirrored for the left side, with caption and alternative text."""

    slug: str
    frame: str
    mirror: bool = False
    caption: str = ""
    alternative: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseCell:
    """One cell of the dose band: a big number over a word (``number`` empty: the words alone, big).

    ``lead`` stands before the number on its line ("Hold"). ``is_how_often`` marks what the head of the sheet
    says too, where all exercises are done at the same times.
    """

    number: str = ""
    word: str = ""
    lead: str = ""
    is_how_often: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetExercise:
    """One exercise on the sheet. ``pictures`` are one to five; ``mistake`` may have its own picture.

    ``details`` is the rest of the prescription (rests, pace, effort, weeks, time of day) in one plain line.
    """

    number: int
    name: Printed
    side_line: str
    pictures: tuple[Picture, ...]
    steps: tuple[Printed, ...]
    felt_lead: str
    felt_where: Words
    easier_lead: str = ""
    easier: Words = ""
    dose: tuple[DoseCell, ...]
    dose_sentence: str
    """The same dose in one plain sentence, for screen readers and text copies."""
    details: Printed = ""
    language: str = ""
    """Of its own texts (name, steps, captions, mistake), where it is not the sheet's."""
    mistake: Words = ""
    mistake_lead: str = ""
    """What the crossed-out picture says to those who hear the sheet: "What not to do"."""
    mistake_picture: Picture | None = None
    note: Words = ""
    note_heading: str = ""
    """Over a note that had to go on after its exercise: "Note (exercise 1)"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new since the last sheet: a bold lead and sentences, the most urgent first.

    ``rest`` stands in place of those that there is no room for.
    """

    lead: str
    sentences: tuple[Words, ...]
    rest: str


class StopLevel(StrEnum):
    """Traffic light: with word, shape and pattern, never colour alone."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class StopLine:
    """One light: its word on the badge, a bold lead and the rule."""

    level: StopLevel
    badge: str
    lead: Words
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpLine:
    """Who to call first (bold) and when."""

    lead: Words
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class StopBlock:
    """When to stop and when to call."""

    heading: str
    lines: tuple[StopLine, ...]
    help_heading: str
    help: tuple[HelpLine, ...]
    reminders_lead: str = ""
    reminders: tuple[Words, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One picture of an education chain with its caption."""

    picture: Picture
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EducationBlock:
    """A short explanation: heading, lead, pictures, points, what to do, and if it is not enough."""

    heading: str
    lead: str
    panels: tuple[Panel, ...] = ()
    points: tuple[str, ...] = ()
    what_to_do_heading: str = ""
    what_to_do: str = ""
    not_enough_heading: str = ""
    not_enough: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSheet:
    """Weeks × days to tick, with a pain box each week. ``bouts`` are the row names of one week's rows.

    ``weeks`` are those prescribed; where they do not fit there are as many as do, at least ``least_weeks``.
    """

    heading: str
    pain_help: str
    week_label: str
    pain_label: str
    days: tuple[str, ...]
    spoken_days: tuple[str, ...]
    """The days' whole names, for those who hear the sheet."""
    bouts: tuple[str, ...]
    weeks: int
    least_weeks: int = 1
    most_weeks: int = 0
    """Where a page has room for more, because nobody prescribed how many; 0: no more than ``weeks``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """Next visit and how to reach the clinic; an empty visit prints a line to fill in by hand."""

    visit_lead: str
    visit: Words
    teach_back: str
    call_lead: str
    phone: Words
    address: Words = ""
    web: Words = ""
    hours: Words = ""
    booking_url: str = ""
    booking_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The clinic's picture: the bytes of a PNG or JPEG, and its size in pixels."""

    data: bytes = field(repr=False)
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that goes with the document; ``kind`` is its media type, as ``application/json``."""

    name: str
    kind: str
    data: bytes
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A whole handout, front to back, in reading order."""

    language: str
    right_to_left: bool
    paper: Paper
    person: str = ""
    """Who the figures show, by key; empty: each figure's own."""
    clinic: Party
    patient: Party
    title: Words
    focus: tuple[tuple[str, Words], ...]
    """The sheet in short: bold lead and text, one after the other ("Do this … once a day.", "Why:")."""
    has_one_schedule: bool = False
    """Whether all exercises are done at the same times, which the focus says then."""
    news: News | None = None
    """None on a first sheet, or where nothing is new."""
    exercises: tuple[SheetExercise, ...]
    stop: StopBlock
    education: tuple[EducationBlock, ...] = ()
    log: LogSheet
    contact: ContactCard
    disclaimer: str
    patient_names: tuple[Words, ...] = ()
    """The patient's name for the footer, whole and then ever shorter: the first that fits is printed."""
    footer: Words
    """Program version and date, after the name; the page number stands opposite."""
    page_label: str
    """With ``{page}`` and ``{pages}``."""
    draft_mark: str = ""
    """Printed across the head of a proof that has not been handed out."""
    phase_line: Words = ""
    document_title: str
    """Of the PDF; never holds the patient's name."""
    attachments: tuple[Attachment, ...] = ()
    logo: Logo | None = None
    accent: str = ""
    """The clinic's own colour, dark enough to be read; empty the usual one."""
    program_code: str = ""
    """What to do in plain text, printed as a code to scan."""
    program_code_text: str = ""
    """What the code is for."""
    figure_key: str
    """Names the shaded area: "Shaded: where you feel it"."""


RIGHT_TO_LEFT: Final = frozenset({"ar", "he", "fa", "ur"})
"""Languages whose pages are mirrored (never the body)."""
