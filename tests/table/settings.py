"""Sessions on a small case, made by the real functions: each kind is made once in a run of the tests, and copied where it is wanted."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import onetext.api.table.opening as opening
from onetext.process.terms import Gate, Mode, Procedure
from onetext.store.keys.wrapping import Cost

CHEAP = Cost(1, 8, 1)
"""What a guess at a passphrase costs in tests: nothing."""
PHRASE = "correct-horse-battery"


def phrase(holder: str) -> str:
    """The passphrase that a holder begins with."""
    return f"{PHRASE}-of-{holder}"


PARTIES = {
    "north": "{name: North}",
    "east": "{name: East}",
    "west": "{name: West, kind: [ratifier], behind: east}",
    "south": "{name: South, kind: [guarantor]}",
}
WORTHS = {
    "north": (20, {"line": {"hold": 30, "pull": 0}, "port": {"open": 5, "shut": 10}, "fee": {"0": 0, "30": 15}}),
    "east": (10, {"line": {"hold": 0, "pull": 25}, "port": {"open": 12, "shut": 0}, "fee": {"0": 6, "30": 0}}),
}


def case(parties: int) -> str:
    """The talks on a strait, as a case file."""
    some = "\n".join(f"  {name}: {says}" for name, says in list(PARTIES.items())[:parties])
    issues = "\n".join(
        f"  {issue}: {{title: The {issue}, options: {{{', '.join(f'{one}: {issue} {one}' for one in options)}}}}}"
        for issue, options in {"line": ("hold", "pull"), "port": ("open", "shut")}.items()
    )
    issues += "\n  fee: {title: The fee, from: 0, to: 30, step: 30, unit: crowns}"
    positions = "\n".join(f"  {name}: {_position(*known)}" for name, known in WORTHS.items())
    return f"onetext: 1\ntitle: The strait\nas_of: 2031-05-04\nparties:\n{some}\nissues:\n{issues}\npositions:\n{positions}\n"


def _position(reservation: int, worths: Mapping[str, Mapping[str, int]]) -> str:
    """A position that was stated before all."""

    def said(points: int) -> str:
        return f"{{worth: {points}, from: statement}}"

    tables = ", ".join(f"{issue}: {{{', '.join(f'{one}: {said(points)}' for one, points in at.items())}}}" for issue, at in worths.items())
    return f"{{reservation: [{said(reservation)}], worth: {{{tables}}}}}"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of session: how many parties, and on what terms."""

    parties: int
    terms: opening.Terms


KINDS = (
    Kind(2, opening.Terms(Procedure.ONE_TEXT, Mode.SHUTTLE)),
    Kind(3, opening.Terms(Procedure.ONE_TEXT, Mode.PLENARY)),
    Kind(3, opening.Terms(Procedure.ROLLING, Mode.PLENARY)),
    Kind(4, opening.Terms(Procedure.ONE_TEXT, Mode.CAUCUS, Gate("principals", 1))),
)


def fast_folder() -> Path:
    """A folder in memory where the machine has one: these tests are not about disks."""
    memory = Path("/dev/shm")
    made = Path(mkdtemp(prefix="onetext-", dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@dataclass(frozen=True, slots=True)
class Made:
    """A session that was made: its folder, and its recovery shares."""

    folder: Path
    shares: tuple[str, ...]

    def copy(self, to: Path) -> Path:
        """A copy of its folder."""
        shutil.copytree(self.folder, to)
        return to


@cache
def made(kind: Kind) -> Made:
    """A session of a kind, just opened."""
    folder = fast_folder()
    path = folder / "strait.yaml"
    path.write_text(case(kind.parties), "utf-8")
    phrases = {holder: phrase(holder) for holder in ("mediator", *list(PARTIES)[: kind.parties])}
    outside = opening.Outside(clock=lambda: "2031-05-04T08:00:00Z", cost=CHEAP)
    new = opening.new(path, folder / "session", kind.terms, passphrases=phrases, outside=outside)
    return Made(folder / "session", new.recovery)
