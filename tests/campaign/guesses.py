"""Somebody guesses passphrases: each guess waits longer, the log tells of all of them, nobody stays out."""

import random
from contextlib import closing
from pathlib import Path
from typing import Final

from campaign.clocks import SECRET, Wall, asks_for_a_secret
from campaign.faults import cheap_stretching
from campaign.judging import expect, tried
from campaign.tally import Tally
from clinic_app.data.door import RecordDoor, Unlocked
from clinic_app.data.record import open_record
from clinic_app.domain.access import Way, WrongSecretError
from clinic_app.domain.audit import AuditAction, AuditFilter
from clinic_app.domain.door import LONGEST_WAIT_S
from clinic_app.services.coming_in import ComingIn

_FREE: Final = 3


def wrong_passphrases(folder: Path, times: int, chance: random.Random) -> Tally:
    """Guesses, with the program started anew between them; then the right one, too early and in time."""
    tally = Tally("wrong passphrase")
    way, clock, waited_s = asks_for_a_secret(folder), Wall(), 0
    with cheap_stretching():
        for number in range(times):
            tally.injected += 1
            what = f"guess {number + 1}"
            if waited_s:
                _too_early(tally, RecordDoor(folder, clock, clock.running), way, what)
                clock.wait(waited_s)
            door = RecordDoor(folder, clock, clock.running)
            opened, refusal = tried(tally, what, door.unlock, way.id, f"guess {chance.random()} of many")
            expect(tally, f"{what}: it opened", opened is None, "leaked")
            expect(
                tally, f"{what}: refused by {refusal}", isinstance(refusal, WrongSecretError) or bool(opened)
            )
            before_s, waited_s = waited_s, door.attempts().wait_s(clock.now)
            is_longer = before_s < waited_s or waited_s == LONGEST_WAIT_S or number + 1 < _FREE
            expect(tally, f"{what}: {waited_s} s to wait after {before_s} s", is_longer, "leaked")
        clock.wait(LONGEST_WAIT_S)
        door = RecordDoor(folder, clock, clock.running)
        unlocked, refusal = tried(tally, "the right one", door.unlock, way.id, SECRET)
    expect(tally, f"the right one is kept out: {refusal}", unlocked is not None, "lost")
    if unlocked is not None:
        judge_log(tally, folder, unlocked, times)
    return tally


def _too_early(tally: Tally, door: RecordDoor, way: Way, what: str) -> None:
    """Even the right one has to wait, else somebody could guess as quickly as they like."""
    opened, _ = tried(tally, f"before {what}", door.unlock, way.id, SECRET)
    expect(tally, f"before {what}: nobody had to wait", opened is None, "leaked")


def judge_log(tally: Tally, folder: Path, unlocked: Unlocked, times: int) -> None:
    """Whoever reads the log sees how often somebody guessed."""
    with closing(open_record(folder, unlocked.key, actor=unlocked.actor)) as record:
        ComingIn(record).let_in(unlocked.way_id, unlocked.failed)
        with record.reading() as work:
            wanted = AuditFilter(actions=frozenset({AuditAction.UNLOCKED}))
            said = [each.detail for each in work.audit.page(wanted, before=None, limit=9)]
    expect(tally, f"the log says {said} and not {times}", said == [str(times)])
