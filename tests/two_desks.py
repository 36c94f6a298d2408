"""One thing of each kind that two windows may change, and a second program that changes it by our order."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from builders import a_content, a_diary, a_draft, a_patient, a_program, a_visit, an_episode
from clinic_app.data.key_file import read_key_file
from clinic_app.data.record import SqlRecord, utc_now
from clinic_app.domain.access import Actor, Role
from clinic_app.domain.clinic import ClinicProfile, Therapist
from clinic_app.domain.diary import DiaryDay
from clinic_app.domain.errors import KnownError
from clinic_app.domain.repositories import UnitOfWork
from clinic_app.domain.shelf import OwnEntry, ShelfKind
from clinic_app.services.profile import ProfileService

PAT = a_patient(id=UUID(int=1), phone="before")
EPISODE = an_episode(PAT, id=UUID(int=2), goals="before")
VISIT = a_visit(PAT, id=UUID(int=3), plan="before")
PROGRAM = a_program(PAT)
DRAFT = a_draft(PROGRAM, a_content(title="before"), id=UUID(int=5))
DIARY = a_diary(
    DRAFT, PAT, id=UUID(int=6), started_on=date(2026, 10, 19), days=(DiaryDay(done=1),), note="before"
)
THERAPIST = Therapist(id=UUID(int=7), name="Ann", credentials="before")
ENTRY = OwnEntry(kind=ShelfKind.TEMPLATE, slug="own-calves", table={"title": "before"})


@dataclass(frozen=True)
class Kind:
    """How one kind is read and stored, and which of its texts two desks change."""

    read: Callable[[UnitOfWork], Any]
    store: Callable[[UnitOfWork, Any], object]
    text: Callable[[Any], str]
    with_text: Callable[[Any, str], Any]
    remove: Callable[[UnitOfWork], object] | None = None


def _field(name: str) -> dict[str, Any]:
    return {
        "text": lambda thing: getattr(thing, name),
        "with_text": lambda t, text: replace(t, **{name: text}),
    }


KINDS = {
    "patient": Kind(lambda w: w.patients.get(PAT.id), lambda w, t: w.patients.save(t), **_field("phone")),
    "episode": Kind(lambda w: w.episodes.get(EPISODE.id), lambda w, t: w.episodes.save(t), **_field("goals")),
    "visit": Kind(
        lambda w: w.visits.get(VISIT.id),
        lambda w, t: w.visits.save(t),
        **_field("plan"),
        remove=lambda w: w.visits.delete_unsigned(VISIT.id),
    ),
    "diary": Kind(
        lambda w: w.diaries.get(DIARY.id),
        lambda w, t: w.diaries.save(t),
        **_field("note"),
        remove=lambda w: w.diaries.delete(DIARY.id),
    ),
    "program_version": Kind(
        lambda w: w.programs.version(DRAFT.id),
        lambda w, t: w.programs.save_version(t),
        lambda t: t.content.title,
        lambda t, text: replace(t, content=replace(t.content, title=text)),
    ),
    "clinic": Kind(lambda w: w.clinic.profile(), lambda w, t: w.clinic.save_profile(t), **_field("phone")),
    "therapist": Kind(
        lambda w: w.clinic.therapists()[0], lambda w, t: w.clinic.save_therapist(t), **_field("credentials")
    ),
    "own_entry": Kind(
        lambda w: w.shelf.own(ShelfKind.TEMPLATE)[0],
        lambda w, t: w.shelf.save_own(t),
        lambda t: str(t.table["title"]),
        lambda t, text: replace(t, table={"title": text}),
    ),
}
"""By the name of the table."""


def fill(record: SqlRecord) -> None:
    """Store one of each."""
    with record.writing() as work:
        work.patients.add(PAT)
        work.episodes.add(EPISODE)
        work.visits.add(VISIT)
        work.programs.add(PROGRAM)
        work.programs.add_version(DRAFT)
        work.diaries.add(DIARY)
        work.clinic.save_profile(ClinicProfile(phone="before"))
        work.clinic.add_therapist(THERAPIST)
        work.shelf.save_own(ENTRY)
        work.commit()


def opened_beside(folder: Path, name: str) -> SqlRecord:
    """The record without its lock, as a second desk on one folder has it."""
    key, _ = read_key_file(folder).opened_without_secret()
    return SqlRecord(folder, key, None, clock=utc_now, actor=Actor(name=name, role=Role.OWNER))


def read(record: SqlRecord, kind: Kind) -> Any:
    with record.reading() as work:
        return kind.read(work)


def store(record: SqlRecord, kind: Kind, thing: Any) -> None:
    with record.writing() as work:
        kind.store(work, thing)
        work.commit()


def count_up(record: SqlRecord, times: int) -> None:
    """Add one to the clinic's telephone, so often."""
    for _ in range(times):
        ProfileService(record).change(lambda now: replace(now, phone=str(int(now.phone) + 1)))


def obey(folder: Path) -> None:
    """Do what is ordered, a line each, and answer with a line."""
    record = opened_beside(folder, "Second desk")
    held: dict[str, Any] = {}
    print("ready", flush=True)
    for line in sys.stdin:
        order, name, text = (*line.rstrip("\n").split("\t"), "", "")[:3]
        try:
            if order == "read":
                held[name] = read(record, KINDS[name])
                print(KINDS[name].text(held[name]), flush=True)
            elif order == "store":
                store(record, KINDS[name], KINDS[name].with_text(held[name], text))
                print("stored", flush=True)
            else:
                count_up(record, int(name))
                print("counted", flush=True)
        except KnownError as error:
            print(type(error).__name__, flush=True)
    record.close()


if __name__ == "__main__":
    obey(Path(sys.argv[1]))
