"""A home-exercise program: its items, its versions, and the small immutable edits that make it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid4

from clinic_app.domain.dosage import Dosage, Schedule, line_s, rounded_minutes, session_s
from clinic_app.domain.exercise import Exercise, PatientWording
from clinic_app.domain.patient import Episode
from clinic_app.domain.regions import of_one_limb
from clinic_app.domain.sheet_choices import SheetChoices
from clinic_app.domain.side import EpisodeSide, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramItem:
    """One prescribed exercise.

    ``wording`` replaces the library's text: the therapist's own where ``has_own_wording``, else what was
    frozen when handed out. ``pose_key`` names the exact pose that was drawn when handed out.
    """

    id: UUID = field(default_factory=uuid4)
    exercise_slug: str
    side: Side
    dosage: Dosage
    schedule: Schedule = field(default_factory=Schedule)
    note: str = ""
    wording: PatientWording | None = None
    has_own_wording: bool = False
    pose_key: str = ""

    @property
    def line_s(self) -> int:
        """Seconds the item takes once."""
        return line_s(self.dosage, self.side)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAdvice:
    """A dose check that the therapist read and decided against: the rule, what it was about, and why.

    ``rule`` is the advice's key: the rule's id, with a topic where one rule says several things.
    ``exercise_slug`` is empty for advice on the whole program. ``by`` names who cleared a rule that blocks.
    ``basis`` is what the answer depends on: it holds while the advice has the same. ``choice`` is the id of a
    ready reason, empty for one typed. ``version`` is the version it was given in, None in the draft's own.
    """

    rule: str
    exercise_slug: str = ""
    reason: str = ""
    by: str = ""
    on: date | None = None
    basis: str = ""
    choice: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stage of a longer program."""

    name: str
    entry_criterion: str = ""
    from_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramContent:
    """Everything of a program that a version freezes. Every edit returns a new content.

    ``why`` is the sheet's focus line; ``education`` holds ids of education topics printed with it.
    ``paper`` empty and ``choices`` None mean the clinic's; ``person`` says who the figures show, empty each
    figure's own.
    """

    title: str = ""
    why: str = ""
    language: str = "en"
    paper: str = ""
    items: tuple[ProgramItem, ...] = ()
    education: tuple[str, ...] = ()
    phase: Phase | None = None
    review_date: date | None = None
    template_slug: str = ""
    person: str = ""
    kept_advice: tuple[KeptAdvice, ...] = ()
    choices: SheetChoices | None = None

    @property
    def session_s(self) -> int:
        """Seconds for one session of everything."""
        return session_s([item.line_s for item in self.items])

    @property
    def session_minutes(self) -> int:
        """Minutes for one session, rounded as patients are told."""
        return rounded_minutes(self.session_s)

    @property
    def day_s(self) -> int:
        """Seconds a day, every bout of every item."""
        return sum(item.line_s * item.schedule.times_per_day for item in self.items)

    def with_item(self, item: ProgramItem, at: int | None = None) -> "ProgramContent":
        """With ``item`` at position ``at`` (None: last)."""
        items = list(self.items)
        items.insert(len(items) if at is None else at, item)
        return replace(self, items=tuple(items))

    def without(self, item_id: UUID) -> "ProgramContent":
        """Without that item."""
        return replace(self, items=tuple(item for item in self.items if item.id != item_id))

    def moved(self, item_id: UUID, to: int) -> "ProgramContent":
        """With that item at position ``to``, held within the list."""
        rest = [item for item in self.items if item.id != item_id]
        rest.insert(max(0, min(to, len(rest))), self.item(item_id))
        return replace(self, items=tuple(rest))

    def changed(self, item: ProgramItem) -> "ProgramContent":
        """With ``item`` in place of the item of the same id."""
        return replace(self, items=tuple(item if old.id == item.id else old for old in self.items))

    def keeping(self, kept: KeptAdvice) -> "ProgramContent":
        """With that advice kept; what was kept of the same before is replaced."""
        return replace(self, kept_advice=(*self.asking_again(kept).kept_advice, kept))

    def asking_again(self, kept: KeptAdvice) -> "ProgramContent":
        """With that advice no longer kept; what was said of it on another basis stays."""
        about, bases = (kept.rule, kept.exercise_slug), ("", kept.basis)
        rest = (
            each
            for each in self.kept_advice
            if (each.rule, each.exercise_slug) != about or (kept.basis and each.basis not in bases)
        )
        return replace(self, kept_advice=tuple(rest))

    def chosen_answer(self, rule: str) -> str:
        """The id of the ready reason that advice on the whole program was answered with; empty: none."""
        return next((each.choice for each in reversed(self.kept_advice) if each.rule == rule), "")

    def item(self, item_id: UUID) -> ProgramItem:
        """The item of that id (KeyError if there is none)."""
        for item in self.items:
            if item.id == item_id:
                return item
        raise KeyError(item_id)

    def position(self, item_id: UUID) -> int:
        """Where that item stands, from 0 (KeyError if it does not)."""
        return self.items.index(self.item(item_id))


def prescribed(exercise: Exercise, treated: Episode | None = None) -> ProgramItem:
    """A new item with the exercise's own dose and schedule.

    Its side is that of the problem ``treated``, where the exercise has sides and is for the same limb; else
    the exercise's usual one.
    """
    return ProgramItem(
        exercise_slug=exercise.slug,
        side=usual_side(exercise, treated),
        dosage=exercise.dosage,
        schedule=exercise.schedule,
    )


def usual_side(exercise: Exercise, treated: Episode | None) -> Side:
    """The side an exercise starts with for the problem ``treated``; its own default for any other."""
    if treated is None or not exercise.unilateral or not of_one_limb(exercise.region, treated.region):
        return exercise.default_side
    return _TREATED.get(treated.side, exercise.default_side)


_TREATED: Final = {EpisodeSide.LEFT: Side.LEFT, EpisodeSide.RIGHT: Side.RIGHT}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramVersion:
    """One state of a program. ``number`` is None for a draft; a numbered version never changes again."""

    id: UUID
    program_id: UUID
    number: int | None
    content: ProgramContent
    created_at: datetime
    changed_at: datetime
    handed_out_at: datetime | None = None
    revision: int = 1

    @property
    def is_draft(self) -> bool:
        """Whether it can still change."""
        return self.number is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program of a patient's episode, or of nobody (a walk-in, a class)."""

    id: UUID
    patient_id: UUID | None
    episode_id: UUID | None
    created_at: datetime
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramSummary:
    """A line in a list of programs: the newest version's title, and when it was handed out."""

    program_id: UUID
    patient_id: UUID | None
    patient_name: str
    title: str
    exercise_slugs: tuple[str, ...]
    last_number: int | None
    has_draft: bool
    changed_at: datetime
    handed_out_at: datetime | None


def summary_of(program: Program, versions: Sequence[ProgramVersion], patient_name: str) -> ProgramSummary:
    """A program's line in a list, of its versions, oldest first and the draft last."""
    newest = versions[-1]
    numbered = [each for each in versions if each.number is not None]
    return ProgramSummary(
        program_id=program.id,
        patient_id=program.patient_id,
        patient_name=patient_name,
        title=newest.content.title,
        exercise_slugs=tuple(item.exercise_slug for item in newest.content.items),
        last_number=numbered[-1].number if numbered else None,
        has_draft=newest.is_draft,
        changed_at=newest.changed_at,
        handed_out_at=numbered[-1].handed_out_at if numbered else None,
    )


class HandoutWay(StrEnum):
    """How a handout left the app."""

    PRINTED = "printed"
    SAVED = "saved"
    EMAILED = "emailed"
    """An e-mail draft was made with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handout:
    """What exactly was given: a version, its bytes by hash, when, by whom, how."""

    id: UUID
    program_id: UUID
    version_id: UUID
    version_number: int
    handed_out_at: datetime
    therapist_id: UUID | None
    way: HandoutWay
    sha256: str
    page_count: int
    paper: str
    language: str
