"""A clinic's logo, colour, hours and signature on paper."""

from io import BytesIO

import pdfplumber
from PIL import Image

from builders import a_clinic, a_therapist
from clinic_app.domain.contrast import readable_accent
from clinic_app.domain.handout import Logo
from clinic_app.domain.sheet_choices import Ink, SheetChoices
from sheets import SheetMaker


def _logo(width: int, height: int) -> Logo:
    target = BytesIO()
    Image.new("RGB", (width, height), "#c04000").save(target, "PNG")
    return Logo(data=target.getvalue(), width=width, height=height)


def test_a_logo_keeps_its_shape_and_its_place(sheets: SheetMaker) -> None:
    for width, height in ((600, 200), (200, 600), (3000, 100), (40, 40)):
        pdf = sheets.write(subject=sheets.subject(logo=_logo(width, height)))
        with pdfplumber.open(BytesIO(pdf.data)) as document:
            [image] = document.pages[0].images
            assert not any(page.images for page in document.pages[1:])
        assert abs(image["width"] / image["height"] - width / height) < 0.02 * width / height
        assert image["height"] <= 11 / 25.4 * 72 + 0.1
        assert image["width"] <= 45 / 25.4 * 72 + 0.1


def test_the_clinics_colour_is_printed_only_in_colour(sheets: SheetMaker) -> None:
    subject = sheets.subject(clinic=a_clinic(accent="#b00060"))

    assert _rgb(readable_accent("#b00060")) in _colours(sheets.write(subject=subject).data)
    grey = sheets.write(subject=subject, choices=SheetChoices(ink=Ink.GREY))
    assert all(len(set(colour)) == 1 or max(colour) < 0.2 for colour in _colours(grey.data))


def test_hours_and_signature_note_are_printed(sheets: SheetMaker) -> None:
    subject = sheets.subject(
        clinic=a_clinic(hours="Mon to Fri, 8 to 18"), therapist=a_therapist(signature_note="HCPC PH123456")
    )
    with pdfplumber.open(BytesIO(sheets.write(subject=subject).data)) as document:
        text = "\n".join(page.extract_text() for page in document.pages)
    assert "Mon to Fri, 8 to 18" in text
    assert "HCPC PH123456" in text


def _rgb(colour: str) -> tuple[float, ...]:
    return tuple(round(int(colour[at : at + 2], 16) / 255, 2) for at in (1, 3, 5))


def _colours(data: bytes) -> set[tuple[float, ...]]:
    with pdfplumber.open(BytesIO(data)) as document:
        return {
            tuple(round(part, 2) for part in character["non_stroking_color"])
            for page in document.pages
            for character in page.chars
        }
