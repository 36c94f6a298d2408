"""The body map as a facet: regions or muscles are chosen on it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.facets import Facet
from clinic_ui.context import Context
from clinic_ui.exercise_finder import ExerciseFinder
from clinic_ui.pages.facet_words import value_name
from clinic_ui.widgets.body_map import BodyMap
from clinic_ui.widgets.segments import Choice, Segments


class BodyChoice(QWidget):
    """The map, and below it what is pointed at: regions, or muscles too where ``with_muscles``."""

    def __init__(
        self,
        context: Context,
        finder: ExerciseFinder,
        *,
        with_muscles: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._finder = context, finder
        self._facet = Facet.REGION
        text = context.words.gettext
        captions = (text("Front"), text("Back"))
        self.map = BodyMap(context.thumbnails, context.theme, text("Body map"), captions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.map, 1)
        if with_muscles:
            choices = [Choice(Facet.REGION, text("Regions")), Choice(Facet.MUSCLE, text("Muscles"))]
            self.segments = Segments(text("Point at"), choices, Facet.REGION)
            self.segments.choice_changed.connect(self._on_facet_chosen)
            column.addWidget(self.segments)
        self.map.area_toggled.connect(self._on_area_toggled)
        finder.choice_changed.connect(self._show_chosen)
        self._offer()

    def _offer(self) -> None:
        """Everything of the library that may be on the map, from head to foot."""
        context = self._context
        values = {
            value
            for exercise in context.library.exercises.values()
            for value in ((exercise.region,) if self._facet is Facet.REGION else exercise.target_muscles)
        }
        named = {value: value_name(self._facet, value, context.library, context.words) for value in values}
        self.map.offer(dict(sorted(named.items(), key=lambda item: item[1])))
        self._show_chosen()

    def _show_chosen(self) -> None:
        self.map.show_chosen(self._finder.chosen.get(self._facet, frozenset()))

    def _on_area_toggled(self, key: str, is_on: bool) -> None:
        self._finder.choose(self._facet, key, is_on)

    def _on_facet_chosen(self, facet: object) -> None:
        if isinstance(facet, Facet):
            self._facet = facet
            self._offer()
