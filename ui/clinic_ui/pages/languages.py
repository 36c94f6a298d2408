"""Names of languages, each in itself."""

from collections.abc import Iterable

from PySide6.QtCore import QLocale

from clinic_ui.theme import load_script_fonts

_OWN_NAMES = {"en": "English", "es": "Español", "pt": "Português"}
"""Qt would say “español de España” and “American English”: there is one of each here."""


def language_names(codes: Iterable[str]) -> dict[str, str]:
    """Code and name: ``{"en": "English", "es": "Español"}``."""
    load_script_fonts()
    return {code: language_name(code) for code in codes}


def language_name(code: str) -> str:
    """The language's name for itself, without a country."""
    name = _OWN_NAMES.get(code) or QLocale(code).nativeLanguageName()
    return name[:1].upper() + name[1:] if name else code
