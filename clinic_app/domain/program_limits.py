"""How much may be written into a program: what a sheet can be set from while somebody waits."""

from collections.abc import Iterator
from typing import Final

from clinic_app.domain.errors import InputError
from clinic_app.domain.program import ProgramContent

LONGEST_TEXT: Final = 20_000
"""Characters of a note or another text of several lines."""

MOST_CHARACTERS: Final = 200_000
"""Of notes and own words in a whole program: about a hundred pages."""


def check_texts(content: ProgramContent) -> None:
    """Refuse texts of endless length: they could neither be printed nor read from a file again.

    Raises:
        InputError: one is too long, or all together are.
    """
    count = 0
    for text in _texts(content):
        count += len(text)
        if len(text) > LONGEST_TEXT:
            raise InputError("Shorten the note: a part has room for {most} letters.", most=LONGEST_TEXT)
    if count > MOST_CHARACTERS:
        raise InputError("Shorten the note: a part has room for {most} letters.", most=MOST_CHARACTERS)


def _texts(content: ProgramContent) -> Iterator[str]:
    yield from (content.title, content.why)
    if content.phase is not None:
        yield from (content.phase.name, content.phase.entry_criterion)
    for kept in content.kept_advice:
        yield from (kept.reason, kept.by)
    for item in content.items:
        yield item.note
        if item.wording is not None and item.has_own_wording:
            own = item.wording
            yield from (own.name, *own.steps, own.felt_where, own.common_mistake, own.easier)
            yield from (own.start_caption, own.end_caption)
