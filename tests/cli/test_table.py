"""`onetext table`: whole sessions from the opening to signature, and what each command says on its way."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from cli.running import Done, ran
from cli.tabled import DRAFT, OTHER, PHRASE, answer, kept, opened, table
from cli.test_schemas import WORDS_OF, closed
from onetext.api.published import published

Capture = pytest.CaptureFixture[str]
SEALED = "Answered, sealed: between 415 and 417 points."
"""What the seller answered, as it is shown to whoever may open it."""


def flat(text: str) -> str:
    """A text as one line."""
    return " ".join(text.split())


def last(verb: str, folder: str, *arguments: str) -> str:
    """What a move says, as one line and without its receipt."""
    *says, receipt = table(verb, folder, *arguments).splitlines()
    assert receipt.startswith("Receipt ")
    return flat(" ".join(says))


def test_a_new_session(capsys: Capture, states: Path) -> None:
    """What is told once: passphrases, shares, the key of the record; and what lies in the folder."""
    done = ran(capsys, "table", "new", "house-sale", "-o", "new")
    lines = done.out.splitlines()
    assert lines[1] == "At the table: seller, buyer. Mediator: mediator."
    assert "  mediator  as in ONETEXT_PASSPHRASE" in lines
    assert sum(line.startswith(("  1. ", "  2. ", "  3. ")) and len(line.split()) == 21 for line in lines) == 3
    assert lines[-1].startswith("The key of the record, for everybody's papers: ")
    assert {path.name for path in Path("new").iterdir()} >= {"table.json", "session.db", "signing.key"}
    assert Path("new").stat().st_mode & 0o077 == 0
    assert PHRASE not in done.out


ONE_TEXT: tuple[tuple[str, str], ...] = (
    (
        "draft --package price=410,date=august,roof=buyer",
        "The mediator tabled draft 1. It puts forward: Price: 410 thousand crowns; Keys: In August; ",
    ),
    ("criticise roof wet --as buyer", "Buyer told the mediator something in confidence (article roof). It is sealed."),
    (
        "ask buyer --package price=420,date=october,roof=halves",
        "The mediator asked Buyer (question buyer-1): whether it would accept this package: ",
    ),
    ("answer buyer-1 yes --as buyer", "Buyer answered question buyer-1. The answer is sealed to the mediator."),
    (
        "ask seller --rather date=june --than date=october --note trade",
        "The mediator asked Seller (question seller-1): which it would rather have: first, Keys: In June; or second, Keys: In October. "
        "(For the mediator alone: trade)",
    ),
    ("answer seller-1 second --words later --as seller", "Seller answered question seller-1. The answer is sealed to the mediator."),
    (
        "confide yes --line never\u00a0price=380 --soften 3 --as seller",
        "Seller told the mediator something in confidence (whether it has a red line: never ",
    ),
    (
        "meeting buyer --day 2030-05-11 --place town --minutes 40 --outcome hope",
        "The mediator met Buyer on 2030-05-11 in town (40 minutes). Outcome: hope.",
    ),
    ("hold seller buyer --since 2030-05-01", "Line of contact between Seller and Buyer: suspended, since 2030-05-01."),
    ("resume buyer seller --since 2030-05-12", "Line of contact between Buyer and Seller: open, since 2030-05-12."),
    ("draft --package price=420,date=october,roof=halves --why halfway", "The mediator tabled draft 2."),
    ("close", "The mediator closed round 1."),
    ("put draft", "The mediator put to yes or no (vote 1): what draft 2 puts forward. Asked: Seller and Buyer."),
    ("vote yes --as buyer", "Buyer voted (vote 1). The vote is sealed until all are revealed together."),
    ("mode caucus", "The mediator changed how the parties meet: caucus."),
    ("reveal", "Vote 1: not agreed."),
    ("put draft", "The mediator put to yes or no (vote 2)"),
    ("vote yes --as buyer", "Buyer voted (vote 2)."),
    ("vote yes --as seller", "Seller voted (vote 2)."),
    ("reveal", "Vote 2: all agreed."),
    ("initial --as seller", "Seller initialled the text."),
    ("sign --as seller", "Seller signed."),
    ("sign --as buyer --ad-referendum", "Buyer signed ad referendum (subject to confirmation at home). All have signed."),
    ("ratify --as buyer", "Buyer confirmed what was signed. The agreement is concluded."),
)
"""A session in which the mediator redrafts: what is typed (a no-break space stands within a word), and how its maker is told of it."""


def test_one_text_to_signature(states: Path) -> None:
    """The parties criticise, vote, sign ad referendum and confirm; a vote that is missing counts as no."""
    opened("house-sale", "s")
    for typed, said in ONE_TEXT:
        verb, *rest = (word.replace("\u00a0", " ") for word in typed.split(" "))
        assert last(verb, "s", *rest).startswith(said), typed
    found = answer("view", "s")
    assert found["phase"] == "concluded"
    assert [one.partition(" ")[0] for one in found["signatures"]] == ["Seller", "Seller", "Buyer"]
    assert table("verify", "s").endswith("Everything holds.\n")


def test_rolling_text_to_signature(states: Path) -> None:
    """The parties themselves add and lift brackets in a plenary, and a meeting of principals waits for progress."""
    said = last("bracket", "rolling", "forces/p2", "troops", "all troops", "--as", "north")
    assert said == "Northland bracketed “troops” in forces/p2 and would say “all troops” instead. Issue forces-p2-1."
    for party in ("north", "east"):
        last("lift", "rolling", "verb", "shall", "--as", party)
    assert last("lift", "rolling", "verb", "shall", "--as", "west") == "Westria no longer stands in the way of “Binding” (verb)."
    assert answer("view", "rolling", "--as", "east")["settled"] == {"verb": "shall"}
    assert answer("status", "rolling")["gate"] == "a meeting of principals waits until 2 issues are settled"
    table("meeting", "rolling", "north", "east", "--level", "principals", code=2)
    for party in ("north", "east", "west"):
        last("lift", "rolling", "forces-p2-1", "north", "--as", party)
    met = last("meeting", "rolling", "north", "east", "--level", "principals", "--day", "2031-05-04")
    assert met == "The mediator met Northland and Eastmark on 2031-05-04 (level: principals)."
    assert last("ask", "rolling", "north", "--article", "forces") == "The mediator asked Northland (question north-1): article forces."
    last("answer", "rolling", "north-1", "--words", "It will do.", "--open", "--as", "north")
    assert "It will do." in table("view", "rolling", "--as", "west", "--locked")
    last("put", "rolling", "verb=shall,extent=none,line=none,toll=40,forces-p2-1=north")
    for party in ("north", "east", "west"):
        last("vote", "rolling", "yes", "--as", party)
    assert last("reveal", "rolling") == "Vote 1: all agreed."
    for party in ("north", "east"):
        last("sign", "rolling", "--as", party)
    assert last("sign", "rolling", "--as", "west").endswith("The agreement is concluded.")
    assert answer("view", "rolling", "--as", "west")["phase"] == "concluded"


@pytest.mark.parametrize(
    "move",
    [
        ("vote", "put", "yes", "--as", "buyer"),
        ("answer", "sale", "seller-1", "40", "--as", "seller"),
        ("draft", "sale", "--package", OTHER),
        ("reveal", "voted"),
        ("close", "sale"),
        ("hand-over", "sale", "A. Successor"),
        ("passphrase", "sale"),
        ("shares", "sale"),
        ("disclose", "sale", "--to", "buyer", "--words", "Soon.", "--confirm"),
        ("ratify", "signed", "--as", "buyer"),
        ("return", "left", "--as", "buyer"),
    ],
    ids=lambda move: move[0],
)
def test_a_move_sent_again(capsys: Capture, states: Path, move: tuple[str, ...]) -> None:
    """Under the same key: nothing is added, that is said, and the receipt is the one of the first time."""
    first = ran(capsys, "table", *move, "--key", "k")
    assert first.code == 0
    before = kept(states / move[1])
    again = ran(capsys, "table", *move, "--key", "k")
    assert again.code == 0, again.err
    if move[0] == "disclose":  # what it gives away is worked out again, and that it was opened for it noted
        before = after = {}
    else:
        after = kept(states / move[1])
    assert after == before
    said = [line for line in again.out.splitlines() if "Receipt" in line]
    assert said == ["This was kept before, and nothing was added. " + line for line in first.out.splitlines() if "Receipt" in line]
    assert "passphrase" not in again.out and "shares" not in again.out
    as_json = ran(capsys, "table", *move, "--key", "k", "--json").json
    assert (as_json.get("move") or as_json)["repeated"] is True


def test_keys_of_two_are_not_mixed_up(states: Path) -> None:
    """What one calls a move is nothing to another: the same name by both is two moves."""
    assert answer("vote", "put", "yes", "--as", "seller", "--key", "vote")["repeated"] is False
    assert answer("vote", "put", "yes", "--as", "buyer", "--key", "vote")["repeated"] is False
    assert last("reveal", "put") == "Vote 1: all agreed."


def test_delegates_and_their_mandates(capsys: Capture, states: Path) -> None:
    """Each acts within its power; what is beyond its issues is ad referendum; one who is not named has to be, where two sit."""

    def refused(*arguments: str) -> str:
        done = ran(capsys, "table", *arguments)
        assert done.code == 2
        return done.err

    assert last("seat", "voted", "buyer", "B. Aker", "--level", "experts", "--power", "listen") == (
        "B. Aker (experts) speaks for Buyer, with the power to listen."
    )
    assert "B. Aker may listen for 'buyer', and `withdraw` needs the power to sign" in refused("withdraw", "voted", "--as", "buyer")
    assert last("confide", "voted", "--words", "x", "--as", "buyer").startswith("Buyer (B. Aker) told")
    last("seat", "voted", "buyer", "C. Dorn", "--power", "initial")
    assert "no delegate '' of 'buyer'; allowed: B. Aker, C. Dorn" in refused("confide", "voted", "--words", "x", "--as", "buyer")
    last("reveal", "voted")
    assert last("initial", "voted", "--as", "buyer", "--delegate", "C. Dorn") == "Buyer (C. Dorn) initialled the text."
    said = refused("sign", "voted", "--as", "buyer", "--delegate", "C. Dorn")
    assert "C. Dorn has no full powers to sign for good; allowed: sign --ad-referendum" in said
    assert "ad referendum" in last("sign", "voted", "--as", "buyer", "--delegate", "C. Dorn", "--ad-referendum")
    assert last("unseat", "voted", "buyer", "B. Aker") == "B. Aker no longer speaks for Buyer."
    last("seat", "rolling", "east", "E. Fell", "--power", "negotiate", "--issues", "toll")
    assert last("lift", "rolling", "verb", "shall", "--as", "east").endswith("ad referendum (subject to confirmation at home).")
    assert last("lift", "rolling", "toll", "40", "--as", "east").endswith("no longer stands in the way of “40” (toll).")


def test_what_each_sees(states: Path) -> None:
    """The mediator all; a party what it did and was shown, with what it sealed; locked, nothing that is sealed."""
    mediator, seller, buyer = (flat(table("view", "sale", *who)) for who in ((), ("--as", "seller"), ("--as", "buyer")))
    assert SEALED in mediator and "We have another house in view." in mediator
    assert SEALED in seller and "another house" not in seller
    assert "seller-1" not in buyer and "415" not in buyer and "We have another house in view." in buyer
    assert "for the zone" in table("log", "sale") and "for the zone" not in table("log", "sale", "--as", "seller")
    locked = flat(table("view", "sale", "--locked"))
    assert "Answered, sealed" in locked and "415" not in locked and "another house" not in locked
    assert flat(table("view", "sale", "--as", "mediator")) == mediator


def test_a_vote_is_shown_to_whoever_cast_it(states: Path) -> None:
    """Not to the other party, and not to the mediator, who has the outcome; nor does the mediator's export open it."""
    assert "It says: yes" in flat(table("log", "voted", "--as", "buyer"))
    assert "It says: yes" not in flat(table("log", "voted"))
    assert "Buyer voted" not in table("log", "voted", "--as", "seller")
    for who, count in (((), 2), (("--as", "buyer"), 2)):
        table("export", "voted", *who, "-o", "x.json")
        assert len(json.loads(Path("x.json").read_text("utf-8"))["openings"]) == count


def test_a_party_by_its_own_passphrase(states: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From its file, from the environment, and after it was changed."""
    seller = table("view", "sale", "--as", "seller")
    monkeypatch.delenv("ONETEXT_PASSPHRASE")
    assert table("view", "sale", "--as", "seller", "--passphrase-file", "sale.seller") == seller
    monkeypatch.setenv("ONETEXT_PASSPHRASE", Path("sale.seller").read_text("utf-8").strip().upper().replace("-", " "))
    assert table("view", "sale", "--as", "seller") == seller
    monkeypatch.setenv("ONETEXT_NEW_PASSPHRASE", "a-word-of-my-own")
    assert answer("passphrase", "sale", "--as", "seller")["passphrase"] is None
    table("view", "sale", "--as", "seller", code=2)
    monkeypatch.setenv("ONETEXT_PASSPHRASE", "a-word-of-my-own")
    assert SEALED in flat(table("view", "sale", "--as", "seller"))


def test_every_loss(states: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A party's passphrase by the mediator and by shares, the mediator's by shares, shares by the mediator: what was sealed opens again."""
    share = [part for words in Path("sale.shares").read_text("utf-8").splitlines()[:2] for part in ("--share", words)]
    found = answer("passphrase", "sale", "--as", "seller", "--lost")
    assert sees_again(monkeypatch, found["passphrase"], "--as", "seller")
    found = answer("passphrase", "sale", "--as", "seller", "--lost", *share)
    assert sees_again(monkeypatch, found["passphrase"], "--as", "seller")
    shutil.copytree("sale", "other")
    new = answer("shares", "other")
    assert len(new["recovery"]) == 3 and new["passphrase"] is None
    taken = answer("hand-over", "sale", "A. Successor", *share)
    assert len(taken["recovery"]) == 3
    assert taken["move"]["says"] == ["The mediation went over to A. Successor."]
    assert sees_again(monkeypatch, taken["passphrase"])
    table("view", "sale", code=2)  # by the old passphrase
    assert table("verify", "sale").endswith("Everything holds.\n")


def sees_again(monkeypatch: pytest.MonkeyPatch, phrase: str, *who: str) -> bool:
    """Whether the seller's answer opens by a passphrase."""
    with monkeypatch.context() as patch:
        patch.setenv("ONETEXT_PASSPHRASE", phrase)
        return SEALED in flat(table("view", "sale", *who))


def test_a_disclosure(states: Path) -> None:
    """Looked at first, then confirmed; only its audience sees it."""
    looked = answer("disclose", "sale", "--to", "buyer", "--reservation", "--of", "seller", "--check")
    assert looked["move"] is None and looked["leaks"]["needs_confirmation"] is True
    table("disclose", "sale", "--to", "buyer", "--reservation", "--of", "seller", code=2)
    done = answer("disclose", "sale", "--to", "buyer", "--reservation", "--of", "seller", "--confirm")
    assert done["says"] == "The reservation value of Seller is between 415 and 417 points."
    assert done["move"]["says"] == [
        "The mediator told Buyer: the reservation value of Seller is between 415 and 417 points. (A second confirmation was asked for and given.)"
    ]
    assert answer("view", "sale", "--as", "buyer")["disclosed"] == [
        "The mediator told Buyer: the reservation value of Seller is between 415 and 417 points."
    ]
    assert answer("view", "sale", "--as", "seller")["disclosed"] == []
    shown = flat(table("disclose", "sale", "--to", "buyer", "--agreeable", "--confirm"))
    assert "The mediator told Buyer: there is a package that suits all." in shown


def test_the_status_of_a_party_is_of_itself_alone(states: Path) -> None:
    """What it was asked and answered, in its own stream; that another answered is not to be seen."""
    own, other = answer("status", "sale", "--as", "seller"), answer("status", "sale", "--as", "buyer")
    assert [(one["party"], one["asked"], one["answered"]) for one in own["parties"]] == [("seller", 1, 1)]
    assert [(one["party"], one["asked"], one["confided"]) for one in other["parties"]] == [("buyer", 0, 1)]
    assert own["words"] == answer("receipt", "sale", "--as", "seller")["words"]
    assert "has no seat at this table" in json.dumps(json.loads(table("status", "sale", "--as", "nobody", "--json", code=2)))


def test_the_status(states: Path) -> None:
    """Counts for the mediator's team, by party, without anything sealed."""
    lines = table("status", "sale").splitlines()
    assert lines[:2] == [
        "The house on Quarry Lane: one-text procedure, shuttle mode, round 2",
        "A draft on the table. 0 of 3 issues settled.",
    ]
    assert lines[4:6] == [
        "Seller      1         1         0     0    0",
        "Buyer       0         0         1     0    0",
    ]
    assert "has voted" in table("status", "voted") and "left the table" in table("status", "left")


def test_receipts_backups_and_restores(states: Path) -> None:
    """A backup is complete, or behind a receipt that is newer; one that went on otherwise is forked."""
    assert "complete; the first 5 entries of 'seller'" in " ".join(
        table("restore", "backup", "-o", "again", "--receipt", "seller.receipt").split()
    )
    table("ask", "sale", "seller", "--worth", "date=june")
    table("receipt", "sale", "--as", "seller", "-o", "later.receipt")
    behind = answer("restore", "backup", "-o", "older", "--receipt", "later.receipt", "--receipt", "seller.receipt")
    assert (behind["state"], [one["behind"] for one in behind["compared"]]) == ("behind", [1, 0])
    table("ask", "older", "seller", "--worth", "date=august")
    table("backup", "older", "-o", "forking")
    forked = answer("restore", "forking", "-o", "forked", "--receipt", "later.receipt", "--receipt", "seller.receipt")
    assert (forked["state"], [one["state"] for one in forked["compared"]]) == ("forked", ["forked", "complete"])
    assert "It was compared with no receipt: whether it is complete cannot be said." in table("restore", "backup", "-o", "unchecked")
    for number, words in enumerate(Path("sale.shares").read_text("utf-8").splitlines(), 1):
        Path(f"{number}.share").write_text(f"{words}\n", "utf-8")
    assert answer("restore", "backup", "-o", "by-shares", "--share", "@1.share", "--share", "@3.share")["state"] == "unchecked"
    assert {path.name for path in Path("backup").iterdir()} >= {"table.json", "session.db"}
    assert not Path("backup/signing.key").exists()
    assert table("verify", "backup").endswith("Everything holds.\n")
    last("close", "again")


def test_verifying(states: Path) -> None:
    """A folder, a file, receipts of both parties named as they were given; what does not hold ends with 1 and its place."""
    table("receipt", "sale", "--as", "buyer", "-o", "buyer.receipt")
    found = answer("verify", "sale", "--receipt", "buyer.receipt", "--receipt", "seller.receipt")
    assert found["holds"] and [one["stream"] for one in found["streams"]] == ["mediator", "buyer", "seller"]
    assert {one["receipt"]: one["says"] for one in found["receipts"]} == {
        "buyer.receipt": "the record holds the 4 entries of 'buyer' that it was signed over",
        "seller.receipt": "the record holds the 5 entries of 'seller' that it was signed over",
    }
    assert table("verify", "seller.json", "--receipt", "seller.receipt").endswith("Everything holds.\n")
    wrong = table("verify", "seller.json", "--receipt", "buyer.receipt", code=1)
    assert "buyer, buyer.receipt: the receipt is of 'buyer'" in wrong and wrong.endswith("Does not hold: 1 finding.\n")
    data = json.loads(Path("seller.json").read_text("utf-8"))
    data["entries"][1] = data["entries"][1].replace("halfway", "halfwey")
    Path("bent.json").write_text(json.dumps(data), "utf-8")
    bent = answer_with(1, "verify", "bent.json")
    assert not bent["holds"] and any("entry 1" in one["place"] for one in bent["wrong"])
    table("ask", "sale", "seller", "--worth", "date=june")
    table("receipt", "sale", "--as", "seller", "-o", "later.receipt")
    older = answer_with(1, "verify", "seller.json", "--receipt", "later.receipt")
    assert [(one["place"], one["kind"]) for one in older["wrong"]] == [("later.receipt", "behind")]


def answer_with(code: int, *arguments: str) -> dict[str, object]:
    """What a command that ends with a code prints as JSON."""
    found: dict[str, object] = json.loads(table(*arguments, "--json", code=code))
    return found


def test_an_export_is_checked_without_us(states: Path) -> None:
    """By the one file that is written beside it, with nothing but Python."""
    written = table("export", "sale", "--as", "seller", "-o", "s.json", "--with-verifier").split()
    assert written == ["s.json", "onetext_verify.py"]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "onetext_verify.py", "s.json", "--receipt", "seller.receipt"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    table("export", "sale", "--as", "buyer", "-o", "b.json")
    assert all("another house" in text for text in json.loads(Path("b.json").read_text("utf-8"))["openings"].values())
    assert json.loads(Path("s.json").read_text("utf-8"))["openings"]
    table("export", "sale", "--as", "seller", "-o", "l.json", "--locked")
    assert json.loads(Path("l.json").read_text("utf-8"))["openings"] == {}


ASKS = (("brief",), ("why",), ("zopa",), ("solve", "--rule", "nash"), ("frontier",), ("check",))


@pytest.mark.parametrize("ask", ASKS, ids=lambda ask: ask[0])
def test_questions_about_a_session(capsys: Capture, states: Path, ask: tuple[str, ...]) -> None:
    """For the mediator with what was sealed, and what that took the place of; for a party by its own knowledge, and said so."""
    command, *more = ask
    done = ran(capsys, command, "sale", *more, "--json")
    assert done.code == 0
    says = done.err.splitlines()
    assert [line.partition(" of Seller")[2] for line in says] == [f" is [415, 417]; guess had it at {was}" for was in (418, 406)]
    if command != "brief":
        about = done.json["case"]
        assert about["viewer"] == "mediator"
        assert [(one["party"], one["was"], one["now"]) for one in about["differences"]] == [
            ("seller", "418", "[415, 417]"),
            ("seller", "406", "[415, 417]"),
        ]
    jsonschema.validate(done.json, closed(json.loads(published(command))), cls=jsonschema.Draft202012Validator)
    if command == "brief":  # of a party that knows no figure of others it takes long; it is held below
        return
    own = ran(capsys, command, "sale", *more, "--for", "buyer", "--json")
    assert (own.code, own.err) == (0, "")
    assert "415" not in own.out.replace(own.json["case"]["digest"], "")


def bytes_of(capsys: Capture, folder: str) -> list[Done]:
    """All that the buyer can be shown of a session."""
    asked = [ran(capsys, command, folder, *more, "--for", "buyer", "--json") for command, *more in ASKS]
    looked = [
        ran(capsys, "table", verb, folder, "--as", "buyer", *form) for verb in ("view", "log", "receipt") for form in ((), ("--json",))
    ]
    return [*asked, ran(capsys, "brief", folder, "--for", "buyer"), ran(capsys, "zopa", folder, "--for", "buyer"), *looked]


def test_what_others_sealed_changes_nothing(capsys: Capture, states: Path) -> None:
    """Whatever the seller seals: what the buyer is shown is the same, byte for byte; what it seals itself is seen."""
    opened("house-sale", "s", "--share-guesses")
    table("draft", "s", "--package", DRAFT)
    table("ask", "s", "seller", "--reservation")
    table("confide", "s", "12:14", "--reservation", "--as", "buyer")  # so that keys are opened for it
    before = bytes_of(capsys, "s")
    assert {done.code for done in before} == {0}
    table("answer", "s", "seller-1", "380:390", "--words", "Anything.", "--as", "seller")
    table("confide", "s", "yes", "--line", "never roof=halves", "--as", "seller")
    table("confide", "s", "--words", "The dealer has gone bankrupt.", "--as", "seller")
    assert bytes_of(capsys, "s") == before
    table("confide", "s", "no", "--package", OTHER, "--as", "buyer")
    assert bytes_of(capsys, "s") != before


def test_every_command_of_the_table_runs_here_or_beside() -> None:
    """Each verb stands in this module."""
    source = Path(__file__).read_text("utf-8")
    verbs = [words[-1] for words in WORDS_OF.values() if words[0] == "table"]
    assert [verb for verb in verbs if not re.search(rf'"{verb}[" ]', source)] == []
    assert os.environ.get("ONETEXT_PASSPHRASE") != PHRASE  # fixtures take it back
