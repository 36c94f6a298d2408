"""A sheet to print: real library, real words, figures that are drawn in no time."""

import pytest

from sheets import SheetMaker


@pytest.fixture(scope="session")
def sheets() -> SheetMaker:
    """Makes and writes sheets of the shipped library."""
    return SheetMaker()
