"""The composition root: the only module that joins the window's floor with the third.

For a worker, since all that is heavy (SQLAlchemy, ReportLab, numpy) is imported here, inside the functions.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize, QSizeF
from PySide6.QtGui import QImage

import clinic_resources
from clinic_app.domain.door import Doorway
from clinic_app.domain.errors import KnownError, RecordError
from clinic_app.domain.record_fault import OpenAs
from clinic_app.paths import AppFolders

if TYPE_CHECKING:
    from clinic_app.data.backup_plan import BackupPlan
    from clinic_app.data.door import Unlocked as Unlocked
    from clinic_app.data.lock import RecordLock
    from clinic_app.data.record import SqlRecord
    from clinic_app.data.start import RecordStart
    from clinic_app.domain.backup import BackupFinder, Restored
    from clinic_app.pdf.preview import PageImage
    from clinic_app.services.clinic import ClinicServices
    from clinic_app.services.spare_files import PutBack

_POINTS_PER_INCH = 72
_PROGRAM_LOCK = "window.lock"


class PdfPages:
    """A PDF's pages for the window (``PrintedPages``), painted by the pdf floor."""

    def __init__(self, data: bytes) -> None:
        from clinic_app.pdf.preview import PagePainter

        self._pages = PagePainter(data)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return self._pages.page_count

    def size(self, page: int) -> QSizeF:
        """Width and height of a page, in points."""
        return QSizeF(*self._pages.page_size(page))

    def image(self, page: int, width: int) -> QImage:
        """The page, ``width`` pixels wide."""
        return _as_image(self._pages.render(page, width / self.size(page).width()))

    def pixels(self, page: int, dpi: int) -> QSize:
        """How many pixels the page has."""
        return QSize(*self._pages.pixels(page, dpi / _POINTS_PER_INCH))

    def strip(self, page: int, dpi: int, top: int, rows: int) -> QImage:
        """Rows of the page."""
        return _as_image(self._pages.strip(page, dpi / _POINTS_PER_INCH, top, rows))

    def close(self) -> None:
        """Let go of the document."""
        self._pages.close()


def _as_image(painted: "PageImage") -> QImage:
    image = QImage(painted.data, painted.width, painted.height, painted.stride, QImage.Format.Format_RGB32)
    return image.copy()  # the picture must outlive the bytes it was read from


def first_program(folders: AppFolders) -> "RecordLock | None":
    """What shows that this program was here first: held until it ends; None where another one was.

    A desk whose settings cannot be written has no such sign: the record's own lock is then all there is.
    """
    from clinic_app.data.lock import RecordLock
    from clinic_app.data.private_files import make_private_folder

    try:
        make_private_folder(folders.config)
        return RecordLock(folders.config, _PROGRAM_LOCK)
    except KnownError:
        return None


def look_at_door(folders: AppFolders) -> Doorway:
    """Whether there is a record, and whom it lets in.

    Raises:
        KnownError: its key file is damaged or missing, or a record was here and is gone.
    """
    from clinic_app.data.start import RecordStart

    return RecordStart(folders.record, folders.config).look()


def begin_anew(folders: AppFolders) -> object:
    """Move the record's files aside, so that the next opening begins a new one; returns where they are.

    Raises:
        KnownError: they are open elsewhere, or cannot be moved.
    """
    from clinic_app.data.start import RecordStart

    return RecordStart(folders.record, folders.config).begin_anew()


def unlock(folders: AppFolders, way_id: UUID, secret: str) -> "Unlocked":
    """The key, by a passphrase (a second or so).

    Raises:
        KnownError: it is another one, or too early for another try.
    """
    from clinic_app.data.door import RecordDoor

    return RecordDoor(folders.record).unlock(way_id, secret)


def recover(folders: AppFolders, code: str) -> "Unlocked":
    """The key, by the recovery code.

    Raises:
        KnownError: it opens nothing here, or it is too early for another try.
    """
    from clinic_app.data.door import RecordDoor

    return RecordDoor(folders.record).recover(code)


def backup_finder(folders: AppFolders) -> "BackupFinder":
    """Finds backups where no record is open."""
    from clinic_app.data.backup_finder import Finder

    return Finder(folders.record, settings=folders.config)


def take_restore_note(folders: AppFolders, enter: "Callable[[Restored], object]") -> "Restored | None":
    """What the last restore left behind, told once ``enter`` has entered it into the log."""
    from clinic_app.data.restore_moves import take_note

    return take_note(folders.record, enter)


def has_record(folders: AppFolders) -> bool:
    """Whether anything of a record is there."""
    from clinic_app.data.record import record_exists

    return record_exists(folders.record)


def _look_after(opened: "SqlRecord", start: "RecordStart", plan: "BackupPlan") -> Sequence[KnownError]:
    from clinic_app.services.spare_files import SpareFiles

    cautions = [*opened.last_check.cautions(), *start.cautions()]
    opened.check_large()
    cautions += _of_files(SpareFiles.of_record(opened, plan).put_back(), opened)
    if opened.keys.is_older():
        cautions.append(
            RecordError(
                "An older key file was put back: passphrases that were changed or taken away since open the "
                "record again. Change yours in Settings, and look who else may open it."
            )
        )
    return cautions


def _of_files(put_back: "PutBack", opened: "SqlRecord") -> Sequence[KnownError]:
    """What is said of files that were gone from beside the record."""
    cautions: list[KnownError] = []
    if put_back.came_back:
        cautions.append(
            RecordError(
                "Sheets, letters or pictures were missing beside the record and were put back from a backup "
                "(files: {count}, folder: {folder}). Something other than this app took them away.",
                count=put_back.came_back,
                folder=opened.archive.folder,
            )
        )
    if put_back.gone:
        cautions.append(
            RecordError(
                "Sheets, letters or pictures are missing beside the record "
                "(files: {count}, folder: {folder}). No backup in reach holds them. Plug in a stick with "
                "backups and open the record again, or put them back from a copy of that folder.",
                count=put_back.gone,
                folder=opened.archive.folder,
            )
        )
    return [*cautions, *([put_back.failure] if put_back.failure is not None else [])]


def open_clinic(
    folders: AppFolders,
    unlocked: "Unlocked | None" = None,
    how: OpenAs = OpenAs.USUAL,
    because: KnownError | None = None,
) -> "ClinicServices":
    """Open the record, the library and the figures.

    Without ``unlocked`` the record must ask for no secret, or never have been there: then one is begun.

    Raises:
        KnownError: the record or a shipped file cannot be used; the sentence says what to do.
    """
    from clinic_app.data.start import RecordStart

    start = RecordStart(folders.record, folders.config)
    key, actor = (unlocked.key, unlocked.actor) if unlocked is not None else (None, None)
    opened = start.open(key, actor, how=how, because=because)
    try:
        return _clinic_in(folders, opened, start, unlocked)
    except BaseException:
        opened.close()  # else the next try finds it open elsewhere, by us
        raise


def _clinic_in(
    folders: AppFolders, opened: "SqlRecord", start: "RecordStart", unlocked: "Unlocked | None"
) -> "ClinicServices":
    """All that works on the open record."""
    from clinic_app.data.backup_plan import BackupPlan
    from clinic_app.data.door import RecordDoor
    from clinic_app.data.key_slots import new_code
    from clinic_app.data.library_files import load_library_kept_in
    from clinic_app.figures.cache import DrawingCache
    from clinic_app.figures.gallery import Gallery
    from clinic_app.figures.studio import Studio
    from clinic_app.services.clinic import ClinicServices
    from clinic_app.services.coming_in import ComingIn
    from clinic_app.services.drafts import DraftService
    from clinic_app.services.library_in_use import LibraryInUse
    from clinic_app.services.library_pictures import LibraryPictures
    from clinic_app.services.own_exercises import OwnExerciseService
    from clinic_app.services.patients import PatientService
    from clinic_app.services.permission import GuardedRecord
    from clinic_app.services.profile import ProfileService
    from clinic_app.services.screens import ScreenService
    from clinic_app.services.shelf import ShelfService

    plan = BackupPlan(folders.config, folders.record)
    record = GuardedRecord(opened, plan)
    if unlocked is not None:
        ComingIn(record).let_in(unlocked.way_id, unlocked.failed)
        if record.reading_only is None:  # else the log took no entry
            RecordDoor(folders.record).told()
    in_use = LibraryInUse(load_library_kept_in(folders.cache))
    own = OwnExerciseService(record, in_use)
    own.read()
    gallery = Gallery(DrawingCache(folders.cache), Studio(folders.cache))
    return ClinicServices(
        record=record,
        in_use=in_use,
        pictures=LibraryPictures(gallery, in_use.current, record.archive),
        catalogue=clinic_resources.catalogue,
        profile=ProfileService(record),
        patients=PatientService(record),
        drafts=DraftService(record),
        shelf=ShelfService(record),
        own=own,
        screens=ScreenService(record),
        new_code=new_code,
        backup_plan=plan,
        look_after=partial(_look_after, opened, start, plan),
        check_last=opened.check_last,
    )


def tidy_up(services: "ClinicServices") -> Sequence[KnownError]:
    """What finds exercises, before somebody looks for one; what an erasure left when it was interrupted.

    Returns what puts the record at risk.
    """
    from clinic_app.services.coming_in import ComingIn

    services.index  # noqa: B018 - made where it is first asked for
    left: KnownError | None = None
    if services.record.reading_only is None:
        left = services.erasure.finish()
        ComingIn(services.record).enter_unknown_ways()
    return [*services.look_after(), *([left] if left is not None else [])]


def note_locked(services: "ClinicServices") -> None:
    """The record is being locked: the audit log says so. For a worker."""
    from clinic_app.domain.audit import AuditAction

    services.audit.note(AuditAction.LOCKED)
