"""What changed, in a therapist's words: every field of an exercise and of a program, before and after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from clinic_app.domain.date_words import written_date
from clinic_app.domain.dosage import Dosage, LoadUnit, RepetitionDosage, Schedule, TimeOfDay
from clinic_app.domain.dose_short import dose_short
from clinic_app.domain.exercise import PatientWording
from clinic_app.domain.library import Library
from clinic_app.domain.people import PEOPLE
from clinic_app.domain.program import Phase, ProgramItem
from clinic_app.domain.program_diff import FieldChange, ItemChange, ProgramDiff
from clinic_app.domain.side import Side
from clinic_app.domain.words import Catalogue, mark

_NAMES: Final = {
    "sets": mark("Sets"),
    "reps": mark("Repetitions"),
    "tempo": mark("Tempo"),
    "load": mark("Load"),
    "effort": mark("Effort"),
    "push_effort": mark("Effort of the push"),
    "breaths": mark("Breaths"),
    "times_per_day": mark("Times a day"),
    "times_of_day": mark("Time of day"),
    "days_per_week": mark("Days a week"),
    "weeks": mark("Weeks"),
    "pain_limit": mark("Pain limit"),
    "note": mark("Note"),
    "dosage": mark("Dose"),
    "title": mark("Title"),
    "why": mark("Reason"),
    "language": mark("Language"),
    "person": mark("Figures"),
    "education": mark("Education"),
    "phase": mark("Phase"),
    "review_date": mark("Next visit"),
}
_TIMES_OF_DAY: Final = {
    TimeOfDay.MORNING: mark("Morning"),
    TimeOfDay.EVENING: mark("Evening"),
    TimeOfDay.BEFORE_FIRST_STEPS: mark("First steps"),
}
_LANGUAGES: Final[Mapping[str, str]] = {
    "en": mark("English"),
    "es": mark("Spanish"),
    "fr": mark("French"),
    "de": mark("German"),
    "pt": mark("Portuguese"),
    "pl": mark("Polish"),
    "ar": mark("Arabic"),
    "hi": mark("Hindi"),
}
_SIDES_OF: Final = {
    Side.LEFT: (Side.LEFT,),
    Side.RIGHT: (Side.RIGHT,),
    Side.LEFT_AND_RIGHT: (Side.LEFT, Side.RIGHT),
    Side.BOTH_TOGETHER: (),
}
_MINUTE_S: Final = 60
_IN_MINUTES_FROM_S: Final = 120


class Shape(StrEnum):
    """How a change is best shown."""

    VALUE = "value"
    """A word or a number: old struck, new beside it."""
    TEXT = "text"
    """Whole sentences, one below the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWords:
    """One change in words; ``before`` or ``after`` is empty where there was or is nothing.

    ``kept`` stayed beside what came or went (the right side, where the left was added). ``unit`` follows
    both values. ``short`` is the whole change for a list: “hold 20 → 30 s”, “+ left side”, “± note”.
    """

    name: str
    before: str = ""
    after: str = ""
    kept: str = ""
    unit: str = ""
    shape: Shape = Shape.VALUE
    short: str

    @property
    def before_words(self) -> str:
        """The old value with its unit."""
        return f"{self.before} {self.unit}".strip() if self.before else ""

    @property
    def after_words(self) -> str:
        """The new value with its unit."""
        return f"{self.after} {self.unit}".strip() if self.after else ""


@dataclass(frozen=True, slots=True)
class DiffWords:
    """Puts changes into one language's words; names of exercises and topics come from the library."""

    library: Library
    catalogue: Catalogue
    language: str

    def name(self, item: ProgramItem) -> str:
        """What the exercise is called; its heading on the sheet where the library does not have it."""
        exercise = self.library.known_exercises.get(item.exercise_slug)
        if exercise is not None:
            return exercise.name(self.language)
        return item.wording.name if item.wording else item.exercise_slug.replace("-", " ").capitalize()

    def of_item(self, change: ItemChange) -> tuple[ChangeWords, ...]:
        """Every change of one exercise, side first, words last."""
        if change.before is None or change.after is None:
            return ()
        return tuple(self._item_words(change.before, change.after, change.fields))

    def of_program(self, diff: ProgramDiff) -> tuple[ChangeWords, ...]:
        """Title, reason, next visit and the rest that is no exercise's."""
        return tuple(self._program_words(change) for change in diff.fields)

    def dose(self, item: ProgramItem) -> str:
        """Side and dose of an exercise that came or went: “Left and right · 3 × 30 s”."""
        return " · ".join(
            part for part in (self.side(item.side), dose_short(item.dosage, self.catalogue)) if part
        )

    def side(self, side: Side) -> str:
        """The side as a value; nothing for both at once."""
        text = self.catalogue.gettext
        names = {
            Side.LEFT: text("Left"),
            Side.RIGHT: text("Right"),
            Side.LEFT_AND_RIGHT: text("Left and right"),
        }
        return names.get(side, "")

    def beyond_short(self, item: ProgramItem) -> tuple[str, ...]:
        """What the short dose leaves out: “4 kg”, “effort 6”, “rest 10 s”, “weeks 6”."""
        dosage, schedule = item.dosage, item.schedule
        efforts = ("tempo", "effort", "push_effort")
        found = [
            self._load_words(dosage),
            *(self._named(name, _plain(getattr(dosage, name, None))) for name in efforts),
        ]
        for name, repeated in (("rest_s", "reps"), ("rest_between_sets_s", "sets")):
            seconds = getattr(dosage, name, 0) if getattr(dosage, repeated, 1) > 1 else 0
            found.append(self._named(name, self._seconds_words(seconds)) if seconds else "")
        found.append(self._named("weeks", _plain(schedule.weeks)))
        if schedule.pain_limit != Schedule().pain_limit:
            found.append(self._named("pain_limit", str(schedule.pain_limit)))
        return tuple(part for part in found if part)

    def _named(self, name: str, value: str) -> str:
        return f"{_lowered(self._name(name))} {value}" if value.strip() else ""

    def _seconds_words(self, seconds: int) -> str:
        text = self.catalogue.gettext
        in_minutes = seconds >= _IN_MINUTES_FROM_S and seconds % _MINUTE_S == 0
        return f"{seconds // _MINUTE_S} {text('min')}" if in_minutes else f"{seconds} {text('s')}"

    def _item_words(
        self, before: ProgramItem, after: ProgramItem, changes: Sequence[FieldChange]
    ) -> Iterator[ChangeWords]:
        joined = {"reps": ("reps", "reps_to"), "load": ("load", "load_unit")}
        lead = {each: name for name, group in joined.items() for each in group}
        done: set[str] = set()
        for change in changes:
            name = lead.get(change.name, change.name)
            if name in done:
                continue
            done.add(name)
            match name:
                case "side":
                    yield self._side(before.side, after.side)
                case "reps":
                    yield self._value(name, _reps(before.dosage), _reps(after.dosage))
                case "load":
                    yield self._load(before.dosage, after.dosage)
                case "wording":
                    yield from self._wording(before, after)
                case _:
                    yield self._field(change)

    def _field(self, change: FieldChange) -> ChangeWords:
        name, before, after = change.name, change.before, change.after
        if name == "note":
            return self._text(self.catalogue.gettext("Note"), str(before), str(after))
        if name == "dosage":
            return self._value(name, self._dose(before), self._dose(after))
        if name == "times_of_day":
            return self._value(name, self._times(before), self._times(after))
        if name in self._seconds():
            return self._time(name, int(str(before)), int(str(after)))
        return self._value(name, _plain(before), _plain(after))

    def _program_words(self, change: FieldChange) -> ChangeWords:
        name, before, after = change.name, change.before, change.after
        if name == "why":
            return self._text(self._name(name), str(before), str(after))
        if name == "title":
            return self._title(str(before), str(after))
        if name == "education":
            return self._topics(before, after)
        return self._value(name, self._program_value(name, before), self._program_value(name, after))

    def _program_value(self, name: str, value: object) -> str:
        text = self.catalogue.gettext
        if isinstance(value, date):
            return written_date(value, self.catalogue)
        if isinstance(value, Phase):
            return value.name
        if name == "person":
            person = PEOPLE.get(str(value))
            return text(person.name) if person else text("Various people")
        if name == "language":
            return language_name(str(value), self.catalogue)
        return _plain(value)

    def _name(self, name: str) -> str:
        seconds = self._seconds()
        return seconds[name] if name in seconds else self.catalogue.gettext(_NAMES[name])

    def _seconds(self) -> dict[str, str]:
        """Names of what is measured in seconds; on the sheet the same words are said to the patient."""
        pgettext = self.catalogue.pgettext
        return {
            "hold_s": pgettext("change", "Hold"),
            "move_s": pgettext("change", "Movement"),
            "rest_s": pgettext("change", "Rest"),
            "rest_between_sets_s": pgettext("change", "Rest between sets"),
            "push_s": pgettext("change", "Push"),
            "duration_s": pgettext("change", "Time"),
            "breath_s": pgettext("change", "Each breath"),
        }

    def _value(self, name: str, before: str, after: str, unit: str = "") -> ChangeWords:
        title = self._name(name)
        return ChangeWords(
            name=title, before=before, after=after, unit=unit, short=_short_value(title, before, after, unit)
        )

    def _text(self, title: str, before: str, after: str) -> ChangeWords:
        sign = "±" if before and after else "+" if after else "−"
        short = f"{sign} {_lowered(title)}"
        return ChangeWords(name=title, before=before, after=after, shape=Shape.TEXT, short=short)

    def _title(self, before: str, after: str) -> ChangeWords:
        """A title is shown as a text, and named in the list: it is what the program is known by."""
        title = self._name("title")
        quoted = self.catalogue.gettext("“{title}”")
        was, now = (quoted.format(title=each) if each else "" for each in (before, after))
        short = _short_value(title, was, now, "")
        return ChangeWords(name=title, before=before, after=after, shape=Shape.TEXT, short=short)

    def _side(self, before: Side, after: Side) -> ChangeWords:
        text = self.catalogue.gettext
        old, new = _SIDES_OF[before], _SIDES_OF[after]
        both = text("Both together")
        was, now = self.side(before) or both, self.side(after) or both
        names = {Side.LEFT: text("left side"), Side.RIGHT: text("right side")}
        came = [each for each in new if each not in old]
        went = [each for each in old if each not in new]
        if old and len(came) + len(went) == 1:
            one = (came or went)[0]
            sign = "+" if came else "−"
            kept = next(each for each in new if each is not one)
            return ChangeWords(
                name=text("Side"),
                kept=self.side(kept),
                before="" if came else self.side(one),
                after=f"+ {self.side(one)}" if came else "",
                short=f"{sign} {names[one]}",
            )
        short = f"{_lowered(was)} → {_lowered(now)}"
        return ChangeWords(name=text("Side"), before=was, after=now, short=short)

    def _time(self, name: str, before: int, after: int) -> ChangeWords:
        text = self.catalogue.gettext
        in_minutes = [each >= _IN_MINUTES_FROM_S and each % _MINUTE_S == 0 for each in (before, after)]
        if all(in_minutes):
            return self._value(name, str(before // _MINUTE_S), str(after // _MINUTE_S), text("min"))
        return self._value(name, str(before), str(after), text("s"))

    def _load(self, before: Dosage, after: Dosage) -> ChangeWords:
        return self._value("load", self._load_words(before), self._load_words(after))

    def _load_words(self, dosage: Dosage) -> str:
        if not isinstance(dosage, RepetitionDosage) or not dosage.load:
            return ""
        text = self.catalogue.gettext
        units = {LoadUnit.KILOGRAM: text("kg"), LoadUnit.POUND: text("lb"), LoadUnit.BAND: text("band")}
        return f"{dosage.load:g} {units[dosage.load_unit] if dosage.load_unit else ''}".strip()

    def _dose(self, dosage: object) -> str:
        return dose_short(dosage, self.catalogue)  # type: ignore[arg-type]  # a change of the dose's kind

    def _times(self, times: object) -> str:
        assert isinstance(times, tuple)
        return ", ".join(self.catalogue.gettext(_TIMES_OF_DAY[each]) for each in times)

    def _topics(self, before: object, after: object) -> ChangeWords:
        assert isinstance(before, tuple)
        assert isinstance(after, tuple)
        went = ", ".join(self._topic(each) for each in before if each not in after)
        came = ", ".join(self._topic(each) for each in after if each not in before)
        return self._value("education", went, came)

    def _topic(self, key: str) -> str:
        topic = self.library.education.get(key)
        return (topic.titles.get(self.language) or topic.titles.get("en", key)) if topic else key

    def _wording(self, before: ProgramItem, after: ProgramItem) -> Iterator[ChangeWords]:
        """Each part of the patient's text that reads otherwise."""
        text = self.catalogue.gettext
        old, new = self._patient_text(before), self._patient_text(after)
        names = {
            "name": text("Name on the sheet"),
            "steps": text("Steps"),
            "felt_where": text("Where it is felt"),
            "common_mistake": text("Common mistake"),
            "easier": text("Easier way"),
        }
        for field, name in names.items():
            was, now = _part(old, field), _part(new, field)
            if was != now:
                yield self._text(name, was, now)

    def _patient_text(self, item: ProgramItem) -> PatientWording | None:
        exercise = self.library.known_exercises.get(item.exercise_slug)
        if item.wording is not None or exercise is None:
            return item.wording
        return exercise.wording_in(self.language)


def language_name(code: str, catalogue: Catalogue) -> str:
    """What the language is called; its code where it has no name here."""
    return catalogue.gettext(_LANGUAGES[code]) if code in _LANGUAGES else code


def _reps(dosage: Dosage) -> str:
    reps, most = getattr(dosage, "reps", ""), getattr(dosage, "reps_to", None)
    return f"{reps}–{most}" if most else str(reps)


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def _part(wording: PatientWording | None, field: str) -> str:
    value = getattr(wording, field, "")
    text = "\n".join(value) if isinstance(value, tuple) else str(value)
    return text.replace("**", "")


def _short_value(title: str, before: str, after: str, unit: str) -> str:
    name = _lowered(title)
    if before and after:
        return f"{name} {before} → {after} {unit}".strip()
    return f"+ {name} {after} {unit}".strip() if after else f"− {name}"


def _lowered(text: str) -> str:
    """Within a line a name starts small, unless it is an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
