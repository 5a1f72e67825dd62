"""The table: a mediated session kept in a folder, with its moves, views, disclosures and records. Needs the extra `table`.

Whoever imports a part of it without that extra is told, by UsageError, the one line that installs it.
"""

from importlib.util import find_spec

from onetext.errors import UsageError

NEEDED = ("alembic", "argon2", "cryptography", "pyrage", "shamir_mnemonic", "sqlalchemy")
"""What the store and the keys import; `pysqlite3` is better to have and can be done without."""
INSTALL = "the table needs the extra 'table': pip install 'onetext[table]'"

if not all(map(find_spec, NEEDED)):
    raise UsageError(INSTALL)
