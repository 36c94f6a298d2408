"""The form for an exercise of the clinic's own: written new, copied, or laid over a shipped text."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QStyle, QVBoxLayout, QWidget

from clinic_app.domain.dosage import HoldDosage, Schedule
from clinic_app.domain.errors import ConflictError, GoneError, KnownError
from clinic_app.domain.exercise import Exercise, ExerciseKind, Position
from clinic_app.domain.own_library import OWN_PREFIX, own_slug
from clinic_app.services.own_preview import OwnPreview
from clinic_ui.both_versions import BothVersions
from clinic_ui.context import Context
from clinic_ui.drafts import DraftKeeper
from clinic_ui.pages.exercise_inputs import ExerciseInputs
from clinic_ui.pages.exercise_texts import Understood, texts_of, understood
from clinic_ui.printed_pages import OpenPages
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label, Pane
from clinic_ui.widgets.scrolled import scrolled
from clinic_ui.work import Latest

_WIDTH, _HEIGHT = 1200, 800
_PREVIEW = 420
_PREVIEW_PAUSE_MS = 350
_BAR = QStyle.PixelMetric.PM_ScrollBarExtent
_BETWEEN, _AROUND = 16, 24
_MARGIN = 12
_BASE = "before"
"""Under this name a draft keeps what the form showed before anything was typed."""


def blank_exercise() -> Exercise:
    """What a new exercise starts from."""
    return Exercise(
        slug="",
        names={"en": ""},
        kind=ExerciseKind.STATIC_STRETCH,
        region="lower_leg",
        position=Position.STANDING,
        unilateral=True,
        dosage=HoldDosage(),
        schedule=Schedule(),
    )


class ExerciseEditor(QDialog):
    """Open it with ``open()``; what is typed is kept within a second, and the sheet is drawn beside it."""

    exercise_stored = Signal(object)
    """The exercise as the library has it now."""

    def __init__(
        self, context: Context, exercise: Exercise, draft_key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._exercise = context, exercise
        text = context.words.gettext
        is_new = exercise.slug not in context.library.exercises
        self.setWindowTitle(text("New exercise") if is_new else text("Edit exercise"))
        self.inputs = ExerciseInputs(context, exercise.slug)
        self.both = BothVersions(context, self.inputs)
        self.store_button = text_button(text("Save exercise"), Kind.PRIMARY)
        context.seat.hold(self.store_button)
        self.cancel_button = text_button(text("Discard changes"), Kind.OUTLINE)
        self.note = Label("", context.theme, Type.SMALL, Tone.TEXT_2, wraps=True)
        self.store_button.setDefault(True)
        self.page = QLabel()
        hint = text("The sheet appears here once there is a name and a step.")
        self.hint = Label(hint, context.theme, Type.BODY, Tone.TEXT_2, wraps=True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._is_changed = False
        self._latest = Latest(context.worker)
        self._lay_out()
        self._show_stored()
        self.draft = DraftKeeper(context.services.drafts, context.worker, draft_key, self._kept, self)
        self.draft.find(self._on_draft_found)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PREVIEW_PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        self.inputs.connect_changes(self._on_changed)
        self.store_button.clicked.connect(self._on_store)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.inputs.field("name_en").setFocus()
        self._draw()

    def reject(self) -> None:
        """Escape, or the window was closed: what was typed waits for the form to be opened; overrides Qt."""
        self.draft.flush()
        if self._is_changed:
            said = self._context.words.gettext("What you typed is kept. Open the form again to go on.")
            self._context.toasts.say(said)
        super().reject()

    def done(self, result: int) -> None:
        """The form is closed: nothing more is drawn for it; overrides Qt."""
        self._pause.stop()
        self._latest.cancel()
        super().done(result)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The page is as wide as its place; overrides Qt."""
        if self.isVisible() and event.type() is QEvent.Type.Resize:
            self._pause.start()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is no room for both the fields are shown whole, and no preview; overrides Qt."""
        super().resizeEvent(event)
        fields = self.inputs.widget.minimumSizeHint().width() + self.style().pixelMetric(_BAR)
        beside = self._sheet.minimumWidth() + _BETWEEN + 2 * _AROUND
        self._sheet.setVisible(fields + beside <= self.width())

    def _lay_out(self) -> None:
        theme, text = self._context.theme, self._context.words.gettext
        fields = scrolled(self.inputs.widget)
        self._sheet = self._sheet_area()
        row = QHBoxLayout()
        row.setSpacing(_BETWEEN)
        row.addWidget(fields, 3)
        row.addWidget(self._sheet, 2)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.store_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(_AROUND, 20, _AROUND, 20)
        column.setSpacing(16)
        column.addWidget(Label(self.windowTitle(), theme, Type.TITLE))
        column.addWidget(self.both)
        column.addLayout(row, 1)
        column.addLayout(foot)
        self.page.setAccessibleName(text("Preview of the sheet"))
        room = self.screen().availableGeometry()
        self.resize(min(theme.px(_WIDTH), room.width() - 40), min(theme.px(_HEIGHT), room.height() - 40))

    def _sheet_area(self) -> QScrollArea:
        inside = Pane("desk")
        column = QVBoxLayout(inside)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.addWidget(self.hint)
        column.addWidget(self.page, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        area = QScrollArea()
        area.setProperty("kind", "sheet")
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # the page keeps its width
        area.setMinimumWidth(self._context.theme.px(_PREVIEW) * 3 // 4)
        area.setWidget(inside)
        area.viewport().installEventFilter(self)
        return area

    def _show_stored(self) -> None:
        self.inputs.show(texts_of(self._exercise, self._context.library, self._context.words))
        self._base = self.inputs.typed()

    def _kept(self) -> dict[str, str]:
        """What is typed, and what it was typed over."""
        return self.inputs.typed() | {_BASE: json.dumps(self._base)}

    def _on_draft_found(self, texts: Mapping[str, str]) -> None:
        self._is_changed = True
        self.inputs.show(texts)
        base = json.loads(texts.get(_BASE) or "{}")
        if base and base != self._base:
            self.both.ask(base, self._base)
        self.note.setText(
            self._context.words.gettext("This is what you were typing when the form was last left.")
        )
        self._draw()

    def _on_changed(self, *_arguments: object) -> None:
        self._is_changed = True
        self.draft.note_change()
        self._pause.start()

    def _on_cancel(self) -> None:
        self.draft.drop()
        self._is_changed = False
        super().reject()

    def _understood(self) -> Understood:
        context = self._context
        return understood(self.inputs.typed(), self._exercise, context.library, context.words)

    def _read(self) -> Understood:
        """The exercise, or what is wrong with it is said at its fields."""
        found = self._understood()
        words = self._context.words
        self.inputs.refuse({name: words.problem(fault) for name, fault in found.faults.items()})
        if found.faults:
            self.inputs.focus(next(iter(found.faults)))
        return found

    def _on_store(self) -> None:
        found = self._read()
        exercise = found.exercise
        if exercise is None:
            count = len(found.faults)
            said = self._context.words.ngettext(
                "{count} field needs another look.", "{count} fields need another look.", count
            )
            self.note.setText(said.format(count=count))
            self.note.set_tone(Tone.BAD)
            return
        self.note.setText("")
        self.store_button.setEnabled(False)
        stored, refused = self._on_stored, self._on_refused
        self._context.own.save(self._with_slug(exercise), stored, refused, before=self._exercise)

    def _with_slug(self, exercise: Exercise) -> Exercise:
        if exercise.slug:
            return exercise
        library = self._context.library
        taken = {*library.exercises, *library.retired}
        return replace(exercise, slug=own_slug(next(iter(exercise.names.values())), taken))

    def _on_stored(self, exercise: Exercise, undo: Callable[[], None]) -> None:
        text = self._context.words.gettext
        self.draft.drop()
        self._is_changed = False
        self._context.toasts.say(text("Exercise saved"), text("Undo"), undo)
        self.exercise_stored.emit(exercise)
        self.accept()

    def _on_refused(self, error: Exception) -> None:
        self.store_button.setEnabled(True)
        if isinstance(error, ConflictError):
            self._context.own.look_again(self._exercise.slug, self._on_theirs)
            return
        if isinstance(error, GoneError):
            self.both.say_gone(self._store_again)
            return
        self.note.set_tone(Tone.BAD)
        self.note.setText(self._context.problems.sentence(error))
        if not isinstance(error, KnownError):
            self._context.problems.tell(error)

    def _store_again(self) -> None:
        """Taken out meanwhile: what stands here becomes another exercise."""
        slug, typed = self._exercise.slug, self.inputs.typed()
        if not slug.startswith(OWN_PREFIX) and not typed["figure_slug"]:
            self.inputs.show(typed | {"figure_slug": slug})
        self._exercise = replace(self._exercise, slug="")
        self._on_store()

    def _on_theirs(self, theirs: Exercise) -> None:
        """Somebody else was first: both versions, and the next save goes over theirs."""
        texts = self._base | texts_of(theirs, self._context.library, self._context.words)
        self.both.ask(self._base, texts)
        self._exercise, self._base = theirs, texts
        self.draft.note_change()
        self._draw()

    def _draw(self) -> None:
        """The sheet as it stands; while something is missing the last one stays."""
        found = self._understood().exercise
        if found is None:
            return
        services, ratio = self._context.services, self.devicePixelRatioF()
        preview = OwnPreview(
            services.in_use.shipped, services.pictures, services.record.archive, services.catalogue
        )
        width = round((self._sheet.viewport().width() - 2 * _MARGIN) * ratio)
        exercise, language = self._with_slug(found), self.inputs.patient.language
        job = partial(first_page, preview, self._context.open_pages, exercise, language, max(width, 200))
        self._latest.run(job, self._on_drawn, self._on_failed)

    def _on_drawn(self, image: QImage) -> None:
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self.page.setPixmap(QPixmap.fromImage(image))
        self.hint.hide()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            self._context.problems.tell(error)
        self.page.clear()


def first_page(
    preview: OwnPreview, open_pages: OpenPages, exercise: Exercise, language: str, width: int
) -> QImage:
    """The sheet's first page, ``width`` pixels wide; for a worker."""
    pages = open_pages(preview.print(exercise, language))
    try:
        return pages.image(0, width)
    finally:
        pages.close()
