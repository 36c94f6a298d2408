"""Pages of programs of every size in every layout: nothing overlaps, nothing is torn, nothing is empty."""

from dataclasses import replace

import pytest

from clinic_app.domain.handout import Paper
from clinic_app.domain.sheet_choices import SheetChoices, SheetLayout
from pages import faults
from sheets import TWELVE, SheetMaker

EVERY_SIZE = [
    (layout, count)
    for at, layout in enumerate(SheetLayout)
    for count in range(1, 13)
    if (count + at) % 4 == 0
]
"""Each size in two layouts, each layout in three sizes; ``tests/page_run.py`` tries every pair."""


@pytest.mark.parametrize(("layout", "count"), EVERY_SIZE)
def test_pages_of_a_program_of_any_size_have_no_fault(
    sheets: SheetMaker, layout: SheetLayout, count: int
) -> None:
    content = sheets.content(*TWELVE[:count], paper=tuple(Paper)[count % 2])
    choices = SheetChoices(layout=layout, large_print=count % 3 == 0)

    assert faults(sheets.write(content, choices=choices)) == []


LONG = "Wolfeschlegelsteinhausenbergerdorff Hubert Blaine Featherstonehaugh-Cholmondeley-Marjoribanks"


@pytest.mark.parametrize("large_print", [False, True])
@pytest.mark.parametrize("layout", SheetLayout)
def test_long_names_overlap_nothing(sheets: SheetMaker, layout: SheetLayout, large_print: bool) -> None:
    subject = sheets.subject(patient_name=LONG)
    clinic = replace(subject.clinic, name=f"{LONG} and Daughters", address="1 River Road, " * 6)
    choices = SheetChoices(layout=layout, large_print=large_print)

    assert faults(sheets.write(sheets.content(), replace(subject, clinic=clinic), choices)) == []
