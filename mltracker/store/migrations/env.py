"""Alembic's environment: runs revisions on the connection that migrate.py hands over, inside its transaction."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=None,
    transactional_ddl=False,
    transaction_per_migration=False,
)
context.run_migrations()
