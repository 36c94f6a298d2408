"""Paints every muscle on a standing body for review, run by hand: ``python tests/muscle_plate.py FOLDER``.

One PNG a region, each muscle in its own colour and labelled in Latin; ``--only NAME`` paints some regions.
"""

# ruff: noqa: E402 - Qt's platform and the packages' folders are set before they are imported

import argparse
import colorsys
import os
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

CHECKOUT = Path(__file__).parent.parent
sys.path[:0] = [str(CHECKOUT / part) for part in ("", "ui", "resources")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPainterPath, QPen

from clinic_app.domain.drawing import UNITS_PER_CM, Drawing, Ink, Shape
from clinic_app.domain.palette import SCREEN_LIGHT
from clinic_app.figures.engine import Quality, draw
from clinic_app.figures.pose import parse_pose
from clinic_resources import read_text
from clinic_ui.painting import PaintableDrawing

WIDTH_PX: Final = 900
HEIGHT_PX: Final = 1000
LABEL_PX: Final = 270
LINE_PX: Final = 27
MARGIN_CM: Final = 6.0
LEGS: Final = "legs = { hip_abduction = 5, foot = { pitch = 0, toes_out = 8 } }\n"
HANGING: Final = "arms = { shoulder_abduction = 24, pronation = -70, hand = 'flat' }\n"
LIFTED: Final = "leg_l = { hip_flexion = 95, knee_flexion = 20 }\n"
FORWARD: Final = "arms = { shoulder_flexion = 100, pronation = -30, hand = 'flat' }\n"


@dataclass(frozen=True, slots=True)
class View:
    """One picture of a region: where it is seen from, and the muscles of the right side it shows."""

    title: str
    yaw: int
    muscles: tuple[str, ...]
    pitch: int = 0
    arms: str = HANGING


def _view(title: str, yaw: int, muscles: str, pitch: int = 0, arms: str = HANGING) -> View:
    return View(title, yaw, tuple(name.strip() for name in muscles.split(",")), pitch, arms)


_HIP_SURFACE = "gluteus maximus, gluteus medius, tensor fasciae latae"
_HIP_DEEP = (
    "iliopsoas, piriformis, obturatorius internus, gemellus superior, gemellus inferior, gluteus minimus, "
    "diaphragma pelvis"
)
_CALF = "tibialis anterior, extensor digitorum longus, extensor hallucis longus, fibularis longus"
_DEEP_CALF = (
    "tibialis posterior, flexor hallucis longus, flexor digitorum longus, popliteus, plantaris, "
    "nervus fibularis communis"
)
_CUFF = "infraspinatus, teres minor, teres major, supraspinatus, subscapularis"
_NECK = "sternocleidomastoideus, scaleni, levator scapulae, splenius capitis, semispinalis capitis"
_DEEP_NECK = "longus colli, longus capitis, suboccipitales, digastricus"
_DORSAL = (
    "extensor carpi radialis longus, extensor carpi radialis brevis, extensor digitorum, "
    "extensor carpi ulnaris, abductor pollicis longus, extensor pollicis brevis, supinator"
)
_VOLAR = "pronator teres, flexor carpi radialis, palmaris longus, flexor carpi ulnaris, pronator quadratus"

PLATES: Final[dict[str, tuple[View, ...]]] = {
    "hip": (
        _view("from behind", -90, _HIP_SURFACE),
        _view("from the right", 0, _HIP_SURFACE, arms=FORWARD),
        _view("deep, from behind", -90, _HIP_DEEP),
        _view("deep, from in front", 90, _HIP_DEEP),
    ),
    "thigh": (
        _view(
            "from in front",
            90,
            "rectus femoris, vastus lateralis, vastus medialis, pectineus, adductor longus, gracilis, "
            "tensor fasciae latae",
        ),
        _view(
            "from behind", -90, "biceps femoris, semitendinosus, semimembranosus, gracilis, gluteus maximus"
        ),
        _view(
            "from the right",
            0,
            "vastus lateralis, rectus femoris, biceps femoris, tensor fasciae latae",
            arms=FORWARD,
        ),
        _view("deep", 90, "vastus intermedius, adductor brevis, adductor magnus, nervus femoralis"),
    ),
    "lower_leg": (
        _view("from behind", -90, "gastrocnemius, soleus, fibularis longus"),
        _view("from in front", 90, _CALF),
        _view("from the right", 0, f"{_CALF}, fibularis brevis, gastrocnemius, soleus"),
        _view("deep, from behind", -90, f"{_DEEP_CALF}, nervus tibialis, nervus ischiadicus"),
    ),
    "foot": (
        _view("sole", 90, "flexor hallucis brevis, flexor digitorum brevis, abductor hallucis", -80),
        _view("sole", 90, "aponeurosis plantaris", -80),
        _view(
            "from inside", 180, "abductor hallucis, tibialis posterior, flexor hallucis longus", arms=LIFTED
        ),
        _view("from above", 90, "extensor digitorum longus, extensor hallucis longus, tibialis anterior", 50),
    ),
    "trunk": (
        _view(
            "from in front",
            90,
            "rectus abdominis, obliquus externus abdominis, pectoralis major, serratus anterior",
        ),
        _view(
            "from the right",
            0,
            "obliquus externus abdominis, serratus anterior, latissimus dorsi, rectus abdominis",
            arms=FORWARD,
        ),
        _view("from behind", -90, "latissimus dorsi, lumbar, thoracic"),
        _view("deep", 90, "diaphragma, transversus abdominis, pectoralis minor"),
        _view(
            "deep", 0, "intercostales externi, obliquus internus abdominis, quadratus lumborum", arms=FORWARD
        ),
        _view("deep", -90, "multifidus, quadratus lumborum, diaphragma pelvis"),
    ),
    "shoulder": (
        _view(
            "from behind",
            -90,
            "upper_trapezius, middle_trapezius, lower_trapezius, deltoideus, triceps brachii",
        ),
        _view("from behind", -90, f"{_CUFF}, rhomboideus major, rhomboideus minor, levator scapulae"),
        _view("from in front", 90, "upper_trapezius, deltoideus, pectoralis major, biceps brachii"),
        _view(
            "from the right", 0, "deltoideus, triceps brachii, biceps brachii, upper_trapezius, brachialis"
        ),
        _view("deep, from in front", 90, "subscapularis, supraspinatus, pectoralis minor, brachialis"),
        _view("nerves", 90, "nervus medianus, nervus ulnaris, nervus radialis"),
    ),
    "forearm": (
        _view("from in front", 90, _VOLAR),
        _view("from in front", 90, "flexor digitorum superficialis, flexor digitorum profundus"),
        _view("from behind", -90, _DORSAL),
        _view("from the right", 0, f"{_DORSAL}, pronator teres"),
    ),
    "hand": (
        _view("palm", 90, "adductor pollicis, opponens pollicis, lumbricales"),
        _view("back", -90, "interossei dorsales"),
    ),
    "neck": (
        _view("from the right", 0, _NECK),
        _view("from in front", 90, "sternocleidomastoideus, scaleni, upper_trapezius"),
        _view(
            "from behind", -90, "splenius capitis, semispinalis capitis, levator scapulae, upper_trapezius"
        ),
        _view("deep", 0, _DEEP_NECK),
        _view("deep", 90, _DEEP_NECK),
        _view("deep", -90, _DEEP_NECK),
        _view("jaw", 0, "masseter, temporalis"),
        _view("jaw, deep", 0, "pterygoideus lateralis, pterygoideus medialis, digastricus"),
        _view("jaw, deep", 90, "pterygoideus lateralis, pterygoideus medialis, masseter"),
    ),
}


LATIN_OF_PARTS: Final = {
    "upper_trapezius": "M. trapezius, pars descendens",
    "middle_trapezius": "M. trapezius, pars transversa",
    "lower_trapezius": "M. trapezius, pars ascendens",
    "lumbar": "M. erector spinae, lumbar",
    "thoracic": "M. erector spinae, thoracic",
}


def latin_names() -> dict[str, str]:
    """The Latin name of each muscle, and of the parts that only figures know."""
    library = tomllib.loads(read_text("library/muscles.toml"))
    return LATIN_OF_PARTS | {key: entry["latin"] for key, entry in library.items()}


def drawing_of(view: View, highlight: str) -> Drawing:
    """The standing body from that view."""
    text = (
        f"camera = {{ yaw = {view.yaw}, pitch = {view.pitch} }}\n"
        f"figure = {{ feet = 'bare' }}\n{highlight}[frames.start]\n{LEGS}{view.arms}"
    )
    return draw(parse_pose("plate", text), "start", quality=Quality.PRINT)


def muscle_parts(view: View, name: str) -> list[Shape]:
    """The shapes that show one muscle of the right side."""
    drawing = drawing_of(view, f'highlight = {{ "{name}" = "right" }}\n')
    return [shape for shape in drawing.shapes if shape.fill is Ink.MUSCLE or shape.dash]


def path_of(shape: Shape) -> QPainterPath:
    """The shape as Qt's path, in body units."""
    path = QPainterPath()
    for verb, numbers in shape.commands():
        points = [QPointF(*numbers[at : at + 2]) for at in range(0, len(numbers), 2)]
        if verb == "M":
            path.moveTo(points[0])
        elif verb == "L":
            path.lineTo(points[0])
        elif verb == "Q":
            path.quadTo(points[0], points[1])
        else:
            path.closeSubpath()
    return path


def paint_view(painter: QPainter, cell: QRectF, view: View, latin: dict[str, str]) -> None:
    """One picture with its labels left and right."""
    shown = [(name, muscle_parts(view, name)) for name in view.muscles]
    paths = {name: [path_of(shape) for shape in shapes] for name, shapes in shown if shapes}
    crop = QRectF()
    for path in (path for found in paths.values() for path in found):
        crop = crop.united(path.boundingRect())
    margin = MARGIN_CM * UNITS_PER_CM
    crop.adjust(-margin, -margin, margin, margin)
    inner = cell.adjusted(10, 40, -LABEL_PX, -10)
    scale = min(inner.width() / crop.width(), inner.height() / crop.height())
    base = drawing_of(view, "")
    painter.save()
    painter.setClipRect(inner)
    corner = inner.topLeft() - crop.topLeft() * scale
    whole = QRectF(corner.x(), corner.y(), base.width * scale, base.height * scale)
    PaintableDrawing(base).paint(painter, whole, SCREEN_LIGHT)
    painter.translate(corner)
    painter.scale(scale, scale)
    anchors = {}
    for index, (name, found) in enumerate(paths.items()):
        red, green, blue = colorsys.hsv_to_rgb(index / len(paths), 0.85, 0.75)
        dashed = any(shape.dash for shape in dict(shown)[name])
        pen = QPen(QColor.fromRgbF(red, green, blue), 2.2 / scale)
        pen.setStyle(Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(QColor.fromRgbF(red, green, blue, 0.18 if dashed else 0.4))
        for path in found:
            painter.drawPath(path)
        anchors[name] = (corner + _inner_point(found[0]) * scale, QColor.fromRgbF(red, green, blue))
    painter.restore()
    _paint_labels(painter, cell, anchors, latin, view.title)


def _inner_point(path: QPainterPath) -> QPointF:
    """A point inside the path."""
    middle = path.boundingRect().center()
    if path.contains(middle):
        return middle
    box = path.boundingRect()
    steps = [(i / 12, j / 12) for i in range(13) for j in range(13)]
    inside = [QPointF(box.left() + box.width() * i, box.top() + box.height() * j) for i, j in steps]
    inside = [point for point in inside if path.contains(point)]
    return min(inside, key=lambda point: QLineF(point, middle).length(), default=middle)


def _paint_labels(
    painter: QPainter,
    cell: QRectF,
    anchors: dict[str, tuple[QPointF, QColor]],
    latin: dict[str, str],
    title: str,
) -> None:
    painter.setPen(QColor("#222222"))
    painter.setFont(QFont("Inter", 13))
    painter.drawText(cell.adjusted(10, 6, 0, 0), int(Qt.AlignmentFlag.AlignLeft), title)
    painter.setFont(QFont("Inter", 9))
    lowest = cell.top() + 40.0
    for name, (point, colour) in sorted(anchors.items(), key=lambda item: item[1][0].y()):
        y = max(lowest, point.y() - 10)
        lowest = y + LINE_PX
        x = cell.right() - LABEL_PX + 6
        painter.setPen(QPen(colour, 1.2))
        painter.drawLine(point, QPointF(x - 4, y + 10))
        text = latin.get(name, name).replace("Musculus ", "M. ").replace("Musculi ", "Mm. ")
        painter.drawText(QRectF(x, y, LABEL_PX - 8, LINE_PX), int(Qt.AlignmentFlag.AlignLeft), text[:44])


def main() -> None:
    """Read the arguments and paint the plates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="*", choices=PLATES)
    chosen = parser.parse_args()
    application = QGuiApplication(sys.argv[:1])
    latin = latin_names()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    for region in chosen.only or PLATES:
        views = PLATES[region]
        columns = min(3, len(views)) if len(views) != 4 else 2
        rows = -(-len(views) // columns)
        sheet = QImage(columns * WIDTH_PX, rows * HEIGHT_PX, QImage.Format.Format_RGB32)
        sheet.fill(Qt.GlobalColor.white)
        painter = QPainter(sheet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, view in enumerate(views):
            x, y = place % columns * WIDTH_PX, place // columns * HEIGHT_PX
            paint_view(painter, QRectF(x, y, WIDTH_PX, HEIGHT_PX), view, latin)
        painter.end()
        sheet.save(str(chosen.folder / f"{region}.png"))
    application.quit()


if __name__ == "__main__":
    main()
