"""Changes a record past the app, as somebody with its key and a tool would."""

from pathlib import Path

from sqlalchemy import Connection

from clinic_app.data.engine import migrating_engine
from clinic_app.data.key_file import read_key


def forge(folder: Path, *statements: str) -> None:
    """Run these, each of which has to change something: the triggers go first, and are put back after."""

    def done(connection: Connection) -> None:
        asked = "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger'"
        guards = connection.exec_driver_sql(asked).all()
        for name, _table, _sql in guards:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in statements:
            assert connection.exec_driver_sql(statement).rowcount, statement
        for _name, table, sql in guards:
            if not any(f"DROP TABLE {table}" in statement for statement in statements):
                connection.exec_driver_sql(sql)

    engine = migrating_engine(folder / "record.db", read_key(folder).database_key())
    with engine.begin() as connection:
        done(connection)
    engine.dispose()
