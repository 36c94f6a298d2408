"""What roles are called, and what each may do."""

from clinic_app.domain.access import Role
from clinic_ui.words import Words


def role_names(words: Words) -> dict[Role, str]:
    """The name of every role, the one that may most first."""
    text = words.gettext
    return {
        Role.OWNER: text("Owner"),
        Role.THERAPIST: text("Therapist"),
        Role.ASSISTANT: text("Assistant"),
    }


def role_notes(words: Words) -> dict[Role, str]:
    """What every role may do."""
    text = words.gettext
    return {
        Role.OWNER: text("Everything, also who may open the record"),
        Role.THERAPIST: text("Everything about patients"),
        Role.ASSISTANT: text("Look, and print again"),
    }
