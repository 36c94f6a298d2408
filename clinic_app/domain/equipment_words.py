"""What pieces of equipment are called."""

from collections.abc import Mapping
from typing import Final

from clinic_app.domain.facets import NO_EQUIPMENT
from clinic_app.domain.words import Catalogue, mark

EQUIPMENT_NAMES: Final[Mapping[str, str]] = {
    NO_EQUIPMENT: mark("No equipment"),
    "chair": mark("Chair"),
    "wall": mark("Wall"),
    "doorway": mark("Doorway"),
    "step": mark("Step"),
    "handrail": mark("Handrail"),
    "table": mark("Table"),
    "bed": mark("Bed"),
    "strap": mark("Strap"),
    "towel": mark("Towel"),
    "pillow": mark("Pillow"),
    "bolster": mark("Bolster"),
    "resistance_band": mark("Resistance band"),
    "foam_roller": mark("Foam roller"),
    "ball_small": mark("Small ball"),
    "ball_soft": mark("Soft ball"),
    "stick": mark("Stick"),
    "pulley": mark("Pulley"),
    "slant_board": mark("Slant board"),
    "balance_pad": mark("Balance pad"),
    "wobble_board": mark("Wobble board"),
    "weight_light": mark("Light weight"),
    "backpack": mark("Backpack"),
    "slider": mark("Slider"),
    "twist_bar": mark("Twist bar"),
    "bike": mark("Exercise bike"),
    "mirror": mark("Mirror"),
    "fixed_anchor": mark("Fixed anchor"),
}


def equipment_name(key: str, words: Catalogue) -> str:
    """What a piece of equipment is called."""
    return (
        words.gettext(EQUIPMENT_NAMES[key]) if key in EQUIPMENT_NAMES else key.replace("_", " ").capitalize()
    )
