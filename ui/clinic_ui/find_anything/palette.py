"""The line that finds anything: typed, marked with the arrows, done with Enter."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from clinic_app.domain.library import Template
from clinic_ui.context import Context
from clinic_ui.find_anything.entry import Entry, Section, best_first
from clinic_ui.find_anything.rows import EntryModel, EntryRows
from clinic_ui.find_anything.sources import People, Sources
from clinic_ui.find_anything.ways import Ways
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.grounded import Grounded, GroundedList
from clinic_ui.widgets.key_caps import key_cap
from clinic_ui.widgets.labels import Label, hairline
from clinic_ui.widgets.overlay import Overlay
from clinic_ui.work import Latest

_WIDTH, _TOP = 680, 104
_HEAD, _FOOT = 64, 44
_COMMANDS_ONLY = ">"
_PATIENCE_S = 0.006
"""So long a key waits for the record, to show once what else is shown twice."""


class FindAnything(Overlay):
    """Made once a window; every opening starts with an empty line."""

    record_answered = Signal(bool)
    """What is shown has what the record knows of what is typed; whether that changed what is shown."""

    def __init__(self, context: Context, window: QWidget, ways: Ways) -> None:
        text = context.words.gettext
        super().__init__(context.theme, window, text("Find anything"), width=_WIDTH, top=_TOP)
        self._context, self._ways = context, ways
        self._sources = Sources(context, ways)
        self._asking, self._reading = Latest(context.worker), Latest(context.worker)
        self._people = People()
        self._was_stepped = False
        self._height = 0
        self._known: Sequence[Entry] = ()
        self._is_waiting = False
        self.line = _Line(context.theme.colour(Tone.STAGE))
        self.model = EntryModel(context, self)
        self.rows = EntryRows(context, self)
        self.view = self._list_view()
        self._lay_out()
        self.line.textChanged.connect(self._on_typed)
        self.line.stepped.connect(self._on_stepped)
        self.line.entered.connect(self._on_entered)
        self.view.clicked.connect(self._on_clicked)
        context.thumbnails.thumbnail_ready.connect(self._repaint)

    def get_ready(self) -> None:
        """Give its parts their looks while nobody waits: the first opening takes no longer than others."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()
        self._sources.look_around()
        self.model.show(self._sources.at_rest(self._context.settings.last_found))
        self.place()
        self.model.show(())

    def open(self) -> None:
        """An empty line that has the keyboard; overrides Overlay."""
        if not self.isHidden():
            self.give_way()
            return
        self.line.blockSignals(True)
        self.line.clear()
        self.line.blockSignals(False)
        self._people = People()
        self._height = 0
        self._sources.look_around()
        for part in self._stays:
            part.setVisible(self._ways.can_add())
        self._on_typed("")
        super().open()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self._reading.run(self._sources.own_templates, self._on_templates)

    def give_way(self) -> None:
        """Nothing found stays in memory; overrides Overlay."""
        self._asking.cancel()
        self._reading.cancel()
        self._people = People()
        self.model.show(())
        super().give_way()

    @property
    def marked(self) -> Entry | None:
        """What Enter would do."""
        return self.model.entry(self.view.currentIndex().row())

    def entries(self) -> list[Entry]:
        """What is offered, in its order."""
        return [row for row in self.model.rows if isinstance(row, Entry)]

    def panel_height(self, width: int) -> int:  # noqa: ARG002 - the same at every width
        """As high as the most rows since it was opened, so that it stands still; overrides Overlay."""
        rows = sum(self.rows.height(row) for row in self.model.rows) + 20
        self._height = max(
            self._height, rows + self._context.theme.px(_HEAD) + self._context.theme.px(_FOOT) + 4
        )
        return self._height

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+K closes too; overrides Overlay."""
        is_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_K and is_ctrl:
            event.accept()
            self.give_way()
            return
        super().keyPressEvent(event)

    def _list_view(self) -> QListView:
        view = GroundedList(self._context.theme.colour(Tone.STAGE))
        view.setModel(self.model)
        view.setItemDelegate(self.rows)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setAccessibleName(self._context.words.gettext("Found"))
        return view

    def _lay_out(self) -> None:
        theme, text = self._context.theme, self._context.words.gettext
        placeholder = text("Find an exercise, a patient, a note, a template, a page, or what to do")
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(placeholder)
        self.line.setProperty("kind", "bare")
        self.line.setFont(theme.font(Type.HEAD))
        self.line.addAction(
            self._context.actions.icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition
        )
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 20, 0)
        head.addWidget(self.line, 1)
        head.addWidget(key_cap(text("Esc"), theme), 0, Qt.AlignmentFlag.AlignVCenter)
        top = QWidget()
        top.setFixedHeight(theme.px(_HEAD))
        top.setLayout(head)
        found = QVBoxLayout()
        found.setContentsMargins(8, 8, 8, 8)
        found.addWidget(self.view)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(hairline())
        column.addLayout(found, 1)
        column.addWidget(hairline())
        column.addWidget(self._foot())

    def _foot(self) -> QWidget:
        theme, text = self._context.theme, self._context.words.gettext
        foot = QWidget()
        foot.setFixedHeight(theme.px(_FOOT))
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        self._stays = [key_cap(text("Ctrl"), theme), key_cap(text("Enter"), theme)]
        self._stays.append(Label(text("Add, stay here"), theme, Type.SMALL, Tone.TEXT_2))
        parts = [
            [key_cap("↑", theme), key_cap("↓", theme), Label(text("Move"), theme, Type.SMALL, Tone.TEXT_2)],
            [key_cap(text("Enter"), theme), Label(text("Choose"), theme, Type.SMALL, Tone.TEXT_2)],
            self._stays,
            [
                key_cap(_COMMANDS_ONLY, theme),
                Label(text("Commands only"), theme, Type.SMALL, Tone.TEXT_2),
            ],
        ]
        for group in parts:
            for part in group:
                row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addSpacing(12)
        row.addStretch(1)
        return foot

    def _on_typed(self, typed: str) -> None:
        """What needs no record is shown at once, with what the record knows unless that takes its time."""
        typed = typed.strip()
        self._context.thumbnails.hold()
        if typed.startswith(_COMMANDS_ONLY):
            self._asking.cancel()
            self._known = self._sources.commands(typed[1:])
            self._show(typed)
            return
        job = partial(self._sources.people, typed, self._ways.patient_in_view())
        self._asking.run(job, partial(self._on_people, typed))
        self._known = self._sources.found(typed)
        self._is_waiting = True
        has_answered = self._asking.wait(_PATIENCE_S)
        self._is_waiting = False
        self._show(typed)
        if has_answered:
            self.record_answered.emit(True)

    def _on_people(self, typed: str, people: People) -> None:
        before, self._people = self._people, people
        if self._is_waiting:
            return  # shown in a moment
        if not (_says_anything(before) or _says_anything(people)):
            self.record_answered.emit(False)
            return  # what is shown does not change
        if typed == self.line.text().strip() and not self.isHidden():
            self._show(typed, keeps=True)
            self.record_answered.emit(True)

    def _on_templates(self, templates: Sequence[Template]) -> None:
        self._sources.know_templates(templates)
        typed = self.line.text().strip()
        if not (self.isHidden() or typed.startswith(_COMMANDS_ONLY)):
            self._known = self._sources.found(typed)
            self._show(typed, keeps=True)

    def _show(self, typed: str, *, keeps: bool = False) -> None:
        """Show what fits; ``keeps``: the marked row stays marked, if a person chose it."""
        before = self.marked.title if keeps and self.marked and self._was_stepped else ""
        self.model.show(self._entries(typed))
        titles = [row.title if isinstance(row, Entry) else "" for row in self.model.rows]
        first = next((at for at, title in enumerate(titles) if title), -1)
        self._mark(titles.index(before) if before in titles[first:] and before else first)
        self._was_stepped = bool(before)
        if not self.isHidden():
            self.place()

    def _entries(self, typed: str) -> list[Entry]:
        return self._found(typed) or [self._nothing(typed)]

    def _nothing(self, typed: str) -> Entry:
        """A row like others: the list keeps its place, and Enter leads on."""
        text = self._context.words.gettext
        said = text("Nothing found for “{query}”. Try fewer letters.")
        return Entry(
            section=Section.NOTHING,
            title=text("Clear the line"),
            detail=said.format(query=typed),
            icon="search",
            run=self._on_clear,
            is_here=True,
        )

    def _found(self, typed: str) -> list[Entry]:
        recent = self._context.settings.last_found
        if typed.startswith(_COMMANDS_ONLY):
            return best_first(self._known, recent)
        people = self._sources.patients(self._people, typed)
        written = self._sources.written(self._people, typed)
        if not typed:
            return [*self._sources.at_rest(recent), *people]
        return best_first([*self._known, *people, *written], recent)

    def _mark(self, row: int) -> None:
        index = self.model.index(row)
        self.view.setCurrentIndex(index)
        if row <= 1:
            self.view.scrollToTop()
        else:
            self.view.scrollTo(index)
        entry = self.model.entry(row)
        parts = (entry.title, entry.detail, entry.hint) if entry else ()
        self.line.setAccessibleDescription(". ".join(part for part in parts if part))

    def _on_stepped(self, by: int) -> None:
        """To the next entry, past headings, around the end."""
        places = [at for at, row in enumerate(self.model.rows) if isinstance(row, Entry)]
        if places:
            now = self.view.currentIndex().row()
            at = places.index(now) if now in places else -1
            self._was_stepped = True
            self._mark(places[(at + by) % len(places)])

    def _on_entered(self, stays: bool) -> None:
        entry = self.marked
        if entry is None:
            return
        if stays and entry.stays is not None:
            self._note(entry)
            entry.stays()
            self.raise_()
            self.line.setFocus(Qt.FocusReason.PopupFocusReason)
            self.line.selectAll()
            return
        self._do(entry)

    def _on_clicked(self, index: QModelIndex) -> None:
        entry = self.model.entry(index.row())
        if entry is not None:
            self._do(entry)

    def _do(self, entry: Entry) -> None:
        self._note(entry)
        if not entry.is_here:
            self.give_way()
        entry.run()

    def _note(self, entry: Entry) -> None:
        if entry.key:
            self._context.settings.note_found(entry.key)

    def _on_clear(self) -> None:
        self.line.clear()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _repaint(self) -> None:
        if not self.isHidden():
            self.view.viewport().update()


def _says_anything(people: People) -> bool:
    return bool(people.found or people.in_view or people.notes)


class _Line(Grounded, QLineEdit):
    """↑ and ↓ mark, Enter does."""

    stepped = Signal(int)
    entered = Signal(bool)
    """Whether Ctrl was held: the line stays."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """The keys of the line; Escape is the panel's; overrides Qt."""
        match event.key():
            case Qt.Key.Key_Up:
                self.stepped.emit(-1)
            case Qt.Key.Key_Down:
                self.stepped.emit(1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            case Qt.Key.Key_Escape:
                event.ignore()
            case Qt.Key.Key_K if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()  # Qt's field would cut to the end of the line
            case _:
                super().keyPressEvent(event)
