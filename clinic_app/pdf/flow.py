"""Pages of blocks from the top down, written as one tagged document: what is no sheet of exercises."""

from collections.abc import Callable, Sequence
from typing import Any

from clinic_app.domain.drawing import Drawing
from clinic_app.pdf.block import Easel
from clinic_app.pdf.compact import compact_bytes
from clinic_app.pdf.layout import PlacedBlock
from clinic_app.pdf.paint import FigurePainter
from clinic_app.pdf.pieces import Fixed, Piece
from clinic_app.pdf.structure import add_structure
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import FOOTER, Tags
from clinic_app.pdf.writer import CREATOR, Titled, new_canvas

Pages = Sequence[Sequence[PlacedBlock]]


def placed(page: Sequence[Piece], theme: Theme) -> list[PlacedBlock]:
    """Blocks from the top down, the same space between them on every page."""
    found: list[PlacedBlock] = []
    top = theme.text_height
    for at, piece in enumerate(page):
        assert isinstance(piece, Fixed)
        top -= theme.gap if at and not piece.is_joined else 0.0
        found.append(PlacedBlock(piece.shown(at_top=at == 0), top))
        top -= found[-1].block.height
    return found


def written(
    titled: Titled, theme: Theme, pages: Pages, draw_footer: Callable[[Easel, int, int], None]
) -> bytes:
    """The document's bytes; ``draw_footer`` gets the number of the page and how many there are."""
    canvas = new_canvas(titled, theme)
    tags = Tags(canvas, titled.language)
    easel = Easel(canvas, FigurePainter(canvas, theme.palette), theme, _no_figure, tags)
    for number, page in enumerate(pages, start=1):
        canvas.translate(theme.margin, theme.bottom)
        with tags.page():
            for each in page:
                each.block.draw(easel, each.top)
            with tags.decoration(FOOTER):
                draw_footer(easel, number, len(pages))
        canvas.showPage()
    document: Any = canvas
    document = document._doc
    add_structure(document, tags, title=titled.document_title, language=titled.language, creator=CREATOR)
    return compact_bytes(document)


def _no_figure(slug: str, frame: str, mirror: bool) -> Drawing:
    raise LookupError(f"there are no figures here: {slug} {frame} {mirror}")
