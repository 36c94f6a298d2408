"""Today: who was here last, and what waits for somebody."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from clinic_app.domain.backup import Lack, Reminder
from clinic_app.domain.date_words import written_weekday
from clinic_app.domain.waiting import StandingStill, Standstill, Today
from clinic_app.services.clinic import ClinicServices
from clinic_ui.backups.backup_words import is_pressing, lacking
from clinic_ui.context import Context
from clinic_ui.pages.page import Page
from clinic_ui.pages.today_rows import TodayRow
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.empty_state import EmptyState
from clinic_ui.widgets.labels import Label, Pane, hairline
from clinic_ui.widgets.page_header import PageHeader
from clinic_ui.widgets.scrolled import scrolled
from clinic_ui.work import Latest

_NARROW = 900
_FIGURE = "sit-to-stand"


class TodayPage(Page):
    """Looks at the record whenever it comes into view."""

    backups_wanted = Signal()
    """The settings of backups are to be shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._latest = Latest(context.worker)
        self.rows: list[TodayRow] = []
        text = context.words.gettext
        self.header = PageHeader(context.theme, text("Today"))
        self.nothing = EmptyState(
            context.theme,
            text("Nothing waits for you"),
            text("Patients seen lately, reviews, drafts and notes to sign stand here."),
            thumbnails=context.thumbnails,
            figure=_FIGURE,
        )
        self._seen, self._waiting = _Column(context), _Column(context)
        self._stack = QStackedWidget()
        self._lay_out()

    def refresh(self) -> None:
        """Look at the record; overrides Page."""
        self._latest.run(partial(_look, self.context.services), self._on_read)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window what waits stands below; overrides Qt."""
        super().resizeEvent(event)
        is_narrow = self.width() < self.context.theme.px(_NARROW)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(down if is_narrow else across)
        for place, share in enumerate((0, 1) if is_narrow else (3, 2)):
            self._sides.setStretch(place, share)

    def _lay_out(self) -> None:
        inside = Pane("stage")
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._sides.setContentsMargins(24, 16, 24, 24)
        self._sides.setSpacing(32)
        self._sides.addWidget(self._seen, 3)
        self._sides.addWidget(self._waiting, 2)
        self._stack.addWidget(scrolled(inside))
        self._stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)

    def _on_read(self, read: tuple[Today, Reminder | None]) -> None:
        today, lack = read
        words, text = self.context.words, self.context.words.gettext
        had_focus = any(row.hasFocus() for row in self.rows)
        self.header.subtitle.setText(written_weekday(today.day, words))
        self._stack.setCurrentIndex(1 if today.is_empty and not is_pressing(lack) else 0)
        self._seen.clear()
        self._waiting.clear()
        self._seen.show_rows(text("Seen lately"), self._seen_rows(today), text("Nobody was seen yet."))
        self._seen.end()
        self._waiting.show_rows(text("Backups"), self._backup_rows(lack))
        self._waiting.show_rows(text("Reviews due"), self._review_rows(today))
        self._waiting.show_rows(text("No change after six weeks"), self._still_rows(today))
        self._waiting.show_rows(text("Notes not signed"), self._unsigned_rows(today))
        self._waiting.show_rows(text("Drafts not handed out"), self._draft_rows(today))
        self._waiting.end(text("Nothing waits for you."))
        self.rows = [*self._seen.rows, *self._waiting.rows]
        if had_focus and self.rows:
            self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _seen_rows(self, today: Today) -> Iterable[TodayRow]:
        words = self.context.words
        for each in today.seen:
            is_today = each.on == today.day
            day = words.gettext("Today") if is_today else written_weekday(each.on, words)
            yield self._row("person", each.patient.banner_name, day, self.patient_wanted, each.patient.id)

    def _backup_rows(self, lack: Reminder | None) -> Iterable[TodayRow]:
        if lack is None or not (is_pressing(lack) or lack.lack is Lack.ONLY_HERE):
            return
        words, theme, icons = self.context.words, self.context.theme, self.context.actions.icons
        icon, tone = ("warning", Tone.WARN) if is_pressing(lack) else ("archive", Tone.TEXT_2)
        said = lacking(lack, words)
        name = words.gettext("Back up the record")
        yield TodayRow(theme, icons, icon, name, said, self.backups_wanted.emit, tone=tone)

    def _review_rows(self, today: Today) -> Iterable[TodayRow]:
        words, text = self.context.words, self.context.words.gettext
        for each in today.reviews:
            away = (each.review_date - today.day).days
            if away < 0:
                when = text("Was due on {date}").format(date=words.day(each.review_date))
            elif away == 0:
                when = text("Today")
            else:
                when = written_weekday(each.review_date, words)
            said = text("{when}  ·  version {number} of “{title}”").format(
                when=when, number=each.version, title=each.title
            )
            tone = Tone.WARN if away <= 0 else Tone.TEXT_2
            yield self._row(
                "flag", each.patient.banner_name, said, self.patient_wanted, each.patient.id, tone=tone
            )

    def _still_rows(self, today: Today) -> Iterable[TodayRow]:
        for each in today.still:
            patient = each.plan.patient
            said = self._why(each)
            yield self._row(
                "warning", patient.banner_name, said, self.patient_wanted, patient.id, tone=Tone.WARN
            )

    def _why(self, still: StandingStill) -> str:
        words, text = self.context.words, self.context.words.gettext
        since = words.day(still.plan.first_given)
        if still.why is Standstill.NOTHING_RECORDED:
            said = text("No score since the stretches began on {date}: ask how it is")
        else:
            said = text("Stretches alone since {date}, no score got better: examine again")
        return said.format(date=since)

    def _unsigned_rows(self, today: Today) -> Iterable[TodayRow]:
        words = self.context.words
        for each in today.unsigned:
            day = written_weekday(each.visit.visited_on, words)
            said = words.gettext("Visit of {date}").format(date=day)
            yield self._row("edit", each.patient.banner_name, said, self.visit_wanted, each.visit.id)

    def _draft_rows(self, today: Today) -> Iterable[TodayRow]:
        words, text = self.context.words, self.context.words.gettext
        for each in today.drafts:
            count = words.ngettext("{count} exercise", "{count} exercises", each.items)
            title = each.title or text("Program without a title")
            said = "  ·  ".join((title, count.format(count=each.items), words.moment(each.changed_at)))
            yield self._row("builder", each.patient.banner_name, said, self.program_wanted, each.program_id)

    def _row(
        self, icon: str, name: str, said: str, signal: object, wanted: object, *, tone: Tone = Tone.TEXT_2
    ) -> TodayRow:
        emit = partial(getattr(signal, "emit"), wanted)  # noqa: B009 - a bound signal has no type of its own
        theme, icons = self.context.theme, self.context.actions.icons
        return TodayRow(theme, icons, icon, name, said, emit, tone=tone)


def _look(services: ClinicServices) -> tuple[Today, Reminder | None]:
    return services.today.look(), services.backups.reminder()


class _Column(QWidget):
    """Sections below each other, each with how many lines it has; empty ones are not shown."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.rows: list[TodayRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def clear(self) -> None:
        """Nothing is shown."""
        self.rows = []
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def show_rows(self, title: str, rows: Iterable[TodayRow], nothing: str = "") -> None:
        """One more section; where there is nothing, ``nothing`` is said, or the section left out."""
        made = list(rows)
        if not made and not nothing:
            return
        if self._column.count():
            self._column.addSpacing(12)
            self._column.addWidget(hairline())
            self._column.addSpacing(12)
        theme = self._context.theme
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(8, 0, 8, 4)
        line.setSpacing(8)
        line.addWidget(Label(title, theme, Type.HEAD))
        line.addWidget(Label(str(len(made)) if made else "", theme, Type.HEAD, Tone.TEXT_3), 1)
        self._column.addWidget(head)
        if not made:
            self._say(nothing)
        for row in made:
            self._column.addWidget(row)
        self.rows += made

    def end(self, nothing: str = "") -> None:
        """All sections are shown; with none of them, ``nothing`` is said."""
        if not self._column.count() and nothing:
            self._say(nothing)
        self._column.addStretch(1)

    def _say(self, text: str) -> None:
        label = Label(text, self._context.theme, Type.BODY, Tone.TEXT_2, wraps=True)
        label.setContentsMargins(8, 0, 8, 0)
        self._column.addWidget(label)
