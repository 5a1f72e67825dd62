"""What is sealed stands nowhere in the clear (G13): not in the files of a session, its journal, backups, others' exports, temporary files, or output."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import pytest

from onetext.store import sqlite
from table.searching import below, hits, number, packed, writings
from table.settings import KINDS, fast_folder, made, phrase
from table.talks import told

NAMES = ("words", "soft", "confided", "about", "objection", "later", "loaded", "refused")
ACKNOWLEDGED = 20


@dataclass
class Hunt:
    """A session in `S` of a folder of its own, with everything that the program writes below it; and what must not be found there."""

    folder: Path
    words: dict[str, str] = field(default_factory=lambda: {name: f"{name} «{secrets.token_hex(16)}» & more" for name in NAMES})
    points: Fraction = field(default_factory=lambda: Fraction(secrets.randbits(40) | 1, 2**41 + 2 * secrets.randbits(39) + 1))
    printed: list[str] = field(default_factory=list)

    @property
    def secrets(self) -> list[set[bytes]]:
        inner = [word.split("«")[1].split("»")[0] for word in self.words.values()]
        return [*map(writings, self.words.values()), *map(writings, inner), number(self.points)]

    def does(self, *arguments: str, code: int = 0, kept: bool = True) -> str:
        """Run a command; what it prints is searched too, unless it is for one who may read what was sealed."""
        ran = told(*arguments)
        assert ran.code == code, ran
        self.printed += [ran.out, ran.err] * kept
        return ran.out

    def finds(self) -> list[str]:
        """Where something that is sealed stands."""
        every = [*below(self.folder), *((f"output {n}", text.encode()) for n, text in enumerate(self.printed))]
        assert any(name.endswith("session.db") for name, _ in every)
        return [f"{name}: {hit!r}" for name, data in every for hit in hits(self.secrets, data)]


@pytest.fixture
def hunt(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hunt]:
    """The home, the temporary files and the caches of the program are below the folder that is searched."""
    folder = fast_folder()
    made(KINDS[0]).copy(folder / "S")
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_STATE_HOME", "SQLITE_TMPDIR"):
        (folder / name.lower()).mkdir()
        monkeypatch.setenv(name, str(folder / name.lower()))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setenv("ONETEXT_PASSPHRASE", phrase("mediator"))
    monkeypatch.chdir(folder)
    yield Hunt(folder)


def seals(hunt: Hunt) -> None:
    """North seals all that can be sealed."""
    hunt.does("draft", "S", "--package", "line=pull,port=open,fee=30")
    hunt.does("ask", "S", "north", "--reservation")
    hunt.does("answer", "S", "north-1", str(hunt.points), "--words", hunt.words["words"], "--as", "north")
    hunt.does("ask", "S", "north", "--line", "never line=pull")
    hunt.does("answer", "S", "north-2", "yes", "--soften", str(hunt.points), "--words", hunt.words["soft"], "--as", "north")
    hunt.does("confide", "S", "--words", hunt.words["confided"], "--as", "north")
    hunt.does("confide", "S", str(hunt.points), "--worth", "port=open", "--words", hunt.words["about"], "--as", "north")
    hunt.does("criticise", "S", "line", hunt.words["objection"], "--as", "north")


def looks(hunt: Hunt) -> None:
    """East and the mediator look, with and without their passphrases; what the mediator reads may be printed and not be kept."""
    for who in ("east", "mediator"):
        for verb in ("view", "log"):
            hunt.does(verb, "S", "--as", who, "--locked")
            hunt.does(verb, "S", "--as", who, "--locked", "--json")
    hunt.does("status", "S")
    hunt.does("receipt", "S", "--as", "east", "-o", "east.receipt")
    assert str(hunt.points.numerator) in hunt.does("view", "S", kept=False), "the mediator reads it"
    from onetext.cli.run import run

    for command in (["brief", "S"], ["zopa", "S"], ["solve", "S"]):
        assert run(command) in (0, 1)
    os.environ["ONETEXT_PASSPHRASE"] = phrase("east")
    hunt.does("view", "S", "--as", "east")
    hunt.does("export", "S", "--as", "east", "-o", "east.json")
    os.environ["ONETEXT_PASSPHRASE"] = phrase("mediator")


def test_what_is_sealed_stands_nowhere_in_the_clear(hunt):
    """Through a session, at five moments."""
    seals(hunt)
    assert hunt.finds() == [], "after the answers"
    looks(hunt)
    assert hunt.finds() == [], "after all looked, and keys were dropped again"
    hunt.does("backup", "S", "-o", "B")
    hunt.does("verify", "S", "--receipt", "east.receipt")
    hunt.does("passphrase", "S", "--lost", "--as", "north")
    hunt.does("export", "S", "--locked", "-o", "mediator.json")
    assert hunt.finds() == [], "after a backup, exports, and answers sealed again"
    hunt.does("answer", "S", "north-9", hunt.words["refused"], "--as", "north", code=2)
    hunt.does("confide", "S", "--words", hunt.words["refused"], "--as", "stranger", code=2)
    with Away(hunt.folder / "S"):
        told("confide", "S", "--words", hunt.words["refused"], "--as", "north")
    assert hunt.finds() == [], "after moves that failed"
    _killed(hunt)
    assert hunt.finds() == [], "after a kill in the middle of moves, with the journal that it left"
    hunt.does("confide", "S", "--words", hunt.words["later"], "--as", "north")
    assert hunt.finds() == [], "after the journal was read"


class Away:
    """The file of the store is away: no move can be written."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "session.db"

    def __enter__(self) -> None:
        self.path.chmod(0o400)
        self.path.rename(self.path.with_suffix(".away"))

    def __exit__(self, *given: object) -> None:
        self.path.with_suffix(".away").rename(self.path)
        self.path.chmod(0o600)


def _killed(hunt: Hunt) -> None:
    """Sealed words without end, and kill -9; the journal is left as it was."""
    script = Path(__file__).with_name("answering.py")
    command = [sys.executable, str(script), str(hunt.folder / "S"), hunt.words["loaded"]]
    found = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    load = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=found)
    assert load.stdout and load.stderr
    for _ in range(ACKNOWLEDGED):
        assert load.stdout.readline().strip().isdecimal()
    load.send_signal(signal.SIGKILL)
    load.wait()
    hunt.printed += [load.stdout.read(), load.stderr.read()]
    load.stdout.close()
    load.stderr.close()
    if sqlite.library().journal == "WAL":
        assert Path("S/session.db-wal").stat().st_size
    shutil.copytree("S", "killed")


def test_the_search_finds_what_is_written_in_the_clear(hunt):
    """In each writing, in a file, in the database, in what is packed, and as a name."""
    seals(hunt)
    word, points = hunt.words["words"], hunt.points
    plants = {
        "plain": word.encode(),
        "json": json.dumps({"a": word}).encode(),
        "utf-16": word.encode("utf-16"),
        "packed": b"before" + packed(b"x" * 99 + word.encode()),
        "rational": f"{points.numerator}/{points.denominator}".encode(),
        "decimal": f"{float(points):.12f}".encode(),
        "hex": b"ab" + word.encode().hex().encode(),
        "html": b"<p>" + word.replace("&", "&amp;").encode(),
    }
    for name, data in plants.items():
        (hunt.folder / "S" / name).write_bytes(data)
        assert hunt.finds(), name
        (hunt.folder / "S" / name).unlink()
    assert hunt.finds() == []
    from table.talks import bare

    with bare(hunt.folder / "S") as connection:
        connection.execute("UPDATE sealed SET data=?", (word.encode(),))
    assert hunt.finds()


def test_keys_leave_no_core_file(hunt):
    """Whoever unlocks can write no memory to a file when it crashes."""
    import resource

    hunt.does("view", "S")
    seals(hunt)
    hunt.does("view", "S", kept=False)
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
