"""What a patient cannot do or does not have: which exercises that concerns, and what to do instead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from clinic_app.domain.dosage import Dosage, line_s
from clinic_app.domain.exercise import Exercise, Position
from clinic_app.domain.library import Library
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.safety import Covered, Precaution, Severity
from clinic_app.domain.side import Side

ALWAYS_THERE: Final = frozenset({"none", "wall", "doorway", "chair", "table", "bed", "pillow", "towel"})
"""What is taken to be in every home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """One patient's limits. ``equipment`` None means that nobody asked; ``tags`` have the treated regions."""

    no_floor: bool = False
    no_prone: bool = False
    equipment: frozenset[str] | None = None
    tags: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is limited."""
        return not (self.no_floor or self.no_prone or self.tags) and self.equipment is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why an exercise does not suit a patient: a tag of the library, a position, or something missing.

    ``is_prone_only`` tells “not face down” from “not on the floor”.
    """

    severity: Severity
    precaution: Precaution | None = None
    position: Position | None = None
    missing: tuple[str, ...] = ()
    is_prone_only: bool = False


NO_LIMITS: Final = Limits()


def limits_of(patient: Patient | None, episodes: Sequence[Episode] = ()) -> Limits:
    """The limits of a patient and of the episodes that are open; a tag of an episode is about its region."""
    if patient is None:
        return NO_LIMITS
    tags: dict[str, set[str]] = {tag: set() for tag in patient.precaution_tags}
    for episode in episodes:
        if episode.closed_on is None:
            for tag in episode.precaution_tags:
                tags.setdefault(tag, set()).update({episode.region} - {""})
    return Limits(
        no_floor=patient.no_floor,
        no_prone=patient.no_prone,
        equipment=None if patient.equipment is None else frozenset(patient.equipment),
        tags={tag: frozenset(regions) for tag, regions in tags.items()},
    )


def obstacles(
    exercise: Exercise, limits: Limits, precautions: Mapping[str, Precaution], dosage: Dosage | None = None
) -> tuple[Obstacle, ...]:
    """Everything that speaks against the exercise, the gravest first; ``dosage`` None: its own."""
    found = [
        *_by_tag(exercise, limits, precautions, dosage or exercise.dosage),
        *_by_position(exercise, limits),
    ]
    missing = missing_equipment(exercise, limits)
    if missing:
        found.append(Obstacle(severity=Severity.WARN, missing=missing))
    return tuple(sorted(found, key=lambda each: _GRAVEST_FIRST.index(each.severity)))


def missing_equipment(exercise: Exercise, limits: Limits) -> tuple[str, ...]:
    """What the exercise needs and the patient does not have."""
    if limits.equipment is None:
        return ()
    return tuple(each for each in exercise.equipment if each not in limits.equipment | ALWAYS_THERE)


def suits(exercise: Exercise, limits: Limits, precautions: Mapping[str, Precaution]) -> bool:
    """Whether nothing speaks against the exercise."""
    return not obstacles(exercise, limits, precautions)


def suiting_neighbour(exercise: Exercise, limits: Limits, library: Library) -> Exercise | None:
    """What to offer instead: the nearest easier one that suits, else the easiest for the same muscle.

    Never a harder one: then there is nothing to offer.
    """
    easier, passed = library.exercises.get(exercise.easier_slug), {exercise.slug}
    while easier is not None and easier.slug not in passed:
        if suits(easier, limits, library.precautions):
            return easier
        passed.add(easier.slug)
        easier = library.exercises.get(easier.easier_slug)
    alike = [
        each
        for each in library.exercises.values()
        if each.slug != exercise.slug
        and each.kind is exercise.kind
        and each.difficulty <= exercise.difficulty
        and set(each.target_muscles) & set(exercise.target_muscles)
        and suits(each, limits, library.precautions)
    ]
    return min(alike, key=lambda each: (each.difficulty, each.slug), default=None)


_GRAVEST_FIRST: Final = (Severity.BLOCK, Severity.CONFIRM, Severity.WARN, Severity.NOTE)


def _by_tag(
    exercise: Exercise, limits: Limits, precautions: Mapping[str, Precaution], dosage: Dosage
) -> Iterator[Obstacle]:
    for tag, treated in limits.tags.items():
        precaution = precautions.get(tag)
        if precaution is None:
            continue
        like = precaution.covered.like if precaution.covered else ""
        if like in limits.tags:
            continue  # said already
        key = like or tag
        covered = precautions[key].covered if key in precautions else None
        if key in exercise.precaution_tags or _is_covered(exercise, covered, treated, dosage):
            yield Obstacle(severity=precaution.severity, precaution=precaution)


def _by_position(exercise: Exercise, limits: Limits) -> Iterator[Obstacle]:
    if limits.no_floor and exercise.position.needs_floor:
        yield Obstacle(severity=Severity.CONFIRM, position=exercise.position)
    elif limits.no_prone and exercise.position is Position.PRONE:
        yield Obstacle(severity=Severity.CONFIRM, position=exercise.position, is_prone_only=True)


def _is_covered(exercise: Exercise, covered: Covered | None, treated: frozenset[str], dosage: Dosage) -> bool:
    """A tag of the patient that asks for the treated region is about no region: only rows that carry it."""
    if covered is None or (covered.kinds and exercise.kind not in covered.kinds):
        return False
    regions = treated if covered.where_treated else frozenset(covered.regions)
    if (regions or covered.where_treated) and exercise.region not in regions:
        return False
    if covered.positions and exercise.position not in covered.positions:
        return False
    return line_s(dosage, Side.LEFT) > covered.longer_than_s
