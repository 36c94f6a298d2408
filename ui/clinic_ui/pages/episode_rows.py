"""A patient's problems, one a row."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from clinic_app.domain.episode_words import side_name
from clinic_app.domain.patient import Episode
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.widgets.labels import Label
from clinic_ui.words import Words

_ICON = 18


class EpisodeRow(QWidget):
    """One problem, with a button to change it."""

    change_wanted = Signal(object)

    def __init__(self, context: Context, episode: Episode, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._episode = episode
        theme, icons = context.theme, context.actions.icons
        tone = Tone.TEXT if episode.closed_on is None else Tone.TEXT_3
        flag = QLabel()
        flag.setPixmap(icons.pixmap("flag", theme.px(_ICON), tone, self.devicePixelRatioF()))
        line = Label(episode_line(episode, context.words), theme, Type.BODY, tone, wraps=True)
        self.change_button = text_button(context.words.gettext("Change"), Kind.LINK)
        self.change_button.setAccessibleName(
            context.words.gettext("Change: {title}").format(title=episode.problem)
        )
        self.change_button.clicked.connect(self._on_change)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(flag)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(line)
        if episode.goals:
            goals = context.words.gettext("Goals: {goals}").format(goals=episode.goals)
            said.addWidget(Label(goals, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        row.addLayout(said, 1)
        row.addWidget(self.change_button)

    def _on_change(self) -> None:
        self.change_wanted.emit(self._episode)


def episode_line(episode: Episode, words: Words) -> str:
    """Problem, side, since when, whether it is over."""
    parts = [episode.problem, side_name(episode.side, words)]
    parts.append(words.gettext("since {date}").format(date=words.day(episode.onset or episode.opened_on)))
    if episode.closed_on is not None:
        parts.append(words.gettext("closed {date}").format(date=words.day(episode.closed_on)))
    return "  ·  ".join(part for part in parts if part)
