"""Keeps the program on the table as a template of the clinic's own."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from clinic_app.domain.shelf import OwnEntry
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context
from clinic_ui.pages.name_form import NameForm
from clinic_ui.widgets.buttons import icon_button


class SaveTemplate(QObject):
    """A button, and the form that it opens."""

    def __init__(self, context: Context, model: ProgramModel, owner: QWidget) -> None:
        super().__init__(owner)
        self._context, self._model, self._owner = context, model, owner
        name = context.words.gettext("Save as a template")
        self.button = icon_button(context.actions.icons, "templates", name)
        self.form: NameForm | None = None
        context.seat.hold(self.button)
        self.button.clicked.connect(self._on_clicked)
        model.content_changed.connect(self._on_content_changed)
        self._on_content_changed()

    def _on_content_changed(self) -> None:
        self.button.setEnabled(bool(self._model.content.items))

    def _on_clicked(self) -> None:
        text, content = self._context.words.gettext, self._model.content
        title = text("Save as a template")
        program, phase = self._model.program, text("Phase, if it has one")
        about = f"template:{program.program.id}" if program else "template:"
        self.form = NameForm(self._context, title, content.title, phase, self._owner, about=about)
        self.form.second.setText(content.phase.name if content.phase else "")
        self.form.named.connect(self._on_named)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    def _on_named(self, title: str, phase: str) -> None:
        assert self.form is not None
        job = partial(self._context.services.templates.save_as, self._model.content, title, phase)
        self._context.worker.run(job, self._on_stored, self.form.refuse)

    def _on_stored(self, entry: OwnEntry) -> None:
        text = self._context.words.gettext
        if self.form is not None:
            self.form.accept()
        said = text("Kept as a template of your own")
        self._context.toasts.say(said, text("Undo"), partial(self._take_back, entry.slug))

    def _take_back(self, slug: str) -> None:
        archive = partial(self._context.services.templates.archive, slug)
        self._context.worker.run(archive, _nothing)


def _nothing(_result: object) -> None:
    """Nothing to show when it was taken back."""
