"""What solid things are made of: the inks of their level, front and side faces."""

from enum import Enum

from clinic_app.domain.drawing import Ink


class Finish(Enum):
    """Inks of a thing's level faces, of those turned to its front, and of those in the shade."""

    PAINTED = (Ink.PROP_TOP, Ink.PROP_FRONT, Ink.PROP_SIDE)
    WOOD = (Ink.WOOD, Ink.WOOD, Ink.WOOD_SHADE)
    PAD = (Ink.PAD, Ink.PAD, Ink.PAD_SHADE)
    METAL = (Ink.METAL, Ink.METAL, Ink.METAL_SHADE)
    RUBBER = (Ink.RUBBER, Ink.RUBBER, Ink.RUBBER_SHADE)
    FOAM = (Ink.FOAM, Ink.FOAM, Ink.FOAM_SHADE)
    LINEN = (Ink.CLOTH, Ink.CLOTH, Ink.CLOTH_SHADE)
    TOWEL = (Ink.TOWEL, Ink.TOWEL, Ink.TOWEL_SHADE)
    MIRROR = (Ink.MIRROR, Ink.MIRROR, Ink.MIRROR)
    BAND = (Ink.BAND, Ink.BAND, Ink.BAND_SHADE)

    @property
    def level(self) -> Ink:
        """The ink of faces that look up."""
        return self.value[0]

    @property
    def front(self) -> Ink:
        """The ink of upright faces in the light."""
        return self.value[1]

    @property
    def shade(self) -> Ink:
        """The ink of faces in the shade."""
        return self.value[2]
