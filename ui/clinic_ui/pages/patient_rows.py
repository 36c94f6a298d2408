"""The list of patients: a plain model and the delegate that paints its rows."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from clinic_app.domain.patient import Patient
from clinic_ui.theme import Theme, Tone, Type
from clinic_ui.widgets.row_painter import RowPainter
from clinic_ui.words import Words

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT: Final = 56
_BETWEEN: Final = 28
_LEAST_NAME: Final = 280
"""Where a name would have less room than this, at text scale 1, the facts stand below it."""

PATIENT_ROLE: Final = Qt.ItemDataRole.UserRole


class PatientModel(QAbstractListModel):
    """Patients in the order the record found them."""

    def __init__(self, words: Words, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words, self._today = words, today
        self._patients: Sequence[Patient] = ()
        self._became: Mapping[UUID, Patient] = {}

    def show(
        self, patients: Sequence[Patient], became: Mapping[UUID, Patient] = MappingProxyType({})
    ) -> None:
        """Show these instead; ``became`` are those that merged ones are now, by the merged one's id."""
        self.beginResetModel()
        self._became = became
        self._patients = tuple(patients)
        self.endResetModel()

    def patient(self, row: int) -> Patient:
        """The patient of a row."""
        return self._patients[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """How many there are; overrides Qt."""
        return 0 if parent.isValid() else len(self._patients)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The patient, and what a screen reader says of the row; overrides Qt."""
        patient = self._patients[index.row()]
        if role == PATIENT_ROLE:
            return patient
        if role == Qt.ItemDataRole.DisplayRole:
            return patient.banner_name
        if role == Qt.ItemDataRole.ToolTipRole:
            return "  ·  ".join(
                part for part in (patient.banner_name, *self.details(patient), self.merged(patient)) if part
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                part for part in (patient.full_name, *self.details(patient), self.merged(patient)) if part
            )
        return None

    def widest_details(self) -> tuple[str, str, str]:
        """The longest that each of the details may be, for the columns' widths."""
        text = self._words.gettext
        born = max((self._words.day(date(2000, month, 28)) for month in range(1, 13)), key=len)
        return born, text("{years} y").format(years=100), "000000"

    def merged(self, patient: Patient) -> str:
        """Into whom the record was merged, in words; nothing where it was not."""
        now = self._became.get(patient.id)
        if now is None:
            return ""
        said = self._words.gettext("merged into {name}, record {number}")
        return said.format(name=now.banner_name, number=record_number(now))

    def details(self, patient: Patient) -> tuple[str, str, str]:
        """Born, age and record number, in words."""
        text = self._words.gettext
        age = patient.age_on(self._today)
        born = self._words.day(patient.birth_date) if patient.birth_date else ""
        years = text("{years} y").format(years=age) if age is not None else ""
        return born, years, record_number(patient)


def record_number(patient: Patient) -> str:
    """The record number as written everywhere: six digits."""
    return patient.written_number


class PatientDelegate(QStyledItemDelegate):
    """One patient a row."""

    def __init__(self, theme: Theme, model: PatientModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802 - Qt's
        """The same for every row; overrides Qt."""
        return QSize(self._theme.px(400), self._theme.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Name on the left; born, age and number in columns, or below it in a narrow list; overrides Qt."""
        patient: Patient = index.data(PATIENT_ROLE)
        row = RowPainter(painter, self._theme)
        painter.save()
        row.background(option)
        box = QRectF(option.rect).adjusted(16, 0, -16, 0)
        columns = self.column_widths(row)
        if box.width() - sum(columns) < self._theme.px(_LEAST_NAME):
            self._paint_below(row, box, patient)
        else:
            self._paint_beside(row, box, patient, columns)
        row.hairline(box.x(), box.bottom(), box.width())
        painter.restore()

    def column_widths(self, row: RowPainter) -> list[float]:
        """Born, age, record number: as wide as the longest there may be."""
        between = self._theme.px(_BETWEEN)
        return [row.width(text, Type.SMALL) + between for text in self._model.widest_details()]

    def _paint_beside(self, row: RowPainter, box: QRectF, patient: Patient, columns: Sequence[float]) -> None:
        right = box.right()
        details = self._model.details(patient)
        for width, text in reversed(list(zip(columns, details, strict=True))):
            row.text(QRectF(right - width, box.y(), width, box.height()), text, Type.SMALL, Tone.TEXT_2)
            right -= width
        name = QRectF(box.x(), box.y(), right - box.x() - 16, box.height())
        self._paint_name(row, name, patient, self._model.merged(patient))

    def _paint_below(self, row: RowPainter, box: QRectF, patient: Patient) -> None:
        line = min(self._theme.px(22), box.height() / 2)
        top = box.y() + (box.height() - 2 * line) / 2
        self._paint_name(row, QRectF(box.x(), top, box.width(), line), patient)
        facts = "  ·  ".join(
            text for text in (self._model.merged(patient), *self._model.details(patient)) if text
        )
        row.text(QRectF(box.x(), top + line, box.width(), line), facts, Type.SMALL, Tone.TEXT_2)

    def _paint_name(self, row: RowPainter, box: QRectF, patient: Patient, merged: str = "") -> None:
        """``merged`` stands beside the name where there is room, before what the patient is called."""
        row.text(box, patient.banner_name, Type.BODY_STRONG, keeps_end=True)
        taken = row.width(patient.banner_name, Type.BODY_STRONG) + 12
        known_as = merged or (f"“{patient.preferred_name}”" if patient.preferred_name else "")
        if known_as and taken < box.width():
            row.text(box.adjusted(taken, 0, 0, 0), known_as, Type.SMALL, Tone.TEXT_2)
