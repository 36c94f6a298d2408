"""The JSON Schema of pose files says the same as the reader: of the shipped poses, and of wrong ones."""

import json
import tomllib

import jsonschema
import pytest

from clinic_app.domain.errors import ResourceError
from clinic_app.figures.pose import parse_pose
from clinic_resources import names, read_text
from pose_schema import schema_text

SCHEMA = json.loads(read_text("schemas/clinic-pose-1.schema.json"))
START = "[frames.start]\n"


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    return jsonschema.Draft202012Validator(SCHEMA)


def test_the_file_is_what_the_words_of_the_engine_make() -> None:
    """After new words: ``python tests/pose_schema.py``."""
    assert read_text("schemas/clinic-pose-1.schema.json") == schema_text()


@pytest.mark.parametrize("slug", names("poses", ".toml"))
def test_every_shipped_pose_fits_the_schema(slug: str, validator: jsonschema.Draft202012Validator) -> None:
    validator.validate(tomllib.loads(read_text(f"poses/{slug}.toml")))


@pytest.mark.parametrize(
    "text",
    [
        "title = 'nothing to draw'",
        START + "pelvis = { tilt = 3 }",
        START + "leg_r = { knee_flexion = 'much' }",
        START + "leg_r = { ankle_at = [1, 2] }",
        START + "arm_l = { hand = 'claw' }",
        START + "arm_l = { palm_on = 'wall', fingers = 'sideways' }",
        START + "arm_l = { palm_on = 'wall', height = 'nose' }",
        START + "anchor = { rest = 'nose on floor' }",
        START + "anchor = { rest = 'seat near chair' }",
        START + "arrows = [{ turn = 'nose' }]",
        START + "arrows = [{ press = 'palm_r' }]",
        START + "arrows = [{ path = [[1, 2, 3]] }]",
        START + "props = [{ kind = 'sofa' }]",
        START + "props = [{ kind = 'pillow' }]",
        START + "highlight = { gluteals = 'top' }",
        "view = 'from the moon'\n" + START,
        "side = 'upper'\n" + START,
        "camera = { zoom = 2 }\n" + START,
    ],
)
def test_a_wrong_pose_is_refused_by_schema_and_reader(
    text: str, validator: jsonschema.Draft202012Validator
) -> None:
    assert not validator.is_valid(tomllib.loads(text))
    with pytest.raises(ResourceError):
        parse_pose("trial", text)
