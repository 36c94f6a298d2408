"""Composes letters: what is said of a problem's care, in the words and with the details each reader needs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clinic_app.domain.chart_words import chart_said
from clinic_app.domain.citation_words import short_citation
from clinic_app.domain.contrast import is_colour, readable_accent
from clinic_app.domain.date_words import written_date
from clinic_app.domain.episode_words import side_name
from clinic_app.domain.handout import (
    RIGHT_TO_LEFT,
    Mixed,
    Paper,
    Party,
    Typed,
    Words,
    filled,
    joined,
    sentences_together,
)
from clinic_app.domain.letter import LetterKind, Reader
from clinic_app.domain.letter_text import LetterChart, LetterPart, LetterText
from clinic_app.domain.library import Library
from clinic_app.domain.measure_trends import trends
from clinic_app.domain.summary import in_bold, in_row
from clinic_app.domain.trend import Trend, care_chart, dose_steps
from clinic_app.domain.visit import NotePart
from clinic_app.domain.words import Catalogue
from clinic_app.services.letter_advice import LetterAdvice
from clinic_app.services.letter_care import LetterCare
from clinic_app.services.letter_findings import letter_findings
from clinic_app.services.letter_program import LetterPrograms
from clinic_app.services.letter_scores import LetterScores
from clinic_app.services.sheet_names import names_to_fit


@dataclass(frozen=True, slots=True)
class LetterComposer:
    """Composes one letter in one language."""

    library: Library
    catalogue_of: Callable[[str], Catalogue]
    language: str
    care: LetterCare

    @property
    def words(self) -> Catalogue:
        """The letter's sentences."""
        return self.catalogue_of(self.language)

    @property
    def _is_plain(self) -> bool:
        return self.care.wish.reader is Reader.PATIENT

    @property
    def _is_discharge(self) -> bool:
        return self.care.wish.kind is LetterKind.DISCHARGE

    def compose(self) -> LetterText:
        """The whole letter."""
        care, text, clinic = self.care, self.words.gettext, self.care.clinic
        before = [part for part in self._until_results() if not part.is_empty]
        after = [part for part in self._after_results() if not part.is_empty]
        therapist, day = care.therapist, written_date(care.day, self.words)
        return LetterText(
            language=self.language,
            right_to_left=self.language in RIGHT_TO_LEFT,
            paper=Paper(clinic.paper),
            accent=readable_accent(clinic.accent) if is_colour(clinic.accent) else "",
            logo=care.logo,
            clinic=Party(
                heading=Typed(clinic.name),
                detail=Typed("\n".join(part for part in (clinic.address, clinic.phone, clinic.web) if part)),
            ),
            patient=self._about(),
            addressee=Typed(care.wish.addressee),
            day=day,
            title=self._title(),
            greeting=filled(text("Dear {name},"), name=_called(care)) if self._is_plain else "",
            parts=(*before, *after),
            chart=self._chart(),
            chart_after=len(before),
            signature=Typed(therapist.signature if therapist else ""),
            signature_note=Typed(therapist.signature_note if therapist else ""),
            footer=day,
            patient_names=names_to_fit(care.patient.full_name),
            page_label=text("Page {page} of {pages}"),
            document_title=self._title(),
        )

    def _title(self) -> str:
        text = self.words.gettext
        if self._is_plain:
            return text("Your treatment in short") if self._is_discharge else text("How you are getting on")
        return text("Discharge summary") if self._is_discharge else text("Progress report")

    def _about(self) -> Party:
        """Whom the letter is about; the claim for an insurer, the record's number for nobody but clinics."""
        text, patient = self.words.gettext, self.care.patient
        facts: list[Words] = []
        if patient.birth_date is not None:
            facts.append(text("Born {date}").format(date=written_date(patient.birth_date, self.words)))
        if self.care.wish.reader is Reader.INSURER and patient.claim_number:
            facts.append(filled(text("Claim {number}"), number=patient.claim_number))
        if self.care.wish.reader is Reader.REFERRER:
            facts.append(text("Record {number}").format(number=patient.written_number))
        return Party(heading=Typed(patient.full_name), detail=in_row(*facts))

    def _until_results(self) -> Iterator[LetterPart]:
        text, care = self.words.gettext, self.care
        yield self._problem()
        goals = tuple(Typed(each.strip()) for each in care.episode.goals.splitlines() if each.strip())
        wanted = self._say(text("What you wanted"), text("Goals, in the patient’s words"))
        yield LetterPart(heading=wanted, points=goals)
        programs = LetterPrograms(self.library, self.words, self.language, care)
        treated = self._say(text("Your treatment"), text("Treatment"))
        yield LetterPart(heading=treated, paragraphs=tuple(programs.in_short()))
        yield from programs.parts()
        scores = LetterScores(self.library, self.words, self.language, self._is_plain)
        worst = scores.worst_pain(care.visits)
        yield LetterPart(
            heading=self._say(text("How it went"), text("Results")),
            points=(*scores.lines(care.results, care.visits), *((worst,) if worst else ())),
            table=letter_findings(care.visits, self.words, with_notes=care.wish.reader is Reader.REFERRER),
        )

    def _after_results(self) -> Iterator[LetterPart]:
        text, care = self.words.gettext, self.care
        if care.episode.outcome.strip():
            yield LetterPart(heading=text("Outcome"), paragraphs=(Typed(care.episode.outcome.strip()),))
        if care.wish.reader is Reader.REFERRER:
            yield from self._last_note()
        if not self._is_discharge and care.story.review_date is not None:
            day = written_date(care.story.review_date, self.words)
            yield LetterPart(heading=text("Next visit"), paragraphs=(day,))
        yield from LetterAdvice(self.library, self.catalogue_of, self.language, care).parts()
        if care.wish.remark.strip():
            yield LetterPart(heading=text("Remarks"), paragraphs=(Typed(care.wish.remark.strip()),))

    def _say(self, plain: str, otherwise: str) -> str:
        return plain if self._is_plain else otherwise

    def _problem(self) -> LetterPart:
        """What was treated: a diagnosis has its code for everybody but the patient."""
        text, episode, wish = self.words.gettext, self.care.episode, self.care.wish
        side = side_name(episode.side, self.words)
        named: Words = Mixed((Typed(episode.problem), f", {side}" if side else ""))
        facts: list[Words] = [in_bold(named)]
        if episode.onset is not None and not self._is_plain:
            facts.append(text("since {date}").format(date=written_date(episode.onset, self.words)))
        lines: list[Words] = [in_row(*facts)]
        code = "" if self._is_plain or not episode.diagnosis_code else f"ICD-10-CM {episode.diagnosis_code}"
        diagnosis = joined(episode.diagnosis, code)
        if diagnosis.parts:
            lines.append(sentences_together((in_bold(text("Diagnosis:")), diagnosis)))
        if wish.reader is Reader.REFERRER and episode.mechanism.strip():
            lines.append(
                sentences_together((in_bold(text("How it began:")), Typed(episode.mechanism.strip())))
            )
        hard = ", ".join(episode.activities)
        if hard:
            lead = self._say(text("What was hard for you:"), text("Hard to do:"))
            lines.append(sentences_together((in_bold(lead), Typed(hard))))
        referrer = episode.referrer or self.care.patient.referrer
        if wish.reader is Reader.INSURER and referrer:
            lines.append(sentences_together((in_bold(text("Referred by:")), Typed(referrer))))
        return LetterPart(heading=self._say(text("Your problem"), text("Problem")), paragraphs=tuple(lines))

    def _last_note(self) -> Iterator[LetterPart]:
        """What was found and planned at the last visit that was signed, for who sent the patient."""
        text = self.words.gettext
        visit = next((each for each in self.care.visits if each.is_signed), None)
        if visit is None:
            return
        names = {NotePart.ASSESSMENT: text("Assessment:"), NotePart.PLAN: text("Plan:")}
        said = tuple(
            sentences_together((in_bold(name), Typed(visit.part(part).strip())))
            for part, name in names.items()
            if visit.part(part).strip()
        )
        day = written_date(visit.visited_on, self.words)
        yield LetterPart(heading=text("Last visit, {date}").format(date=day), paragraphs=said)

    def _chart(self) -> LetterChart | None:
        """The score taken last, else pain; with the dose below it."""
        care, text = self.care, self.words.gettext
        measures = self.library.measures
        known = trends(care.results, care.visits, measures, self.language)
        trend = next((each for each in known if len(each.points) > 1), None)
        doses = dose_steps(care.versions, self.library.known_exercises, care.last_day)
        chart = care_chart(trend, doses, care.diaries, care.last_day)
        if chart.is_empty or (trend is None and not self._is_discharge and not doses):
            return None
        name = self._trend_name(trend) if trend else text("Stretch dose")
        return LetterChart(
            heading=text("{score} over time").format(score=name) if trend else name,
            chart=chart,
            words=self.words,
            said=chart_said(chart, self.words, lambda day: written_date(day, self.words)),
            caption=self._sources(trend),
        )

    def _trend_name(self, trend: Trend) -> str:
        """A patient reads what the score is of, not its short name."""
        key, _colon, part = trend.key.partition(":")
        return self.library.measures[key].name(self.language, part) if self._is_plain else trend.name

    def _sources(self, trend: Trend | None) -> str:
        """Who found which change matters; a patient is spared that."""
        known = self.library.sources
        if trend is None or self._is_plain:
            return ""
        found = [short_citation(known[key].citation, self.words) for key in trend.sources if key in known]
        said = self.words.gettext("Important change: {source}").format(source="; ".join(found))
        return said if found else ""


def _called(care: LetterCare) -> str:
    """As the patient wants to be called."""
    return care.patient.preferred_name.strip() or care.patient.full_name
