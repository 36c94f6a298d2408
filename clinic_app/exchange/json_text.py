"""Reads JSON that somebody may have written by hand: every fault is one sentence with its place."""

import json
from typing import Final

from clinic_app.domain.errors import InputError
from clinic_app.domain.fields import Fields
from clinic_app.domain.showing import quoted

_MOST_DIGITS: Final = 1000


def parsed_json(data: bytes, place: str) -> dict[str, object]:
    """The one object in ``data``; ``place`` names the file in complaints.

    Raises:
        InputError: not UTF-8, not JSON, no object, a name given twice, or what is no number.
    """
    try:
        found = json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=_without_twins,
            parse_constant=_no_constant,
            parse_int=_whole_number,
        )
    except UnicodeDecodeError as error:
        raise InputError("{file} is not UTF-8 text.", file=place) from error
    except json.JSONDecodeError as error:
        raise InputError(
            "{file} is not valid JSON: line {line}, column {column}: {reason}.",
            file=place,
            line=error.lineno,
            column=error.colno,
            reason=error.msg,
        ) from error
    except RecursionError as error:
        raise InputError("{file} is nested too deeply.", file=place) from error
    except _BadValueError as error:
        raise InputError("{file}: {reason}", file=place, reason=error) from error
    if not isinstance(found, dict):
        raise InputError("{file} must hold one JSON object, in braces.", file=place)
    return found


def top_of(data: bytes, place: str, format_: str) -> Fields:
    """The object of an open file whose ``format`` must be ``format_``; keys starting ``x-`` are ignored.

    Raises:
        InputError: broken JSON, or another format; one sentence naming the place.
    """
    top = Fields(parsed_json(data, place), place, error=InputError, ignored_prefix="x-", refuses_null=True)
    if top.text("format") != format_:
        raise top.wrong("format", top.text("format"), f"“{format_}”")
    return top


class _BadValueError(Exception):
    """JSON that Python would take and nobody means."""


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twin = next(name for name in names if names.count(name) > 1)
        raise _BadValueError(f"{quoted(twin)} is given twice.")
    return found


def _no_constant(word: str) -> object:
    raise _BadValueError(f"{word} is not a number.")


def _whole_number(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise _BadValueError(f"a number of {len(digits)} digits is too long.")
    return int(digits)
