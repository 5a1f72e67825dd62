"""Brings a schema to the newest revision: all steps in one transaction, so that a kill between them leaves the old one.

Alembic is loaded here alone, and only where there is something to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection, also: Sequence[Path] = ()) -> None:
    """Run the revisions that a database lacks, inside the transaction that is open; `also` are folders of further ones."""
    command.upgrade(configured(connection, also), "head")


def configured(connection: Connection | None = None, also: Sequence[Path] = ()) -> Config:
    """How alembic finds the revisions, without a file of settings."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(str(each).replace("%", "%%") for each in (MIGRATIONS / "versions", *also)))
    config.attributes["connection"] = connection
    return config
