"""The lines of a pose file that say what touches what, read from TOML."""

from clinic_app.figures.toml_fields import Fields
from clinic_app.figures.touching import (
    ARM_CONTACTS,
    DIRECTION_WORDS,
    HEIGHTS,
    LEG_CONTACTS,
    REST_PARTS,
    ArmTouch,
    Direction,
    Height,
    LegTouch,
    Rest,
)


def read_leg_touch(fields: Fields) -> LegTouch | None:
    """What the leg's table says of touching; ``None`` where it says nothing of it."""
    part, surface = _touching_part(fields, LEG_CONTACTS)
    if not part:
        return None
    return LegTouch(
        part=part,
        surface=surface,
        forward=fields.number_or_none("forward"),
        out=fields.number_or_none("out"),
        height=_height(fields),
        toes_out=fields.number("toes_out"),
        heel=fields.number_or_none("heel"),
        toes_up=fields.number_or_none("toes_up"),
        knee=_direction(fields, "knee"),
        tucked=fields.flag("tucked", default=False),
    )


def read_arm_touch(fields: Fields) -> ArmTouch | None:
    """What the arm's table says of touching; ``None`` where it says nothing of it."""
    part, surface = _touching_part(fields, ARM_CONTACTS)
    grip = fields.text("grip")
    if grip and part:
        raise fields.wrong("grip", grip, f"left out beside {part}_on")
    if grip:
        part, surface = "grip", grip
    if not part:
        return None
    return ArmTouch(
        part=part,
        surface=surface,
        forward=fields.number_or_none("forward"),
        out=fields.number_or_none("out"),
        height=_height(fields),
        along=fields.number_or_none("along"),
        around=fields.number_or_none("around"),
        fingers=_direction(fields, "fingers"),
        palm=_direction(fields, "palm"),
        elbow=_direction(fields, "elbow"),
        thumb=_direction(fields, "thumb"),
    )


def read_rests(fields: Fields) -> tuple[Rest, ...]:
    """What the body rests on: one sentence like ``seat on chair``, or a list of them."""
    found = fields.take("rest")
    if found is None:
        return ()
    sentences = [found] if isinstance(found, str) else found
    if not isinstance(sentences, list):
        raise fields.wrong("rest", found, "a sentence like 'seat on chair', or a list of them")
    return tuple(_rest(fields, sentence) for sentence in sentences)


def _rest(fields: Fields, sentence: object) -> Rest:
    part, joined, surface = sentence.partition(" on ") if isinstance(sentence, str) else ("", "", "")
    if not joined or part.strip() not in REST_PARTS or not surface.strip():
        raise fields.wrong("rest", sentence, f"a sentence like 'seat on chair', with {', '.join(REST_PARTS)}")
    return Rest(part.strip(), surface.strip())


def _touching_part(fields: Fields, parts: tuple[str, ...]) -> tuple[str, str]:
    """The one part that is said to be on something, and what it is on."""
    surfaces = {part: fields.text(f"{part}_on") for part in parts}
    named = [part for part, surface in surfaces.items() if surface]
    if len(named) > 1:
        raise fields.wrong(f"{named[1]}_on", surfaces[named[1]], f"left out beside {named[0]}_on")
    return (named[0], surfaces[named[0]]) if named else ("", "")


def _height(fields: Fields) -> Height | None:
    found = fields.take("height")
    if found is None or (isinstance(found, str) and found in HEIGHTS):
        return found
    if isinstance(found, str):
        raise fields.wrong("height", found, f"centimetres or one of {', '.join(HEIGHTS)}")
    return fields.as_number(found, "height")


def _direction(fields: Fields, name: str) -> Direction | None:
    found = fields.take(name)
    if not isinstance(found, str):
        return fields.as_vector(found, name) if found is not None else None
    words = tuple(found.replace(",", " ").split())
    if not words or not set(words) <= set(DIRECTION_WORDS):
        raise fields.wrong(name, found, f"three numbers or words of {', '.join(DIRECTION_WORDS)}")
    return words
