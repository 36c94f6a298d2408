"""What a person may ask of an exercise of the program, or of all that are chosen with it."""

from enum import StrEnum


class Errand(StrEnum):
    """Each is one key and one button."""

    REMOVE = "remove"
    UP = "up"
    DOWN = "down"
    EASIER = "easier"
    HARDER = "harder"
    SWAP = "swap"
    DUPLICATE = "duplicate"
    COPY = "copy"
    PASTE_DOSE = "paste_dose"
    USUAL_DOSE = "usual_dose"
