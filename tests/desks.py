"""A desk to try the window on: a context around a record in memory, a small library, real threads."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, QSize, QSizeF
from PySide6.QtGui import QImage

import clinic_resources
from builders import a_patient, a_wording
from clinic_app.data.library_files import load_library
from clinic_app.domain.backup import BackupPlan
from clinic_app.domain.country import Country
from clinic_app.domain.dosage import HoldDosage, LoadUnit, RepetitionDosage, Schedule
from clinic_app.domain.exercise import Exercise, ExerciseKind, Position
from clinic_app.domain.library import EducationTopic, Library, Template, TemplateLine, TemplatePhase
from clinic_app.domain.program import ProgramContent, prescribed
from clinic_app.domain.repositories import Record
from clinic_app.domain.side import PlannedSide
from clinic_app.services.clinic import ClinicServices
from clinic_app.services.drafts import DraftService
from clinic_app.services.library_in_use import LibraryInUse
from clinic_app.services.library_pictures import LibraryPictures
from clinic_app.services.own_exercises import OwnExerciseService
from clinic_app.services.patients import PatientService
from clinic_app.services.permission import GuardedRecord
from clinic_app.services.printing import Pictures
from clinic_app.services.profile import ProfileService
from clinic_app.services.screens import ScreenService
from clinic_app.services.shelf import ShelfService
from clinic_ui.actions import Actions
from clinic_ui.context import Context
from clinic_ui.exercise_shelf import ExerciseShelf
from clinic_ui.icons import Icons
from clinic_ui.own_library import OwnLibrary
from clinic_ui.printed_pages import OpenPages
from clinic_ui.problems import Problems
from clinic_ui.seat import Seat
from clinic_ui.settings import WindowSettings
from clinic_ui.theme import Theme
from clinic_ui.thumbnails import Thumbnails
from clinic_ui.toasts import Toasts
from clinic_ui.words import Words
from clinic_ui.work import Worker
from fake_backups import FakePlan
from fake_pictures import FakePictures
from fakes import FakeRecord


def an_exercise(slug: str, name: str, **fields: Any) -> Exercise:
    known: dict[str, Any] = {
        "names": {"en": name},
        "kind": ExerciseKind.STATIC_STRETCH,
        "region": "lower_leg",
        "position": Position.STANDING,
        "unilateral": True,
        "dosage": HoldDosage(sets=1, reps=3, hold_s=30),
        "schedule": Schedule(),
        "wording": {"en": a_wording(name=name)},
    }
    return Exercise(slug=slug, **(known | fields))


def _exercises() -> list[Exercise]:
    return [
        an_exercise(
            "gastrocnemius-stretch-on-stairs",
            "Gastrocnemius stretch on stairs",
            easier_slug="gastrocnemius-stretch-at-wall",
            precaution="Calf tear, Achilles repair, unsafe balance",
        ),
        an_exercise("soleus-stretch-on-step", "Soleus stretch on step"),
        an_exercise(
            "gastrocnemius-stretch-at-wall",
            "Gastrocnemius stretch at the wall",
            harder_slug="gastrocnemius-stretch-on-stairs",
        ),
        an_exercise(
            "hamstring-stretch-supine-strap",
            "Hamstring stretch, lying with strap",
            region="thigh",
            position=Position.SUPINE,
        ),
        an_exercise("quadriceps-stretch-standing", "Quadriceps stretch, standing", region="thigh"),
        an_exercise(
            "cat-cow",
            "Cat-cow",
            region="lower_back",
            kind=ExerciseKind.JOINT_MOBILITY,
            position=Position.QUADRUPED,
            unilateral=False,
            dosage=RepetitionDosage(sets=1, reps=10),
        ),
        an_exercise(
            "glute-bridge",
            "Bridge",
            region="pelvis_hip",
            kind=ExerciseKind.STRENGTHENING,
            position=Position.SUPINE,
            unilateral=False,
            dosage=RepetitionDosage(sets=3, reps=8, reps_to=12),
        ),
        an_exercise(
            "hip-flexor-stretch-half-kneeling",
            "Hip flexor stretch, half kneeling",
            region="pelvis_hip",
            position=Position.HALF_KNEELING,
        ),
    ]


AMERICA = Country(
    code="US", emergency_number="911", paper="letter", load_unit=LoadUnit.POUND, source="Everybody"
)


@cache
def small_library() -> Library:
    """Eight exercises that are drawn, and two templates; one needs the affected side."""
    return Library(
        exercises={exercise.slug: exercise for exercise in _exercises()},
        muscles={},
        conditions={},
        precautions={},
        sources={},
        templates={
            "calves": a_template("calves", "Calf flexibility", PlannedSide.LEFT_AND_RIGHT),
            "one-calf": a_template("one-calf", "After a calf strain", PlannedSide.AFFECTED),
        },
        stop_rules=(),
        countries={"US": AMERICA},
        plain_words={"en": {"scapula": "shoulder blade"}},
        education={
            "why-not-bounce": EducationTopic(
                id="why-not-bounce", titles={"en": "Why not bounce"}, lead={"en": "Slow is kinder."}
            )
        },
    )


@cache
def checked_library() -> Library:
    """The small library with the shipped rules; the stairs need a step."""
    shipped, small = load_library(), small_library()
    stairs = replace(small.exercise("gastrocnemius-stretch-on-stairs"), equipment=("step",))
    return replace(
        small,
        exercises={**small.exercises, stairs.slug: stairs},
        dose_rules=shipped.dose_rules,
        precautions=shipped.precautions,
        screens=shipped.screens,
        sources=shipped.sources,
    )


@cache
def measured_library() -> Library:
    """The checked library with the shipped outcome measures."""
    return replace(checked_library(), measures=load_library().measures)


def a_template(slug: str, title: str, side: PlannedSide) -> Template:
    lines = tuple(
        TemplateLine(exercise_slug=each, side=side, dosage=HoldDosage(), schedule=Schedule())
        for each in ("gastrocnemius-stretch-on-stairs", "soleus-stretch-on-step")
    )
    whys = {"en": "Looser calves let you stand longer."}
    return Template(slug=slug, titles={"en": title}, whys=whys, phases=(TemplatePhase(lines=lines),))


class BlankPages:
    """Stands for a PDF: as many blank A4 pages as it has bytes of ``/Page``."""

    def __init__(self, data: bytes) -> None:
        self.count = max(1, data.count(b"/Page"))

    def size(self, page: int) -> QSizeF:
        return QSizeF(595, 842)

    def image(self, page: int, width: int) -> QImage:
        image = QImage(width, round(width * 842 / 595), QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        return image

    def pixels(self, page: int, dpi: int) -> QSize:
        return (self.size(page) * dpi / 72).toSize()

    def strip(self, page: int, dpi: int, top: int, rows: int) -> QImage:
        image = QImage(self.pixels(page, dpi).width(), rows, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        return image

    def close(self) -> None:
        self.count = 0


def services_of(
    record: Record, pictures: Pictures, library: Library | None = None, plan: BackupPlan | None = None
) -> ClinicServices:
    """Every errand on one record."""
    in_use = LibraryInUse(library or small_library())
    own = OwnExerciseService(record, in_use)
    own.read()
    return ClinicServices(
        record=record,
        in_use=in_use,
        pictures=LibraryPictures(pictures, in_use.current, record.archive),
        catalogue=clinic_resources.catalogue,
        profile=ProfileService(record),
        patients=PatientService(record),
        drafts=DraftService(record),
        shelf=ShelfService(record),
        own=own,
        screens=ScreenService(record),
        new_code=lambda: "0000-0000-0000-0000-0000-0000-0000",
        backup_plan=plan or FakePlan(Path("nowhere")),
    )


class Desk(QObject):
    """Holds a context and the threads behind it; ``close()`` waits for them."""

    def __init__(
        self,
        folder: Path,
        *,
        record: FakeRecord | None = None,
        pictures: Pictures | None = None,
        library: Library | None = None,
        theme: Theme | None = None,
        language: str = "en",
        open_pages: OpenPages = BlankPages,
    ) -> None:
        super().__init__()
        self._open_pages = open_pages
        self.record = record or FakeRecord()
        self.theme = theme or Theme()
        self.words = Words(clinic_resources.catalogue(language), language)
        self.problems = Problems(self.words, self)
        self.worker = Worker(self.problems.tell, parent=self)
        self.drawing = Worker(self.problems.tell, threads=1, parent=self)
        plan = FakePlan(folder)
        guarded = GuardedRecord(self.record, plan)
        self.services = services_of(guarded, pictures or FakePictures(), library, plan)
        self.context = self._context(WindowSettings(folder))

    def close(self) -> None:
        """Wait for what is under way."""
        self.drawing.close()
        self.worker.wait()
        self.worker.close()

    def _context(self, settings: WindowSettings) -> Context:
        services = self.services
        thumbnails = Thumbnails(services.pictures, self.theme.figure_palette, self.drawing, self)
        return Context(
            services=services,
            own=OwnLibrary(services, self.worker, thumbnails, self),
            shelf=ExerciseShelf(services.shelf, services.in_use, self.worker, self.words.language, self),
            pictures=services.pictures,
            words=self.words,
            theme=self.theme,
            settings=settings,
            actions=Actions(Icons(self.theme), self.words, Seat(services.record, self.words, self)),
            worker=self.worker,
            problems=self.problems,
            thumbnails=thumbnails,
            toasts=Toasts(self),
            open_pages=self._open_pages,
            is_protected=services.access.is_protected(),
        )


def a_stored_program(desk: Desk, *slugs: str) -> UUID:
    """A new patient's program of these exercises, in the record of ``desk``; its id."""
    patient = desk.services.patients.add(a_patient(id=uuid4()))
    items = tuple(prescribed(desk.services.library.exercise(slug)) for slug in slugs)
    content = ProgramContent(title="Calves", items=items)
    return desk.services.programs.start(content, patient_id=patient.id).program.id
