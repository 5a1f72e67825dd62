"""A store on a PostgreSQL server, 15 or newer, in a schema of its own.

Several processes may write. A transaction that writes to a session takes the session's advisory lock first, which needs no right to change
rows; the primary keys hold even against a program that does not. The server waits for its disk at each commit (synchronous_commit=on), and
since 2019 stops rather than trust a disk that failed once.
"""

from __future__ import annotations

from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from onetext.errors import UsageError
from onetext.store.errors import Busy, StoreFailed, StoreFull, StoreRefused
from onetext.store.held import Held, revision
from onetext.store.values import Facts, Settings

SCHEMA = "onetext"
OLDEST = 15
INSTALL = "a table on PostgreSQL needs the extra 'postgres': pip install 'onetext[table,postgres]'"
ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended(:session, 0))")


def opened(url: URL, settings: Settings, *, writing: bool, new: bool = False) -> Held:
    """Hold a database of a server. StoreRefused where the server is too old or unsafe, StoreFailed where it does not answer."""
    name = url.set(drivername="postgresql", password=None, query={}).render_as_string()
    engine = _engine(url, settings)

    def fault(wrong: SQLAlchemyError) -> Exception:
        return _fault(name, wrong)

    try:
        with engine.begin() as connection:
            _checked(connection, name)
            if new:
                connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
    except SQLAlchemyError as wrong:
        engine.dispose()
        raise fault(wrong) from wrong
    except StoreRefused:
        engine.dispose()
        raise
    return Held(name, engine, engine if writing else None, fault, lambda schema: _facts(engine, schema), alone=_alone)


def _engine(url: URL, settings: Settings) -> Engine:
    options = f"-c search_path={SCHEMA} -c synchronous_commit=on -c lock_timeout={max(1, round(settings.wait * 1000))}"
    arguments = {"options": options, "application_name": "onetext", "connect_timeout": max(2, round(settings.wait))}
    try:
        return create_engine(url, connect_args=arguments, pool_size=4, max_overflow=60, pool_pre_ping=True, hide_parameters=True)
    except ImportError:
        raise UsageError(INSTALL) from None


def _checked(connection: Connection, name: str) -> None:
    number = int(connection.execute(text("SHOW server_version_num")).scalar() or 0)
    if number < OLDEST * 10_000:
        raise StoreRefused(f"{name} is PostgreSQL {number // 10_000}; allowed: {OLDEST} or newer")
    unsafe = [one for one in ("fsync", "full_page_writes") if connection.execute(text(f"SHOW {one}")).scalar() != "on"]
    if unsafe:
        raise StoreRefused(
            f"{name} runs with {' and '.join(f'{one}=off' for one in unsafe)}, which may lose what was written; allowed: to switch it on"
        )


def _alone(connection: Connection, session: str) -> None:
    connection.execute(ALONE, {"session": session})


def _fault(name: str, wrong: SQLAlchemyError) -> Exception:
    cause = wrong.orig if isinstance(wrong, DBAPIError) else wrong
    code = str(getattr(cause, "sqlstate", None) or "")
    said = str(cause).partition("\n")[0]
    if code == "53100":
        return StoreFull(f"no room left on the disk of {name}: nothing of this was kept; allowed: to free some space and send it again")
    if code in ("55P03", "40P01", "40001"):
        return Busy(f"another program writes to this session of {name} and does not let go ({said}); allowed: to send this again later")
    return StoreFailed(
        f"{name} failed ({code or type(cause).__name__}: {said}): nothing was acknowledged; allowed: to send it again with the same key, "
        "which settles whether it was kept"
    )


def _facts(engine: Engine, schema: str) -> Facts:
    with engine.connect() as connection:
        version, commit, fsync = (
            connection.execute(text(f"SHOW {one}")).scalar() for one in ("server_version", "synchronous_commit", "fsync")
        )
        schema = schema or revision(connection)
    return Facts("PostgreSQL", str(version), True, "WAL", f"synchronous_commit={commit}, fsync={fsync}", schema, "psycopg")


def grants(role: str) -> tuple[str, ...]:
    """What the owner of the schema runs, once it is made, so that a role may add and read rows and no more."""
    return (
        f"GRANT USAGE ON SCHEMA {SCHEMA} TO {role}",
        f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA {SCHEMA} TO {role}",
        f"REVOKE INSERT ON {SCHEMA}.alembic_version FROM {role}",
    )
