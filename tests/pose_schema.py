"""The JSON Schema of pose files, made from the words the engine knows; run to write it anew.

``python tests/pose_schema.py`` writes ``resources/clinic_resources/schemas/clinic-pose-1.schema.json``;
a test compares the file with what is made here.
"""

# ruff: noqa: E402 - the packages' folders are set before they are imported

import json
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parent.parent
sys.path[:0] = [str(CHECKOUT / part) for part in ("", "ui", "resources")]

from clinic_app.figures.hand_shapes import FINGERS, HAND_SHAPES
from clinic_app.figures.muscle_map import highlight_names
from clinic_app.figures.pose import WORKING_SIDES
from clinic_app.figures.prop_kinds import AROUND, LYING_AT, PROP_SIZES, RUNNING_THROUGH, STRIPS
from clinic_app.figures.scene import BUILDS, FEET, HAIR
from clinic_app.figures.signs import CIRCLES, TURNING, TURNS
from clinic_app.figures.touching import (
    ARM_CONTACTS,
    BODY_PLACES,
    DIRECTION_WORDS,
    HEIGHTS,
    LEG_CONTACTS,
    REST_PARTS,
)
from clinic_app.figures.views import VIEWS

Schema = dict[str, object]

FILE = CHECKOUT / "resources" / "clinic_resources" / "schemas" / "clinic-pose-1.schema.json"
NUMBER: Schema = {"type": "number"}
TEXT: Schema = {"type": "string", "minLength": 1}
FLAG: Schema = {"type": "boolean"}
SURFACES = f"a prop by name or kind, with .part (stairs.edge, chair.seat); floor; {', '.join(BODY_PLACES)}"


def words(choices: object, what: str = "") -> Schema:
    """One of these words."""
    found: Schema = {"enum": sorted(choices)}  # type: ignore[call-overload]
    return found | ({"description": what} if what else {})


def table(fields: Schema, what: str = "", required: tuple[str, ...] = ()) -> Schema:
    """A table of these fields and no others."""
    found: Schema = {"type": "object", "additionalProperties": False, "properties": fields}
    if what:
        found["description"] = what
    if required:
        found["required"] = list(required)
    return found


def numbers(*names: str) -> Schema:
    """Fields that are numbers."""
    return dict.fromkeys(names, NUMBER)


def row(count: int) -> Schema:
    """A list of so many numbers."""
    return {"type": "array", "items": NUMBER, "minItems": count, "maxItems": count}


def refers(name: str) -> Schema:
    """One of the definitions."""
    return {"$ref": f"#/$defs/{name}"}


def surface(what: str) -> Schema:
    """The name of something to touch."""
    return TEXT | {"description": f"{what}: {SURFACES}"}


def legs() -> Schema:
    """A leg's table."""
    angles = ("hip_flexion", "hip_abduction", "hip_external_rotation", "knee_flexion", "dorsiflexion")
    contacts = {f"{part}_on": surface("what it is on") for part in LEG_CONTACTS}
    foot = table(numbers("pitch", "toes_out", "roll") | {"forward": refers("vector")})
    toes = ("toe_extension", "big_toe_extension", "toe_curl", "arch_raise")
    fields = numbers(*angles, *toes, "eversion", "forward", "out", "toes_out", "heel", "toes_up")
    own: Schema = {
        "ankle_at": refers("place"),
        "knee_towards": refers("vector"),
        "knee": refers("direction"),
        "height": refers("height"),
        "tucked": FLAG,
        "foot": foot,
    }
    return table(fields | own | contacts, "degrees and centimetres")


def arms() -> Schema:
    """An arm's table."""
    shoulder = ("shoulder_flexion", "shoulder_abduction", "shoulder_external_rotation")
    rest = (
        "elbow_flexion",
        "pronation",
        "wrist_extension",
        "wrist_deviation",
        "scapula_up",
        "scapula_forward",
    )
    fingers = dict.fromkeys(FINGERS, row(3)) | {"thumb": row(5)}
    contacts = {f"{part}_on": surface("what it is on") for part in ARM_CONTACTS}
    own: Schema = {
        "wrist_at": refers("place"),
        "elbow_towards": refers("vector"),
        "palm": refers("direction"),
        "fingers": refers("direction"),
        "thumb": refers("direction"),
        "elbow": refers("direction"),
        "height": refers("height"),
        "axes_of": TEXT,
        "grip": surface("what the hand closes round"),
        "hand": words(HAND_SHAPES),
        "fingers_bend": table(fingers, "MCP, PIP, DIP; the thumb's abductions, opposition, MCP, IP"),
    }
    fields = numbers(*shoulder, *rest, "forward", "out", "along", "around")
    return table(fields | own | contacts, "degrees and centimetres")


def props() -> Schema:
    """Any prop, each kind with its own sizes."""
    kinds = []
    for kind, sizes in PROP_SIZES.items():
        fields: Schema = numbers(*sizes) | {"kind": {"const": kind}, "name": TEXT, "see_through": FLAG}
        required = ["kind"]
        if kind in LYING_AT:
            fields["at"] = refers("place")
            required.append("at")
        if kind in RUNNING_THROUGH:
            fields["through"] = {"type": "array", "items": refers("place"), "minItems": 2}
            required.append("through")
        if kind in STRIPS:
            fields["across"] = refers("vector")
        if kind in AROUND:
            fields["around"] = {"type": "array", "items": TEXT, "minItems": 1}
            required.append("around")
        if kind == "handrail":
            fields["posts"] = {"type": "array", "items": row(2)}
        kinds.append(table(fields, required=tuple(required)))
    return {"type": "array", "items": {"anyOf": kinds}}


def arrows() -> Schema:
    """Arrows by meaning, or by their path."""
    step = {"anyOf": [refers("vector"), {"type": "string", "pattern": "^[a-z]+ [0-9.]+( [a-z]+ [0-9.]+)*$"}]}
    kinds = [
        table(
            {"move": refers("place"), "by": step, "since": TEXT, "both_ways": FLAG},
            "what moves, how far; without by: since another frame",
            ("move",),
        ),
        table(
            {"turn": words(TURNING), "towards": words(TURNS), "degrees": NUMBER, "both_ways": FLAG},
            "what turns about itself",
            ("turn",),
        ),
        table(
            {"press": refers("place"), "towards": {"anyOf": [refers("vector"), TEXT]}},
            "what pushes without moving",
            ("press", "towards"),
        ),
        table(
            {"circle": refers("place"), "towards": {"enum": list(CIRCLES)}, "radius": NUMBER},
            "what goes round in circles",
            ("circle",),
        ),
        table({"hold": refers("place")}, "what stays still", ("hold",)),
        table(
            {
                "path": {"type": "array", "items": refers("place"), "minItems": 2},
                "both_ways": FLAG,
                "presses": FLAG,
            },
            "a line drawn by hand",
            ("path",),
        ),
    ]
    return {"type": "array", "items": {"anyOf": kinds}}


def frame() -> Schema:
    """One picture's table."""
    bend = table(numbers("flexion", "side_bend", "rotation"))
    rest = {"type": "string", "pattern": f"^({'|'.join(REST_PARTS)}) on .+$"}
    anchor = table(
        numbers("x", "y", "z", "sink")
        | {
            "site": TEXT,
            "lowest": {"type": "array", "items": TEXT},
            "rest": {"anyOf": [rest, {"type": "array", "items": rest}]},
        }
    )
    fields: Schema = {
        "like": TEXT,
        "anchor": anchor,
        "pelvis": table(numbers("forward_tilt", "side_lean", "turn", "spin")),
        **dict.fromkeys(("lumbar", "thorax", "neck", "head"), bend),
        **dict.fromkeys(("leg_r", "leg_l", "legs"), refers("leg")),
        **dict.fromkeys(("arm_r", "arm_l", "arms"), refers("arm")),
        "head_on": surface("what the head rests on"),
        "contacts": {"type": "array", "items": {"type": "string", "pattern": "^.+ on .+$"}},
        "arrows": refers("arrows"),
    }
    return table(fields | shared())


def shared() -> Schema:
    """What a file may say for all frames, and a frame anew."""
    return {
        "props": refers("props"),
        "highlight": table(dict.fromkeys(highlight_names(), words(("right", "left", "both")))),
        "close_up": table({"at": refers("place")} | numbers("width", "height", "radius"), required=("at",)),
        "lens": table({"at": refers("place"), "radius": NUMBER}, required=("at",)),
    }


def schema() -> Schema:
    """The whole schema."""
    look = table(
        {"hair": words(HAIR), "feet": words(FEET), "build": words(BUILDS), "beard": FLAG, "glasses": FLAG}
    )
    directions = f"^({'|'.join(DIRECTION_WORDS)})([ ,]+({'|'.join(DIRECTION_WORDS)}))*$"
    fields: Schema = {
        "title": TEXT,
        "side": words(WORKING_SIDES, "the side that works"),
        "figure": look,
        "view": words(VIEWS),
        "camera": table(numbers("yaw", "pitch")),
        "map": FLAG | {"description": "regions and muscles can be pointed at"},
        "frames": {"type": "object", "minProperties": 1, "additionalProperties": refers("frame")},
    }
    whole = table(fields | shared(), required=("frames",))
    definitions: Schema = {
        "vector": row(3),
        "place": {"anyOf": [refers("vector"), TEXT], "description": "x, y, z, or a named point of the body"},
        "direction": {"anyOf": [refers("vector"), {"type": "string", "pattern": directions}]},
        "height": {"anyOf": [NUMBER, words(HEIGHTS)]},
        "leg": legs(),
        "arm": arms(),
        "props": props(),
        "arrows": arrows(),
        "frame": frame(),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:clinic-companion:clinic-pose:1",
        "title": "A figure's pose, written as TOML",
        **whole,
        "$defs": definitions,
    }


def schema_text() -> str:
    """The schema as it is kept in the file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
