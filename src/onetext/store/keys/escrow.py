"""The escrow: a recipient of everything sealed, whose identity opens by two of three shares on paper.

The identity is encrypted by a key made (HKDF-SHA256) of a random secret of 128 bits; the secret is split two of three by SLIP-39 into
shares of twenty words each, and kept nowhere. One share tells nothing of it. What was wrong with shares is said without their words.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable, Sequence

import rfc8785
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics

from onetext.errors import WrongShares
from onetext.store.keys.records import ESCROW, SCHEMA, KeyRecord, record
from onetext.store.keys.sealing import Identity, identity, secret_text

SHARES, NEEDED, WORDS = 3, 2, 20
Shares = tuple[str, ...]


def escrowed(session: str, key: Identity) -> tuple[KeyRecord, Shares]:
    """The record of an escrow's identity, and the three shares that open it."""
    secret, salt, nonce = secrets.token_bytes(16), secrets.token_bytes(32), secrets.token_bytes(12)
    bound = _bound(session, key.recipient)
    inside = ChaCha20Poly1305(_key(secret, salt, bound)).encrypt(nonce, secret_text(key).encode(), bound)
    # No passphrase is mixed in, so the slow rounds of SLIP-39 would guard nothing.
    shares = generate_mnemonics(1, [(NEEDED, SHARES)], secret, iteration_exponent=0)[0]
    parts = {"salt": salt, "nonce": nonce, "wrapped": inside}
    made = record(session, ESCROW, "escrow", recipient=key.recipient, shares=SHARES, needed=NEEDED, **parts)
    return made, tuple(shares)


def recovered(of: KeyRecord, shares: Iterable[str]) -> Identity:
    """The escrow's identity from two of its shares. WrongShares says what is wrong with what was typed, without a word of it."""
    bound = _bound(of.session, of.text("recipient"))
    made = _key(_secret([_words(one) for one in shares]), of.binary("salt"), bound)
    try:
        inside = ChaCha20Poly1305(made).decrypt(of.binary("nonce"), of.binary("wrapped"), bound)
    except (InvalidTag, ValueError):
        raise WrongShares(
            "these shares fit each other, but belong to another escrow: an earlier set, or another session's; allowed: two of one set"
        ) from None
    return identity(inside.decode())


def _words(typed: str) -> str:
    """A share as typed: numbering, commas, hyphens, capitals and runs of blanks do not count."""
    return " ".join(re.findall(r"[a-z]+", unicodedata.normalize("NFKC", typed).casefold()))


def _secret(shares: Sequence[str]) -> bytes:
    """The secret that shares give together."""
    read = [_share(share, number) for number, share in enumerate(dict.fromkeys(shares), 1)]
    if len(read) < NEEDED:
        raise WrongShares(f"{NEEDED} different shares are needed, there is {len(read)}; allowed: two of the three, each after --share")
    if len({one.common_parameters() for one in read}) > 1:
        raise WrongShares("these shares are not of one set; allowed: two whose first three words are the same")
    try:
        return combine_mnemonics([one.mnemonic() for one in read[:NEEDED]])
    except MnemonicError:
        raise WrongShares("these shares do not fit each other; allowed: two of one set") from None


def _share(share: str, number: int) -> Share:
    """One share, by its check sum."""
    if len(share.split()) != WORDS:
        raise WrongShares(f"share {number} has {len(share.split())} words; a share has {WORDS}; allowed: all of them")
    try:
        return Share.from_mnemonic(share)
    except MnemonicError:
        wrong = f"share {number} is mistyped: a word is not in the list, or two are in the wrong place"
        raise WrongShares(f"{wrong}; allowed: the {WORDS} words as they were told") from None


def _key(secret: bytes, salt: bytes, bound: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, b"onetext/escrow/1\n" + bound).derive(secret)


def _bound(session: str, recipient: str) -> bytes:
    """The associated data: what the escrow's identity belongs to."""
    return rfc8785.dumps({"schema": SCHEMA, "kind": "escrow", "session": session, "holder": ESCROW, "recipient": recipient})
