"""Shipped files are found by name, and what is drawn or borrowed is what it should be."""

from xml.etree import ElementTree

import pytest

from clinic_resources import UnknownResource, file_path, names, read_bytes, read_text

SVG = "{http://www.w3.org/2000/svg}"
TRUETYPE = b"\x00\x01\x00\x00"  # ReportLab refuses the other kind, CFF ("OTTO")

each_icon = pytest.mark.parametrize("icon", names("icons", ".svg"))
each_font = pytest.mark.parametrize("font", names("fonts", ".ttf"))


def test_text_and_bytes_and_path_name_the_same_file() -> None:
    name = "icons/print.svg"
    assert read_text(name).encode() == read_bytes(name) == file_path(name).read_bytes()


def test_names_come_sorted_and_without_their_suffix() -> None:
    found = names("icons", ".svg")
    assert "print" in found
    assert list(found) == sorted(found)


def test_no_file_ends_in_a_suffix_nobody_uses() -> None:
    assert names("icons", ".gif") == ()


@pytest.mark.parametrize("read", [read_text, read_bytes, file_path])
@pytest.mark.parametrize("name", ["icons/there_is_none.svg", "icons", ""])
def test_what_is_not_a_shipped_file_is_refused(read, name: str) -> None:  # type: ignore[no-untyped-def] # any
    with pytest.raises(UnknownResource):
        read(name)


def test_an_unknown_folder_is_refused() -> None:
    with pytest.raises(UnknownResource, match="there_is_none"):
        names("there_is_none", ".svg")


@each_icon
def test_an_icon_is_a_square_drawing(icon: str) -> None:
    drawing = ElementTree.fromstring(read_text(f"icons/{icon}.svg"))
    left, top, width, height = map(float, drawing.attrib["viewBox"].split())
    assert drawing.tag == f"{SVG}svg"
    assert (left, top, width) == (0, 0, height)


@each_icon
def test_an_icon_takes_the_text_colour_alone(icon: str) -> None:
    """The app's own icon stands on any desktop and brings its colours."""
    if icon != "app":
        drawing = ElementTree.fromstring(read_text(f"icons/{icon}.svg"))
        inks = {
            part.attrib[ink] for part in drawing.iter() for ink in ("fill", "stroke") if ink in part.attrib
        }
        assert "currentColor" in inks
        assert inks <= {"currentColor", "none"}


@each_font
def test_a_font_has_truetype_outlines(font: str) -> None:
    data = read_bytes(f"fonts/{font}.ttf")
    assert data[:4] == TRUETYPE
    assert b"glyf" in data[:512]


@pytest.mark.parametrize("family", sorted({font.split("-")[0] for font in names("fonts", ".ttf")}))
def test_a_font_family_is_listed_with_its_licence(family: str) -> None:
    assert f"| `fonts/{family}-*.ttf` |" in read_text("LICENSES.md")


def test_the_icons_are_listed_with_their_licence() -> None:
    assert "the icons (`icons/`)" in read_text("LICENSES.md")
