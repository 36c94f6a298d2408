"""Words about a patient's problems."""

from clinic_app.domain.side import EpisodeSide
from clinic_ui.words import Words


def side_name(side: EpisodeSide, words: Words) -> str:
    """The side of a problem; nothing where it has none."""
    return {
        EpisodeSide.LEFT: words.gettext("left"),
        EpisodeSide.RIGHT: words.gettext("right"),
        EpisodeSide.BOTH: words.gettext("both sides"),
        EpisodeSide.NONE: "",
    }[side]
