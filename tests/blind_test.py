"""Shows figures without captions to readers who do not know the list, and counts what they see; run by hand.

``python tests/blind_test.py cards FOLDER [SLUG …]`` writes one picture a card (start to end, some of them
mirrored) and ``cards.json`` with six choices each: the right exercise and its five nearest neighbours in the
library, same region and position first. The answers lie beside the folder, in ``FOLDER.key.json``.
``python tests/blind_test.py score FOLDER ANSWERS.json …`` reads answers of the form
``{"card-01": {"seen": "…", "choice": "B", "side": "left", "grade": 4, "flaw": "…"}}``.
"""

# ruff: noqa: E402 - Qt's platform and the packages' folders are set before they are imported

import argparse
import json
import os
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import mean
from typing import Any

CHECKOUT = Path(__file__).parent.parent
sys.path[:0] = [str(CHECKOUT / part) for part in ("", "ui", "resources")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from clinic_app.data.library_files import load_whole_library
from clinic_app.domain.exercise import Exercise
from clinic_app.domain.palette import PAPER_COLOUR
from clinic_app.domain.people import PEOPLE
from clinic_app.figures.cache import DrawingCache
from clinic_app.figures.gallery import Gallery
from clinic_app.paths import app_folders
from clinic_ui.painting import PaintableDrawing

SEED = 20261125
LETTERS = "ABCDEF"
HEIGHT_PX, WIDTH_PX, GAP_PX = 640, 620, 40


def likeness(one: Exercise, other: Exercise) -> tuple[int, int, int]:
    """How near two exercises are: region, position and kind, then what they work and need."""
    same = 3 * (one.region == other.region) + 2 * (one.position is other.position) + (one.kind is other.kind)
    muscles = len(set(one.target_muscles) & set(other.target_muscles))
    return same, muscles, len(set(one.equipment) & set(other.equipment))


def choices(exercise: Exercise, everything: Sequence[Exercise], chance: random.Random) -> list[str]:
    """The slugs of six choices, shuffled."""
    others = [each for each in everything if each.slug != exercise.slug]
    nearest = sorted(others, key=lambda other: likeness(exercise, other), reverse=True)[:5]
    found = [exercise.slug, *(each.slug for each in nearest)]
    chance.shuffle(found)
    return found


def card_picture(gallery: Gallery, slug: str, person: str, *, mirror: bool) -> QImage:
    """All frames but the mistake, left to right, an arrow head between them."""
    frames = [frame for frame in gallery.frames(slug) if frame != "mistake"]
    width = len(frames) * WIDTH_PX + (len(frames) - 1) * GAP_PX
    image = QImage(width, HEIGHT_PX, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    palette = PAPER_COLOUR.worn_by(PEOPLE.get(person))
    for place, frame in enumerate(frames):
        left = place * (WIDTH_PX + GAP_PX)
        drawing = gallery.drawing(slug, frame, mirror=mirror, person=person)
        PaintableDrawing(drawing).paint(painter, QRectF(left, 0, WIDTH_PX, HEIGHT_PX), palette)
        if place:
            painter.setPen(QColor("#888888"))
            painter.drawText(QRectF(left - GAP_PX, 0, GAP_PX, HEIGHT_PX), Qt.AlignmentFlag.AlignCenter, "▶")
    painter.end()
    return image


def write_cards(folder: Path, slugs: Sequence[str]) -> None:
    """Pictures, choices and, beside the folder, the key."""
    application = QGuiApplication(sys.argv[:1])
    chance = random.Random(SEED)
    exercises = load_whole_library().exercises
    gallery = Gallery(DrawingCache(app_folders().cache))
    folder.mkdir(parents=True, exist_ok=True)
    order = [slug for slug in slugs or gallery.slugs() if slug in exercises]
    chance.shuffle(order)
    cards: dict[str, Any] = {}
    key: dict[str, Any] = {}
    for number, slug in enumerate(order, start=1):
        exercise = exercises[slug]
        mirror = exercise.unilateral and chance.random() < 0.4
        person = chance.choice(list(PEOPLE))
        name = f"card-{number:03}"
        card_picture(gallery, slug, person, mirror=mirror).save(str(folder / f"{name}.png"))
        offered = choices(exercise, list(exercises.values()), chance)
        cards[name] = {
            letter: exercises[each].names["en"] for letter, each in zip(LETTERS, offered, strict=True)
        }
        side = ("left" if mirror else "right") if exercise.unilateral else "none"
        key[name] = {"slug": slug, "choice": LETTERS[offered.index(slug)], "side": side, "offered": offered}
    (folder / "cards.json").write_text(json.dumps(cards, indent=1), encoding="utf-8")
    folder.with_suffix(".key.json").write_text(json.dumps(key, indent=1), encoding="utf-8")
    application.quit()


def score(folder: Path, answers: Sequence[Path]) -> None:
    """Print what was right, each confusion, and every grade below four."""
    key = json.loads(folder.with_suffix(".key.json").read_text(encoding="utf-8"))
    given = [
        (name, answer)
        for path in answers
        for name, answer in json.loads(path.read_text(encoding="utf-8")).items()
    ]
    right = [answer["choice"] == key[name]["choice"] for name, answer in given]
    sided = [(name, answer) for name, answer in given if key[name]["side"] != "none"]
    sides = [answer["side"] == key[name]["side"] for name, answer in sided]
    grades = [answer["grade"] for _, answer in given]
    print(f"{len(given)} answers: {mean(right):.1%} right, side right {mean(sides or [True]):.1%}")
    print(f"mean grade {mean(grades):.2f}, lowest {min(grades)}, under 4: {sum(each < 4 for each in grades)}")
    for (name, answer), was_right in zip(given, right, strict=True):
        known = key[name]
        wrong_side = known["side"] not in ("none", answer["side"])
        if was_right and not wrong_side and answer["grade"] >= 4:
            continue
        chosen = known["offered"][LETTERS.index(answer["choice"])] if answer["choice"] in LETTERS else "none"
        taken = "" if was_right else f" taken for {chosen};"
        side = f" side {answer['side']} for {known['side']};" if wrong_side else ""
        print(f"{known['slug']} ({name}): grade {answer['grade']};{taken}{side} {answer.get('flaw', '')}")


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    cards = commands.add_parser("cards")
    cards.add_argument("folder", type=Path)
    cards.add_argument("slugs", nargs="*")
    scores = commands.add_parser("score")
    scores.add_argument("folder", type=Path)
    scores.add_argument("answers", type=Path, nargs="+")
    chosen = parser.parse_args()
    if chosen.command == "cards":
        write_cards(chosen.folder, chosen.slugs)
    else:
        score(chosen.folder, chosen.answers)


if __name__ == "__main__":
    main()
