"""What the record adds to a therapist's summary: advice that was kept, screens, what was handed out."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from clinic_app.domain.advice_words import advice_sentence
from clinic_app.domain.date_words import written_date
from clinic_app.domain.diff_summary import changes_line, unbroken
from clinic_app.domain.diff_words import DiffWords, language_name
from clinic_app.domain.dose_rules import Advice
from clinic_app.domain.handout import Mixed, Typed, Words
from clinic_app.domain.kept_advice import kept_of
from clinic_app.domain.program import KeptAdvice, ProgramContent
from clinic_app.domain.program_diff import program_diff
from clinic_app.domain.red_flags import RedFlagScreen, newest_of_each
from clinic_app.domain.screen_words import result_line, screen_name
from clinic_app.domain.sheet_words import PAPER_NAMES, choices_line
from clinic_app.domain.summary import in_row
from clinic_app.domain.version_words import ways_words
from clinic_app.services.history import VersionEntry

_MOST_VERSIONS: Final = 3
"""So many are told of, the newest first; the others are counted."""
_MOST_CHANGES: Final = 2


def advice_lines(content: ProgramContent, advice: Sequence[Advice], words: DiffWords) -> Iterator[Words]:
    """Each check that was decided against: which, what it said, why it was kept, by whom, when.

    The same said of several exercises, and answered alike, is said once.
    """
    alike: dict[tuple[str, str, Mixed], list[str]] = {}
    for kept in content.kept_advice:
        said = next((each for each in advice if kept_of(each, content.kept_advice) is kept), None)
        exercise = words.library.known_exercises.get(kept.exercise_slug)
        key = (kept.rule.partition(":")[0], _said(kept, said, words), _answer(kept, words))
        alike.setdefault(key, []).append(exercise.name(words.language) if exercise else "")
    for (rule, sentence, answer), names in alike.items():
        about = "; ".join(name for name in names if name)
        colon = ": " if about and sentence else " " if about else ""
        yield Mixed((f"**{rule}** ", Typed(f"{about}{colon}{sentence} "), *answer.parts))


def _said(kept: KeptAdvice, said: Advice | None, words: DiffWords) -> str:
    """What the check says; where it says nothing any more, the screen it was about."""
    if said is not None:
        return advice_sentence(said, words.library, words.catalogue, words.language)
    screen = words.library.screens.get(kept.rule.partition(":")[2])
    return screen_name(screen, words.language) if screen else ""


def _answer(kept: KeptAdvice, words: DiffWords) -> Mixed:
    text = words.catalogue.gettext
    version = text("Kept in version {number}").format(number=kept.version) if kept.version else text("Kept")
    day = written_date(kept.on, words.catalogue) if kept.on else ""
    return in_row(f"**{version}**", Typed(kept.reason), Typed(kept.by), day)


def screen_lines(screens: Sequence[RedFlagScreen], words: DiffWords) -> Iterator[Words]:
    """The newest result of each red-flag screen, and what was done about findings."""
    for result in newest_of_each(screens):
        said = result_line(result, words.library, words.catalogue, words.language)
        yield in_row(said, Typed(result.action))


def version_lines(entries: Sequence[VersionEntry], words: DiffWords) -> Iterator[Words]:
    """Each version that was handed out, newest first: when and how it left, by whom, and what was new."""
    given = [each for each in entries if each.handouts]
    before = {later.version.id: earlier for earlier, later in pairwise(given)}
    newest = given[::-1][:_MOST_VERSIONS]
    for entry in newest:
        yield _version_line(entry, before.get(entry.version.id), words)
    if rest := len(given) - len(newest):
        said = words.catalogue.ngettext(
            "{count} earlier version, the first of {date}",
            "{count} earlier versions, the first of {date}",
            rest,
        )
        first = written_date(given[0].handouts[0].handed_out_at.astimezone().date(), words.catalogue)
        yield said.format(count=rest, date=first)


def _version_line(entry: VersionEntry, before: VersionEntry | None, words: DiffWords) -> Words:
    catalogue, last = words.catalogue, entry.handouts[-1]
    ways = dict.fromkeys(
        f"{ways_words((each,), catalogue)} {written_date(each.handed_out_at.astimezone().date(), catalogue)}"
        for each in entry.handouts
    )
    choices = entry.content.choices
    paper = last.paper if last.paper in PAPER_NAMES else ""
    named = catalogue.gettext(PAPER_NAMES[paper]) if paper else ""
    sheet = choices_line(choices, catalogue, paper) if choices else named
    pages = catalogue.ngettext("{count} page", "{count} pages", last.page_count)
    line = in_row(
        f"**{catalogue.gettext('Version {number}').format(number=entry.version.number)}**",
        ", ".join(ways),
        Typed(entry.therapist),
        sheet,
        pages.format(count=last.page_count),
        language_name(last.language, catalogue),
    )
    if before is None:
        return line
    diff = program_diff(before.content, entry.content)
    return in_row(line, Typed(unbroken(changes_line(diff, words, _MOST_CHANGES))))
