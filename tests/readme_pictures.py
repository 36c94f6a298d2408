"""Takes the README's pictures anew: ``python tests/readme_pictures.py``; look at them before keeping them."""

import os
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
sys.path[:0] = [str(CHECKOUT / part) for part in ("", "ui", "resources", "tests")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# ruff: noqa: E402 - Qt's platform and the packages' folders are set before they are imported
from PySide6.QtWidgets import QApplication

import clinic_resources
from clinic_app.cli.main import main as in_a_terminal
from clinic_app.data.library_files import load_library
from clinic_app.domain.access import Actor, Role
from clinic_app.figures.cache import DrawingCache
from clinic_app.figures.gallery import Gallery
from clinic_app.paths import app_folders
from clinic_ui import theme as looks
from clinic_ui.builder.page import BuilderPage
from clinic_ui.composition import PdfPages
from clinic_ui.main_window import MainWindow
from clinic_ui.pages.patients_page import PatientsPage
from clinic_ui.rail import PageKey
from clinic_ui.theme import Theme
from clinic_ui.tidied_here import TidiedHere
from desks import Desk
from photographer import Photographer
from pictured_clinic import sample_record

DOCS = CHECKOUT / "docs"
SIZE = (1440, 900)
HANDOUT_WIDTH = 834
OWNER = "Luisa Ferreira"


def take_window(folder: Path) -> None:
    """The builder and a patient, for an owner who came in with a passphrase."""
    library, look = load_library(), Theme()
    record = sample_record(library)
    record.actor = Actor(name=OWNER, role=Role.OWNER)
    first = Desk(folder, record=record, library=library)
    first.services.access.protect(OWNER, "four words are better")
    first.close()
    gallery = Gallery(DrawingCache(app_folders().cache))
    desk = Desk(folder, record=record, library=library, pictures=gallery, open_pages=PdfPages, theme=look)
    context = desk.context
    window = MainWindow(context.theme, context.actions.icons, context.words, context.settings)
    window.fill(context)
    photographer = Photographer(DOCS, *SIZE)
    page = window.go(PageKey.PATIENTS)
    assert isinstance(page, PatientsPage)
    marlowe = next(each for each in record.tables.patients.values() if each.family_name == "Marlowe")
    page.open_patient(marlowe.id)
    photographer.take(window, desk, "patient")
    builder = window.go(PageKey.BUILDER)
    assert isinstance(builder, BuilderPage)
    builder.open_program(next(iter(record.tables.programs)))
    photographer.take(window, desk, "builder")
    desk.close()


def take_handout(folder: Path) -> None:
    """The first page of the shipped sample."""
    path = folder / "handout.pdf"
    sample = clinic_resources.file_path("samples/calf-program.json")
    in_a_terminal(["handout", str(sample), "-o", str(path)])
    PdfPages(path.read_bytes()).image(0, HANDOUT_WIDTH).save(str(DOCS / "handout.png"))


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    TidiedHere(app)  # a worker's collection must not end widgets
    looks.load_fonts()
    looks.apply(app, Theme())
    with tempfile.TemporaryDirectory() as made:
        take_window(Path(made))
        take_handout(Path(made))
