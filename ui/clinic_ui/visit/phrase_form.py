"""The clinic's phrases: added, changed, taken away."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from clinic_app.domain.clinic import Phrase
from clinic_app.domain.errors import ConflictError, GoneError, InputError
from clinic_app.domain.phrases import LONGEST_NAME
from clinic_ui.both_versions import BothVersions
from clinic_ui.context import Context
from clinic_ui.drafts import DraftKeeper
from clinic_ui.field_texts import FieldTexts
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.choice_box import ChoiceBox
from clinic_ui.widgets.fields import FormField, grow, line, paragraph
from clinic_ui.widgets.labels import Label

_WIDTH, _TEXT = 520, 140


class PhraseForm(QDialog):
    """Open it with ``open()``; it says ``phrases_changed`` with all there are."""

    phrases_changed = Signal(object)

    def __init__(self, context: Context, phrases: Sequence[Phrase], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._phrases = context, tuple(phrases)
        self._before: Phrase | None = None
        text, theme = context.words.gettext, context.theme
        self.setWindowTitle(text("Phrases"))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.choice = ChoiceBox(context.actions.icons, {})
        self.choice.setAccessibleName(text("Phrase to change"))
        help_text = text("Type /name and press Tab in a note, and the words are put in.")
        self.name_field = line(longest=LONGEST_NAME + 1, placeholder="hep")
        self.text_field = paragraph(context.words, height=theme.px(_TEXT))
        self.name = FormField(theme, text("Short name"), self.name_field, help_text=help_text)
        self.text = FormField(theme, text("Words put in"), self.text_field)
        self.texts = FieldTexts(
            {
                "name": (text("Short name"), self.name_field),
                "text": (text("Words put in"), self.text_field),
            }
        )
        self.both = BothVersions(context, self.texts)
        self.store_button = text_button(text("Save phrase"), Kind.PRIMARY)
        self.store_button.setDefault(True)
        self.remove_button = text_button(text("Remove"), Kind.DANGER)
        self.undo_button = text_button(text("Undo"), Kind.LINK)
        self.undo_button.setAccessibleName(text("Put the phrase back"))
        self.removed = Label(text("Phrase removed"), theme, Type.SMALL_MEDIUM, Tone.TEXT_2)
        self._gone: Phrase | None = None
        context.seat.hold(self.store_button, self.remove_button)
        self.close_button = text_button(text("Close"), Kind.OUTLINE)
        self._lay_out()
        self._offer("")
        self.draft = DraftKeeper(context.services.drafts, context.worker, "phrase", self.typed, self)
        self.draft.find(self._on_draft_found)
        self.name_field.textEdited.connect(self.draft.note_change)
        self.text_field.textChanged.connect(self.draft.note_change)
        self.choice.activated.connect(self._on_phrase_chosen)
        self.store_button.clicked.connect(self._on_store)
        self.remove_button.clicked.connect(self._on_remove)
        self.undo_button.clicked.connect(self._on_undo)
        self.close_button.clicked.connect(self.reject)

    def typed(self) -> dict[str, str]:
        """What stands in the fields."""
        return {
            "of": str(self.choice.currentData() or ""),
            **self.texts.typed(),
            "before": self._before.text if self._before else "",
        }

    def reject(self) -> None:
        """Escape, or the window was closed: what was typed waits; overrides Qt."""
        self.draft.flush()
        super().reject()

    def _lay_out(self) -> None:
        theme = self._context.theme
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(self.windowTitle(), theme, Type.TITLE, Tone.TEXT))
        head.addStretch(1)
        head.addWidget(self.choice)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.remove_button)
        foot.addWidget(self.removed)
        foot.addWidget(self.undo_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.store_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.both)
        column.addWidget(self.name)
        column.addWidget(self.text)
        column.addLayout(foot)

    def _offer(self, name: str) -> None:
        """A new phrase, or any there is; ``name`` is shown."""
        self.choice.clear()
        self.choice.addItem(self._context.words.gettext("New phrase"), "")
        for each in self._phrases:
            self.choice.addItem(f"/{each.name}", each.name)
        self.choice.choose(name)
        self._show(name)

    def _on_phrase_chosen(self, _at: int) -> None:
        self._show(str(self.choice.currentData()))

    def _called(self, name: str) -> Phrase | None:
        return next((each for each in self._phrases if each.name == name), None)

    def _show(self, name: str) -> None:
        self._before = self._called(name)
        self.both.settle()
        phrase = self._before or Phrase(name="", text="")
        self.name_field.setText(phrase.name)
        self.text_field.setPlainText(phrase.text)
        self.remove_button.setVisible(bool(name))
        self._offer_back(None)
        self._refuse("")
        self.name_field.setFocus()

    def _refuse(self, sentence: str) -> None:
        self.name.refuse(sentence)

    def _on_draft_found(self, typed: dict[str, str]) -> None:
        """A phrase that is gone meanwhile begins as a new one."""
        of = typed.get("of", "")
        self._before = self._called(of)
        self.choice.choose(of if self._before else "")
        self.remove_button.setVisible(self._before is not None)
        self.texts.show(typed)
        if self._before is not None and typed.get("before", "") != self._before.text:
            self.both.ask({"name": of, "text": typed.get("before", "")}, _texts_of(self._before))

    def _on_store(self) -> None:
        phrase = Phrase(name=self.name_field.text(), text=self.text_field.toPlainText())
        store = self._context.services.visits.store_phrase
        before = str(self.choice.currentData() or "")
        job = partial(store, phrase, before, self._before)
        self._context.worker.run(job, self._on_changed, self._on_refused)

    def _on_remove(self) -> None:
        name = str(self.choice.currentData() or "")
        gone = next((each for each in self._phrases if each.name == name), None)
        if gone is None:
            return
        remove = partial(self._context.services.visits.remove_phrase, name)
        self._context.worker.run(remove, partial(self._on_removed, gone))

    def _on_removed(self, gone: Phrase, phrases: Sequence[Phrase]) -> None:
        """The way back stands here: a message of the window below cannot be pressed."""
        self._on_changed(phrases)
        self._offer_back(gone)

    def _offer_back(self, gone: Phrase | None) -> None:
        self._gone = gone
        self.removed.setVisible(gone is not None)
        self.undo_button.setVisible(gone is not None)

    def _on_undo(self) -> None:
        if self._gone is not None:
            store = self._context.services.visits.store_phrase
            self._context.worker.run(partial(store, self._gone), self._on_changed, self._on_refused)

    def _on_changed(self, phrases: Sequence[Phrase]) -> None:
        self._phrases = tuple(phrases)
        self.draft.drop()
        self.phrases_changed.emit(self._phrases)
        self._offer("")

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, ConflictError):
            self._context.worker.run(self._context.services.visits.phrases, self._on_theirs)
        elif isinstance(error, GoneError):
            self.both.say_gone(self._store_as_new)
            grow(self)
        elif isinstance(error, InputError):
            self._refuse(self._context.problems.sentence(error))
            self.name_field.setFocus()
        else:
            self._context.problems.tell(error)

    def _on_theirs(self, phrases: Sequence[Phrase]) -> None:
        """Somebody else was first: both versions, and the next save goes over theirs."""
        before, self._phrases = self._before, tuple(phrases)
        assert before is not None
        self._before = self._called(before.name)
        if self._before is None:
            self.both.say_gone(self._store_as_new)
        else:
            self.both.ask(_texts_of(before), _texts_of(self._before))
            self.draft.note_change()
        grow(self)

    def _store_as_new(self) -> None:
        self._before = None
        self.choice.choose("")
        self._on_store()


def _texts_of(phrase: Phrase) -> dict[str, str]:
    return {"name": phrase.name, "text": phrase.text}
