"""Runs the revisions on the connection that `onetext.store.upgrades` hands over, all in its one transaction."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
