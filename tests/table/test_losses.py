"""Every loss that the table of losses names, drilled by commands on a session: what is promised is done, what is gone is gone (G20)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from onetext.store.keys.losses import LOSSES
from table.settings import KINDS, fast_folder, made, phrase
from table.talks import told

NEW = "nabad-pabad-rabad"


@dataclass
class Drill:
    """A session in `S` of the folder of work, the shares of today, and the environment that holds passphrases."""

    shares: tuple[str, ...]
    patch: pytest.MonkeyPatch

    def does(self, *arguments: str, by: str = "", new: str = "", code: int = 0) -> str:
        """What a command prints, or where it is refused, why: in one line."""
        self.patch.setenv("ONETEXT_PASSPHRASE", by or "no-passphrase-at-all")
        self.patch.setenv("ONETEXT_NEW_PASSPHRASE", new)
        ran = told(*arguments)
        assert ran.code == code, (arguments, ran)
        assert code == 0 or ran.err.count("\n") == 1
        return ran.out if code == 0 else ran.err

    def answers(self, party: str, points: str) -> None:
        """A question and its answer: that takes no passphrase."""
        asked = json.loads(self.does("view", "S", "--as", party, "--locked", "--json"))["questions"]
        self.does("ask", "S", party, "--reservation")
        self.does("answer", "S", f"{party}-{len(asked) + 1}", points, "--as", party)

    def reads(self, by: str, who: str = "mediator") -> list[str]:
        """The points that somebody reads, in the order of the questions; "" where an answer stays closed."""
        found = json.loads(self.does("view", "S", "--as", who, "--json", by=by))
        return [one["answer"].removesuffix(" points") for one in found["questions"]]

    def shared(self, *numbers: int) -> list[str]:
        """Some shares as options."""
        return [part for number in numbers for part in ("--share", self.shares[number])]

    def new_shares(self, printed: str) -> None:
        self.shares = tuple(json.loads(printed)["recovery"])
        assert len(self.shares) == 3


@pytest.fixture
def drill(monkeypatch: pytest.MonkeyPatch) -> Drill:
    """Both parties answered before anything was lost: the escrow covers all answers from the first on."""
    folder = fast_folder()
    first = made(KINDS[0])
    first.copy(folder / "S")
    monkeypatch.chdir(folder)
    found = Drill(first.shares, monkeypatch)
    found.answers("north", "40")
    found.answers("east", "5")
    assert found.reads(phrase("mediator")) == ["40", "5"]
    return found


def mediator_passphrase(drill: Drill) -> None:
    """Two shares: a new person reads old and new; the old passphrase opens nothing, the old shares neither; three new ones do."""
    old = drill.shared(0, 2)
    printed = drill.does("hand-over", "S", "C. New", *old, "--json", new=NEW)
    drill.new_shares(printed)
    drill.answers("north", "41")
    assert drill.reads(NEW) == ["40", "5", "41"]
    assert "does not open" in drill.does("view", "S", by=phrase("mediator"), code=2)
    assert "another escrow" in drill.does("hand-over", "S", "D. Thief", *old, code=2)
    drill.new_shares(drill.does("hand-over", "S", "E. Next", *drill.shared(1, 2), "--json", new="another-new-one"))
    assert drill.reads("another-new-one") == ["40", "5", "41"]
    assert "The mediation went over to E. Next." in drill.does("log", "S", "--as", "east", "--locked")


def mediator_machine(drill: Drill) -> None:
    """A backup and the passphrase: all opens, signing goes on under the same key; receipts show what came later."""
    drill.does("backup", "S", "-o", "B")
    drill.answers("north", "41")
    drill.does("receipt", "S", "--as", "north", "-o", "north.receipt")
    shutil.rmtree("S")
    printed = drill.does("restore", "B", "-o", "S", "--receipt", "north.receipt", "--json", by=phrase("mediator"))
    assert [json.loads(printed)[key] for key in ("state",)] == ["behind"] and json.loads(printed)["compared"][0]["behind"] == 2
    assert drill.reads(phrase("mediator")) == ["40", "5"]
    drill.answers("north", "42")
    assert drill.reads(phrase("mediator")) == ["40", "5", "42"] and "Everything holds" in drill.does("verify", "S")
    shutil.rmtree("S")
    drill.does("restore", "B", "-o", "S", *drill.shared(0, 1))  # and by two shares
    assert drill.reads(phrase("mediator")) == ["40", "5"]


def party_passphrase(drill: Drill) -> None:
    """By the mediator, and by two shares: the party reads its own answers again, nobody else's; the other noticed nothing."""
    before = drill.does("export", "S", "--as", "east", "--locked", "-o", "before.json") and Path("before.json").read_bytes()
    drill.does("passphrase", "S", "--lost", "--as", "north", by=phrase("mediator"), new=NEW)
    assert drill.reads(NEW, "north") == ["40"]
    assert "does not open" in drill.does("view", "S", "--as", "north", by=phrase("north"), code=2)
    drill.does("export", "S", "--as", "north", "-o", "north.json", by=NEW)
    assert len(json.loads(Path("north.json").read_bytes())["openings"]) == 1
    drill.answers("north", "41")
    drill.does("passphrase", "S", "--lost", "--as", "north", *drill.shared(1, 2), new="once-more-a-new-one")
    assert drill.reads("once-more-a-new-one", "north") == ["40", "41"]
    assert drill.reads(phrase("mediator")) == ["40", "5", "41"]
    drill.does("export", "S", "--as", "east", "--locked", "-o", "after.json")
    assert before == Path("after.json").read_bytes()
    assert drill.reads(phrase("east"), "east") == ["5"]


def one_share(drill: Drill) -> None:
    """The other two make three new ones; the lost one opens nothing, alone or with a new one."""
    lost = drill.shares[0]
    assert "2 different shares" in drill.does("hand-over", "S", "X", "--share", lost, code=2)
    drill.new_shares(drill.does("shares", "S", *drill.shared(1, 2), "--json"))
    for number in range(3):
        assert "not of one set" in drill.does("hand-over", "S", "X", "--share", lost, *drill.shared(number), code=2)
    drill.new_shares(drill.does("hand-over", "S", "C. New", *drill.shared(0, 1), "--json", new=NEW))
    assert drill.reads(NEW) == ["40", "5"]


def two_shares(drill: Drill) -> None:
    """The mediator makes three new ones, which cover every answer given so far; whoever found the two old ones opens nothing later."""
    found = drill.shared(0, 1)
    shutil.copytree("S", "stolen")
    drill.new_shares(drill.does("shares", "S", "--json", by=phrase("mediator")))
    drill.answers("east", "6")
    assert drill.reads(phrase("mediator")) == ["40", "5", "6"]
    assert "another escrow" in drill.does("hand-over", "S", "X", *found, code=2)
    drill.does("hand-over", "stolen", "X", *found, new=NEW)  # what was sealed until then is open to who has both
    drill.does("hand-over", "S", "C. New", *drill.shared(0, 2), new=NEW)
    assert drill.reads(NEW) == ["40", "5", "6"]


def mediator_passphrase_and_two_shares(drill: Drill) -> None:
    """New keys all the same, of which all are told; they open what is sealed from then on, and what a party seals again: east will not."""
    drill.new_shares(drill.does("hand-over", "S", "C. New", "--lost", "--json", new=NEW))
    assert drill.reads(NEW) == ["", ""]
    drill.does("passphrase", "S", "--as", "north", by=phrase("north"), new="north-has-a-new-one")
    drill.answers("east", "6")
    assert drill.reads(NEW) == ["40", "", "6"]
    assert drill.reads("north-has-a-new-one", "north") == ["40"] and drill.reads(phrase("east"), "east") == ["5", "6"]
    drill.does("hand-over", "S", "D. Next", *drill.shared(0, 2), new="by-the-new-shares")
    assert drill.reads("by-the-new-shares") == ["40", "", "6"]
    assert "went over to C. New" in drill.does("log", "S", "--as", "east", "--locked")
    assert "Everything holds" in drill.does("verify", "S")
    Path("S/signing.key").unlink()
    assert "a new session" in drill.does("hand-over", "S", "E. None", "--lost", code=2)


DRILLS: dict[str, Callable[[Drill], None]] = {
    one.__name__: one
    for one in (mediator_passphrase, mediator_machine, party_passphrase, one_share, two_shares, mediator_passphrase_and_two_shares)
}


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_has_the_outcome_that_is_stated(drill, loss):
    """One drill for each row of the table."""
    DRILLS[loss](drill)


def test_every_drill_is_of_a_loss():
    """The table and the drills are of the same."""
    assert DRILLS.keys() == LOSSES.keys()
