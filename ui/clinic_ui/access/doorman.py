"""Lets people in: looks at the door of the record, asks for a passphrase where one is wanted, opens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from clinic_app.domain.door import DoorState, Doorway
from clinic_app.domain.errors import KnownError
from clinic_app.domain.record_fault import OpenAs, WayOut, ways_out
from clinic_app.paths import AppFolders
from clinic_ui import composition
from clinic_ui.icons import Icons
from clinic_ui.opening import Opening
from clinic_ui.problems import Problems
from clinic_ui.settings import WindowSettings
from clinic_ui.theme import Theme
from clinic_ui.words import Words
from clinic_ui.work import Worker

if TYPE_CHECKING:
    from clinic_ui.access.unlock_screen import UnlockScreen
    from clinic_ui.composition import Unlocked


@dataclass(frozen=True, slots=True)
class Stage:
    """The window as it is before the record is open: its look, and how something is shown alone in it."""

    theme: Theme
    icons: Icons
    words: Words
    show: Callable[[QWidget], None]


class Doorman(QObject):
    """One a program; every errand runs in the worker."""

    opened = Signal(object)
    """The services (ClinicServices) of the record that is open now."""

    opened_by_code = Signal(object)
    """The same, for somebody who forgot their passphrase."""

    restore_wanted = Signal()
    """A backup is to take the record's place; the way is offered where somebody listens."""

    def __init__(
        self,
        folders: AppFolders,
        settings: WindowSettings,
        worker: Worker,
        problems: Problems,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._folders, self._settings, self._worker, self._problems = folders, settings, worker, problems
        self._how = OpenAs.USUAL
        self._because: KnownError | None = None

    def let_in(self, stage: Stage, how: OpenAs = OpenAs.USUAL, because: KnownError | None = None) -> None:
        """Open (where no record ever was: create) a record that asks for nothing; else ask.

        ``because`` is why somebody chose only to read.
        """
        self._how, self._because = how, because
        stage.show(Opening(stage.theme, stage.words))
        look = partial(composition.look_at_door, self._folders)
        self._worker.run(look, partial(self._on_door, stage), partial(self._refuse, stage))

    def _on_door(self, stage: Stage, doorway: Doorway) -> None:
        if doorway.state is DoorState.LOCKED:
            self._ask(stage, doorway)
        else:
            self._open(stage, self.opened)

    def _ask(self, stage: Stage, doorway: Doorway) -> None:
        from clinic_ui.access.unlock_screen import UnlockScreen

        screen = UnlockScreen(
            stage.theme, stage.icons, stage.words, doorway, last_person=self._settings.last_person
        )
        screen.unlock_wanted.connect(partial(self._on_unlock, stage, screen))
        screen.recover_wanted.connect(partial(self._on_recover, stage, screen))
        screen.restore_wanted.connect(self.restore_wanted)
        screen.restore.show()
        stage.show(screen)
        _make_wait(screen, doorway)

    def _on_unlock(self, stage: Stage, screen: "UnlockScreen", way_id: UUID, secret: str) -> None:
        self._settings.last_person = screen.person_name
        unlock = partial(composition.unlock, self._folders, way_id, secret)
        self._worker.run(
            unlock, partial(self._on_unlocked, stage, self.opened), partial(self._on_wrong, stage, screen)
        )

    def _on_recover(self, stage: Stage, screen: "UnlockScreen", code: str) -> None:
        recover = partial(composition.recover, self._folders, code)
        then = partial(self._on_unlocked, stage, self.opened_by_code)
        self._worker.run(recover, then, partial(self._on_wrong, stage, screen))

    def _on_unlocked(self, stage: Stage, then: SignalInstance, unlocked: "Unlocked") -> None:
        stage.show(Opening(stage.theme, stage.words))
        self._open(stage, then, unlocked)

    def _on_wrong(self, stage: Stage, screen: "UnlockScreen", error: Exception) -> None:
        screen.refuse(self._problems.sentence(error))
        if not isinstance(error, KnownError):
            self._problems.tell(error)
        look = partial(composition.look_at_door, self._folders)
        self._worker.run(look, partial(_make_wait, screen), partial(self._refuse, stage))

    def _open(self, stage: Stage, then: SignalInstance, unlocked: "Unlocked | None" = None) -> None:
        open_clinic = partial(composition.open_clinic, self._folders, unlocked, self._how, self._because)
        self._worker.run(open_clinic, then.emit, partial(self._refuse, stage))

    def _refuse(self, stage: Stage, error: Exception) -> None:
        """There is a record, and it cannot be opened: what is wrong, and every way out."""
        from clinic_ui.refusal import Refusal

        self._problems.tell(error)
        _let_go_of_frames(error)
        can_restore = self.receivers("2restore_wanted()") > 0
        ways = [way for way in ways_out(error) if can_restore or way is not WayOut.RESTORE]
        sentence = self._problems.sentence(error)
        refusal = Refusal(stage.theme, stage.icons, stage.words, sentence, ways, self._folders.record)
        refusal.chosen.connect(partial(self._on_way_out, stage, error))
        refusal.restore_wanted.connect(self.restore_wanted)
        stage.show(refusal)

    def _on_way_out(self, stage: Stage, error: Exception, way: WayOut) -> None:
        match way:
            case WayOut.READ_ONLY:
                self.let_in(stage, OpenAs.ONLY_READ, error if isinstance(error, KnownError) else None)
            case WayOut.GO_ON:
                self.let_in(stage, OpenAs.GO_ON)
            case WayOut.BEGIN_ANEW:
                aside = partial(composition.begin_anew, self._folders)
                again = partial(self._on_moved_aside, stage)
                self._worker.run(aside, again, partial(self._refuse, stage))
            case _:
                self.let_in(stage)

    def _on_moved_aside(self, stage: Stage, _where: object) -> None:
        self.let_in(stage)


def _let_go_of_frames(error: BaseException | None) -> None:
    """The screen holds the failure, and that all that was at hand where it came up, such as the key."""
    while error is not None:
        error.__traceback__ = None
        error = error.__cause__ or error.__context__


def _make_wait(screen: "UnlockScreen", doorway: Doorway) -> None:
    if isValid(screen):
        screen.wait(doorway.attempts.wait_s(datetime.now(UTC)))
