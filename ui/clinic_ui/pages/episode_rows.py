"""A patient's problems, one a row."""

from PySide6.QtWidgets import QPushButton

from clinic_app.domain.patient import Episode
from clinic_app.domain.side import EpisodeSide
from clinic_ui.context import Context
from clinic_ui.widgets.buttons import Kind, text_button
from clinic_ui.words import Words


def episode_row(context: Context, episode: Episode) -> QPushButton:
    """A row that opens the problem to be changed."""
    button = text_button(episode_line(episode, context.words), Kind.PLAIN)
    button.setIcon(context.actions.icons.icon("flag", size=18))
    button.setProperty("kind", "row")
    button.setToolTip(context.words.gettext("Change this problem"))
    return button


def episode_line(episode: Episode, words: Words) -> str:
    """Problem, side, since when, whether it is over."""
    parts = [episode.problem, side_name(episode.side, words)]
    parts.append(words.gettext("since {date}").format(date=words.day(episode.onset or episode.opened_on)))
    if episode.closed_on is not None:
        parts.append(words.gettext("closed {date}").format(date=words.day(episode.closed_on)))
    return "  ·  ".join(part for part in parts if part)


def side_name(side: EpisodeSide, words: Words) -> str:
    """The side of a problem; nothing where it has none."""
    return {
        EpisodeSide.LEFT: words.gettext("left"),
        EpisodeSide.RIGHT: words.gettext("right"),
        EpisodeSide.BOTH: words.gettext("both sides"),
        EpisodeSide.NONE: "",
    }[side]
