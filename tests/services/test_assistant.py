"""An assistant looks and prints again: every errand that writes is found, called, and refused."""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from builders import (
    a_clinic,
    a_content,
    a_diary,
    a_draft,
    a_letter,
    a_patient,
    a_program,
    a_result,
    a_visit,
    an_episode,
)
from clinic_app.data.library_files import load_library
from clinic_app.domain.access import Actor, NotAllowedError, Role
from clinic_app.domain.clinic import Phrase
from clinic_app.domain.erasure import RetentionRule
from clinic_app.domain.program import HandoutWay, ProgramContent, prescribed
from clinic_app.domain.safety import Screen
from clinic_app.domain.shelf import ShelfKind
from clinic_app.exchange.exercise_file import FileExercise
from clinic_app.pdf.writer import HandoutPdf
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.handouts import PreparedHandout
from clinic_app.services.letters import PreparedLetter
from clinic_app.services.own_exercises import Arrivals
from clinic_app.services.permission import GuardedRecord
from desks import services_of, small_library
from fake_backups import FakePlan
from fake_pictures import FakePictures
from fakes import FakeRecord
from images import a_photo

ASSISTANT = Actor(name="Bo Holm", role=Role.ASSISTANT)
WRITES = (".writing()", "archive.put(", "archive.remove(", "keys.change(")
WORDS = "four words are better"

patient = a_patient()
episode = an_episode(patient)
program = a_program(patient)
draft = a_draft(program, a_content())
pdf = HandoutPdf(b"%PDF-1.4", 1, "0" * 64)

LATER = {"diaries.key_in", "diaries.change", "scores.take", "scores.correct", "patient_import.store"}
"""Each needs a whole sheet of answers first; that they write through the guarded record is a test below."""

OWN_SECRET = {"access.change_passphrase", "access.take_own_passphrase"}
"""Everybody's own: it changes nothing about a patient."""

QUIET = {f"drafts.{each}" for each in ("keep", "keep_last", "store", "drop", "drop_given_up")}
QUIET |= {"visits.drop_if_empty", "erasure.finish"}
"""The window does these by itself: for an assistant they do nothing, and say nothing."""

CALLS: dict[str, Callable[[ClinicServices], object]] = {
    "profile.save_profile": lambda s: s.profile.save_profile(a_clinic()),
    "profile.change": lambda s: s.profile.change(lambda now: now),
    "profile.save_therapist": lambda s: s.profile.save_therapist(name="Cy", credentials=""),
    "profile.save_signature_note": lambda s: s.profile.save_signature_note("by appointment"),
    "profile.save_usual_doses": lambda s: s.profile.save_usual_doses(()),
    "profile.save_usual_sheet": lambda s: s.profile.save_usual_sheet(s.profile.profile().choices, "a4"),
    "profile.take_logo": lambda s: s.profile.take_logo(a_photo(), "logo.png"),
    "profile.drop_logo": lambda s: s.profile.drop_logo(),
    "patients.add": lambda s: s.patients.add(a_patient(id=uuid4())),
    "patients.add_episode": lambda s: s.patients.add_episode(patient.id, problem="Knee"),
    "patients.archive": lambda s: s.patients.archive(patient.id),
    "patients.restore": lambda s: s.patients.restore(patient.id),
    "patients.save": lambda s: s.patients.save(patient),
    "patients.open_episode": lambda s: s.patients.open_episode(episode),
    "patients.save_episode": lambda s: s.patients.save_episode(episode),
    "patients.discharge": lambda s: s.patients.discharge(episode, s.patients.today(), "Walks well"),
    "patients.reopen": lambda s: s.patients.reopen(episode),
    "shelf.note_used": lambda s: s.shelf.note_used(["cat-cow"]),
    "shelf.set_favourite": lambda s: s.shelf.set_favourite("cat-cow", ShelfKind.EXERCISE, is_on=True),
    "own.archive": lambda s: s.own.archive("cat-cow"),
    "own.restore": lambda s: s.own.restore("cat-cow"),
    "own.put_back": lambda s: s.own.put_back({"cat-cow": None}),
    "own.bring_in": lambda s: s.own.bring_in(_arrivals()),
    "own.save": lambda s: s.own.save(small_library().exercise("cat-cow")),
    "own.save_all": lambda s: s.own.save_all([small_library().exercise("cat-cow")]),
    "own.take_photo": lambda s: s.own.take_photo(a_photo(), "photo.png"),
    "screens.store": lambda s: s.screens.store(patient.id, _screen(), ()),
    "access.protect": lambda s: s.access.protect("Bo Holm", WORDS),
    "access.stop_protecting": lambda s: s.access.stop_protecting(WORDS),
    "access.after_recovery": lambda s: s.access.after_recovery(WORDS),
    "access.new_recovery_code": lambda s: s.access.new_recovery_code(),
    "access.add_person": lambda s: s.access.add_person("Cy", "", Role.OWNER, WORDS),
    "access.take_away": lambda s: s.access.take_away(uuid4()),
    "access.change_person": lambda s: s.access.change_person(uuid4(), Role.OWNER, WORDS),
    "programs.archive": lambda s: s.programs.archive(program.id),
    "programs.restore": lambda s: s.programs.restore(program.id),
    "programs.give_to": lambda s: s.programs.give_to(program.id, patient.id),
    "programs.revise": lambda s: s.programs.revise(program.id),
    "programs.save": lambda s: s.programs.save(draft, a_content()),
    "programs.start": lambda s: s.programs.start(a_content(), patient_id=patient.id),
    "handouts.hand_out": lambda s: s.handouts.hand_out(
        PreparedHandout(pdf=pdf, version=draft, was_draft=True, file_name="a.pdf"), HandoutWay.PRINTED
    ),
    "templates.save_as": lambda s: s.templates.save_as(_content(), "Calves"),
    "templates.rename": lambda s: s.templates.rename(_own_template(s), "Calves, late"),
    "templates.archive": lambda s: s.templates.archive(_own_template(s)),
    "templates.restore": lambda s: s.templates.restore(_own_template(s)),
    "merging.merge": lambda s: s.merging.merge(patient, patient, {}),
    "merging.take_apart": lambda s: s.merging.take_apart(uuid4()),
    "scores.withdraw": lambda s: s.scores.withdraw([a_result(patient)], "typed twice"),
    "diaries.remove": lambda s: s.diaries.remove(a_diary(draft, patient)),
    "diaries.put_back": lambda s: s.diaries.put_back(a_diary(draft, patient)),
    "letters.store": lambda s: s.letters.store(_letter()),
    "visits.start": lambda s: s.visits.start(patient.id),
    "visits.keep": lambda s: s.visits.keep(a_visit(patient)),
    "visits.sign": lambda s: s.visits.sign(a_visit(patient)),
    "visits.amend": lambda s: s.visits.amend(uuid4(), "also the left knee"),
    "visits.store_phrase": lambda s: s.visits.store_phrase(Phrase(name="ok", text="All well")),
    "visits.remove_phrase": lambda s: s.visits.remove_phrase(uuid4()),
    "erasure.erase": lambda s: s.erasure.erase(patient.id, typed_number="1", reason=""),
    "erasure.keep_for": lambda s: s.erasure.keep_for(RetentionRule(years=10, birthday=0)),
}


def clinic() -> tuple[FakeRecord, ClinicServices]:
    """A record with a patient, a program and an own template, and the guarded services on it."""
    record = FakeRecord()
    services = services_of(GuardedRecord(record, FakePlan(Path("nowhere"))), FakePictures())
    services.templates.save_as(_content(), "Calves")
    services.profile.save_therapist(name="Ada Lane", credentials="PT")
    with record.writing() as work:
        work.patients.add(patient)
        work.programs.add(program)
        work.programs.add_version(draft)
        work.commit()
    return record, services


def _content() -> ProgramContent:
    exercise = small_library().exercise("cat-cow")
    return ProgramContent(title="Calves", items=(prescribed(exercise),))


def _own_template(services: ClinicServices) -> str:
    return next(each.slug for each in services.templates.offers() if each.own)


def writing_errands() -> Iterator[str]:
    """``service.method`` of every public method whose source writes, itself or through its own."""
    services = services_of(FakeRecord(), FakePictures())
    for name in [*ClinicServices.__annotations__, *_properties()]:
        service = getattr(services, name)
        if type(service).__module__.startswith("clinic_app.services") and name != "record":
            yield from (f"{name}.{method}" for method in _writers(type(service)))


def test_every_errand_that_writes_is_called_here() -> None:
    assert set(writing_errands()) - OWN_SECRET - QUIET - LATER == set(CALLS) & set(writing_errands())


@pytest.mark.parametrize("errand", sorted(CALLS))
def test_an_assistant_is_refused(errand: str) -> None:
    record, services = clinic()
    record.actor = ASSISTANT
    files = dict(record.archive.files)
    with pytest.raises(NotAllowedError):
        CALLS[errand](services)
    assert record.archive.files == files


@pytest.mark.parametrize("errand", sorted(QUIET))
def test_what_the_window_does_by_itself_does_nothing_for_an_assistant(errand: str) -> None:
    record, services = clinic()
    record.actor = ASSISTANT
    before = len(record.tables.drafts)
    service, method = errand.split(".")
    typed = ("patient:new", "{}")
    arguments = dict.fromkeys(("keep", "keep_last", "store"), typed)
    arguments |= dict.fromkeys(("drop", "drop_given_up"), typed[:1]) | {"drop_if_empty": (uuid4(),)}
    getattr(getattr(services, service), method)(*arguments.get(method, ()))
    assert len(record.tables.drafts) == before


def test_every_service_has_the_guarded_record_and_no_way_around_it() -> None:
    record, services = clinic()
    for name in [*ClinicServices.__annotations__, *_properties()]:
        held = _held(getattr(services, name), set())
        assert not [each for each in held if each is record], name


def test_an_assistant_reads_the_bytes_of_what_was_handed_out() -> None:
    record, services = clinic()
    sha256 = services.record.archive.put(b"%PDF-1.4 the sheet")
    record.actor = ASSISTANT
    assert services.record.archive.get(sha256) == b"%PDF-1.4 the sheet"


@pytest.mark.parametrize("errand", ["erasure.erase", "erasure.keep_for", "profile.save_profile"])
def test_a_therapist_leaves_erasing_and_the_clinics_fields_to_an_owner(errand: str) -> None:
    record, services = clinic()
    record.actor = replace(ASSISTANT, role=Role.THERAPIST)
    with pytest.raises(NotAllowedError, match="owner"):
        CALLS[errand](services)


def _held(thing: object, seen: set[int]) -> Iterator[object]:
    """Everything that services hold, theirs included; what the guard itself holds is its own."""
    if id(thing) in seen or isinstance(thing, GuardedRecord):
        return
    seen.add(id(thing))
    yield thing
    if not type(thing).__module__.startswith("clinic_app.services"):
        return
    names = [*getattr(thing, "__dict__", ()), *getattr(type(thing), "__slots__", ())]
    for name in names:
        yield from _held(getattr(thing, name, None), seen)


def _properties() -> list[str]:
    return [name for name, value in vars(ClinicServices).items() if isinstance(value, property)]


def _writers(service: type) -> set[str]:
    """Public methods that write, by their own words or by calling one of the class that does."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(service))).body[0]
    methods = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    found = {each.name for each in methods if any(word in ast.unparse(each) for word in WRITES)}
    while True:
        more = {each.name for each in methods if any(f"self.{name}(" in ast.unparse(each) for name in found)}
        if more <= found:
            return {name for name in found if not name.startswith("_")}
        found |= more


def _screen() -> Screen:
    return next(iter(load_library().screens.values()))


def _arrivals() -> Arrivals:
    arrived = FileExercise(exercise=small_library().exercise("cat-cow"))
    return Arrivals(exercises=(arrived,), new=(), replacing=())


def _letter() -> PreparedLetter:
    return PreparedLetter(pdf=pdf, letter=a_letter(patient), paper="a4", file_name="a.pdf")
