"""What came of a fault: a sentence, a bug, something lost, something nobody was told of."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from campaign.desk import leaks, missing
from campaign.tally import Tally
from clinic_app.domain.errors import KnownError

Result = TypeVar("Result")


def tried(
    tally: Tally, what: str, do: Callable[..., Result], *given: object
) -> tuple[Result | None, KnownError | None]:
    """What it returned, or the sentence it refused with; anything else is a crash."""
    try:
        return do(*given), None
    except KnownError as refusal:
        if not str(refusal).strip():
            tally.crashed += 1
            tally.note(f"{what}: a refusal without a sentence")
        return None, refusal
    except Exception as error:
        tally.crashed += 1
        tally.note(f"{what}: {type(error).__name__} instead of a sentence")
        return None, None


def must_refuse(tally: Tally, what: str, do: Callable[..., object], *given: object) -> KnownError | None:
    """One more fault that has to be told; returns the sentence."""
    tally.injected += 1
    crashed = tally.crashed
    _, refusal = tried(tally, what, do, *given)
    if refusal is None and tally.crashed == crashed:
        tally.silent += 1
        tally.note(f"{what}: nobody was told")
    return refusal


def count_missing(tally: Tally, folder: Path, acked: Iterable[int], what: str) -> None:
    """Every save that returned has to be there now."""
    lost, refusal = tried(tally, what, missing, folder, acked)
    if lost is None:
        tally.lost += 1
        tally.note(f"{what}: the record does not open: {refusal}")
    elif lost:
        tally.lost += len(lost)
        tally.note(f"{what}: {len(lost)} saves are gone")


def count_leaks(tally: Tally, folder: Path, what: str) -> None:
    """No text of a patient may be readable there."""
    found = leaks(folder)
    tally.leaked += len(found)
    if found:
        tally.note(f"{what}: readable in {found}")


def expect(tally: Tally, what: str, is_so: bool, column: str = "silent") -> None:
    """Count it in that column where it is not so."""
    if not is_so:
        setattr(tally, column, getattr(tally, column) + 1)
        tally.note(what)
