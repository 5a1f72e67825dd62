"""A PostgreSQL server of our own, from the machine's binaries: in a temporary folder, on a socket in it, with fsync on."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

OLDEST = 15


def binaries() -> Path | None:
    """The folder of the newest server that is installed; None where there is none that is new enough."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found and int(found[-1].parts[-3]) >= OLDEST:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def missing() -> str:
    """Why no server can be started here, "" when one can."""
    if importlib.util.find_spec("psycopg") is None:
        return "psycopg is not installed"
    if binaries() is None:
        return "no PostgreSQL 15 or newer (Debian: apt-get install postgresql)"
    return "" if os.getuid() or _somebody() else "a server does not run as root, and there is no other user"


def _somebody() -> str:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    return ""


@dataclass(frozen=True)
class Server:
    """A server that runs: its folder, and the user that it runs as ("" for our own)."""

    folder: Path
    user: str

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a program of the server, as its user."""
        as_user = ["setpriv", f"--reuid={self.user}", f"--regid={pwd.getpwnam(self.user).pw_gid}", "--clear-groups"] if self.user else []
        folder = binaries()
        assert folder is not None
        full = [*as_user, str(folder / command[0]), *command[1:]]
        # No pipe: the server would inherit it, and its end would never come.
        with tempfile.TemporaryFile("w+") as out:
            done = subprocess.run(full, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out, text=True, check=False)
            out.seek(0)
            said = out.read()
        assert not check or done.returncode == 0, said
        return subprocess.CompletedProcess(full, done.returncode, said)

    @property
    def data(self) -> str:
        """The folder of its data."""
        return str(self.folder / "data")

    def url(self, database: str, user: str = "postgres") -> str:
        """The address of a database of it."""
        where = URL.create("postgresql", username=user, database=database, query={"host": str(self.folder)})
        return where.render_as_string(hide_password=False)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c fsync=on -c max_connections=120 -c shared_buffers=32MB"
        self.run("pg_ctl", "-D", self.data, "-l", str(self.folder / "log"), "-w", "-o", options, "start")

    def stop(self, how: str = "fast") -> None:
        """Stop it; `immediate` lets nothing be tidied up, as a crash."""
        self.run("pg_ctl", "-D", self.data, "-m", how, "-w", "stop")

    def database(self, name: str) -> str:
        """Make an empty database, and give its address."""
        self.run("createdb", "-h", str(self.folder), "-U", "postgres", name)
        return self.url(name)


def started() -> Server:
    """A new server; the caller stops it and removes its folder."""
    user = "" if os.getuid() else _somebody()
    # A socket's path may have 107 bytes, so not below the long path of a test.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    server = Server(folder, user)
    server.run("initdb", "-D", server.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    server.start()
    return server


def ended(server: Server, stop: Callable[[], None] | None = None) -> None:
    """Stop a server and remove what it wrote."""
    (stop or (lambda: server.run("pg_ctl", "-D", server.data, "-m", "immediate", "-w", "stop", check=False)))()
    shutil.rmtree(server.folder, ignore_errors=True)
