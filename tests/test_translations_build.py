import gettext
import os
from pathlib import Path

import pytest
from babel.messages.pofile import PoFileError

from compile_translations import compile_translations

SPANISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Print"
msgstr "Imprimir"

msgctxt "side"
msgid "Left"
msgstr "Izquierda"

#, fuzzy
msgid "Stop"
msgstr "Parada"
"""


def spanish_po(folder: Path, text: str = SPANISH) -> Path:
    po_path = folder / "es" / "LC_MESSAGES" / "clinic.po"
    po_path.parent.mkdir(parents=True)
    po_path.write_text(text, encoding="utf-8")
    return po_path


def test_every_translation_becomes_a_catalogue_gettext_reads(tmp_path: Path) -> None:
    spanish_po(tmp_path)
    (mo_path,) = compile_translations(tmp_path)
    with mo_path.open("rb") as mo_file:
        spanish = gettext.GNUTranslations(mo_file)
    assert spanish.gettext("Print") == "Imprimir"
    assert spanish.pgettext("side", "Left") == "Izquierda"


def test_an_unchecked_guess_is_not_shown_to_anybody(tmp_path: Path) -> None:
    spanish_po(tmp_path)
    (mo_path,) = compile_translations(tmp_path)
    with mo_path.open("rb") as mo_file:
        assert gettext.GNUTranslations(mo_file).gettext("Stop") == "Stop"


def test_an_unchanged_catalogue_is_not_written_again(tmp_path: Path) -> None:
    spanish_po(tmp_path)
    (mo_path,) = compile_translations(tmp_path)
    first_written = mo_path.stat().st_mtime_ns
    compile_translations(tmp_path)
    assert mo_path.stat().st_mtime_ns == first_written


def test_a_changed_translation_is_compiled_again(tmp_path: Path) -> None:
    po_path = spanish_po(tmp_path)
    (mo_path,) = compile_translations(tmp_path)
    os.utime(mo_path, ns=(0, 0))
    po_path.write_text(SPANISH.replace("Imprimir", "Imprima"), encoding="utf-8")
    compile_translations(tmp_path)
    with mo_path.open("rb") as mo_file:
        assert gettext.GNUTranslations(mo_file).gettext("Print") == "Imprima"


def test_no_translation_yet_is_no_failure(tmp_path: Path) -> None:
    assert compile_translations(tmp_path) == []


def test_a_broken_translation_stops_the_build(tmp_path: Path) -> None:
    spanish_po(tmp_path, 'msgid "Print"\nImprimir\n')
    with pytest.raises(PoFileError):
        compile_translations(tmp_path)
