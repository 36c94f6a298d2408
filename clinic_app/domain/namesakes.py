"""Who may be the same person, or be taken for another: names and birth dates, as people mistake them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache
from typing import Final

from clinic_app.domain.folding import search_words
from clinic_app.domain.name_sounds import sounds
from clinic_app.domain.patient import Patient
from clinic_app.domain.slips import one_slip_away, slips

_PARTICLES: Final = frozenset(
    {"de", "del", "la", "las", "los", "el", "y", "e", "i", "da", "do", "das", "dos", "di", "du", "des", "le"}
    | {"van", "von", "der", "den", "ter", "ten", "zu", "bin", "ibn"}
)
"""Words of a name that come and go."""

_KEPT: Final = 65_536
"""So many names are kept as they are compared."""

_LEAST_FOR_A_SLIP: Final = 4
"""In a shorter word another letter makes another name: Ana and Eva, Lee and Leo."""


class NameMatch(IntEnum):
    """How alike two names are, the closest first."""

    SAME = 1
    """But for case, accents and particles."""

    SWAPPED = 2
    """Given and family name changed places."""

    PART = 3
    """One has a further name: García for García López."""

    KNOWN_AS = 4
    """The given name of one is what the other is called."""

    SOUND = 5
    """They sound alike."""

    SLIP = 6
    """One slip of the finger."""


class BirthMatch(IntEnum):
    """How alike two birth dates are, the closest first."""

    SAME = 1
    MISSING = 2
    """One is not known, or both."""

    SWAPPED = 3
    """Day and month changed places."""

    SLIP = 4
    """One digit is another, or two neighbours changed places."""

    OTHER = 5


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two patients are alike; ``may_be_same`` says whether somebody should look before adding one."""

    name: NameMatch
    birth: BirthMatch

    @property
    def may_be_same(self) -> bool:
        """Whether they may be one person; else they are only easily taken for each other."""
        if self.birth in (BirthMatch.SAME, BirthMatch.SWAPPED):
            return True
        return self.name <= NameMatch.KNOWN_AS and self.birth is not BirthMatch.OTHER

    @property
    def rank(self) -> tuple[bool, int, int]:
        """The likeliest first."""
        return not self.may_be_same, int(self.birth), int(self.name)


@dataclass(frozen=True, slots=True)
class NameKeys:
    """What to look for in place of one part of a name: any of these words, or any word that sounds so."""

    words: frozenset[str]
    sounds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Another patient, and how alike they are."""

    patient: Patient
    likeness: Likeness


def likeness(one: Patient, other: Patient) -> Likeness | None:
    """How alike two patients are; None where nobody would take one for the other."""
    name = name_match(one, other)
    return None if name is None else Likeness(name, birth_match(one.birth_date, other.birth_date))


def resemblances(patient: Patient, others: Iterable[Patient]) -> list[Resemblance]:
    """Those of ``others`` that are like the patient, the likeliest first."""
    found = [
        Resemblance(other, alike)
        for other in others
        if other.id != patient.id and (alike := likeness(patient, other)) is not None
    ]
    return sorted(found, key=lambda each: (each.likeness.rank, each.patient.record_number))


def doubles(patient: Patient, others: Iterable[Patient]) -> list[Resemblance]:
    """Those of many who may be the same person, the likeliest first."""
    born = patient.birth_date
    near = (other for other in others if birth_match(born, other.birth_date) is not BirthMatch.OTHER)
    return [each for each in resemblances(patient, near) if each.likeness.may_be_same]


def name_match(one: Patient, other: Patient) -> NameMatch | None:
    """How alike the names are; None where they are not."""
    ours, theirs = _Name.of(one), _Name.of(other)
    if not ours.family or not theirs.family:
        return None
    if (ours.family, ours.given) == (theirs.family, theirs.given):
        return NameMatch.SAME
    if _is_swapped(ours, theirs):
        return NameMatch.SWAPPED
    if not ours.given or not theirs.given:
        return None
    if _overlap(ours.family, theirs.family) and _overlap(ours.given, theirs.given):
        return NameMatch.PART
    is_called = ours.known_as & {*theirs.given, *theirs.known_as} or theirs.known_as & {*ours.given}
    if is_called and _overlap(ours.family, theirs.family):
        return NameMatch.KNOWN_AS
    return _nearly(ours, theirs)


def birth_match(one: date | None, other: date | None) -> BirthMatch:
    """How alike two birth dates are."""
    if one is None or other is None:
        return BirthMatch.MISSING
    if one == other:
        return BirthMatch.SAME
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return BirthMatch.SWAPPED
    return BirthMatch.SLIP if _is_one_digit_off(one.isoformat(), other.isoformat()) else BirthMatch.OTHER


def _is_one_digit_off(one: str, other: str) -> bool:
    """One digit is another, or two neighbours changed places."""
    differ = [at for at, (ours, theirs) in enumerate(zip(one, other, strict=True)) if ours != theirs]
    if len(differ) != 2:
        return len(differ) == 1
    first, second = differ
    swapped = one[first] == other[second] and one[second] == other[first]
    return swapped and one[first + 1 : second] in ("", "-")


def name_keys(patient: Patient) -> tuple[NameKeys, ...]:
    """What to look for, one a part of the name: whoever is like the patient has something of each."""
    name = _Name.of(patient)
    return tuple(_keys(part) for part in (name.family, (*name.given, *sorted(name.known_as))) if part)


def like_keys(family: str, given: str, preferred: str = "") -> frozenset[str]:
    """The words of a name and how they sound: two who are alike share one, unless each of them has a slip."""
    words = {word for text in (family, given, preferred) for word in name_words(text)}
    return frozenset(words).union(*map(sounds, words))


def birth_days(born: date | None) -> tuple[date, ...]:
    """The days on which the patient may have been born: as typed, and with day and month swapped."""
    if born is None:
        return ()
    if born.day > 12 or born.day == born.month:
        return (born,)
    return born, born.replace(month=born.day, day=born.month)


@dataclass(frozen=True, slots=True)
class _Name:
    family: tuple[str, ...]
    given: tuple[str, ...]
    known_as: frozenset[str]

    @classmethod
    def of(cls, patient: Patient) -> "_Name":
        family, given = name_words(patient.family_name), name_words(patient.given_name)
        return cls(family, given, frozenset(name_words(patient.preferred_name)))


@lru_cache(maxsize=_KEPT)
def name_words(text: str) -> tuple[str, ...]:
    """The folded words of a name without its particles, unless there is nothing else."""
    words = search_words(text.replace("-", " "))
    return tuple(word for word in words if word not in _PARTICLES) or words


def _keys(words: Iterable[str]) -> NameKeys:
    near = {slip for word in words if len(word) >= _LEAST_FOR_A_SLIP for slip in one_slip_away(word)}
    return NameKeys(frozenset({*words, *near}), frozenset().union(*map(sounds, words)))


def _is_swapped(ours: _Name, theirs: _Name) -> bool:
    """Given and family changed places, or the border between them moved: both names hold the same words."""
    if (ours.family, ours.given) == (theirs.given, theirs.family):
        return True
    return sorted((*ours.family, *ours.given)) == sorted((*theirs.family, *theirs.given))


def _overlap(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """One holds all words of the other."""
    return set(ours) <= set(theirs) or set(theirs) <= set(ours)


def _nearly(ours: _Name, theirs: _Name) -> NameMatch | None:
    """Alike word by word, by sound or with a slip; also with given and family name swapped."""
    ways = ((theirs.family, theirs.given), (theirs.given, theirs.family))
    for family, given in ways:
        one, two = _alike(ours.family, family), _alike(ours.given, given)
        if one is not None and two is not None:
            return max(one, two)
    return None


def _alike(ours: tuple[str, ...], theirs: tuple[str, ...]) -> NameMatch | None:
    """Every word of the shorter has one like it in the other."""
    fewer, more = sorted((ours, theirs), key=len)
    worst = NameMatch.SAME
    for word in fewer:
        best = min((found for each in more if (found := _word_match(word, each)) is not None), default=None)
        if best is None:
            return None
        worst = max(worst, best)
    return worst


def _word_match(one: str, other: str) -> NameMatch | None:
    if one == other:
        return NameMatch.SAME
    if sounds(one) & sounds(other):
        return NameMatch.SOUND
    if min(len(one), len(other)) < _LEAST_FOR_A_SLIP or abs(len(one) - len(other)) > 1:
        return None
    return NameMatch.SLIP if slips(one, other) == 1 else None
