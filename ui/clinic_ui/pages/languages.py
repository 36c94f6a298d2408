"""Names of languages, each in itself."""

from collections.abc import Iterable

from PySide6.QtCore import QLocale


def language_names(codes: Iterable[str]) -> dict[str, str]:
    """Code and name: ``{"en": "English", "es": "Español"}``."""
    return {code: language_name(code) for code in codes}


def language_name(code: str) -> str:
    """The language's name for itself; “English” alone, without a country."""
    name = "English" if code == "en" else QLocale(code).nativeLanguageName()
    return name[:1].upper() + name[1:] if name else code
