import re
from pathlib import Path

import pytest

import clinic_ui
from clinic_ui.theme import DARK_TONES, LIGHT_TONES, Theme, Tone, Type, style_sheet

READABLE = (
    (Tone.TEXT, Tone.STAGE, 7),
    (Tone.TEXT, Tone.RAIL, 7),
    (Tone.TEXT_2, Tone.STAGE, 6.2),
    (Tone.TEXT_2, Tone.RAIL, 6.2),
    (Tone.TEXT_2, Tone.SUNK, 6.2),
    (Tone.TEXT_3, Tone.STAGE, 4.5),
    (Tone.TEXT_3, Tone.PANE, 4.5),
    (Tone.ACCENT, Tone.STAGE, 4.5),
    (Tone.ACCENT, Tone.ACCENT_TINT, 4.5),
    (Tone.ON_ACCENT, Tone.ACCENT, 4.5),
    (Tone.WARN, Tone.WARN_TINT, 4.5),
    (Tone.BAD, Tone.BAD_TINT, 4.5),
    (Tone.OK, Tone.OK_TINT, 4.5),
    (Tone.ON_INVERSE, Tone.INVERSE, 7),
    (Tone.INVERSE_ACCENT, Tone.INVERSE, 4.5),
    (Tone.CONTROL, Tone.STAGE, 3),
)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tones", [LIGHT_TONES, DARK_TONES], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), READABLE)
def test_text_can_be_read_on_its_ground(
    tones: dict[Tone, str], text: Tone, ground: Tone, least: float
) -> None:
    assert contrast(tones[text], tones[ground]) >= least


def test_both_themes_know_every_tone() -> None:
    assert set(LIGHT_TONES) == set(DARK_TONES) == set(Tone)


def test_no_text_is_smaller_than_12_pixels(look: Theme) -> None:
    assert min(look.font(kind).pixelSize() for kind in Type) >= 12


def test_text_grows_with_its_scale(look: Theme) -> None:
    assert Theme(text_scale=1.5).font(Type.BODY).pixelSize() == 21


def test_the_style_sheet_has_no_place_left_open() -> None:
    assert "$" not in style_sheet(Theme(is_dark=True, text_scale=1.75))


def test_colours_live_in_the_theme_alone() -> None:
    folder = Path(clinic_ui.__file__).parent
    for module in folder.rglob("*.py"):
        if module.name != "theme.py":
            text = module.read_text(encoding="utf-8")
            assert not re.search(r"#[0-9a-fA-F]{6}\b|setStyleSheet", text), module
