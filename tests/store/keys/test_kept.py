"""A session as version 1 kept it: whatever changes in the code, it has to open for ever."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onetext.process.sealed import kept, open_sealed
from onetext.store.keys.records import KINDS, copies, read_all
from onetext.store.keys.vault import Vault, recovering, unlocked

KEPT = json.loads((Path(__file__).parent / "kept-1.json").read_text("utf-8"))
RECORDS = read_all(line.encode() for line in KEPT["records"])


def value(vault: Vault, ciphertext: bytes) -> object:
    """What was answered."""
    return open_sealed(kept(KEPT["commitment"], ciphertext), KEPT["context"], vault.open, "a test", lambda *_: None)


def test_every_kind_of_record_is_among_them() -> None:
    """So a change of any would show."""
    assert {one.kind for one in RECORDS} == KINDS.keys()


def test_the_mediator_opens_it() -> None:
    """A second one, by a grant; and has the key that signs."""
    with unlocked(RECORDS, "mediator", KEPT["passphrases"]["mediator"]) as vault:
        assert value(vault, bytes.fromhex(KEPT["ciphertext"])) == KEPT["value"]
        assert vault.signing_key(RECORDS).public == KEPT["public"]


@pytest.mark.parametrize("left_out", range(3))
def test_the_escrow_opens_it(left_out: int) -> None:
    """A second one, by any two shares."""
    with recovering(RECORDS, [share for number, share in enumerate(KEPT["shares"]) if number != left_out]) as vault:
        assert value(vault, bytes.fromhex(KEPT["ciphertext"])) == KEPT["value"]


def test_the_party_opens_its_copy() -> None:
    """With its second key, which came without the first."""
    with unlocked(RECORDS, "north", KEPT["passphrases"]["north"]) as vault:
        assert value(vault, copies(RECORDS, "north")[KEPT["commitment"]]) == KEPT["value"]
