"""Ten thousand patients of one name, and numbers of those who are gone."""

import random
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

from builders import a_patient
from campaign.kept_texts import tried
from campaign.tally import Tally
from campaign.typed_places import services_on
from clinic_app.data.record import create_record, open_record
from clinic_app.services.clinic import ClinicServices

_MANY: Final = 10_000
_PATIENCE_S: Final = 2.0
"""Processor seconds for a list, a search, a comparison among all of them."""

_NAMES: Final = (
    ("José", "Núñez"),
    ("Jose\u0301", "Nu\u0301n\u0303ez"),
    ("JOSÉ", "NÚÑEZ"),
    ("José\u00a0", "\u00a0Núñez"),
    ("José", "Núñez\u200b"),
)
"""One name as five people write it."""


def crowded(folder: Path, times: int, chance: random.Random) -> Tally:
    """A clinic of namesakes: each is found and told from the others; no number comes again."""
    tally = Tally("ten thousand of one name, numbers of the gone")
    record = create_record(folder)
    born = date(1930, 1, 1)
    with record.writing() as work:
        first = work.patients.next_record_number()
        work.patients.add_many(
            [
                a_patient(
                    id=uuid4(),
                    record_number=first + number,
                    given_name=_NAMES[number % len(_NAMES)][0],
                    family_name=_NAMES[number % len(_NAMES)][1],
                    birth_date=born + timedelta(days=number),
                )
                for number in range(_MANY)
            ]
        )
        work.commit()
    for _ in range(times):
        tally.injected += 1
        services = services_on(record)
        _judge(tally, services, chance.randrange(_MANY), born)
        _erase_and_add(tally, services)
        record.close()
        record = open_record(folder)
    record.close()
    return tally


def _judge(tally: Tally, services: ClinicServices, meant: int, born: date) -> None:
    day = born + timedelta(days=meant)
    asked = ["Núñez", "nunez", "José Núñez", "Jose\u0301 Nu\u0301n\u0303ez", "jose n", "nunes"]
    for text in asked:
        started = time.process_time()
        found: list[int] = []
        tried(
            tally,
            f"{text!r} among many",
            lambda text=text, found=found: found.append(len(services.patients.search(text, limit=200))),
        )
        if found != [200]:
            tally.lost += 1
            tally.note(f"{text!r} finds {found} of ten thousand")
        _in_time(tally, f"{text!r} among many", started)
    for text in (f"Núñez {day.isoformat()}", f"{meant + 1:06d}"):
        only = services.patients.search(text)
        if [each.birth_date for each in only][:1] != [day]:
            tally.lost += 1
            tally.note(f"{text!r} finds {[each.written_number for each in only][:3]}")
    started = time.process_time()
    tried(
        tally,
        "told from the others",
        lambda: services.patients.similar(a_patient(given_name="José", family_name="Núñez", birth_date=day)),
    )
    _in_time(tally, "told from the others", started)


def _erase_and_add(tally: Tally, services: ClinicServices) -> None:
    """The number of the last who came and was erased is nobody's again."""
    gone = services.patients.add(a_patient(id=uuid4()))
    services.patients.save(replace(gone, notes="came by mistake"))
    services.erasure.erase(gone.id, typed_number=gone.written_number, reason="asked for it")
    new = services.patients.add(a_patient(id=uuid4()))
    if new.record_number <= gone.record_number:
        tally.lost += 1
        tally.note(f"number {gone.record_number} was given again")
    with services.record.reading() as work:
        if any(each.id == gone.id for each in work.patients.search((), archived=False, limit=_MANY * 2)):
            tally.silent += 1
            tally.note("an erased patient is in the list")


def _in_time(tally: Tally, what: str, started: float) -> None:
    spent = time.process_time() - started
    if spent > _PATIENCE_S:
        tally.crashed += 1
        tally.note(f"{what}: took {spent:.1f} s")
