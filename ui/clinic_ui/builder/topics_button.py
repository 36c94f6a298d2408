"""Chooses the education pages that are printed with a program, those for its problems first."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from clinic_app.domain.library import EducationTopic, Library
from clinic_app.domain.program import ProgramContent
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context


class TopicsButton(QPushButton):
    """Says how many pages there are; its menu adds and takes away."""

    def __init__(self, context: Context, model: ProgramModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._model = context, model
        self.setProperty("kind", "chip")
        self.setToolTip(context.words.gettext("Pages that explain, printed with the exercises"))
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        model.content_changed.connect(self._on_content_changed)
        self._on_content_changed()

    def _fill(self) -> None:
        """The topics as they fit the program now."""
        self._menu.clear()
        content, language = self._model.content, self._context.words.language
        near, others = fitting_topics(content, self._context.library)
        for topic in near:
            self._add(topic, content, language)
        if near and others:
            self._menu.addSeparator()
        for topic in others:
            self._add(topic, content, language)

    def _add(self, topic: EducationTopic, content: ProgramContent, language: str) -> None:
        action = self._menu.addAction(topic.titles.get(language) or topic.titles["en"])
        action.setCheckable(True)
        action.setChecked(topic.id in content.education)
        action.toggled.connect(partial(self._on_toggled, topic.id))

    def _on_toggled(self, topic_id: str, is_on: bool) -> None:
        known = self._model.content.education
        chosen = (*known, topic_id) if is_on else tuple(each for each in known if each != topic_id)
        name = self._context.words.gettext("Change pages")
        self._model.change(replace(self._model.content, education=chosen), name)

    def _on_content_changed(self) -> None:
        count, words = len(self._model.content.education), self._context.words
        shown = words.ngettext("{count} page", "{count} pages", count).format(count=count)
        self.setText(shown if count else words.gettext("Add a page"))
        self.setEnabled(not self._model.is_read_only)


def fitting_topics(
    content: ProgramContent, library: Library
) -> tuple[Sequence[EducationTopic], Sequence[EducationTopic]]:
    """The topics for what the program's exercises are for, the nearest first; and the others."""
    conditions = [
        condition
        for item in content.items
        if item.exercise_slug in library.known_exercises
        for condition in library.known_exercises[item.exercise_slug].conditions
    ]
    shared = {topic.id: sum(map(conditions.count, topic.conditions)) for topic in library.education.values()}
    near = [topic for topic in library.education.values() if shared[topic.id]]
    near.sort(key=lambda topic: -shared[topic.id])
    return near, [topic for topic in library.education.values() if not shared[topic.id]]
