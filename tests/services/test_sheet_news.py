"""What is new since the last sheet, as its head says it."""

from dataclasses import replace

import pytest

from builders import a_clinic
from clinic_app.data.library_files import load_library
from clinic_app.domain.dosage import HoldDosage
from clinic_app.domain.library import Library
from clinic_app.domain.program import ProgramContent, prescribed
from clinic_app.domain.sheet_text import plain
from clinic_app.services.sheet import SheetComposer, SheetSubject
from clinic_resources import catalogue

CALF, SOLEUS, CAT = "gastrocnemius-stretch-on-stairs", "soleus-stretch-on-step", "cat-cow"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def _content(library: Library, *slugs: str, language: str = "en") -> ProgramContent:
    return ProgramContent(
        items=tuple(prescribed(library.exercise(slug)) for slug in slugs), language=language
    )


def _news(library: Library, now: ProgramContent, before: ProgramContent | None) -> list[str]:
    composer = SheetComposer(library, catalogue(now.language), lambda _: ("start", "end"), catalogue)
    sheet = composer.compose(now, SheetSubject(clinic=a_clinic(), previous=before))
    return [plain(each) for each in sheet.news.sentences] if sheet.news else []


def test_a_first_sheet_has_no_news(library: Library) -> None:
    assert _news(library, _content(library, CALF), None) == []


def test_what_came_and_went_is_named(library: Library) -> None:
    before, now = _content(library, CALF, SOLEUS), _content(library, CALF, CAT)

    assert _news(library, now, before) == ["New: Cat and cow.", "Left out: Calf stretch, bent knee."]


def test_a_changed_dose_is_said_as_it_is_and_as_it_was(library: Library) -> None:
    before = _content(library, CALF)
    dosage = before.items[0].dosage
    assert isinstance(dosage, HoldDosage)
    now = before.changed(replace(before.items[0], dosage=replace(dosage, hold_s=45)))

    assert _news(library, now, before) == ["Calf stretch, straight knee: hold 45 seconds, not 30."]


def test_a_note_is_to_be_read_another_order_and_frozen_words_are_no_news(library: Library) -> None:
    before = _content(library, CALF, SOLEUS)
    wording = library.exercise(CALF).wording_in("en")
    frozen = before.changed(replace(before.items[0], wording=wording))
    now = before.changed(replace(before.items[0], note="slowly")).moved(before.items[1].id, 0)

    assert _news(library, now, frozen) == ["Read again: Calf stretch, straight knee."]


def test_the_news_are_in_the_patients_language(library: Library) -> None:
    before = _content(library, CALF, language="de")
    now = _content(library, CALF, CAT, language="de")

    assert [each.split()[0] for each in _news(library, now, before)] == ["Neu:"]
