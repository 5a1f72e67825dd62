"""The escrow and its three shares: any two open it, and each mistake with shares has a line of its own."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest

from onetext.errors import Damaged, WrongShares
from onetext.store.keys.escrow import Shares, escrowed, recovered
from onetext.store.keys.records import read, record
from onetext.store.keys.sealing import new_identity
from store.keys.session import OTHER, SESSION

KEY = new_identity()
RECORD, SHARES = escrowed(SESSION, KEY)
OTHERS = escrowed(SESSION, KEY)[1]


def test_there_are_three_shares_of_twenty_words() -> None:
    """All different, and not those of the next escrow."""
    assert [len(share.split()) for share in SHARES] == [20, 20, 20]
    assert len({*SHARES, *OTHERS}) == 6
    assert (RECORD.number("shares"), RECORD.number("needed")) == (3, 2)


@pytest.mark.parametrize("shares", [*combinations(SHARES, 2), *permutations(SHARES, 3), (SHARES[0], SHARES[0], SHARES[2])])
def test_any_two_open_it(shares: Shares) -> None:
    """In any order, all three too, and one of them twice."""
    assert recovered(read(RECORD.written), shares).recipient == KEY.recipient


def test_shares_open_as_they_are_typed() -> None:
    """Numbered, in capitals, with commas and over several lines."""
    numbered = "\n".join(f"{number}. {word.upper()}," for number, word in enumerate(SHARES[0].split(), 1))
    assert recovered(RECORD, (numbered, SHARES[1].replace(" ", "  -  "))).recipient == KEY.recipient


def swapped(share: str) -> str:
    """Two words in the wrong place."""
    words = share.split()
    return " ".join((*words[:8], words[9], words[8], *words[10:]))


@pytest.mark.parametrize(
    ("shares", "says"),
    [
        ((), "2 different shares are needed, there is 0"),
        (SHARES[:1], "2 different shares are needed, there is 1"),
        ((SHARES[0], SHARES[0]), "2 different shares are needed, there is 1"),
        ((SHARES[0], OTHERS[1]), "not of one set"),
        ((SHARES[0], SHARES[1], OTHERS[1]), "not of one set"),
        (OTHERS[:2], "belong to another escrow"),
        ((SHARES[0], swapped(SHARES[1])), "share 2 is mistyped"),
        ((SHARES[0].rsplit(" ", 1)[0] + " aardvark", SHARES[1]), "share 1 is mistyped"),
        ((SHARES[0].rsplit(" ", 1)[0], SHARES[1]), "share 1 has 19 words; a share has 20"),
        ((SHARES[0] + " " + SHARES[1],), "share 1 has 40 words"),
        (("", ""), "share 1 has 0 words"),
    ],
)
def test_each_mistake_has_its_line(shares: Shares, says: str) -> None:
    """Which holds not one word of a share but those that the message itself is made of."""
    with pytest.raises(WrongShares, match=says) as refused:
        recovered(RECORD, shares)
    assert not [
        pair for share in SHARES for pair in zip(share.split(), share.split()[1:], strict=False) if " ".join(pair) in str(refused.value)
    ]


def test_the_record_opens_in_its_own_place_only() -> None:
    """Not in another session, and not beside another public key."""
    with pytest.raises(WrongShares, match="another escrow"):
        recovered(record(OTHER, "escrow", "escrow", **dict(RECORD.fields)), SHARES)
    with pytest.raises(WrongShares, match="another escrow"):
        recovered(record(SESSION, "escrow", "escrow", **{**dict(RECORD.fields), "recipient": new_identity().recipient}), SHARES)


def test_no_changed_byte_goes_unnoticed() -> None:
    """But in how many shares there are, which is for people to read."""
    for at in range(len(RECORD.written)):
        changed = bytearray(RECORD.written)
        changed[at] ^= 1
        try:
            recovered(read(bytes(changed)), SHARES)
        except (Damaged, WrongShares):
            continue
        assert dict(read(bytes(changed)).fields).items() ^ dict(RECORD.fields).items() <= {
            ("shares", 2), ("shares", 3), ("needed", 2), ("needed", 3),
        }  # fmt: skip
