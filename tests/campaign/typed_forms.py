"""The program's forms, each filled, saved with the keyboard, and its record read again."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from campaign.typist import Typist, one_kind_of_blank, words
from clinic_app.domain.visit import NotePart

Form = Callable[[Typist], None]
_PATIENT: Final = (
    *("family_name", "given_name", "preferred_name", "gender", "phone", "notes", "address"),
    *("emergency_contact", "occupation", "sport", "referrer", "insurer", "claim_number", "consent_note"),
)
_EPISODE: Final = ("problem", "diagnosis", "mechanism", "goals", "referrer")
_EXERCISE: Final = ("name_en", "name_es", "precaution", "aliases_en")
_WORDING: Final = ("en.steps", "en.felt_where", "en.common_mistake", "en.easier")


def _save(typist: Typist, form: Any, shown: Mapping[QWidget, str], place: str) -> bool:
    """Press the form's one primary button; whether it closed, for it had stored."""
    typist.press(form.store_button)
    typist.settle(lambda: not form.isVisible() or form.store_button.isEnabled())
    if not form.isVisible():
        return True
    if getattr(form, "namesake", None) is not None and form.namesake.isVisible():
        typist.press(form.namesake.store_button)
        return typist.settle(lambda: not form.isVisible())
    typist.refused(place, form, dict(shown))
    return False


def _give_up(typist: Typist, form: Any) -> None:
    typist.press(form.cancel_button)
    typist.settle(lambda: not form.isVisible())


def _fill(typist: Typist, kind: str, fields: Mapping[str, QWidget]) -> dict[str, str]:
    return {name: typist.put(f"{kind}.{name}", each) for name, each in fields.items()}


def _patient(typist: Typist) -> None:
    from clinic_ui.pages.patient_form import PatientForm

    patients = typist.care.services.patients
    form = PatientForm(typist.desk.context, patients.get(typist.care.patient), typist.window)
    typist.open(form)
    for fold in form.inputs.folds.values():
        fold.open()
    fields = {name: form.inputs.typed_into(name) for name in _PATIENT}
    shown = _fill(typist, "patient", fields)
    if _save(typist, form, {fields[name]: text for name, text in shown.items()}, "patient"):
        stored = patients.get(typist.care.patient)
        for name, text in shown.items():
            typist.kept(f"patient.{name}", text, getattr(stored, name))
    else:
        _give_up(typist, form)


def _episode(typist: Typist) -> None:
    from clinic_ui.pages.episode_form import EpisodeForm

    patients = typist.care.services.patients

    def stored() -> Any:
        return next(each for each in patients.episodes(typist.care.patient) if each.id == typist.care.episode)

    form = EpisodeForm(typist.desk.context, typist.care.patient, stored(), typist.window)
    typist.open(form)
    fields = {name: form.inputs.rows[name].field for name in _EPISODE}
    for number, each in enumerate(form.inputs.activities[:2]):
        fields[f"activity {number}"] = each
    shown = _fill(typist, "episode", fields)
    if _save(typist, form, {fields[name]: text for name, text in shown.items()}, "episode"):
        for name in _EPISODE:
            typist.kept(f"episode.{name}", shown[name], getattr(stored(), name))
        for number, text in enumerate(stored().activities):
            typist.kept(f"episode.activity {number}", shown[f"activity {number}"], text)
    else:
        _give_up(typist, form)


def _visit(typist: Typist) -> None:
    services = typist.care.services
    typist.new_visit()
    page = typist.window.stack.currentWidget()
    boxes = page.visit.note.parts
    shown = {part: typist.put(f"visit.{part.value}", boxes[part].field) for part in NotePart}
    QTest.keyClick(boxes[NotePart.PLAN].field, Qt.Key.Key_Backtab)
    page.flush()
    if not any(text.strip() for text in shown.values()):
        return
    stored = services.visits.open(typist.care.visit).visit
    for part, text in shown.items():
        typist.kept(f"visit.{part.value}", text, stored.part(part))


def opened_program(typist: Typist) -> tuple[Any, Any]:
    """The builder, and the program's first card, open."""
    typist.open(typist.window)
    typist.window.open_program(typist.care.program)
    page = typist.window.stack.currentWidget()
    typist.settle(lambda: page.model.program is not None and page.items.cards)
    card = page.items.cards[page.model.content.items[0].id]
    card.set_open(True, chosen=False)
    return page, card


def _program(typist: Typist) -> None:
    services = typist.care.services
    page, card = opened_program(typist)
    if card.more.wording is None:
        typist.press(card.more.wording_button)
    editor = card.more.wording
    fields = {
        "title": page.head.title,
        "why": page.head.why,
        "note": card.note,
        "felt_where": editor.felt_where,
        "common_mistake": editor.common_mistake,
        "easier": editor.easier,
        "steps": editor.steps,
    }
    shown = _fill(typist, "program", fields)
    page.flush()
    content = services.programs.open(typist.care.program).version.content
    item = content.items[0]
    wording = item.wording or services.library.exercise(item.exercise_slug).wording["en"]
    stored = {"title": content.title, "why": content.why, "note": content.items[0].note}
    for name, text in shown.items():
        if name == "steps":
            typist.kept("program.steps", one_kind_of_blank(text), one_kind_of_blank("\n".join(wording.steps)))
        elif text.strip() or name in stored:
            typist.kept(f"program.{name}", text, stored.get(name) or getattr(wording, name, ""))


def _phrase(typist: Typist) -> None:
    from clinic_ui.visit.phrase_form import PhraseForm

    visits = typist.care.services.visits
    form = PhraseForm(typist.desk.context, visits.phrases(), typist.window)
    typist.open(form)
    text = typist.put("phrase.text", form.text_field)
    name = typist.put("phrase.name", form.name_field)
    for attempt in (name, "kept"):
        form.name_field.setText(attempt)
        typist.press(form.store_button)
        if typist.settle() and not form.text_field.toPlainText():
            break
        typist.refused("phrase", form, {form.text_field: text, form.name_field: attempt})
    for each in visits.phrases():
        typist.kept("phrase.text", text, each.text)
        visits.remove_phrase(each.name)
    form.text_field.clear()
    form.name_field.clear()
    form.draft.drop()
    form.reject()
    typist.settle()


def _exercise(typist: Typist) -> None:
    from clinic_ui.pages.exercise_editor import ExerciseEditor, blank_exercise

    form = ExerciseEditor(typist.desk.context, blank_exercise(), "exercise:new", typist.window)
    stored: list[Any] = []
    form.exercise_stored.connect(stored.append)
    typist.open(form)
    fields = {name: form.inputs.field(name) for name in (*_EXERCISE, *_WORDING)}
    shown = _fill(typist, "exercise", fields)
    if _save(typist, form, {fields[name]: text for name, text in shown.items()}, "exercise"):
        made = stored[0]
        wording = made.wording["en"]
        typist.kept("exercise.name_en", shown["name_en"], made.names["en"])
        typist.kept("exercise.precaution", shown["precaution"], made.precaution)
        typist.kept(
            "exercise.steps",
            one_kind_of_blank(shown["en.steps"]),
            one_kind_of_blank("\n".join(wording.steps)),
        )
        typist.kept("exercise.easier", shown["en.easier"], wording.easier)
    else:
        _give_up(typist, form)


def _letter(typist: Typist) -> None:
    from clinic_ui.letters.letter_form import LetterForm

    patients = typist.care.services.patients
    patient, episode = patients.get(typist.care.patient), patients.episodes(typist.care.patient)[0]
    form = LetterForm(typist.desk.context, patient, episode, typist.window)
    prepared: list[Any] = []
    form.save_wanted.connect(prepared.append)
    typist.open(form)
    shown = _fill(typist, "letter", {"addressee": form.addressee, "remark": form.remark})
    typist.press(form.save_button)
    if not typist.settle(lambda: prepared or form.problem.isVisible()) or not prepared:
        typist.refused("letter", form, {form.addressee: shown["addressee"], form.remark: shown["remark"]})
    QTest.keyClick(form, Qt.Key.Key_Escape)
    typist.settle()
    draft = typist.care.services.drafts.find(f"letter:{episode.id}")
    kept = json.loads(draft.payload) if draft is not None else {}
    for name, text in shown.items():
        typist.kept(f"letter.{name}", text, kept.get(name, ""))


def _settings(typist: Typist) -> None:
    from clinic_ui.rail import PageKey

    profile = typist.care.services.profile
    typist.open(typist.window)
    page = typist.window.go(PageKey.SETTINGS)
    typist.settle()
    names = ("name", "phone", "address", "web", "booking_url")
    fields: dict[str, QWidget] = {name: page.clinic_fields[name] for name in names}
    shown = _fill(typist, "clinic", fields)
    therapist = typist.put("therapist.name", page.therapist.name)
    QTest.keyClick(page.therapist.name, Qt.Key.Key_Tab)
    typist.settle()
    page.flush()
    typist.settle()
    stored = profile.profile()
    for name, text in shown.items():
        if words(getattr(stored, name)) == words(text) or not typist.sentences(
            page
        ):  # else it was refused in a sentence
            typist.kept(f"clinic.{name}", text, getattr(stored, name))
    known = profile.therapist()
    if words(therapist) or not typist.sentences(page):  # else it was said that the old one stays
        typist.kept("therapist.name", therapist, known.name if known is not None else "")


def _finding(typist: Typist) -> None:
    """Nothing is stored: it is looked for, and no window stands still."""
    from clinic_ui.find_anything.palette import FindAnything

    typist.open(typist.window)
    typist.window.find_anything()
    line = typist.window.findChild(FindAnything).line
    shown = typist.put("find anything", line)
    typist.kept("find anything", shown, line.text())
    QTest.keyClick(line, Qt.Key.Key_Escape)
    typist.settle()


FORMS: Final[dict[str, Form]] = {
    "patient": _patient,
    "visit": _visit,
    "program": _program,
    "phrase": _phrase,
    "problem": _episode,
    "own exercise": _exercise,
    "letter": _letter,
    "settings": _settings,
    "find anything": _finding,
}
