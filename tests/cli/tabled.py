"""Sessions at the table for the tests of the command line: each state made once, and copied for each test."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from pathlib import Path
from typing import Any

from cli.running import TALKS
from onetext.cli.run import run
from onetext.store.sqlite import driver

PHRASE = "correct-horse-battery"
"""The mediator's passphrase, in ONETEXT_PASSPHRASE."""
DRAFT = "price=420,date=october,roof=halves"
OTHER = "price=410,date=august,roof=buyer"
AT_ONCE = ("sale", "put", "voted", "agreed", "signed", "left", "rolling", "backup")
"""The folders of `states`."""


def table(*arguments: str, code: int = 0) -> str:
    """What a command of the table prints; it has to end as expected."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        done = run(["table", *arguments])
    assert done == code, f"{arguments}: {done}: {err.getvalue()}{out.getvalue()}"
    return out.getvalue()


def answer(*arguments: str) -> Any:
    """What a command of the table prints with --json."""
    return json.loads(table(*arguments, "--json"))


def opened(case: str, folder: str, *options: str) -> Any:
    """A new session, and its passphrases by holder in files beside it."""
    made = answer("new", case, "-o", folder, *options)
    for holder, phrase in made["passphrases"].items():
        Path(f"{folder}.{holder}").write_text(f"{phrase}\n", "utf-8")
    Path(f"{folder}.shares").write_text("\n".join(made["recovery"]), "utf-8")
    return made


def made(folder: Path) -> None:
    """Every state of a session, in the folder of work: each goes on from a copy of an earlier one."""
    shutil.copytree(TALKS, folder / "talks")
    opened("house-sale", "sale")
    table("draft", "sale", "--package", DRAFT, "--why", "halfway")
    table("ask", "sale", "seller", "--reservation", "--note", "for the zone")
    table("answer", "sale", "seller-1", "415:417", "--as", "seller")
    table("confide", "sale", "--words", "We have another house in view.", "--as", "buyer")
    table("close", "sale")
    goes_on("sale", "put", ("put", DRAFT))
    goes_on("put", "voted", ("vote", "yes", "--as", "seller"), ("vote", "yes", "--as", "buyer"))
    goes_on("voted", "agreed", ("reveal",))
    goes_on("agreed", "signed", ("sign", "--as", "seller"), ("sign", "--as", "buyer", "--ad-referendum"))
    goes_on("sale", "left", ("withdraw", "--as", "buyer"))
    opened("talks", "rolling", "--procedure", "rolling", "--mode", "plenary", "--wait", "principals:2")
    table("draft", "rolling", "--package", "verb=shall,extent=none,line=none,toll=40")
    table("receipt", "sale", "--as", "seller", "-o", "seller.receipt")
    table("export", "sale", "--as", "seller", "-o", "seller.json")
    table("backup", "sale", "-o", "backup")


def goes_on(before: str, after: str, *moves: tuple[str, ...]) -> None:
    """A copy of a session, with some moves more."""
    shutil.copytree(before, after)
    for verb, *rest in moves:
        table(verb, after, *rest)


def kept(folder: Path) -> dict[str, str]:
    """All that is kept below a folder, by name: files as they are, of a database what it says."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".db":
            found[name] = said(path)
        elif path.is_file() and not name.endswith((".lock", "-wal", "-shm")):
            found[name] = path.read_bytes().hex()
        elif path.is_dir():
            found[name] = ""
    return found


def said(path: Path) -> str:
    """All rows of a database; of one that is damaged, its bytes."""
    connection = driver().connect(f"file:{path}?mode=ro", uri=True)
    try:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return "\n".join(repr(row) for name in names for row in [name, *connection.execute(f'SELECT * FROM "{name}"')])
    except driver().DatabaseError:
        return path.read_bytes().hex()
    finally:
        connection.close()
