"""Another window changed the visit first, or took it away: both versions are shown above the note."""

import json
from collections.abc import Mapping
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from clinic_app.domain.visit import Visit
from clinic_app.services.visits import OpenVisit
from clinic_ui.both_versions import BothVersions
from clinic_ui.context import Context
from clinic_ui.visit.visit_model import VisitModel
from clinic_ui.visit.visit_texts import said_of, title_of, visit_texts, with_texts


class VisitTexts:
    """The open visit's fields as texts; what is chosen is a step that Undo takes back."""

    def __init__(self, context: Context, model: VisitModel) -> None:
        self._context, self._model = context, model
        self._seen: dict[str, str] = {}

    def typed(self) -> dict[str, str]:
        """Every field's text."""
        return visit_texts(self._model.visit) if self._model.visit else {}

    def show(self, texts: Mapping[str, str]) -> None:
        """Note this instead."""
        if self._model.visit is not None:
            self._seen |= {name: text for name, text in texts.items() if text}
            name = self._context.words.gettext("Choose a version")
            self._model.change(with_texts(self._model.visit, texts), name)

    def title(self, name: str) -> str:
        """What the field is called on the page."""
        return title_of(name, self._seen | _filled(self.typed()), self._context.words)

    def said(self, name: str, text: str) -> str:
        """A text of that field in words."""
        around = self._model.around
        problems = {str(each.id): each.problem for each in around.episodes} if around else {}
        return said_of(name, text, self._context.words, problems)


class VisitRivals(QObject):
    """Asks for one page; ``both`` stands above the note."""

    begun_again = Signal(object, object)
    """A Visit that takes the place of the one that is gone, and what was typed there, by name."""

    def __init__(self, context: Context, model: VisitModel, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._model = context, model
        self.both = BothVersions(context, VisitTexts(context, model), stores=True)
        self._theirs: OpenVisit | None = None
        self._lost: UUID | None = None
        self.both.settled.connect(self._on_settled)
        model.opened.connect(self._on_opened)
        model.conflict_met.connect(self._on_conflict)
        model.gone_met.connect(partial(self.both.say_gone, self._begin_again))

    def kept(self) -> str:
        """What a draft keeps of a visit that the record would not take."""
        visit, base = self._model.visit, self._model.base
        if visit is None or base is None:
            return ""
        before = {_BASE: visit_texts(base)} if not self._model.is_gone else {}
        return json.dumps(visit_texts(visit) | before, ensure_ascii=False)

    def take_up(self, kept: str) -> None:
        """Put such a draft into the open visit; both are shown where the record says something else now."""
        visit, around = self._model.visit, self._model.around
        if visit is None or around is None or not kept:
            return
        texts = json.loads(kept)
        base = texts.pop(_BASE, {})
        self._model.change(with_texts(visit, texts), self._context.words.gettext("Typing"))
        if base:
            self._ask(base, around)

    def go_on(self, texts: Mapping[str, str]) -> None:
        """Note in the open visit what was typed in one that is gone; what stands there is asked about."""
        visit, around, lost = self._model.visit, self._model.around, self._lost
        if visit is None or around is None:
            return
        noted = {name: text for name, text in texts.items() if name not in ("visited_on", "episode_id")}
        self._model.change(with_texts(visit, noted), self._context.words.gettext("Typing"))
        if not around.visit.is_empty:
            self._ask(visit_texts(around.visit) | dict.fromkeys(noted, ""), around)
        elif self._model.flush() and lost is not None:
            drop = partial(self._context.services.drafts.drop, f"visit:{lost}")
            self._context.worker.run(drop, _nothing)

    def _on_opened(self) -> None:
        self._theirs = None
        self.both.settle()

    def _on_conflict(self) -> None:
        self._model.read_again(self._on_theirs)

    def _on_theirs(self, around: OpenVisit) -> None:
        base = self._model.base
        if base is None or base.id != around.visit.id:
            return
        if around.visit.is_signed:
            self._model.show_signed(around)
        else:
            self._ask(visit_texts(base), around)

    def _ask(self, base: Mapping[str, str], around: OpenVisit) -> None:
        self._theirs = around
        self._model.wait_for_choice()
        outcome = self.both.ask(base, visit_texts(around.visit))
        if not outcome.disputed:
            said = self.both.merged.text()
            self._on_settled()
            if said:
                self._context.toasts.say(said)

    def _on_settled(self) -> None:
        """What stands on the page goes over theirs."""
        self.both.settle()
        if self._theirs is not None:
            self._model.build_on(self._theirs)

    def _begin_again(self) -> None:
        """Taken away meanwhile: today's visit, with what stands here."""
        lost = self._model.visit
        if lost is not None:
            self._lost = lost.id
            start = partial(self._context.services.visits.start, lost.patient_id, lost.episode_id)
            self._context.worker.run(start, partial(self._on_begun, visit_texts(lost)))

    def _on_begun(self, texts: Mapping[str, str], visit: Visit) -> None:
        self.begun_again.emit(visit, texts)


_BASE = "before"
"""Under this name a draft keeps what the record said before anything was typed."""


def _filled(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


def _nothing(_result: object) -> None:
    """The draft is not needed any more."""
