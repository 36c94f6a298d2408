"""The program's past and its rivals: revise, look at versions, take one up again, settle a conflict."""

from dataclasses import replace
from functools import partial
from uuid import UUID, uuid4

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from clinic_app.domain.program import ProgramContent, ProgramVersion
from clinic_app.services.programs import OpenProgram, thawed
from clinic_ui.builder.program_list import ProgramList
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.context import Context
from clinic_ui.history.conflict_dialog import ConflictDialog
from clinic_ui.history.gone_dialog import GoneDialog
from clinic_ui.history.history_dialog import HistoryDialog
from clinic_ui.shortcuts import Shortcut
from clinic_ui.widgets.number_field import NumberField
from clinic_ui.work import Latest


class Revising(QObject):
    """Works for one builder page."""

    ready = Signal(object)
    """An OpenProgram to put on the table."""

    program_wanted = Signal(object)
    """The id (UUID) of a program to open."""

    def __init__(self, context: Context, model: ProgramModel, items: ProgramList, page: QWidget) -> None:
        super().__init__(page)
        self._context, self._model, self._items, self._page = context, model, items, page
        self._latest = Latest(context.worker)
        self.history: HistoryDialog | None = None
        self.conflict: ConflictDialog | None = None
        self.gone: GoneDialog | None = None
        self.versions = context.actions.make(page, Shortcut.VERSIONS, self.show_versions, everywhere=True)
        model.opened.connect(self._on_opened)
        model.conflict_met.connect(self._on_conflict)
        model.gone_met.connect(self._on_gone)
        self._on_opened()

    def revise(self) -> None:
        """A draft that starts from the version on the table; in a draft, on to its numbers."""
        program = self._model.program
        if program is None:
            return
        if not self._model.is_read_only:
            self._focus_first_number()
        else:
            self.revise_program(program.program.id)

    def revise_program(self, program_id: UUID) -> None:
        """Put a program's draft on the table, made from its last version where there is none."""
        self._latest.run(partial(self._context.services.programs.revise, program_id), self.ready.emit)

    def begin(self) -> bool:
        """What follows a version that was handed out begins with its numbers; whether this does."""
        program = self._model.program
        is_revision = program is not None and program.version.is_draft and program.last_number > 0
        return is_revision and self._focus_first_number()

    def _focus_first_number(self) -> bool:
        cards = self._items.in_order()
        field = cards[0].findChild(NumberField) if cards else None
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return field is not None

    def show_versions(self) -> None:
        """List the versions of the program on the table; what is being typed is one of them."""
        saver = self._model.saver
        if saver is not None:
            self._latest.run(saver.save, self._open_history, partial(self._model.not_saved, saver))

    def _open_history(self, version: ProgramVersion) -> None:
        self.history = HistoryDialog(self._context, version.program_id, self._page)
        self.history.program_wanted.connect(self._on_program_wanted)
        self.history.version_wanted.connect(self.take_up)
        self.history.finished.connect(self.history.deleteLater)
        self.history.open()

    def take_up(self, version: ProgramVersion) -> None:
        """Make an old version the draft again; what the draft said before comes back with Undo."""
        program = self._model.program
        if program is not None and program.program.id == version.program_id and not self._model.is_read_only:
            self._put(version)
        else:
            revise = partial(self._context.services.programs.revise, version.program_id)
            self._latest.run(revise, partial(self._on_revised, version))

    def _on_revised(self, version: ProgramVersion, opened: OpenProgram) -> None:
        self.ready.emit(opened)
        self._put(version)

    def _put(self, version: ProgramVersion) -> None:
        text = self._context.words.gettext
        content = replace(
            thawed(version.content, version.number), review_date=self._model.content.review_date
        )
        self._model.change(content, text("Use version as draft"))
        said = text("The draft now says what version {number} said").format(number=version.number)
        self._context.toasts.say(said, text("Undo"), self._model.while_on_table(self._model.undo))

    def _on_opened(self) -> None:
        self._latest.cancel()  # what was asked for before was another program's
        self.versions.setEnabled(self._model.program is not None)

    def _on_program_wanted(self, program_id: object) -> None:
        program = self._model.program
        if program is None or program.program.id != program_id or self._model.is_read_only:
            self.program_wanted.emit(program_id)

    def _on_conflict(self) -> None:
        """Another window was first: show both, and let the person choose."""
        program = self._model.program
        if program is not None and self.conflict is None:
            find = partial(self._context.services.programs.open, program.program.id)
            self._latest.run(find, self._ask)

    def _on_gone(self) -> None:
        """Erased meanwhile: what stands here is copied, or kept as a program of nobody's."""
        if self.gone is None:
            self.gone = GoneDialog(self._context, self._model.content, self._page)
            self.gone.new_wanted.connect(self._keep_as_new)
            self.gone.finished.connect(self._on_gone_settled)
            self.gone.open()

    def _keep_as_new(self) -> None:
        content = self._model.content
        fresh = replace(content, items=tuple(replace(item, id=uuid4()) for item in content.items))
        self._latest.run(partial(self._context.services.programs.start, fresh), self._on_kept)

    def _on_gone_settled(self) -> None:
        if self.gone is not None:
            self.gone.deleteLater()
        self.gone = None

    def _ask(self, theirs: OpenProgram) -> None:
        mine = self._model.content
        self.conflict = ConflictDialog(self._context, mine, theirs, self._page)
        self.conflict.mine_kept.connect(partial(self._keep, theirs))
        self.conflict.theirs_taken.connect(partial(self._take, theirs))
        self.conflict.finished.connect(self._on_settled)
        self.conflict.open()

    def _keep(self, theirs: OpenProgram, mine: ProgramContent | None = None) -> None:
        """Store what stands here as a draft of its own, and go on with it."""
        content = mine or self._model.content
        keep = partial(self._context.services.history.kept_as_draft, theirs, content)
        self._latest.run(keep, self._on_kept)

    def _on_kept(self, kept: OpenProgram) -> None:
        self._model.let_go()
        self.ready.emit(kept)
        self._context.toasts.say(self._context.words.gettext("Yours is a draft of its own now"))

    def _take(self, theirs: OpenProgram) -> None:
        """Show what the other window stored; what stood here comes back with Undo."""
        text, mine = self._context.words.gettext, self._model.content
        self._model.let_go()
        self.ready.emit(theirs)
        undo = partial(self._keep, theirs, mine)
        self._context.toasts.say(text("You see what the other window stored"), text("Undo"), undo)

    def _on_settled(self) -> None:
        if self.conflict is not None:
            self.conflict.deleteLater()
        self.conflict = None
