"""The one style sheet; widgets choose by the properties ``kind`` and ``pane``, the theme fills it."""

from string import Template
from typing import Final

STYLE_SHEET: Final = Template("""
QLineEdit, QPlainTextEdit, QComboBox, QDateEdit {
    background: $stage; color: $text; border: 1px solid $control; border-radius: 6px;
    padding: ${pad_y}px ${pad_x}px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit, QComboBox, QDateEdit { min-height: ${field}px; }
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus, QDateEdit:focus {
    border: 2px solid $accent; padding: ${focus_y}px ${focus_x}px;
}
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"] { border: 2px solid $bad; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
    background: $sunk; color: $disabled; border-color: $line;
}
QLineEdit:read-only, QPlainTextEdit:read-only, QComboBox[reads="true"] {
    background: transparent; border-color: transparent;
}
QLineEdit:read-only:focus, QPlainTextEdit:read-only:focus, QComboBox[reads="true"]:focus {
    border-color: $accent;
}
QLineEdit[kind="number"] {
    background: $sunk; border: 1px solid $sunk; font-weight: 600; padding: 3px 4px;
}
QLineEdit[kind="number"]:hover { border-color: $control; }
QLineEdit[kind="number"]:focus { background: $stage; border: 2px solid $accent; padding: 2px 3px; }
QLineEdit[kind="number"][invalid="true"] { border: 2px solid $bad; }
QLineEdit[kind="bare"], QLineEdit[kind="bare"]:focus { background: transparent; border: none; padding: 0; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox[reads="true"]::drop-down { width: 0; }
QComboBox QAbstractItemView {
    background: $stage; color: $text; border: 1px solid $line; outline: none;
    selection-background-color: $accent_tint; selection-color: $text;
}
QPushButton {
    border-radius: 8px; padding: 0 ${button_x}px; min-height: ${button}px; font-weight: 500; color: $text;
    background: transparent; border: 1px solid transparent; outline: none;
}
QPushButton[kind="primary"] { background: $accent; color: $on_accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="outline"] { background: $stage; border-color: $line; }
QPushButton[kind="outline"]:hover { background: $hover; border-color: $control; }
QPushButton[kind="soft"] { background: $sunk; }
QPushButton[kind="plain"]:hover, QPushButton[kind="soft"]:hover { background: $hover; }
QPushButton[kind="compact"] { padding: 0 8px; }
QPushButton[kind="compact"]:hover, QPushButton[kind="compact"]:checked { background: $hover; }
QPushButton[kind="add"] { padding: 0; min-height: 0; background: $stage; border: 1px solid $accent; }
QPushButton[kind="add"]:hover { background: $accent_tint; }
QPushButton[kind="link"] { color: $accent; padding: 0 4px; }
QPushButton[kind="link"]:hover { color: $accent_hover; text-decoration: underline; }
QPushButton[kind="danger"] { color: $bad; border-color: $line; background: $stage; }
QPushButton[kind="danger"]:hover { background: $bad_tint; }
QPushButton[kind="inverse"] { color: $inverse_accent; padding: 0 8px; }
QPushButton[kind="icon"] { padding: 0; min-width: ${button}px; }
QPushButton[kind="icon"]:hover, QPushButton[kind="icon"]:checked { background: $hover; }
QPushButton:focus { border: 2px solid $accent; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton:disabled { color: $disabled; background: transparent; border-color: $line; }
QPushButton[kind="plain"]:disabled, QPushButton[kind="compact"]:disabled,
QPushButton[kind="icon"]:disabled, QPushButton[kind="link"]:disabled {
    border-color: transparent;
}
QPushButton[kind="primary"]:disabled { background: $sunk; border-color: $sunk; }
QPushButton[kind="segment"] {
    background: transparent; color: $text_2; border-radius: 6px; min-height: ${segment}px; padding: 0 10px;
}
QPushButton[kind="segment"][narrow="true"] { padding: 0; min-width: ${narrow}px; }
QPushButton[kind="segment"]:hover { color: $text; background: $hover; }
QPushButton[kind="segment"]:checked { background: $accent; color: $on_accent; font-weight: 600; }
QPushButton[kind="segment"]:disabled { border-color: transparent; }
QPushButton[kind="segment"]:checked:disabled { background: $accent_tint; color: $text; }
QPushButton[kind="segment"]:focus { border: 2px solid $control; }
QPushButton[kind="segment"]:checked:focus { border: 2px solid $text; }
QPushButton[kind="chip"] {
    border: 1px solid $line; border-radius: ${chip_radius}px; min-height: ${chip}px; padding: 0 12px;
}
QPushButton[kind="chip"]:hover { border-color: $control; }
QPushButton[kind="chip"]:checked { background: $accent_tint; color: $accent; border-color: $accent_tint; }
QPushButton[kind="chip"]:focus { border: 2px solid $accent; }
QPushButton[kind="pen"] {
    text-align: left; padding: 0 7px; min-height: ${segment}px; font-weight: 400; font-size: ${small}px;
}
QPushButton[kind="pen"]:hover { background: $hover; }
QPushButton[kind="pen"]:checked { background: $accent_tint; border-color: $accent; font-weight: 600; }
QPushButton[kind="pen"]:focus { border: 2px solid $accent; padding: 0 6px; }
QFrame[pane="stage"] { background: $stage; }
QFrame[pane="pane"] { background: $pane; }
QFrame[pane="rail"] { background: $rail; }
QFrame[pane="desk"] { background: $desk; }
QFrame[pane="sunk"] { background: $sunk; border-radius: 8px; }
QFrame[pane="card"] { background: $stage; border: 1px solid $line; border-radius: 12px; padding: 1px; }
QFrame[pane="card"][look="closed"] {
    border: 1px solid transparent; border-bottom-color: $line; border-radius: 0;
}
QFrame[pane="card"][look="closed"]:hover { background: $pane; }
QFrame[pane="card"][look="open"] { border: 1px solid $control; }
QFrame[pane="card"][look="chosen"] { background: $accent_tint; border: 1px solid $accent_tint; }
QFrame[pane="card"]:focus, QFrame[pane="card"][look="closed"]:focus, QFrame[pane="card"][look="open"]:focus,
QFrame[pane="card"][look="chosen"]:focus { border: 2px solid $accent; border-radius: 12px; padding: 0; }
QFrame[pane="tint"] { background: $accent_tint; }
QFrame[pane="tile"] { background: $pane; border-radius: 12px; }
QFrame[pane="figure"] { background: $stage; border-radius: 8px; }
QFrame[pane="popup"] { background: $stage; border: 1px solid $line; border-radius: 10px; }
QFrame[pane="warn"] { background: $warn_tint; }
QFrame[pane="bad"] { background: $bad_tint; }
QFrame[pane="advice-plain"] { background: transparent; }
QFrame[pane="advice-warn"] { background: $warn_tint; border-radius: 8px; }
QFrame[pane="advice-bad"] { background: $bad_tint; border-radius: 8px; }
QFrame[pane="alert-warn"] { background: $warn_tint; border-radius: ${chip_radius}px; }
QFrame[pane="alert-bad"] { background: $bad_tint; border-radius: ${chip_radius}px; }
QFrame[pane="toast"] { background: $inverse; border-radius: 10px; }
QFrame[pane="panel"] { background: $stage; border: 1px solid $line; border-radius: 14px; }
QFrame[pane="key"] { background: $sunk; border: 1px solid $line; border-radius: 5px; padding: 1px 6px; }
QFrame[pane="hairline"] { background: $line; border: none; }
QListView, QTableView, QScrollArea { background: transparent; border: none; outline: none; }
QTableView::item { padding: 0 8px; }
QTableView { selection-background-color: $accent_tint; selection-color: $text; }
QHeaderView::section { background: $pane; color: $text_2; border: none; padding: 6px 11px; }
QListView[kind="offered"] { background: $stage; color: $text; border: 1px solid $control; }
QListView[kind="offered"]::item { min-height: ${chip}px; padding: 0 8px; color: $text; }
QListView[kind="offered"]::item:selected { background: $accent_tint; }
QProgressBar { background: $sunk; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QScrollArea[kind="sheet"] { border: 2px solid transparent; }
QScrollArea[kind="sheet"]:focus { border: 2px solid $accent; }
QToolTip { background: $inverse; color: $on_inverse; border: none; padding: 6px 8px; }
QToolTip { qproperty-textFormat: PlainText; }
QMenu { background: $stage; color: $text; border: 1px solid $line; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 6px 20px 6px 12px; border-radius: 6px; }
QMenu::item:selected { background: $accent_tint; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { background: $line; height: 1px; margin: 4px 8px; }
QCheckBox { spacing: 8px; }
QCheckBox::indicator {
    width: ${tick}px; height: ${tick}px; border: 1px solid $control; border-radius: 4px; background: $stage;
}
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick_picture"); }
QCheckBox::indicator:focus { border: 2px solid $accent; width: ${tick_in}px; height: ${tick_in}px; }
QCheckBox::indicator:checked:focus { border-color: $text; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $control; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $text_3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")
