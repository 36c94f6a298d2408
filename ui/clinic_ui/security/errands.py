"""What can be asked of the dialogs about passphrases."""

from functools import partial

from clinic_app.domain.access import Role, Way
from clinic_app.services.access import AccessService
from clinic_ui.security.secret_dialog import Errand, Typed
from clinic_ui.words import Words


def protect(access: AccessService, words: Words, name: str) -> Errand:
    """Set the first passphrase."""
    text = words.gettext
    return Errand(
        title=text("Protect the record with a passphrase"),
        explanation=text(
            "Whoever opens the app is asked for it, so a stolen computer gives nothing away. "
            "Nobody can bring it back: you get a recovery code to keep on paper."
        ),
        button=text("Set the passphrase"),
        job=lambda typed: access.protect(typed.name, typed.new),
        asks_name=True,
        name=name,
        asks_new=True,
    )


def change_mine(access: AccessService, words: Words) -> Errand:
    """Change one's own passphrase."""
    text = words.gettext
    return Errand(
        title=text("Change your passphrase"),
        explanation=text("The old one opens nothing any more, except backups made before."),
        button=text("Change the passphrase"),
        job=lambda typed: access.change_passphrase(typed.old, typed.new),
        asks_old=True,
        asks_new=True,
    )


def new_code(access: AccessService, words: Words) -> Errand:
    """Another recovery code."""
    text = words.gettext
    return Errand(
        title=text("Make a new recovery code"),
        explanation=text("The code you have on paper opens nothing any more, except backups made before."),
        button=text("Make a new code"),
        job=lambda _typed: access.new_recovery_code(),
    )


def stop(access: AccessService, words: Words) -> Errand:
    """Open the record to everybody."""
    text = words.gettext
    return Errand(
        title=text("Stop using a passphrase"),
        explanation=text(
            "The record then opens for everybody who can use this computer, and whoever steals it can read "
            "everything. The passphrases of all people and the recovery code end."
        ),
        button=text("Open it to everybody"),
        job=lambda typed: access.stop_protecting(typed.old),
        asks_old=True,
        is_dangerous=True,
    )


def add_person(access: AccessService, words: Words) -> Errand:
    """Somebody else gets a passphrase."""
    text = words.gettext
    return Errand(
        title=text("Add a person"),
        explanation=text("Give them this first passphrase. At their first unlock they choose their own."),
        button=text("Add the person"),
        job=partial(_add, access),
        asks_name=True,
        asks_credentials=True,
        role=Role.THERAPIST,
        asks_new=True,
    )


def change_person(access: AccessService, words: Words, way: Way) -> Errand:
    """Another role, and another first passphrase."""
    text = words.gettext
    return Errand(
        title=text("Change the role of {name}").format(name=way.holder.name),
        explanation=text(
            "With the new role they get a new first passphrase from you. "
            "Who is no owner any more has no recovery code either."
        ),
        button=text("Change the role"),
        job=lambda typed: access.change_person(way.id, typed.role, typed.new),
        role=way.holder.role,
        asks_new=True,
    )


def take_away(access: AccessService, words: Words, way: Way) -> Errand:
    """Somebody may not open the record any more."""
    text = words.gettext
    return Errand(
        title=text("Take {name} off the list").format(name=way.holder.name),
        explanation=text(
            "Their passphrase opens nothing any more, except backups made before. What they wrote stays. "
            "If the recovery code is theirs it ends too: make a new one then."
        ),
        button=text("Take off the list"),
        job=lambda _typed: access.take_away(way.id),
        is_dangerous=True,
    )


def _add(access: AccessService, typed: Typed) -> None:
    access.add_person(typed.name, typed.credentials, typed.role, typed.new)
