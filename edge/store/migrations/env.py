"""Run by alembic inside `edge.store.migrate`: the connection is handed in, never made here."""

from alembic import context

from edge.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transaction_per_migration=True,
    transactional_ddl=True,  # holds for SQLite too, because every transaction here begins with BEGIN
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
