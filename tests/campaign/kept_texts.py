"""Hostile texts typed into every place of the record: stored and read again, or refused."""

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from campaign.hostile_texts import LONG, TEXTS, is_a_sentence, is_kept, is_kept_on_one_line
from campaign.tally import Tally
from campaign.typed_places import PLACES, Care, Place, again, new_care
from clinic_app.data.record import create_record, open_record
from clinic_app.domain.errors import KnownError

_PATIENCE_S: Final = 10.0
"""Processor seconds for one place: longer is a window that stands still."""

ON_PAPER_S: Final = 30.0
"""For a way out, beside the window: a note of a megabyte is hundreds of pages."""


def chosen_texts(times: int, chance: random.Random) -> list[str]:
    """So many kinds, each once before any comes twice; one long one among the first three."""
    names = chance.sample(list(TEXTS), len(TEXTS))
    names.insert(chance.randrange(3), chance.choice(list(LONG)))
    return [names[at % len(names)] for at in range(times)]


def texts_kept(folder: Path, times: int, chance: random.Random) -> Tally:
    """Every text in every place: what a save took is there when the record is opened again."""
    tally = Tally("hostile text in every place, kept")
    record = create_record(folder)
    care = new_care(record)
    for name in chosen_texts(times, chance):
        tally.injected += 1
        written = typed_everywhere(tally, care, PLACES, name)
        record.close()
        record = open_record(folder)
        care = again(care, record)
        for place in written:
            _look_again(tally, care, place, name)
        _search_for(tally, care, name)
    record.close()
    return tally


def typed_everywhere(tally: Tally, care: Care, places: tuple[Place, ...], name: str) -> list[Place]:
    """Type one text into each; the places that took it. What refuses it says so in a sentence."""
    return [
        place for place in places if tried(tally, f"{name} in {place.name}", place.write, care, TEXTS[name])
    ]


def tried(
    tally: Tally, what: str, errand: Callable[..., object], *given: Any, patience_s: float = _PATIENCE_S
) -> bool:
    """Whether it was done; a refusal that nobody can read and a long wait are counted as crashes."""
    started = time.process_time()
    try:
        errand(*given)
        is_done = True
    except KnownError as error:
        is_done = False
        if not is_a_sentence(str(error)):
            tally.crashed += 1
            tally.note(f"{what}: no sentence: {str(error)[:80]!r}")
    except Exception as error:
        is_done = False
        tally.crashed += 1
        tally.note(f"{what}: {type(error).__name__} instead of a sentence")
    spent = time.process_time() - started
    if spent > patience_s:
        tally.crashed += 1
        tally.note(f"{what}: took {spent:.0f} s")
    return is_done


def _look_again(tally: Tally, care: Care, place: Place, name: str) -> None:
    found: list[str] = []
    if not tried(tally, f"{name} in {place.name}, read again", lambda: found.append(place.read(care))):
        return
    compares = is_kept_on_one_line if place.on_one_line else is_kept
    if not compares(found[0], TEXTS[name]):
        tally.lost += 1
        tally.note(f"{name} in {place.name}: {found[0][:40]!r}")


def _search_for(tally: Tally, care: Care, name: str) -> None:
    """Asking for it finds whose name it is, and breaks nothing."""
    text, services = TEXTS[name], care.services
    tried(tally, f"{name} asked for in texts", lambda: services.finding.texts(text))
    tried(tally, f"{name} asked for in exercises", lambda: services.index.search(text).exercises[:1])
    found: list[bool] = []
    patient = services.patients.get(care.patient)
    names = f"{patient.given_name} {patient.family_name}"
    tried(
        tally,
        f"{name} asked for in patients",
        lambda: found.append(patient in services.patients.search(names) or not any(map(str.isalnum, names))),
    )
    if found == [False]:
        tally.lost += 1
        tally.note(f"{name}: not found by the name {names[:40]!r}")
