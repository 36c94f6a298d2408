"""Pictures of the lock and of Security, for tests/screenshots.py."""

from pathlib import Path
from uuid import uuid4

from clinic_app.domain.access import Actor, Role, Way, WayKind
from clinic_app.domain.door import DoorState, Doorway
from clinic_ui.access.after_recovery import AfterRecovery
from clinic_ui.access.unlock_screen import UnlockScreen
from clinic_ui.main_window import MainWindow
from clinic_ui.opening import Opening
from clinic_ui.rail import PageKey
from clinic_ui.security import errands
from clinic_ui.security.first_protection import FirstProtection
from clinic_ui.security.protection_page import ProtectionPage
from clinic_ui.security.secret_dialog import SecretDialog
from clinic_ui.theme import Theme
from desks import Desk
from fakes import FakeRecord
from photographer import Photographer

WORDS = "four words are better"


def window_of(desk: Desk) -> MainWindow:
    """A main window, empty."""
    context = desk.context
    return MainWindow(context.theme, context.actions.icons, context.words, context.settings)


def take_access(photographer: Photographer, theme: Theme, language: str, folder: Path) -> None:
    """Before and after a passphrase is set."""
    record = FakeRecord()
    desk = Desk(folder, record=record, theme=theme, language=language)
    window = window_of(desk)
    window.fill(desk.context)
    photographer.take(window, desk, "patients-open")
    window._show_security()
    photographer.take(window, desk, "security-open")
    alone = window_of(desk)
    first = FirstProtection(desk.context)
    alone.show_alone(first)
    photographer.take(alone, desk, "first-protection")
    first.name.setText("Ada Lane")
    for field in (first.form.first, first.form.again):
        field.line.setText(WORDS)
    first.store.click()
    photographer.take(alone, desk, "recovery-code")
    take_unlock(photographer, window_of(desk), desk)
    desk.services.access.add_person("Bo Holm", "PT", Role.ASSISTANT, WORDS)
    guarded = Desk(folder, record=record, theme=theme, language=language)
    window = window_of(guarded)
    window.fill(guarded.context, PageKey.SETTINGS)
    photographer.take(window, guarded, "settings-guarded")
    window._show_security()
    photographer.take(window, guarded, "security")
    window.show_protection()
    photographer.take(window, guarded, "protection")
    page = window.findChild(ProtectionPage)
    assert page is not None
    page.area.verticalScrollBar().setValue(page.area.verticalScrollBar().maximum())
    photographer.take(window, guarded, "protection-end")
    page.give_way()
    access, words = guarded.services.access, guarded.words
    for name, errand in (
        ("security-add", errands.add_person(access, words)),
        ("security-stop", errands.stop(access, words)),
    ):
        dialog = SecretDialog(guarded.context, errand)
        photographer.take(dialog, guarded, name, resize=False)
        dialog.reject()
    desk.close()
    guarded.close()


def take_unlock(photographer: Photographer, window: MainWindow, desk: Desk) -> None:
    """The screen that asks who works."""
    context = desk.context
    people = [Actor(name=name, therapist_id=uuid4()) for name in ("Ada Lane", "Bo Holm")]
    ways = [Way(id=uuid4(), kind=WayKind.PASSPHRASE, holder=each) for each in people]
    ways.append(Way(id=uuid4(), kind=WayKind.RECOVERY, holder=people[0]))
    doorway = Doorway(state=DoorState.LOCKED, ways=tuple(ways))
    screen = UnlockScreen(context.theme, context.actions.icons, context.words, doorway)
    screen.restore.show()
    window.show_alone(screen)
    photographer.take(window, desk, "unlock")
    screen.refuse(
        desk.words.gettext("This passphrase is not the right one. Look at Caps Lock and the keyboard.")
    )
    screen.wait(4)
    photographer.take(window, desk, "unlock-wait")
    screen.forgot.click()
    photographer.take(window, desk, "unlock-code")
    window.show_alone(AfterRecovery(context))
    photographer.take(window, desk, "after-recovery")
    said = desk.words.gettext("Locking the record …")
    window.show_alone(Opening(context.theme, context.actions.icons, context.words, said))
    photographer.take(window, desk, "locking")
