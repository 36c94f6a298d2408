"""When to stop and whom to call: traffic light, help box, reminders."""

from reportlab.lib.units import mm

from clinic_app.domain.handout import HelpLine, StopBlock, StopLevel, StopLine, sentences_together
from clinic_app.pdf.block import (
    Block,
    Easel,
    Group,
    InLanguage,
    TextBlock,
    body_style,
    heading,
    running_text,
    style,
)
from clinic_app.pdf.marks import box, disc, dots, octagon, polyline, stripes, tick, triangle
from clinic_app.pdf.styles import Theme
from clinic_app.pdf.tags import NAMED, Role
from clinic_app.pdf.text import Paragraph, Span, draw_line, line_width, spans

_STRIP = 3.2 * mm
_SIGN = 4.3 * mm


def stop_blocks(stop: StopBlock, theme: Theme, *, with_reminders: bool = True) -> Block:
    """The whole block, kept together; the reminders below it, if they do not stand elsewhere."""
    blocks: list[Block] = [heading(theme, stop.heading, after=theme.space(1.5))]
    blocks += [_Light(line, theme, _badge_width(stop, theme), stop) for line in stop.lines]
    if stop.help:
        blocks.append(_HelpBox(stop.help_heading, stop.help, theme))
    if stop.reminders and with_reminders:
        blocks.append(running_text(theme, _reminders(stop)))
    return InLanguage(Group(*blocks), stop.language)


def reminders_below_exercises(stop: StopBlock, theme: Theme) -> Block:
    """The reminders at the foot of the exercises, where that saves a page."""
    set_in = style(theme, theme.small, leading=theme.line_factor)
    paragraph = Paragraph(_reminders(stop), set_in, theme.text_width)
    return InLanguage(TextBlock(paragraph, theme), stop.language)


def stop_parts(
    stop: StopBlock, theme: Theme, room: float, *, with_reminders: bool = True
) -> tuple[Block, ...]:
    """The block in parts, each no taller than ``room`` as far as one line of help allows."""
    badge = _badge_width(stop, theme)
    lights = [_Light(line, theme, badge, stop) for line in stop.lines]
    title = heading(theme, stop.heading, after=1.5 * mm)
    parts: list[Block] = [InLanguage(Group(title, *lights), stop.language)]
    waiting = list(stop.help)
    while waiting:
        count = len(waiting)
        while count > 1 and _HelpBox(stop.help_heading, tuple(waiting[:count]), theme).height > room:
            count -= 1
        box_of_some = _HelpBox(stop.help_heading, tuple(waiting[:count]), theme)
        parts.append(InLanguage(box_of_some, stop.language))
        waiting = waiting[count:]
    if stop.reminders and with_reminders:
        parts.append(running_text(theme, _reminders(stop)))
    return tuple(parts)


def stop_line(stop: StopBlock, theme: Theme, size: float) -> TextBlock:
    """When to stop and whom to call, in a line at the foot of a page: the last light."""
    red = stop.lines[-1]
    words = _rule(red)
    return TextBlock(Paragraph(words, style(theme, size, leading=1.25), theme.text_width), theme)


def _reminders(stop: StopBlock) -> tuple[Span, ...]:
    """What to think of each time, behind a bold lead."""
    if not stop.reminders:
        return ()
    return (Span(f"{stop.reminders_lead} ", bold=True), *spans(sentences_together(stop.reminders)))


def _rule(line: StopLine) -> tuple[Span, ...]:
    """What to do in bold, and when; a telephone number at the end of the first gets a full stop."""
    lead = spans(line.lead, bold=True)
    stop = (Span(".", bold=True),) if lead and lead[-1].text[-1:].isdigit() else ()
    return (*lead, *stop, Span(" "), *spans(line.text))


def _badge_width(stop: StopBlock, theme: Theme) -> float:
    widest = max((line_width(line.badge, theme.body, bold=True) for line in stop.lines), default=0.0)
    return max(34 * mm, widest + 20 * mm)


class _Light:
    """One light: badge with word, shape and pattern; the rule beside it."""

    def __init__(self, line: StopLine, theme: Theme, badge_width: float, stop: StopBlock) -> None:
        """The lights of one ``stop`` are one list."""
        self._stop = stop
        self._line = line
        self._theme = theme
        self._badge = badge_width
        width = min(theme.text_width - badge_width - 4 * mm, theme.longest_line)
        self._text = Paragraph(_rule(line), body_style(theme), width)

    @property
    def height(self) -> float:
        """With the space below it."""
        return self._box_height + self._theme.space(1.6)

    @property
    def _box_height(self) -> float:
        least = (10.4 if self._theme.is_snug else 12) * mm
        return max(self._text.height + self._theme.space(1.6), least)

    def draw(self, easel: Easel, top: float) -> None:
        """Draw badge and rule."""
        theme, tall = self._theme, self._box_height
        x = theme.left(self._badge + 4 * mm, self._text.width)
        with (
            easel.tagged(Role.LIST, attributes=NAMED, of=self._stop.lines),
            easel.tagged(Role.ITEM),
        ):
            self._draw_badge(easel, theme.left(0, self._badge), top - tall, tall)
            with easel.tagged(Role.ITEM_BODY):
                self._text.draw(easel.canvas, x, top - (tall - self._text.height) / 2)

    def _draw_badge(self, easel: Easel, x: float, y: float, tall: float) -> None:
        theme, colours, canvas = self._theme, self._theme.colours, easel.canvas
        fill, line = {
            StopLevel.GREEN: (colours.green_tint, colours.green),
            StopLevel.AMBER: (colours.amber_tint, colours.amber),
            StopLevel.RED: (colours.red, colours.red),
        }[self._line.level]
        box(canvas, x, y, self._badge, tall, fill=fill, radius_mm=1.5)
        strip_x = x if theme.right_to_left else x + self._badge - _STRIP
        if self._line.level is StopLevel.GREEN:
            dots(canvas, strip_x, y + 0.6 * mm, _STRIP, tall - 1.2 * mm, colours.green)
        if self._line.level is StopLevel.AMBER:
            stripes(canvas, strip_x, y + 0.6 * mm, _STRIP, tall - 1.2 * mm, colours.amber)
        box(canvas, x, y, self._badge, tall, line=line, line_mm=0.4, radius_mm=1.5)
        sign_x = x + self._badge - 6.4 * mm if theme.right_to_left else x + 6.4 * mm
        self._draw_sign(easel, sign_x, y + tall / 2)
        word_colour = colours.white if self._line.level is StopLevel.RED else colours.ink
        word_x = sign_x + (-1 if theme.right_to_left else 1) * (_SIGN + 2.2 * mm)
        set_in = style(theme, theme.body, colour=word_colour)
        with easel.tagged(Role.LABEL):
            draw_line(canvas, self._line.badge, word_x, y + tall / 2 - theme.body * 0.33, set_in, bold=True)

    def _draw_sign(self, easel: Easel, x: float, y: float) -> None:
        colours, canvas = self._theme.colours, easel.canvas
        if self._line.level is StopLevel.GREEN:
            disc(canvas, x, y, _SIGN, colours.green)
            tick(canvas, x - 2.2 * mm, y - 2.2 * mm, 4.4 * mm, colours.white)
        elif self._line.level is StopLevel.AMBER:
            triangle(canvas, x, y, _SIGN, colours.amber)
            polyline(canvas, ((x, y + _SIGN * 0.45), (x, y - _SIGN * 0.2)), colours.white, 0.7)
            disc(canvas, x, y - _SIGN * 0.55, 0.45 * mm, colours.white)
        else:
            octagon(canvas, x, y, _SIGN * 1.05, colours.white)
            box(canvas, x - 2.5 * mm, y - 0.8 * mm, 5 * mm, 1.6 * mm, fill=colours.red)


class _HelpBox:
    """Who to call first, in a frame with a solid head."""

    def __init__(self, title: str, lines: tuple[HelpLine, ...], theme: Theme) -> None:
        self._theme = theme
        self._title = title
        width = min(theme.text_width - 9 * mm, theme.longest_line * 1.02)
        self._lines = tuple(
            Paragraph((*spans(line.lead, bold=True), Span(" "), *spans(line.text)), body_style(theme), width)
            for line in lines
        )

    @property
    def height(self) -> float:
        """With the space above and below it."""
        return self._head + sum(line.height + 0.8 * mm for line in self._lines) + 4.5 * mm

    @property
    def _head(self) -> float:
        return 9 * mm * self._theme.body / 15

    def draw(self, easel: Easel, top: float) -> None:
        """Draw frame, head and lines."""
        theme, canvas, red = self._theme, easel.canvas, self._theme.colours.red
        top -= 1 * mm
        bottom = top - self.height + 3 * mm
        canvas.saveState()
        path = canvas.beginPath()
        path.roundRect(0, bottom, theme.text_width, top - bottom, 2 * mm)
        canvas.clipPath(path, stroke=0, fill=0)
        box(canvas, 0, top - self._head, theme.text_width, self._head, fill=red)
        canvas.restoreState()
        box(canvas, 0, bottom, theme.text_width, top - bottom, line=red, line_mm=0.9, radius_mm=2)
        title = style(theme, theme.body * 1.07, colour=theme.colours.white)
        baseline = top - self._head / 2 - theme.body * 0.35
        with easel.heading(Role.SUBHEADING, top, self._title):
            draw_line(canvas, self._title, theme.left(4.5 * mm, 0), baseline, title, bold=True)
        y = top - self._head - 0.8 * mm
        with easel.tagged(Role.LIST):
            for line in self._lines:
                with easel.tagged(Role.ITEM), easel.tagged(Role.ITEM_BODY):
                    line.draw(canvas, theme.left(4.5 * mm, line.width), y)
                y -= line.height + 0.8 * mm
