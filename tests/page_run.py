"""Judges the pages of every layout, paper and size of type, with the real figures and long names.

``python tests/page_run.py [FOLDER [SIZE …]]``: programs of 1 to 12 exercises (or of those sizes), kept in
FOLDER. ``qpdf --check`` looks at each where it is there. Ends with 1 if anything is wrong.
"""

# ruff: noqa: E402 - the packages' folders are set before they are imported
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from itertools import product
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
sys.path[:0] = [str(CHECKOUT / folder) for folder in ("", "ui", "resources", "tests")]

from clinic_app.cli.workshop import open_gallery
from clinic_app.domain.handout import Paper
from clinic_app.domain.sheet_choices import SheetChoices, SheetLayout
from clinic_app.services.printing import SheetPrinter
from clinic_resources import catalogue
from pages import faults
from sheets import TWELVE, SheetMaker

LONG = "Wolfeschlegelsteinhausenbergerdorff Hubert Blaine Featherstonehaugh-Cholmondeley-Marjoribanks"


def main() -> int:
    """Write and judge every document."""
    sizes = [int(each) for each in sys.argv[2:]] or range(1, 13)
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    sheets = SheetMaker()
    printer = SheetPrinter(library=sheets.library, pictures=open_gallery(), catalogue=catalogue)
    subject = sheets.subject(patient_name=LONG)
    subject = replace(subject, clinic=replace(subject.clinic, name=f"{LONG} and Daughters"))
    bad = documents = 0
    qpdf = shutil.which("qpdf")
    for layout, paper, large_print, count in product(SheetLayout, Paper, (False, True), sizes):
        choices = SheetChoices(layout=layout, large_print=large_print)
        content = sheets.content(*TWELVE[:count], paper=paper, choices=choices)
        written = printer.print(content, subject)
        found = faults(written)
        file = folder / f"{layout}-{paper}-{'large' if large_print else 'usual'}-{count}.pdf"
        file.write_bytes(written.data)
        if qpdf:
            checked = subprocess.run([qpdf, "--check", file], capture_output=True, text=True, check=False)
            found += [checked.stderr.strip()] if checked.returncode else []
        documents += 1
        bad += bool(found)
        for fault in found:
            print(f"{file.name}: {fault}", flush=True)
    print(f"{documents} documents, {bad} with faults; qpdf --check {'run on each' if qpdf else 'left out'}")
    return min(bad, 1)


if __name__ == "__main__":
    sys.exit(main())
