"""The builder's right side: how the sheet looks, and the sheet itself."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_ui.builder.language_box import LanguageChoice
from clinic_ui.builder.person_box import PersonBox
from clinic_ui.builder.preview import Preview
from clinic_ui.builder.program_model import ProgramModel
from clinic_ui.builder.sheet_button import SheetButton
from clinic_ui.builder.topics_button import TopicsButton
from clinic_ui.context import Context
from clinic_ui.page_viewer import PageViewer
from clinic_ui.sheet_bar import SheetBar
from clinic_ui.theme import Type
from clinic_ui.widgets.flow import FlowLayout
from clinic_ui.widgets.labels import Label, Pane


class SheetPane(Pane):
    """Figures, pages that explain, how it is printed; below them the preview with its bar."""

    def __init__(self, context: Context, model: ProgramModel, parent: QWidget | None = None) -> None:
        super().__init__("desk", parent)
        self._context, self._model = context, model
        text = context.words.gettext
        self.person = PersonBox(context, model)
        self.language = LanguageChoice(context, model)
        self.topics = TopicsButton(context, model)
        self.printed_as = SheetButton(context, model)
        self.preview = Preview(context, model)
        self.bar = SheetBar(context, self.preview)
        self.viewer: PageViewer | None = None
        self._wanted: int | None = None
        self._figures = Label(text("Figures"), context.theme, Type.SMALL_MEDIUM)
        choices = FlowLayout(8)
        choices.setContentsMargins(16, 8, 16, 0)
        for part in (self._figures, self.person, self.topics, self.printed_as, self.language):
            choices.addWidget(part)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(choices)
        self._column.addWidget(self.bar)
        self._column.addWidget(self.preview, 1)
        self.printed_as.usual_changed.connect(self.preview.refresh)
        self.preview.page_wanted.connect(self.show_large)
        self.preview.whole_drawn.connect(self._open_viewer)
        model.opened.connect(self._on_opened)

    def choices(self) -> list[QWidget]:
        """What is chosen here, in order."""
        return [self.person, self.topics, self.printed_as, *self.language.tab_stops()]

    def views(self) -> list[QWidget]:
        """The bar's buttons and the sheet, in order."""
        return [*self.bar.buttons(), self.preview]

    def hold_tools(self, tools: QWidget) -> None:
        """Take ``tools`` to the top."""
        self._column.insertWidget(0, tools)

    def holds(self, tools: QWidget) -> bool:
        """Whether the tools are here."""
        return self._column.indexOf(tools) >= 0

    def set_narrow(self, is_narrow: bool) -> None:
        """What the box of persons says too, in words and in its tooltip, goes first."""
        self._figures.setHidden(is_narrow)
        self.language.set_narrow(is_narrow)

    def show_large(self, page: int) -> None:
        """Show a page (from 0) in a window of its own."""
        self._wanted = page
        if self.preview.whole is not None:
            self._open_viewer()

    def _open_viewer(self) -> None:
        """Open what was asked for, also while only its first page was there."""
        if self._wanted is not None and self.preview.whole is not None:
            self.viewer = PageViewer(self._context, self.preview.whole, self._wanted, self)
            self._wanted = None
            self.viewer.finished.connect(self.viewer.deleteLater)
            self.viewer.open()

    def _on_opened(self) -> None:
        self._wanted = None
