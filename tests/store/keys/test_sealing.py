"""Sealing to several recipients, and grants."""

from __future__ import annotations

import copy
import pickle

import pytest

from onetext.errors import Damaged, UsageError, WrongKey
from onetext.store.keys.records import record
from onetext.store.keys.sealing import Held, grant, granted, identity, new_identity, opened, sealed, secret_text
from store.keys.session import OTHER, SESSION

A, B, C, D = (new_identity() for _ in range(4))
THREE = tuple(one.recipient for one in (A, B, C))


@pytest.mark.parametrize("by", [A, B, C, (D, C)])
def test_each_recipient_opens_alone(by: object) -> None:
    """Or holds a key that does among others."""
    assert opened(sealed(b"the line is 40", THREE), by) == b"the line is 40"


@pytest.mark.parametrize("by", [D, (D,), ()])
def test_nobody_else_does(by: object) -> None:
    """WrongKey, which is no damage."""
    with pytest.raises(WrongKey, match="not sealed to the key"):
        opened(sealed(b"the line is 40", THREE), by)


def test_a_changed_ciphertext_is_damage() -> None:
    """Cut, changed in any byte, or no ciphertext at all; never other content."""
    whole = sealed(b"the line is 40", THREE)
    for bad in (b"", b"x", whole[:-1], whole + b"x", *(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(len(whole)))):
        with pytest.raises((Damaged, WrongKey)):
            opened(bad, A)
    with pytest.raises(Damaged, match="was changed or is none"):
        opened(whole[:-1], A)


def test_the_same_content_seals_to_other_bytes() -> None:
    """Two equal answers do not look equal, and no recipient is named; a recipient given twice counts once."""
    first, second = (sealed(b"yes", THREE) for _ in range(2))
    assert first != second
    assert sealed(b"yes", (*THREE, A.recipient)).count(b"-> X25519") == 3
    assert not [one for one in THREE if one.encode() in first]


@pytest.mark.parametrize(("to", "says"), [((), "to nobody"), (("age1xyz",), "no public key"), ((A.recipient, ""), "no public key")])
def test_recipients_have_to_be_some(to: tuple[str, ...], says: str) -> None:
    """An answer that nobody could open would be lost."""
    with pytest.raises(UsageError, match=says):
        sealed(b"x", to)


def test_an_identity_shows_nothing_and_stays_where_it_is() -> None:
    """No secret in its text, no pickle, no copy, no change."""
    secret = secret_text(A)
    assert secret not in repr(A) + str(A) + f"{A}"
    assert identity(secret).recipient == A.recipient
    for way in (pickle.dumps, copy.copy, copy.deepcopy, lambda one: one.__getstate__(), lambda one: setattr(one, "recipient", "x")):
        with pytest.raises(TypeError, match="identity"):
            way(A)
    with pytest.raises(Damaged, match="no identity"):
        identity("AGE-SECRET-KEY-1")


def test_a_grant_gives_an_identity_to_another() -> None:
    """To the one that it names, and to nobody else."""
    given = grant(SESSION, Held("north", A), B.recipient)
    found = granted(given, B)
    assert (found.holder, found.identity.recipient) == ("north", A.recipient)
    with pytest.raises(WrongKey):
        granted(given, C)


@pytest.mark.parametrize(("session", "holder", "recipient"), [(OTHER, "north", A), (SESSION, "south", A), (SESSION, "north", C)])
def test_a_grant_is_of_its_own_place_only(session: str, holder: str, recipient: object) -> None:
    """Not of another session, holder or key."""
    given = grant(SESSION, Held("north", A), B.recipient)
    moved = record(session, holder, "grant", to=B.recipient, recipient=recipient.recipient, sealed=given.binary("sealed"))
    with pytest.raises(Damaged, match="another identity than it says"):
        granted(moved, B)
