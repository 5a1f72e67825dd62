"""A vault: what a holder opens, only while the block lasts, and nothing shown of it."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle

import pytest

from onetext.errors import Damaged, Locked, NoKey, UsageError, WrongKey, WrongPassphrase, WrongShares
from onetext.store.keys.birth import born
from onetext.store.keys.records import latest, recipients, record
from onetext.store.keys.sealing import Held, grant, new_identity, sealed
from onetext.store.keys.vault import recovering, unlocked
from store.keys.session import CHEAP, PHRASE, SESSION, a_session

BORN = a_session()
ANSWER = sealed(b"40", recipients(BORN.records, "north"))


@pytest.mark.parametrize("holder", ["mediator", "north"])
def test_who_an_answer_is_sealed_to_opens_it(holder: str) -> None:
    """The party and the mediator by passphrase, the escrow by shares."""
    with unlocked(BORN.records, holder, PHRASE[holder].upper()) as vault:
        assert vault.open(ANSWER) == b"40"
    with recovering(BORN.records, BORN.shares[:2]) as vault:
        assert vault.open(ANSWER) == b"40"


def test_the_other_party_does_not() -> None:
    """Whatever it holds."""
    with unlocked(BORN.records, "south", PHRASE["south"]) as vault, pytest.raises(WrongKey):
        vault.open(ANSWER)


def test_a_vault_holds_what_its_holder_may_have() -> None:
    """Each its own identity alone: no key is given to anybody while it is in use."""
    for holder in PHRASE:
        with unlocked(BORN.records, holder, PHRASE[holder]) as vault:
            assert [one.holder for one in vault.held()] == [holder]
    with recovering(BORN.records, BORN.shares) as vault:
        assert [one.holder for one in vault.held()] == ["escrow"]


def test_after_the_block_it_opens_nothing() -> None:
    """Also where the block ended by an exception."""
    with unlocked(BORN.records, "north", PHRASE["north"]) as first:
        pass
    with pytest.raises(ZeroDivisionError), unlocked(BORN.records, "north", PHRASE["north"]) as second:
        1 / 0
    with recovering(BORN.records, BORN.shares) as third:
        pass
    for vault in (first, second, third):
        for use in (lambda vault: vault.open(ANSWER), lambda vault: vault.signing_key(BORN.records), lambda vault: vault.held()):
            with pytest.raises(Locked, match="unlock them again"):
                use(vault)


def test_it_shows_nothing_and_stays_where_it_is() -> None:
    """Open or locked."""
    with unlocked(BORN.records, "north", PHRASE["north"]) as vault:
        assert {repr(vault), str(vault), f"{vault}"} == {"<vault>"}
        ways = (
            pickle.dumps, copy.copy, copy.deepcopy, json.dumps, vars, dataclasses.asdict,
            lambda one: one.__getstate__(), lambda one: setattr(one, "holder", "x"),
        )  # fmt: skip
        for way in ways:
            with pytest.raises(TypeError):
                way(vault)
    assert repr(BORN) == "<born with 5 key records>"


def test_what_does_not_open_says_why() -> None:
    """The wrong passphrase, an unknown holder, the escrow by passphrase, shares of another session."""
    with pytest.raises(WrongPassphrase, match="'north'"), unlocked(BORN.records, "north", PHRASE["south"]):
        pass
    with pytest.raises(NoKey, match="there are: mediator, north, south"), unlocked(BORN.records, "east", "x"):
        pass
    with pytest.raises(UsageError, match="opens by shares"), unlocked(BORN.records, "escrow", "x"):
        pass
    with pytest.raises(WrongShares, match="another escrow"), recovering(BORN.records, a_session().shares):
        pass


def test_a_chain_of_grants_is_followed_and_a_ring_ends() -> None:
    """Former keys of former keys."""
    keys = [new_identity() for _ in range(5)]
    with unlocked(BORN.records, "north", PHRASE["north"]) as vault:
        own = vault.held()[0]
    chain = [own.identity, *keys]
    ring = [grant(SESSION, Held("north", b), a.recipient) for a, b in zip(chain, [*keys, own.identity], strict=True)]
    with unlocked((*BORN.records, *ring), "north", PHRASE["north"]) as vault:
        assert [one.identity.recipient for one in vault.held()] == [one.recipient for one in chain]
        assert vault.open(sealed(b"old", (keys[-1].recipient,))) == b"old"


def test_a_forged_grant_is_seen() -> None:
    """Of another identity than it names."""
    north, other = latest(BORN.records, "north").text("recipient"), new_identity()
    forged = grant(SESSION, Held("north", other), north)
    forged = record(SESSION, "north", "grant", **{**dict(forged.fields), "recipient": new_identity().recipient})
    with pytest.raises(Damaged, match="another identity"), unlocked((*BORN.records, forged), "north", PHRASE["north"]):
        pass


@pytest.mark.parametrize(
    ("parties", "passphrases", "says"),
    [
        (("north", "escrow"), PHRASE, "names of their own"),
        (("north", "mediator"), PHRASE, "names of their own"),
        (("north", "north"), PHRASE, "names of their own"),
        (("north", "east"), PHRASE, "one passphrase each"),
        (("north",), PHRASE, "one passphrase each"),
        (("north", "south"), {**PHRASE, "north": "short"}, "at least 12 characters"),
    ],
)
def test_a_session_is_born_whole_or_not_at_all(parties: tuple[str, ...], passphrases: dict[str, str], says: str) -> None:
    """Every holder has a passphrase that is one."""
    with pytest.raises(UsageError, match=says):
        born(SESSION, parties, passphrases, CHEAP)
