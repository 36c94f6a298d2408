"""Which words of a text are bold: those between two pairs of stars."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from clinic_app.domain.handout import Typed

_MARK: Final = re.compile(r"(?<!\*)\*\*(?!\*)")


def by_weight(pieces: Sequence[str | Typed]) -> Iterator[tuple[str | Typed, bool]]:
    """The pieces of one text, cut where the weight changes, each with whether it is bold.

    A mark without another to close it, and a longer row of stars, are printed as they were written.
    """
    marks = sum(len(_MARK.findall(piece)) for piece in pieces if isinstance(piece, str))
    pairs_left, bold = marks - marks % 2, False
    for piece in pieces:
        if isinstance(piece, Typed):
            yield piece, bold
            continue
        for at, part in enumerate(_MARK.split(piece)):
            if at and pairs_left:
                bold, pairs_left = not bold, pairs_left - 1
                yield part, bold
            else:
                yield f"**{part}" if at else part, bold
