"""The key that signs: by the vectors of RFC 8032, in its file, and out of a restored store."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest

from onetext.errors import Damaged, UsageError, WrongKey
from onetext.store.keys import signing
from onetext.store.keys.records import latest, record
from onetext.store.keys.signing import keep, kept, new_signing_key, raw, signing_key, verified
from onetext.store.keys.vault import recovering, unlocked
from store.keys.session import OTHER, PHRASE, a_session

# RFC 8032, section 7.1, tests 2 and 3
VECTORS = [
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("secret", "public", "message", "signature"), VECTORS)
def test_it_signs_as_the_standard_does(secret: str, public: str, message: str, signature: str) -> None:
    """Ed25519 of RFC 8032."""
    key = signing_key(bytes.fromhex(secret))
    assert (key.public, key.sign(bytes.fromhex(message)).hex(), raw(key).hex()) == (public, signature, secret)
    assert verified(public, bytes.fromhex(message), bytes.fromhex(signature))


def test_a_signature_is_of_one_message_by_one_key() -> None:
    """Anything else is no, and never an exception."""
    key = new_signing_key()
    signature = key.sign(b"head")
    assert len(signature) == 64
    assert verified(key.public, b"head", signature)
    assert not verified(key.public, b"heat", signature)
    assert not verified(new_signing_key().public, b"head", signature)
    assert not any(verified(public, b"head", signature) for public in ("", "zz", "00", key.public[:-2]))
    assert not any(verified(key.public, b"head", bad) for bad in (b"", signature[:-1], signature + b"0", bytes(64)))


def test_it_lies_in_a_file_of_its_owner(tmp_path: Path) -> None:
    """Mode 0600; never written over, never read where others may read it."""
    key, path = new_signing_key(), tmp_path / "signing.key"
    keep(key, path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert kept(path).public == key.public
    with pytest.raises(UsageError, match="never replaced"):
        keep(new_signing_key(), path)
    assert kept(path).public == key.public
    path.chmod(0o640)
    with pytest.raises(UsageError, match="set its mode to 0600"):
        kept(path)


@pytest.mark.parametrize("content", [b"", b"\xff", b"zz", b"00" * 31, b"00" * 33])
def test_a_file_that_is_no_key_is_damage(tmp_path: Path, content: bytes) -> None:
    """In one line."""
    path = tmp_path / "signing.key"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(Damaged, match=r"signing\.key is no signing key|32 bytes"):
        kept(path)


def test_mediator_and_escrow_have_it_and_parties_do_not() -> None:
    """From the records alone."""
    made = a_session()
    with unlocked(made.records, "mediator", PHRASE["mediator"]) as vault:
        assert raw(vault.signing_key(made.records)) == raw(made.signing_key)
    with recovering(made.records, made.shares[1:]) as vault:
        assert vault.signing_key(made.records).public == made.signing_key.public
    with unlocked(made.records, "north", PHRASE["north"]) as vault, pytest.raises(WrongKey):
        vault.signing_key(made.records)


def test_its_record_is_of_its_own_place_only() -> None:
    """Another session, or another public half than the key has."""
    made = a_session()
    found = latest(made.records, "signing", "signing")
    with unlocked(made.records, "mediator", PHRASE["mediator"]) as vault:
        inside = vault.open(found.binary("sealed"))
    for moved in (
        record(OTHER, "signing", "signing", **dict(found.fields)),
        record(found.session, "signing", "signing", sealed=b"x", public=b"y"),
    ):
        with pytest.raises(Damaged, match="another key than it says"):
            signing.withdrawn(moved, inside)


def test_it_shows_nothing_and_stays_where_it_is() -> None:
    """No secret in its text, no pickle, no copy, no change."""
    key = new_signing_key()
    assert raw(key).hex() not in repr(key) + str(key) + f"{key}"
    for way in (pickle.dumps, copy.copy, copy.deepcopy, lambda one: one.__getstate__(), lambda one: setattr(one, "public", "x")):
        with pytest.raises(TypeError, match="signing key"):
            way(key)
