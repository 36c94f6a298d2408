"""Pain now, at its best and at its worst: three rows of keys, and a sentence when they cannot be."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from clinic_app.domain.errors import InputError
from clinic_app.domain.visit import Visit, check_pain
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.visit.pain_scale import PainScale
from clinic_ui.widgets.labels import Label


class PainBox(QWidget):
    """The three numbers of a visit."""

    pain_changed = Signal(object, str)
    """The visit with another number, and which of the three it was: a person said so."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._visit: Visit | None = None
        self._before: Visit | None = None
        text, theme = context.words.gettext, context.theme
        names = {"pain_now": text("Now"), "pain_best": text("At best"), "pain_worst": text("At worst")}
        self.scales: Mapping[str, PainScale] = {
            field: PainScale(text("Pain: {which}").format(which=name)) for field, name in names.items()
        }
        context.seat.hold(*self.scales.values())
        self.problem = Label("", theme, Type.CAPTION, Tone.BAD, wraps=True)
        self.before = Label("", theme, Type.CAPTION, Tone.TEXT_3, wraps=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (field, scale) in enumerate(self.scales.items()):
            grid.addWidget(Label(names[field], theme, Type.SMALL), row, 0)
            grid.addWidget(scale, row, 1)
            scale.pain_changed.connect(partial(self._take, field))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(grid)
        column.addWidget(self.problem)
        column.addWidget(self.before)

    def show_visit(self, visit: Visit, before: Visit | None) -> None:
        """Show a visit’s numbers, and those of the visit before in words."""
        shown, self._visit = self._visit, visit
        if shown is not None and before is self._before and _pains(shown) == _pains(visit):
            return
        self._before = before
        for field, scale in self.scales.items():
            scale.show_pain(getattr(visit, field))
            scale.setEnabled(not visit.is_signed and self._context.seat.may_change)
        try:
            check_pain(visit.pain_now, visit.pain_best, visit.pain_worst)
        except InputError as error:
            self.problem.setText(self._context.problems.sentence(error))
        else:
            self.problem.setText("")
        self.problem.setVisible(bool(self.problem.text()))
        said = self._last(before)
        self.before.setText(said)
        self.before.setVisible(bool(said))

    def clear(self) -> None:
        """No visit is shown."""
        self._visit = None
        for scale in self.scales.values():
            scale.show_pain(None)

    def _take(self, field: str, pain: object) -> None:
        if self._visit is not None:
            self.pain_changed.emit(replace(self._visit, **{field: pain}), field)  # type: ignore[arg-type]

    def _last(self, before: Visit | None) -> str:
        pains = (before.pain_now, before.pain_best, before.pain_worst) if before else ()
        if all(each is None for each in pains):
            return ""
        said = self._context.words.gettext("Last time: now {now}, at best {best}, at worst {worst}.")
        now, best, worst = ("–" if each is None else str(each) for each in pains)
        return said.format(now=now, best=best, worst=worst)


def _pains(visit: Visit) -> tuple[object, ...]:
    """What the box shows of a visit."""
    return visit.id, visit.pain_now, visit.pain_best, visit.pain_worst, visit.is_signed
