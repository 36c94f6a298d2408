"""Every place of the record that somebody types in: how a text gets there, and how it is read again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from builders import a_clinic, a_content, a_patient, a_therapist, a_wording, an_exercise, an_item
from clinic_app.domain.clinic import ClinicProfile, Phrase, Therapist
from clinic_app.domain.diary import DiaryDay
from clinic_app.domain.exercise import Exercise, PatientWording
from clinic_app.domain.letter import LetterKind, Reader
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import HandoutWay, KeptAdvice, Phase, ProgramContent, ProgramItem
from clinic_app.domain.repositories import Record
from clinic_app.domain.visit import Finding, FindingKind, NotePart, Visit
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.letter_care import LetterWish
from clinic_app.services.scores import ScoreEntry
from desks import measured_library, services_of, small_library
from fake_pictures import FakePictures

NO_WORDS: Final = frozenset(
    {"language", "photo_sha256", "region", "paper", "country", "accent", "logo_sha256"}
)
"""Fields of text that nobody types: keys that are chosen."""

_PHRASE: Final = "the phrase whose name is tried"


@dataclass
class Care:
    """A clinic at work on an open record, and what of it is typed into."""

    services: ClinicServices
    patient: UUID
    episode: UUID
    visit: UUID
    signed: UUID
    program: UUID
    given: UUID
    """A program that was handed out."""


@dataclass(frozen=True)
class Place:
    """Somewhere to type: ``write`` says it was stored by returning, ``read`` what is there now."""

    name: str
    write: Callable[[Care, str], object]
    read: Callable[[Care], str]
    on_one_line: bool = False
    """Its lines become one, or only the first is a name."""


def services_on(record: Record) -> ClinicServices:
    """The clinic's errands with the small library and the shipped measures."""
    library = replace(small_library(), measures=measured_library().measures)
    return services_of(record, FakePictures(), library)


def new_care(record: Record) -> Care:
    """A patient, a problem, two visits (one signed), two programs (one handed out)."""
    services = services_on(record)
    services.profile.save_profile(a_clinic())
    services.profile.save_therapist(name="Sam Keller", credentials="PT")
    patient = services.patients.add(a_patient(id=uuid4())).id
    episode = services.patients.add_episode(patient, problem="Calf strain").id
    signed = services.visits.start(patient)
    services.visits.sign(replace(signed, subjective="Stairs hurt less."))
    visit = services.visits.start(patient)
    given = services.programs.start(_content(), patient_id=patient, episode_id=episode).program.id
    services.handouts.hand_out(services.handouts.prepare(services.programs.open(given)), HandoutWay.PRINTED)
    program = services.programs.start(_content(), patient_id=patient, episode_id=episode).program.id
    return Care(services, patient, episode, visit.id, signed.id, program, given)


def _content() -> ProgramContent:
    return a_content(items=(an_item(), an_item("soleus-stretch-on-step")))


def again(care: Care, record: Record) -> Care:
    """The same in a record that was opened anew."""
    return replace(care, services=services_on(record))


def _text_fields(kind: type[Any]) -> list[str]:
    return [each.name for each in fields(kind) if each.type in (str, "str") and each.name not in NO_WORDS]


def _patient_places() -> Iterator[Place]:
    def place(name: str) -> Place:
        def write(care: Care, text: str) -> object:
            patients = care.services.patients
            return patients.save(replace(patients.get(care.patient), **{name: text}))

        return Place(
            f"patient.{name}", write, lambda care: getattr(care.services.patients.get(care.patient), name)
        )

    yield from map(place, _text_fields(Patient))


def _episode(care: Care) -> Episode:
    found = care.services.patients.episodes(care.patient)
    return next(each for each in found if each.id == care.episode)


def _episode_places() -> Iterator[Place]:
    def place(name: str) -> Place:
        def write(care: Care, text: str) -> object:
            return care.services.patients.save_episode(replace(_episode(care), **{name: text}))

        return Place(f"episode.{name}", write, lambda care: getattr(_episode(care), name))

    def activity(care: Care, text: str) -> object:
        return care.services.patients.save_episode(replace(_episode(care), activities=("stairs", text)))

    def discharge(care: Care, text: str) -> object:
        closed = care.services.patients.discharge(_episode(care), _episode(care).opened_on, text)
        return care.services.patients.reopen(closed)

    yield from map(place, _text_fields(Episode))
    yield Place("episode.activities", activity, lambda care: (*_episode(care).activities, "", "")[1])
    yield Place("discharge", discharge, lambda care: _episode(care).outcome)


def _visit(care: Care) -> Visit:
    return care.services.visits.open(care.visit).visit


def _visit_places() -> Iterator[Place]:
    def place(name: str) -> Place:
        def write(care: Care, text: str) -> object:
            return care.services.visits.keep(replace(_visit(care), **{name: text}))

        return Place(f"visit.{name}", write, lambda care: getattr(_visit(care), name))

    def finding(name: str) -> Place:
        def write(care: Care, text: str) -> object:
            known = (*_visit(care).findings, Finding(kind=FindingKind.OTHER, name="grip", value=3.0))[0]
            measured = replace(known, **{name: text})
            return care.services.visits.keep(replace(_visit(care), findings=(measured,)))

        return Place(f"finding.{name}", write, lambda care: getattr(_visit(care).findings[0], name))

    def amended(care: Care) -> str:
        return care.services.visits.open(care.signed).amendments[-1].text

    yield from map(place, [each.value for each in NotePart])
    yield from map(finding, _text_fields(Finding))
    yield Place("amendment", lambda care, text: care.services.visits.amend(care.signed, text), amended)


def _clinic_places() -> Iterator[Place]:
    def place(name: str) -> Place:
        def write(care: Care, text: str) -> object:
            profile = care.services.profile
            return profile.save_profile(replace(profile.profile(), **{name: text}))

        return Place(f"clinic.{name}", write, lambda care: getattr(care.services.profile.profile(), name))

    def therapist(care: Care) -> Therapist:
        return care.services.profile.therapist() or a_therapist(name="")

    def phrase(care: Care, text: str) -> object:
        return care.services.visits.store_phrase(Phrase(name="hep", text=text), instead_of="hep")

    def named(care: Care, text: str) -> object:
        for each in care.services.visits.phrases():
            if each.text == _PHRASE:
                care.services.visits.remove_phrase(each.name)
        return care.services.visits.store_phrase(Phrase(name=text, text=_PHRASE))

    def phrase_that(care: Care, is_meant: Callable[[Phrase], bool]) -> Phrase:
        return next(each for each in care.services.visits.phrases() if is_meant(each))

    yield from map(place, _text_fields(ClinicProfile))
    yield Place("phrase.name", named, lambda care: phrase_that(care, lambda each: each.text == _PHRASE).name)
    yield Place("phrase.text", phrase, lambda care: phrase_that(care, lambda each: each.name == "hep").text)
    yield Place(
        "therapist.name",
        lambda care, text: care.services.profile.save_therapist(
            name=text, credentials=therapist(care).credentials
        ),
        lambda care: therapist(care).name,
    )
    yield Place(
        "therapist.credentials",
        lambda care, text: care.services.profile.save_therapist(name=therapist(care).name, credentials=text),
        lambda care: therapist(care).credentials,
    )
    yield Place(
        "therapist.signature_note",
        lambda care, text: care.services.profile.save_signature_note(text),
        lambda care: therapist(care).signature_note,
    )


def _draft(care: Care) -> ProgramContent:
    return care.services.programs.open(care.program).version.content


def _program_places() -> Iterator[Place]:
    def place(
        name: str, put: Callable[[ProgramContent, str], ProgramContent], get: Callable[[ProgramContent], str]
    ) -> Place:
        def write(care: Care, text: str) -> object:
            opened = care.services.programs.open(care.program)
            return care.services.programs.save(opened.version, put(opened.version.content, text))

        return Place(f"program.{name}", write, lambda care: get(_draft(care)))

    def first(content: ProgramContent, **changed: Any) -> ProgramContent:
        return content.changed(replace(content.items[0], **changed))

    def wording_of(item: ProgramItem) -> PatientWording:
        return item.wording or a_wording()

    def worded(name: str) -> Place:
        def put(content: ProgramContent, text: str) -> ProgramContent:
            wording = replace(wording_of(content.items[0]), **{name: text})
            return first(content, wording=wording, has_own_wording=True)

        return place(f"wording.{name}", put, lambda content: getattr(wording_of(content.items[0]), name))

    def stepped(content: ProgramContent, text: str) -> ProgramContent:
        return first(
            content,
            wording=replace(wording_of(content.items[0]), steps=("Stand.", text)),
            has_own_wording=True,
        )

    def advised(name: str) -> Place:
        def put(content: ProgramContent, text: str) -> ProgramContent:
            known = (*content.kept_advice, KeptAdvice(rule="W19", reason="asked", by="Sam"))[0]
            kept = replace(known, **{name: text})
            return replace(content, kept_advice=(kept,))

        return place(f"advice.{name}", put, lambda content: getattr(content.kept_advice[0], name))

    def phased(name: str) -> Place:
        def put(content: ProgramContent, text: str) -> ProgramContent:
            return replace(content, phase=replace(content.phase or Phase(name="load"), **{name: text}))

        return place(f"phase.{name}", put, lambda content: getattr(content.phase or Phase(name=""), name))

    yield place("title", lambda content, text: replace(content, title=text), lambda content: content.title)
    yield place("why", lambda content, text: replace(content, why=text), lambda content: content.why)
    yield place(
        "note", lambda content, text: first(content, note=text), lambda content: content.items[0].note
    )
    yield from map(phased, ("name", "entry_criterion"))
    yield from map(worded, _text_fields(PatientWording))
    yield place("wording.steps", stepped, lambda content: wording_of(content.items[0]).steps[1])
    yield from map(advised, ("reason", "by"))


def _own_places() -> Iterator[Place]:
    """Templates and exercises of the clinic's own."""

    def saved(care: Care, text: str) -> object:
        for each in care.services.templates.offers():
            if each.own is not None:
                care.services.templates.archive(each.slug)
        return care.services.templates.save_as(_content(), text)

    def title(care: Care) -> str:
        return next(each.own.title for each in care.services.templates.offers() if each.own is not None)

    def own(care: Care) -> Exercise:
        known = care.services.library.exercises.get("own-one")
        return known or an_exercise("own-one", target_muscles=())

    def exercise(name: str) -> Place:
        def write(care: Care, text: str) -> object:
            wording = replace(own(care).wording["en"], **{name: text})
            return care.services.own.save(replace(own(care), wording={"en": wording}))

        def read(care: Care) -> str:
            return getattr(own(care).wording["en"], name)

        return Place(f"own exercise.{name}", write, read)

    def named(care: Care, text: str) -> object:
        return care.services.own.save(replace(own(care), names={"en": text}))

    yield Place("template.title", saved, title)
    yield Place("own exercise", named, lambda care: own(care).names["en"])
    yield from map(exercise, _text_fields(PatientWording))


def _score_places() -> Iterator[Place]:
    """Scores, and why one was withdrawn."""

    def entry(care: Care, **told: Any) -> ScoreEntry:
        today = care.services.patients.today()
        return replace(ScoreEntry(measure="nprs", taken_on=today, answers=(4.0,)), **told)

    def score(care: Care, text: str) -> object:
        return care.services.scores.take(care.patient, entry(care, note=text))

    def activity(care: Care, text: str) -> object:
        return care.services.scores.take(
            care.patient, entry(care, measure="psfs", answers=(4.0,), activities=(text,))
        )

    def withdrawn(care: Care, text: str) -> object:
        return care.services.scores.withdraw(care.services.scores.take(care.patient, entry(care)), text)

    def newest(care: Care, measure: str, *, is_withdrawn: bool = False) -> Any:
        found = care.services.scores.of_patient(care.patient)
        chosen = [
            each
            for each in found
            if each.measure == measure and (each.withdrawn_at is not None) is is_withdrawn
        ]
        return chosen[0]

    yield Place("score.note", score, lambda care: newest(care, "nprs").note)
    yield Place(
        "score.activities", activity, lambda care: newest(care, "psfs").activities[0], on_one_line=True
    )
    yield Place(
        "score.withdrawn", withdrawn, lambda care: newest(care, "nprs", is_withdrawn=True).withdrawn_because
    )


def _care_places() -> Iterator[Place]:
    """Diaries, screens, letters, what is half typed."""

    def diary(care: Care, text: str) -> object:
        services = care.services
        for each in services.diaries.of_patient(care.patient):
            services.diaries.remove(each)
        version = services.programs.versions(care.given)[0]
        return services.diaries.key_in(care.patient, version, date(2020, 1, 1), (DiaryDay(done=1),), text)

    def screened(care: Care, text: str) -> object:
        screen = next(iter(measured_library().screens.values()))
        return care.services.screens.store(care.patient, screen, [screen.questions[0].id], text)

    def letter(care: Care, text: str) -> object:
        wish = LetterWish(kind=LetterKind.PROGRESS, reader=Reader.REFERRER, addressee=text)
        return care.services.letters.store(care.services.letters.prepare(care.episode, wish))

    yield Place("diary.note", diary, lambda care: care.services.diaries.of_patient(care.patient)[0].note)
    yield Place(
        "screen.action", screened, lambda care: care.services.screens.of_patient(care.patient)[0].action
    )
    yield Place(
        "letter.addressee",
        letter,
        lambda care: care.services.letters.of_patient(care.patient)[0].addressee,
        on_one_line=True,
    )
    yield Place(
        "draft",
        lambda care, text: care.services.drafts.keep("campaign", text),
        lambda care: getattr(care.services.drafts.find("campaign"), "payload", ""),
    )


PLACES: Final = (
    *_patient_places(),
    *_episode_places(),
    *_visit_places(),
    *_clinic_places(),
    *_program_places(),
    *_own_places(),
    *_score_places(),
    *_care_places(),
)
"""All of them."""
