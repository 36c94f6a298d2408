"""The texts that are found by their words; beside it lies ``found_words``, SQLite's own full-text index.

``found_words`` (FTS5) keeps of each text which words it has and whose it is, no text. It is no model: the
migration makes it, ``data.text_index`` keeps it.
"""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from clinic_app.data.column_types import LongText, word_of
from clinic_app.data.tables.base import Base
from clinic_app.domain.found_text import TextKind


class FoundTextRow(Base):
    """One text as it was indexed: to take it out of the index, its very words are needed again.

    ``id`` is the day's number times 2²⁰ and a count, so that the newest is found first.
    """

    __tablename__ = "found_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TextKind] = mapped_column(word_of(TextKind, "kind"))
    owner_id: Mapped[UUID] = mapped_column(unique=True)
    patient_id: Mapped[UUID | None] = mapped_column(ForeignKey("patient.id"), index=True)
    body: Mapped[LongText]
