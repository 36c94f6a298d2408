"""The clinic's phrases: added, changed, taken away. What was typed of each waits until it is saved."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

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
_NONE: Final = Phrase(name="", text="")


class PhraseForm(QDialog):
    """Open it with ``open()``; it says ``phrases_changed`` with all there are."""

    phrases_changed = Signal(object)

    def __init__(self, context: Context, phrases: Sequence[Phrase], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._phrases = context, tuple(phrases)
        self._before: Phrase | None = None
        self._shown = ""
        """The name of the phrase in the fields; empty for a new one."""
        self._waiting: dict[str, dict[str, str]] = {}
        """What was typed of other phrases and is not saved, by the phrase's name."""
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
        self._offer_back(None)
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
        """What stands in the fields, and what waits of other phrases."""
        return self._of_this() | {"others": json.dumps(self._waiting)}

    def _of_this(self) -> dict[str, str]:
        return {
            "of": self._shown,
            **self.texts.typed(),
            "before": self._before.text if self._before else "",
        }

    def reject(self) -> None:
        """Escape, or the window was closed: what was typed waits; overrides Qt."""
        self.draft.flush()
        if self._is_changed or self._waiting:
            said = self._context.words.gettext("What you typed is kept. Open the form again to go on.")
            self._context.toasts.say(said)
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
        self._show(name)
        self._fill_choice()

    def _fill_choice(self) -> None:
        """Every phrase, also one that is gone but was typed over; the list says what is not saved."""
        text = self._context.words.gettext
        names = dict.fromkeys(["", *(each.name for each in self._phrases), self._shown, *self._waiting])
        self.choice.clear()
        for name in names:
            shown = f"/{name}" if name else text("New phrase")
            waits = text("{phrase} (not saved)").format(phrase=shown)
            self.choice.addItem(waits if name in self._waiting else shown, name)
        self.choice.choose(self._shown)
        self.remove_button.setVisible(self._before is not None)

    def _on_phrase_chosen(self, _at: int) -> None:
        chosen = str(self.choice.currentData() or "")
        if chosen == self._shown:
            return
        if self._is_changed:
            self._waiting[self._shown] = self._of_this()
        self._offer(chosen)
        self.draft.note_change()

    @property
    def _is_changed(self) -> bool:
        """Whether something was typed that the phrase, as it was opened, has not."""
        return self.texts.typed() != _texts_of(self._before or _NONE)

    def _called(self, name: str) -> Phrase | None:
        return next((each for each in self._phrases if each.name == name), None)

    def _show(self, name: str) -> None:
        """The phrase of that name, with what was typed of it before."""
        self.both.settle()
        self._refuse("")
        if name in self._waiting:
            self._show_typed(self._waiting.pop(name))
        else:
            self._before, self._shown = self._called(name), name
            self.texts.show(_texts_of(self._before or _NONE))
        self.name_field.setFocus()

    def _show_typed(self, typed: Mapping[str, str]) -> None:
        """What was typed earlier; of a phrase that is gone meanwhile it begins as a new one."""
        of = typed.get("of", "")
        self._before = self._called(of)
        self._shown = of if self._before or "" in self._waiting else ""
        self.texts.show(typed)
        if self._before is not None and typed.get("before", "") != self._before.text:
            self.both.ask({"name": of, "text": typed.get("before", "")}, _texts_of(self._before))
            grow(self)

    def _refuse(self, sentence: str) -> None:
        self.name.refuse(sentence)

    def _on_draft_found(self, typed: dict[str, str]) -> None:
        others = json.loads(typed.get("others", "{}"))
        self._waiting = {name: dict(texts) for name, texts in others.items() if texts}
        self._show_typed(typed)
        self._fill_choice()

    def _on_store(self) -> None:
        sent = self._of_this()
        phrase = Phrase(name=sent["name"], text=sent["text"])
        job = partial(self._context.services.visits.store_phrase, phrase, self._shown, self._before)
        self._context.worker.run(job, partial(self._on_stored, sent), self._on_refused)

    def _on_stored(self, sent: dict[str, str], phrases: Sequence[Phrase]) -> None:
        """The next one is a new phrase, unless somebody typed on, or went on to another, meanwhile."""
        self._take(phrases)
        if self._waiting.get(sent["of"]) == sent:
            del self._waiting[sent["of"]]
        if self._of_this() == sent:
            self._offer("")
        elif self._shown == sent["of"]:
            self._shown = sent["name"].strip().removeprefix("/")
            self._before = self._called(self._shown)
        self._keep_the_rest()

    def _take(self, phrases: Sequence[Phrase]) -> None:
        self._phrases = tuple(phrases)
        self.phrases_changed.emit(self._phrases)

    def _keep_the_rest(self) -> None:
        """What is not saved yet stays as a draft."""
        self._fill_choice()
        if self._is_changed or self._waiting:
            self.draft.note_change()
        else:
            self.draft.drop()

    def _on_remove(self) -> None:
        gone = self._before
        if gone is None:
            return
        remove = partial(self._context.services.visits.remove_phrase, gone.name)
        self._context.worker.run(remove, partial(self._on_removed, gone))

    def _on_removed(self, gone: Phrase, phrases: Sequence[Phrase]) -> None:
        """The way back stands here: a message of the window below cannot be pressed."""
        self._take(phrases)
        self._waiting.pop(gone.name, None)
        if self._shown == gone.name:
            self._offer("")
        self._keep_the_rest()
        self._offer_back(gone)

    def _offer_back(self, gone: Phrase | None) -> None:
        self._gone = gone
        self.removed.setVisible(gone is not None)
        self.undo_button.setVisible(gone is not None)

    def _on_undo(self) -> None:
        if self._gone is not None:
            store = self._context.services.visits.store_phrase
            self._context.worker.run(partial(store, self._gone), self._on_put_back, self._on_refused)

    def _on_put_back(self, phrases: Sequence[Phrase]) -> None:
        self._take(phrases)
        self._fill_choice()
        self._offer_back(None)

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
        self._shown = self._shown if "" in self._waiting else ""
        self._on_store()


def _texts_of(phrase: Phrase) -> dict[str, str]:
    return {"name": phrase.name, "text": phrase.text}
