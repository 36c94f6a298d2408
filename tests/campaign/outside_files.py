"""Files from outside: endless, deep, half, of wrong types; all of a file comes in, or nothing."""

import copy
import json
import random
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pypdf

from campaign.hostile_texts import TEXTS, is_a_sentence
from campaign.kept_texts import tried
from campaign.tally import Tally
from campaign.typed_places import services_on
from clinic_app.data.record import create_record
from clinic_app.domain.date_order import DateOrder
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.program_import import ProgramImport
from exchange_files import FULL

_LANGUAGES: Final = ("en", "es")
EXERCISES: Final[dict[str, Any]] = {
    "format": "clinic-exercises/1",
    "exercises": [
        {
            "slug": "own-stretch",
            "names": {"en": "Own stretch"},
            "kind": "static_stretch",
            "region": "lower_leg",
            "position": "standing",
            "dosage": {"sets": 1, "reps": 3, "hold_s": 30},
            "wording": {"en": {"name": "Own stretch", "steps": ["Stand.", "Sink."], "felt_where": "Calf."}},
        }
    ],
}
WRONG: Final[tuple[Any, ...]] = (
    None, True, -1, 3.5, 1e300, 2**70, "", "x", "\x00", "\ud800", "=1+1", "../../etc/passwd", [], {}, [[]],
    {"x": 1},
    ["x"] * 10_000, "w" * 1_000_000,
)  # fmt: skip


def _step(done: int, whole: int) -> None:
    assert 0 <= done <= whole


@dataclass(frozen=True)
class Door:
    """A way for a file to come in; ``take`` reads it and stores what is in it."""

    name: str
    take: Callable[[ClinicServices, bytes], object]


def _take_program(services: ClinicServices, data: bytes) -> object:
    found = ProgramImport(services.library, _LANGUAGES).read(data, place="x.json")
    opened = services.programs.start(found.content)
    return services.handouts.preview(opened) if found.content.items else None


def _take_template(services: ClinicServices, data: bytes) -> object:
    found = ProgramImport(services.library, _LANGUAGES).read(data, place="x.json")
    services.templates.save_as(found.content, found.content.title or "x")
    offers = [each for each in services.templates.offers() if each.own is not None]
    if not any(each.own and len(each.own.items) == len(found.content.items) for each in offers):
        raise AssertionError("a template that was kept is empty")
    return None


def _take_exercises(services: ClinicServices, data: bytes) -> object:
    return services.own.bring_in(services.own.look_into(data, "x.json"))


def _take_patients(services: ClinicServices, data: bytes) -> object:
    service = services.patient_import
    incoming = service.look_into(data, "x.csv")
    reading = service.reading(incoming, incoming.columns, DateOrder.DAY, language="en", languages=_LANGUAGES)
    plan = service.plan(incoming, reading, _step)
    for each in plan.refused:
        if not is_a_sentence(str(each.reason)) or each.line < 1:
            raise AssertionError("a row is refused without a sentence or its line")
    return service.store(plan, {}, _step)


PROGRAM: Final = Door("program", _take_program)
TEMPLATE: Final = Door("template", _take_template)
PACK: Final = Door("exercises", _take_exercises)
PATIENTS: Final = Door("patients", _take_patients)
DOORS: Final = (PROGRAM, TEMPLATE, PACK, PATIENTS)

CSV: Final = (
    "Last name,First name,Birth date,Phone,Email,Notes\r\n"
    'García,"Ana, María",14/03/1961,555 1,a@x.org,"two\nlines"\r\n'
    "Smith,John,31/12/1970,555 2,j@x.org,\r\n"
).encode()
CARDS: Final = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Smith;Ann;;;\r\nFN:Ann Smith\r\nBDAY:1961-03-14\r\nEND:VCARD\r\n" * 2
)


def _deep(opening: bytes, count: int) -> bytes:
    return opening * count


def _pdf_with(name: str, data: bytes) -> bytes:
    import io

    writer, target = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(72, 72)
    writer.add_attachment(name, data)
    for page in writer.pages:
        page.compress_content_streams()
    writer.write(target)
    return target.getvalue()


def _pdf_bomb() -> bytes:
    """A program of a hundred megabytes, packed into a hundred kilobytes."""
    packed = zlib.compress(b" " * 100_000_000, 9)
    head = b"%PDF-1.7\n"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(program.json) 4 0 R]>>>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>",
        b"<</Type/Filespec/F(program.json)/UF(program.json)/EF<</F 5 0 R>>>>",
        b"<</Type/EmbeddedFile/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
        + packed
        + b"\nendstream",
    ]
    body, places = head, []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj" % number + each + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 6/Root 1 0 R>>startxref\n%d\n%%%%EOF" % len(body)
    )


def _json(value: Any) -> bytes:
    return json.dumps(value).encode("utf-8", "surrogatepass")


BIG: Final[Mapping[str, tuple[Door, Callable[[], bytes]]]] = {
    "brackets without end": (PROGRAM, lambda: _deep(b"[", 1_000_000)),
    "braces without end": (PACK, lambda: _deep(b'{"a":', 1_000_000)),
    "deep where items stand": (
        PROGRAM,
        lambda: b'{"format":"clinic-program/1","items":' + b"[" * 900 + b"]" * 900 + b"}",
    ),
    "a number of a million digits": (
        PROGRAM,
        lambda: b'{"format":"clinic-program/1","x":' + b"9" * 1_000_000 + b"}",
    ),
    "a hundred thousand items": (PROGRAM, lambda: _json({**FULL, "items": FULL["items"] * 10_000})),
    "a hundred thousand names": (PACK, lambda: _json({f"x{n}": n for n in range(100_000)})),
    "a program packed small": (PROGRAM, _pdf_bomb),
    "a page that is none": (PROGRAM, lambda: b"%PDF-1.7\n" + bytes(1_000_000)),
    "not text": (PACK, lambda: b"\xff\xfe\x00\xd8" * 1_000),
    "commas without end": (PATIENTS, lambda: b"," * 20_000_000),
    "a quotation mark that never ends": (PATIENTS, lambda: b'Name,Notes\n"' + b"x" * 5_000_000),
    "lines without end": (PATIENTS, lambda: b"\n" * 20_000_000),
    "a cell of ten megabytes": (PATIENTS, lambda: b"Name,Notes\nSmith," + b"x" * 10_000_000),
    "zeros": (PATIENTS, lambda: bytes(5_000_000)),
    "cards without end": (PATIENTS, lambda: b"BEGIN:VCARD\n" * 200_000),
    "one card of a megabyte": (
        PATIENTS,
        lambda: CARDS[:30] + b"NOTE:" + b"x" * 1_000_000 + b"\r\n" + CARDS[30:],
    ),
    "a card folded for ever": (
        PATIENTS,
        lambda: b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:" + b"x\r\n " * 50_000 + b"\r\nEND:VCARD\r\n",
    ),
    "cards in cards": (PATIENTS, lambda: b"BEGIN:VCARD\nAGENT:\n" * 2_000 + b"END:VCARD\n" * 2_000),
    "a table of another kind": (PATIENTS, lambda: b"PK\x03\x04" + bytes(1_000)),
}


def files_outside(folder: Path, times: int, chance: random.Random) -> Tally:
    """Half files, wrong types and hostile texts through every door; big ones between."""
    tally = Tally("files from outside")
    record = create_record(folder)
    services = services_on(record)
    tries = _tries(chance)
    for number in range(times):
        door, what, data = next(tries)
        _bring(tally, services, door, what, data)
        if number % 4 == 3:
            what, (door, make) = (
                chance.choice(list(BIG.items()))
                if times < 4 * len(BIG)
                else list(BIG.items())[number // 4 % len(BIG)]
            )
            _bring(tally, services, door, what, make())
    record.close()
    return tally


def _bring(tally: Tally, services: ClinicServices, door: Door, what: str, data: bytes) -> None:
    """One file: what it holds comes in whole, or the record is as it was."""
    tally.injected += 1
    before = _inventory(services)
    is_in = tried(tally, f"{what} as {door.name}", lambda: door.take(services, data))
    if not is_in and _inventory(services) != before:
        tally.silent += 1
        tally.note(f"{what} as {door.name}: refused, and a part of it came in")


def _inventory(services: ClinicServices) -> tuple[int, ...]:
    record = services.record
    with record.reading() as work:
        patients = work.patients.count(archived=False)
    own = len(services.own.own_slugs())
    return patients, own, sum(each.own is not None for each in services.templates.offers())


def _tries(chance: random.Random) -> Iterator[tuple[Door, str, bytes]]:
    whole = {
        PROGRAM: _json(FULL),
        TEMPLATE: _json(FULL),
        PACK: _json(EXERCISES),
        PATIENTS: chance.choice((CSV, CARDS)),
    }
    while True:
        door = chance.choice(DOORS)
        how = chance.choice(("half", "turned over", "wrong type", "hostile text"))
        data = whole[door]
        if how == "half":
            yield door, how, data[: chance.randrange(len(data))]
        elif how == "turned over":
            yield door, how, _turned(data, chance)
        elif how == "wrong type":
            yield door, how, _wronged(data, door, lambda: chance.choice(WRONG), chance)
        else:
            name = chance.choice(list(TEXTS))
            yield door, name, _wronged(data, door, lambda name=name: TEXTS[name], chance)


def _turned(data: bytes, chance: random.Random) -> bytes:
    turned = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        turned[chance.randrange(len(turned))] = chance.randrange(256)
    return bytes(turned)


def _wronged(data: bytes, door: Door, value: Callable[[], Any], chance: random.Random) -> bytes:
    """The file with one of its values replaced."""
    if door is PATIENTS:
        cells = data.split(b"," if data is CSV else b":")
        cells[chance.randrange(len(cells))] = str(value())[:200_000].encode("utf-8", "replace")
        return (b"," if data is CSV else b":").join(cells)
    table = copy.deepcopy(json.loads(data))
    places = list(_leaves(table))
    holder, key = chance.choice(places)
    holder[key] = value()
    return _json(table)


def _leaves(value: Any) -> Iterator[tuple[Any, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in list(pairs):
        yield value, key
        yield from _leaves(inner)
