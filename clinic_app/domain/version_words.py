"""How a version left the clinic, in words."""

from collections.abc import Sequence

from clinic_app.domain.program import Handout, HandoutWay
from clinic_app.domain.words import Catalogue


def ways_words(handouts: Sequence[Handout], words: Catalogue) -> str:
    """“printed, saved as PDF”: how it left, each way once."""
    said = {
        HandoutWay.PRINTED: words.gettext("printed"),
        HandoutWay.SAVED: words.gettext("saved as PDF"),
        HandoutWay.EMAILED: words.gettext("e-mail draft"),
    }
    return ", ".join(said[way] for way in dict.fromkeys(each.way for each in handouts))
