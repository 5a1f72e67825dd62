"""Identities under passphrases, and what happens to a record that somebody changed."""

from __future__ import annotations

import json
import time

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given
from hypothesis import strategies as st

from onetext.errors import Damaged, OnetextError, UsageError, WrongPassphrase
from onetext.store.keys.records import read, record
from onetext.store.keys.sealing import new_identity, opened, sealed
from onetext.store.keys.wrapping import STRONG, Cost, unwrapped, wrapped
from store.keys.session import CHEAP, OTHER, SESSION

KEY = new_identity()
PHRASE = "lusab-babad-gutih"
RECORD = wrapped(SESSION, "north", KEY, PHRASE, CHEAP)


@pytest.mark.parametrize("typed", [PHRASE, "LUSAB babad  gutih", " lusab–babad—gutih\n"])
def test_a_passphrase_opens_as_it_is_typed(typed: str) -> None:
    """And the identity is the one that was wrapped."""
    found = unwrapped(read(RECORD.written), typed)
    assert found.recipient == KEY.recipient
    assert opened(sealed(b"x", (KEY.recipient,)), found) == b"x"


@pytest.mark.parametrize("typed", ["", "lusab-babad-gutig", "lusabbabadgutih", "x" * 100_000])
def test_another_passphrase_does_not(typed: str) -> None:
    """The message names the holder and repeats nothing that was typed."""
    with pytest.raises(WrongPassphrase, match="does not open the keys of 'north'") as refused:
        unwrapped(RECORD, typed)
    assert len(str(refused.value)) < 200


def test_the_default_cost_is_the_strong_one() -> None:
    """64 MiB, three passes, four lanes, kept beside; it opens too, and is slow for who guesses."""
    start = time.perf_counter()
    made = wrapped(SESSION, "north", KEY, PHRASE)
    took = time.perf_counter() - start
    assert [made.number(name) for name in ("time", "memory", "lanes")] == [3, 65536, 4]
    assert Cost(3, 65536, 4) == STRONG
    assert unwrapped(made, PHRASE).recipient == KEY.recipient
    assert took > 0.02


def test_the_form_is_the_documented_one() -> None:
    """Opened by hand: argon2id, then ChaCha20-Poly1305 with the record's own text, less what was encrypted, as associated data."""
    found = json.loads(RECORD.written)
    salt, nonce, inside = (bytes.fromhex(found.pop(name)) for name in ("salt", "nonce", "wrapped"))
    key = hash_secret_raw(PHRASE.encode(), salt, found["time"], found["memory"], found["lanes"], 32, Type.ID)
    clear = ChaCha20Poly1305(key).decrypt(nonce, inside, json.dumps(found, sort_keys=True, separators=(",", ":")).encode())
    assert clear.startswith(b"AGE-SECRET-KEY-1")


@pytest.mark.parametrize(
    ("session", "holder", "change"),
    [
        (OTHER, "north", {}),
        (SESSION, "south", {}),
        (SESSION, "mediator", {}),
        (SESSION, "north", {"recipient": new_identity().recipient}),
        (SESSION, "north", {"time": 2}),
        (SESSION, "north", {"memory": 16}),
    ],
)
def test_a_wrapped_identity_opens_in_its_own_place_only(session: str, holder: str, change: dict[str, str | int]) -> None:
    """Not as another holder's, in another session, beside another public key or at another cost."""
    moved = record(session, holder, "identity", **{**dict(RECORD.fields), **change})
    with pytest.raises(WrongPassphrase):
        unwrapped(moved, PHRASE)


def test_no_changed_byte_goes_unnoticed() -> None:
    """Every byte of the stored record in turn: it is no record, or it does not open."""
    for at in range(len(RECORD.written)):
        changed = bytearray(RECORD.written)
        changed[at] ^= 1
        with pytest.raises((Damaged, WrongPassphrase)):
            unwrapped(read(bytes(changed)), PHRASE)


@pytest.mark.parametrize(
    "change", [{"time": 33}, {"memory": 2**20 + 1}, {"lanes": 17, "memory": 200}, {"lanes": 2}, {"salt": "00" * 15}, {"nonce": "00"}]
)
def test_a_record_that_asks_for_too_much_is_refused(change: dict[str, str | int]) -> None:
    """Before any work is done for it."""
    with pytest.raises(Damaged, match="the key record of 'north'"):
        unwrapped(record(SESSION, "north", "identity", **{**dict(RECORD.fields), **change}), PHRASE)


@pytest.mark.parametrize("numbers", [(0, 8, 1), (1, 7, 1), (1, 8, 0), (33, 8, 1), (1, 2**20 + 1, 1), (1, 1000, 17)])
def test_a_cost_is_within_bounds(numbers: tuple[int, int, int]) -> None:
    """From birth."""
    with pytest.raises(UsageError, match="argon2id takes"):
        Cost(*numbers)


@given(st.text())
def test_any_text_is_a_passphrase_or_an_error_of_ours(phrase: str) -> None:
    """Whatever somebody pastes."""
    try:
        made = wrapped(SESSION, "north", KEY, phrase, CHEAP)
    except OnetextError:
        return
    assert unwrapped(made, phrase).recipient == KEY.recipient
