"""What a sheet says, before it is set on paper."""

from dataclasses import replace
from datetime import date

import pytest

from builders import a_clinic
from clinic_app.data.library_files import load_library
from clinic_app.domain.dosage import Schedule
from clinic_app.domain.handout import Mixed, Sheet, Typed, Words
from clinic_app.domain.library import Library
from clinic_app.domain.program import KeptAdvice, Phase, ProgramContent, prescribed
from clinic_app.services.sheet import SheetComposer, SheetSubject
from clinic_app.services.sheet_names import names_to_fit
from clinic_resources import catalogue


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def _content(library: Library, *slugs: str, language: str = "en") -> ProgramContent:
    items = tuple(prescribed(library.exercise(slug)) for slug in slugs or ("cat-cow",))
    return ProgramContent(items=items, language=language)


def _sheet(library: Library, content: ProgramContent, subject: SheetSubject, *frames: str) -> Sheet:
    composer = SheetComposer(library, catalogue(content.language), lambda _: frames or ("start", "end"))
    return composer.compose(content, subject)


def _plain(words: Words) -> str:
    parts = words.parts if isinstance(words, Mixed) else (words,)
    return "".join(part.text if isinstance(part, Typed) else str(part) for part in parts)


def test_every_frame_but_the_mistake_is_shown_in_order(library: Library) -> None:
    subject = SheetSubject(clinic=a_clinic())
    sheet = _sheet(library, _content(library), subject, "start", "hook", "end", "mistake", "fist")

    assert [picture.frame for picture in sheet.exercises[0].pictures] == ["start", "hook", "end", "fist"]
    assert sheet.exercises[0].mistake_picture is not None


def test_other_frames_have_the_captions_of_the_wording(library: Library) -> None:
    content = _content(library)
    wording = replace(library.exercise("cat-cow").wording_in("en"), captions={"hook": "Make a hook"})
    own = replace(content, items=(replace(content.items[0], wording=wording),))
    sheet = _sheet(library, own, SheetSubject(clinic=a_clinic()), "start", "hook", "end")

    assert sheet.exercises[0].pictures[1].caption == "Make a hook"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Stop and call emergency services now:"), ("es", "Pare y llame a emergencias ya:")],
)
def test_without_an_emergency_number_the_rules_name_none(library: Library, language: str, words: str) -> None:
    subject = SheetSubject(clinic=a_clinic(emergency_number=""))
    sheet = _sheet(library, _content(library, language=language), subject)

    assert _plain(sheet.stop.help[0].lead) == words


def test_a_typed_number_is_kept_apart_from_the_rules_markup(library: Library) -> None:
    subject = SheetSubject(clinic=a_clinic(phone="555 **0100**"))
    red = _sheet(library, _content(library), subject).stop.lines[-1]

    assert isinstance(red.lead, Mixed)
    assert Typed("555 **0100**") in red.lead.parts


def test_a_phase_says_its_name_and_when_it_starts_but_not_when_to_go_on(library: Library) -> None:
    phase = Phase(name="Phase 2: loading", entry_criterion="No limp", from_date=date(2026, 12, 1))
    content = replace(_content(library), phase=phase)
    sheet = _sheet(library, content, SheetSubject(clinic=a_clinic()))

    assert _plain(sheet.phase_line) == "Phase 2: loading, from 1 December 2026"


def test_a_pain_limit_above_the_common_one_is_said_at_its_exercise(library: Library) -> None:
    content = _content(library, "cat-cow", "mini-squat")
    first, second = content.items
    content = replace(
        content,
        items=(
            replace(first, schedule=Schedule(pain_limit=2)),
            replace(second, schedule=Schedule(pain_limit=5)),
        ),
    )
    sheet = _sheet(library, content, SheetSubject(clinic=a_clinic()))

    assert "out of 10" not in _plain(sheet.exercises[0].details)
    assert "Pain up to 5 out of 10" in _plain(sheet.exercises[1].details)
    assert "Pain above 2 out of 10" in _plain(sheet.stop.lines[1].text)


def test_the_log_has_the_weeks_that_are_prescribed(library: Library) -> None:
    content = _content(library)
    item = replace(content.items[0], schedule=Schedule(weeks=6))
    log = _sheet(library, replace(content, items=(item,)), SheetSubject(clinic=a_clinic())).log

    assert (log.weeks, log.least_weeks) == (6, 4)


def test_the_card_says_where_the_clinic_is(library: Library) -> None:
    clinic = a_clinic(address="1 River Road", web="riverside.example")
    contact = _sheet(library, _content(library), SheetSubject(clinic=clinic)).contact

    assert (contact.address, contact.web) == (Typed("1 River Road"), Typed("riverside.example"))


def test_a_long_name_gets_initials_from_the_front() -> None:
    assert names_to_fit("Hubert Blaine Featherstone-Marjoribanks") == (
        Typed("Hubert Blaine Featherstone-Marjoribanks"),
        Typed("H. Blaine Featherstone-Marjoribanks"),
        Typed("H. B. Featherstone-Marjoribanks"),
        Typed("Featherstone-Marjoribanks"),
    )


def test_the_time_is_each_time_only_where_all_exercises_are_done_as_often(library: Library) -> None:
    subject = SheetSubject(clinic=a_clinic())
    content = _content(library, "cat-cow", "glute-bridge")
    items = tuple(replace(item, schedule=Schedule(times_per_day=2)) for item in content.items)
    alike = _sheet(library, replace(content, items=items), subject)
    assert "each time" in _plain(alike.focus[-1][1])
    other = replace(items[1], schedule=Schedule(times_per_day=1))
    apart = _sheet(library, replace(content, items=(items[0], other)), subject)
    assert "All of it once takes about" in _plain(apart.focus[-1][1])


@pytest.mark.parametrize(
    ("tag", "language", "words"),
    [
        ("anticoagulant", "en", "You take blood thinners"),
        ("anticoagulant", "es", "Usted toma anticoagulantes"),
        ("fall_recent", "en", "Hold on to something firm."),
        ("balance_risk", "es", "Agárrese a algo firme."),
        ("osteoporosis", "en", "Bend from your hips"),
        ("recent_surgery", "es", "los límites que le dio su cirujano"),
    ],
)
def test_a_precaution_of_the_patient_has_its_line_on_the_sheet(
    library: Library, tag: str, language: str, words: str
) -> None:
    def said(*tags: str) -> str:
        subject = SheetSubject(clinic=a_clinic(), precautions=frozenset(tags))
        stop = _sheet(library, _content(library, language=language), subject).stop
        lines = [*stop.reminders, *(part for line in stop.help for part in (line.lead, line.text))]
        return " ".join(map(_plain, lines))

    assert words in said(tag)
    assert words not in said()


@pytest.mark.parametrize(
    ("choice", "language", "visit"),
    [
        ("patient_calls", "en", "Call to arrange your next visit."),
        ("patient_calls", "es", "Llame para pedir su próxima visita."),
        ("no_visit", "en", "None planned. Call us if you need one."),
        ("", "en", ""),
    ],
)
def test_why_there_is_no_next_visit_is_said_to_the_patient(
    library: Library, choice: str, language: str, visit: str
) -> None:
    answer = KeptAdvice(rule="W19:review", reason="A reason", choice=choice)
    content = replace(_content(library, language=language), kept_advice=(answer,))
    subject = SheetSubject(clinic=a_clinic())
    assert _sheet(library, content, subject).contact.visit == visit
    dated = replace(content, language="en", review_date=date(2026, 12, 1))
    assert "December" in _plain(_sheet(library, dated, subject).contact.visit)
