"""Build hook: compile every translation (.po) to the binary catalogue (.mo) that gettext reads."""

from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TRANSLATIONS = Path(__file__).parent / "clinic_resources" / "translations"


def compile_translations(folder: Path) -> list[Path]:
    """Write a ``.mo`` beside every ``.po`` below ``folder`` and return the ``.mo`` paths, sorted.

    A ``.mo`` younger than its ``.po`` is left as it is. Raises PoFileError for a broken ``.po``.
    """
    return [_compile(po_path) for po_path in sorted(folder.glob("*/LC_MESSAGES/*.po"))]


def _compile(po_path: Path) -> Path:
    mo_path = po_path.with_suffix(".mo")
    if mo_path.exists() and mo_path.stat().st_mtime_ns > po_path.stat().st_mtime_ns:
        return mo_path
    with po_path.open("rb") as po_file:
        catalogue = read_po(po_file, locale=po_path.parent.parent.name, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    mo_path.write_bytes(compiled.getvalue())
    return mo_path


class CompileTranslations(BuildHookInterface[Any]):
    """Hatchling's custom hook: runs before a wheel, an sdist and an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's own
        """Compile the translations of this checkout."""
        compile_translations(TRANSLATIONS)
