"""Colours as ReportLab wants them, each read from its text once."""

from functools import lru_cache

from reportlab.lib.colors import Color, HexColor


@lru_cache(256)
def ink(colour: str) -> Color:
    """The colour of a ``#rrggbb``. Never change what you get: everybody gets the same."""
    return HexColor(colour)
