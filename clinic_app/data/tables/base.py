"""What every table shares: names of constraints, who and when, the revision that guards an edit."""

from typing import Any

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr

from clinic_app.data.column_types import Moment, Name, Revision


class Base(DeclarativeBase):
    """All tables; every constraint has a name, so that a migration can take it away again."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Stamped:
    """Who wrote a row first and last, and when; a unit of work fills these in before it saves."""

    added_at: Mapped[Moment]
    added_by: Mapped[Name]
    saved_at: Mapped[Moment]
    saved_by: Mapped[Name]


class Revised(Stamped):
    """A row two windows may edit: an UPDATE that names a stale ``revision`` changes nothing and is told so.

    The repositories count the revision up, once a save, however many statements the save takes.
    """

    revision: Mapped[Revision]

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        """Guard by ``revision``, counted by us."""
        return {"version_id_col": cls.__table__.c.revision, "version_id_generator": False}  # type: ignore[attr-defined]  # the declarative scan sets __table__
