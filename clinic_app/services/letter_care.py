"""What belongs into a letter about one problem: nothing of a patient's other problems."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from clinic_app.domain.clinic import ClinicProfile, Therapist
from clinic_app.domain.diary import Diary
from clinic_app.domain.handout import Logo
from clinic_app.domain.letter import LetterKind, Reader
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.program import ProgramVersion
from clinic_app.domain.story import Story
from clinic_app.domain.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWish:
    """Which letter is wanted."""

    kind: LetterKind
    reader: Reader
    addressee: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCare:
    """What the record holds for one letter."""

    wish: LetterWish
    patient: Patient
    episode: Episode
    story: Story
    clinic: ClinicProfile
    therapist: Therapist | None
    logo: Logo | None
    day: date

    def is_of(self, episode_id: UUID | None) -> bool:
        """Whether something belongs to the problem; what names none does where there is no other problem."""
        if episode_id is None:
            return len(self.story.episodes) == 1
        return episode_id == self.episode.id

    @property
    def last_day(self) -> date:
        """Until when the letter looks: the discharge, else today."""
        return self.episode.closed_on or self.day

    @property
    def visits(self) -> Sequence[Visit]:
        """Newest first; a visit with nothing in it did not happen yet."""
        return [each for each in self.story.visits if self.is_of(each.episode_id) and not each.is_empty]

    @property
    def results(self) -> Sequence[MeasureResult]:
        """Standing scores, newest first."""
        return [each for each in self.story.standing_results if self.is_of(each.episode_id)]

    @property
    def diaries(self) -> Sequence[Diary]:
        """The diaries of the problem's programs."""
        owner = self.story.episode_of_program
        return [each for each in self.story.diaries if self.is_of(owner.get(each.program_id))]

    @property
    def versions(self) -> Sequence[ProgramVersion]:
        """What was handed out, oldest first."""
        owner = self.story.episode_of_program
        given = [
            each
            for each in self.story.versions.values()
            if each.handed_out_at is not None and self.is_of(owner.get(each.program_id))
        ]
        return sorted(given, key=lambda each: (given_at(each), each.number or 0))

    @property
    def last_of_each_program(self) -> Sequence[ProgramVersion]:
        """What each program was at last, in the order the programs began."""
        return list({each.program_id: each for each in self.versions}.values())


def given_at(version: ProgramVersion) -> datetime:
    """When a handed-out version was."""
    return version.handed_out_at or version.changed_at
