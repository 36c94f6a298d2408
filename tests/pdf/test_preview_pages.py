"""A preview's page is the printed one; what is kept between previews never changes a byte."""

from dataclasses import replace

import numpy as np
import pytest

from clinic_app.domain.sheet_choices import SheetChoices, SheetLayout
from clinic_app.domain.side import Side
from clinic_app.pdf import kept_parts
from clinic_app.pdf.preview import PageImage, PagePainter
from clinic_app.pdf.writer import HandoutPdf
from sheets import SIX, SheetMaker


def _page(pdf: HandoutPdf, page: int) -> PageImage:
    painter = PagePainter(pdf.data)
    try:
        return painter.render(page, 0.5)
    finally:
        painter.close()


@pytest.mark.parametrize("layout", [SheetLayout.STANDARD, SheetLayout.GRID, SheetLayout.WALL_CHART])
def test_one_page_written_alone_looks_like_that_page_of_the_sheet(
    sheets: SheetMaker, layout: SheetLayout
) -> None:
    content = replace(sheets.content(*SIX), choices=SheetChoices(layout=layout))
    whole = sheets.write(content)
    for page in range(whole.page_count):
        alone = sheets.write_page(content, page)
        assert alone.page_count == whole.page_count
        assert _page(alone, page) == _page(whole, page)
        others = [_page(alone, each) for each in range(whole.page_count) if each != page]
        nothing_but_foot = [np.frombuffer(each.data, np.uint8).mean() > 253 for each in others]
        assert all(nothing_but_foot)


def test_a_page_beyond_the_last_is_the_last(sheets: SheetMaker) -> None:
    content = sheets.content()
    last = sheets.write(content).page_count - 1
    assert sheets.write_page(content, 99).sha256 == sheets.write_page(content, last).sha256


def test_exercises_measured_for_another_sheet_do_not_change_this_one(sheets: SheetMaker) -> None:
    content = sheets.content(*SIX)
    left = tuple(replace(item, side=Side.LEFT) for item in content.items[:2])
    content = replace(content, items=(*left, *content.items[2:], content.items[0]))
    kept_parts.forget()
    cold = sheets.write(content)
    for why in ("one", "two"):
        sheets.write(replace(content, why=why))
    assert sheets.write(content) == cold
