"""New passphrases, new keys, hand-over and new shares: who opens what before and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onetext.errors import Damaged, NoKey, UsageError, WrongKey, WrongPassphrase, WrongShares
from onetext.store.keys import changes
from onetext.store.keys.escrow import recovered
from onetext.store.keys.phrases import made_passphrase
from onetext.store.keys.records import KeyRecord, latest, recipients
from onetext.store.keys.sealing import Identity, opened, sealed
from onetext.store.keys.vault import recovering, unlocked
from onetext.store.keys.wrapping import unwrapped
from store.keys.session import CHEAP, PHRASE, Folder

NEW = "nabad-pabad-rabad"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A session with an answer of each party."""
    made = Folder(tmp_path)
    (tmp_path / "shares").write_text("\n".join(made.begin()))
    made.answer("north", "N1")
    made.answer("south", "S1")
    return made


def shares(folder: Folder) -> list[str]:
    """What is on paper."""
    return (folder.path / "shares").read_text().split("\n")


def read_by(folder: Folder, holder: str, passphrase: str) -> list[object]:
    """What a holder reads."""
    with unlocked(folder.records, holder, passphrase) as vault:
        return folder.readable(vault)


def read_by_escrow(folder: Folder) -> list[object]:
    """What two shares read."""
    with recovering(folder.records, shares(folder)[1:]) as vault:
        return folder.readable(vault)


def test_the_escrow_reads_every_answer_from_the_first_on(folder: Folder) -> None:
    """It is there before the first answer, so it cannot be switched on late."""
    assert read_by_escrow(folder) == ["N1", "S1"]


def test_a_new_passphrase_for_the_same_identity(folder: Folder) -> None:
    """The new one opens, the old one not; the public key stays, so nothing has to be sealed again."""
    before = latest(folder.records, "north").text("recipient")
    with unlocked(folder.records, "north", PHRASE["north"]) as vault:
        folder.add(changes.rewrapped(vault, NEW, CHEAP))
    folder.answer("north", "N2")
    assert latest(folder.records, "north").text("recipient") == before
    assert read_by(folder, "north", NEW) == ["N1", "N2"]
    with pytest.raises(WrongPassphrase):
        read_by(folder, "north", PHRASE["north"])


def test_what_a_new_passphrase_does_not_do(folder: Folder) -> None:
    """As its docstring says: in a copy of the store the old passphrase opens the same identity, and so what is sealed later."""
    old = latest(folder.records, "north")
    with unlocked(folder.records, "north", PHRASE["north"]) as vault:
        folder.add(changes.rewrapped(vault, NEW, CHEAP))
    later = sealed(b"later", recipients(folder.records, "north"))
    assert opened(later, unwrapped(old, PHRASE["north"])) == b"later"


def test_a_new_key_of_a_party(folder: Folder) -> None:
    """It opens old and new; the former key and passphrase, even with a copy of the store, nothing that is sealed later."""
    old = latest(folder.records, "north")
    with unlocked(folder.records, "north", PHRASE["north"]) as vault:
        folder.add(changes.rekeyed(vault, NEW, CHEAP))
    folder.answer("north", "N2")
    assert read_by(folder, "north", NEW) == ["N1", "N2"]
    assert read_by(folder, "mediator", PHRASE["mediator"]) == ["N1", "S1", "N2"] == read_by_escrow(folder)
    with pytest.raises(WrongKey):
        opened(folder.answers()[-1][3], unwrapped(old, PHRASE["north"]))
    with pytest.raises(WrongPassphrase):
        read_by(folder, "north", PHRASE["north"])


def test_the_mediation_is_handed_over_twice(folder: Folder) -> None:
    """Each new mediator reads all; each former one nothing that came later, not by its record either; the key that signs stays."""
    passphrases = [PHRASE["mediator"], NEW, "sabad-tabad-vabad"]
    with unlocked(folder.records, "mediator", passphrases[0]) as vault:
        signs = vault.signing_key(folder.records).public
    for before, after in pairwise(passphrases):
        old = latest(folder.records, "mediator")
        with unlocked(folder.records, "mediator", before) as vault:
            folder.add(changes.handed_over(vault, after, CHEAP))
        folder.answer("south", after)
        with pytest.raises(WrongPassphrase):
            read_by(folder, "mediator", before)
        with pytest.raises(WrongKey):
            opened(folder.answers()[-1][3], unwrapped(old, before))
    assert read_by(folder, "mediator", passphrases[2]) == ["N1", "S1", *passphrases[1:]]
    assert read_by(folder, "south", PHRASE["south"]) == ["S1", *passphrases[1:]]
    assert read_by_escrow(folder) == ["N1", "S1", *passphrases[1:]]
    with unlocked(folder.records, "mediator", passphrases[2]) as vault:
        assert vault.signing_key(folder.records).public == signs


def test_the_mediation_is_taken_over(folder: Folder) -> None:
    """By two shares, which are spent: the new mediator and the new shares read all, the old shares nothing later."""
    old = shares(folder)
    with recovering(folder.records, old[:2]) as vault:
        added, new = changes.taken_over(vault, NEW, CHEAP)
    before = folder.records
    folder.add(added)
    folder.answer("north", "N2")
    assert read_by(folder, "mediator", NEW) == ["N1", "S1", "N2"]
    with recovering(folder.records, new[:2]) as vault:
        assert folder.readable(vault) == ["N1", "S1", "N2"]
    with recovering(before, old[:2]) as vault, pytest.raises(WrongKey):
        vault.open(folder.answers()[-1][3])


def test_new_shares_by_two_old_ones(folder: Folder) -> None:
    """The new ones open all; the old ones nothing later, in a copy of the old store either; an old one with a new one nothing."""
    old, before = shares(folder), folder.records
    with recovering(folder.records, old[:2]) as vault:
        added, new = changes.new_shares(vault)
    folder.add(added)
    folder.answer("north", "N2")
    with recovering(folder.records, new[:2]) as vault:
        assert folder.readable(vault) == ["N1", "S1", "N2"]
        assert vault.signing_key(folder.records).public == latest(before, "signing", "signing").text("public")
    for wrong, says in ((old[:2], "another escrow"), ([old[0], new[1]], "not of one set")):
        with pytest.raises(WrongShares, match=says), recovering(folder.records, wrong):
            pass
    with recovering(before, old[:2]) as vault, pytest.raises(WrongKey):
        vault.open(folder.answers()[-1][3])


def test_a_new_escrow_by_the_mediator_covers_every_answer_so_far(folder: Folder) -> None:
    """Though no party has logged in since, which is what an escrow switched on late has failed at elsewhere."""
    with unlocked(folder.records, "mediator", PHRASE["mediator"]) as vault:
        added, new = changes.new_escrow(vault, PHRASE["mediator"], CHEAP)
    folder.add(added)
    with recovering(folder.records, new[1:]) as vault:
        assert folder.readable(vault) == ["N1", "S1"]
        assert [one.holder for one in vault.held()] == ["escrow", "mediator"]
    folder.answer("south", "S2")
    assert read_by(folder, "mediator", PHRASE["mediator"]) == ["N1", "S1", "S2"]
    with recovering(folder.records, new[1:]) as vault:
        assert folder.readable(vault) == ["N1", "S1", "S2"]


def test_who_may_do_what(folder: Folder) -> None:
    """Refused with what is possible; nothing is added."""
    records = folder.records
    number, _, commitment, ciphertext = folder.answers()[1]
    with unlocked(records, "north", PHRASE["north"]) as north:
        for act, says in (
            (lambda: changes.handed_over(north, NEW, CHEAP), "see `taken_over`, not by 'north'"),
            (lambda: changes.taken_over(north, NEW, CHEAP), "with two shares, not by 'north'"),
            (lambda: changes.new_shares(north), "see `new_escrow`, not by 'north'"),
            (lambda: changes.new_escrow(north, NEW, CHEAP), "see `new_shares`, not by 'north'"),
            (lambda: changes.rewrapped(north, "short", CHEAP), "at least 12"),
        ):
            with pytest.raises(UsageError, match=says):
                act()
        with pytest.raises(WrongKey):
            changes.resealed(records, north, commitment, ciphertext, "north")
    with unlocked(records, "mediator", PHRASE["mediator"]) as mediator, pytest.raises(Damaged, match="not what the record names"):
        changes.resealed(records, mediator, folder.answers()[0][2], ciphertext, "north")
    with recovering(records, shares(folder)) as escrow:
        for act in (lambda: changes.rewrapped(escrow, NEW, CHEAP), lambda: changes.rekeyed(escrow, NEW, CHEAP)):
            with pytest.raises(UsageError, match="see `new_shares`"):
                act()
    with pytest.raises(NoKey):
        changes.renewed(records, "east", NEW, CHEAP)
    assert (folder.records, number) == (records, 2)


@dataclass
class Walk:
    """A session on which things happen; it remembers every key that was ever replaced and when."""

    folder: Folder
    shares: tuple[str, ...]
    passphrases: dict[str, str]
    former: list[tuple[int, Identity]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def add(self, records: tuple[KeyRecord, ...]) -> None:
        """Add records; the identities that they replace are former from the answer that comes next."""
        before = self.today()
        self.folder.add(records)
        after = {one.recipient for one in self.today()}
        self.former += [(len(self.said), one) for one in before if one.recipient not in after]

    def today(self) -> list[Identity]:
        """The identities of today; those of a holder whose new passphrase is not told yet are left out."""
        now = self.folder.records
        found = [recovered(latest(now, "escrow", "escrow"), self.shares)] if not self.stale(now) else []
        for holder, passphrase in self.passphrases.items():
            try:
                found.append(unwrapped(latest(now, holder), passphrase))
            except WrongPassphrase:
                continue
        return found

    def stale(self, now: tuple[KeyRecord, ...]) -> bool:
        """Whether the shares are not those of the last escrow yet."""
        try:
            recovered(latest(now, "escrow", "escrow"), self.shares)
        except WrongShares:
            return True
        return False

    def step(self, name: str, party: str) -> None:
        """One thing that can happen."""
        phrase, records = made_passphrase(), self.folder.records
        escrow, mediator = recovering(records, self.shares[:2]), unlocked(records, "mediator", self.passphrases["mediator"])
        shares, whose = self.shares, "mediator"
        if name == "answer":
            self.said.append(party)
            self.folder.answer(party, len(self.said))
            return
        if name == "rekeyed":
            whose = party
            with unlocked(records, party, self.passphrases[party]) as vault:
                added = changes.rekeyed(vault, phrase, CHEAP)
        elif name == "renewed":
            whose = party
            added = changes.renewed(records, party, phrase, CHEAP)
            with mediator as vault:
                own = [(commitment, sealed) for _, one, commitment, sealed in self.folder.answers() if one == party]
                added += tuple(changes.resealed((*records, *added), vault, *each, party) for each in own)
        elif name == "handed_over":
            with mediator as vault:
                added = changes.handed_over(vault, phrase, CHEAP)
        elif name == "new_escrow":
            with mediator as vault:
                added, shares = changes.new_escrow(vault, phrase, CHEAP)
        elif name == "taken_over":
            with escrow as vault:
                added, shares = changes.taken_over(vault, phrase, CHEAP)
        else:
            phrase = self.passphrases["mediator"]
            with escrow as vault:
                added, shares = changes.new_shares(vault)
        self.add(added)
        self.shares = shares
        self.passphrases[whose] = phrase


STEPS = ("answer", "rekeyed", "renewed", "handed_over", "new_escrow", "taken_over", "new_shares")


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(["north", "south"])), min_size=1, max_size=10))
def test_whatever_happens_those_of_today_read_all_and_those_of_yesterday_nothing_new(steps: list[tuple[str, str]]) -> None:
    """After each step: mediator and escrow read every answer, a party its own; a key that was replaced opens nothing sealed since."""
    with TemporaryDirectory() as path:
        walk = Walk(Folder(Path(path)), (), dict(PHRASE))
        walk.shares = walk.folder.begin()
        for name, party in (("answer", "north"), ("answer", "south"), *steps, ("answer", "north")):
            walk.step(name, party)
            numbers = list(range(1, len(walk.said) + 1))
            assert read_by(walk.folder, "mediator", walk.passphrases["mediator"]) == numbers
            with recovering(walk.folder.records, walk.shares[1:]) as vault:
                assert walk.folder.readable(vault) == numbers
            for one in ("north", "south"):
                assert read_by(walk.folder, one, walk.passphrases[one]) == [n for n in numbers if walk.said[n - 1] == one]
        now = {one.recipient for one in walk.today()}
        assert len(now) == 4
        assert not [one for one in walk.folder.records if one.kind == "grant" and one.text("recipient") in now]
        assert len(walk.former) >= sum(name != "answer" for name, _ in steps)
        for since, key in walk.former:
            for _, _, _, ciphertext in walk.folder.answers()[since:]:
                with pytest.raises(WrongKey):
                    opened(ciphertext, key)
