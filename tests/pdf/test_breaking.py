"""How lines end."""

import pytest

from clinic_app.pdf.text import Paragraph, TextStyle, line_width

SET_IN = TextStyle(14, 17, "#000000")


def _lines(text: str, width: float) -> list[str]:
    paragraph = Paragraph(text, SET_IN, width)
    return ["".join(piece for piece, _ in line).strip() for line in paragraph.shown()]


def test_a_line_ends_where_a_sentence_does_if_a_word_would_be_left_over() -> None:
    width = line_width("Hold the rail. Use the lowest step. Wear firm", 14) + 1
    assert _lines("Hold the rail. Use the lowest step. Wear firm shoes.", width) == [
        "Hold the rail. Use the lowest step.",
        "Wear firm shoes.",
    ]


def test_a_caption_breaks_at_its_comma() -> None:
    width = line_width("Knee bent, heel", 14) + 1
    assert _lines("Knee bent, heel level", width) == ["Knee bent,", "heel level"]


def _fewest(text: str, width: float) -> int:
    """Lines that a greedy typist needs."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        lines[-1:] = [longer] if line_width(longer, 14) <= width else [lines[-1], word]
    return len(lines)


@pytest.mark.parametrize("width", range(90, 400, 17))
def test_no_text_takes_more_lines_for_a_better_end(width: int) -> None:
    text = "Bend less. Put more weight on your hands, and keep the knee of the other leg straight."
    lines = _lines(text, width)
    assert " ".join(lines) == text
    assert all(line_width(line, 14) <= width for line in lines)
    assert len(lines) == _fewest(text, width)


def test_lines_that_end_well_stay_as_they_are() -> None:
    width = line_width("Put the ball of one", 14) + 1
    assert _lines("Put the ball of one foot on the edge.", width) == [
        "Put the ball of one",
        "foot on the edge.",
    ]
