"""What is found in the library becomes one booklet, off the window's thread, and can be given up."""

from io import BytesIO
from pathlib import Path

import pdfplumber
import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from builders import a_clinic
from clinic_app.domain.errors import InputError
from clinic_app.services.booklet import BookletPrinter, Part
from clinic_ui.long_work import GivenUpError, Progress
from clinic_ui.pages.booklet_maker import booklet_parts, print_booklet
from clinic_ui.pages.library_page import LibraryPage
from desks import Desk


def test_every_exercise_found_stands_in_the_booklet_once_under_its_region(
    desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    page = LibraryPage(desk.context)
    qtbot.addWidget(page)
    said: list[str] = []
    desk.context.toasts.said.connect(lambda text, *_more: said.append(text))
    qtbot.mouseClick(page.booklet.button, Qt.MouseButton.LeftButton)
    dialog, target = page.booklet.dialog, tmp_path / "booklet.pdf"
    assert isinstance(dialog, QFileDialog)

    dialog.fileSelected.emit(str(target))
    dialog.reject()

    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    assert page.booklet.work.box is None
    with pdfplumber.open(target) as document:
        texts = [each.extract_text() for each in document.pages]
        assert not any(each.images for each in document.pages)
    assert said == [f"Booklet saved: {len(texts)} pages"]
    rest = " ".join(" ".join(texts[1:]).split())
    for exercise in desk.context.library.exercises.values():
        assert exercise.name("en") in texts[0]
        assert rest.count(exercise.wording["en"].name) >= 1
    regions = [each.title for each in booklet_parts(page.finder.found.exercises, desk.words)]
    assert regions == ["Lower back", "Hip and pelvis", "Thigh", "Lower leg"]
    assert [texts[0].index(each) for each in regions] == sorted(texts[0].index(each) for each in regions)


def test_nothing_found_makes_no_booklet(desk: Desk, qtbot: QtBot) -> None:
    page = LibraryPage(desk.context)
    qtbot.addWidget(page)
    page.finder.search("no such exercise at all")
    assert not page.booklet.button.isEnabled()


def _printer(desk: Desk) -> BookletPrinter:
    services = desk.services
    return BookletPrinter(library=services.library, pictures=services.pictures, catalogue=services.catalogue)


def test_contents_name_the_page_an_exercise_stands_on(desk: Desk) -> None:
    slugs = tuple(desk.services.library.exercises)
    steps: list[tuple[int, int]] = []
    today = desk.record.clock().date()

    pdf = _printer(desk).print(
        [Part("All", slugs)], a_clinic(), "en", today, lambda *how_far: steps.append(how_far)
    )

    assert steps == sorted(steps)
    assert steps[-1] == (len(slugs), len(slugs))
    read = pypdf.PdfReader(BytesIO(pdf.data))
    assert len(read.pages) == pdf.page_count
    contents = read.pages[0].extract_text().splitlines()
    for slug in slugs:
        name = desk.services.library.exercise(slug).wording["en"].name
        at = next(number for number, line in enumerate(contents) if name in line)
        page = next(int(line.split()[-1]) for line in contents[at:] if line.split()[-1].isdigit())
        assert name in " ".join(read.pages[page - 1].extract_text().split())


def test_the_same_booklet_has_the_same_bytes(desk: Desk) -> None:
    parts = [Part("Calves", tuple(desk.services.library.exercises)[:2])]
    today = desk.record.clock().date()
    first, second = (
        _printer(desk).print(parts, a_clinic(), "en", today, lambda *_how_far: None) for _ in range(2)
    )
    assert first.sha256 == second.sha256


def test_a_booklet_that_is_given_up_writes_no_file(desk: Desk, tmp_path: Path) -> None:
    progress = Progress()
    progress.give_up()
    target = tmp_path / "booklet.pdf"
    parts = [Part("Calves", tuple(desk.services.library.exercises))]
    with pytest.raises(GivenUpError):
        print_booklet(desk.services, parts, "en", str(target), progress)
    assert not target.exists()


def test_an_empty_booklet_is_refused_with_a_sentence(desk: Desk) -> None:
    today = desk.record.clock().date()
    with pytest.raises(InputError, match="There is no exercise to print"):
        _printer(desk).print([], a_clinic(), "en", today, lambda *_how_far: None)
