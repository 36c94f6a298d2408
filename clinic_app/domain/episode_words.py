"""What is said of an episode of care."""

from clinic_app.domain.side import EpisodeSide
from clinic_app.domain.words import Catalogue


def side_name(side: EpisodeSide, words: Catalogue) -> str:
    """The side of a problem; nothing where it has none."""
    return {
        EpisodeSide.LEFT: words.gettext("left"),
        EpisodeSide.RIGHT: words.gettext("right"),
        EpisodeSide.BOTH: words.gettext("both sides"),
        EpisodeSide.NONE: "",
    }[side]
