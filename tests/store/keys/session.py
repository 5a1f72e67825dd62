"""A session's keys at little cost, and a folder that keeps records, answers and the key that signs as a store would."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from onetext.model.canonical import Plain
from onetext.process.record.commitments import plaintext
from onetext.process.sealed import ciphertext_of, fresh, kept, open_sealed
from onetext.store.keys import signing
from onetext.store.keys.birth import Born, born
from onetext.store.keys.records import KeyRecord, copies, read_all, recipients
from onetext.store.keys.sealing import sealed
from onetext.store.keys.vault import Vault
from onetext.store.keys.wrapping import Cost

SESSION = "0123456789abcdef0123456789abcdef"
OTHER = "fedcba9876543210fedcba9876543210"
CHEAP = Cost(1, 8, 1)
PARTIES = ("north", "south")
PHRASE = {"mediator": "babad-dabad-fabad", "north": "gabad-habad-jabad", "south": "kabad-labad-mabad"}


def a_session(session: str = SESSION) -> Born:
    """A mediator, two parties and an escrow."""
    return born(session, PARTIES, PHRASE, CHEAP)


@dataclass(frozen=True)
class Folder:
    """What lies on disk: `keys` with one record a line, `answers`, and `signing.key`. Nothing of it is ever replaced."""

    path: Path

    def begin(self) -> tuple[str, ...]:
        """A new session in the folder; the three shares go on paper."""
        made = a_session()
        (self.path / "answers").mkdir(parents=True)
        self.add(made.records)
        signing.keep(made.signing_key, self.path / "signing.key")
        return made.shares

    def add(self, records: Iterable[KeyRecord]) -> None:
        """Add key records."""
        with (self.path / "keys").open("ab") as file:
            file.writelines(one.written + b"\n" for one in records)

    @property
    def records(self) -> tuple[KeyRecord, ...]:
        """The key records, read anew."""
        return read_all((self.path / "keys").read_bytes().splitlines())

    def answer(self, party: str, value: Plain) -> str:
        """Seal an answer; the file is named by its commitment, which also stands in the record."""
        number = len(self.answers()) + 1
        content = fresh(plaintext(context(party, number), secrets.token_bytes(32), value))
        to = recipients(self.records, party)
        place = self.path / "answers" / f"{number}-{party}-{content.commitment}"
        place.write_bytes(ciphertext_of(content, lambda plaintext: sealed(plaintext, to)))
        return content.commitment

    def answers(self) -> list[tuple[int, str, str, bytes]]:
        """Number, party, commitment and ciphertext of each answer."""
        parts = ((*path.name.split("-"), path.read_bytes()) for path in (self.path / "answers").iterdir())
        return sorted((int(number), party, commitment, ciphertext) for number, party, commitment, ciphertext in parts)

    def readable(self, vault: Vault) -> list[object]:
        """The values of all answers that a vault opens, each checked against its commitment and its place; of a party its own."""
        again = copies(self.records, vault.holder)
        return [
            open_sealed(kept(commitment, again.get(commitment, ciphertext)), context(party, number), vault.open, "a test", lambda *_: None)
            for number, party, commitment, ciphertext in self.answers()
            if vault.holder not in PARTIES or vault.holder == party
        ]

    def bytes(self) -> bytes:
        """All that lies in the folder."""
        return b"\0".join(path.read_bytes() for path in sorted(self.path.rglob("*")) if path.is_file())


def context(party: str, number: int) -> dict[str, Plain]:
    """The slot of an answer."""
    return {"session": SESSION, "party": party, "n": number}


def line(records: Iterable[KeyRecord]) -> list[dict[str, object]]:
    """Records as plain data."""
    return [json.loads(one.written) for one in records]
