"""How a window's width is shared between library, program and sheet."""

from dataclasses import dataclass

_LIBRARY, _SHEET = 392, 408
_NARROW_LIBRARY, _NARROW_SHEET = 336, 344
_NARROW, _TOO_NARROW = 1320, 1100
"""Widths of the page at text scale 1. Below the second, library and sheet take turns."""

_LARGEST_PART = 0.45
"""No pane beside the program takes more of the page than this."""


@dataclass(frozen=True, slots=True)
class Room:
    """Widths in pixels. ``holds_both`` is False where library and sheet take turns; then it is narrow too."""

    library: int
    sheet: int
    holds_both: bool
    is_narrow: bool = False


def room_in(width: int, text_scale: float) -> Room:
    """What a page ``width`` pixels wide has room for."""
    narrow = width < _NARROW * text_scale
    most = round(width * _LARGEST_PART)
    return Room(
        library=min(round((_NARROW_LIBRARY if narrow else _LIBRARY) * text_scale), most),
        sheet=min(round((_NARROW_SHEET if narrow else _SHEET) * text_scale), most),
        holds_both=width >= _TOO_NARROW * text_scale,
        is_narrow=narrow,
    )
