"""Hostile texts on every way out: paper, CSV, FHIR, the clinic's own files, a calendar, an e-mail draft.

Each place is typed into with a mark of its own behind the text. The places that a way out tells
of plain words are those whose hostile words it must tell, or what it shows in their stead.
"""

import csv
import email
import email.policy
import io
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

from campaign.hostile_texts import LONG, TEXTS, as_stored
from campaign.kept_texts import ON_PAPER_S, chosen_texts, tried
from campaign.tally import Tally
from campaign.typed_places import PLACES, Care, new_care
from clinic_app.data.record import create_record
from clinic_app.domain.audit import EVERYTHING
from clinic_app.domain.letter import LetterKind, Reader
from clinic_app.domain.words import ENGLISH
from clinic_app.exchange.program_file import read_program
from clinic_app.exchange.program_file_text import program_text
from clinic_app.services.letter_care import LetterWish
from hostile_words import as_read, comparable
from tag_tree import TagTree

Texts = list[str]
_LARGEST_CELL: Final = 50_000_000
_FORMULA: Final = frozenset("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
_NUMBER: Final = re.compile(r"[-+]?[0-9.]+(e[-+]?[0-9]+)?", re.IGNORECASE)
_MARK: Final = "qz{:03d}zq"
_BEGINNING: Final = 12
ROOMY: Final = (
    "patient.notes",
    "patient.consent_note",
    "visit.plan",
    "amendment",
    "screen.action",
    "diary.note",
)
"""Places where somebody may paste a book; all others have room for less, or are told in letters."""


class BrokenError(Exception):
    """A file is not what its kind has to be."""


@dataclass(frozen=True)
class WayOut:
    """``texts`` makes the files in a folder and says every text they hold."""

    name: str
    texts: Callable[[Care, Path], Texts]


def _step(done: int, whole: int) -> None:
    assert 0 <= done <= whole


def _on_paper(data: bytes) -> Texts:
    tree = TagTree(data)
    found = [each for node in tree.document.walk() for each in (node.text, node.alternative)]
    for page in tree.pages:
        found += ["".join(text for _, text in page.decoration), *(text for _, text in page.decoration)]
    return found


def _sheet(care: Care, folder: Path) -> Texts:
    return _on_paper(care.services.handouts.prepare(care.services.programs.open(care.program)).pdf.data)


def _letter(reader: Reader) -> Callable[[Care, Path], Texts]:
    def texts(care: Care, folder: Path) -> Texts:
        wish = LetterWish(kind=LetterKind.DISCHARGE, reader=reader)
        return _on_paper(care.services.letters.prepare(care.episode, wish).pdf.data)

    return texts


def _summary(care: Care, folder: Path) -> Texts:
    opened = care.services.programs.open(care.program)
    return _on_paper(care.services.summaries.prepare(opened, "en").pdf.data)


def _summary_text(care: Care, folder: Path) -> Texts:
    return [care.services.text_summary.of_patient(care.patient, ENGLISH, "en")]


def _mail(care: Care, folder: Path) -> Texts:
    opened = care.services.programs.open(care.given)
    draft = care.services.sending.mail_draft(opened, care.services.handouts.prepare(opened))
    read: Any = email.message_from_bytes(draft, policy=email.policy.default)
    if not set(read.keys()) <= {"X-Unsent", "Subject", "To", "MIME-Version", "Content-Type"}:
        raise BrokenError("a header was typed")
    if len(list(read.iter_attachments())) != 1:
        raise BrokenError("not one attachment")
    return [read.get_body().get_content(), str(read["Subject"]), str(read["To"])]


def _calendar(care: Care, folder: Path) -> Texts:
    services, opened = care.services, care.services.programs.open(care.program)
    content = replace(opened.version.content, review_date=date(2030, 1, 7))
    text = services.sending.appointment(replace(opened, version=replace(opened.version, content=content)))
    lines = text.decode().replace("\r\n ", "").split("\r\n")
    if [line.partition(":")[0] for line in lines].count("END") != 2 or any("\n" in line for line in lines):
        raise BrokenError("a line of the calendar was typed")
    if any(len(line) > 75 for line in text.split(b"\r\n")):
        raise BrokenError("a line of the calendar is too long")
    plain = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    return [re.sub(r"\\[nN,;\\]", lambda found: plain[found[0]], line) for line in lines]


def _clinic_csv(care: Care, folder: Path) -> Texts:
    care.services.clinic_export.everything(folder / "all.zip", step=_step)
    found: Texts = []
    with ZipFile(folder / "all.zip") as zipped:
        for name in zipped.namelist():
            if name.endswith(".csv"):
                found += _cells(zipped.read(name), name)
    return found


def _audit_csv(care: Care, folder: Path) -> Texts:
    care.services.audit.export(EVERYTHING, folder / "audit.csv", ENGLISH, _step)
    return _cells((folder / "audit.csv").read_bytes(), "audit.csv")


def _cells(data: bytes, name: str) -> Texts:
    usual = csv.field_size_limit(_LARGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    finally:
        csv.field_size_limit(usual)  # of the whole process: an import relies on it
    if len({len(row) for row in rows}) > 1:
        raise BrokenError(f"{name} has rows of several lengths")
    for row in rows:
        for cell in row:
            start = cell.lstrip("\ufeff\u200b \u00a0")[:1]
            if start in _FORMULA and start and not _NUMBER.fullmatch(cell):
                raise BrokenError(f"{name} has a formula {cell[:20]!r}")
    return [cell.removeprefix("'") for row in rows for cell in row]


def _package(care: Care, folder: Path) -> Texts:
    care.services.patient_export.everything(care.patient, folder / "one.zip", as_folder=False, step=_step)
    with ZipFile(folder / "one.zip") as zipped:
        if any(".." in name or name.startswith("/") or "\\" in name for name in zipped.namelist()):
            raise BrokenError("a name in the package leads out of it")
        return list(_strings(json.loads(zipped.read("patient.json"))))


def _fhir(care: Care, folder: Path) -> Texts:
    care.services.patient_export.fhir(care.patient, folder / "one.json", language="en", step=_step)
    return list(_strings(json.loads((folder / "one.json").read_text(encoding="utf-8"))))


def _program_file(care: Care, folder: Path) -> Texts:
    """Back again, too: what it holds is read as the same program."""
    content = care.services.programs.open(care.program).version.content
    data = program_text(content).encode("utf-8", "surrogatepass")
    back = read_program(data, care.services.library, place="x", languages=("en",)).content
    return [*_strings(json.loads(data)), back.title, back.why, *(item.note for item in back.items)]


def _exercise_file(care: Care, folder: Path) -> Texts:
    if "own-one" not in care.services.library.exercises:
        return []
    data = care.services.own.export(["own-one"]).encode("utf-8", "surrogatepass")
    (arrived,) = care.services.own.look_into(data, "x").exercises
    own = care.services.library.exercise("own-one")
    if (arrived.exercise.names, arrived.exercise.wording) != (own.names, own.wording):
        raise BrokenError("an exercise came back as another one")
    return list(_strings(json.loads(data)))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


WAYS: Final = (
    WayOut("sheet", _sheet),
    WayOut("letter to the referrer", _letter(Reader.REFERRER)),
    WayOut("letter to the patient", _letter(Reader.PATIENT)),
    WayOut("letter to the insurer", _letter(Reader.INSURER)),
    WayOut("summary", _summary),
    WayOut("summary as text", _summary_text),
    WayOut("e-mail draft", _mail),
    WayOut("calendar", _calendar),
    WayOut("clinic as CSV", _clinic_csv),
    WayOut("audit as CSV", _audit_csv),
    WayOut("patient's package", _package),
    WayOut("FHIR", _fhir),
    WayOut("program file", _program_file),
    WayOut("exercise file", _exercise_file),
)


def texts_handed_out(folder: Path, times: int, chance: random.Random) -> Tally:
    """Every text on every way out: nothing breaks or is live, what was typed is there or shown missing."""
    tally = Tally("hostile text on every way out")
    plain = _told(
        _typed(folder.with_name("plain"), "words", list(range(len(PLACES))), tally), folder.with_name("out")
    )
    for number, name in enumerate(chosen_texts(times, chance)):
        tally.injected += 1
        at = list(range(len(PLACES)))
        if name in LONG:  # in every place at once it would be a book
            at = [each for each in at if PLACES[each].name in ROOMY]
        one = folder.with_name(f"record-{number}")
        typed = _typed(one, TEXTS[name], at, tally)
        _judge(tally, name, typed, plain, one.with_name("out"))
    return tally


@dataclass(frozen=True)
class _Typed:
    care: Care
    text: str
    places: tuple[int, ...]
    """Those that took it."""


def _typed(folder: Path, text: str, places: list[int], tally: Tally) -> _Typed:
    care, taken = new_care(create_record(folder)), []
    for at in places:
        marked = f"{text} {_MARK.format(at)}"
        if tried(
            tally,
            f"{text[:20]!r} in {PLACES[at].name}",
            lambda at=at, marked=marked: PLACES[at].write(care, marked),
        ):
            taken.append(at)
    return _Typed(care, text, tuple(taken))


def _told(typed: _Typed, out: Path) -> dict[str, set[int]]:
    """Which places each way out tells of."""
    out.mkdir()
    told = {}
    for way in WAYS:
        text = "\n".join(way.texts(typed.care, out))
        told[way.name] = {at for at in typed.places if _MARK.format(at) in text}
    typed.care.services.record.close()
    return told


def _judge(tally: Tally, name: str, typed: _Typed, plain: dict[str, set[int]], out: Path) -> None:
    for way in WAYS:
        found: list[Texts] = []
        if not tried(
            tally,
            f"{name} as {way.name}",
            lambda way=way, found=found: found.append(way.texts(typed.care, out)),
            patience_s=ON_PAPER_S,
        ):
            continue
        whole = "\x00".join(comparable(as_read(each)) for each in found[0])
        for at in sorted(plain[way.name] & set(typed.places)):
            if not is_said(whole, typed.text, _MARK.format(at)):
                tally.lost += 1
                tally.note(f"{name} in {PLACES[at].name}: not in {way.name}")
    typed.care.services.record.close()


def is_said(whole: str, text: str, mark: str) -> bool:
    """Whether the text stands before its mark, or three dots there say that it goes on."""
    wanted = {
        comparable(as_read(f"{each} {mark}")) for each in (text, as_stored(text), text.replace("\0", ""))
    }
    if any(each in whole for each in wanted):
        return True
    begun = {comparable(as_read(each))[:_BEGINNING] for each in (text, as_stored(text))}
    if any(each and each in whole for each in begun) and "..." in whole:
        return True  # on one line of a head there is no room for more
    lines = [comparable(as_read(line)) for line in as_stored(text).splitlines()]
    first = next((line for line in lines if line), "")
    is_name = mark not in whole and first in whole and len(lines) > 1  # whom a letter is for: its first line
    return is_name or (mark in whole and all(line in whole for line in lines))
