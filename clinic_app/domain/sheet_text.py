"""A sheet as plain text: for the clipboard and any record system, and short enough for a code to scan."""

from collections.abc import Iterator

from clinic_app.domain.emphasis import by_weight
from clinic_app.domain.handout import Glossed, Mixed, Printed, Sheet, SheetExercise, Typed


def plain(printed: Printed) -> str:
    """Words without their weight, in one line; those in the patient's language only."""
    words = printed.words if isinstance(printed, Glossed) else printed
    parts = words.parts if isinstance(words, Mixed) else (words,)
    said = "".join(part.text if isinstance(part, Typed) else part for part, _ in by_weight(parts))
    return " ".join(said.split())


def sheet_text(sheet: Sheet) -> str:
    """The whole program, a line for each thing a reader looks for; ends with a newline."""
    return "".join(f"{line}\n" for line in _lines(sheet))


def short_sheet_text(sheet: Sheet) -> str:
    """What to do and when to stop, and nothing about whom it is for."""
    exercises = (f"{each.number}. {plain(each.name)}: {each.dose_sentence}" for each in sheet.exercises)
    return "\n".join((plain(sheet.title), *exercises, *_when_to_stop(sheet)))


def _lines(sheet: Sheet) -> Iterator[str]:
    yield plain(sheet.title)
    patient, clinic = sheet.patient, sheet.clinic
    whose = (patient.heading, patient.detail, clinic.heading, clinic.detail, sheet.footer)
    yield " · ".join(part for part in map(plain, whose) if part)
    if phase := plain(sheet.phase_line):
        yield phase
    for lead, words in sheet.focus:
        yield f"{lead} {plain(words)}"
    if sheet.news is not None:
        yield " ".join((sheet.news.lead, *map(plain, sheet.news.sentences)))
    for exercise in sheet.exercises:
        yield from _exercise(exercise)
    yield from _when_to_stop(sheet)
    if visit := plain(sheet.contact.visit):
        yield f"{sheet.contact.visit_lead}: {visit}"


def _exercise(exercise: SheetExercise) -> Iterator[str]:
    dose = " ".join(part for part in (exercise.dose_sentence, plain(exercise.details)) if part)
    side = f" ({exercise.side_line})" if exercise.side_line else ""
    yield f"{exercise.number}. {plain(exercise.name)}{side}: {dose}"
    if note := plain(exercise.note):
        yield f"   {note}"


def _when_to_stop(sheet: Sheet) -> Iterator[str]:
    """The last light: stop, and whom to call."""
    for line in sheet.stop.lines[-1:]:
        yield f"{plain(line.lead)} {plain(line.text)}"
