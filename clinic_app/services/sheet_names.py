"""A patient's name as a sheet shows it."""

from clinic_app.domain.handout import Typed, Words
from clinic_app.domain.sheet_choices import Identity


def shown_name(name: str, identity: Identity) -> str:
    """The patient's name as it was chosen to stand on the sheet."""
    match identity:
        case Identity.NONE:
            return ""
        case Identity.INITIALS:
            return initials(name)
        case _:
            return name


def initials(name: str) -> str:
    """As “R. M.”."""
    return " ".join(f"{word[0]}." for word in name.split())


def names_to_fit(name: str) -> tuple[Words, ...]:
    """The name whole, then with one given name after the other as an initial, at last its last word alone."""
    words = name.split()
    shorter = [
        " ".join((*(f"{word[0]}." for word in words[:count]), *words[count:]))
        for count in range(1, len(words))
    ]
    return tuple(Typed(each) for each in (name, *shorter, *words[1:][-1:]))
