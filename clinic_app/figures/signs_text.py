"""The arrows of a pose file."""

from typing import Final

from clinic_app.figures.signs import CIRCLES, TURNING, TURNS, Arrow, Circle, Hold, Move, Press, Sign, Turn
from clinic_app.figures.sites import Vector
from clinic_app.figures.toml_fields import Fields
from clinic_app.figures.touching import DIRECTION_WORDS

_STEPS: Final[dict[str, Vector]] = {
    "up": (0, 1, 0),
    "down": (0, -1, 0),
    "forward": (1, 0, 0),
    "back": (-1, 0, 0),
    "right": (0, 0, 1),
    "left": (0, 0, -1),
}
_KINDS: Final = ("move", "turn", "press", "hold", "circle", "path")


def read_signs(tables: tuple[Fields, ...]) -> tuple[Sign, ...]:
    """The arrows and marks, each a table named after what it says: :data:`_KINDS`."""
    return tuple(_read_sign(fields) for fields in tables)


def _read_sign(fields: Fields) -> Sign:
    named = [kind for kind in _KINDS if fields.has(kind)]
    if len(named) != 1:
        raise fields.wrong(named[1] if named else "path", "fewer or more", f"one of {', '.join(_KINDS)}")
    readers = {"move": _move, "turn": _turn, "press": _press, "hold": _hold, "circle": _circle, "path": _path}
    sign = readers[named[0]](fields)
    fields.finish()
    return sign


def _path(fields: Fields) -> Sign:
    arrow = Arrow(
        path=fields.places("path"),
        both_ways=fields.flag("both_ways", default=False),
        presses=fields.flag("presses", default=False),
    )
    if len(arrow.path) < 2:
        raise fields.wrong("path", "fewer", "a list of two places or more")
    return arrow


def _move(fields: Fields) -> Sign:
    site = fields.place_at("move")
    assert site is not None
    return Move(
        site=site,
        by=_step(fields),
        since=fields.text("since"),
        both_ways=fields.flag("both_ways", default=False),
    )


def _turn(fields: Fields) -> Sign:
    return Turn(
        part=fields.choice("turn", TURNING),
        towards=fields.choice("towards", TURNS, "right"),
        degrees=fields.number("degrees", 90.0),
        both_ways=fields.flag("both_ways", default=False),
    )


def _press(fields: Fields) -> Sign:
    site = fields.place_at("press")
    assert site is not None
    found = fields.take("towards")
    if isinstance(found, list):
        return Press(site, direction=fields.as_vector(found, "towards"))
    words = tuple(str(found or "").replace(",", " ").split())
    if words and set(words) <= set(DIRECTION_WORDS):
        return Press(site, direction=words)
    if len(words) != 1:
        raise fields.wrong("towards", str(found), f"a surface, or words of {', '.join(DIRECTION_WORDS)}")
    return Press(site, surface=words[0])


def _hold(fields: Fields) -> Sign:
    site = fields.place_at("hold")
    assert site is not None
    return Hold(site)


def _circle(fields: Fields) -> Sign:
    site = fields.place_at("circle")
    assert site is not None
    inwards = fields.choice("towards", CIRCLES, "in") == "in"
    return Circle(site, fields.number("radius", 8.0), inwards)


def _step(fields: Fields) -> Vector | None:
    """``by``: three numbers, or words with centimetres such as ``down 20`` or ``up 12 forward 5``."""
    found = fields.take("by")
    if found is None:
        return None
    if not isinstance(found, str):
        return fields.as_vector(found, "by")
    words = found.split()
    total = [0.0, 0.0, 0.0]
    for word, number in zip(words[::2], words[1::2], strict=False):
        if word not in _STEPS or not number.replace(".", "", 1).isdigit():
            raise fields.wrong("by", found, "three numbers, or words like 'down 20' or 'up 12 forward 5'")
        for axis in range(3):
            total[axis] += _STEPS[word][axis] * float(number)
    if not words or len(words) % 2:
        raise fields.wrong("by", found, "three numbers, or words like 'down 20' or 'up 12 forward 5'")
    return total[0], total[1], total[2]
