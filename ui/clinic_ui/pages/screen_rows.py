"""The result of a red-flag screen, one a row."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_app.domain.red_flags import RedFlagScreen
from clinic_app.domain.screen_words import result_line
from clinic_ui.context import Context
from clinic_ui.theme import Tone, Type
from clinic_ui.widgets.icon_line import IconLine
from clinic_ui.widgets.labels import Label

_INDENT = 22
"""As wide as an icon and its gap."""


class ScreenRow(QWidget):
    """Clear, or what was found and what was done about it."""

    def __init__(self, context: Context, result: RedFlagScreen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme, words, library = context.theme, context.words, context.library
        icon, tone = ("check", Tone.OK) if result.is_clear else ("error", Tone.BAD)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        line = result_line(result, library, words, words.language)
        column.addWidget(IconLine(theme, context.actions.icons, icon, line, tone))
        if result.is_clear:
            return
        details = QVBoxLayout()
        details.setContentsMargins(theme.px(_INDENT), 0, 0, 0)
        details.setSpacing(2)
        column.addLayout(details)
        screen = library.screens.get(result.screen)
        for question in screen.questions if screen else ():
            if question.id in result.findings:
                said = question.texts.get(words.language) or question.texts["en"]
                details.addWidget(Label(said, theme, Type.SMALL, Tone.TEXT_2, wraps=True))
        done = words.gettext("Done: {action}").format(action=result.action)
        details.addWidget(Label(done, theme, Type.SMALL, wraps=True))
