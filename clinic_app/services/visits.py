"""Errands about visits: start one, keep what is typed, sign, amend; and the clinic's phrases."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite
from uuid import UUID, uuid4

from clinic_app.domain.clinic import ClinicProfile, Phrase
from clinic_app.domain.errors import ConflictError, GoneError, InputError, RecordError
from clinic_app.domain.measure_result import MeasureResult
from clinic_app.domain.patient import Episode, Patient
from clinic_app.domain.phrases import checked_phrase
from clinic_app.domain.program import ProgramVersion
from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.repositories import Record
from clinic_app.domain.story import ScoreEntry, VisitEntry, entries
from clinic_app.domain.visit import LONGEST_PART, Amendment, NotePart, Visit, check_pain
from clinic_app.services.profile import ProfileService
from clinic_app.services.story import StoryService


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVisit:
    """A visit and what stands around it: nothing of any other patient."""

    patient: Patient
    visit: Visit
    number: int
    """The how-manieth visit of the patient it is."""
    before: Visit | None
    """The visit before it, the newest that has something in it."""
    measured: Visit | None
    """The newest before it in which something was measured."""
    charted: Visit | None
    """The newest before it with marks on the body chart."""
    amendments: Sequence[Amendment]
    given: Sequence[ProgramVersion]
    """The versions handed out that day."""
    episodes: Sequence[Episode]
    screens: Sequence[RedFlagScreen]
    scores: Sequence[ScoreEntry]
    """Those taken in this visit."""
    results: Sequence[MeasureResult]
    """The patient's standing scores, newest first."""
    phrases: Sequence[Phrase]
    today: date
    signs_as: str
    """The therapist's name as a signature; empty where nobody is named yet."""

    @property
    def episode(self) -> Episode | None:
        """The problem it is about."""
        return next((each for each in self.episodes if each.id == self.visit.episode_id), None)


@dataclass(frozen=True, slots=True)
class VisitService:
    """Works on one open record."""

    record: Record

    def of_patient(self, patient_id: UUID) -> Sequence[Visit]:
        """The patient's visits, newest first."""
        with self.record.reading() as work:
            return work.visits.of_patient(patient_id)

    def open(self, visit_id: UUID) -> OpenVisit:
        """The visit with all that is shown around it (RecordError if there is none)."""
        with self.record.reading() as work:
            visit = work.visits.get(visit_id)
            patient = work.patients.get(visit.patient_id)
        story = StoryService(self.record).of_patient(visit.patient_id)
        told = [each.subject for each in entries(story)]
        entry = next(each for each in told if isinstance(each, VisitEntry) and each.visit.id == visit_id)
        older = story.visits[[each.id for each in story.visits].index(visit_id) + 1 :]
        profiles = ProfileService(self.record)
        therapist = profiles.therapist()
        return OpenVisit(
            patient=patient,
            visit=entry.visit,
            number=entry.number,
            before=next((each for each in older if not each.is_empty), None),
            measured=next((each for each in older if each.findings), None),
            charted=next((each for each in older if each.body_chart), None),
            amendments=entry.amendments,
            given=entry.given,
            episodes=story.episodes,
            screens=story.screens,
            scores=[each for each in told if isinstance(each, ScoreEntry) and _is_of(each, visit_id)],
            results=story.standing_results,
            phrases=profiles.profile().phrases,
            today=self._today(),
            signs_as=therapist.signature if therapist else "",
        )

    def start(self, patient_id: UUID, episode_id: UUID | None = None) -> Visit:
        """Begin a visit today, about ``episode_id`` or else the open problem.

        A visit of today that nobody signed is gone on with: pressing twice begins no second one.
        """
        today = self._today()
        therapist = ProfileService(self.record).therapist()
        with self.record.writing() as work:
            known = [each for each in work.episodes.of_patient(patient_id) if each.closed_on is None]
            if episode_id is None and known:
                episode_id = known[0].id
            for each in work.visits.of_patient(patient_id):
                if each.visited_on == today and not each.is_signed and each.episode_id == episode_id:
                    return each
            visit = Visit(
                id=uuid4(),
                patient_id=patient_id,
                episode_id=episode_id,
                visited_on=today,
                therapist_id=therapist.id if therapist else None,
            )
            work.visits.add(visit)
            work.commit()
        return visit

    def keep(self, visit: Visit) -> Visit:
        """Store what was typed so far; a best pain above the worst waits for the signature to be refused.

        Raises:
            InputError: a pain that is not 0–10, a measured number that is none, a text of endless
                length, a day that is to come.
            ConflictError: another window changed the visit first; nothing was overwritten.
            RecordError: it was signed meanwhile.
        """
        for each in (visit.pain_now, visit.pain_best, visit.pain_worst):
            check_pain(each, None, None)
        if any(len(visit.part(part)) > LONGEST_PART for part in NotePart):
            raise InputError("Shorten the note: a part has room for {most} letters.", most=LONGEST_PART)
        numbers = (number for each in visit.findings for number in (each.left, each.right, each.value))
        if not all(isfinite(number) for number in numbers if number is not None):
            raise InputError("Check that number: it cannot be measured.")
        if visit.visited_on > self._today():
            raise InputError("Check the day of the visit: it is in the future.")
        with self.record.writing() as work:
            stored = work.visits.save(visit)
            work.commit()
        return stored

    def sign(self, visit: Visit) -> Visit:
        """Sign the visit as it stands, with the therapist's name; it never changes again.

        Raises:
            InputError: nothing stands in it, nobody signs, or its pain cannot be.
            ConflictError: another window changed the visit first.
        """
        check_pain(visit.pain_now, visit.pain_best, visit.pain_worst)
        therapist = ProfileService(self.record).therapist()
        signed = visit.signed(self.record.clock(), therapist.signature if therapist else "")
        return self.keep(replace(signed, therapist_id=therapist.id if therapist else None))

    def amend(self, visit_id: UUID, text: str) -> Amendment:
        """Add to a signed visit, with name and time.

        Raises:
            InputError: nothing was typed, nobody is named, or the visit is not signed yet.
        """
        therapist = ProfileService(self.record).therapist()
        if not text.strip():
            raise InputError("Type what is to be added to the signed note.")
        if therapist is None or not therapist.signature.strip():
            raise InputError("Type the therapist’s name in Settings first: a note is signed with a name.")
        with self.record.writing() as work:
            if not work.visits.get(visit_id).is_signed:
                raise InputError("This visit is not signed yet: change the note itself.")
            amendment = Amendment(
                id=uuid4(),
                visit_id=visit_id,
                text=text.strip(),
                amended_at=self.record.clock(),
                amended_by=therapist.signature,
            )
            work.visits.add_amendment(amendment)
            work.commit()
        return amendment

    def drop_if_empty(self, visit_id: UUID) -> bool:
        """Forget a visit that nobody wrote a word or took a score in; whether it is gone.

        Who may only look leaves it.
        """
        if not self.record.actor.may_write:
            return False
        with self.record.writing() as work:
            try:
                visit = work.visits.get(visit_id)
            except RecordError:
                return True
            if visit.is_signed or not visit.is_empty:
                return False
            if any(each.visit_id == visit_id for each in work.results.of_patient(visit.patient_id)):
                return False
            work.visits.delete_unsigned(visit_id)
            work.commit()
        return True

    def phrases(self) -> Sequence[Phrase]:
        """The clinic's phrases, by name."""
        return ProfileService(self.record).profile().phrases

    def store_phrase(
        self, phrase: Phrase, instead_of: str = "", before: Phrase | None = None
    ) -> Sequence[Phrase]:
        """Add a phrase, or put it in the place of the one called ``instead_of``; returns all.

        ``before`` is how that one was when it was shown; None: whatever stands there is replaced.

        Raises:
            InputError: name or text cannot be used; the sentence says why.
            ConflictError: another window changed the phrase meanwhile.
            GoneError: another window took it away.
        """

        def edit(phrases: Sequence[Phrase]) -> Sequence[Phrase]:
            stored = next((each for each in phrases if each.name == instead_of), None)
            if before is not None and stored is None:
                raise GoneError("Somebody else took this phrase away meanwhile. Nothing was stored.")
            if before is not None and stored != before:
                raise ConflictError(
                    "Somebody else changed this first. Look at their version before you go on."
                )
            others = [each for each in phrases if each.name != instead_of]
            return [*others, checked_phrase(phrase, others)]

        return self._with_phrases(edit)

    def remove_phrase(self, name: str) -> Sequence[Phrase]:
        """Take a phrase away; what it put into notes stays. Returns the others."""
        return self._with_phrases(lambda phrases: [each for each in phrases if each.name != name])

    def _with_phrases(self, edit: Callable[[Sequence[Phrase]], Sequence[Phrase]]) -> Sequence[Phrase]:
        def change(profile: ClinicProfile) -> ClinicProfile:
            by_name = sorted(edit(profile.phrases), key=lambda each: each.name.casefold())
            return replace(profile, phrases=tuple(by_name))

        return ProfileService(self.record).change(change).phrases

    def _today(self) -> date:
        return self.record.clock().astimezone().date()


def _is_of(score: ScoreEntry, visit_id: UUID) -> bool:
    """Whether it was taken in that visit and stands."""
    return score.results[0].visit_id == visit_id and not score.is_withdrawn
