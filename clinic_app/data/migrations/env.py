"""Alembic's way in: runs the migrations on the connection :mod:`clinic_app.data.migrate` hands over."""

from alembic import context

from clinic_app.data.tables import Base

# The connection's transaction is the caller's; SQLite's own DDL is transactional, though Alembic's default
# for SQLite says it is not.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    transaction_per_migration=False,
    render_as_batch=True,
)
context.run_migrations()
