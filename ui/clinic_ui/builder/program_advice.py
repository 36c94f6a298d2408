"""What the dose checks say of the program on the table, asked after each change off the window's thread."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from clinic_app.domain.dose_rules import Advice
from clinic_app.domain.kept_advice import kept_of
from clinic_app.domain.program import KeptAdvice, ProgramContent, ProgramItem
from clinic_app.domain.program_edits import swapped
from clinic_app.services.advice import AdviceService, CareFacts, waiting
from clinic_app.services.programs import OpenProgram
from clinic_ui.builder.advice_words import reason_id
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context
from clinic_ui.work import Latest

_PAUSE_MS: Final = 120
"""After a change, before the checks are asked: typing a number asks once."""

_REVIEW_WEEKS: Final = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer of one errand: what is known, and what there is to say of which content."""

    facts: CareFacts
    content: ProgramContent
    advice: tuple[Advice, ...]


class ProgramAdvice(QObject):
    """Knows the advice on the model's program, and changes the program by what a person decides about it."""

    changed = Signal()
    """There is something else to say; or the same, of another state of the program."""

    screen_wanted = Signal(str)
    """The key of a red-flag screen to be recorded now."""

    def __init__(self, context: Context, model: ProgramModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._model = context, model
        self._latest = Latest(context.worker)
        self._facts: CareFacts | None = None
        self._advice: tuple[Advice, ...] = ()
        self._asked_of: ProgramContent | None = None
        self._is_seen = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        model.opened.connect(self._on_opened)
        model.content_changed.connect(self._on_content_changed)

    @property
    def content(self) -> ProgramContent:
        """What the program says now."""
        return self._model.content

    @property
    def is_up_to_date(self) -> bool:
        """Whether the advice is of what the program says now, and of what the record held last."""
        return self._asked_of == self._model.content and self._facts is not None

    @property
    def facts(self) -> CareFacts | None:
        """What is known of the patient; None until it was read."""
        return self._facts

    def said_of(self, advice: Advice) -> str:
        """Which program, item and rule an answer is about: what a draft of it is kept by."""
        program = self._model.program
        return f"{program.program.id if program else ''}:{advice.item_id or ''}:{advice.key}"

    def look(self, is_seen: bool) -> None:
        """Ask only while somebody looks; what the record holds may have changed meanwhile."""
        self._is_seen = is_seen
        if is_seen:
            self.refresh()
        else:
            self._pause.stop()
            self._latest.cancel()

    def refresh(self) -> None:
        """The record may have changed: read again what is known of the patient."""
        self._facts = None
        self._ask()

    def of_item(self, item_id: UUID) -> tuple[Advice, ...]:
        """What is said of one exercise, the gravest first."""
        return _gravest_first(each for each in self._advice if each.item_id == item_id)

    def of_program(self) -> tuple[Advice, ...]:
        """What is said of the program as a whole, the gravest first."""
        return _gravest_first(each for each in self._advice if each.item_id is None)

    def waiting(self) -> tuple[Advice, ...]:
        """What a handout waits for."""
        return waiting(self._advice, self._model.content)

    def kept(self, advice: Advice) -> KeptAdvice | None:
        """How it was decided against, if it was."""
        return kept_of(advice, self._model.content.kept_advice)

    def keep(self, advice: Advice, reason: str = "", by: str = "") -> None:
        """The therapist read it and decides against it."""
        kept = KeptAdvice(
            rule=advice.key,
            exercise_slug=advice.exercise_slug,
            reason=reason.strip(),
            by=by.strip(),
            on=self._context.services.patients.today(),
            basis=advice.basis,
            choice=reason_id(advice, reason.strip(), self._context.words),
        )
        self._model.change(self._model.content.keeping(kept), self._context.words.gettext("Keep as it is"))

    def ask_again(self, advice: Advice) -> None:
        """Take a decision back."""
        kept = KeptAdvice(rule=advice.key, exercise_slug=advice.exercise_slug, basis=advice.basis)
        name = self._context.words.gettext("Show the advice again")
        self._model.change(self._model.content.asking_again(kept), name)

    def apply(self, advice: Advice) -> None:
        """Do what the advice offers: its fix, another exercise, a next visit; or ask for the screen."""
        if advice.rule.id in ("W17", "W23"):
            self.screen_wanted.emit(advice.topic)
        elif advice.key == "W19:review":
            day = self._context.services.patients.today() + timedelta(weeks=self.review_weeks())
            content = replace(self._model.content, review_date=day)
            self._model.change(content, self._context.words.gettext("Change next visit"))
        elif advice.fix is not None:
            self._fix(advice.fix)
        elif advice.instead and advice.item_id is not None:
            self._swap(advice.item_id, advice.instead)

    def review_weeks(self) -> int:
        """How many weeks to the next visit are offered."""
        template = self._context.library.templates.get(self._model.content.template_slug)
        return template.review_weeks if template else _REVIEW_WEEKS

    def _fix(self, fix: ProgramItem) -> None:
        """Dose and schedule of the fix; what was typed into the note meanwhile stays."""
        item = self._model.content.item(fix.id)
        self._model.change_item(replace(item, dosage=fix.dosage, schedule=fix.schedule))

    def _swap(self, item_id: UUID, slug: str) -> None:
        content, library = self._model.content, self._context.library
        item = content.item(item_id)
        new = swapped(item, library.exercise(item.exercise_slug), library.exercise(slug))
        self._model.change(content.changed(new), self._context.words.gettext("Swap exercise"))

    def _on_opened(self) -> None:
        self._latest.cancel()
        self._facts, self._advice, self._asked_of = None, (), None
        self.changed.emit()
        self._ask()

    def _on_content_changed(self) -> None:
        if self._is_seen and not self._pause.isActive():
            self._pause.start()
        self.changed.emit()  # what is kept shows at once

    def _ask(self) -> None:
        self._pause.stop()
        program = self._model.program
        if program is None or not self._is_seen:
            return
        service, language = self._context.services.advice, self._context.words.language
        job = partial(_asked, service, program, self._facts, self._model.content, language)
        self._latest.run(job, self._on_asked)

    def _on_asked(self, asked: Asked) -> None:
        self._facts = asked.facts
        self._advice = asked.advice
        self._asked_of = asked.content
        self.changed.emit()


def _asked(
    service: AdviceService,
    program: OpenProgram,
    facts: CareFacts | None,
    content: ProgramContent,
    language: str,
) -> Asked:
    """For a worker. A handed-out version cannot change: of it only what limits the patient is read."""
    known = facts or service.facts(program)
    if not program.version.is_draft:
        return Asked(known, content, ())
    return Asked(known, content, service.on(content, known, language))


_ORDER: Final = ("block", "confirm", "warn", "note")


def _gravest_first(advice: Iterable[Advice]) -> tuple[Advice, ...]:
    return tuple(sorted(advice, key=lambda each: _ORDER.index(each.severity.value)))
