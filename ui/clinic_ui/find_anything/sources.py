"""What there is to be found: pages, exercises, templates, commands; patients from the record."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final
from uuid import UUID

from clinic_app.domain.exercise import Exercise
from clinic_app.domain.library import Template
from clinic_app.domain.patient import Patient
from clinic_ui.context import Context
from clinic_ui.find_anything.entry import Entry, Section, fitting, marked
from clinic_ui.find_anything.notes import Note, note_entry, notes, still_meant
from clinic_ui.find_anything.ways import Ways
from clinic_ui.pages.exercise_words import dose_short, place_words
from clinic_ui.pages.patient_rows import record_number
from clinic_ui.pages.template_words import extent, template_title
from clinic_ui.rail import PLACES
from clinic_ui.shortcuts import Shortcut, Where

_MOST: Final = 5
"""So many of each sort are shown."""
_FOUND_OTHERWISE: Final = 0.9
"""How an exercise counts that was found by muscle, problem or lay word, or by a slip of the keys."""
_FOUND_IN_RECORD: Final = 1.5


@dataclass(frozen=True, slots=True)
class People:
    """What the record answers: the patient in view, or those whose name fits."""

    typed: str = ""
    in_view: Patient | None = None
    found: Sequence[Patient] = ()
    notes: Sequence[Note] = ()
    """What was written with these words; beside a patient in view only about that one."""


class Sources:
    """Makes entries; what they do is asked of ``ways``."""

    def __init__(self, context: Context, ways: Ways) -> None:
        self._context, self._ways = context, ways
        self._templates = self._of_templates(tuple(context.library.templates.values()))
        self._pages = tuple(self._of_pages())
        self._commands: Sequence[Entry] = ()

    def look_around(self) -> None:
        """The line opens: what can be done now stays so until it closes."""
        self._commands = self._of_commands()

    def know_templates(self, templates: Sequence[Template]) -> None:
        """These templates there are."""
        self._templates = self._of_templates(templates)

    def people(self, typed: str, in_view: UUID | None) -> People:
        """For a worker. Beside one patient's data no other patient is named."""
        patients = self._context.services.patients
        written = notes(self._context.services.finding, typed, in_view)
        if in_view is not None:
            return People(typed, in_view=patients.get(in_view), notes=written)
        if not typed:
            return People()
        found = patients.search(typed, catalogue=self._context.words, limit=_MOST)
        return People(typed, found=found, notes=written)

    def own_templates(self) -> Sequence[Template]:
        """For a worker: the clinic's own and the shipped ones."""
        return [offer.template for offer in self._context.services.templates.offers()]

    def at_rest(self, recent: Sequence[str]) -> list[Entry]:
        """What is offered before anything is typed: what was used last, pages, what can be done."""
        offered = [*self._pages, *self._commands]
        known = {entry.key: entry for entry in offered}
        for key in recent:
            sort, _, slug = key.partition(":")
            if sort == "exercise" and (exercise := self._context.library.exercises.get(slug)):
                known[key] = self._exercise(exercise)
        known |= {entry.key: entry for entry in self._templates}
        last = [known[key] for key in recent if key in known][:_MOST]
        shown = {entry.key for entry in last}
        return [*(_as_recent(entry) for entry in last), *(each for each in offered if each.key not in shown)]

    def found(self, typed: str) -> list[Entry]:
        """What fits, without the record."""
        index, shelf = self._context.index, self._context.shelf
        hits = index.search(typed, self._context.words.language, habits=shelf.habits).exercises[:_MOST]
        exercises = [
            marked(self._exercise(each), typed, _FOUND_OTHERWISE - at / 100) for at, each in enumerate(hits)
        ]
        templates = sorted(fitting(self._templates, typed), key=lambda entry: -entry.score)[:_MOST]
        return [*exercises, *templates, *fitting([*self._pages, *self._commands], typed)]

    def commands(self, typed: str) -> list[Entry]:
        """What can be done, and nothing else."""
        return fitting(self._commands, typed)

    def written(self, people: People, typed: str) -> list[Entry]:
        """Notes of the record's answer."""
        is_answer = people.typed == typed
        meant = people.notes if is_answer else still_meant(people.notes, typed)
        return [note_entry(each, self._context.words, self._ways) for each in meant]

    def patients(self, people: People, typed: str) -> list[Entry]:
        """Of the record's answer; beside a patient's data only that patient, and the way to the list."""
        found = [self._patient(each) for each in people.found]
        is_answer = people.typed == typed  # else it is of the letters before, until the record answers
        entries = (
            [marked(each, typed, _FOUND_IN_RECORD) for each in found] if is_answer else fitting(found, typed)
        )
        if people.in_view is None:
            return entries
        entries = fitting([self._patient(people.in_view)], typed)
        if typed:
            said = self._context.words.gettext("Look for “{query}” among all patients")
            look = Entry(
                section=Section.PATIENTS,
                title=said.format(query=typed),
                detail=self._context.words.gettext("Leaves this patient first"),
                icon="search",
                run=partial(self._ways.find_patient, typed),
            )
            entries.append(look)
        return entries

    def _of_pages(self) -> Iterator[Entry]:
        for place in PLACES:
            yield Entry(
                section=Section.PAGES,
                key=f"page:{place.key}",
                title=place.shortcut.name_in(self._context.words),
                icon=place.icon,
                keys=place.shortcut.shown_keys()[0],
                run=partial(self._ways.go, place.key),
            )

    def _of_commands(self) -> list[Entry]:
        going = {place.shortcut for place in PLACES}
        actions: dict[Shortcut, Callable[[], object]] = {}
        for shortcut, action in self._ways.actions():
            actions[shortcut] = action.trigger
        actions.setdefault(Shortcut.NEW_PATIENT, self._ways.new_patient)
        return [self._command(each, run) for each, run in actions.items() if each not in going]

    def _command(self, shortcut: Shortcut, run: Callable[[], object]) -> Entry:
        """Greyed where it changes the record and whoever works here may not: then it says why."""
        words, toasts = self._context.words, self._context.toasts
        where = "" if shortcut.where is Where.ANYWHERE else words.gettext(shortcut.where.value)
        refusal = self._context.seat.refusal if shortcut.value.changes else ""
        return Entry(
            section=Section.COMMANDS,
            key=f"command:{shortcut.name}",
            title=shortcut.name_in(words),
            detail=refusal or where,
            icon=shortcut.value.icon,
            keys=shortcut.shown_keys()[0],
            run=partial(toasts.say, refusal) if refusal else run,
            refusal=refusal,
        )

    def _of_templates(self, templates: Sequence[Template]) -> Sequence[Entry]:
        words = self._context.words
        return [
            Entry(
                section=Section.TEMPLATES,
                key=f"template:{template.slug}",
                title=template_title(template, words),
                detail=extent(template, words),
                hint=words.gettext("Use it") if self._context.seat.may_change else words.gettext("Show"),
                icon="templates",
                run=partial(self._ways.use_template, template.slug),
            )
            for template in templates
        ]

    def _exercise(self, exercise: Exercise) -> Entry:
        words, adds = self._context.words, self._ways.can_add()
        add = partial(self._ways.add, exercise.slug)
        return Entry(
            section=Section.EXERCISES,
            key=f"exercise:{exercise.slug}",
            title=exercise.name(words.language),
            detail=f"{place_words(exercise, words)}  ·  {dose_short(exercise.dosage, words)}",
            hint=words.gettext("Add to program") if adds else words.gettext("Show in the library"),
            slug=exercise.slug,
            run=add if adds else partial(self._ways.show_exercise, exercise.slug),
            stays=add if adds else None,
        )

    def _patient(self, patient: Patient) -> Entry:
        words = self._context.words
        born = words.day(patient.birth_date) if patient.birth_date else ""
        record = words.gettext("record {number}").format(number=record_number(patient))
        return Entry(
            section=Section.PATIENTS,
            title=patient.banner_name,
            detail="  ·  ".join(part for part in (born, record) if part),
            hint=words.gettext("Open"),
            icon="person",
            run=partial(self._ways.open_patient, patient.id),
        )


def _as_recent(entry: Entry) -> Entry:
    return replace(entry, section=Section.RECENT)
