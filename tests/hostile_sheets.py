"""Sheets with hostile words in every field, and what became of the words on paper."""

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

import pypdfium2

from builders import a_clinic, a_therapist
from clinic_app.domain.program import Phase, ProgramContent
from clinic_app.domain.sheet_choices import SheetChoices, SheetLayout
from clinic_app.pdf.writer import HandoutPdf
from clinic_app.services.sheet import SheetSubject
from hostile_words import KINDS, as_read, comparable
from sheets import CALVES, SheetMaker
from tag_tree import TagTree

LONGEST_NAME: Final = 300
"""Of what stands on one line: what the forms and the files take."""

OF_SHEET: Final = (
    "title",
    "why",
    "patient_name",
    "clinic_name",
    "therapist_name",
    "credentials",
    "signature_note",
    "phone",
    "address",
    "web",
    "hours",
    "booking_url",
    "emergency_number",
    "phase_name",
)
OF_EXERCISE: Final = (
    "name",
    "step_1",
    "step_2",
    "step_3",
    "felt_where",
    "common_mistake",
    "easier",
    "start_caption",
    "end_caption",
    "note",
)
FIELDS: Final = (*OF_SHEET, *OF_EXERCISE)
"""Every place of a sheet that somebody types in."""
_ON_ONE_LINE: Final = frozenset(OF_SHEET) - {"why"} | {"name", "start_caption", "end_caption"}

_EMPHASIS: Final = re.compile(r"(?<!\*)\*\*(?!\*)(.*?)(?<!\*)\*\*(?!\*)", re.DOTALL)
"""In an exercise's own words pairs of stars make words bold, as in the library's."""
_IN_LIBRARY_STYLE: Final = frozenset(OF_EXERCISE) - {"note"}

_BY_WHOM: Final = {"clinic_name", "therapist_name", "credentials", "signature_note"}
_CONTACT: Final = {"address", "web", "hours", "booking_url"}
_STEPS: Final = {"step_1", "step_2", "step_3", "felt_where", "common_mistake", "easier", "note"}
LEFT_OUT: Final[dict[SheetLayout, frozenset[str]]] = {
    SheetLayout.STANDARD: frozenset(),
    SheetLayout.TWO_A_PAGE: frozenset(),
    SheetLayout.THREE_WITH_LOG: frozenset({"easier"}),
    SheetLayout.POSTER: frozenset(_BY_WHOM | {"title", "why", "phase_name"}),
    SheetLayout.GRID: frozenset(_STEPS | {"start_caption"}),
    SheetLayout.WALL_CHART: frozenset(_STEPS | _CONTACT | {"emergency_number", "phase_name"}),
    SheetLayout.POCKET: frozenset(_BY_WHOM | _CONTACT | {"why", "easier", "felt_where", "phase_name"}),
    SheetLayout.LOG: frozenset({*OF_EXERCISE, "emergency_number"}),
}
"""What a layout does not say, by design."""


@dataclass(frozen=True, slots=True)
class Hostile:
    """A sheet to write: a text for every field, and how it is printed."""

    texts: dict[str, str]
    choices: SheetChoices
    language: str = "en"
    paper: str = "a4"

    def content(self, sheets: SheetMaker) -> ProgramContent:
        texts = self.texts
        content = sheets.content(
            title=texts["title"],
            why=texts["why"],
            language=self.language,
            paper=self.paper,
            phase=Phase(name=texts["phase_name"]) if texts["phase_name"].strip() else None,
        )
        first, second = content.items
        wording = sheets.library.exercise(CALVES[0]).wording_in("en")
        own = replace(
            wording,
            name=texts["name"],
            steps=(texts["step_1"], texts["step_2"], texts["step_3"]),
            felt_where=texts["felt_where"],
            common_mistake=texts["common_mistake"],
            easier=texts["easier"],
            start_caption=texts["start_caption"],
            end_caption=texts["end_caption"],
        )
        first = replace(first, note=texts["note"], wording=own, has_own_wording=True)
        return replace(content, items=(first, second))

    def subject(self, sheets: SheetMaker) -> SheetSubject:
        texts = self.texts
        return sheets.subject(
            patient_name=texts["patient_name"],
            clinic=a_clinic(
                name=texts["clinic_name"],
                phone=texts["phone"],
                address=texts["address"],
                web=texts["web"],
                hours=texts["hours"],
                booking_url=texts["booking_url"],
                emergency_number=texts["emergency_number"],
            ),
            therapist=a_therapist(
                id=UUID(int=7),
                name=texts["therapist_name"],
                credentials=texts["credentials"],
                signature_note=texts["signature_note"],
            ),
            version_number=3,
        )

    def written(self, sheets: SheetMaker) -> HandoutPdf:
        return sheets.write(self.content(sheets), self.subject(sheets), self.choices)


def texts_for(word_for: Callable[[int], str]) -> dict[str, str]:
    """A text for every field, by the field's place; shortened where a field takes no more."""
    return {
        name: word_for(at)[:LONGEST_NAME] if name in _ON_ONE_LINE else word_for(at)
        for at, name in enumerate(FIELDS)
    }


def everywhere(text: str) -> dict[str, str]:
    """The same text in every field."""
    return dict.fromkeys(FIELDS, text)


@dataclass(frozen=True, slots=True)
class Paper:
    """What can be read of a written sheet."""

    texts: tuple[str, ...]
    """Of each element of the tree and of each decoration, as they compare."""
    attached: str
    """Every text of the program within it, without spaces."""
    outside: int
    """How many characters lie beyond the edge."""

    def says(self, typed: str) -> bool:
        wanted = comparable(as_read(typed))
        return any(wanted in text for text in self.texts)

    def keeps(self, typed: str) -> bool:
        """Whether the program within the document has the words as they were typed."""
        return "".join(typed.split()) in self.attached

    def begins(self, typed: str) -> bool:
        """Whether the words begin on paper, and three dots say that they go on."""
        wanted = comparable(as_read(typed))
        for text in self.texts:
            start = text.find("...")
            while start >= 0:
                for length in range(min(start, len(wanted)), 0, -1):
                    if text[start - length : start] == wanted[:length]:
                        return True
                start = text.find("...", start + 1)
        return False


def read(written: HandoutPdf, margin: float = 0.0) -> Paper:
    tree = TagTree(written.data)
    texts = [node.text for node in tree.document.walk()] + [node.alternative for node in tree.document.walk()]
    for page in tree.pages:
        texts += ["".join(text for _, text in page.decoration)]
        texts += [text for _, text in page.decoration]
    files: Any = tree.reader.attachments
    attached = "".join("".join(_strings(json.loads(files["program.json"][0]))).split())
    return Paper(tuple(comparable(text) for text in texts if text), attached, _outside(written, margin))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _outside(written: HandoutPdf, margin: float) -> int:
    document = pypdfium2.PdfDocument(written.data)
    found = 0
    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        for at in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(at)
            if right > left and (
                left < margin or right > width - margin or bottom < margin or top > height - margin
            ):
                found += 1
    document.close()
    return found


_REACHING: Final = (
    "open",
    "os.open",
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.spawn",
    "urllib.",
)


@dataclass(slots=True)
class Watch:
    """What was opened while somebody watched."""

    is_on: bool = False
    seen: list[str] = field(default_factory=list)

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.is_on and event.startswith(_REACHING):
            self.seen.append(f"{event} {arguments[:1]!r}")

    @contextmanager
    def watching(self) -> Iterator[list[str]]:
        self.seen.clear()
        self.is_on = True
        try:
            yield self.seen
        finally:
            self.is_on = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What went wrong with one sheet: nothing, if all are empty."""

    lost: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    outside: int = 0
    raised: str = ""

    @property
    def is_good(self) -> bool:
        return self == Verdict()


def judged(sheet: Hostile, sheets: SheetMaker, watch: Watch) -> Verdict:
    """Write the sheet under watch and read it again."""
    try:
        with watch.watching() as opened:
            written = sheet.written(sheets)
    except Exception as error:
        return Verdict(raised=repr(error))
    paper = read(written)
    return Verdict(tuple(lost(sheet, paper)), tuple(opened), paper.outside)


def kinds_in_turn(at: int) -> dict[str, str]:
    """Another kind in each field; over as many sheets as there are kinds, each stands in each field once."""
    words = tuple(KINDS.values())
    return texts_for(lambda field_at: words[(at + field_at) % len(words)])


def strings_in_turn(strings: Sequence[str], at: int) -> dict[str, str]:
    """The same with other strings."""
    return texts_for(lambda field_at: strings[(at + field_at * 89) % len(strings)])


def a_watch() -> Watch:
    """Sees every file, socket and program from now on; hooks stay for the life of the process."""
    watch = Watch()
    sys.addaudithook(watch)
    return watch


SHORTENED: Final[dict[SheetLayout, frozenset[str]]] = {SheetLayout.POSTER: frozenset({"patient_name"})}
"""What stands at the foot alone, given names as initials where it is long; the file within has it whole."""


def lost(sheet: Hostile, paper: Paper) -> list[str]:
    """The fields that are not on paper; nor, where three dots say there is more, in the file within."""
    gone = []
    for name, typed in sheet.texts.items():
        shown = _EMPHASIS.sub(r"\1", typed) if name in _IN_LIBRARY_STYLE else typed
        if name in LEFT_OUT[sheet.choices.layout] or not as_read(shown) or paper.says(shown):
            continue
        is_short = name in SHORTENED.get(sheet.choices.layout, ()) or paper.begins(typed)
        if is_short and paper.keeps(typed):
            continue
        gone.append(name)
    return gone
