"""Every loss of the table, drilled end to end on a folder: what is gone is gone, what the table promises is done and checked."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from onetext.errors import Damaged, WrongKey, WrongPassphrase, WrongShares
from onetext.process.sealed import kept, open_sealed
from onetext.store.keys import changes, signing
from onetext.store.keys.losses import LOSSES
from onetext.store.keys.records import recipients, record
from onetext.store.keys.sealing import sealed
from onetext.store.keys.vault import recovering, unlocked
from store.keys.session import CHEAP, PHRASE, Folder, context

NEW = "nabad-pabad-rabad"


def cannot(folder: Folder, holder: str, passphrase: str) -> None:
    """The passphrase opens nothing."""
    with pytest.raises(WrongPassphrase), unlocked(folder.records, holder, passphrase):
        pass


def reads(folder: Folder, holder: str, passphrase: str) -> list[object]:
    """What a holder reads."""
    with unlocked(folder.records, holder, passphrase) as vault:
        return folder.readable(vault)


def rescued(folder: Folder, shares: tuple[str, ...]) -> list[object]:
    """What shares read."""
    with recovering(folder.records, shares) as vault:
        return folder.readable(vault)


def mediator_passphrase(folder: Folder, shares: tuple[str, ...]) -> None:
    """Two shares: a new person reads all and goes on signing, and three new shares stand where two were spent."""
    cannot(folder, "mediator", "something else entirely")
    with recovering(folder.records, (shares[2], shares[0])) as vault:
        added, new = changes.taken_over(vault, NEW, CHEAP)
    folder.add(added)
    folder.answer("south", "S2")
    assert reads(folder, "mediator", NEW) == ["N1", "S1", "N2", "S2"] == rescued(folder, new[:2])
    with unlocked(folder.records, "mediator", NEW) as vault:
        assert vault.signing_key(folder.records).public == signing.kept(folder.path / "signing.key").public
    cannot(folder, "mediator", PHRASE["mediator"])


def mediator_machine(folder: Folder, shares: tuple[str, ...]) -> None:
    """A backup of keys and answers without the file of the key that signs: all opens, and signing goes on under the same key."""
    public = signing.kept(folder.path / "signing.key").public
    backup = folder.path.parent / "backup"
    shutil.copytree(folder.path, backup, ignore=shutil.ignore_patterns("signing.key"))
    folder.answer("north", "after the backup")
    shutil.rmtree(folder.path)
    found = Folder(backup)
    with unlocked(found.records, "mediator", PHRASE["mediator"]) as vault:
        assert found.readable(vault) == ["N1", "S1", "N2"]
        signing.keep(vault.signing_key(found.records), backup / "signing.key")
    assert signing.verified(public, b"head", signing.kept(backup / "signing.key").sign(b"head"))
    found.answer("north", "N3")
    assert reads(found, "north", PHRASE["north"]) == ["N1", "N2", "N3"]
    assert rescued(found, shares[1:]) == ["N1", "S1", "N2", "N3"]


def party_passphrase_by_the_mediator(folder: Folder, shares: tuple[str, ...]) -> None:
    """A new key and copies of the old answers; a copy that the mediator altered is seen by its commitment."""
    cannot(folder, "north", "something else entirely")
    folder.add(changes.renewed(folder.records, "north", NEW, CHEAP))
    with unlocked(folder.records, "north", NEW) as vault, pytest.raises(WrongKey):
        folder.readable(vault)
    with unlocked(folder.records, "mediator", PHRASE["mediator"]) as vault:
        for _, party, commitment, ciphertext in folder.answers():
            if party == "north":
                folder.add((changes.resealed(folder.records, vault, commitment, ciphertext, "north"),))
    folder.answer("north", "N3")
    assert reads(folder, "north", NEW) == ["N1", "N2", "N3"]
    assert reads(folder, "mediator", PHRASE["mediator"]) == ["N1", "S1", "N2", "N3"] == rescued(folder, shares[:2])
    _, _, commitment, _ = folder.answers()[0]
    to = recipients(folder.records, "north")
    folder.add((record(folder.records[0].session, "north", "copy", commitment=commitment, sealed=sealed(b'{"value":"N9"}', to)),))
    with pytest.raises(Damaged, match="not what the record names"):
        reads(folder, "north", NEW)


def party_passphrase_by_two_shares(folder: Folder, shares: tuple[str, ...]) -> None:
    """The same without the mediator."""
    folder.add(changes.renewed(folder.records, "north", NEW, CHEAP))
    with recovering(folder.records, shares[1:]) as vault:
        for _, party, commitment, ciphertext in folder.answers():
            if party == "north":
                folder.add((changes.resealed(folder.records, vault, commitment, ciphertext, "north"),))
    folder.answer("north", "N3")
    assert reads(folder, "north", NEW) == ["N1", "N2", "N3"]
    cannot(folder, "north", PHRASE["north"])


def one_share(folder: Folder, shares: tuple[str, ...]) -> None:
    """The others open all, the lost one nothing; new shares are made, and the lost one does not go with a new one."""
    assert rescued(folder, shares[1:]) == ["N1", "S1", "N2"]
    with pytest.raises(WrongShares, match="2 different shares"):
        rescued(folder, shares[:1])
    with recovering(folder.records, shares[1:]) as vault:
        added, new = changes.new_shares(vault)
    folder.add(added)
    assert rescued(folder, new[:2]) == rescued(folder, new[1:]) == ["N1", "S1", "N2"]
    for one in new:
        with pytest.raises(WrongShares, match="not of one set"):
            rescued(folder, (shares[0], one))


def two_shares(folder: Folder, shares: tuple[str, ...]) -> None:
    """The mediator makes a new escrow that covers the answers given before; who found both shares reads what was sealed until then."""
    with pytest.raises(WrongShares, match="2 different shares"):
        rescued(folder, shares[:1])
    stolen = folder.records
    with unlocked(folder.records, "mediator", PHRASE["mediator"]) as vault:
        added, new = changes.new_escrow(vault, PHRASE["mediator"], CHEAP)
    folder.add(added)
    folder.answer("south", "S2")
    assert reads(folder, "mediator", PHRASE["mediator"]) == rescued(folder, new[1:]) == ["N1", "S1", "N2", "S2"]
    with recovering(stolen, shares[1:]) as vault:
        assert [vault.open(answer[3])[:1] for answer in folder.answers()[:3]] == [b"{"] * 3
        with pytest.raises(WrongKey):
            vault.open(folder.answers()[3][3])


def mediator_passphrase_and_two_shares(folder: Folder, shares: tuple[str, ...]) -> None:
    """North seals its answers again to the new mediator and escrow, south will not: its answer stays with it alone."""
    with pytest.raises(WrongShares):
        rescued(folder, shares[:1])
    folder.add(changes.renewed(folder.records, "mediator", NEW, CHEAP))
    key = signing.kept(folder.path / "signing.key")
    folder.add((signing.deposited(key, folder.records[0].session, folder.records),))
    with unlocked(folder.records, "mediator", NEW) as vault:
        added, new = changes.new_escrow(vault, NEW, CHEAP)
    folder.add(added)
    with unlocked(folder.records, "north", PHRASE["north"]) as vault:
        for _, party, commitment, ciphertext in folder.answers():
            if party == "north":
                folder.add((changes.resealed(folder.records, vault, commitment, ciphertext, "north"),))
    folder.answer("south", "S2")
    assert reads(folder, "south", PHRASE["south"]) == ["S1", "S2"]
    for opening in (unlocked(folder.records, "mediator", NEW), recovering(folder.records, new[:2])):
        with opening as vault:
            assert readable_one_by_one(folder, vault.open) == ["N1", None, "N2", "S2"]
            assert vault.signing_key(folder.records).public == key.public


def readable_one_by_one(folder: Folder, opening: Callable[[bytes], bytes]) -> list[object]:
    """The value of each answer, by any copy of it, None where no copy opens."""
    found = []
    for number, party, commitment, ciphertext in folder.answers():
        again = [one.binary("sealed") for one in folder.records if one.kind == "copy" and one.text("commitment") == commitment]
        for each in (*again, ciphertext):
            try:
                found.append(open_sealed(kept(commitment, each), context(party, number), opening, "a test", lambda *_: None))
                break
            except WrongKey:
                continue
        else:
            found.append(None)
    return found


DRILLS = {
    "mediator_passphrase": (mediator_passphrase,),
    "mediator_machine": (mediator_machine,),
    "party_passphrase": (party_passphrase_by_the_mediator, party_passphrase_by_two_shares),
    "one_share": (one_share,),
    "two_shares": (two_shares,),
    "mediator_passphrase_and_two_shares": (mediator_passphrase_and_two_shares,),
}


@pytest.mark.parametrize("drill", [each for drills in DRILLS.values() for each in drills], ids=lambda drill: drill.__name__)
def test_the_loss_comes_out_as_the_table_says(drill: Callable[[Folder, tuple[str, ...]], None], tmp_path: Path) -> None:
    """With three answers of before, on a folder that is only ever added to."""
    folder = Folder(tmp_path / "session")
    shares = folder.begin()
    for party, value in (("north", "N1"), ("south", "S1"), ("north", "N2")):
        folder.answer(party, value)
    drill(folder, shares)


def test_every_loss_of_the_table_is_drilled() -> None:
    """A new row needs a drill."""
    assert DRILLS.keys() == LOSSES.keys()
    assert all(loss.lost and loss.takes and loss.outcome for loss in LOSSES.values())
