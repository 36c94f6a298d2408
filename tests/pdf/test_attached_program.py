"""A printed sheet holds its program, opens again, and names it in the footer."""

from datetime import date
from io import BytesIO

import pypdf
import pytest

from clinic_app.domain.errors import InputError
from clinic_app.domain.sheet_choices import Identity, SheetChoices, SheetLayout
from clinic_app.pdf.arrangement import LAYOUTS
from clinic_app.pdf.attachments import attached_file
from clinic_app.pdf.protected import protected_copy
from clinic_app.services.printing import PROGRAM_NAME, fingerprint
from clinic_app.services.program_import import ProgramImport
from sheets import SIX, SheetMaker


def _program(data: bytes) -> bytes:
    found = attached_file(data, PROGRAM_NAME, most=10**6, place="sheet.pdf")
    assert found is not None
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_program_comes_out_again(sheets: SheetMaker, layout: SheetLayout) -> None:
    content = sheets.content(*SIX, review_date=date(2026, 12, 21))
    pdf = sheets.write(content, choices=SheetChoices(layout=layout))

    found = ProgramImport(sheets.library, ("en", "es")).read(pdf.data, place="sheet.pdf")

    assert [(item.exercise_slug, item.side, item.dosage) for item in found.content.items] == [
        (item.exercise_slug, item.side, item.dosage) for item in content.items
    ]
    assert found.content.title == content.title
    assert found.content.choices == SheetChoices(layout=layout)
    assert found.content.review_date is None
    assert found.patient_name == "Pat Example"


def test_the_footer_names_the_program(sheets: SheetMaker) -> None:
    pdf = sheets.write(sheets.content())

    words = pypdf.PdfReader(BytesIO(pdf.data)).pages[0].extract_text()
    assert fingerprint(sheets.content()) in words


def test_the_program_says_no_more_of_the_patient_than_the_sheet(sheets: SheetMaker) -> None:
    pdf = sheets.write(choices=SheetChoices(identity=Identity.INITIALS))

    program = _program(pdf.data)
    assert b"Example" not in program
    assert b"1970" not in program


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"%PDF-1.7 nothing else", "damaged"),
        (b"hello", "JSON"),
        (b"", "JSON"),
    ],
)
def test_other_files_are_refused_in_a_sentence(sheets: SheetMaker, data: bytes, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint):
        ProgramImport(sheets.library, ("en",)).read(data, place="some.pdf")


def test_a_pdf_of_somebody_else_holds_no_program(sheets: SheetMaker) -> None:
    writer, target = pypdf.PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(target)

    with pytest.raises(InputError, match="holds no program"):
        ProgramImport(sheets.library, ("en",)).read(target.getvalue(), place="other.pdf")


def test_a_program_too_large_is_refused(sheets: SheetMaker) -> None:
    with pytest.raises(InputError, match="too large"):
        attached_file(sheets.write().data, PROGRAM_NAME, most=10, place="sheet.pdf")


def test_a_protected_copy_opens_with_its_password_only(sheets: SheetMaker) -> None:
    copy = protected_copy(sheets.write().data, "río 42")

    reader = pypdf.PdfReader(BytesIO(copy))
    assert reader.decrypt("other") == 0
    assert reader.decrypt("río 42") > 0
    assert "Calf stretch" in reader.pages[0].extract_text()
    with pytest.raises(InputError, match="password"):
        ProgramImport(sheets.library, ("en",)).read(copy, place="copy.pdf")
