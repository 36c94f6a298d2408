"""What each line of the timeline says."""

from dataclasses import dataclass
from functools import singledispatch
from typing import Final

from clinic_app.domain.diary import Diary
from clinic_app.domain.errors import InputError
from clinic_app.domain.letter import Letter, LetterKind
from clinic_app.domain.library import Library
from clinic_app.domain.measure_change import change
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.measure_words import number_words, score_words, with_unit
from clinic_app.domain.measures import Measure, MeasureUnit
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.screen_words import result_line
from clinic_app.domain.story import EpisodeEntry, HandoutEntry, ScoreEntry, Subject, VisitEntry
from clinic_app.domain.visit import NotePart
from clinic_ui.scores.diary_words import done_words
from clinic_ui.theme import Tone
from clinic_ui.words import Words

_LONGEST_LINE: Final = 300


@dataclass(frozen=True, slots=True)
class EntryLines:
    """A line of the timeline: its icon and title, what follows, and what can be done from here."""

    icon: str
    title: str
    line: str = ""
    link: str = ""
    tone: Tone = Tone.TEXT
    """Of the title: what waits for somebody stands out."""
    is_struck: bool = False
    """Whether the title no longer holds."""

    @property
    def whole(self) -> str:
        """Everything, for a screen reader and a tooltip."""
        return ". ".join(part for part in (self.title, self.line, self.link) if part)


@dataclass(frozen=True, slots=True)
class SayEntry:
    """Says what happened, in the window's words."""

    library: Library
    words: Words

    def __call__(self, subject: Subject) -> EntryLines:
        """The lines of one entry."""
        return _lines(subject, self.library, self.words)


@singledispatch
def _lines(subject: object, library: Library, words: Words) -> EntryLines:
    raise NotImplementedError(type(subject))


@_lines.register
def _visit(entry: VisitEntry, library: Library, words: Words) -> EntryLines:  # noqa: ARG001
    visit, text = entry.visit, words.gettext
    title = text("Visit {number}").format(number=entry.number)
    if not visit.is_signed:
        title = text("{title}, not signed").format(title=title)
    elif entry.amendments:
        title = text("{title}, amended").format(title=title)
    said = [first_words(part) for each in _READ_FIRST if (part := visit.part(each).strip())][:1]
    if visit.pain_now is not None:
        said.append(text("Pain {number}/10").format(number=visit.pain_now))
    given = max((each.number or 0 for each in entry.given), default=0)
    return EntryLines(
        icon="person",
        title=title,
        line="  ·  ".join(said) or text("Nothing noted yet"),
        link=text("Gave version {number}").format(number=given) if given else "",
        tone=Tone.TEXT if visit.is_signed else Tone.WARN,
    )


_READ_FIRST: Final = (NotePart.ASSESSMENT, NotePart.SUBJECTIVE, NotePart.OBJECTIVE, NotePart.PLAN)
"""The part of a note that tells most is shown."""


@_lines.register
def _handout(entry: HandoutEntry, library: Library, words: Words) -> EntryLines:  # noqa: ARG001
    text, handout = words.gettext, entry.handout
    said = text("Version {number} given again") if entry.is_again else text("Version {number} handed out")
    pages = words.ngettext("{count} page", "{count} pages", handout.page_count)
    count = len(entry.version.content.items)
    exercises = words.ngettext("{count} exercise", "{count} exercises", count).format(count=count)
    parts = (entry.version.content.title, exercises, pages.format(count=handout.page_count))
    return EntryLines(
        icon="hand_out",
        title=said.format(number=handout.version_number),
        line="  ·  ".join(part for part in parts if part),
        link=text("Print again"),
    )


@_lines.register
def _score(entry: ScoreEntry, library: Library, words: Words) -> EntryLines:
    first = entry.results[0]
    measure = library.measures.get(first.measure)
    if entry.is_withdrawn:
        return _withdrawn(entry, measure, words)
    if measure is None:
        return EntryLines(icon="star", title=f"{first.measure} {first.value:g}", line=first.note)
    by_key = {each.part: at for at, each in enumerate(entry.results)}
    shown = [by_key[part.key] for part in measure.parts if part.key in by_key]
    said = [part_words(measure, entry.results[at], entry.before[at], words) for at in shown]
    what = first.note or ", ".join(first.activities)
    if len(said) == 1:
        value, changed = said[0]
        line = "  ·  ".join(each for each in (changed, what or measure.name(words.language)) if each)
        return EntryLines(icon="star", title=f"{measure.short} {value}", line=first_words(line))
    parts = [f"{value}, {changed}" if changed else value for value, changed in said]
    line = "  ·  ".join(each for each in (*parts, what) if each)
    return EntryLines(icon="star", title=measure.short, line=first_words(line))


def _withdrawn(entry: ScoreEntry, measure: Measure | None, words: Words) -> EntryLines:
    """What it was, struck, and why it was a mistake."""
    first = entry.results[0]
    assert first.withdrawn_at is not None
    title = measure.short if measure else first.measure
    if measure and len(entry.results) == 1:
        title = f"{title} {part_words(measure, first, None, words)[0]}"
    said = words.gettext("Withdrawn {date}: {reason}").format(
        date=words.day(first.withdrawn_at.astimezone().date()), reason=first.withdrawn_because
    )
    return EntryLines(icon="star", title=title, line=first_words(said), tone=Tone.TEXT_2, is_struck=True)


def part_words(
    measure: Measure, result: MeasureResult, before: MeasureResult | None, words: Words
) -> tuple[str, str]:
    """A part's value with its unit, and its change since the last time: “17 points”, “3 points better”."""
    number = number_words(result.value, words)
    value = (
        with_unit(number, result.value, measure.unit, words)
        if measure.unit is MeasureUnit.POINTS
        else score_words(result.value, measure.unit, words)
    )
    if result.part:
        names = measure.part(result.part).names
        value = f"{names.get(words.language) or names['en']} {value}"
    try:
        found = change(measure, before, result) if before or measure.is_change else None
    except InputError:
        found = None
    if found is None:
        return value, ""
    changed = found.in_words(words)
    if found.since is None:
        return value, changed
    return value, words.gettext("{change} since {date}").format(change=changed, date=words.day(found.since))


@_lines.register
def _diary(diary: Diary, library: Library, words: Words) -> EntryLines:  # noqa: ARG001
    said = [done_words(diary, words)]
    if diary.worst_pain is not None:
        said.append(words.gettext("pain {number} at worst").format(number=diary.worst_pain))
    return EntryLines(icon="calendar", title=words.gettext("Diary keyed in"), line="  ·  ".join(said))


@_lines.register
def _screen(screen: RedFlagScreen, library: Library, words: Words) -> EntryLines:
    title = result_line(screen, library, words, words.language)
    tone = Tone.TEXT if screen.is_clear else Tone.BAD
    return EntryLines(icon="flag", title=title, line=first_words(screen.action), tone=tone)


@_lines.register
def _letter(letter: Letter, library: Library, words: Words) -> EntryLines:  # noqa: ARG001
    text = words.gettext
    kind = {
        LetterKind.DISCHARGE: text("Discharge summary"),
        LetterKind.PROGRESS: text("Progress report"),
    }[letter.kind]
    pages = words.ngettext("{count} page", "{count} pages", letter.page_count).format(count=letter.page_count)
    title = text("{letter} to {addressee}").format(letter=kind, addressee=letter.addressee)
    return EntryLines(
        icon="document",
        title=title if letter.addressee else kind,
        line=pages,
        link=text("Print again"),
    )


@_lines.register
def _episode(entry: EpisodeEntry, library: Library, words: Words) -> EntryLines:  # noqa: ARG001
    text, episode = words.gettext, entry.episode
    if entry.is_end:
        title = text("Closed: {problem}").format(problem=episode.problem)
        return EntryLines(icon="check", title=title, line=first_words(episode.outcome))
    title = text("New problem: {problem}").format(problem=episode.problem)
    return EntryLines(icon="add", title=title, line=first_words(episode.mechanism))


def first_words(note: str) -> str:
    """A note in one line, not endless."""
    line = " ".join(note.split())
    return line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE].rstrip()} …"
